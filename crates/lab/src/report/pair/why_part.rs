//! Parts four to six of the page: what moved the difference, what it leans on, what would turn it.

use std::collections::BTreeSet;

use evidence::{Evidence, JUDGEMENT};
use maud::{Markup, html as markup};
use model::Theory;

use super::discovery::{Third, discover};
use super::headline::Headline;
use super::{Input, rows};
use crate::dominance::{Period, periods};
use crate::pair::leans::by_chance;
use crate::pair::{
    DecisionFlip, Difference, Pair, decision_flips, differences, leans, median_of, windows,
};
use crate::report::lists::name_of;
use crate::report::numbers::number;

/// Parameters that are shown to lean on, and rows of what would turn the sign.
const MOST: usize = 10;

/// Part four: the parts, the loops of both worlds, the decisions.
pub(super) fn moved(input: &Input<'_>, bars: &Markup) -> Markup {
    markup! {
        @if let Some(parts) = input.decomposition {
            (bars)
            @if !parts.limits.is_empty() { p.note { (parts.limits) } }
        } @else {
            p {
                "The difference was not taken apart for this page. "
                code { "ktokogo explain" } " on the folder of this pair lays it to what is changed and \
                to mechanisms, with intervals; " code { "ktokogo report --explain" } " draws this page \
                with them."
            }
        }
        (four_worlds(input.pair))
        h3 { "Loops" }
        (loops(input))
        h3 { "Decisions that fall otherwise" }
        (decisions(&decision_flips(input.pair)))
    }
}

/// Where the scenario both acts and assumes: the worlds with one, with the other, and with both.
fn four_worlds(pair: &Pair) -> Markup {
    let Some(halves) = &pair.halves else { return markup! {} };
    let [_, last] = windows(pair);
    let line = |row: Difference| {
        let alone = |ensemble| median_of(ensemble, row.variable, last);
        let (assumed, acted) = (alone(&halves.assumed), alone(&halves.acted));
        let interaction = row.changed - assumed - acted + row.base;
        let headline = Headline::about(row);
        let row = &headline.row;
        let worlds = [row.base, assumed, acted, row.changed].map(|value| headline.shown(value));
        let first = std::iter::once(headline.what());
        first.chain(worlds).chain([headline.signed(interaction)]).collect()
    };
    let rows_of = differences(pair).into_iter().filter(|row| row.window == last).map(line);
    let columns = ["What", "Base", "Assumptions alone", "Actions alone", "Both", "Interaction"];
    let table = rows::table_of(&columns, rows_of.collect());
    markup! {
        h3 { "Actions and assumptions apart" }
        p { "The scenario says both what somebody does and how the world works. Medians over the draws, "
            (last.words()) "; the interaction is what the two bring only together." }
        (rows::shown("four-worlds", "The four worlds", &table))
    }
}

fn loops(input: &Input<'_>) -> Markup {
    let worlds = [("base", &input.pair.base), ("changed", &input.pair.changed)];
    let line = |(world, period): (&str, Period)| {
        vec![
            world.to_owned(),
            period.years(),
            period.id.to_owned(),
            period.short_name().to_owned(),
            format!("{:.0} %", 100.0 * period.weight),
        ]
    };
    let all = worlds.iter().flat_map(|(world, arm)| periods(arm).into_iter().map(|p| (*world, p)));
    let lines: Vec<Vec<String>> = all.map(line).collect();
    let table = rows::table_of(&["World", "Years", "Loop", "Name", "Weight"], lines);
    markup! {
        @if table.rows.is_empty() { p { "No year was lived for which loops are weighed." } } @else {
            p { "The loop with the largest weight, year by year, by the median over the draws. Below \
                 half, the others together moved more. A weight says what moves within the model, not \
                 what is true." }
            (rows::shown("loops", "Loops that dominate, base and changed", &table))
        }
    }
}

fn decisions(flips: &[DecisionFlip]) -> Markup {
    let chance = |value: f64| match value.is_nan() {
        true => "no vote".to_owned(),
        false => format!("{:.0} %", 100.0 * value),
    };
    let line = |flip: &DecisionFlip| {
        vec![
            flip.decision.clone(),
            flip.history.clone(),
            format!("{} of {}", flip.flipped, flip.flipped + flip.same),
            chance(flip.chance.0),
            chance(flip.chance.1),
        ]
    };
    let columns = [
        "Decision",
        "What history chose",
        "Draws that decide otherwise",
        "Chance of it, base",
        "Chance of it, changed",
    ];
    let table = rows::table_of(&columns, flips.iter().map(line).collect());
    markup! {
        @if flips.is_empty() {
            p { "None falls otherwise in any draw, and no chance moves by as much as one in a \
                 hundred." }
        } @else {
            p { "Decisions that some draw takes otherwise, or in which the mean chance of what history \
                 chose moves by 1 % or more. Where decisions are held to history, only the chance can \
                 move." }
            (rows::shown("decisions", "Decisions in both worlds", &table))
        }
    }
}

