//! `audit`: every claim of the ledger, with what the record says and what runs find.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;
use evidence::Evidence;
use judge::audit::{
    Arms, Ask, Audit, CENTRAL, Count, DRAWS, DRAWS_OF_ACCOUNT, Entry, FACT_WORDS, HOUSEHOLDS,
    MEMBERS, Tested, Values, fact_word, html, live, markdown,
};
use lab::request::SEED;
use lab::scenario::theories::accounts;
use lab::store::Store;
use serde_json::{Value, json};

use crate::answer::{Answer, counted};
use crate::args::{Common, threads};
use crate::failure::Failure;
use crate::output::{HEAD, remark, styled};
use crate::progress::Shown;
use crate::run::{CANCELLED, listen_for_ctrl_c};
use crate::tables::{Column, table};

pub const EXAMPLES: &str = "\
The tests stand in claims/tests.toml of the evidence. What was lived once is found again in the store,
so that an audit that was stopped goes on where it was.

Examples
  ktokogo audit
  ktokogo audit monopoly
  ktokogo audit --model contradicted
  ktokogo audit --without-runs --record disputed
  ktokogo audit --all-theories --html audit.html
  ktokogo audit --markdown docs/audit.md --force";

/// Options of `audit`.
#[derive(Args, Debug, Clone)]
pub struct AuditArgs {
    /// Only claims with this word in the name or the statement
    #[arg(value_name = "PATTERN")]
    pub pattern: Option<String>,
    /// Show only claims with this fate
    #[arg(long, value_name = "FATE", value_parser = PossibleValuesParser::new(markdown::FATES))]
    pub fate: Option<String>,
    /// Show only claims of which the record says this
    #[arg(long, value_name = "WORD",
          value_parser = PossibleValuesParser::new(FACT_WORDS.map(|(_, word)| word)))]
    pub record: Option<String>,
    /// Show only claims of which the model says this
    #[arg(long, value_name = "WORD", value_parser = PossibleValuesParser::new(markdown::MODELS))]
    pub model: Option<String>,
    /// Live nothing: only what the ledger and the cards of the mechanisms say
    #[arg(long)]
    pub without_runs: bool,
    /// Live under this rival account [default: none, every switch drawn evenly]
    #[arg(long, value_name = "THEORY", conflicts_with = "without_runs")]
    pub theory: Option<String>,
    /// Live under every rival account
    #[arg(long, conflicts_with_all = ["theory", "without_runs"])]
    pub all_theories: bool,
    /// Draws of each arm under each theory [default: 12, with --all-theories 4]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub draws: Option<u32>,
    /// Seed of all chance
    #[arg(long, value_name = "N", default_value_t = SEED)]
    pub seed: u64,
    /// Rows of households
    #[arg(long, value_name = "N", default_value_t = HOUSEHOLDS, value_parser = rows)]
    pub households: usize,
    /// About how many rows of members of the party
    #[arg(long, value_name = "N", default_value_t = MEMBERS, value_parser = rows)]
    pub members: usize,
    /// Where the runs are kept, and found again
    #[arg(long, value_name = "DIR", default_value = lab::store::PLACE)]
    pub store: PathBuf,
    /// Runs at a time; the numbers do not depend on it [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,
    /// Write the audit as Markdown
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,
    /// Write the audit as a page with a search, which needs no network
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Replace files that are there already
    #[arg(long)]
    pub force: bool,
}

fn rows(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(0) | Err(_) => Err("write a number such as 3000".to_owned()),
        Ok(rows) => Ok(rows),
    }
}

/// Answers `audit`.
pub fn audit(args: &AuditArgs, common: &Common, evidence: &Evidence) -> Result<Answer, Failure> {
    let mut files = [&args.markdown, &args.html].into_iter().flatten();
    // Asked before the work and not after it.
    if let Some(file) = files.find(|file| !args.force && file.exists()) {
        return Err(taken(file));
    }
    let ask = ask(args);
    let values = if args.without_runs { None } else { Some(lived(args, &ask, common, evidence)?) };
    let mut audit = Audit::of(evidence, &ask, values.as_ref());
    audit.entries.retain(|entry| wanted(entry, args));
    if audit.entries.is_empty() {
        let message = "no claim fits".to_owned();
        let help = "`ktokogo evidence ls` lists the claims; fewer words or filters find more";
        return Err(Failure::user("unknown-name", message, help));
    }
    for warning in &audit.warnings {
        remark(&format!("warning: {warning}"));
    }
    let mut written = Vec::new();
    let texts = [
        (&args.markdown, markdown::markdown as fn(&Audit) -> String),
        (&args.html, html::html as fn(&Audit) -> String),
    ];
    for (file, make) in texts {
        if let Some(file) = file {
            write(file, &make(&audit), args.force)?;
            written.push(file.display().to_string());
        }
    }
    Ok(Answer::done(screen(&audit, &written), document(&audit, &written)))
}

fn ask(args: &AuditArgs) -> Ask {
    let accounts = || accounts().into_iter().map(|account| account.name).collect();
    let theories = match &args.theory {
        Some(theory) => vec![theory.clone()],
        None if args.all_theories => accounts(),
        None => vec![CENTRAL.to_owned()],
    };
    let draws = if args.all_theories { DRAWS_OF_ACCOUNT } else { DRAWS };
    Ask {
        pattern: args.pattern.clone().unwrap_or_default().to_lowercase(),
        theories,
        draws: args.draws.unwrap_or(draws),
        seed: args.seed,
        households: args.households,
        members: args.members,
        threads: args.threads,
    }
}

