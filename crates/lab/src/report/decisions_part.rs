//! The part of the report on decisions: what was put to the vote, what history chose, and what chance
//! the model gave it.

use evidence::Evidence;
use maud::{Markup, html as markup};

use super::ReportInput;
use super::numbers::{date_in_words, number};
use crate::decisions::{self, Score, Tally};

/// The part; nothing if no body decided anything.
pub(super) fn part(input: &ReportInput<'_>) -> Markup {
    let tallies = decisions::tallies(input.evidence, input.ensemble);
    if tallies.is_empty() {
        return markup! {};
    }
    let scores = &input.politics.scores;
    markup! {
        section #decisions {
            h2 { "Decisions" }
            (opening(&tallies))
            (forecast(scores))
            div.scroll tabindex="0" role="region" aria-label="Decisions" {
                table.stack {
                    thead { tr {
                        th scope="col" { "When and who" }
                        th scope="col" { "Question" }
                        th scope="col" { "Options: chance before the vote, votes" }
                        th scope="col" { "Chance of what happened" }
                    } }
                    tbody { @for tally in &tallies { (row(tally, scores)) } }
                }
            }
            (rolls(&tallies, input.evidence))
        }
    }
}

fn opening(tallies: &[Tally<'_>]) -> Markup {
    let all = tallies.len();
    let pinned = tallies.iter().filter(|tally| tally.pinned == tally.draws).count();
    markup! {
        p {
            "Bodies of the party had " (all) " questions before them. The model seats who sat in \
             each body, gives every leader a place on the issue, and counts votes; the chance of an \
             option is how often it would win if the vote were taken many times. "
            @if pinned == all {
                "In this run all are held to history: the body votes, the chance is noted, and then \
                 what history chose is carried out, so that the next vote starts from the history \
                 that was. "
            } @else if pinned == 0 {
                "In this run the bodies' own votes carry. "
            } @else {
                "In this run " (pinned) " are held to history, and in " (all - pinned)
                " the bodies' own votes carry, in some draws or in all. "
            }
            "The chance given to what happened is therefore a forecast of one step, not of the whole \
             path. A low one is a miss of the model or a surprise of the time, and one vote cannot \
             tell which; a high one shows little where positions were taken from the vote itself."
        }
    }
}

/// The scores, apart for those that were told how people voted.
fn forecast(scores: &[Score]) -> Markup {
    let lines = [("Positions known before the vote", false), ("A position taken from it", true)]
        .map(|(words, coded)| (words, decisions::mean(scores, coded)));
    let all = ("All", decisions::mean_of(scores.iter()));
    let lines: Vec<_> = lines.into_iter().chain([all]).collect();
    markup! {
        @if !scores.is_empty() {
            table {
                caption {
                    "Means over the decisions held to history. Brier score: 0 is best, 2 worst, two \
                     equal chances get 0.5."
                }
                thead { tr {
                    th scope="col" { "Decisions" }
                    th scope="col" { "Number" }
                    th scope="col" { "Chance of what happened" }
                    th scope="col" { "Brier score" }
                    th scope="col" { "“Always the majority of last time”" }
                } }
                tbody { @for (words, mean) in lines { @if let Some(mean) = mean { tr {
                    th scope="row" { (words) }
                    td { (mean.decisions) }
                    td { (percent(mean.given)) }
                    td { (number(mean.brier)) }
                    td { (number(mean.brier_last_time)) }
                } } } }
            }
        }
    }
}

fn row(tally: &Tally<'_>, scores: &[Score]) -> Markup {
    let decision = tally.decision;
    let score = scores.iter().find(|score| score.decision == decision.id);
    let free = tally.pinned < tally.draws;
    markup! {
        tr id={ "decision-" (decision.id) } {
            th scope="row" data-label="When and who" {
                (date_in_words(&decision.date))
                span.reason { (decision.body_title()) }
            }
            td data-label="Question" { (decision.question) }
            td data-label="Options" {
                ul.plain { @for (at, option) in decision.options.iter().enumerate() { li {
                    @if option.id == decision.chosen { strong { (option.title) } " (history)" }
                    @else { (option.title) }
                    @if tally.voted > 0 {
                        ": " (percent(tally.chance[at])) ", " (number(tally.votes[at])) " votes"
                    }
                    @if free { ", carried in " (percent(tally.carried[at])) " of draws" }
                } } }
            }
            td data-label="Chance of what happened" {
                @match score {
                    Some(score) => {
                        strong { (percent(score.given)) }
                        span.reason {
                            "Brier " (number(score.brier)) ", last time " (number(score.brier_last_time))
                            @if score.coded_from_the_vote { "; a position taken from the vote" }
                        }
                    }
                    None if tally.voted == 0 => { "nobody votes in the model" }
                    None => { "not held to history" }
                }
            }
        }
    }
}

/// Roll-calls of the central run in the small bodies.
fn rolls(tallies: &[Tally<'_>], evidence: &Evidence) -> Markup {
    let small: Vec<&Tally<'_>> =
        tallies.iter().filter(|tally| tally.small_body() && !tally.roll.is_empty()).collect();
    let persons = evidence.persons();
    markup! {
        @if !small.is_empty() {
            details {
                summary { "Roll-calls of the central run in " (small.len()) " votes of small bodies" }
                p {
                    "How the leaders of the model voted, by name, in one run; no record of how they \
                     voted in history. rollcalls.parquet holds all draws."
                }
                dl { @for tally in small {
                    dt {
                        (date_in_words(&tally.decision.date)) ", " (tally.decision.body_title()) ": "
                        (tally.decision.question)
                    }
                    @for (words, names) in sides(tally, &persons) { dd { (words) ": " (names) } }
                } }
            }
        }
    }
}

/// The sides of a vote: the option, and who voted for it.
fn sides(tally: &Tally<'_>, persons: &[(String, String)]) -> Vec<(String, String)> {
    let options = tally.decision.options.iter().map(|option| option.title.clone()).map(Some);
    let named = |side: Option<usize>| -> Vec<String> {
        let of = tally.roll.iter().filter(|(_, option)| *option == side);
        of.map(|(key, _)| name(persons, key)).collect()
    };
    let all = options.enumerate().map(|(at, title)| (title, named(Some(at))));
    let abstained = std::iter::once((None, named(None)));
    all.chain(abstained)
        .filter(|(_, names)| !names.is_empty())
        .map(|(title, names)| {
            let words = title.unwrap_or_else(|| "Abstained".to_owned());
            (words, format!("{} ({})", names.join(", "), names.len()))
        })
        .collect()
}

/// The name of a leader, by his key; the key itself if nobody is known by it.
fn name(persons: &[(String, String)], key: &str) -> String {
    let person = persons.iter().find(|(known, _)| known == key);
    person.map_or_else(|| key.to_owned(), |(_, name)| name.clone())
}

fn percent(share: f64) -> String {
    match share {
        _ if share.is_nan() => "none".to_owned(),
        s if s > 0.0 && s < 0.005 => "below 1 %".to_owned(),
        s if s < 1.0 && s > 0.995 => "above 99 %".to_owned(),
        s => format!("{:.0} %", 100.0 * s),
    }
}
