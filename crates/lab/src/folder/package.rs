//! `datapackage.json`: the tables of a run described, Data Package version 2.

use serde_json::{Value, json};

use crate::ensemble::Ensemble;
use crate::hashes::VERSION;
use crate::long::Microdata;
use crate::long::microdata::{HOUSEHOLDS, MEMBERS, MOODS};

type Field = (&'static str, &'static str, &'static str);

const SCENARIO: Field = ("scenario", "string", "Name of the scenario.");
const DRAW: Field = ("draw", "integer", "Number of the draw; 0 is the central run.");
const MONTH: Field = ("month", "date", "First day of the month.");
const DECISION: Field = ("decision", "string", "Id of the decision.");
const VARIABLE: Field = ("variable", "string", "Name of the variable; units in variables.csv.");
const REGION: Field = ("region", "string", "Region, or `all` for the whole country.");

const TABLES: &[(&str, &str, &str, &[Field])] = &[
    (
        "series",
        "series.parquet",
        "Every finite value of every variable, month, region and draw.",
        &[
            SCENARIO,
            DRAW,
            ("date", "date", "First day of the month."),
            VARIABLE,
            REGION,
            (
                "value",
                "number",
                "The value, in the unit of the variable, to 24 binary digits (about seven figures).",
            ),
        ],
    ),
    (
        "events",
        "events.parquet",
        "What happened in each draw.",
        &[
            SCENARIO,
            DRAW,
            MONTH,
            ("kind", "string", "decree, alternative, shock, decision or outcome."),
            ("id", "string", "Id of the decree or decision, or name of the mechanism."),
            ("text", "string", "In plain words."),
        ],
    ),
    (
        "decisions",
        "decisions.parquet",
        "What bodies decided in each draw: a row for each option.",
        &[
            SCENARIO,
            DRAW,
            MONTH,
            DECISION,
            ("option", "string", "Id of the option."),
            ("voted", "boolean", "Whether anybody voted; if not, history's option is carried."),
            ("probability", "number", "Chance of the option before the vote; NaN without one."),
            ("votes", "integer", "Votes for it."),
            ("abstained", "integer", "Abstentions."),
            ("present", "integer", "Members present."),
            ("won", "boolean", "Whether it won the vote."),
            ("carried", "boolean", "Whether it is carried out."),
            ("history", "boolean", "Whether history chose it."),
            ("pinned", "boolean", "Whether the draw was held to history, or to a scenario."),
            ("forced", "boolean", "Whether the scenario made somebody choose."),
        ],
    ),
    (
        "rollcalls",
        "rollcalls.parquet",
        "How leaders voted in each draw.",
        &[
            SCENARIO,
            DRAW,
            MONTH,
            DECISION,
            ("leader", "string", "Key of the leader."),
            ("option", "string", "Id of the option; empty if the leader abstained."),
        ],
    ),
    (
        "decision-scores",
        "decisions.csv",
        "How well the votes of draws that hold to history foretell what history chose.",
        &[
            DECISION,
            ("date", "string", "The date: EDTF."),
            ("history", "string", "The option that history chose."),
            ("draws", "integer", "Draws that voted and were held to history."),
            ("given", "number", "Mean probability given to what history chose."),
            ("brier", "number", "Brier score of the mean probabilities, 0 best, 2 worst."),
            ("last_time", "string", "What the majority of last time would choose again."),
            ("brier_last_time", "number", "Brier score of that."),
            ("coded_from_the_vote", "boolean", "Whether a position was taken from the vote."),
        ],
    ),
    (
        "leaders",
        "leaders.parquet",
        "Those with a vote in the Politburo, month by month.",
        &[
            DRAW,
            ("month", "date", "First day of the month."),
            ("leader", "string", "Key of the leader, as in actors.toml."),
            ("power", "number", "Share of the power of all present in the party."),
            ("health", "number", "Capacity for work, 0 to 1."),
            ("clients", "number", "Share of provincial posts held by clients."),
            ("shapley", "number", "Shapley-Shubik index."),
            ("banzhaf", "number", "Banzhaf index, normalised."),
            ("bloc", "integer", "Bloc; 0 rules, -1 stands for none."),
        ],
    ),
    (
        "outcomes",
        "outcomes.csv",
        "The outcomes O1 to O8 of the ledger of claims: in how many draws each holds at the end.",
        &[
            ("outcome", "string", "O1 to O8."),
            ("name", "string", "Name."),
            ("axis", "string", "property, power, survival or world."),
            ("share", "number", "Share of the draws in which it holds."),
            ("share_low80", "number", "Lower end of the 80 per cent interval (Wilson 1927)."),
            ("share_high80", "number", "Upper end."),
            ("central", "boolean", "Whether it holds in the central run."),
            ("index_median", "number", "How near it is, 0 to 1: median over the draws."),
            ("index_q10", "number", "10 per cent of draws lie below."),
            ("index_q90", "number", "90 per cent of draws lie below."),
            ("definition", "string", "What it means that it holds."),
            ("departs", "string", "Where the measure departs from the ledger, and why."),
        ],
    ),
    (
        "network_nodes",
        "network_nodes.parquet",
        "Posts of provinces and districts at three dates.",
        &[
            DRAW,
            MONTH,
            ("post", "string", "The post; the same in every run."),
            ("tier", "string", "province or district."),
            REGION,
            ("holder", "string", "The person who holds it; empty when vacant."),
            ("entry", "string", "elected, recommended or appointed."),
            ("tenure", "integer", "Months since."),
            ("old_guard", "boolean", "Whether the holder joined before 1917."),
        ],
    ),
    (
        "network_ties",
        "network_ties.parquet",
        "Ties between posts and leaders at three dates.",
        &[
            DRAW,
            MONTH,
            ("from", "string", "The post above, or the leader."),
            ("to", "string", "The post."),
            ("kind", "string", "above, or on whose word."),
            ("loyalty", "number", "Loyalty of the holder to the leader, 0 to 1."),
        ],
    ),
    (
        "variables",
        "variables.csv",
        "The variables.",
        &[
            ("variable", "string", "Name."),
            ("unit", "string", "Unit."),
            ("label", "string", "What it is."),
            (
                "kind",
                "string",
                "stock, flow or index: a year of it is its last value, sum or mean.",
            ),
            ("regional", "boolean", "Whether it is reported for each region."),
            ("record", "string", "Series of the evidence that it is held against."),
        ],
    ),
    (
        "summary",
        "summary.csv",
        "Quantiles over the draws (type 7), and the central run.",
        &[
            VARIABLE,
            REGION,
            ("date", "yearmonth", "The month."),
            ("central", "number", "The central run."),
            ("q025", "number", "2.5 per cent of draws lie below."),
            ("q10", "number", "10 per cent of draws lie below."),
            ("q25", "number", "25 per cent of draws lie below."),
            ("median", "number", "Half of the draws lie below."),
            ("q75", "number", "75 per cent of draws lie below."),
            ("q90", "number", "90 per cent of draws lie below."),
            ("q975", "number", "97.5 per cent of draws lie below."),
        ],
    ),
    (
        "parameters",
        "parameters.csv",
        "The parameters of each draw.",
        &[
            DRAW,
            ("parameter", "string", "Full name, <mechanism>.<parameter>."),
            ("value", "number", "The value."),
        ],
    ),
    (
        "facts",
        "facts.csv",
        "The checks of the stylised facts.",
        &[
            ("number", "integer", "Number of the fact."),
            ("fact", "string", "Name of the fact."),
            ("title", "string", "Title of the fact."),
            ("fact_holds", "boolean", "Whether all its checks hold."),
            ("fact_share", "number", "Share of draws in which all its checks hold at once."),
            ("check", "string", "What is measured."),
            ("target", "string", "What the record says."),
            ("unit", "string", "Unit."),
            ("low", "string", "Lower bound; a month for dates."),
            ("high", "string", "Upper bound; a month for dates."),
            ("median", "string", "Median over the draws; a month for dates."),
            ("central", "string", "In the central run; a month for dates."),
            ("holds", "boolean", "Whether the median lies within the bounds."),
            ("share", "number", "Share of draws within the bounds."),
            (
                "distance",
                "number",
                "0 within; else beyond the nearer bound, relative, or in months or years.",
            ),
            ("reason", "string", "Why these bounds."),
        ],
    ),
    (
        "headlines",
        "headlines.csv",
        "A dozen numbers beside the record.",
        &[
            ("label", "string", "What it is."),
            VARIABLE,
            ("date", "string", "The date: EDTF, EY for economic years."),
            ("unit", "string", "Unit."),
            ("median", "number", "Median over the draws."),
            ("q10", "number", "10 per cent of draws lie below."),
            ("q90", "number", "90 per cent of draws lie below."),
            ("recorded", "number", "What a source has."),
            ("confidence", "string", "How far that can be trusted."),
            ("source", "string", "Key of the source."),
        ],
    ),
];

/// The description of a run's folder.
pub(super) fn describe(ensemble: &Ensemble, id: &str, figures: &[&str]) -> Vec<u8> {
    let mut resources: Vec<Value> = TABLES.iter().map(table).collect();
    // A run that ends before its first December has no table of every household.
    let written = |table: &Value| table["path"].as_array().is_some_and(|paths| !paths.is_empty());
    resources.extend(microdata(ensemble).into_iter().filter(written));
    for (name, path, mediatype) in [
        ("run", "run.json", "application/json"),
        ("scenario", "scenario.toml", "application/toml"),
        ("scenario-lock", "scenario.lock.toml", "application/toml"),
        ("facts-json", "facts.json", "application/json"),
        ("report", "report.html", "text/html"),
        ("readme", "README.txt", "text/plain"),
        ("citation", "CITATION.cff", "application/yaml"),
        ("checksums", "checksums.blake3", "text/plain"),
    ] {
        resources.push(json!({ "name": name, "path": path, "mediatype": mediatype }));
    }
    for figure in figures {
        resources.push(json!({
            "name": format!("figure-{figure}"),
            "path": format!("figures/{figure}.svg"),
            "mediatype": "image/svg+xml",
        }));
    }
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": id,
        "id": id,
        "title": ensemble.scenario.title,
        "description": format!("Run {id} of ktokogo {VERSION}: {}", ensemble.command),
        "version": VERSION,
        "licenses": [{
            "name": "CC-BY-4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
            "title": "Creative Commons Attribution 4.0",
        }],
        "resources": resources,
    });
    let mut text = serde_json::to_string_pretty(&package).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

