//! One run: a society, a plan, and the months of its life.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use evidence::Evidence;
use kernel::chance::decision;
use kernel::{Dice, Month};
use mechanisms::Mechanism;
use society::{
    GoodsFlows, Influences, MemberFlows, PeopleFlows, PostFlows, Season, Society, TradeFlows,
};

use crate::books::{Breach, Stocks};
use crate::conditional::Waiting;
use crate::docket::{Chosen, Docket, Freedom};
use crate::month::month;
use crate::page::Watched;
use crate::record::{Happening, Record, VoteRecord};
use crate::settle::{
    count_regions, learn_what_was_kept, open_farming_year, settle_households, settle_members,
};
use crate::theory::Theory;
use crate::timeline::{STEP, Timeline};

/// The first month of every run.
pub const FIRST: Month = Month::new(1917, 11);
/// The last month of every run.
pub const LAST: Month = Month::new(1929, 12);

/// Share of a year's grain sales that usually falls in each month, January first. Autumn and early
/// winter carry most of it (judgement: the shape of state collections of 1926/27 on record, where
/// October to December are 4.6 of 11.6 million tonnes).
const SALES: [f64; 12] = [0.10, 0.08, 0.06, 0.03, 0.03, 0.03, 0.05, 0.11, 0.14, 0.14, 0.12, 0.11];

/// What is to be run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Seed of the run's luck.
    pub seed: u64,
    /// Number of the draw: 0 is the central run. Part of the luck.
    pub draw: u32,
    /// About how many rows of households; `usize::MAX` is one row a household.
    pub households: usize,
    /// About how many rows of members of the party, when it has 800,000; `usize::MAX` is one row a
    /// member.
    pub members: usize,
    /// Decrees, shocks and paths.
    pub timeline: Arc<Timeline>,
    /// The theory.
    pub theory: Theory,
    /// Names of mechanisms that are switched off.
    pub silenced: BTreeSet<String>,
    /// Where the bodies' own votes carry instead of what history decided.
    pub freedom: Freedom,
    /// The last month.
    pub until: Month,
}

impl Plan {
    /// The first month in which lives of the two plans can differ: all before it is the same in both.
    pub fn first_difference(&self, other: &Plan) -> Month {
        let same = (self.seed, self.draw, self.households, self.members, self.until)
            == (other.seed, other.draw, other.households, other.members, other.until)
            && self.theory.values() == other.theory.values()
            && (&self.silenced, &self.freedom) == (&other.silenced, &other.freedom);
        if same { self.timeline.first_difference(&other.timeline) } else { FIRST }
    }
}

/// Why a run ended early.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A law of conservation did not hold.
    Breach(Breach),
    /// Somebody asked to stop.
    Cancelled,
    /// The society of 1917 could not be built.
    BadStart(String),
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stop::Breach(breach) => breach.fmt(f),
            Stop::Cancelled => write!(f, "stopped on request"),
            Stop::BadStart(what) => write!(f, "the society of 1917 cannot be built: {what}"),
        }
    }
}

impl std::error::Error for Stop {}

/// Who looks on while a month is lived: told each step that acted, and the country as it left it.
pub type Watcher<'w> = dyn FnMut(&'static str, &Society) + 'w;

/// A society under way.
#[derive(Clone)]
pub struct Run<'a> {
    /// The month being lived.
    pub now: Month,
    /// The state of the country.
    pub society: Society,
    plan: &'a Plan,
    seed: u64,
    /// Mechanisms that were switched off on the way, beside those of the plan.
    pub(crate) silenced: BTreeSet<&'static str>,
    /// When set, the books are balanced after every mechanism, to name the one that broke them.
    pub(crate) suspicious: Option<Stocks>,
    /// What the books of the last month closed with: the next month opens with it.
    closing: Option<Stocks>,
    breach: Option<Breach>,
    /// What happened this month.
    happenings: Vec<Happening>,
    /// What is to be decided, and what has been.
    docket: Docket,
    /// The commands that wait for a condition.
    waiting: Waiting,
}

