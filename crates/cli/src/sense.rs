//! `sense`: which parameters and mechanisms the numbers of a run hang on.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use evidence::{Evidence, HistoricalDate};
use judge::World;
use judge::sense::files::{self, said, scale_word};
use judge::sense::{self, Cube, Factor, Method, Output, Question, Sense, Sensed, outputs};
use model::VARIABLES;
use serde_json::{Value, json};

use crate::answer::{Answer, counted};
use crate::args::{Common, Size};
use crate::failure::{Code, Failure};
use crate::nearest::nearest;
use crate::numbers::{bytes, figure};
use crate::output::{HEAD, remark, styled};
use crate::progress::Shown;
use crate::run::{CANCELLED, listen_for_ctrl_c};
use crate::tables::{Column, table, wrapped};

/// Factors that are shown of an output.
const SHOWN: usize = 5;
/// Factors taken from an earlier analysis, unless the user says otherwise.
const MOST: usize = 20;

/// Options of `sense`.
#[derive(Args, Debug, Clone)]
pub struct SenseArgs {
    /// Variables to ask about, or `distance` to the record [default: the headlines and `distance`]
    #[arg(value_name = "VARIABLE")]
    pub variables: Vec<String>,
    /// The same, as `explain` writes it; may be repeated
    #[arg(long = "variable", value_name = "VARIABLE")]
    pub more: Vec<String>,
    /// When the variables are looked at: a month, a year, or an economic year such as EY1926/27
    #[arg(long, value_name = "YYYY[-MM]")]
    pub at: Option<HistoricalDate>,
    /// How it is asked
    #[arg(long, value_name = "METHOD", default_value = "morris")]
    pub method: How,
    /// What moves at once [default: mechanism; with pawn: parameter]
    #[arg(long, value_name = "WHAT")]
    pub by: Option<By>,
    /// Move this mechanism or parameter, and all that is not named as one; may be repeated
    #[arg(long, value_name = "NAME", conflicts_with = "by")]
    pub factor: Vec<String>,
    /// The same with the most active factors of an earlier analysis
    #[arg(long, value_name = "DIR", conflicts_with_all = ["by", "factor"])]
    pub screened: Option<PathBuf>,
    /// How many of them [default: 20]
    #[arg(long, value_name = "K", requires = "screened")]
    pub most: Option<usize>,
    /// Trajectories of morris [default: 20]
    #[arg(long, value_name = "N", conflicts_with = "samples")]
    pub trajectories: Option<usize>,
    /// Rows of sobol, best a power of two [default: 256], or points of pawn [default: 1000]
    #[arg(long, value_name = "N")]
    pub samples: Option<usize>,
    /// How large the runs are, and their luck
    #[command(flatten)]
    pub size: Size,
    /// Folder to write; an earlier one is kept unless --force is given [default: under runs/]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the folder if it is there already
    #[arg(long)]
    pub force: bool,
}

/// How it is asked.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Elementary effects: which of many factors do anything
    Morris,
    /// Shares of the variance: how much goes with each of a few factors
    Sobol,
    /// Shifts of the distribution: the same without a look at variances
    Pawn,
}

/// What moves at once.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// All parameters of a mechanism
    Mechanism,
    /// Each parameter by itself
    Parameter,
}

/// Examples in the help.
pub const EXAMPLES: &str = "\
Screening by mechanism costs one life more than there are mechanisms, for each trajectory. What it
finds can be looked at more closely: --screened takes its most active factors.

Examples
  ktokogo sense
  ktokogo sense prices.general --at 1923-01 --trajectories 50
  ktokogo sense distance --by parameter --trajectories 10 --out runs/screened
  ktokogo sense distance --method sobol --screened runs/screened --most 8 --samples 512
  ktokogo sense people.hungry --at EY1921/22 --method pawn --samples 2000";

/// Answers `sense`.
pub fn sense(args: &SenseArgs, common: &Common, evidence: &Evidence) -> Result<Answer, Failure> {
    let question = question(args, evidence)?;
    let world = args.size.world(evidence)?;
    let name = format!("sense-{}-{}-{}", question.method.word(), question.samples, world.seed);
    // Asked before the work and not after it.
    let target = files::prepare(args.out.as_deref(), &name, args.force)?;
    let quiet = common.quiet || common.json;
    if !quiet {
        let lives = counted(sense::lives(&question), "run");
        remark(&format!("{lives} of {}", counted(question.factors.len(), "factor")));
    }
    listen_for_ctrl_c();
    let found = sense::sense(&world, &question, &Shown::new(quiet), &CANCELLED)?;
    let command = command(args, &question, &world);
    let size = files::write(&found, &world, &command, &target, args.force)?;
    Ok(Answer::done(screen(&found, &target, size), document(&found, &command, &target, size)))
}

