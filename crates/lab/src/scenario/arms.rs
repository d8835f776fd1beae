//! Parts of a scenario: what is done without what is assumed, what is assumed without what is done,
//! and the patch of zero effect.

use evidence::Evidence;
use kernel::Month;
use model::{Freedom, Timeline};

use super::known::Known;
use super::{Action, Assume, Belief, Deed, Layer, Scenario, Target};

/// Where the switches of a rival account come from: they belong to every arm of a comparison.
const THEORIES: &str = "theories/";

impl Scenario {
    /// The two halves of the patch that leads here from a baseline: what it assumes without what it
    /// does, and what it does without what it assumes; none if it is not both. How far the bodies are
    /// free is the same in both.
    #[must_use]
    pub fn halves(&self, baseline: &Scenario) -> Option<[Scenario; 2]> {
        let assumes = |one: &Scenario| (one.assumes.clone(), one.silenced.clone());
        if assumes(self) == assumes(baseline) || self.actions == baseline.actions {
            return None;
        }
        let mut assumed = self.part("assumptions only");
        assumed.actions.clone_from(&baseline.actions);
        let mut acted = self.part("actions only");
        (acted.assumes, acted.silenced) = assumes(baseline);
        for half in [&mut assumed, &mut acted] {
            let kept: Vec<Layer> = half.layers.iter().filter(|l| half.sets(l)).cloned().collect();
            half.layers = kept;
            half.hash = half.content_hash();
        }
        Some([assumed, acted])
    }

    /// Whether a layer belongs to what is left, or is neither deed nor assumption.
    fn sets(&self, layer: &Layer) -> bool {
        let of_action = self.actions.iter().any(|action| action.origin == layer.origin);
        let of_assume = self
            .assumes
            .iter()
            .any(|one| one.origin == layer.origin && one.parameter == layer.name);
        let rest = layer.name == "decisions" || layer.name.starts_with("draws.");
        of_action || of_assume || rest || self.silenced.contains(&layer.name)
    }

    /// The patch of zero effect against a baseline, whose actions and assumptions stand first in this
    /// scenario and are kept. An action on an instrument repeats, in its own months, what decrees and
    /// paths give anyway; a decree that is moved or removed goes to its own month; a choice is the one
    /// of history; a parameter has the model's own prior. It must live exactly as the baseline does.
    ///
    /// Where decisions are free, a choice and an instrument that hangs on one are left alone: what will
    /// be given is not known beforehand.
    #[must_use]
    pub fn null_patch(&self, baseline: &Scenario, evidence: &Evidence) -> Scenario {
        let mut null = baseline.clone();
        null.name = format!("{}-null", self.name);
        null.title = format!("{} (null patch)", self.title);
        null.file.clear();
        let (Ok(timeline), Ok(known)) = (Timeline::from_evidence(evidence), Known::of(evidence))
        else {
            return null;
        };
        let ours = self.actions.iter().filter(|action| !baseline.actions.contains(action));
        let deeds = ours.filter_map(|action| {
            let deed = without_effect(&action.deed, &timeline, &baseline.freedom)?;
            Some(Action { deed, wins: true, ..action.clone() })
        });
        null.actions.extend(deeds);
        let ours = self.assumes.iter().filter(|assume| {
            !assume.origin.starts_with(THEORIES) && !baseline.assumes.contains(assume)
        });
        for assume in ours {
            // What the baseline assumes of it already stays as it is.
            let kept = baseline.assumes.iter().rev().find(|one| one.parameter == assume.parameter);
            let model = known.parameter(&assume.parameter).map(|p| Belief::Prior(p.prior));
            let belief = kept.map(|one| one.belief).or(model).unwrap_or(assume.belief);
            null.assumes.push(Assume { belief, wins: true, ..assume.clone() });
        }
        null.hash = null.content_hash();
        null
    }

    fn part(&self, words: &str) -> Scenario {
        let mut arm = self.clone();
        arm.name = format!("{}-{}", self.name, words.replace(' ', "-"));
        arm.title = format!("{} ({words})", self.title);
        arm.file.clear();
        arm
    }
}

/// The same deed without effect; none if leaving it out is the only way.
fn without_effect(deed: &Deed, timeline: &Timeline, freedom: &Freedom) -> Option<Deed> {
    let (instrument, from, until) = match deed {
        Deed::Set { instrument, from, until, .. } => (instrument, *from, *until),
        Deed::When { instrument, from, until, .. } => {
            (instrument, from.unwrap_or(model::FIRST), *until)
        }
        Deed::Move { decree, .. } | Deed::Remove { decree } => {
            return own_month(decree, timeline);
        }
        Deed::Choose { decision, .. } => return own_choice(decision, timeline, freedom),
    };
    let mut orders = timeline.orders().iter();
    let hangs = orders.any(|order| {
        timeline.decisions.issue(&order.id) && order.set.iter().any(|(name, _)| name == instrument)
    });
    if hangs && *freedom != Freedom::Pinned {
        return None;
    }
    // What follows a path would stand still at the end of the action: it is repeated to the last.
    let on_path = timeline.paths().iter().any(|path| path.name == *instrument);
    let until = until.filter(|_| !on_path);
    Some(Deed::Set { instrument: instrument.clone(), to: Target::AsGiven, from, until })
}

fn own_month(decree: &str, timeline: &Timeline) -> Option<Deed> {
    let order = timeline.orders().iter().find(|order| order.id == decree)?;
    let to: Month = order.month;
    Some(Deed::Move { decree: decree.to_owned(), to })
}

fn own_choice(decision: &str, timeline: &Timeline, freedom: &Freedom) -> Option<Deed> {
    let question = timeline.decisions.find(decision)?;
    let option = question.options[question.history].id.to_string();
    let held = !freedom.frees(decision, question.month);
    held.then(|| Deed::Choose { decision: decision.to_owned(), option })
}
