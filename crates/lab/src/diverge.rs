//! Where two runs part: the month, the step of the month, what differs after it, and when the
//! difference reaches each part of the country.
//!
//! One draw of both is lived again and looked at month by month, so that nothing depends on what a
//! run has written down.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use evidence::Evidence;
use kernel::Month;
use model::{First, Parting, Plan, firsts, parting};

use crate::ensemble::{Arm, Progress, stopped};
use crate::error::LabError;
use crate::request::Request;

/// A command that only one of the runs obeys in a month, or that they obey with other settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When each run has it; none if it never does. The same month twice if they set other things.
    pub months: [Option<Month>; 2],
}

/// Where one draw of two runs parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Divergence {
    /// Number of the draw.
    pub draw: u32,
    /// The last month that both were lived to.
    pub until: Month,
    /// Where they part; none if they never do.
    pub parting: Option<Parting>,
    /// The commands in which the timelines of the two differ in the month of the parting; if there is
    /// none in it, those of the nearest month before.
    pub commands: Vec<Command>,
    /// When each part of the country begins to differ, in order of time.
    pub firsts: Vec<First>,
}

/// Lives a draw of two runs again and finds where they part.
///
/// # Errors
/// Two runs of which that cannot be asked, as their seeds or rows differ; a draw that one lacks; and
/// as [`crate::run`].
pub fn diverge(
    one: &Request,
    other: &Request,
    draw: u32,
    evidence: &Evidence,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Divergence, LabError> {
    alike(one, other, draw)?;
    let until = one.until.min(other.until);
    let requests = [one, other].map(|request| Request { until, ..request.clone() });
    let [a, b] = [Arm::of(&requests[0], evidence)?, Arm::of(&requests[1], evidence)?];
    let (a, b) = (a.plan(draw).0, b.plan(draw).0);
    let months = u64::try_from(until.since(model::FIRST) + 1).unwrap_or(0);
    progress.start(months);
    let done = AtomicU64::new(0);
    let mut month_done = |_: Month| progress.advance(done.fetch_add(1, Ordering::Relaxed) + 1);
    let parted = parting(&a, &b, evidence, cancelled).map_err(|stop| stopped(draw, stop));
    // Without a parting there is nothing to follow.
    let found = match &parted {
        Ok(Some(_)) => firsts(&a, &b, evidence, cancelled, &mut month_done),
        _ => Ok(Vec::new()),
    };
    progress.finish();
    let parting = parted?;
    let firsts = found.map_err(|stop| stopped(draw, stop))?;
    let commands = parting.as_ref().map_or(Vec::new(), |parting| commands(&a, &b, parting.month));
    Ok(Divergence { draw, until, parting, commands, firsts })
}

/// Refuses two runs of which one draw is not the other's with something changed.
fn alike(one: &Request, other: &Request, draw: u32) -> Result<(), LabError> {
    let rows = |rows: usize| if rows == usize::MAX { "full".to_owned() } else { rows.to_string() };
    let pairs = [
        ("seed", one.seed.to_string(), other.seed.to_string()),
        ("rows of households", rows(one.households), rows(other.households)),
        ("rows of members", rows(one.members), rows(other.members)),
    ];
    let differ: Vec<String> = pairs
        .into_iter()
        .filter(|(_, one, other)| one != other)
        .map(|(what, one, other)| format!("{what} {one} and {other}"))
        .collect();
    if !differ.is_empty() {
        let why = format!(
            "the two runs do not share their luck, so that they differ from the first month on: {}; \
             live one of them again with the other's numbers",
            differ.join(", ")
        );
        return Err(LabError::Request(why));
    }
    let fewest = one.draws.min(other.draws);
    if draw > fewest {
        let why = format!(
            "draw {draw} was not lived in both runs: they have {} and {} draws beside draw 0, the \
             central run",
            one.draws, other.draws
        );
        return Err(LabError::Request(why));
    }
    Ok(())
}

/// The commands of which the two timelines disagree in `month`, or in the nearest before it.
fn commands(one: &Plan, other: &Plan, month: Month) -> Vec<Command> {
    let orders = [one.timeline.orders(), other.timeline.orders()];
    let all = orders.iter().flat_map(|orders| orders.iter());
    let mut found: Vec<Command> = Vec::new();
    for order in all.filter(|order| order.kind != model::ALTERNATIVE) {
        let of = |side: usize| orders[side].iter().find(|other| other.id == order.id);
        let same = of(0).zip(of(1)).is_some_and(|(a, b)| a.month == b.month && a.set == b.set);
        if !same && !found.iter().any(|command| command.id == order.id) {
            let months = [of(0), of(1)].map(|order| order.map(|order| order.month));
            found.push(Command { id: order.id.clone(), title: order.title.clone(), months });
        }
    }
    let latest = |command: &Command| {
        command.months.iter().flatten().copied().filter(|at| *at <= month).max()
    };
    let nearest = found.iter().filter_map(latest).max();
    found.retain(|command| nearest.is_some() && command.months.contains(&nearest));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::Silent;
    use crate::scenario;

    fn request(name: &str, evidence: &Evidence) -> Request {
        let scenario = scenario::find(name, evidence).expect("a shipped scenario");
        let until = Month::new(1921, 12);
        Request { draws: 2, households: 200, members: 100, until, ..Request::new(scenario) }
    }

    fn told(one: &Request, other: &Request, draw: u32, evidence: &Evidence) -> Divergence {
        diverge(one, other, draw, evidence, &Silent, &AtomicBool::new(false)).expect("alike")
    }

    #[test]
    fn a_drought_that_is_removed_is_named_with_its_month_and_its_step() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let (history, rain) = (request("history", &evidence), request("rain-in-1921", &evidence));
        let found = told(&history, &rain, 1, &evidence);
        let parting = found.parting.expect("they part");
        assert_eq!(parting.step, "decrees and shocks");
        let [command] = &*found.commands else { panic!("{:?}", found.commands) };
        assert_eq!((&*command.id, command.months), ("drought-1921", [Some(parting.month), None]));
        assert!(found.firsts.iter().all(|first| first.month >= parting.month));
        assert!(found.firsts.iter().any(|first| first.domain == "households"));
    }

    #[test]
    fn a_run_beside_itself_never_parts() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let history = request("history", &evidence);
        let found = told(&history, &history, 0, &evidence);
        assert_eq!((found.parting, found.commands, found.firsts), (None, vec![], vec![]));
    }

    #[test]
    fn runs_without_common_luck_are_refused_with_what_differs() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let one = request("history", &evidence);
        let other = Request { seed: 7, households: 300, ..one.clone() };
        let refused = alike(&one, &other, 0).expect_err("unlike").to_string();
        assert!(refused.contains("seed 1917 and 7, rows of households 200 and 300"), "{refused}");
        assert!(alike(&one, &one, 2).is_ok());
        let refused = alike(&one, &one, 3).expect_err("no such draw").to_string();
        assert!(refused.contains("draw 3 was not lived in both runs"), "{refused}");
    }
}