/// Part five: parameters, then claims.
pub(super) fn leans_on(input: &Input<'_>, headline: &Headline) -> Markup {
    let row = &headline.row;
    let found = leans(input.pair, row.variable, row.window, MOST);
    let parameters = Theory::parameters();
    let about = |name: &str| parameters.iter().find(|one| one.full_name() == name).copied();
    let floor = by_chance(row.draws(), parameters.len());
    let lines = found.iter().map(|lean| {
        let declared = about(&lean.parameter).map(|one| one.declared);
        vec![
            lean.parameter.clone(),
            declared.map_or("", |declared| declared.meaning).to_owned(),
            format!("{:+.2}", lean.correlation),
            rests_on(input.evidence, &lean.source),
        ]
    });
    let columns = ["Parameter", "What it means", "Rank correlation", "Prior rests on"];
    let table = rows::table_of(&columns, lines.collect());
    let judged = found.iter().filter(|lean| lean.source == JUDGEMENT).count();
    let touched: BTreeSet<&str> =
        found.iter().filter_map(|lean| about(&lean.parameter)).map(|one| one.mechanism).collect();
    markup! {
        @if found.is_empty() {
            p {
                "No parameter stands out: with " (row.draws()) " draws and " (parameters.len())
                " parameters, chance alone brings rank correlations up to " (format!("{floor:.2}"))
                " once in twenty times, and none is larger."
            }
        } @else {
            p {
                "Parameters with which the difference in “" (headline.label) "” rises and falls over \
                 the draws. Spearman's rank correlation; a trait of the draws, no cause. Chance alone \
                 brings up to " (format!("{floor:.2}")) "; only larger ones are shown. "
                (judged) " of " (found.len()) " rest on judgement."
            }
            (rows::shown("leans", "What the difference leans on", &table))
        }
        (claims(input, &touched))
    }
}

fn rests_on(evidence: &Evidence, source: &str) -> String {
    if source == JUDGEMENT {
        "judgement of the makers".to_owned()
    } else {
        name_of(evidence, source)
    }
}

/// Claims of the scenario and of the mechanisms that the difference leans on, with what the facts say.
fn claims(input: &Input<'_>, touched: &BTreeSet<&str>) -> Markup {
    let named = rows::said(&input.pair.changed.scenario, "claims");
    let own = |id: &str| named.split([',', ';', ' ']).any(|one| one.trim() == id);
    let cards = model::mechanisms();
    let by = |id: &str| -> Vec<&str> {
        let realise = cards.iter().filter(|card| card.claims.contains(&id));
        realise.map(|card| card.name).filter(|name| touched.contains(name)).collect()
    };
    let entries = input.evidence.claims.iter().map(|entry| &entry.claim);
    let lines = entries.filter_map(|claim| {
        let by = by(&claim.id);
        let from = match (own(&claim.id), by.is_empty()) {
            (false, true) => return None,
            (true, true) => "the scenario".to_owned(),
            (true, false) => format!("the scenario; {}", by.join(", ")),
            (false, false) => by.join(", "),
        };
        Some(vec![
            claim.id.clone(),
            claim.statement.clone(),
            from,
            claim.verdict_on_facts.clone(),
            claim.evidence_basis.clone(),
        ])
    });
    let columns = ["Claim", "It says", "Used by", "Facts", "Basis"];
    let table = rows::table_of(&columns, lines.collect());
    markup! {
        @if !table.rows.is_empty() {
            details.claims {
                summary {
                    "Claims that are put to the test, or that a mechanism above realises: "
                    (table.rows.len())
                }
                p { "“Facts” says how the claim fared when its facts were checked against independent \
                     sources, not whether the lecture is right in what it concludes." }
                (rows::shown("claims", "Claims and what their facts are worth", &table))
            }
        }
    }
}

/// Part six.
pub(super) fn change_of_mind(input: &Input<'_>, headline: &Headline) -> Markup {
    let found = discover(input.pair, headline);
    let (against, all) = found.against;
    let way = if headline.up() { "more" } else { "less" };
    let turns = found.found.iter().filter(|third| third.turns).count();
    let table = rows::table_of(
        &[
            "Parameter",
            "What it means",
            "Third of the draws",
            "Draws against",
            "Sign turns",
            "Prior rests on",
        ],
        found.found.iter().take(MOST).map(|third| line(third, input.evidence)).collect(),
    );
    markup! {
        p {
            "The headline says that the changed world has " (way) ". "
            (against) " of " (all) " draws do not say so. "
            @if !headline.differs() {
                "Nothing differs, so that there is no sign to turn."
            } @else if against == 0 {
                "No value within the priors turns the sign; what is outside them, or wrong in every \
                 draw alike, cannot be seen here."
            } @else if found.looked == 0 {
                "With so few draws a third of them says nothing: " code { "--draws 100" } " would."
            } @else if found.found.is_empty() {
                "Of " (found.looked) " thirds (the lowest and the highest values of each parameter) \
                 none turns the sign of the median, and none holds more of these draws than chance \
                 would bring."
            } @else {
                "Of " (found.looked) " thirds (the lowest and the highest values of each parameter) "
                (turns) " turn the sign of the median. With so many looked at, some may do so by \
                 chance."
            }
        }
        @if !table.rows.is_empty() { (rows::shown("discovery", "What would change our mind", &table)) }
    }
}

fn line(third: &Third, evidence: &Evidence) -> Vec<String> {
    let side = if third.high { "highest" } else { "lowest" };
    vec![
        third.parameter.clone(),
        third.meaning.to_owned(),
        format!("{side}: {} to {}", number(third.values.0), number(third.values.1)),
        format!("{} of {}", third.against.0, third.against.1),
        if third.turns { "yes" } else { "no" }.to_owned(),
        rests_on(evidence, third.source),
    ]
}
