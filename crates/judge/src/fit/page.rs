//! The page of diagnostics of a fit, in Markdown.

use std::fmt::Write;

use lab::facts::{three_digits, three_figures};
use lab::summary::mean;

use super::carry_out::Fitted;
use super::results::{Change, Coverage};

/// Rows of the longest tables; the files have all.
const SHOWN: usize = 40;

/// The page.
pub fn page(fitted: &Fitted) -> String {
    let mut text = String::new();
    head(fitted, &mut text);
    parameters(fitted, &mut text);
    coverage(fitted, &mut text);
    recovery(fitted, &mut text);
    discrepancy(fitted, &mut text);
    text
}

/// Writing into a text cannot fail.
macro_rules! line {
    ($text:expr, $($arg:tt)*) => { let _ = writeln!($text, $($arg)*); };
}

fn head(fitted: &Fitted, text: &mut String) {
    let plan = &fitted.plan;
    let fitting = fitted.rows.iter().filter(|row| fitted.is_fitting(row)).count();
    line!(text, "# {}\n", plan.title);
    line!(
        text,
        "{fitting} rows of the record up to {} were open to the fit; {} later rows were not. {} \
         parameters were free, {} members of the ensemble were moved in {} steps (ensemble smoother \
         with multiple data assimilation), and {} of them are not ruled out by the fitting rows.\n",
        plan.cut,
        fitted.rows.len() - fitting,
        fitted.learned.free.len(),
        plan.ensemble.members,
        plan.ensemble.steps,
        fitted.kept.len(),
    );
}

fn parameters(fitted: &Fitted, text: &mut String) {
    let changes = fitted.changes();
    let counted = |is: &dyn Fn(&Change) -> bool| changes.iter().filter(|change| is(change)).count();
    let learned = counted(&|change| change.learned);
    let contracted = counted(&|change| change.contraction >= fitted.plan.learned);
    let of_draws = counted(&|change| change.of_draws() >= fitted.plan.learned);
    line!(text, "## What was learned\n");
    line!(
        text,
        "Contraction is the share of the prior variance that the record took away, on the scale on \
         which the prior is normal and over all members. A parameter counts as learned from a \
         contraction of {:.0} per cent on, if the known worlds also found it again (correlation of \
         truth and estimate at least {}). {learned} of {} do; all other parameters of the model are \
         assumptions. {contracted} reach that contraction.\n",
        100.0 * fitted.plan.learned,
        fitted.plan.recovered,
        changes.len(),
    );
    line!(
        text,
        "*Of the draws* is the same share on the scale of the parameter itself and for the members \
         that no fitting row rules out, which are the draws that runs take; {of_draws} parameters \
         reach {:.0} per cent by it. Draws that lie against the edge of a prior look sure by it, so \
         it decides nothing.\n",
        100.0 * fitted.plan.learned,
    );
    line!(
        text,
        "| parameter | prior | posterior | contraction | of the draws | recovery | label |"
    );
    line!(text, "|---|---|---|---|---|---|---|");
    for change in changes.iter().take(SHOWN) {
        line!(text, "{}", row(change));
    }
    line!(text, "\nMean ± standard deviation; `parameters.csv` has all.\n");
}

fn row(change: &Change) -> String {
    let pair = |(mean, sd): (f64, f64)| format!("{} ± {}", three_digits(mean), three_digits(sd));
    format!(
        "| `{}` | {} | {} | {:.2} | {:.2} | {:.2} | {} |",
        change.name,
        pair(change.prior),
        pair(change.posterior),
        change.contraction,
        change.of_draws(),
        change.recovery,
        if change.learned { "learned" } else { "assumption" },
    )
}

fn coverage(fitted: &Fitted, text: &mut String) {
    line!(text, "## Do the bands hold the record?\n");
    line!(
        text,
        "Rows within the middle 80 per cent: of the runs alone, and of runs, record error and \
         discrepancy together. The last column is the root mean square of the standardised \
         distances, 1 if the spread is right.\n"
    );
    line!(text, "| | rows | runs alone | with error and discrepancy | distance |");
    line!(text, "|---|---|---|---|---|");
    for (name, lived) in [("prior", &fitted.prior), ("posterior", &fitted.posterior)] {
        for (late, found) in fitted.coverage(lived) {
            let which = if late { "held out" } else { "fitting rows" };
            line!(text, "| {name}, {which} {}", cells(found));
        }
    }
    line!(text, "");
}

fn cells(found: Coverage) -> String {
    format!(
        "| {} | {:.0} % | {:.0} % | {:.2} |",
        found.rows,
        100.0 * found.share_of_runs(),
        100.0 * found.share(),
        found.root_mean_square(),
    )
}

fn recovery(fitted: &Fitted, text: &mut String) {
    let found = &fitted.recovery;
    let covered = mean(&found.coverage);
    line!(text, "## Are known parameters found again?\n");
    line!(
        text,
        "{} worlds were drawn from the prior, lived, given the errors of a record and fitted like \
         history. The truth lay within the middle 80 per cent of the members in {:.0} per cent of \
         cases. Ranks of the truths among the members, in ten bins that are even if the fit is \
         right: {}. More in the outer bins means that the fit is too sure of itself, more in the \
         middle that it is too cautious.\n",
        found.worlds,
        100.0 * covered,
        found.ranks.iter().map(usize::to_string).collect::<Vec<_>>().join(", "),
    );
}

fn discrepancy(fitted: &Fitted, text: &mut String) {
    line!(text, "## What is granted to the model\n");
    line!(
        text,
        "A discrepancy is how far the right parameters may leave the model from the record. Each \
         was stated before a fit was seen; where the pilot fit showed one too narrow for the fitting \
         rows it was widened, and the runs fit that series only so far.\n"
    );
    line!(text, "| variable | stated | granted |");
    line!(text, "|---|---|---|");
    for (name, factor) in &fitted.discrepancy.widened {
        let granted = fitted.discrepancy.of(name);
        let (stated, granted) = (three_figures(granted / factor), three_figures(granted));
        line!(text, "| `{name}` | {stated} | {granted} |");
    }
    line!(text, "\nAll others are granted what was stated; `discrepancy.csv` has all.");
}
