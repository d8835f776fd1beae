//! The page of a comparison, in Markdown, and what may be said of it.

use super::compare::{Comparison, Form};
use super::score::Part;
use super::weigh::Interval;

/// Observations shown for each pair.
const SHOWN: usize = 5;

/// How the comparison was made, in two sentences.
pub fn numbers_of(comparison: &Comparison) -> String {
    let request = &comparison.request;
    format!(
        "Each account was fitted with {} free parameters to {} rows up to {}, by {} members in {} \
         steps ({} household rows, seed {}), its switches held at its own strengths. It was judged \
         on {} later rows and {} decisions, with the discrepancy of the model that the fit that ships \
         grants (`posterior/discrepancy.csv`).",
        comparison.free.len(),
        comparison.learned,
        request.learned,
        request.effort.members,
        request.effort.steps,
        request.households,
        request.seed,
        comparison.scored_rows.len(),
        decisions(comparison),
    )
}

fn decisions(comparison: &Comparison) -> usize {
    comparison.pinned.units[0].iter().filter(|unit| unit.part == Part::Decisions).count()
}

/// How little the scores can tell, in plain words.
pub fn statement(comparison: &Comparison) -> String {
    let (units, moved) = comparison.reach();
    let (rows, rows_moved) = comparison.row_reach();
    let weights = &comparison.pinned.weights.alone;
    let spread: f64 = weights.iter().filter(|w| **w > 0.0).map(|w| -w * libm::log(*w)).sum();
    let ranked = comparison.ranked();
    let leader = ranked.first().map_or_else(String::new, |(n, weight)| {
        let name = &comparison.accounts[*n].account.key;
        let lead = comparison.pinned.weights.leads[n - 1];
        format!(
            " The heaviest, {name}, has {weight:.2}; it is the best in {:.0} % of the samples of a \
             bootstrap over series.",
            100.0 * lead
        )
    });
    let clear = |form: &Form| form.all.iter().filter(|i| i.low > 0.0 || i.high < 0.0).count();
    format!(
        "What this can tell: {rows} rows of {} series, and {} decisions. Of the rows {rows_moved} belong to \
         a variable that any switch moves at all; of series and decisions together {moved} of \
         {units}. On the rest all accounts say the same, and no score can part them. {} of {} accounts \
         differ from the central one by more than the 95 % interval ({} with free decisions). The \
         weights are spread as over {:.1} equal accounts of {}.{leader} The strengths of the \
         switches are a reading of the literature: a low weight speaks against the setting in this \
         model, not against the authors.",
        units - decisions(comparison),
        decisions(comparison),
        clear(&comparison.pinned),
        comparison.accounts.len() - 1,
        clear(&comparison.freed),
        libm::exp(spread),
        weights.len(),
    )
}

fn interval(one: &Interval) -> String {
    if !one.mean.is_finite() {
        return "none".to_owned();
    }
    format!("{:+.3} [{:+.3}, {:+.3}]", one.mean, one.low, one.high)
}

fn percent(share: f64) -> String {
    if share.is_finite() { format!("{:.0} %", 100.0 * share) } else { "-".to_owned() }
}

/// The page.
pub fn page(comparison: &Comparison) -> String {
    let mut text = format!(
        "# Rival accounts compared\n\n{}\n\n{}\n",
        numbers_of(comparison),
        statement(comparison)
    );
    text.push_str(
        "\nScores are the mean, over series, of the logarithm of the predictive density, less that of \
         the central account (every switch at the centre of its prior): more is better. In brackets \
         95 % of a paired bootstrap over series. A series of which an account names no mechanism is \
         scored with the central account's forecast. The lecture stands twice: as it is, and with the \
         ban on factions and repression (M17) added.\n",
    );
    for (title, form) in [
        ("Decisions as in history", &comparison.pinned),
        ("Decisions by the bodies' own votes after the date", &comparison.freed),
    ] {
        text.push_str(&format!("\n## {title}\n\n{}", scores(comparison, form)));
    }
    text.push_str(&tests(comparison));
    text.push_str(&deciding(comparison));
    text
}

fn scores(comparison: &Comparison, form: &Form) -> String {
    let mut text = String::from(
        "| account | economy | politics | decisions | all | own forecast everywhere | Brier less \
         central | weight | stacking |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for (n, one) in comparison.accounts.iter().enumerate().skip(1) {
        let [economy, politics, decided] = &form.log[n];
        text.push_str(&format!(
            "| {} {} | {} | {} | {} | {} | {} | {} | {:.2} | {:.2} |\n",
            one.account.number,
            one.account.key,
            interval(economy),
            interval(politics),
            interval(decided),
            interval(&form.all[n]),
            interval(&form.all_own[n]),
            interval(&form.loss[n][2]),
            form.weights.alone[n - 1],
            form.weights.stacking[n - 1],
        ));
    }
    text
}

fn tests(comparison: &Comparison) -> String {
    let mut text = String::from("\n## The discriminating tests\n");
    for answer in &comparison.answers {
        let test = &answer.test;
        text.push_str(&format!("\n### {} {}\n\n", test.id, answer.question));
        for side in &test.side {
            let says = &side.says;
            text.push_str(&format!("- {}: {says} ({}).\n", side.name, side.theories.join(", ")));
        }
        text.push_str(&format!(
            "- The record favours: {} (weakest row: {}). {}\n",
            answer.reading(),
            answer.confidence,
            test.record.why
        ));
        answer.rows.iter().for_each(|row| text.push_str(&format!("  - {row}\n")));
        if !test.not_in_the_model.is_empty() {
            text.push_str(&format!("- Not in the model: {}\n", test.not_in_the_model));
            continue;
        }
        text.push_str(&format!("- In the model: {}. {}\n", test.words, test.departs));
        text.push_str(
            "\n| account | predicts | median | draws as it predicts | draws as recorded |\n\
             |---|---|---|---|---|\n",
        );
        let told = answer.accounts.iter().filter(|o| !o.predicts.is_empty() || o.number.is_empty());
        for one in told {
            text.push_str(&format!(
                "| {} {} | {} | {:.3} | {} | {} |\n",
                one.number,
                one.account,
                one.predicts,
                one.median,
                percent(one.own),
                percent(one.recorded),
            ));
        }
    }
    text
}

fn deciding(comparison: &Comparison) -> String {
    let mut text = String::from(
        "\n## Which data would decide\n\nFor each pair of the four heaviest accounts the observations \
         that would tell most, the best year of a variable alone. The last number is the expected \
         logarithm of the Bayes factor of one observation for the account that is right.\n\n\
         | pair | observation | expected | expected | log factor | evidence |\n\
         |---|---|---|---|---|---|\n",
    );
    let mut shown = 0;
    let mut last = None;
    for one in &comparison.deciding {
        shown = if last == Some(&one.pair) { shown + 1 } else { 0 };
        last = Some(&one.pair);
        if shown >= SHOWN {
            continue;
        }
        let place =
            if one.found_at.is_empty() { String::new() } else { format!(": {}", one.found_at) };
        text.push_str(&format!(
            "| {} or {} | {} {} | {:.3} | {:.3} | {:.2} | {}{place} |\n",
            one.pair[0],
            one.pair[1],
            one.variable,
            one.year,
            one.expects[0],
            one.expects[1],
            one.log_factor,
            one.exists.words(),
        ));
    }
    text
}
