//! What is decided in one run: how far it is free, what comes before the bodies each month, and which
//! options have been chosen so far.

use std::collections::BTreeSet;
use std::sync::Arc;

use kernel::Month;
use serde::{Deserialize, Serialize};
use society::{Choice, Leaders, Motion, Society, Stance};

use crate::agenda::{Answer, Decisions, Question};
use crate::record::Happening;
use crate::run::Plan;

/// Whether a run holds to what history decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Freedom {
    /// It does, always.
    #[default]
    Pinned,
    /// It does until this month, which is the first free one.
    From(Month),
    /// It does, save in these decisions.
    Only(BTreeSet<String>),
    /// It never does.
    All,
}

impl Freedom {
    /// Whether the run's own vote carries in this decision.
    pub fn frees(&self, decision: &str, month: Month) -> bool {
        match self {
            Freedom::Pinned => false,
            Freedom::From(first) => month >= *first,
            Freedom::Only(ids) => ids.contains(decision),
            Freedom::All => true,
        }
    }

    /// The first month that may differ from history.
    fn first(&self, decisions: &Decisions) -> Option<Month> {
        match self {
            Freedom::Pinned => None,
            Freedom::From(first) => Some(*first),
            Freedom::Only(ids) => {
                let free = decisions.questions().iter().filter(|q| ids.contains(&*q.id));
                free.map(|question| question.month).min()
            }
            Freedom::All => Some(crate::FIRST),
        }
    }
}

/// The questions of a run, with its own leaders, and the options chosen so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Docket {
    motions: Vec<(Month, Motion)>,
    congresses: Vec<(Month, i64)>,
    free_from: Option<Month>,
    chosen: Chosen,
}

/// Decrees that chosen options issued and withheld.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Chosen {
    issued: Vec<String>,
    withheld: Vec<String>,
}

impl Chosen {
    /// Whether a decree takes effect.
    pub fn lets(&self, decisions: &Decisions, decree: &str) -> bool {
        let has = |list: &[String]| list.iter().any(|id| id == decree);
        !has(&self.withheld) && (has(&self.issued) || !decisions.issue(decree))
    }

    /// Notes an option that is carried out.
    pub fn take(&mut self, option: &Answer) {
        self.issued.extend(option.issues.iter().cloned());
        self.withheld.extend(option.withholds.iter().cloned());
    }
}

impl Docket {
    /// The questions of a run.
    ///
    /// # Errors
    /// As [`Docket::compile`].
    pub fn of(plan: &Plan, society: &Society) -> Result<Docket, String> {
        Docket::compile(&plan.timeline.decisions, &plan.freedom, &society.leaders)
    }

    /// The questions with the rows of the leaders that they name.
    ///
    /// # Errors
    /// A person whom the table lacks. An empty table knows nobody: then nobody is looked for.
    pub fn compile(
        decisions: &Decisions,
        freedom: &Freedom,
        leaders: &Leaders,
    ) -> Result<Docket, String> {
        let row = |question: &Question, key: &str| match leaders.find(key) {
            Some(row) => Ok(Some(row)),
            None if leaders.key.is_empty() || key.is_empty() => Ok(None),
            None => Err(format!("decision `{}`: no leader has the key `{key}`", question.id)),
        };
        let mut motions = Vec::new();
        for question in decisions.questions() {
            let mut choices = Vec::new();
            for option in &question.options {
                choices.push(Choice {
                    id: Arc::clone(&option.id),
                    at: option.at,
                    pressure: option.pressure,
                    proposer: row(question, &option.proposer)?,
                });
            }
            let mut positions = Vec::new();
            for position in &question.positions {
                let (at, inferred) = (position.at, position.inferred);
                let stance = |leader| Stance { leader, at, inferred };
                positions.extend(row(question, &position.person)?.map(stance));
            }
            let mut absent = Vec::new();
            for key in &question.absent {
                absent.extend(row(question, key)?);
            }
            let motion = Motion {
                id: Arc::clone(&question.id),
                body: question.body,
                issue: question.issue,
                choices,
                positions,
                absent,
                spokesman: row(question, &question.spokesman)?,
                delegates: question.delegates,
                history: question.forced.unwrap_or(question.history),
                pinned: question.forced.is_some() || !freedom.frees(&question.id, question.month),
                ..Motion::default()
            };
            motions.push((question.month, motion));
        }
        Ok(Docket {
            motions,
            congresses: decisions.congresses().to_vec(),
            free_from: freedom.first(decisions),
            chosen: Chosen::default(),
        })
    }

    /// This docket in a run in which so much has been chosen so far.
    pub fn after(self, chosen: Chosen) -> Docket {
        Docket { chosen, ..self }
    }

    /// Lays the questions of the month before the bodies.
    pub fn open_month(&self, agenda: &mut society::Agenda, month: Month) {
        agenda.motions.clear();
        let now = self.motions.iter().filter(|(when, _)| *when == month);
        agenda.motions.extend(now.map(|(_, motion)| motion.clone()));
        let congress = self.congresses.iter().find(|(when, _)| *when == month);
        agenda.congress = congress.map(|(_, delegates)| *delegates);
        agenda.seats_pinned = self.free_from.is_none_or(|first| month < first);
    }