impl<'a> Run<'a> {
    /// A run at its first month.
    ///
    /// # Errors
    /// [`Stop::BadStart`] if the evidence lacks a number of the start.
    pub fn new(plan: &'a Plan, evidence: &Evidence) -> Result<Run<'a>, Stop> {
        let size = population::Size { households: plan.households, members: plan.members };
        let theory = &plan.theory;
        let mut society =
            population::build(evidence, theory.norms.clone(), theory.switches.clone(), size)
                .map_err(|missing| Stop::BadStart(missing.to_string()))?;
        society.market.hoards = plan.theory.issue_money.hoards;
        count_regions(&mut society);
        let docket = Docket::of(plan, &society).map_err(Stop::BadStart)?;
        Ok(Run::with(plan, society, docket))
    }

    /// A run of a society that is already built and counted.
    ///
    /// # Panics
    /// If a decision names a leader whom the society lacks; [`Run::new`] says so.
    pub fn of(plan: &'a Plan, society: Society) -> Run<'a> {
        let docket = Docket::of(plan, &society).unwrap_or_else(|what| panic!("{what}"));
        Run::with(plan, society, docket)
    }

    fn with(plan: &'a Plan, society: Society, docket: Docket) -> Run<'a> {
        let seed = plan.seed ^ u64::from(plan.draw).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Run {
            now: FIRST,
            society,
            plan,
            seed,
            silenced: BTreeSet::new(),
            suspicious: None,
            closing: None,
            breach: None,
            happenings: Vec::new(),
            docket,
            waiting: Waiting::of(plan.timeline.conditionals().len()),
        }
    }

    /// Looks at what was observed of the month lived last: commands that wait for it fire.
    pub(crate) fn wait_for(&mut self, record: &Record) {
        self.waiting.watch(self.plan.timeline.conditionals(), record, self.now);
    }

    /// The same society under another plan of the same length, luck and parameters.
    pub(crate) fn fork<'b>(&self, plan: &'b Plan) -> Result<Run<'b>, Stop> {
        let docket = Docket::of(plan, &self.society).map_err(Stop::BadStart)?;
        let mut run =
            Run::with(plan, self.society.clone(), docket.after(self.docket.chosen().clone()));
        run.now = self.now;
        run.waiting =
            self.waiting.after(self.plan.timeline.conditionals(), plan.timeline.conditionals());
        run.closing.clone_from(&self.closing);
        run.silenced.clone_from(&self.silenced);
        Ok(run)
    }

    /// What a run knows beside the country when a month is over: what the books closed with, what was
    /// chosen, which commands have fired.
    pub(crate) fn memory(&self) -> (&Option<Stocks>, &Chosen, &Waiting) {
        (&self.closing, self.docket.chosen(), &self.waiting)
    }

    /// A run of a plan that goes on with this country, at this month, with this memory of a run of the
    /// same plan.
    ///
    /// # Errors
    /// [`Stop::BadStart`] if a decision names a leader whom the society lacks.
    pub(crate) fn go_on(
        plan: &'a Plan,
        now: Month,
        society: Society,
        (closing, chosen, waiting): (Option<Stocks>, Chosen, Waiting),
    ) -> Result<Run<'a>, Stop> {
        let docket = Docket::of(plan, &society).map_err(Stop::BadStart)?.after(chosen);
        let run = Run::with(plan, society, docket);
        Ok(Run { now, closing, waiting, ..run })
    }

    /// What the bodies voted on in the month that was lived last.
    pub fn votes(&self) -> Vec<VoteRecord> {
        let decisions = &self.plan.timeline.decisions;
        let record = |motion: &society::Motion| {
            let question = decisions.find(&motion.id)?;
            Some(VoteRecord::of(self.now, motion, question, &self.society.leaders))
        };
        self.society.agenda.motions.iter().filter_map(record).collect()
    }

    /// Lives one month. Returns the ids and titles of the commands obeyed.
    ///
    /// # Errors
    /// [`Breach`] if the books do not balance at its end.
    pub fn live_month(&mut self) -> Result<Vec<Happening>, Breach> {
        self.live_month_watched(&mut |_, _| {})
    }

