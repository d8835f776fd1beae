//! The documents that people write: their paths exist, and every dependency has its reason.

use crate::deps;
use crate::tree::{TextFile, root};

/// Folders of the repository with which a path in a document may begin.
const TOP: [&str; 9] = [
    "crates/",
    "evidence/",
    "docs/",
    "xtask/",
    "scenarios/",
    "golden/",
    "bench/",
    ".ci/",
    ".cargo/",
];

/// Paths and links of Markdown documents that lead nowhere.
pub fn missing_paths(files: &[TextFile]) -> Vec<String> {
    let pages = files
        .iter()
        .filter(|file| file.path.ends_with(".md") && !file.path.starts_with("evidence/"));
    let mut faults = Vec::new();
    for page in pages {
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (number, line) in page.text.lines().enumerate() {
            let quoted = paths(line).into_iter().map(|path| (path.clone(), path));
            let linked = links(line).into_iter().map(|link| (format!("{folder}/{link}"), link));
            for (from_root, shown) in quoted.chain(linked) {
                if !root().join(from_root.trim_start_matches('/')).exists() {
                    faults.push(format!("{}:{}: there is no `{shown}`", page.path, number + 1));
                }
            }
        }
    }
    faults
}

/// Paths in backquotes. A pattern such as `evidence/<kind>/*.csv` names no one file.
fn paths(line: &str) -> Vec<String> {
    let quoted = line.split('`').skip(1).step_by(2);
    quoted
        .filter(|text| TOP.iter().any(|top| text.starts_with(top)))
        .filter(|text| !text.contains(['<', '*', ' ', '{', '…']))
        .map(|text| text.split(':').next().unwrap_or_default().to_owned())
        .collect()
}

/// The targets of links and pictures that stay in the repository.
fn links(line: &str) -> Vec<String> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets
        .filter(|target| !target.contains("://") && !target.starts_with('#'))
        .map(|target| target.split('#').next().unwrap_or_default().to_owned())
        .collect()
}

/// Crates from outside that DESIGN.md does not give a line, and lines for crates that are gone.
pub fn unexplained_dependencies() -> Vec<String> {
    let page = std::fs::read_to_string(root().join("DESIGN.md")).unwrap_or_default();
    let used = deps::outside();
    let explained: Vec<&str> = explained(&page).collect();
    let mut faults = Vec::new();
    for name in used.iter().filter(|name| !explained.contains(&name.as_str())) {
        faults.push(format!("DESIGN.md: no line says why we use `{name}`"));
    }
    for name in explained.iter().filter(|name| !used.contains(**name)) {
        faults.push(format!("DESIGN.md: `{name}` has a line but is not used"));
    }
    faults
}

/// The names in the first column of the table of dependencies.
fn explained(page: &str) -> impl Iterator<Item = &str> {
    page.lines()
        .skip_while(|line| !line.starts_with("| dependency |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .filter_map(|line| line.split('|').nth(1))
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_links_are_found() {
        let line = "See `crates/gone/x.rs`, `evidence/<kind>`, [here](docs/y.md#part), \
                    [there](https://example.org) and ![a](z.png).";
        assert_eq!(paths(line), ["crates/gone/x.rs"]);
        assert_eq!(links(line), ["docs/y.md", "z.png"]);
        let page = TextFile { path: "README.md".to_owned(), text: line.to_owned() };
        assert_eq!(missing_paths(&[page]).len(), 3);
    }

    #[test]
    fn the_table_of_dependencies_is_read() {
        let page = "| dependency | why |\n|---|---|\n| `a`, `b` | x `c` |\n\n| `d` | y |\n";
        assert_eq!(explained(page).collect::<Vec<_>>(), ["a", "b"]);
    }
}
