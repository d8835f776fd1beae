//! The audit of decisions: do bodies, persons, options and decrees fit each other and the record?

use crate::{
    Evidence,
    audit::judged,
    calendar::calendar_faults,
    decisions::{BODIES, Decision, DecisionOption},
    decrees::Decree,
    fault::Fault,
};
use std::collections::{BTreeMap, BTreeSet};

/// Both ends of the scale of every issue.
const ENDS: std::ops::RangeInclusive<f64> = -2.0..=2.0;

/// What the audit of one decision looks at, gathered once.
struct Names<'a> {
    persons: BTreeMap<String, String>,
    issues: BTreeSet<&'a str>,
    decrees: BTreeMap<&'a str, &'a Decree>,
}

impl Evidence {
    pub(crate) fn check_decisions(&self, faults: &mut Vec<Fault>) {
        let known = Names {
            persons: self.persons().into_iter().collect(),
            issues: self
                .actors
                .iter()
                .flat_map(|actor| actor.portrait.positions.keys().map(String::as_str))
                .collect(),
            decrees: self.decrees.iter().map(|decree| (decree.id.as_str(), decree)).collect(),
        };
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for decision in &self.decisions {
            if let Some(other) = first.insert(&decision.id, decision.line) {
                let what = format!("the decision `{}` stands twice", decision.id);
                let hint = format!("see also line {other}");
                faults.push(Fault::new(&*decision.file, decision.line, what, hint));
            }
            self.check_head(decision, &known, faults);
            self.check_options(decision, &known, faults);
            self.check_persons(decision, &known, faults);
        }
        self.check_alternatives(faults);
    }

