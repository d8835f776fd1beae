//! What the bodies have to decide, month by month, and what came of it so far.
//!
//! The record says which questions came before which body, between which options, and what was
//! chosen. A run that is pinned carries out what history chose; one that is free carries out what
//! its own vote brings. A decree that hangs on an option takes effect only where the option is
//! chosen, and one that a chosen option withholds never does.

use std::sync::Arc;

use evidence::{Evidence, Fault, nearest_name};
use kernel::Month;
use society::{Body, ISSUES, SIGNALS};

/// Series of the evidence with the voting delegates of congresses and conferences.
const DELEGATES: &str = "congress_delegates_voting";

/// A question of the record, as a run needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Id of the decision.
    pub id: Arc<str>,
    /// The month in which it is decided.
    pub month: Month,
    /// The date as recorded.
    pub date: String,
    /// Who decides.
    pub body: Body,
    /// The name of the body for the reader.
    pub body_title: &'static str,
    /// The question.
    pub question: String,
    /// Number of the issue.
    pub issue: usize,
    /// The options.
    pub options: Vec<Answer>,
    /// Recorded positions, by key of the leader.
    pub positions: Vec<Position>,
    /// Keys of those who cannot vote.
    pub absent: Vec<String>,
    /// Key of whoever was charged to speak for them; may be empty.
    pub spokesman: String,
    /// Delegates, if any.
    pub delegates: i64,
    /// The option that history chose.
    pub history: usize,
    /// The option that somebody is made to choose instead of voting.
    pub forced: Option<usize>,
}

/// Where a person stood on a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Key of the leader.
    pub person: String,
    /// Place on the issue.
    pub at: f64,
    /// Whether it is inferred from role or patron.
    pub inferred: bool,
}

/// An option of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Id within the question.
    pub id: Arc<str>,
    /// What it says.
    pub title: String,
    /// Its place on the issue.
    pub at: f64,
    /// Weights of the signals.
    pub pressure: [f64; SIGNALS.len()],
    /// Key of who proposes it; empty if nobody.
    pub proposer: String,
    /// Decrees that it issues.
    pub issues: Vec<String>,
    /// Decrees that it prevents.
    pub withholds: Vec<String>,
}

/// All questions in order of their months, and the congresses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions {
    questions: Vec<Question>,
    /// Months in which a congress meets, and its voting delegates.
    congresses: Vec<(Month, i64)>,
}

impl Decisions {
    /// Reads the decisions of the evidence.
    ///
    /// # Errors
    /// Every name that the model does not know, with its file and line.
    pub fn from_evidence(evidence: &Evidence) -> Result<Decisions, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut dated: Vec<_> = evidence.decisions.iter().collect();
        dated.sort_by_key(|decision| decision.date.days().0);
        let questions = dated.into_iter().filter_map(|d| question(d, &mut faults)).collect();
        let decisions = Decisions { questions, congresses: congresses(evidence) };
        if faults.is_empty() { Ok(decisions) } else { Err(faults) }
    }

    /// The questions, in order of their months.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// Months in which a congress of the party meets, with its voting delegates.
    pub fn congresses(&self) -> &[(Month, i64)] {
        &self.congresses
    }

    /// The question of an id.
    pub fn find(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| &*question.id == id)
    }

    /// Whether the decree hangs on an option.
    pub fn issue(&self, decree: &str) -> bool {
        self.questions
            .iter()
            .flat_map(|question| &question.options)
            .any(|option| option.issues.iter().any(|id| id == decree))
    }

    /// Makes somebody choose an option, whatever the vote.
    ///
    /// # Errors
    /// An unknown decision or option, with the nearest.
    pub fn force(&mut self, decision: &str, option: &str) -> Result<(), String> {
        let unknown = |kind: &str, name: &str, near: Option<&str>| {
            let hint = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            format!("there is no {kind} `{name}`{hint}")
        };
        let Some(place) = self.questions.iter().position(|q| &*q.id == decision) else {
            let near = nearest_name(decision, self.questions.iter().map(|q| &*q.id));
            return Err(unknown("decision", decision, near));
        };
        let question = &mut self.questions[place];
        let Some(chosen) = question.options.iter().position(|o| &*o.id == option) else {
            let near = nearest_name(option, question.options.iter().map(|o| &*o.id));
            return Err(unknown("option", option, near));
        };
        question.forced = Some(chosen);
        Ok(())
    }
}