fn question(args: &SenseArgs, evidence: &Evidence) -> Result<Question, Failure> {
    let (method, usual) = match args.method {
        How::Morris => (Method::Morris, 20),
        How::Sobol => (Method::Sobol, 256),
        How::Pawn => (Method::Pawn, 1000),
    };
    if args.trajectories.is_some() && method != Method::Morris {
        let message = format!("{} has no trajectories", method.word());
        return Err(Failure::user("usage", message, "give --samples N"));
    }
    let samples = args.trajectories.or(args.samples).unwrap_or(usual);
    let factors = factors(args, method)?;
    Ok(Question { method, factors, samples, outputs: outputs_of(args, evidence)? })
}

fn factors(args: &SenseArgs, method: Method) -> Result<Vec<Factor>, Failure> {
    let cube = Cube::new();
    let names = match &args.screened {
        Some(folder) => files::most_active(folder, args.most.unwrap_or(MOST))?,
        None => args.factor.clone(),
    };
    let by = args.by.unwrap_or(match method {
        Method::Pawn => By::Parameter,
        Method::Morris | Method::Sobol => By::Mechanism,
    });
    let mut factors = match names.is_empty() {
        false => cube.chosen(&names).map_err(|name| unknown(&cube, &name))?,
        true if by == By::Mechanism => cube.by_mechanism(),
        true => cube.by_parameter(),
    };
    if method != Method::Pawn {
        factors.push(Factor::chance());
        return Ok(factors);
    }
    factors.retain(|factor| factor.name != sense::factors::REST);
    match factors.iter().find(|factor| factor.coordinates.len() > 1) {
        None => Ok(factors),
        Some(group) => Err(Failure::user(
            "usage",
            format!("pawn slices single parameters, and {} has several", group.name),
            "leave --by mechanism out, or name parameters; morris and sobol take mechanisms",
        )),
    }
}

fn unknown(cube: &Cube, name: &str) -> Failure {
    let all: Vec<Factor> = [cube.by_mechanism(), cube.by_parameter()].concat();
    if all.iter().any(|factor| factor.name == name) {
        let message = format!("{name} is named twice, by itself or with its mechanism");
        return Failure::user("usage", message, "name each parameter once");
    }
    let near = nearest(name, all.iter().map(|factor| factor.name.as_str()));
    Failure::unknown("drawn parameter or mechanism", name, &near, "ktokogo list parameters")
}

fn outputs_of(args: &SenseArgs, evidence: &Evidence) -> Result<Vec<Output>, Failure> {
    let named: Vec<&String> = args.variables.iter().chain(&args.more).collect();
    if named.is_empty() {
        return Ok(Output::customary(evidence));
    }
    let one = |name: &&String| {
        if *name == outputs::DISTANCE {
            return Ok(Output::distance(evidence));
        }
        if model::variables::find(name).is_none() {
            let near = nearest(name, VARIABLES.iter().map(|variable| variable.name));
            return Err(Failure::unknown("variable", name, &near, "ktokogo list variables"));
        }
        let when = args.at.ok_or_else(|| {
            Failure::user("usage", format!("{name} at which date?"), "give --at YYYY[-MM]")
        })?;
        let output = Output::variable(name, when).filter(|output| output.is_lived());
        output.ok_or_else(|| {
            let (first, last) = (model::FIRST, model::LAST);
            let message = format!("{when} does not lie between {first} and {last}");
            Failure::user("usage", message, "give a date that the model lives")
        })
    };
    named.iter().map(one).collect()
}

