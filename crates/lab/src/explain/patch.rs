//! What a patch consists of: the changes between two scenarios, each of which can be left out.

use std::collections::BTreeSet;

use crate::scenario::written::{belief_in_words, deed_in_words};
use crate::scenario::{Assume, Scenario, freedom};

use super::shapley::{Coalition, MOST, everyone};

/// What kind of thing carries a part of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What someone does.
    Action,
    /// How the world works.
    Assumption,
    /// How far the bodies of the party are free.
    Freedom,
    /// A rule of the society.
    Mechanism,
}

impl Kind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Action => "action",
            Kind::Assumption => "assumption",
            Kind::Freedom => "freedom",
            Kind::Mechanism => "mechanism",
        }
    }
}

/// One change of a patch.
#[derive(Clone, Debug, Default)]
pub(super) struct Change {
    /// In words.
    pub name: String,
    pub kind: Option<Kind>,
    /// Reasons that its author gives.
    pub because: Vec<String>,
    /// Places of its actions in the changed scenario, and in the base.
    actions: (Vec<usize>, Vec<usize>),
    parameters: BTreeSet<String>,
    silenced: BTreeSet<String>,
    freedom: bool,
}

/// Two scenarios and the changes that lead from one to the other.
pub(super) struct Patch<'a> {
    base: &'a Scenario,
    changed: &'a Scenario,
    pub changes: Vec<Change>,
}

impl<'a> Patch<'a> {
    pub fn between(base: &'a Scenario, changed: &'a Scenario) -> Patch<'a> {
        let mut changes = actions(base, changed);
        changes.extend(assumptions(base, changed));
        changes.extend(silences(base, changed));
        if base.freedom != changed.freedom {
            changes.push(Change {
                name: format!("decisions {}", freedom::in_words(&changed.freedom)),
                kind: Some(Kind::Freedom),
                freedom: true,
                ..Change::default()
            });
        }
        while changes.len() > MOST {
            merge_last_two(&mut changes);
        }
        Patch { base, changed, changes }
    }

    /// The base with these changes.
    pub fn world(&self, coalition: Coalition) -> Scenario {
        if coalition == 0 {
            return self.base.clone();
        }
        if coalition == everyone(self.changes.len()) {
            return self.changed.clone();
        }
        let (base, changed) = (self.base, self.changed);
        let of = |inside: bool| {
            let inside = move |place: &usize| (coalition >> place & 1 == 1) == inside;
            let places = (0..self.changes.len()).filter(inside);
            places.map(|place| &self.changes[place]).collect::<Vec<_>>()
        };
        let (made, left) = (of(true), of(false));
        let mut scenario = Scenario { actions: Vec::new(), assumes: Vec::new(), ..base.clone() };
        let undone = |place: &usize| left.iter().any(|change| change.actions.1.contains(place));
        let gone = |place: &usize| left.iter().any(|change| change.actions.0.contains(place));
        scenario
            .actions
            .extend((0..base.actions.len()).filter(undone).map(|n| base.actions[n].clone()));
        let kept = (0..changed.actions.len()).filter(|place| !gone(place));
        scenario.actions.extend(kept.map(|place| changed.actions[place].clone()));
        let old = |assume: &&Assume| left.iter().any(|c| c.parameters.contains(&assume.parameter));
        scenario.assumes.extend(base.assumes.iter().filter(old).cloned());
        scenario.assumes.extend(changed.assumes.iter().filter(|a| !old(a)).cloned());
        for name in made.iter().flat_map(|change| &change.silenced) {
            // What the base silences and the changed world does not is let speak again.
            if !scenario.silenced.remove(name) {
                scenario.silenced.insert(name.clone());
            }
        }
        if made.iter().any(|change| change.freedom) {
            scenario.freedom = changed.freedom.clone();
        }
        scenario.hash = scenario.content_hash();
        scenario
    }
}

fn merge_last_two(changes: &mut Vec<Change>) {
    let (Some(last), Some(before)) = (changes.pop(), changes.last_mut()) else { return };
    before.name = format!("{}; {}", before.name, last.name);
    before.because.extend(last.because);
    before.actions.0.extend(last.actions.0);
    before.actions.1.extend(last.actions.1);
    before.parameters.extend(last.parameters);
    before.silenced.extend(last.silenced);
    before.freedom |= last.freedom;
}

fn actions(base: &Scenario, changed: &Scenario) -> Vec<Change> {
    let mut unmatched: Vec<usize> = (0..base.actions.len()).collect();
    let mut changes = Vec::new();
    for (place, action) in changed.actions.iter().enumerate() {
        let same = |&&n: &&usize| {
            base.actions[n].deed == action.deed && base.actions[n].wins == action.wins
        };
        if let Some(&found) = unmatched.iter().find(same) {
            unmatched.retain(|&n| n != found);
            continue;
        }
        let (name, value) = deed_in_words(&action.deed);
        changes.push(Change {
            name: format!("{name} {value}"),
            kind: Some(Kind::Action),
            because: action.because.clone(),
            actions: (vec![place], Vec::new()),
            ..Change::default()
        });
    }
    changes.extend(unmatched.into_iter().map(|place| {
        let (name, value) = deed_in_words(&base.actions[place].deed);
        Change {
            name: format!("without {name} {value}"),
            kind: Some(Kind::Action),
            actions: (Vec::new(), vec![place]),
            ..Change::default()
        }
    }));
    changes
}

