//! How good the evidence for a link is, by a rule that is the same for all.
//!
//! A mechanism realises claims of the ledger, and the ledger says how each stands against the record:
//! supported, contradicted, disputed, imprecise or not checkable. The grade of a mechanism is
//!
//! - *assumed* if it realises no claim;
//! - *contested* if a claim of it is disputed or contradicted;
//! - *supported* if all are supported and what supports them was read for the ledger;
//! - *partly supported* if some are supported;
//! - *weak* if none is: all are imprecise or cannot be checked.
//!
//! Beside it stands how many of the parameters rest on judgement, which is no evidence. The grade is
//! that of the claim that the link exists, not of its strength.

use evidence::Evidence;
use model::Theory;

/// The grade of a link, and what it is taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// The grade: `assumed`, `contested`, `supported`, `partly supported` or `weak`; for a change of
    /// a patch `reasons given` or `no reason given`.
    pub word: &'static str,
    /// The counts, in words; may be empty.
    pub counts: String,
}

impl Grade {
    /// The grade with its counts.
    pub fn words(&self) -> String {
        match self.counts.is_empty() {
            true => self.word.to_owned(),
            false => format!("{}: {}", self.word, self.counts),
        }
    }

    /// The grade of a change: whether its author gives reasons.
    pub(super) fn of_change(because: &[String]) -> Grade {
        match because.is_empty() {
            true => Grade { word: "no reason given", counts: String::new() },
            false => Grade { word: "reasons given", counts: because.join("; ") },
        }
    }

    /// The grade of a mechanism.
    pub fn of_mechanism(name: &str, claims: &[&str], evidence: &Evidence) -> Grade {
        let found: Vec<_> = claims.iter().filter_map(|id| evidence.claim(id)).collect();
        let count =
            |verdict: &str| found.iter().filter(|claim| claim.verdict_on_facts == verdict).count();
        let supported = count("supported");
        let read = found.iter().all(|claim| claim.evidence_basis.starts_with("retrieved"));
        let word = if found.is_empty() {
            "assumed"
        } else if count("contradicted") + count("disputed") > 0 {
            "contested"
        } else if supported == found.len() && read {
            "supported"
        } else if supported > 0 {
            "partly supported"
        } else {
            "weak"
        };
        const VERDICTS: [&str; 5] =
            ["supported", "disputed", "contradicted", "imprecise", "not checkable"];
        let said = VERDICTS.map(|verdict| (count(verdict), verdict));
        let said = said.into_iter().filter(|(number, _)| *number > 0).enumerate();
        let counts: Vec<String> = said
            .map(|(place, (number, verdict))| match (place, number) {
                (0, 1) => format!("1 claim {verdict}"),
                (0, _) => format!("{number} claims {verdict}"),
                _ => format!("{number} {verdict}"),
            })
            .collect();
        let claims = match counts.is_empty() {
            true => "no claim of the ledger".to_owned(),
            false => counts.join(", "),
        };
        Grade { word, counts: format!("{claims}; {}", parameters(name)) }
    }
}

/// On what the parameters of a mechanism rest.
fn parameters(mechanism: &str) -> String {
    let all = Theory::parameters();
    let sources = || all.iter().filter(|p| p.mechanism == mechanism).map(|p| p.declared.source);
    let judged = sources().filter(|source| source.starts_with(evidence::JUDGEMENT)).count();
    match (judged, sources().count()) {
        (_, 0) => "no parameters".to_owned(),
        (judged, all) if judged == all => format!("all {all} parameters judgement"),
        (judged, all) => format!("{judged} of {all} parameters judgement"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graded(verdicts: &[(&str, &str)]) -> Grade {
        let mut evidence = Evidence::embedded().expect("the embedded evidence is whole");
        evidence.claims.truncate(verdicts.len());
        for (entry, (verdict, basis)) in evidence.claims.iter_mut().zip(verdicts) {
            entry.claim.verdict_on_facts = (*verdict).to_owned();
            entry.claim.evidence_basis = (*basis).to_owned();
        }
        let ids: Vec<String> = evidence.claims.iter().map(|e| e.claim.id.clone()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        Grade::of_mechanism("fall-ill", &ids, &evidence)
    }

    #[test]
    fn one_dispute_makes_a_link_contested_and_no_claim_makes_it_assumed() {
        let read = "retrieved";
        assert_eq!(graded(&[]).word, "assumed");
        assert_eq!(graded(&[("supported", read), ("disputed", read)]).word, "contested");
        assert_eq!(graded(&[("supported", read), ("supported", read)]).word, "supported");
        assert_eq!(
            graded(&[("supported", read), ("supported", "general")]).word,
            "partly supported"
        );
        assert_eq!(graded(&[("imprecise", read)]).word, "weak");
        let counts = graded(&[("supported", read), ("disputed", read), ("supported", read)]).counts;
        assert!(counts.starts_with("2 claims supported, 1 disputed; "), "{counts}");
        assert!(counts.ends_with("judgement"), "{counts}");
    }

    #[test]
    fn a_change_has_the_reasons_of_its_author() {
        assert_eq!(Grade::of_change(&[]).words(), "no reason given");
        assert_eq!(Grade::of_change(&["a decree".into()]).words(), "reasons given: a decree");
    }
}