fn table((name, path, about, fields): &(&str, &str, &str, &[Field])) -> Value {
    let (format, mediatype) = match path.rsplit_once('.') {
        Some((_, "parquet")) => ("parquet", "application/vnd.apache.parquet"),
        _ => ("csv", "text/csv"),
    };
    let field =
        |(name, kind, about): &Field| json!({ "name": name, "type": kind, "description": about });
    json!({
        "name": name,
        "path": path,
        "description": about,
        "type": "table",
        "format": format,
        "mediatype": mediatype,
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fieldsMatch": "exact",
            "missingValues": [""],
            "fields": fields.iter().map(field).collect::<Vec<_>>(),
        },
    })
}

/// The tables of single rows: one resource a kind, one file a month.
fn microdata(ensemble: &Ensemble) -> Vec<Value> {
    let months = || {
        let first = ensemble.central().first;
        (0..=ensemble.until.since(first)).map(move |month| first.plus(month))
    };
    let one = |kind: &str, row: &str, about: &str, every_month: bool, columns: Vec<Value>| {
        let kept = months().filter(|month| every_month || month.of_year() == 12);
        let paths: Vec<String> =
            kept.map(|month| format!("microdata/{kind}-{month}.parquet")).collect();
        let mut fields = vec![
            json!({ "name": "month", "type": "date", "description": "First day of the month." }),
            json!({ "name": row, "type": "integer", "description": "Lineage: who it is in every run." }),
            json!({ "name": "region", "type": "string", "description": "Region." }),
        ];
        fields.extend(columns);
        json!({
            "name": format!("microdata-{kind}"),
            "path": paths,
            "description": about,
            "type": "table",
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "schema": { "fieldsMatch": "exact", "fields": fields },
        })
    };
    let whole = |name: &str, unit: &str, about: &str| json!({ "name": name, "type": "integer", "description": format!("{about} Unit: {unit}.") });
    let households =
        || HOUSEHOLDS.iter().map(|(name, unit, about, _)| whole(name, unit, about)).collect();
    let members = MEMBERS.iter().map(|(name, unit, about, _)| whole(name, unit, about));
    let members =
        members.chain(MOODS.iter().map(
            |(name, about, _)| json!({ "name": name, "type": "number", "description": about }),
        ));
    let sample = "One household in a hundred of the central run, month by month.";
    let every = "Every household of the central run, each December.";
    let party = "Every member of the party in the central run, each December.";
    match ensemble.microdata {
        Microdata::None => Vec::new(),
        Microdata::Sample => vec![one("sample", "household", sample, true, households())],
        Microdata::Yearly => vec![
            one("sample", "household", sample, true, households()),
            one("households", "household", every, false, households()),
            one("members", "member", party, false, members.collect()),
        ],
    }
}

/// The names of the columns of a table, for the test that holds them against the files.
#[cfg(test)]
pub(super) fn columns(path: &str) -> Vec<&'static str> {
    let found = TABLES.iter().find(|(_, p, _, _)| *p == path);
    found.map_or_else(Vec::new, |(_, _, _, fields)| fields.iter().map(|f| f.0).collect())
}
