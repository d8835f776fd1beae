//! The answer in three sentences, with counts, and words of likelihood that never stand alone.

use maud::{Markup, html as markup};

use super::Input;
use super::headline::Headline;
use crate::outcomes::wilson;
use crate::pair::{OutcomeFlip, decision_flips, outcome_flips};
use crate::report::numbers::in_words;

/// A word for how often something is so in the draws, after the scale of the IPCC (Mastrandrea and
/// others, "Guidance Note for Lead Authors of the IPCC Fifth Assessment Report on Consistent Treatment
/// of Uncertainties", 2010). A share above one half is taken at the lower end of the 80 per cent
/// interval that so few draws leave, one below at the upper end: few draws give no strong word.
pub(in crate::report) fn likelihood(count: usize, of: usize) -> &'static str {
    if of == 0 {
        return "not known";
    }
    let (low, high) = wilson(count, of);
    let share = if 2 * count >= of { low.max(0.5) } else { high.min(0.5) };
    match share {
        s if s >= 0.99 => "virtually certain",
        s if s >= 0.95 => "extremely likely",
        s if s >= 0.90 => "very likely",
        s if s >= 0.66 => "likely",
        s if s > 0.5 => "more likely than not",
        s if s > 0.33 => "about as likely as not",
        s if s > 0.10 => "unlikely",
        s if s > 0.05 => "very unlikely",
        s if s > 0.01 => "extremely unlikely",
        _ => "exceptionally unlikely",
    }
}

/// A count with its word: `likely (72 of 100 draws)`.
pub(in crate::report) fn counted(count: usize, of: usize) -> String {
    match of {
        1 => format!("{count} of one draw"),
        _ => format!("{} ({count} of {of} draws)", likelihood(count, of)),
    }
}

/// The headline difference in a sentence.
pub(super) fn headline(headline: &Headline) -> String {
    let row = &headline.row;
    if !headline.differs() {
        return format!(
            "{}, over {}: the same in all {} draws, to six figures.",
            super::difference::capital(&headline.what()),
            row.window.words(),
            row.draws()
        );
    }
    let way = if headline.up() { "more" } else { "less" };
    format!(
        "{}, over {}: median {} in the base and {} in the changed world, difference {} (80\u{a0}% of \
         draws {} to {}); that the changed world has {way} is {}.",
        super::difference::capital(&headline.what()),
        row.window.words(),
        headline.shown(row.base),
        headline.shown(row.changed),
        headline.signed(row.median),
        headline.signed(row.low80),
        headline.signed(row.high80),
        counted(headline.agree(), row.draws())
    )
}

/// What becomes of the outcomes, in a sentence: the one that changes most.
fn outcomes(flips: &[OutcomeFlip]) -> String {
    let draws = flips.first().map_or(0, OutcomeFlip::draws);
    let moves = |flip: &&OutcomeFlip| flip.brought + flip.ended;
    let changed = flips.iter().filter(|flip| moves(flip) > 0).count();
    match flips.iter().filter(|flip| moves(flip) > 0).max_by_key(moves) {
        None => format!("None of the eight outcomes changes in any of {draws} draws."),
        Some(flip) => format!(
            "Of the eight outcomes {changed} {} in at least one draw, most of all {} {}: {} in the \
             base, {} in the changed world; brought in {} draws, ended in {}.",
            if changed == 1 { "changes" } else { "change" },
            flip.id,
            flip.name,
            counted(flip.before(), draws),
            counted(flip.after(), draws),
            flip.brought,
            flip.ended
        ),
    }
}

/// When the worlds part and what is decided otherwise, in a sentence.
fn parting(input: &Input<'_>) -> String {
    let pair = input.pair;
    let Some(begins) = pair.begins() else {
        return "The two worlds never part: every row of every draw is the same.".to_owned();
    };
    let speaks = pair.base.sample();
    let parted = pair
        .parted
        .iter()
        .filter(|one| one.month.is_some() && speaks.iter().any(|draw| draw.number == one.draw));
    let flips = decision_flips(pair).into_iter().filter(|flip| flip.flipped > 0).count();
    let decided = match flips {
        0 => "no decision falls otherwise".to_owned(),
        1 => "one decision falls otherwise in at least one draw".to_owned(),
        n => format!("{n} decisions fall otherwise in at least one draw"),
    };
    format!(
        "The worlds part in {} ({} of {} draws part); {decided}.",
        in_words(begins),
        parted.count(),
        speaks.len()
    )
}

/// The second part of the page.
pub(super) fn part(input: &Input<'_>, first: &Headline) -> Markup {
    let flips = outcome_flips(input.pair);
    let same = input.pair.begins().is_none() || !first.differs();
    markup! {
        p.lead { (headline(first)) " " (outcomes(&flips)) " " (parting(input)) }
        @if same { (why_nothing(input)) }
        p.note {
            "The first sentence speaks of " (super::headline::RULE) ": it was chosen because it \
             differs most surely, so that it says more than a quantity chosen beforehand would; the \
             table below has all that are watched. Words follow the share of draws, taken at the \
             cautious end of the 80\u{a0}% interval that so many draws leave (Wilson 1927): virtually \
             certain from 99\u{a0}%, extremely likely 95, very likely 90, likely 66, about as likely \
             as not 33 to 66, and so on down. A share of draws is a share of what the priors leave \
             open in this model; it is no chance that history would have gone so."
        }
    }
}

/// Why nothing may differ.
fn why_nothing(input: &Input<'_>) -> Markup {
    let pinned = input.pair.changed.scenario.freedom == model::Freedom::Pinned;
    markup! {
        p { strong { "Nothing, or nothing that is watched, differs." } " That can be because:" }
        ul {
            li { "what the scenario sets is what stood anyway in those months;" }
            li { "the change comes after the last month that was lived, or no mechanism reads what \
                  it sets;" }
            @if pinned {
                li { "decisions are held to history in both worlds, so that what hangs on a vote \
                      cannot move: " code { "--free" } " lets the bodies decide;" }
            }
            li { "the effect is smaller than a row of the sample: " code { "--households" } " takes \
                  more rows." }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_draws_give_no_strong_word() {
        assert_eq!(likelihood(3, 3), "more likely than not");
        assert_eq!(likelihood(20, 20), "very likely");
        assert_eq!(likelihood(100, 100), "extremely likely");
        assert_eq!(likelihood(400, 400), "virtually certain");
        assert_eq!(likelihood(0, 100), "extremely unlikely");
        assert_eq!(likelihood(50, 100), "about as likely as not");
        // 72 of 100 leave a lower end of 0.6595: not yet likely.
        assert_eq!(likelihood(72, 100), "more likely than not");
        assert_eq!(counted(75, 100), "likely (75 of 100 draws)");
    }
}
