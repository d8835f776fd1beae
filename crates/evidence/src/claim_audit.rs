//! The audit of the tests of claims: does every name stand in the ledger, and is every claim that
//! could be tested either tested or excused?

use crate::{Evidence, claims::FateKind, fault::Fault};
use std::collections::{BTreeMap, BTreeSet};

impl Evidence {
    /// Arms, tests, readings and excuses.
    pub(crate) fn check_claim_tests(&self, faults: &mut Vec<Fault>) {
        let all = &self.claim_tests;
        if all.file.is_empty() {
            return;
        }
        self.check_arms(faults);
        for test in &all.tests {
            self.check_claim(test.line, &test.claim, faults);
            let mut fault = |what: &str| {
                let what = format!("the test of `{}` {what}", test.claim);
                faults.push(Fault::new(&all.file, test.line, what, "see SCHEMA.md"));
            };
            if let Some(what) = test.complaint() {
                fault(what);
            }
            if !(0.5..=1.0).contains(&test.share) {
                fault("needs a `share` from 0.5 to 1");
            }
            if test.why.trim().is_empty() {
                fault("does not say `why`: what in the claim it tests");
            }
        }
        self.check_readings(faults);
        self.check_excuses(faults);
    }

    fn check_claim(&self, line: usize, claim: &str, faults: &mut Vec<Fault>) {
        if self.claim(claim).is_none() {
            let known = self.claims.iter().map(|entry| entry.claim.id.as_str());
            faults.push(Fault::unknown(&self.claim_tests.file, line, "claim", claim, known));
        }
    }

    fn check_arms(&self, faults: &mut Vec<Fault>) {
        let all = &self.claim_tests;
        let known = || all.arms.iter().map(|arm| arm.id.as_str());
        let mut used = BTreeSet::new();
        for test in &all.tests {
            for name in [&test.arm, &test.than_arm].into_iter().filter(|name| !name.is_empty()) {
                used.insert(name.as_str());
                if known().all(|id| id != name) {
                    faults.push(Fault::unknown(&all.file, test.line, "arm", name, known()));
                }
            }
        }
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for arm in &all.arms {
            if let Some(other) = first.insert(&arm.id, arm.line) {
                let what = format!("the arm `{}` stands twice", arm.id);
                faults.push(Fault::new(&all.file, arm.line, what, format!("see line {other}")));
            }
            if !used.contains(arm.id.as_str()) {
                let what = format!("no test uses the arm `{}`", arm.id);
                faults.push(Fault::new(&all.file, arm.line, what, "take it out, or use it"));
            }
        }
    }

    fn check_readings(&self, faults: &mut Vec<Fault>) {
        let (file, rivalry) = (&self.claim_tests.file, &self.rivalry);
        for reading in &self.claim_tests.readings {
            for claim in &reading.claims {
                self.check_claim(0, claim, faults);
            }
            let rivals = || rivalry.rivals.iter().map(|rival| rival.id.as_str());
            for name in reading.rivals.iter().filter(|name| rivals().all(|id| id != *name)) {
                faults.push(Fault::unknown(file, 0, "rival", name, rivals()));
            }
            let switches = || rivalry.switches.iter().map(|switch| switch.id.as_str());
            for name in reading.switches.iter().filter(|name| switches().all(|id| id != *name)) {
                faults.push(Fault::unknown(file, 0, "switch", name, switches()));
            }
        }
    }

    /// Each claim that the model could speak on is either tested or excused, and no other is.
    fn check_excuses(&self, faults: &mut Vec<Fault>) {
        let all = &self.claim_tests;
        let tested: BTreeSet<&str> = all.tests.iter().map(|test| test.claim.as_str()).collect();
        let excuses: BTreeMap<&str, &str> =
            all.untested.iter().map(|one| (one.claim.as_str(), one.why.trim())).collect();
        for claim in excuses.keys() {
            self.check_claim(0, claim, faults);
        }
        for fate in &self.fates {
            let id = fate.claim.as_str();
            let mut fault = |what: &str, hint: &str| {
                let what = format!("the claim `{id}` {what}");
                faults.push(Fault::new(&*fate.file, fate.line, what, hint));
            };
            let excused = excuses.get(id);
            match (fate.fate, tested.contains(id)) {
                (_, true) if excused.is_some() => {
                    fault("is tested and excused", "take one of the two out of claims/tests.toml");
                }
                (FateKind::LeftOut, true) => {
                    fault("is left out and tested", "give it another fate, or take the test out");
                }
                (FateKind::Tested, false) => {
                    fault("has the fate tested and no test", "add one to claims/tests.toml");
                }
                (FateKind::Mechanism | FateKind::Target, false) => match excused {
                    None => fault("has no test", "add it to claims/tests.toml, or say why not"),
                    Some(&"") => fault("is excused without a reason", "fill `why`"),
                    Some(_) => {}
                },
                _ => {}
            }
        }
    }
}
