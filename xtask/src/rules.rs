//! What the source of a mechanism says of its rule: the pure functions on one row, as they are
//! calculated, and the columns that its view reads and changes.

use std::fmt::Write;

use crate::rust_text::{before_tests, functions};

/// The longest function that is shown; a longer one is a loop over rows rather than a rule.
const LINES: usize = 25;

/// The part of a page that shows the rules of a source and its view.
pub fn section(source: &str) -> String {
    let rules = rules(source);
    let mut out = String::new();
    if !rules.is_empty() {
        out.push_str("\n## The rule as it is calculated\n");
    }
    for rule in rules {
        let _ = write!(out, "\n{}\n\n```rust\n{}\n```\n", rule.meaning, rule.code);
    }
    let [reads, changes] = view(source);
    if !reads.is_empty() || !changes.is_empty() {
        let list = |columns: &[String]| match columns {
            [] => "nothing".to_owned(),
            some => some.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
        };
        out.push_str("\n## What it sees of the society\n\n");
        let _ = writeln!(out, "Reads {}.\n\nChanges {}.", list(&reads), list(&changes));
    }
    out
}

/// A documented function without side effects.
struct Rule {
    meaning: String,
    code: String,
}

fn rules(source: &str) -> Vec<Rule> {
    let source = before_tests(source);
    let lines: Vec<&str> = source.lines().collect();
    functions(source).iter().filter_map(|f| rule(&lines, f.line - 1, f.lines)).collect()
}

/// The function of these lines, if it is one of a value, has a comment, changes nothing and is short.
fn rule(lines: &[&str], first: usize, count: usize) -> Option<Rule> {
    let body = lines.get(first..first + count)?;
    let signature: String = body.iter().take_while(|line| !line.ends_with('{')).copied().collect();
    let signature = signature + body.iter().find(|line| line.ends_with('{'))?;
    if count > LINES || !signature.contains("->") || signature.contains("&mut") {
        return None;
    }
    let before = lines[..first].iter().rev().map(|line| line.trim());
    let mut meaning: Vec<&str> = before
        .skip_while(|line| line.starts_with("#["))
        .map_while(|line| line.strip_prefix("///"))
        .map(str::trim)
        .collect();
    meaning.reverse();
    let indent = body[0].len() - body[0].trim_start().len();
    let code: Vec<&str> = body.iter().map(|line| line.get(indent..).unwrap_or("")).collect();
    let meaning = without_item_links(&meaning.join("\n"));
    (!meaning.is_empty()).then(|| Rule { meaning, code: code.join("\n") })
}

/// The text without the targets of links to items of the source, which a page does not have.
fn without_item_links(text: &str) -> String {
    let mut pieces = text.split("](");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once(')') {
            Some((target, rest)) if target.contains("::") => out.extend(["]", rest]),
            _ => out.extend(["](", piece]),
        }
    }
    out
}

/// Columns that the view reads and changes, as `table.column`.
fn view(source: &str) -> [Vec<String>; 2] {
    let block = source.split("view! {").nth(1).and_then(|rest| rest.split("\n}").next());
    ["reads {", "changes {"].map(|head| {
        let part = block.and_then(|block| block.split(head).nth(1));
        let lines = part.and_then(|part| part.split('}').next()).unwrap_or("").lines();
        lines
            .filter_map(|line| line.trim().strip_suffix(';')?.rsplit_once(" = "))
            .map(|(_, column)| column.to_owned())
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\
impl Sell {
    /// Share that is sold
    /// in a year.
    #[inline]
    pub fn share(&self, terms: f64) -> f64 {
        terms * 2.0
    }

    pub fn silent(&self) -> f64 {
        1.0
    }

    /// Pays.
    fn pay(&self, v: &mut View<'_>) -> i64 {
        0
    }
}

view! {
    reads {
        rows: Column<Region, Range<usize>> = households.rows;
    }
    changes {
        grain: Column<Household, u32> = households.grain;
        accounts: Accounts = accounts;
    }
}
";

    #[test]
    fn links_to_items_are_plain_words() {
        let text = "See [that](Self::rate), [[`Self::x`]](https://example.org).";
        assert_eq!(without_item_links(text), "See [that], [[`Self::x`]](https://example.org).");
    }

    #[test]
    fn a_rule_is_a_documented_function_that_changes_nothing() {
        let page = section(SOURCE);
        assert!(
            page.contains("Share that is sold\nin a year.\n\n```rust\npub fn share("),
            "{page}"
        );
        assert!(page.contains("\n    terms * 2.0\n}\n```"), "{page}");
        assert!(!page.contains("silent") && !page.contains("Pays"), "{page}");
        assert!(page.contains("Reads `households.rows`."), "{page}");
        assert!(page.contains("Changes `households.grain`, `accounts`."), "{page}");
    }
}
