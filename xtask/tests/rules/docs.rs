//! Documents: generated pages are fresh, and paths in written ones exist.

#[test]
fn generated_pages_say_what_the_code_says() {
    crate::none(&xtask::docs::stale_pages());
}

#[test]
fn every_path_in_a_document_exists() {
    crate::none(&xtask::documents::missing_paths(&xtask::tree::files()));
}