    /// What has been decided so far.
    pub fn chosen(&self) -> &Chosen {
        &self.chosen
    }

    /// Takes note of what was decided on the questions of the month: what the vote carried, or
    /// what the run holds to where nobody voted. Returns a line for each.
    pub fn close(
        &mut self,
        decisions: &Decisions,
        motions: &mut [Motion],
        month: Month,
    ) -> Vec<Happening> {
        let mut lines = Vec::new();
        for motion in motions {
            let Some(question) = decisions.find(&motion.id) else { continue };
            let outcome = &mut motion.outcome;
            if !outcome.voted {
                outcome.won = motion.history;
                outcome.carried = motion.history;
            }
            let option = &question.options[outcome.carried];
            self.chosen.take(option);
            let mut text = format!("The {} decides: {}", question.body_title, option.title);
            if let Some(chance) = outcome.probability.get(outcome.carried) {
                text.push_str(&format!(" (chance given by the model {chance:.2})"));
            }
            lines.push(Happening { month, kind: "decision", id: question.id.to_string(), text });
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decisions() -> Decisions {
        let evidence = evidence::Evidence::embedded().expect("the embedded evidence is whole");
        Decisions::from_evidence(&evidence).expect("the model knows all names")
    }

    #[test]
    fn a_decree_of_an_option_waits_for_it_and_a_withheld_one_never_comes() {
        let decisions = decisions();
        let october = decisions.find("monopoly-october-1922").expect("an example");
        let (relaxed, kept) = ("monopoly-relaxed-1922", "monopoly-kept-1922");
        let lets = |chosen: &Chosen, id| chosen.lets(&decisions, id);
        let nothing = Chosen::default();
        assert!(!lets(&nothing, relaxed) && !lets(&nothing, kept) && lets(&nothing, "land-decree"));
        let mut history = Chosen::default();
        history.take(&october.options[october.history]);
        assert!(lets(&history, relaxed) && !lets(&history, kept));
        let mut other = Chosen::default();
        other.take(&october.options[1 - october.history]);
        assert!(lets(&other, kept) && !lets(&other, relaxed));
        // Withheld stays withheld, even if another option issues it later.
        other.take(&october.options[october.history]);
        assert!(!lets(&other, relaxed));
    }

    #[test]
    fn freedom_begins_when_it_is_said_to() {
        let decisions = decisions();
        let compile = |freedom: &Freedom| {
            Docket::compile(&decisions, freedom, &Leaders::default()).expect("nobody is looked for")
        };
        let pinned = |freedom: &Freedom, id: &str, month: Month| {
            let mut agenda = society::Agenda::default();
            compile(freedom).open_month(&mut agenda, month);
            let motion = agenda.motions.iter().find(|m| &*m.id == id).expect("on the agenda");
            (motion.pinned, agenda.seats_pinned)
        };
        let (october, december) = (Month::new(1922, 10), Month::new(1922, 12));
        let both = |freedom| {
            let one = pinned(&freedom, "monopoly-october-1922", october);
            (one, pinned(&freedom, "monopoly-december-1922", december))
        };
        assert_eq!(both(Freedom::Pinned), ((true, true), (true, true)));
        assert_eq!(both(Freedom::All), ((false, false), (false, false)));
        assert_eq!(both(Freedom::From(Month::new(1922, 11))), ((true, true), (false, false)));
        let only = |id: &str| Freedom::Only([id.to_owned()].into());
        assert_eq!(both(only("monopoly-december-1922")), ((true, true), (false, false)));
        assert_eq!(both(only("monopoly-october-1922")), ((false, false), (true, false)));
    }

    #[test]
    fn somebody_made_to_choose_is_held_to_it() {
        let mut decisions = decisions();
        assert!(
            decisions
                .force("monopoly-octobr-1922", "keep")
                .unwrap_err()
                .contains("monopoly-october-1922")
        );
        assert!(decisions.force("monopoly-october-1922", "kep").unwrap_err().contains("`keep`"));
        decisions.force("monopoly-october-1922", "keep").expect("both exist");
        let docket = Docket::compile(&decisions, &Freedom::All, &Leaders::default());
        let mut agenda = society::Agenda::default();
        docket.expect("compiled").open_month(&mut agenda, Month::new(1922, 10));
        let motion = agenda.motions.iter().find(|motion| &*motion.id == "monopoly-october-1922");
        let motion = motion.expect("it stands in this month");
        assert!(motion.pinned);
        assert_eq!(&*motion.choices[motion.history].id, "keep");
    }

    #[test]
    fn a_leader_whom_the_table_lacks_is_an_error_unless_it_is_empty() {
        let decisions = decisions();
        let mut leaders = Leaders::default();
        leaders.key.push("lenin".into());
        let error = Docket::compile(&decisions, &Freedom::All, &leaders).expect_err("sokolnikov");
        assert!(error.contains("no leader has the key"), "{error}");
    }
}
