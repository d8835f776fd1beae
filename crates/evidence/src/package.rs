//! `datapackage.json` and `SCHEMA.md`, both made from the one schema.

use crate::{
    Evidence,
    schema::{Kind, SCHEMAS, Schema},
};
use serde_json::{Value, json};
use std::fmt::Write;

/// The description of the evidence as a Data Package, version 2.
pub fn data_package(evidence: &Evidence) -> String {
    let names = evidence.file_names();
    let tables = SCHEMAS.iter().filter_map(|schema| table(schema, &names));
    let documents = names.iter().filter(|name| !name.ends_with(".csv")).map(|name| document(name));
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "ktokogo-evidence",
        "title": "Soviet Russia and the USSR, 1913-1929: series, events, sources and claims",
        "description": "What the model knows of history. SCHEMA.md explains the columns, README.md \
                        how far to trust them.",
        "licenses": [{
            "name": "CC-BY-4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
            "title": "Creative Commons Attribution 4.0"
        }],
        "resources": tables.chain(documents).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&package).unwrap_or_default();
    text.push('\n');
    text
}

fn table(schema: &Schema, names: &[&str]) -> Option<Value> {
    let paths: Vec<_> = names.iter().filter(|name| schema.covers(name)).collect();
    let fields: Vec<_> = schema.fields.iter().map(field).collect();
    (!paths.is_empty()).then(|| {
        json!({
            "name": schema.name,
            "description": schema.about,
            "type": "table",
            "path": paths,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
                "fieldsMatch": "exact",
                "missingValues": [""],
                "fields": fields,
            },
        })
    })
}

fn field(field: &crate::Field) -> Value {
    let kind = if field.kind == Kind::Number { "number" } else { "string" };
    let mut value = json!({ "name": field.name, "type": kind, "description": field.about });
    let mut limits = serde_json::Map::new();
    if field.required {
        limits.insert("required".to_owned(), json!(true));
    }
    if let Kind::OneOf(words) = field.kind {
        limits.insert("enum".to_owned(), json!(words));
    }
    if !limits.is_empty() {
        value["constraints"] = Value::Object(limits);
    }
    value
}

fn document(name: &str) -> Value {
    let plain = name.replace(['/', '_', '.'], "-");
    let kind = if name.ends_with(".bib") { "bibtex" } else { "toml" };
    json!({ "name": plain, "path": name, "format": kind, "encoding": "utf-8" })
}

const SCHEMA_HEAD: &str = "\
# The schema of the evidence

<!-- Made by `cargo run -p evidence --example describe`; do not edit. -->

One row, one number or one record, with its source. Text is UTF-8, tables are CSV with a comma
and a decimal point. `datapackage.json` says the same for programs (Data Package, version 2).

## Dates

| written | means |
|---|---|
| `1921`, `1921-03`, `1921-03-21` | year, month, day (EDTF) |
| `1919-04/1919-11` | from the start of the first to the end of the last (EDTF) |
| `EY1924/25` | economic year, October to September: industry, trade, budget |
| `AY1924/25` | agricultural year, July to June: grain |
| `os:1917-10-25` | Old Style; allowed up to 31 January 1918, 13 days behind the New Style |

A stock at a date stands at the day named, or at the start of the month if the note says nothing
else; the note says where a figure belongs to the end of its period.

";

const SCHEMA_TAIL: &str = "\
## Documents

| file | holds |
|---|---|
| `sources/*.bib` | BibTeX: one entry for each distinct source text; only fields given there |
| `actors/actors.toml` | persons with positions (-2 to +2, scales at the head) and ties (`sign` at the \
start, optional `turns` by month) |
| `claims/claims.toml` | the ledger of claims, with verdicts |
| `claims/fates.toml` | for each claim `fate`: mechanism (`by`), target (`facts`, \
`data`), input (`data`), left-out or tested (`why`) |
| `claims/tests.toml` | `[[arm]]`: `id`, `title`, `scenario` (shipped; history if left out), `set` (patches \
as `whatif --set` takes them), `free` (from this month the bodies of the party are free, in history \
too); `[[test]]`: `claim`, `kind`, `arm`, `watch` (a variable, or `held.O1` to `held.O8`), `when`, \
optional `over` (a second date: the quotient counts), `share` (least share of draws; 0.75), `assumed` \
(the direction is written into a mechanism that the test turns on or off) and `why`. Kind direction \
and switch-off: `expect` = more, less or little (with `within`, a part of the value in history); \
level: `low`, `high`; order: larger than `than` at `then`, or moved more by `arm` than by `than_arm`. \
`[[reading]]`: `about`, `claims`, `switches`, `lecture`, `rivals`, `otherwise`; `[[untested]]`: \
`claim`, `why` |
| `claims/discriminating.toml` | how the tests that part the rivals are measured: `[[test]]` with \
`measure` or `not_in_the_model`, `[[test.side]]` and `[test.record]`; `[[whereabouts]]` of numbers \
that nobody has compiled |
| `claims/hinges_outcomes_rivals.toml` | switches, hinges, outcomes, rival theories, tests |
| `claims/causal.dot` | the causal graph of the claims, for Graphviz |
| `decrees/*.toml` | `[[decree]]`: `id`, `date`, `title`, `kind` (decree or shock), \
`source`, `confidence`, optional `event` (title in events), `note` and `alternative` (true: history \
never issued it, an option of a decision can); `[decree.set]`: name = number, word, true or false, or \
`{ region = number }` |
| `decisions/*.toml` | `[[decision]]`: `id`, `date`, `body` (politburo, orgburo, central-committee, \
congress or conference), `question`, `issue` (a scale of `actors.toml`), `source`, `confidence`, \
`chosen` (what history chose), optional `event`, `vote`, `delegates`, `note`, \
`absent` and `spokesman` (who was charged to speak for those absent); \
`[[decision.option]]`: `id`, `title`, `at` (-2 to 2), `issues` and `withholds` (decrees), `reason`, \
optional `proposer`, `status_quo` and `pressure`; `[decision.positions]`: person = \
`{ at, evidence, known (before or after the vote), guest }` |
| `targets/*.toml` | `[[fact]]`: `id`, `number`, `title`, `statement`, `why_tolerance`, \
`source_rows` (`series@date`, or `series@date#source`), `sources`; `[[fact.check]]`: \
what is measured |

A source is a key of the bibliography; in decrees, paths, targets and parameters it may be followed
by a comma and a page, several are parted by semicolons, and `judgement` stands for none.
";

/// The page that explains the schema to a reader.
pub fn schema_page() -> String {
    let mut page = String::from(SCHEMA_HEAD);
    for schema in SCHEMAS {
        let place = if schema.place.ends_with('/') { "**.csv" } else { "" };
        // Writing to a String can not fail.
        let _ =
            write!(page, "## {}: `{}{place}`\n\n{}\n\n", schema.name, schema.place, schema.about);
        page.push_str("| column | kind | needed | meaning |\n|---|---|---|---|\n");
        for field in schema.fields {
            let needed = if field.required { "yes" } else { "" };
            let kind = match field.kind {
                Kind::Text => "text".to_owned(),
                Kind::Number => "number".to_owned(),
                Kind::Date => "date".to_owned(),
                Kind::Source => "source".to_owned(),
                Kind::OneOf(words) => words.join(", "),
            };
            let _ = writeln!(page, "| `{}` | {kind} | {needed} | {} |", field.name, field.about);
        }
        page.push('\n');
    }
    page.push_str(SCHEMA_TAIL);
    page
}
