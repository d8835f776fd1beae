//! ARCHITECTURE.md: the arrows between crates, and what is absent where.

use xtask::deps::real;

#[test]
fn the_arrows_of_the_architecture_are_the_real_ones() {
    crate::none(&xtask::deps::faults());
}

#[test]
fn what_must_be_absent_is_absent() {
    let arrows = real();
    let uses = |user: &str, used: &str| {
        let (ours, outside) = &arrows[user];
        ours.contains(used) || outside.contains(used)
    };
    // The kernel knows no history and the evidence no model.
    assert!(arrows["kernel"].0.is_empty());
    for late in ["society", "mechanisms", "population", "model", "lab"] {
        assert!(!uses("evidence", late), "evidence must not know {late}");
    }
    // A mechanism cannot read the record that it will be judged by.
    for reader in ["kernel", "society", "mechanisms"] {
        assert!(!uses(reader, "evidence"), "{reader} must not know the evidence");
    }
    // Only lab and judge run several histories at a time, and only the kernel divides one pass.
    for (user, (_, outside)) in &arrows {
        let several = ["lab", "judge", "kernel"].contains(&user.as_str());
        assert!(several || !outside.contains("rayon"), "{user} must not use threads");
    }
    // A face holds no science.
    for science in ["society", "mechanisms", "population"] {
        assert!(!uses("ktokogo", science), "the command line must not know {science}");
    }
    // BibTeX and the tables of the record are read in one place.
    for (user, (_, outside)) in &arrows {
        assert!(user == "evidence" || !outside.contains("biblatex"), "{user} reads sources");
    }
}
