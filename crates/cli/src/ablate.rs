//! `ablate`: what the model loses without each of its mechanisms.

use std::path::{Path, PathBuf};

use clap::Args;
use evidence::Evidence;
use judge::World;
use judge::ablation::{self, Ablated, Journal, changing_little, changing_nothing};
use kernel::Month;
use lab::LabError;
use serde_json::{Value, json};

use crate::answer::{Answer, counted};
use crate::args::{Common, Size, month};
use crate::failure::{Code, Failure};
use crate::numbers::figure;
use crate::output::remark;
use crate::progress::Shown;
use crate::run::{CANCELLED, listen_for_ctrl_c};
use crate::tables::{Column, table, wrapped};

/// Options of `ablate`.
#[derive(Args, Debug, Clone)]
pub struct AblateArgs {
    /// Draws of the parameters beside the central run
    #[arg(long, value_name = "N", default_value = "20", value_parser = clap::value_parser!(u32).range(1..=5_000))]
    pub draws: u32,
    /// How large the runs are, and their luck
    #[command(flatten)]
    pub size: Size,
    /// The last month to live
    #[arg(long, value_name = "YYYY-MM", default_value = "1929-12", value_parser = month)]
    pub until: Month,
    /// The table to write; an earlier one is kept unless --force is given
    #[arg(long, value_name = "FILE", default_value = "ablation.csv")]
    pub out: PathBuf,
    /// Replace the table if it is there already
    #[arg(long)]
    pub force: bool,
}

/// Examples in the help.
pub const EXAMPLES: &str = "\
Each mechanism is silenced in turn, in the same draws with the same luck. What was stopped goes on
where it was when the same command is given again.

Examples
  ktokogo ablate
  ktokogo ablate --draws 20 --out docs/ablation.csv --force
  ktokogo ablate --draws 4 --households 1000 --members 1000 --out quick.csv";

/// Answers `ablate`.
pub fn ablate(args: &AblateArgs, common: &Common, evidence: &Evidence) -> Result<Answer, Failure> {
    let out = &args.out;
    if out.is_dir() || out.exists() && !args.force {
        let message = format!("{} is already there, and nothing is overwritten", out.display());
        let help = "give --force to replace a file, or another --out";
        return Err(Failure::user("file", message, help));
    }
    let world = World { until: args.until, ..args.size.world(evidence)? };
    // Asked before the work and not after it: the journal lies beside the table.
    let mut journal = Journal::open(out, &world, args.draws);
    let quiet = common.quiet || common.json;
    if !journal.is_empty() && !quiet {
        remark(&format!("{} done before; going on", counted(journal.len(), "mechanism")));
    }
    listen_for_ctrl_c();
    let progress = Shown::new(quiet);
    let found = match ablation::ablate(&world, args.draws, &mut journal, &progress, &CANCELLED) {
        Err(LabError::Cancelled) => {
            let (kept, of) = (journal.len(), model::mechanisms().len());
            return Err(LabError::Paused { kept, of }.into());
        }
        other => other?,
    };
    let written = std::fs::write(out, ablation::table(&found));
    written.map_err(|error| LabError::io(out, "write the file", &error))?;
    journal.close()?;
    Ok(Answer::done(screen(&found, out), document(&found, out)))
}

fn screen(found: &[Ablated], out: &Path) -> String {
    let columns = [
        Column::name("without"),
        Column::words("facts that break"),
        Column::words("facts that mend"),
        Column::number("to 1924"),
        Column::number("later"),
        Column::number("moved"),
    ];
    let row = |one: &Ablated| {
        vec![
            one.mechanism.clone(),
            one.broken.join(" "),
            one.mended.join(" "),
            figure(one.fitting),
            figure(one.later),
            one.moved.map_or("–".to_owned(), |moved| moved.to_string()),
        ]
    };
    let rows: Vec<Vec<String>> = found.iter().map(row).collect();
    let mut text = table(&columns, &rows);
    text.push_str(&wrapped(
        "To 1924, later: by how much the mean squared residual to the record grows without the \
         mechanism, over rows up to December 1924 and over later ones (median over draws). Moved: \
         variables whose median path moves by more than 5 % at the end of a year.",
        0,
    ));
    for (what, names) in [
        ("Changes nothing at all", changing_nothing(found)),
        ("Changes no fact and no median path", changing_little(found)),
    ] {
        let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        text.push_str(&wrapped(&format!("{what}: {names}."), 0));
    }
    text.push_str(&format!("Output   {}\n", out.display()));
    text
}

fn document(found: &[Ablated], out: &Path) -> Value {
    json!({
        "command": "ablate",
        "mechanisms": found.iter().map(ablation::document).collect::<Vec<_>>(),
        "changing_nothing": changing_nothing(found),
        "changing_little": changing_little(found),
        "output": { "path": out.display().to_string() },
        "exit_code": Code::Done as u8,
    })
}
