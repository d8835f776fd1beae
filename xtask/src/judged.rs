//! What a fit and an ablation say of a parameter and of a mechanism, where they have been made.
//!
//! Two files of results, each of which may be missing: then the pages say nothing of it.

use std::collections::BTreeMap;
use std::fmt::Write;

use model::NamedParameter;

use crate::tree::root;

/// The fit, by parameter: `mechanism.name` and six columns.
const POSTERIOR: &str = "posterior/parameters.csv";
const POSTERIOR_COLUMNS: [&str; 7] = [
    "parameter",
    "prior_mean",
    "prior_sd",
    "posterior_mean",
    "posterior_sd",
    "contraction",
    "label",
];
/// What is lost without a mechanism, by its name.
const ABLATION: &str = "docs/ablation.csv";
const ABLATION_COLUMNS: [&str; 4] = ["mechanism", "facts_broken", "score_change_fitting", "note"];

/// Both files, read. Rows by their first column; none of a file that is not there.
#[derive(Debug, Default)]
pub struct Judged {
    posterior: Option<Rows>,
    ablation: Option<Rows>,
}

type Rows = BTreeMap<String, Vec<String>>;

impl Judged {
    /// Reads what there is.
    ///
    /// # Errors
    /// A file with other columns; a row of a parameter or mechanism that the model does not have.
    pub fn read(parameters: &[NamedParameter], mechanisms: &[&str]) -> Result<Judged, String> {
        let text = |path: &str| std::fs::read_to_string(root().join(path)).ok();
        let posterior = text(POSTERIOR).map(|text| rows(POSTERIOR, &POSTERIOR_COLUMNS, &text));
        let ablation = text(ABLATION).map(|text| rows(ABLATION, &ABLATION_COLUMNS, &text));
        let judged = Judged { posterior: posterior.transpose()?, ablation: ablation.transpose()? };
        let names: Vec<String> = parameters.iter().map(NamedParameter::full_name).collect();
        known(POSTERIOR, judged.posterior.as_ref(), |name| names.iter().any(|n| n == name))?;
        known(ABLATION, judged.ablation.as_ref(), |name| mechanisms.contains(&name))?;
        Ok(judged)
    }

    /// A table of the posterior of these parameters; empty where no fit was made. A parameter that the
    /// fit does not name is an assumption.
    pub fn posterior(&self, parameters: &[NamedParameter]) -> String {
        let Some(rows) = self.posterior.as_ref().filter(|_| !parameters.is_empty()) else {
            return String::new();
        };
        let mut out = String::from(
            "\n## What the fit has learned\n\nMean and standard deviation before and after; the \
             contraction is the share of the prior's variance that is gone, on the scale on which the prior \
             is normal.\n\n\
             | name | prior | posterior | contraction | it is |\n|---|---|---|---|---|\n",
        );
        for parameter in parameters {
            let name = parameter.declared.name;
            let _ = match rows.get(&parameter.full_name()).map(Vec::as_slice) {
                Some([mean, sd, to, to_sd, contraction, label]) => writeln!(
                    out,
                    "| {name} | {mean} ± {sd} | {to} ± {to_sd} | {contraction} | {label} |"
                ),
                _ => writeln!(out, "| {name} | | not in the fit | | assumption |"),
            };
        }
        out
    }

    /// What is lost without the mechanism; empty where that was not measured.
    pub fn ablation(&self, mechanism: &str) -> String {
        let row = self.ablation.as_ref().and_then(|rows| rows.get(mechanism));
        let Some([facts, score, note]) = row.map(Vec::as_slice) else { return String::new() };
        let facts = if facts.is_empty() { "none" } else { facts };
        let mut out = format!(
            "\n## Without it\n\nFacts that hold with it and fail without it: {facts}. Change of the \
             score: {score}."
        );
        if !note.is_empty() {
            let _ = write!(out, " {note}");
        }
        out + "\n"
    }
}

/// The rows of a file below its head, by their first column.
fn rows(path: &str, columns: &[&str], text: &str) -> Result<Rows, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().cloned().map_err(|error| format!("{path}: {error}"))?;
    let place = |name: &&str| head.iter().position(|own| own == *name);
    let Some(places) = columns.iter().map(place).collect::<Option<Vec<usize>>>() else {
        return Err(format!("{path}:1: these columns must be there: {}", columns.join(",")));
    };
    let mut rows = Rows::new();
    for record in reader.records() {
        let record = record.map_err(|error| format!("{path}: {error}"))?;
        let cell = |place: &usize| record.get(*place).unwrap_or_default().replace('|', "\\|");
        rows.insert(cell(&places[0]), places[1..].iter().map(cell).collect());
    }
    Ok(rows)
}

fn known(path: &str, rows: Option<&Rows>, is: impl Fn(&str) -> bool) -> Result<(), String> {
    let stranger = rows.into_iter().flat_map(BTreeMap::keys).find(|name| !is(name));
    stranger.map_or(Ok(()), |name| Err(format!("{path}: the model has no `{name}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_judged_is_not_mentioned() {
        let judged = Judged::default();
        assert_eq!(judged.posterior(&model::Theory::parameters()), "");
        assert_eq!(judged.ablation("sell-grain"), "");
    }

    #[test]
    fn a_parameter_outside_the_fit_is_an_assumption() {
        let text = format!(
            "{}\nsell-grain.pace,2.1,0.11,2.2,0.05,0.55,learned\n",
            POSTERIOR_COLUMNS.join(",")
        );
        let rows = rows(POSTERIOR, &POSTERIOR_COLUMNS, &text).expect("seven columns");
        let judged = Judged { posterior: Some(rows), ablation: None };
        let all = model::Theory::parameters();
        let own: Vec<_> = all.into_iter().filter(|p| p.mechanism == "sell-grain").collect();
        let page = judged.posterior(&own);
        assert!(page.contains("| pace | 2.1 ± 0.11 | 2.2 ± 0.05 | 0.55 | learned |"), "{page}");
        assert!(page.contains("| scare | | not in the fit | | assumption |"), "{page}");
    }

    #[test]
    fn an_ablation_is_a_sentence() {
        let text = "mechanism,facts_broken,score_change_fitting,note\neat,\"3, 4\",0.12,\nsow,,0,Argued.\n";
        let rows = rows(ABLATION, &ABLATION_COLUMNS, text).expect("four columns");
        let judged = Judged { posterior: None, ablation: Some(rows) };
        assert!(
            judged.ablation("eat").contains("fail without it: 3, 4. Change of the score: 0.12.\n")
        );
        assert!(
            judged.ablation("sow").contains("without it: none. Change of the score: 0. Argued.")
        );
        assert_eq!(judged.ablation("rise"), "");
    }

    #[test]
    fn other_columns_and_unknown_names_are_faults() {
        let fault = rows(ABLATION, &ABLATION_COLUMNS, "mechanism,facts\neat,3\n");
        assert!(fault.is_err_and(|fault| fault.starts_with("docs/ablation.csv:1: these columns")));
        let found = rows(
            ABLATION,
            &ABLATION_COLUMNS,
            "mechanism,facts_broken,score_change_fitting,note\nflee,,,\n",
        );
        let rows = found.expect("four columns");
        let fault = known(ABLATION, Some(&rows), |name| name == "eat");
        assert_eq!(fault, Err("docs/ablation.csv: the model has no `flee`".to_owned()));
    }
}
