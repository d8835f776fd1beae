//! STYLE.md: lengths, words, openings, and what the pure crates must not touch.

#[test]
fn every_file_keeps_the_house_rules() {
    let files = xtask::tree::files();
    let sources = files.iter().filter(|file| file.path.ends_with(".rs")).count();
    assert!(sources > 50, "only {sources} sources were found: the rules would prove nothing");
    crate::none(&xtask::tidy::faults(&files));
}
