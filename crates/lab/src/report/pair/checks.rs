//! Parts eight and ten of the page: checks, and how good the sample is.

use maud::{Markup, html as markup};

use super::{Input, rows};
use crate::pair::{NullTest, OutcomeFlip, outcome_flips};
use crate::report::numbers::in_words;

/// Part eight.
pub(super) fn checks(input: &Input<'_>) -> Markup {
    let pair = input.pair;
    let draws = pair.base.sample().len();
    let null = match &pair.null {
        NullTest::Passed => (true, "a patch of zero effect gave the base to the bit".to_owned()),
        NullTest::Failed { variable, month } => {
            (false, format!("{variable} differs first, in {}", in_words(*month)))
        }
    };
    let matched = (pair.matched() == draws, format!("{} of {draws} draws", pair.matched()));
    let lived = pair.base.draws.iter().chain(&pair.changed.draws);
    let months: usize = lived.map(|draw| draw.record.months).sum();
    let books = (true, format!("goods, money and people in every one of {months} months lived"));
    let warnings: Vec<&String> = pair.base.warnings.iter().chain(&pair.changed.warnings).collect();
    let line = |name: &str, (passed, what): (bool, String)| {
        vec![name.to_owned(), if passed { "passed" } else { "FAILED" }.to_owned(), what]
    };
    let lines = vec![
        line("Null test", null),
        line("Draws matched", matched),
        line("Books balanced", books),
    ];
    let table = rows::table_of(&["Check", "Result", "What was found"], lines);
    markup! {
        (rows::shown("checks", "Checks of this pair", &table))
        p.note { "A month whose books do not balance stops a run, so that no page is written of it." }
        @if warnings.is_empty() { p { "No warnings." } } @else {
            @for warning in warnings { p.warning { strong { "Warning. " } (warning) "." } }
        }
    }
}

/// Part ten.
pub(super) fn diagnostics(input: &Input<'_>) -> Markup {
    let pair = input.pair;
    let draws = pair.base.sample().len();
    let speaks = |number: u32| pair.base.sample().iter().any(|draw| draw.number == number);
    let own = || pair.parted.iter().filter(|parted| speaks(parted.draw));
    let identical = own().filter(|parted| parted.month.is_none()).count();
    let parting = pair.begins().map_or("never".to_owned(), in_words);
    let facts = [
        ("Draws of each world", draws.to_string()),
        ("Draws that never part", format!("{identical} of {draws}")),
        ("First month of parting", parting),
        ("Coherence of luck", format!("{:.2}", pair.coherence())),
    ];
    let flips = outcome_flips(pair);
    let columns = [
        "Outcome",
        "Base",
        "Changed",
        "Brought",
        "Ended",
        "Change of share",
        "80 % interval",
        "Error of sampling",
    ];
    let table = rows::table_of(&columns, flips.iter().map(line).collect());
    markup! {
        dl.facts { @for (name, value) in facts { div { dt { (name) } dd { (value) } } } }
        p {
            "Coherence: of all rows of both worlds in all months since the first draw parted, the \
             share that exists in both, for which the same luck is thrown. The lower it is, the more \
             of a difference is other luck; over many draws that evens out. The error of sampling of \
             a change is what so many draws leave open, one standard deviation: "
            "√(brought + ended − (brought − ended)²/n)/n. Draws are independent; no chain is run, so \
             that there is no R-hat to give."
        }
        (rows::shown("outcomes", "Outcomes in both worlds", &table))
    }
}

fn line(flip: &OutcomeFlip) -> Vec<String> {
    let (low, high) = flip.interval();
    let draws = flip.draws();
    vec![
        format!("{} {}", flip.id, flip.name),
        format!("{} of {draws}", flip.before()),
        format!("{} of {draws}", flip.after()),
        flip.brought.to_string(),
        flip.ended.to_string(),
        format!("{:+.2}", flip.change()),
        format!("{low:+.2} to {high:+.2}"),
        format!("{:.3}", error(flip)),
    ]
}

/// The standard error of a change of share over paired draws (McNemar 1947).
fn error(flip: &OutcomeFlip) -> f64 {
    let (brought, ended, n) = (flip.brought as f64, flip.ended as f64, flip.draws().max(1) as f64);
    libm::sqrt((brought + ended - (brought - ended) * (brought - ended) / n).max(0.0)) / n
}
