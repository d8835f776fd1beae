//! The cases of `cases/*.md`: prose, and a table of what goes into a rule and what comes out.
//!
//! A case says which claim of the ledger, or else which stylised fact, it illustrates, and which rule
//! it works out. Each column of its table is a parameter of the mechanism, an input of the rule, or a
//! result. Parameters that the table does not state are no numbers (unless they are fixed, and so
//! never drawn), so that a rule that needs one of them gives no number and the case fails. A result
//! holds if it is right to the last digit printed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kernel::{Parameters, Prior};
use mechanisms::industry::{PriceGoods, Produce};
use mechanisms::land::Eat;
use mechanisms::market::SellGrain;
use mechanisms::people::Migrate;
use mechanisms::state::{IssueMoney, Requisition};
use mechanisms::unrest::Rise;
use mechanisms::world::ArbitrageAbroad;

use crate::setup::evidence;

/// What stands in one row of a table: numbers as printed, by the head of their column.
type Row = BTreeMap<String, String>;
/// Results by the head of their column.
type Results = Vec<(&'static str, f64)>;

/// One case as read.
struct Case {
    path: PathBuf,
    /// Whether it names a claim or a fact that there is.
    is_known: bool,
    rule: String,
    /// Line in the file, and the row.
    rows: Vec<(usize, Row)>,
}

/// A row whose numbers are asked for by name.
struct Inputs<'a>(&'a Row);

impl Inputs<'_> {
    fn get(&self, name: &str) -> Result<f64, String> {
        let text = self.0.get(name).ok_or_else(|| format!("the table has no column `{name}`"))?;
        text.parse().map_err(|_| format!("`{text}` in column `{name}` is no number"))
    }

    /// The mechanism with the parameters of the row; conventions that it does not state are as they
    /// are fixed, and drawn parameters are no numbers.
    fn mechanism<M: Parameters>(&self) -> Result<M, String> {
        let stated =
            M::DECLARED.iter().map(|declared| match (self.0.get(declared.name), declared.prior) {
                (Some(_), _) => self.get(declared.name),
                (None, Prior::Fixed(value)) => Ok(value),
                (None, _) => Ok(f64::NAN),
            });
        Ok(M::from_values(&stated.collect::<Result<Vec<_>, _>>()?))
    }
}

/// Works a rule out on one row.
fn work_out(rule: &str, row: &Row) -> Result<Results, String> {
    let x = Inputs(row);
    Ok(match rule {
        "sell-grain: share" => {
            vec![("sold", x.mechanism::<SellGrain>()?.share(x.get("terms")?))]
        }
        "sell-grain: rationed" => {
            vec![("of free sales", x.mechanism::<SellGrain>()?.rationed(x.get("overhang")?))]
        }
        "eat: meal" => {
            let eat = x.mechanism::<Eat>()?;
            let meal = eat.meal(
                x.get("stock")?,
                x.get("seed")?,
                x.get("food wanted")?,
                x.get("feed wanted")?,
                x.get("months")?,
            );
            vec![("food", meal.food), ("lack", meal.lack), ("feed", meal.feed)]
        }
        "requisition: hides" => {
            let rule = x.mechanism::<Requisition>()?;
            vec![("hidden", rule.hides(x.get("quota")?, x.get("surplus")?))]
        }
        "issue-money: wanted" => {
            let rule = x.mechanism::<IssueMoney>()?;
            let wanted = rule.wanted(x.get("income")?, x.get("monetised")?, x.get("expected")?);
            vec![("wanted", wanted)]
        }
        "produce: repaired" => {
            let heavy = x.get("heavy branch")? > 0.0;
            let (usable, works) = (x.get("usable")?, x.get("works")?);
            let rule = x.mechanism::<Produce>()?;
            vec![("after a month", rule.repaired(usable, works, x.get("ready")?, heavy))]
        }
        "arbitrage-abroad: drawn" => {
            let rule = x.mechanism::<ArbitrageAbroad>()?;
            let (open, drawn) = (rule.open(x.get("monopoly")?), rule.drawn(x.get("gap")?));
            vec![("open", open), ("drawn", drawn)]
        }
        "price-goods: asked" => {
            let rule = x.mechanism::<PriceGoods>()?;
            let asked = rule.asked(x.get("use")?, x.get("credit")?, x.get("stock")?);
            vec![("asked", asked)]
        }
        "migrate: flees" => {
            vec![("flee", x.mechanism::<Migrate>()?.flees(x.get("food")?))]
        }
        "rise: share" => {
            let rule = x.mechanism::<Rise>()?;
            vec![("in rising", rule.share(x.get("grievance")?, x.get("risk")?))]
        }
        _ => return Err(format!("no rule `{rule}` is known to the cases")),
    })
}

