//! Parts of a scenario: what is done without what is assumed, what is assumed without what is done,
//! and the patch of zero effect.

use evidence::Evidence;
use kernel::Month;
use model::{Freedom, Timeline};

use super::known::Known;
use super::{Action, Assume, Belief, Deed, Layer, Scenario, Target, history};

/// Where the switches of a rival account come from: they belong to every arm of a comparison.
const THEORIES: &str = "theories/";

impl Scenario {
    /// The same deeds in the world as the model has it: without the assumptions of the files and
    /// with every mechanism on. The switches of a theory stay, and so does `[decisions]`.
    #[must_use]
    pub fn with_actions_only(&self) -> Scenario {
        let mut arm = self.part("actions only");
        arm.assumes.retain(|assume| assume.origin.starts_with(THEORIES));
        arm.silenced.clear();
        arm.layers.retain(|layer| keeps(layer, &arm.actions, &arm.assumes));
        arm.hash = arm.content_hash();
        arm
    }

    /// The same world without the deeds. The switches of a theory stay, and so does `[decisions]`.
    #[must_use]
    pub fn with_assumptions_only(&self) -> Scenario {
        let mut arm = self.part("assumptions only");
        arm.actions.clear();
        let done: Vec<&str> = self.actions.iter().map(|action| action.origin.as_str()).collect();
        arm.layers.retain(|layer| !done.contains(&layer.origin.as_str()));
        arm.hash = arm.content_hash();
        arm
    }

    /// Whether it does anything, beside the switches of a theory.
    pub fn acts(&self) -> bool {
        !self.actions.is_empty()
    }

    /// Whether it assumes anything, beside the switches of a theory.
    pub fn assumes_anything(&self) -> bool {
        let own = |assume: &Assume| !assume.origin.starts_with(THEORIES);
        !self.silenced.is_empty() || self.assumes.iter().any(own)
    }

    /// The patch of zero effect: every action on an instrument repeats, in its own months, what
    /// decrees and paths give anyway; a moved decree goes to its own month; removals and choices
    /// are left out; a parameter has the model's own prior. The switches of a theory stay, and so
    /// does `[decisions]`. It must live exactly as history does under the same theory and freedom.
    ///
    /// Where decisions are free, an instrument that hangs on one is left alone: what will be given
    /// is not known beforehand.
    #[must_use]
    pub fn null_patch(&self, evidence: &Evidence) -> Scenario {
        let mut baseline = history();
        let switches = self.assumes.iter().filter(|one| one.origin.starts_with(THEORIES));
        baseline.assumes = switches.cloned().collect();
        baseline.freedom = self.freedom.clone();
        baseline.theory.clone_from(&self.theory);
        self.null_patch_on(&baseline, evidence)
    }

    /// The same against another baseline, whose actions and assumptions stand first in this
    /// scenario and are kept.
    #[must_use]
    pub fn null_patch_on(&self, baseline: &Scenario, evidence: &Evidence) -> Scenario {
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

/// Whether a layer belongs to what is left, or is neither deed nor assumption.
fn keeps(layer: &Layer, actions: &[Action], assumes: &[Assume]) -> bool {
    let of_action = actions.iter().any(|action| action.origin == layer.origin);
    let of_assume =
        assumes.iter().any(|one| one.origin == layer.origin && one.parameter == layer.name);
    of_action || of_assume || layer.name == "decisions" || layer.name.starts_with("draws.")
}

/// The same deed without effect; none if leaving it out is the only way.
fn without_effect(deed: &Deed, timeline: &Timeline, freedom: &Freedom) -> Option<Deed> {
    let (instrument, from, until) = match deed {
        Deed::Set { instrument, from, until, .. } => (instrument, *from, *until),
        Deed::When { instrument, from, until, .. } => {
            (instrument, from.unwrap_or(model::FIRST), *until)
        }
        Deed::Move { decree, .. } => return own_month(decree, timeline),
        Deed::Remove { .. } | Deed::Choose { .. } => return None,
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
