//! The book is built, whole, and none of its links leads nowhere.

#[test]
fn the_book_is_built_and_its_links_lead_somewhere() {
    let target = tempfile::tempdir().expect("a temporary folder");
    let book = target.path().join("book");
    xtask::book::build(&book).expect("the book is built");
    crate::none(&xtask::book::broken_links(&book).expect("it can be read"));
    for page in ["index.html", "tutorial.html", "odd.html", "mechanisms/sell-grain.html"] {
        assert!(book.join(page).is_file(), "{page} is missing");
    }
}