/// Reads a case: the line `Claim:` or `Fact:`, the line `Rule:`, and the one table.
fn read(path: &Path) -> Result<Case, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let field = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim().trim_end_matches('.').trim_matches('`').to_owned())
    };
    let mut table = text.lines().zip(1..).filter(|(line, _)| line.starts_with('|'));
    let cells = |line: &str| -> Vec<String> {
        let inside = line.trim().trim_matches('|');
        inside.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let (head, _) = table.next().ok_or("there is no table")?;
    let head = cells(head);
    let mut rows = Vec::new();
    for (line, number) in table.skip(1) {
        let row = cells(line);
        if row.len() != head.len() {
            return Err(format!("line {number}: {} cells under {} heads", row.len(), head.len()));
        }
        rows.push((number, head.iter().cloned().zip(row).collect()));
    }
    let rule = field("Rule:").ok_or("no line begins with `Rule:`")?;
    let is_known = match (field("Claim:"), field("Fact:")) {
        (Some(claim), None) => evidence().claim(&claim).is_some(),
        (None, Some(fact)) => evidence().targets.iter().any(|target| target.id == fact),
        _ => return Err("give one line that begins with `Claim:` or `Fact:`".to_owned()),
    };
    Ok(Case { path: path.to_owned(), is_known, rule, rows })
}

/// Half of the last digit printed.
fn half_a_digit(printed: &str) -> f64 {
    let decimals = printed.split_once('.').map_or(0, |(_, tail)| tail.len());
    0.5 / 10f64.powi(decimals as i32)
}

/// What is wrong with a row: a result that is another, or none.
fn fault(rule: &str, row: &Row) -> Result<(), String> {
    // Some rules hold a value between two parameters and refuse bounds that are no numbers.
    let worked = std::panic::catch_unwind(|| work_out(rule, row));
    let results = worked.map_err(|_| "the rule needs a parameter that the table does not state")?;
    for (name, found) in results? {
        let expected = Inputs(row).get(name)?;
        // A hair more than half a digit, for numbers that lie on the edge of rounding.
        let within = half_a_digit(&row[name]) * (1.0 + 1e-9);
        let holds = (found - expected).abs() <= within;
        if !holds {
            return Err(format!("`{name}` is {found}, not {expected}"));
        }
    }
    Ok(())
}

fn faults(case: &Case) -> Vec<String> {
    let at = |line: usize, what: String| format!("{}:{line}: {what}", case.path.display());
    let mut faults: Vec<String> = case
        .rows
        .iter()
        .filter_map(|(line, row)| fault(&case.rule, row).err().map(|what| at(*line, what)))
        .collect();
    if !case.is_known {
        faults.push(at(1, "the evidence has no such claim or fact".to_owned()));
    }
    if case.rows.len() < 2 {
        faults.push(at(1, "a case needs two rows at least".to_owned()));
    }
    faults
}

#[test]
fn every_case_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let entries = std::fs::read_dir(&folder).expect("the folder of the cases");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "md"));
    paths.sort();
    assert!(paths.len() >= 6, "only {} cases were found", paths.len());
    let mut found = Vec::new();
    for path in paths {
        match read(&path) {
            Ok(case) => found.extend(faults(&case)),
            Err(what) => found.push(format!("{}: {what}", path.display())),
        }
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn a_wrong_result_and_an_unstated_parameter_fail() {
    let row = |cells: &[(&str, &str)]| -> Row {
        cells.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    };
    // A linear rule: 0.6 a year for each unit below 0.7, so 0.02 a month at 0.3.
    let right = [("flight", "0.6"), ("threshold", "0.7"), ("food", "0.3"), ("flee", "0.020")];
    assert_eq!(fault("migrate: flees", &row(&right)), Ok(()));
    let mut wrong = right;
    wrong[3].1 = "0.021";
    assert!(fault("migrate: flees", &row(&wrong)).is_err());
    assert!(fault("migrate: flees", &row(&right[1..])).is_err(), "an unstated parameter");
    assert!(fault("migrate: flees", &row(&right[..3])).is_err(), "no expected result");
}
