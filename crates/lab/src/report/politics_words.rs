//! Sentences on politics: who directs whom, which loop dominated when, how decisions were bound.

use maud::{Markup, html as markup};
use model::Freedom;

use crate::directs::{CAVEAT, Reading};
use crate::dominance::Period;

/// The reading of who directs whom, in a paragraph; nothing if it is not reported.
pub(super) fn directs(reading: Option<&Reading>) -> Markup {
    let Some(reading) = reading else { return markup! {} };
    markup! {
        p {
            strong { "Kto–kogo: " (two(reading.median)) } " at the end, over all months so far \
             (80\u{a0}% of draws " (two(reading.low80)) " to " (two(reading.high80))
            "; 1 if only the party moved the old offices, \u{2212}1 if only they moved the party)."
            @if let Some([party, offices]) = reading.ends() {
                " The party moved the offices most in " (party.0) " (" (two(party.1))
                "); they moved it most in " (offices.0) " (" (two(offices.1)) ")."
            }
            " This is " (CAVEAT) ". " a href="#figure-kto-kogo" { "How it went" } "."
        }
    }
}

/// A reading to two places, with a minus that is one.
fn two(value: f64) -> String {
    format!("{value:.2}").replace('-', "\u{2212}")
}

/// Which loop dominated when, for the figure of the loops.
pub(super) fn loops(periods: &[Period]) -> String {
    if periods.is_empty() {
        return String::new();
    }
    let one = |period: &Period| {
        format!(
            "{} {} {} ({:.0} %)",
            period.years(),
            period.id,
            period.short_name(),
            100.0 * period.weight
        )
    };
    let list = periods.iter().map(one).collect::<Vec<_>>().join("; ");
    format!(
        "The loop with the largest weight, by the median of the year: {list}. A weight below half \
         means that the others together moved more."
    )
}

/// How the decisions of this run stand to those of the record.
pub(super) fn bound(freedom: &Freedom) -> String {
    match freedom {
        Freedom::Pinned => {
            "Bodies of the party vote in the model, but in this run what they decided \
                            follows the record; so do decrees. It is no answer to what the \
                            model's economy does."
                .to_owned()
        }
        Freedom::All => {
            "In this run the bodies of the party decide by their own votes; decrees that \
                         hang on a decision stand only where the vote carried them. All other \
                         decrees follow the record."
                .to_owned()
        }
        Freedom::From(month) => format!(
            "Before {month} what the bodies of the party decided follows the record; from then on \
             their own votes carry, and decrees that hang on a decision stand only where the vote \
             carried them. All other decrees follow the record."
        ),
        Freedom::Only(ids) => format!(
            "What the bodies of the party decided follows the record, but for {}: there their own \
             votes carry. All other decrees follow the record.",
            ids.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_freedom_says_what_follows_the_record() {
        let only = Freedom::Only(["monopoly".to_owned()].into());
        let from = Freedom::From(kernel::Month::new(1923, 1));
        assert!(bound(&Freedom::Pinned).contains("follows the record"));
        assert!(!bound(&Freedom::All).contains("decided follows the record"));
        assert!(bound(&from).contains("1923-01") && bound(&only).contains("but for monopoly"));
    }

    #[test]
    fn loops_are_said_with_years_and_weights() {
        let period =
            Period { first: 1918, last: 1920, id: "B1", name: "NEP as stabiliser", weight: 0.34 };
        assert!(loops(&[period]).contains("1918 to 1920 B1 NEP as stabiliser (34 %)"));
        assert_eq!(loops(&[]), "");
    }
}
