//! The book of `docs/`: built by mdBook as a library, and every local link of it followed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use mdbook_driver::MDBook;

use crate::tree::root;

/// Where the book is built, from the root of the repository.
pub const TARGET: &str = "target/book";

/// Builds the book in a folder, which it empties first.
///
/// # Errors
/// A chapter that is listed and missing, or a page that cannot be written, in mdBook's words.
pub fn build(target: &Path) -> Result<(), String> {
    // The alternate form gives the causes too.
    let mut book = MDBook::load(root()).map_err(|error| format!("{error:#}"))?;
    target.clone_into(&mut book.config.build.build_dir);
    book.build().map_err(|error| format!("{error:#}"))
}

/// Links and pictures of the built book that lead to no file or to no place in it.
///
/// # Errors
/// A folder or page that cannot be read; a book without pages.
pub fn broken_links(book: &Path) -> Result<Vec<String>, String> {
    let mut pages = BTreeMap::new();
    collect(book, &mut pages)?;
    if pages.is_empty() {
        return Err(format!("{} holds no page", book.display()));
    }
    let marks: BTreeMap<&PathBuf, BTreeSet<&str>> =
        pages.iter().map(|(path, text)| (path, values(text, "id").collect())).collect();
    let mut broken = Vec::new();
    for (path, text) in &pages {
        let shown = path.strip_prefix(book).unwrap_or(path).display();
        let links = values(text, "href").chain(values(text, "src"));
        for link in links.filter(|link| is_local(link)) {
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let target = resolved(path, file);
            let known = marks.get(&target);
            if !target.is_file() {
                broken.push(format!("{shown}: there is no `{file}`"));
            } else if !place.is_empty() && known.is_some_and(|marks| !marks.contains(place)) {
                broken.push(format!("{shown}: `{file}` has no place `{place}`"));
            }
        }
    }
    Ok(broken)
}

/// Adds the pages of a folder with their text.
fn collect(folder: &Path, pages: &mut BTreeMap<PathBuf, String>) -> Result<(), String> {
    let said = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(said)? {
        let path = entry.map_err(said)?.path();
        if path.is_dir() {
            collect(&path, pages)?;
        } else if path.extension().is_some_and(|kind| kind == "html")
            // The page for addresses that are not there has links from the root of a server.
            && !path.ends_with("404.html")
        {
            let text = std::fs::read_to_string(&path).map_err(said)?;
            pages.insert(path, text);
        }
    }
    Ok(())
}

/// The values of an attribute in a page, as the renderer writes them: in double quotes.
fn values<'a>(page: &'a str, attribute: &str) -> impl Iterator<Item = &'a str> {
    let head = format!(" {attribute}=\"");
    let starts: Vec<usize> = page.match_indices(&head).map(|(at, _)| at + head.len()).collect();
    starts.into_iter().filter_map(|start| page[start..].split('"').next())
}

fn is_local(link: &str) -> bool {
    !link.contains(':') && !link.starts_with("//") && !link.is_empty()
}

/// The file that a link of a page names.
fn resolved(page: &Path, link: &str) -> PathBuf {
    if link.is_empty() {
        return page.to_owned();
    }
    let folder = page.parent().unwrap_or(page);
    let mut path = PathBuf::new();
    for part in folder.join(link.replace("%20", " ")).components() {
        match part {
            Component::ParentDir => drop(path.pop()),
            Component::CurDir => {}
            other => path.push(other),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_nothing_is_found_and_others_are_not() {
        let book = tempfile::tempdir().expect("a temporary folder");
        let put = |name: &str, text: &str| {
            let path = book.path().join(name);
            std::fs::create_dir_all(path.parent().expect("it has one")).expect("made");
            std::fs::write(path, text).expect("written");
        };
        put("index.html", "<a href=\"in/a.html#x\">1</a> <a href=\"https://example.org\">2</a>");
        put(
            "in/a.html",
            "<h1 id=\"x\">A</h1> <a href=\"../index.html\">1</a> <a href=\"#x\">2</a>",
        );
        assert_eq!(broken_links(book.path()), Ok(Vec::new()));
        put("in/b.html", "<a href=\"a.html#y\">1</a> <img src=\"c.png\"> <a href=\"#z\">3</a>");
        let broken = broken_links(book.path()).expect("it can be read");
        assert_eq!(broken.len(), 3, "{broken:?}");
        assert!(broken.iter().all(|fault| fault.starts_with("in/b.html: ")), "{broken:?}");
    }
}
