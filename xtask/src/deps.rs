//! Who may use whom: the table of ARCHITECTURE.md held against what cargo knows.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand, Package};

use crate::rust_text::code_only;
use crate::tree::{TextFile, root};

/// What each crate uses: first the crates of the workspace, then those from outside.
pub type Arrows = BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)>;

/// Every difference between the table of ARCHITECTURE.md and the manifests.
pub fn faults() -> Vec<String> {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap_or_default();
    differences(&table(&page), &real())
}

/// The differences, in words.
pub fn differences(told: &Arrows, real: &Arrows) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, (ours, outside)) in real {
        let Some((told_ours, told_outside)) = told.get(name) else {
            faults.push(format!("ARCHITECTURE.md: the crate `{name}` is not in the table"));
            continue;
        };
        for (what, real, told) in [("ours", ours, told_ours), ("outside", outside, told_outside)] {
            for new in real.difference(told) {
                faults.push(format!(
                    "crates/{name}/Cargo.toml: `{name}` must not use `{new}` ({what}); if it \
                     should, argue it in DESIGN.md and draw the arrow in ARCHITECTURE.md"
                ));
            }
            for gone in told.difference(real) {
                faults.push(format!("ARCHITECTURE.md: `{name}` does not use `{gone}` any more"));
            }
        }
    }
    for name in told.keys().filter(|name| !real.contains_key(*name)) {
        faults.push(format!("ARCHITECTURE.md: there is no crate `{name}`"));
    }
    faults
}

/// The table of the page: `| crate | uses of ours | uses from outside | ... |`.
pub fn table(page: &str) -> Arrows {
    let mut arrows = Arrows::new();
    let lines = page.lines().skip_while(|line| !line.starts_with("| crate | uses"));
    for line in lines.skip(2).take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        if let [name, ours, outside, ..] = cells[..] {
            let name = names(name).into_iter().next().unwrap_or_default();
            arrows.insert(name, (names(ours), names(outside)));
        }
    }
    arrows
}

/// The names in backquotes.
fn names(cell: &str) -> BTreeSet<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What the manifests say; dependencies of tests and build scripts do not reach the product.
pub fn real() -> Arrows {
    let packages = packages();
    let members: BTreeSet<String> = packages.iter().map(|p| p.name.to_string()).collect();
    let mut arrows = Arrows::new();
    for package in &packages {
        let used = package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal);
        let (ours, outside) = used.map(|d| d.name.clone()).partition(|name| members.contains(name));
        arrows.insert(package.name.to_string(), (ours, outside));
    }
    arrows
}

/// Every crate from outside that any manifest names, for whatever purpose.
pub fn outside() -> BTreeSet<String> {
    let packages = packages();
    let named = packages.iter().flat_map(|package| &package.dependencies);
    named.filter(|dependency| dependency.path.is_none()).map(|d| d.name.clone()).collect()
}

/// Dependencies that nothing uses: they cost every build and help nobody.
pub fn unused(files: &[TextFile]) -> Vec<String> {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap_or_default();
    let named = outside();
    let mut faults: Vec<String> = workspace_dependencies(&manifest)
        .into_iter()
        .filter(|name| !named.contains(name))
        .map(|name| format!("Cargo.toml: no crate uses `{name}`; take the line out"))
        .collect();
    for package in packages() {
        let folder =
            package.manifest_path.parent().and_then(|folder| folder.strip_prefix(root()).ok());
        let Some(folder) = folder else { continue };
        let code: String = files
            .iter()
            .filter(|file| {
                file.path.starts_with(&format!("{folder}/")) && file.path.ends_with(".rs")
            })
            .map(|file| code_only(&file.text))
            .collect();
        for dependency in package.dependencies {
            let name = dependency.name.replace('-', "_");
            if !names_word(&code, &name) {
                faults.push(format!("{folder}/Cargo.toml: nothing uses `{}`", dependency.name));
            }
        }
    }
    faults
}

/// The crates from outside in the table `[workspace.dependencies]`.
fn workspace_dependencies(manifest: &str) -> Vec<String> {
    let lines = manifest.lines().skip_while(|line| *line != "[workspace.dependencies]").skip(1);
    lines
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.contains("path ="))
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name.trim().to_owned())
        .collect()
}

fn names_word(code: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(place, _)| {
        !code[..place].ends_with(part) && !code[place + word.len()..].starts_with(part)
    })
}

/// The packages of this workspace.
///
/// # Panics
/// If cargo cannot read the workspace: then nothing can be proved.
fn packages() -> Vec<Package> {
    let metadata = MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .other_options(vec!["--offline".to_owned()])
        .exec()
        .unwrap_or_else(|error| panic!("cargo cannot read the workspace: {error}"));
    metadata.workspace_packages().into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "text\n\n| crate | uses | from outside | holds |\n|---|---|---|---|\n\
                        | `kernel` | | `libm` | x |\n| `society` | `kernel` | | y |\n\nmore\n";

    #[test]
    fn the_table_is_read() {
        let arrows = table(PAGE);
        assert_eq!(arrows.len(), 2);
        assert!(arrows["society"].0.contains("kernel") && arrows["kernel"].1.contains("libm"));
    }

    #[test]
    fn names_are_whole_words_of_code() {
        assert!(names_word("use serde_json::Value;", "serde_json"));
        assert!(!names_word("use serde_json::Value;", "serde"));
        let manifest =
            "[workspace.dependencies]\nours = { path = \"x\" }\ncsv = \"1\"\n[lints]\na = 1";
        assert_eq!(workspace_dependencies(manifest), ["csv"]);
    }

    #[test]
    fn an_arrow_too_many_and_one_too_few_are_named() {
        let told = table(PAGE);
        let mut real = told.clone();
        assert!(differences(&told, &real).is_empty());
        if let Some((ours, outside)) = real.get_mut("kernel") {
            ours.insert("society".to_owned());
            outside.clear();
        }
        let faults = differences(&told, &real);
        assert!(faults[0].contains("`kernel` must not use `society`"), "{faults:?}");
        assert!(faults[1].contains("does not use `libm` any more"), "{faults:?}");
    }
}