fn question(written: &evidence::Decision, faults: &mut Vec<Fault>) -> Option<Question> {
    let (file, line) = (&*written.file, written.line);
    let issue = ISSUES.iter().position(|issue| *issue == written.issue);
    if issue.is_none() {
        faults.push(Fault::unknown(file, line, "issue", &written.issue, ISSUES));
    }
    let body = Body::NAMES.iter().find(|(name, _)| *name == written.body);
    if body.is_none() {
        let known = Body::NAMES.iter().map(|(name, _)| *name);
        faults.push(Fault::unknown(file, line, "body", &written.body, known));
    }
    let history = written.history();
    if history.is_none() {
        let known = written.options.iter().map(|option| option.id.as_str());
        let kind = format!("option of `{}`", written.id);
        faults.push(Fault::unknown(file, line, &kind, &written.chosen, known));
    }
    let options = written.options.iter().map(|option| answer(option, file, faults)).collect();
    let first = written.date.first_month();
    Some(Question {
        id: written.id.as_str().into(),
        month: Month::new(first.year, u32::from(first.month)),
        date: written.date.to_string(),
        body: body?.1,
        body_title: written.body_title(),
        question: written.question.clone(),
        issue: issue?,
        options,
        positions: written.positions.iter().map(position).collect(),
        absent: written.absent.clone(),
        spokesman: written.spokesman.clone(),
        delegates: i64::from(written.delegates.unwrap_or_default()),
        history: history?,
        forced: None,
    })
}

fn position(stance: &evidence::Stance) -> Position {
    let inferred = stance.evidence.starts_with("r ");
    Position { person: stance.person.clone(), at: stance.at, inferred }
}

fn answer(written: &evidence::DecisionOption, file: &str, faults: &mut Vec<Fault>) -> Answer {
    let mut pressure = [0.0; SIGNALS.len()];
    for (name, weight) in &written.pressure {
        match SIGNALS.iter().position(|signal| signal == name) {
            Some(place) => pressure[place] = *weight,
            None => faults.push(Fault::unknown(file, written.line, "signal", name, SIGNALS)),
        }
    }
    Answer {
        id: written.id.as_str().into(),
        title: written.title.clone(),
        at: written.at,
        pressure,
        proposer: written.proposer.clone(),
        issues: written.issues.clone(),
        withholds: written.withholds.clone(),
    }
}

/// Congresses of the party with their voting delegates: rows whose group is a numeral and the word
/// `congress` (conferences elect nobody; a row marked as a variant stands behind another). Of two
/// rows on one congress the first counts, which is the better founded one in the file.
fn congresses(evidence: &Evidence) -> Vec<(Month, i64)> {
    let mut found: Vec<(Month, i64)> = Vec::new();
    for row in evidence.series(DELEGATES) {
        let first = row.date.first_month();
        let month = Month::new(first.year, u32::from(first.month));
        let is_congress = row.group.strip_suffix(" congress").is_some_and(|numeral| {
            !numeral.is_empty() && numeral.bytes().all(|letter| b"IVX".contains(&letter))
        });
        if is_congress && month >= crate::FIRST && found.iter().all(|(known, _)| *known != month) {
            found.push((month, row.value as i64));
        }
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence() -> Evidence {
        Evidence::embedded().expect("the embedded evidence is whole")
    }

    fn decisions() -> Decisions {
        Decisions::from_evidence(&evidence()).expect("the model knows all names")
    }

    #[test]
    fn each_congress_from_the_seventh_to_the_fifteenth_meets_once() {
        let months: Vec<String> =
            decisions().congresses.iter().map(|(month, n)| format!("{month} {n}")).collect();
        assert_eq!(
            months,
            [
                "1918-03 47",
                "1919-03 301",
                "1920-03 554",
                "1921-03 694",
                "1922-03 520",
                "1923-04 408",
                "1924-05 748",
                "1925-12 665",
                "1927-12 898"
            ]
        );
    }

    #[test]
    fn the_bodies_of_the_files_are_those_of_the_society() {
        let files: Vec<&str> = evidence::BODIES.iter().map(|(name, _)| *name).collect();
        let ours: Vec<&str> = Body::NAMES.iter().map(|(name, _)| *name).collect();
        assert_eq!(files, ours);
    }
}