/// The command that asks for this again.
fn command(args: &SenseArgs, question: &Question, world: &World) -> String {
    let mut words = vec!["ktokogo sense".to_owned()];
    words.extend(args.variables.iter().chain(&args.more).cloned());
    words.extend(args.at.map(|at| format!("--at {at}")));
    words.push(format!("--method {}", question.method.word()));
    words.extend(args.by.map(|by| match by {
        By::Mechanism => "--by mechanism".to_owned(),
        By::Parameter => "--by parameter".to_owned(),
    }));
    let named = !args.factor.is_empty() || args.screened.is_some();
    let kept = |factor: &&Factor| {
        let name = factor.name.as_str();
        named && ![sense::factors::REST, sense::factors::CHANCE].contains(&name)
    };
    let factors = question.factors.iter().filter(kept);
    words.extend(factors.map(|factor| format!("--factor {}", factor.name)));
    let samples = if question.method == Method::Morris { "trajectories" } else { "samples" };
    words.push(format!("--{samples} {}", question.samples));
    words.push(args.size.words(world));
    words.join(" ")
}

fn screen(found: &Sense, target: &Path, size: u64) -> String {
    let broken: usize = found.broken.values().sum();
    let mut text = format!(
        "{}\n{}, {broken} of them broke off\n",
        styled(HEAD, &format!("Sensitivity by {}", found.method.word())),
        counted(found.lives, "run"),
    );
    for (why, number) in &found.broken {
        text.push_str(&wrapped(&format!("{number}: {why}"), 2));
    }
    for sensed in &found.sensed {
        text.push('\n');
        text.push_str(&one(sensed, &found.factors));
    }
    if found.sensed.len() > 1 {
        text.push_str("\nMost active over all outputs (mean of the index over the largest)\n");
        let rows: Vec<Vec<String>> = files::ranked(found)
            .into_iter()
            .take(2 * SHOWN)
            .map(|(place, activity)| vec![found.factors[place].clone(), figure(activity)])
            .collect();
        text.push_str(&table(&[Column::name("factor"), Column::number("activity")], &rows));
    }
    text.push_str(&format!("\nOutput   {} ({})\n", target.display(), bytes(size)));
    text
}

/// The strongest factors of an output, and whether they can be trusted.
fn one(sensed: &Sensed, names: &[String]) -> String {
    let output = &sensed.output;
    let title =
        format!("{} [{}], on a {} scale", output.label, output.name, scale_word(output.scale));
    let mut columns = vec![Column::name("factor")];
    for measured in &sensed.measured {
        columns.extend([Column::number(measured.measure), Column::number("95 % interval")]);
    }
    let values = &sensed.measured[0].found.values;
    let mut order: Vec<usize> = (0..names.len()).filter(|&at| values[at].is_finite()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    let row = |&place: &usize| {
        let numbers = sensed.measured.iter().flat_map(|measured| {
            let found = &measured.found;
            let interval = format!("[{}, {}]", figure(found.low[place]), figure(found.high[place]));
            [figure(found.values[place]), interval]
        });
        [names[place].clone()].into_iter().chain(numbers).collect()
    };
    let rows: Vec<Vec<String>> = order.iter().take(SHOWN).map(row).collect();
    format!(
        "{}{}{}",
        styled(HEAD, &wrapped(&title, 0)),
        table(&columns, &rows),
        wrapped(&said(sensed), 1)
    )
}

fn document(found: &Sense, command: &str, target: &Path, size: u64) -> Value {
    let sensed = found.sensed.iter().map(|sensed| {
        let indices = sensed.measured.iter().flat_map(|measured| {
            let index = &measured.found;
            found.factors.iter().enumerate().map(move |(place, factor)| {
                json!({
                    "measure": measured.measure, "factor": factor, "value": index.values[place],
                    "low95": index.low[place], "high95": index.high[place],
                })
            })
        });
        let verdict = &sensed.verdict;
        json!({
            "output": sensed.output.name, "label": sensed.output.label,
            "unit": sensed.output.unit, "scale": scale_word(sensed.output.scale),
            "lives": sensed.lives, "deviation": sensed.deviation,
            "settled": verdict.settled.word(), "width": verdict.width, "halves": verdict.halves,
            "verdict": said(sensed), "indices": indices.collect::<Vec<_>>(),
        })
    });
    let factor = |(place, activity): (usize, f64)| json!({ "name": found.factors[place], "activity": activity });
    json!({
        "command": "sense",
        "asked": command,
        "method": found.method.word(),
        "samples": found.samples,
        "lives": found.lives,
        "broken": found.broken,
        "outputs": sensed.collect::<Vec<_>>(),
        "factors": files::ranked(found).into_iter().map(factor).collect::<Vec<_>>(),
        "output": { "path": target.display().to_string(), "bytes": size },
        "exit_code": Code::Done as u8,
    })
}
