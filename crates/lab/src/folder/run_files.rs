//! The files that say what ran: `run.json`, `scenario.lock.toml`, `README.txt`, `facts.json`.

use serde_json::{Value, json};
use toml::Table;

use crate::ensemble::Ensemble;
use crate::facts::Verdict;
use crate::hashes::VERSION;
use crate::long::Microdata;
use crate::scenario::known;
use crate::scenario::written::{setting_in_words, value_in_words};

fn pretty(value: &Value) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

/// The number of rows of a table, or `full`.
fn rows(rows: usize) -> Value {
    match rows {
        usize::MAX => json!("full"),
        rows => json!(rows),
    }
}

/// What ran. No paths and no name of the machine: the file can be passed on.
pub(super) fn run_json(ensemble: &Ensemble, id: &str) -> Vec<u8> {
    let scenario = &ensemble.scenario;
    pretty(&json!({
        "id": id,
        "command": ensemble.command,
        "version": VERSION,
        "hashes": {
            "engine": ensemble.hashes.engine,
            "evidence": ensemble.hashes.evidence,
            "scenario": ensemble.hashes.scenario,
        },
        "scenario": {
            "name": scenario.name,
            "called": scenario.called(),
            "title": scenario.title,
            "question": scenario.question,
            "passport": scenario.passport.json(),
        },
        "theory": scenario.theory,
        "decisions": crate::scenario::freedom::in_words(&scenario.freedom),
        "parameters": if ensemble.prior { "prior" } else { "posterior" },
        "seed": ensemble.seed,
        "draws": ensemble.draws.len().saturating_sub(1),
        "central_run": true,
        "households": rows(ensemble.households),
        "members": rows(ensemble.members),
        "microdata": ensemble.microdata.name(),
        "first_month": ensemble.central().first.to_string(),
        "last_month": ensemble.until.to_string(),
        "started": utc(ensemble.started),
        "elapsed_seconds": libm::round(ensemble.elapsed_seconds * 1000.0) / 1000.0,
        "warnings": ensemble.warnings,
    }))
}

/// A moment in universal time, as RFC 3339 writes it.
pub fn utc(seconds: u64) -> String {
    let (day, rest) = (seconds / 86_400, seconds % 86_400);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    let day = i32::try_from(day).unwrap_or(i32::MAX);
    let month = super::parquet::month_of(day);
    let of_month = day - super::parquet::days(month) + 1;
    format!("{month}-{of_month:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Every value in force and the layer it came from.
pub(super) fn lock(ensemble: &Ensemble, id: &str) -> String {
    let scenario = &ensemble.scenario;
    let mut file = Table::new();
    let mut put = |key: &str, value: &str| file.insert(key.to_owned(), value.into());
    put("run", id);
    put("scenario", &scenario.name);
    put("engine", &ensemble.hashes.engine);
    put("evidence", &ensemble.hashes.evidence);
    put("scenario_hash", &ensemble.hashes.scenario);
    put("seed", &ensemble.seed.to_string());
    let draws = i64::try_from(ensemble.draws.len().saturating_sub(1)).unwrap_or(i64::MAX);
    file.insert("draws".to_owned(), draws.into());
    let sections = [
        ("layer", layers(ensemble)),
        ("order", orders(ensemble)),
        ("parameter", parameters(ensemble)),
        ("mechanism", mechanisms(ensemble)),
    ];
    for (name, rows) in sections {
        let rows = rows.into_iter().map(toml::Value::Table).collect();
        file.insert(name.to_owned(), toml::Value::Array(rows));
    }
    format!(
        "# Every value in force in this run, and the layer it came from. Written by ktokogo {VERSION}.\n\
         # [[layer]]: what scenario files set. [[order]]: decrees and shocks as they took effect.\n\
         # [[parameter]]: the prior, the posterior, or what was assumed instead. [[mechanism]]: on or silenced.\n\n{file}"
    )
}

fn row<const N: usize>(pairs: [(&str, String); N]) -> Table {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value.into())).collect()
}

