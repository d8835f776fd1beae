//! The audit in words: what a test asks, what is a judgement, and the sentence that joins what record
//! and model say without being stronger than they are.

use evidence::{Claim, ClaimArm, ClaimTest, Expected, Fate, FateKind, Reading, Rivalry, TestKind};
use model::{VARIABLES, variables};

use super::arms::HELD;
use super::verdict::{Model, Tally};
use super::{Ask, Values};

/// What the record may say of a claim: the word of the ledger, and ours.
pub const FACT_WORDS: [(&str, &str); 5] = [
    ("supported", "confirmed"),
    ("imprecise", "imprecise"),
    ("contradicted", "contradicted"),
    ("disputed", "disputed"),
    ("not checkable", "not checkable"),
];

/// What the record says of a claim, in one word.
pub fn fact_word(claim: &Claim) -> &str {
    let word = FACT_WORDS.iter().find(|(ledger, _)| *ledger == claim.verdict_on_facts);
    word.map_or(&claim.verdict_on_facts, |(_, word)| word)
}

/// What a test asks.
pub(super) fn question(test: &ClaimTest, arms: &[ClaimArm]) -> String {
    let title = |id: &str| match arms.iter().find(|arm| arm.id == id) {
        Some(arm) => format!("if {}", arm.title),
        None => "in history".to_owned(),
    };
    let over = match &test.over {
        Some(date) => format!(" over that of {date}"),
        None => String::new(),
    };
    let watched = format!("{} {}{over}", label(&test.watch), test.when);
    let arm = title(&test.arm);
    match (test.kind, test.expect) {
        (_, Some(Expected::More)) => format!("{arm}: {watched} is more than in history"),
        (_, Some(Expected::Less)) => format!("{arm}: {watched} is less than in history"),
        (_, Some(Expected::Little)) => {
            let within = 100.0 * test.within;
            format!("{arm}: {watched} is within {within:.0} per cent of history")
        }
        (TestKind::Level, _) => format!("{arm}: {watched} is {}", bounds(test)),
        _ if !test.than_arm.is_empty() => {
            format!("{watched} is moved more {arm} than {}", title(&test.than_arm))
        }
        _ => {
            let than = if test.than.is_empty() { &test.watch } else { &test.than };
            let then = test.then.as_ref().unwrap_or(&test.when);
            format!("{arm}: {watched} is more than {} {then}{over}", label(than))
        }
    }
}

fn bounds(test: &ClaimTest) -> String {
    match (test.low.is_finite(), test.high.is_finite()) {
        (true, true) => format!("from {} to {}", test.low, test.high),
        (true, false) => format!("at least {}", test.low),
        _ => format!("at most {}", test.high),
    }
}

/// A variable as a reader knows it.
fn label(watch: &str) -> String {
    match watch.strip_prefix(HELD) {
        Some(id) => format!("outcome {id} (1 if it holds)"),
        None => {
            let about = variables::find(watch).map(|place| &VARIABLES[place]);
            about.map_or(watch.to_owned(), |about| format!("`{watch}` ({})", about.unit))
        }
    }
}

/// What was lived, in words.
pub(super) fn lived(ask: &Ask, values: &Values) -> String {
    let theories = match ask.theories.as_slice() {
        [one] => format!("theory {one}"),
        many => format!("{} theories", many.len()),
    };
    format!(
        "{} arms of {} draws, {theories}, seed {}, {} household rows, {} member rows",
        values.arms, ask.draws, ask.seed, ask.households, ask.members
    )
}

/// What neither record nor model can settle.
pub(super) fn judgement(claim: &Claim, readings: &[Reading], rivalry: &Rivalry) -> Vec<String> {
    let kind = match claim.kind.as_str() {
        "interpretation" => "It is an interpretation: facts bear on it and do not settle it.",
        "counterfactual" => "It says what would have been, of which there is no record.",
        "forecast" => "It is a forecast, and is measured by what came later.",
        _ => "",
    };
    let mut said: Vec<String> = Vec::new();
    said.extend((!kind.is_empty()).then(|| kind.to_owned()));
    for reading in readings {
        let named = |id: &String| {
            let rival = rivalry.rivals.iter().find(|rival| rival.id == *id);
            rival.map_or(id.clone(), |rival| format!("{} ({id})", rival.name))
        };
        let rivals: Vec<String> = reading.rivals.iter().map(named).collect();
        said.push(format!(
            "It is one reading among rivals. {}, the lecture: {}. Otherwise {}: {}.",
            reading.about,
            reading.lecture,
            rivals.join("; "),
            reading.otherwise
        ));
    }
    said
}

/// What record, model and judgement say together.
pub(super) fn verdict(claim: &Claim, fate: &Fate, model: &Model, judgement: &[String]) -> String {
    let fact = match fact_word(claim) {
        "confirmed" => "The record confirms it",
        "imprecise" => "The record bears it out in part, and the statement is imprecise",
        "contradicted" => "The record contradicts it",
        "disputed" => "The record leaves it in dispute",
        _ => "The record can not decide it",
    };
    let mut said = format!("{fact}; {}.", of_model(model, fate));
    if fact_word(claim) == "contradicted" && matches!(model, Model::Found(_) | Model::Assumed(_)) {
        said.push_str(" What runs of a model do mends no fact.");
    }
    if judgement.iter().any(|text| text.starts_with("It is one reading")) {
        said.push_str(" It is one reading among rivals.");
    } else if claim.kind == "interpretation" {
        said.push_str(" It remains an interpretation.");
    }
    said
}

/// What the model says, as the second half of a sentence.
fn of_model(model: &Model, fate: &Fate) -> String {
    let tally = model.tally().unwrap_or_default();
    let draws = draws(&tally);
    match model {
        Model::Found(_) => format!("the model finds it {draws}"),
        Model::Assumed(_) => {
            format!(
                "the model assumes its direction, which is at work {draws}, and can not find it"
            )
        }
        Model::Divided(_) => format!("the model is divided: {draws}"),
        Model::NotFound(_) => format!("the model does not find it: it comes out {draws}"),
        Model::Contradicted(_) => format!("the model speaks against it: it comes out {draws}"),
        Model::NotInModel => format!("the model has no place for it ({})", fate.why),
        Model::NotTested(why) => format!("the model does not test it ({why})"),
    }
}

/// `in 11 of 12 draws`, with tests and theories where there are several.
pub(super) fn draws(tally: &Tally) -> String {
    let mut said = format!("in {} of {} draws", tally.agree, tally.of);
    if tally.tests > 1 {
        said.push_str(" of the test that agrees least");
    }
    if tally.theories > 1 {
        said.push_str(&format!(", under {} of {} theories", tally.theories_found, tally.theories));
    } else if tally.tests > 1 {
        said.push_str(&format!(", {} of {} tests found", tally.tests_found, tally.tests));
    }
    said
}

/// The fate in words.
pub(super) fn fate(fate: &Fate) -> String {
    let word = match fate.fate {
        FateKind::Mechanism => "mechanism",
        FateKind::Target => "target",
        FateKind::Input => "input",
        FateKind::LeftOut => "left out",
        FateKind::Tested => "tested",
    };
    let facts = fate.facts.iter().map(|number| format!("fact {number}"));
    let parts: Vec<String> =
        fate.by.iter().cloned().chain(facts).chain(fate.data.iter().cloned()).collect();
    let parts = match parts.is_empty() {
        true => String::new(),
        false => format!(" ({})", parts.join(", ")),
    };
    let why = if fate.why.is_empty() { String::new() } else { format!(": {}", fate.why) };
    format!("{word}{parts}{why}")
}
