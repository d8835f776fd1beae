//! The contents of the book, `docs/SUMMARY.md`: its chapters in order, and the mechanisms in the
//! order of the month.

use std::fmt::Write;

use crate::docs::Pages;
use crate::tree::root;

/// Where the contents stand.
pub const PATH: &str = "docs/SUMMARY.md";

/// Chapters about the use of the program.
const USE: [(&str, &str); 3] = [
    ("The first what-if in ten minutes", "tutorial.md"),
    ("Questions and their commands", "questions.md"),
    ("The whole country, household by household", "full-size.md"),
];

/// Chapters about how far it may be trusted. One whose page is not there is not listed.
const TRUST: [(&str, &str); 9] = [
    ("Judging the model", "judging.md"),
    ("Validation", "validation.md"),
    ("The fit", "fit.md"),
    ("Rival theories", "theories.md"),
    ("The audit of the claims", "audit.md"),
    ("What became of every claim", "claims.md"),
    ("The hinges under rival accounts", "hinges.md"),
    ("Side by side with its peers", "peers.md"),
    ("Limits", "limits.md"),
];

/// Chapters about speed and size, under the same rule.
const SPEED: [(&str, &str); 2] =
    [("How fast it is", "speed.md"), ("The country at several sizes", "scale.md")];

/// The contents of the book whose generated pages these are.
///
/// # Errors
/// A page without a title.
pub fn contents(pages: &Pages, mechanisms: &[&str]) -> Result<String, String> {
    let mut out = String::from("# ktokogo\n\n[What ktokogo is and is not](README.md)\n\n# Use\n\n");
    chapters(&mut out, &USE);
    out.push_str("\n# The model\n\n- [The model by the ODD protocol](odd.md)\n");
    out.push_str("- [The mechanisms](mechanisms/README.md)\n");
    let own = |name: &str| format!("docs/mechanisms/{name}.md");
    for name in mechanisms {
        let page = pages.get(&own(name)).ok_or_else(|| format!("no page of `{name}`"))?;
        let _ = writeln!(out, "  - [{}](mechanisms/{name}.md)", title(name, page)?);
    }
    let listed: Vec<String> = mechanisms.iter().map(|name| own(name)).collect();
    let other = pages.iter().filter(|(path, _)| {
        path.starts_with("docs/mechanisms/")
            && !path.ends_with("README.md")
            && !listed.contains(path)
    });
    for (path, page) in other {
        let _ = writeln!(out, "  - [{}]({})", title(path, page)?, &path["docs/".len()..]);
    }
    out.push_str("\n# How far it may be trusted\n\n");
    let there = |path: &str| {
        let path = format!("docs/{path}");
        pages.contains_key(&path) || root().join(path).is_file()
    };
    let trust: Vec<_> = TRUST.into_iter().filter(|(_, path)| there(path)).collect();
    chapters(&mut out, &trust);
    let speed: Vec<_> = SPEED.into_iter().filter(|(_, path)| there(path)).collect();
    if !speed.is_empty() {
        out.push_str("\n# How fast and how large\n\n");
        chapters(&mut out, &speed);
    }
    Ok(out)
}

fn chapters(out: &mut String, chapters: &[(&str, &str)]) {
    for (title, path) in chapters {
        let _ = writeln!(out, "- [{title}]({path})");
    }
}

fn title<'a>(name: &str, page: &'a str) -> Result<&'a str, String> {
    let found = page.lines().find_map(|line| line.strip_prefix("# "));
    found.ok_or_else(|| format!("the page of `{name}` has no title"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mechanisms_stand_in_the_order_of_the_month_and_shared_ones_after_them() {
        let page = |name: &str, title: &str| {
            (format!("docs/mechanisms/{name}.md"), format!("mark\n\n# {title}\n"))
        };
        let index = ("docs/mechanisms/README.md".to_owned(), "# Index\n".to_owned());
        let pages =
            Pages::from([page("eat", "Eat"), page("sow", "Sow"), page("norms", "Norms"), index]);
        let text = contents(&pages, &["sow", "eat"]).expect("all have titles");
        let places: Vec<_> =
            ["[Sow]", "[Eat]", "[Norms]"].iter().map(|title| text.find(title)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
        assert_eq!(text.matches("mechanisms/README.md").count(), 1, "{text}");
    }
}