fn lived(
    args: &AuditArgs,
    ask: &Ask,
    common: &Common,
    evidence: &Evidence,
) -> Result<Values, Failure> {
    let arms = Arms::of(evidence, ask)?;
    let store = Store::open(&args.store)?;
    listen_for_ctrl_c();
    let progress = Shown::new(common.quiet || common.json);
    let values = live(&arms, ask, evidence, Some(&store), &progress, &CANCELLED);
    for text in store.take_remarks() {
        remark(&format!("warning: {text}"));
    }
    Ok(values?)
}

fn wanted(entry: &Entry, args: &AuditArgs) -> bool {
    let fits = |asked: &Option<String>, word: &str| asked.as_ref().is_none_or(|one| one == word);
    fits(&args.fate, entry.fate.fate.word())
        && fits(&args.record, fact_word(&entry.claim))
        && fits(&args.model, entry.model.word())
}

/// A file that stands where one is to be written.
pub fn taken(file: &Path) -> Failure {
    let what = format!("{} is there already", file.display());
    Failure::user("file", what, "--force replaces it")
}

/// Writes a file; one that stands already only by force.
pub fn write(file: &Path, text: &str, force: bool) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(force).create_new(!force);
    let written = options.open(file).and_then(|mut open| open.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => taken(file),
        _ => Failure::user(
            "file",
            format!("{} cannot be written: {error}", file.display()),
            "give a file in a folder in which you may write",
        ),
    })
}

/// Counts, then a row a claim.
fn screen(audit: &Audit, written: &[String]) -> String {
    let mut out = format!("{}\n", counted(audit.entries.len(), "claim"));
    for (about, counts) in markdown::tallies(audit) {
        let list: Vec<String> = (counts.iter().filter(|(_, n)| *n > 0))
            .map(|(word, n)| format!("{word} {n}"))
            .collect();
        let head = styled(HEAD, &format!("{about:<9}"));
        out.push_str(&format!("{head}{}\n", list.join(", ")));
    }
    let columns = [
        Column::name("claim"),
        Column::name("fate"),
        Column::words("record"),
        Column::words("model"),
        Column::number("draws"),
    ];
    let row = |entry: &Entry| {
        let draws = entry.model.tally().map(|tally| format!("{}/{}", tally.agree, tally.of));
        vec![
            entry.claim.id.clone(),
            entry.fate.fate.word().to_owned(),
            fact_word(&entry.claim).to_owned(),
            entry.model.word().to_owned(),
            draws.unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = audit.entries.iter().map(row).collect();
    out.push_str(&format!("\n{}", table(&columns, &rows)));
    if !audit.lived.is_empty() {
        out.push_str(&format!(
            "\nLived    {}\n`draws`: those that agree, in the test that agrees least.\n",
            audit.lived
        ));
    }
    if let [entry] = audit.entries.as_slice() {
        out.push_str(&format!("\n{}\n{}\n", entry.claim.statement, entry.verdict));
    }
    for file in written {
        out.push_str(&format!("Output   {file}\n"));
    }
    out
}

fn document(audit: &Audit, written: &[String]) -> Value {
    let counts = markdown::tallies(audit).map(|(about, counts)| {
        let counts: serde_json::Map<String, Value> =
            counts.into_iter().map(|(word, n)| (word, json!(n))).collect();
        (about.to_owned(), Value::Object(counts))
    });
    json!({
        "command": "audit",
        "counts": serde_json::Map::from_iter(counts),
        "theories": audit.theories,
        "draws": audit.draws,
        "lived": audit.lived,
        "warnings": audit.warnings,
        "claims": audit.entries.iter().map(entry).collect::<Vec<_>>(),
        "output": written,
    })
}

fn entry(entry: &Entry) -> Value {
    let tally = entry.model.tally().map(|tally| {
        json!({
            "agree": tally.agree, "of": tally.of,
            "tests_found": tally.tests_found, "tests": tally.tests,
            "theories_found": tally.theories_found, "theories_against": tally.theories_against,
            "theories": tally.theories,
        })
    });
    let edges =
        entry.edges.iter().map(|edge| json!({ "edge": edge.text, "mechanisms": edge.mechanisms }));
    json!({
        "claim": entry.claim.id,
        "statement": entry.claim.statement,
        "kind": entry.claim.kind,
        "period": entry.claim.period,
        "fate": entry.fate.fate.word(),
        "by": entry.fate.by,
        "why": entry.fate.why,
        "record": fact_word(&entry.claim),
        "evidence": entry.claim.evidence,
        "evidence_basis": entry.claim.evidence_basis,
        "edges": edges.collect::<Vec<_>>(),
        "model": entry.model.word(),
        "model_counts": tally,
        "tests": entry.tests.iter().map(tested).collect::<Vec<_>>(),
        "not_tested": entry.excuse,
        "judgement": entry.judgement,
        "verdict": entry.verdict,
    })
}

fn tested(tested: &Tested) -> Value {
    let count = |count: &Count| {
        json!({
            "theory": count.theory, "found": count.found.word(),
            "agree": count.agree, "against": count.against, "of": count.of,
            "low80": count.low80, "high80": count.high80,
            "median": count.here, "beside": count.there,
        })
    };
    json!({
        "kind": tested.test.kind.word(),
        "arm": tested.test.arm,
        "watch": tested.test.watch,
        "question": tested.question,
        "assumed": tested.test.assumed,
        "why": tested.test.why,
        "least_share": tested.test.share,
        "counts": tested.counts.iter().map(count).collect::<Vec<_>>(),
    })
}