fn layers(ensemble: &Ensemble) -> Vec<Table> {
    let one = |layer: &crate::Layer| {
        row([
            ("name", layer.name.clone()),
            ("value", layer.value.clone()),
            ("from", file_name(&layer.origin)),
        ])
    };
    ensemble.scenario.layers.iter().map(one).collect()
}

/// A place without its folders, which are nobody's business but the author's.
fn file_name(origin: &str) -> String {
    origin.rsplit(['/', '\\']).next().unwrap_or(origin).to_owned()
}

fn orders(ensemble: &Ensemble) -> Vec<Table> {
    let mut rows = Vec::new();
    for order in &ensemble.orders {
        let scenario = crate::scenario::apply::is_scenario(&order.id);
        let layer = if scenario { "scenario" } else { "evidence" };
        for (name, value) in &order.set {
            rows.push(row([
                ("month", order.month.to_string()),
                ("set", name.clone()),
                ("to", setting_in_words(value)),
                ("id", order.id.clone()),
                ("source", order.source.clone()),
                ("confidence", order.confidence.clone()),
                ("layer", layer.to_owned()),
            ]));
        }
    }
    rows
}

fn parameters(ensemble: &Ensemble) -> Vec<Table> {
    let central = &ensemble.draws[0].parameters;
    let learned = crate::posterior::shipped();
    let one = |(parameter, value): (known::Parameter, &f64)| {
        let assumed =
            ensemble.scenario.assumes.iter().rev().find(|a| a.parameter == parameter.name);
        let (belief, layer) = match assumed {
            Some(assume) => (
                crate::scenario::written::belief_in_words(&assume.belief),
                file_name(&assume.origin),
            ),
            None if !ensemble.prior && learned.of(&parameter.name).is_some() => {
                let one = learned.of(&parameter.name).map(ToString::to_string);
                (format!("posterior {}", one.unwrap_or_default()), "posterior".to_owned())
            }
            None => (parameter.prior.to_string(), "model".to_owned()),
        };
        let label = learned.label(&parameter.name, parameter.prior);
        row([
            ("name", parameter.name),
            ("unit", parameter.unit),
            ("prior", belief),
            ("central", value_in_words(*value)),
            ("label", label.to_owned()),
            ("layer", layer),
        ])
    };
    known::parameters().into_iter().zip(central).map(one).collect()
}

fn mechanisms(ensemble: &Ensemble) -> Vec<Table> {
    let one = |card: &'static str| {
        let silenced = ensemble.scenario.silenced.contains(card);
        let (state, layer) = if silenced { ("silenced", "scenario") } else { ("on", "model") };
        row([("name", card.to_owned()), ("state", state.into()), ("layer", layer.into())])
    };
    known::mechanisms().into_iter().map(one).collect()
}

/// Where the parameters of the draws come from.
pub(crate) fn whence(prior: bool) -> &'static str {
    if prior {
        "from the priors of the parameters"
    } else {
        "from the posterior of the parameters (fitted to the record up to 1924; what was not fitted, \
         from the priors)"
    }
}

