//! DESIGN.md: every dependency has a line that says why.

#[test]
fn every_dependency_has_its_reason() {
    crate::none(&xtask::documents::unexplained_dependencies());
}

#[test]
fn every_dependency_is_used() {
    crate::none(&xtask::deps::unused(&xtask::tree::files()));
}