    /// Names and dates at the head of a decision.
    fn check_head(&self, decision: &Decision, known: &Names, faults: &mut Vec<Fault>) {
        let (file, line) = (&*decision.file, decision.line);
        self.citation_faults(file, line, &decision.source, faults);
        judged(file, line, &decision.source, decision.confidence, faults);
        calendar_faults(file, line, &decision.date, faults);
        let bodies = || BODIES.iter().map(|(name, _)| *name);
        let body = BODIES.iter().find(|(name, _)| *name == decision.body);
        if body.is_none() {
            let near = crate::nearest_name(&decision.body, bodies());
            let hint = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: {}", bodies().collect::<Vec<_>>().join(", ")),
            };
            let what = format!("unknown body `{}`", decision.body);
            faults.push(Fault::new(file, line, what, hint));
        }
        if !known.issues.contains(decision.issue.as_str()) {
            let issues = known.issues.iter().copied();
            faults.push(Fault::unknown(file, line, "issue", &decision.issue, issues));
        }
        let titles = || self.events.iter().map(|event| event.title.as_str());
        if !decision.event.is_empty() && titles().all(|title| title != decision.event) {
            faults.push(Fault::unknown(file, line, "event", &decision.event, titles()));
        }
        let votes = || self.votes.iter().map(|vote| vote.vote_id.as_str());
        if !decision.vote.is_empty() && votes().all(|id| id != decision.vote) {
            faults.push(Fault::unknown(file, line, "vote", &decision.vote, votes()));
        }
        let mut fault = |what: &str, hint: &str| {
            let what = format!("the decision `{}` {what}", decision.id);
            faults.push(Fault::new(file, line, what, hint));
        };
        match (body, decision.delegates) {
            (Some((_, None)), None | Some(0)) => {
                fault("has no number of delegates", "fill `delegates` with those who could vote");
            }
            (Some((_, Some(_))), Some(_)) => {
                fault("has delegates, but its body has members", "take `delegates` out");
            }
            _ => {}
        }
    }

    fn check_options(&self, decision: &Decision, known: &Names, faults: &mut Vec<Fault>) {
        let (file, line, id) = (&*decision.file, decision.line, &decision.id);
        let ids = || decision.options.iter().map(|option| option.id.as_str());
        if decision.options.len() < 2 {
            let what = format!("the decision `{id}` has fewer than two options");
            faults.push(Fault::new(file, line, what, "add a table `[[decision.option]]`"));
        }
        if decision.history().is_none() {
            let kind = format!("option of `{id}`");
            faults.push(Fault::unknown(file, line, &kind, &decision.chosen, ids()));
        }
        if decision.options.iter().filter(|option| option.status_quo).count() > 1 {
            let what = format!("the decision `{id}` has more than one status quo");
            faults.push(Fault::new(file, line, what, "keep `status_quo` at one option"));
        }
        for (n, option) in decision.options.iter().enumerate() {
            let mut fault = |what: &str, hint: &str| {
                let what = format!("the option `{}` of `{id}` {what}", option.id);
                faults.push(Fault::new(file, option.line, what, hint));
            };
            if ids().take(n).any(|other| other == option.id) {
                fault("stands twice", "");
            }
            if option.issues.is_empty() {
                fault("issues no decree", "name one or more in `issues`");
            }
            if !ENDS.contains(&option.at) {
                let at = format!("stands at {} on a scale from -2 to 2", option.at);
                fault(&at, "mend `at`");
            }
            if option.reason.trim().is_empty() {
                fault("gives no reason", "fill `reason`");
            }
            self.check_decrees_of(decision, option, known, faults);
        }
    }

    /// The decrees that an option issues or withholds: they exist, and are yet to come.
    fn check_decrees_of(
        &self,
        decision: &Decision,
        option: &DecisionOption,
        known: &Names,
        faults: &mut Vec<Fault>,
    ) {
        let (file, line) = (&*decision.file, option.line);
        let named = (option.issues.iter().map(|id| ("issues", id)))
            .chain(option.withholds.iter().map(|id| ("withholds", id)));
        for (verb, id) in named {
            let Some(decree) = known.decrees.get(id.as_str()) else {
                let ids = known.decrees.keys().copied();
                faults.push(Fault::unknown(file, line, "decree", id, ids));
                continue;
            };
            if decree.date.first_month() < decision.date.first_month() {
                let what = format!(
                    "the option `{}` of `{}` {verb} the decree `{id}` of {}, but the decision is \
                     of {}",
                    option.id, decision.id, decree.date, decision.date
                );
                let hint = "a decree follows its decision, in the same month at the earliest";
                faults.push(Fault::new(file, line, what, hint));
            }
        }
    }

    /// Those who propose, take a position, are absent or speak for those who are: known, alive, in the party and in the body.
    fn check_persons(&self, decision: &Decision, known: &Names, faults: &mut Vec<Fault>) {
        let list = BODIES.iter().find(|(name, _)| *name == decision.body).and_then(|(_, l)| *l);
        let proposers = decision.options.iter().filter(|option| !option.proposer.is_empty());
        let proposers = proposers.map(|option| (option.proposer.as_str(), option.line, true));
        let positions = (decision.positions.iter())
            .map(|stance| (stance.person.as_str(), stance.line, stance.guest));
        let absent = decision.absent.iter().map(|person| (person.as_str(), decision.line, false));
        let spokesman = Some(decision.spokesman.as_str()).filter(|person| !person.is_empty());
        let spokesman = spokesman.map(|person| (person, decision.line, false));
        let file = &*decision.file;
        for (person, line, guest) in proposers.chain(positions).chain(absent).chain(spokesman) {
            let Some(name) = known.persons.get(person) else {
                let keys = known.persons.keys().map(String::as_str);
                faults.push(Fault::unknown(file, line, "person", person, keys));
                continue;
            };
            let date = &decision.date;
            if let Some(why) = self.out_of_party(person, date) {
                let what = format!("`{person}` {why} and could not decide on {date}");
                faults.push(Fault::new(file, line, what, ""));
                continue;
            }
            if let (Some(list), false) = (list, guest)
                && !self.sat(name, list, date)
            {
                let body = decision.body_title();
                let what = format!("`{person}` did not sit in the {body} on {date}");
                let hint = "write `guest = true` if the person spoke without a vote";
                faults.push(Fault::new(file, line, what, hint));
            }
        }
        for stance in decision.positions.iter().filter(|stance| !ENDS.contains(&stance.at)) {
            let what =
                format!("`{}` stands at {} on a scale from -2 to 2", stance.person, stance.at);
            faults.push(Fault::new(file, stance.line, what, "mend `at`"));
        }
    }

    /// A decree is an alternative if and only if options issue it and history chose none of them.
    fn check_alternatives(&self, faults: &mut Vec<Fault>) {
        for decree in &self.decrees {
            let mut issued = false;
            let mut chosen = false;
            for decision in &self.decisions {
                for option in decision.options.iter().filter(|o| o.issues.contains(&decree.id)) {
                    issued = true;
                    chosen |= option.id == decision.chosen;
                }
            }
            let (what, hint) = match (decree.alternative, issued, chosen) {
                (true, false, _) => (
                    "is an alternative that no option issues",
                    "name it in `issues` of an option in decisions/",
                ),
                (true, true, true) => (
                    "is an alternative, but history chose an option that issues it",
                    "take `alternative` out",
                ),
                (false, true, false) => (
                    "is issued only by options that history did not choose",
                    "write `alternative = true`",
                ),
                _ => continue,
            };
            let what = format!("the decree `{}` {what}", decree.id);
            faults.push(Fault::new(&*decree.file, decree.line, what, hint));
        }
    }
}