/// How to read the folder and run it again.
pub(super) fn readme(ensemble: &Ensemble, id: &str) -> String {
    let scenario = &ensemble.scenario;
    let draws = ensemble.draws.len().saturating_sub(1);
    let whence = whence(ensemble.prior);
    let beside = match draws {
        0 => "alone, with the parameters at their centres".to_owned(),
        _ => format!("and {draws} draws {whence}"),
    };
    let command = if scenario.called().ends_with(".toml") {
        ensemble.command.replacen(scenario.called(), "scenario.toml", 1)
    } else {
        ensemble.command.clone()
    };
    let microdata = microdata_files(ensemble.microdata);
    format!(
        "{title}\n\nRun {id} of ktokogo {VERSION}: scenario `{name}`, seed {seed}, the central run \
         {beside}.\n\n\
         Open report.html in a browser. It needs no network.\n\n\
         Files\n\
         \x20 report.html          figures, verdicts, decrees; figures/ has the pictures by themselves\n\
         \x20 series.parquet       every variable, month, region and draw, to seven figures\n\
         \x20 events.parquet       what happened in each draw\n\
         \x20 decisions.parquet    what bodies decided: options, chances, votes\n\
         \x20 rollcalls.parquet    how leaders voted, by name\n\
         \x20 decisions.csv        how well the votes foretell what history chose\n\
         \x20 leaders.parquet      the Politburo by month: power, power indices, blocs\n\
         \x20 outcomes.csv         in how many draws each outcome of the ledger holds at the end\n\
         \x20 network_*.parquet    posts, and on whose word they were filled, at three dates\n\
         \x20 summary.csv          quantiles over the draws, and the central run\n\
         {microdata}\
         \x20 variables.csv        names, units and meanings\n\
         \x20 facts.csv, .json     the stylised facts and how far each check is off\n\
         \x20 headlines.csv        a dozen numbers beside the record\n\
         \x20 parameters.csv       the parameters of each draw\n\
         \x20 scenario.toml        the scenario, all layers in one file\n\
         \x20 scenario.lock.toml   every value in force and where it came from\n\
         \x20 run.json             hashes, seed, draws, version, command\n\
         \x20 datapackage.json     the tables described (Data Package v2)\n\
         \x20 CITATION.cff         how to cite this run\n\
         \x20 checksums.blake3     of every file; `ktokogo check` and the folder holds them against it\n\n\
         Run it again\n\
         \x20 {command} --out again\n\n\
         The same version and evidence give the same numbers, whatever the number of threads. The\n\
         hashes in run.json tell whether they are the same.\n",
        title = scenario.title,
        name = scenario.name,
        seed = ensemble.seed,
    )
}

/// The lines of the files of single rows.
fn microdata_files(microdata: Microdata) -> &'static str {
    match microdata {
        Microdata::None => "",
        Microdata::Sample => {
            "\x20 microdata/           single households of the central run, one in a hundred, by month\n"
        }
        Microdata::Yearly => {
            "\x20 microdata/           single rows of the central run: one household in a hundred by month,\n\
             \x20                      every household and every member each December\n"
        }
    }
}

/// The verdicts for programs. A number that is missing is null; months are texts.
pub(super) fn facts_json(verdicts: &[Verdict]) -> Vec<u8> {
    let check = |check: &crate::CheckResult| {
        let shown = |value: f64| {
            if check.unit == "month" { json!(check.shown(value)) } else { json!(value) }
        };
        json!({
            "text": check.text,
            "target": check.target,
            "unit": check.unit,
            "low": shown(check.low),
            "high": shown(check.high),
            "median": shown(check.median),
            "central": shown(check.central),
            "holds": check.holds,
            "share_of_draws": check.share,
            "distance": check.distance,
            "reason": check.reason,
        })
    };
    let fact = |verdict: &Verdict| {
        json!({
            "number": verdict.number,
            "id": verdict.id,
            "title": verdict.title,
            "statement": verdict.statement,
            "holds": verdict.holds,
            "share_of_draws": verdict.share,
            "why_tolerance": verdict.why_tolerance,
            "checks": verdict.checks.iter().map(check).collect::<Vec<_>>(),
        })
    };
    pretty(&json!({
        "facts": verdicts.iter().map(fact).collect::<Vec<_>>(),
        "hold": verdicts.iter().filter(|verdict| verdict.holds).count(),
    }))
}

#[cfg(test)]
mod tests {
    use super::utc;

    #[test]
    fn moments_are_written_in_universal_time() {
        // `date -u -d @1700000000 +%FT%TZ`
        assert_eq!(utc(1_700_000_000), "2023-11-14T22:13:20Z");
        assert_eq!(utc(0), "1970-01-01T00:00:00Z");
    }
}