/// A change for each parameter of which something else is believed; what an account sets with its
/// switches is one change.
fn assumptions(base: &Scenario, changed: &Scenario) -> Vec<Change> {
    fn of<'a>(scenario: &'a Scenario, name: &str) -> Vec<&'a Assume> {
        scenario.assumes.iter().filter(|assume| assume.parameter == name).collect()
    }
    let mut changes: Vec<Change> = Vec::new();
    let all = base.assumes.iter().chain(&changed.assumes);
    let names: BTreeSet<&str> = all.map(|assume| assume.parameter.as_str()).collect();
    for name in names {
        let (old, new) = (of(base, name), of(changed, name));
        if old.iter().map(|a| a.belief).eq(new.iter().map(|a| a.belief)) {
            continue;
        }
        let last = new.last().or(old.last());
        let account = last.filter(|a| a.origin.starts_with("theories/")).map(|a| {
            let file = a.origin.trim_start_matches("theories/");
            format!("theory {}", file.split(['.', ':']).next().unwrap_or(file))
        });
        if let Some(account) = &account
            && let Some(change) = changes.iter_mut().find(|change| change.name == *account)
        {
            change.parameters.insert(name.to_owned());
            continue;
        }
        let words = new.last().map_or("as in the model".to_owned(), |a| belief_in_words(&a.belief));
        changes.push(Change {
            name: account.unwrap_or_else(|| format!("{name} {words}")),
            kind: Some(Kind::Assumption),
            because: new.last().map(|assume| assume.because.clone()).unwrap_or_default(),
            parameters: BTreeSet::from([name.to_owned()]),
            ..Change::default()
        });
    }
    changes
}

fn silences(base: &Scenario, changed: &Scenario) -> Vec<Change> {
    let differ = base.silenced.symmetric_difference(&changed.silenced);
    let change = |name: &String| Change {
        name: match changed.silenced.contains(name) {
            true => format!("silence {name}"),
            false => format!("without silence of {name}"),
        },
        kind: Some(Kind::Assumption),
        silenced: BTreeSet::from([name.clone()]),
        ..Change::default()
    };
    differ.map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Action, Belief, Deed, history};

    fn action(decree: &str) -> Action {
        let deed = Deed::Remove { decree: decree.to_owned() };
        Action { deed, wins: false, because: Vec::new(), origin: String::new() }
    }

    fn assume(parameter: &str, value: f64, origin: &str) -> Assume {
        Assume {
            parameter: parameter.to_owned(),
            belief: Belief::Value(value),
            wins: false,
            because: vec!["a reason".to_owned()],
            origin: origin.to_owned(),
        }
    }

    fn pair() -> (Scenario, Scenario) {
        let base = Scenario {
            actions: vec![action("a"), action("b")],
            assumes: vec![assume("m.x", 1.0, "f"), assume("m.y", 1.0, "f")],
            silenced: BTreeSet::from(["one".to_owned()]),
            ..history()
        };
        let changed = Scenario {
            actions: vec![action("b"), action("c")],
            assumes: vec![
                assume("m.x", 1.0, "f"),
                assume("m.y", 2.0, "f"),
                assume("switches.p", 1.0, "theories/t.toml:3"),
                assume("switches.q", 1.0, "theories/t.toml:4"),
            ],
            silenced: BTreeSet::from(["two".to_owned()]),
            ..history()
        };
        (base, changed)
    }

    #[test]
    fn a_patch_is_what_is_new_what_is_gone_and_what_is_believed_otherwise() {
        let (base, changed) = pair();
        let patch = Patch::between(&base, &changed);
        let names: Vec<&str> = patch.changes.iter().map(|change| change.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "c removed",
                "without a removed",
                "m.y 2",
                "theory t",
                "without silence of one",
                "silence two"
            ]
        );
        assert!(Patch::between(&base, &base).changes.is_empty());
    }

    #[test]
    fn a_coalition_makes_its_own_changes_and_no_others() {
        let (base, changed) = pair();
        let patch = Patch::between(&base, &changed);
        assert_eq!(patch.world(0), base);
        assert_eq!(patch.world(0b11_1111), changed);
        let only_c = patch.world(0b1);
        let decrees: Vec<Deed> = only_c.actions.iter().map(|a| a.deed.clone()).collect();
        assert_eq!(decrees, ["a", "b", "c"].map(|decree| action(decree).deed));
        // One parameter knows nothing of another, so that their order is of no matter.
        let sorted = |assumes: &[Assume]| {
            let mut all = assumes.to_vec();
            all.sort_by(|a, b| a.parameter.cmp(&b.parameter));
            all
        };
        assert_eq!(sorted(&only_c.assumes), base.assumes);
        assert_eq!(only_c.silenced, base.silenced);
        let theory = patch.world(0b1000);
        assert_eq!(theory.actions, base.actions);
        assert_eq!((theory.assumes.len(), theory.assumes[0].belief), (4, Belief::Value(1.0)));
        assert!(patch.world(0b11_0000).silenced == changed.silenced);
    }
}