    /// Lives one month while `watcher` is told of each step.
    ///
    /// # Errors
    /// [`Breach`] if the books do not balance at its end.
    pub fn live_month_watched(
        &mut self,
        watcher: &mut Watcher<'_>,
    ) -> Result<Vec<Happening>, Breach> {
        self.open_month();
        watcher("given paths and seats", &self.society);
        let opening = self.closing.take().unwrap_or_else(|| Stocks::take(&self.society));
        if self.suspicious.is_some() {
            self.suspicious = Some(opening.clone());
        }
        let plan = self.plan;
        month(&mut Watched { run: self, watcher }, &plan.theory);
        self.close_month();
        watcher("the settling of the month", &self.society);
        if let Some(breach) = self.breach.take() {
            return Err(breach);
        }
        let closing = opening.balance(&self.society).map_err(|(account, difference)| Breach {
            month: self.now,
            mechanism: "the settling of the month",
            account,
            difference,
        })?;
        self.closing = Some(closing);
        watcher("the books", &self.society);
        Ok(std::mem::take(&mut self.happenings))
    }

    fn open_month(&mut self) {
        let s = &mut self.society;
        let timeline = &self.plan.timeline;
        self.waiting.lift(timeline.conditionals(), s);
        timeline.follow_paths(s, self.now, self.docket.chosen());
        self.waiting.hold(timeline.conditionals(), s, self.now);
        self.docket.open_month(&mut s.agenda, self.now);
        self.plan.timeline.seat(s, self.now);
        let month = self.now.of_year();
        s.season = Season {
            // August brings the harvest: from then on there are twelve months to the next.
            to_harvest: (7 + 12 - month) % 12 + 1,
            sales: SALES[month as usize - 1],
            sown: (4..8).contains(&month),
            harvest: month == 8,
            year: self.now.year() as u16,
        };
        s.grain.open_month();
        s.goods_last = std::mem::take(&mut s.goods);
        s.people = PeopleFlows::default();
        s.abroad_last = std::mem::take(&mut s.abroad);
        s.abroad = TradeFlows::default();
        s.goods = GoodsFlows::default();
        s.accounts.open_month();
        s.state.revenue = 0.0;
        s.state.farm_tax = 0.0;
        s.member_flows = MemberFlows::default();
        s.post_flows = PostFlows::default();
        s.influences = Influences::default();
    }

    /// Lets the bodies' choices, decrees and shocks of the month take effect.
    pub(crate) fn obey(&mut self) {
        let timeline = &self.plan.timeline;
        let motions = &mut self.society.agenda.motions;
        let decided = self.docket.close(&timeline.decisions, motions, self.now);
        self.happenings.extend(decided);
        let conditionals = timeline.conditionals();
        self.waiting.lift(conditionals, &mut self.society);
        for order in timeline.obey(&mut self.society, self.now, self.docket.chosen()) {
            if order.kind == STEP {
                continue;
            }
            self.happenings.push(Happening {
                month: self.now,
                kind: if order.kind == "shock" { "shock" } else { "decree" },
                id: order.id.clone(),
                text: order.title.clone(),
            });
        }
        self.happenings.extend(self.waiting.obey(conditionals, &mut self.society, self.now));
    }

    /// Carries a mechanism out unless it is switched off. Returns whether it acted.
    pub(crate) fn carry_out<M: Mechanism>(&mut self, rule: &M) -> bool {
        let name = M::CARD.name;
        if self.plan.silenced.contains(name) || self.silenced.contains(name) {
            return false;
        }
        let dice = Dice::new(self.seed, const { decision(M::CARD.name) }, self.now);
        rule.step(dice, M::View::from(&mut self.society));
        self.suspect(name);
        true
    }

    fn close_month(&mut self) {
        let month = self.now.of_year();
        if month == 12 {
            settle_households(&mut self.society);
            self.suspect("the settling of households");
        }
        settle_members(&mut self.society);
        self.suspect("the settling of members");
        count_regions(&mut self.society);
        if month == 3 {
            learn_what_was_kept(&mut self.society, self.plan.theory.sow.learning);
        }
        if month == 8 {
            open_farming_year(&mut self.society);
        }
    }

    /// In a suspicious run, checks the books and remembers who broke them first.
    fn suspect(&mut self, mechanism: &'static str) {
        if let (Some(opening), None) = (&self.suspicious, &self.breach)
            && let Err((account, difference)) = opening.balance(&self.society)
        {
            let month = self.now;
            self.breach = Some(Breach { month, mechanism, account, difference });
        }
    }
}
