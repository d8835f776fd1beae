//! One run: a society, a plan, and the months of its life.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use evidence::Evidence;
use kernel::chance::decision;
use kernel::{Dice, Month};
use mechanisms::{Card, Mechanism};
use society::{
    GoodsFlows, GrainPolicy, Influences, MemberFlows, PeopleFlows, PostFlows, Season, Society,
    TradeFlows,
};

use crate::books::{Breach, Stocks};
use crate::conditional::Waiting;
use crate::docket::{Chosen, Docket, Freedom};
use crate::month::month;
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

/// Where the month stands in the year, as the page asks for it.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    /// Land is shared and leased.
    pub march: bool,
    /// Fields are sown.
    pub april: bool,
    /// The harvest comes in.
    pub august: bool,
    /// Households divide, herds are counted.
    pub december: bool,
}

/// Who walks the page: a run carries the month out, a list only notes what stands there.
pub trait Page {
    /// Begins a part of the page.
    fn part(&mut self, title: &'static str);
    /// A mechanism of every month.
    fn always<M: Mechanism>(&mut self, rule: &M) {
        self.when(true, "every month", rule);
    }
    /// A mechanism of some months: `condition` says whether this is one, `words` which ones.
    fn when<M: Mechanism>(&mut self, condition: bool, words: &'static str, rule: &M);
    /// Carries out the decrees of the month, as far as those who decide issued them.
    fn obey(&mut self);
    /// Where the month stands in the year.
    fn season(&self) -> Calendar;
    /// How the state gets its grain.
    fn grain_policy(&self) -> GrainPolicy;
}

/// A line of the page.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The part of the page.
    pub part: &'static str,
    /// In which months.
    pub when: &'static str,
    /// The mechanism.
    pub card: Card,
}

#[derive(Default)]
struct List {
    part: &'static str,
    lines: Vec<Line>,
}

impl Page for List {
    fn part(&mut self, title: &'static str) {
        self.part = title;
    }
    fn when<M: Mechanism>(&mut self, _condition: bool, words: &'static str, _rule: &M) {
        self.lines.push(Line { part: self.part, when: words, card: M::CARD });
    }
    fn obey(&mut self) {}
    fn season(&self) -> Calendar {
        Calendar { march: true, april: true, august: true, december: true }
    }
    fn grain_policy(&self) -> GrainPolicy {
        GrainPolicy::default()
    }
}

/// The page of the month as a list, in order.
pub fn page() -> Vec<Line> {
    let mut list = List::default();
    month(&mut list, &Theory::central());
    list.lines
}

/// The cards of all mechanisms, in page order.
pub fn mechanisms() -> Vec<Card> {
    page().into_iter().map(|line| line.card).collect()
}

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
    /// When set, the country is kept as each step of the month leaves it.
    pub(crate) watched: Option<Vec<(&'static str, Society)>>,
    /// What happened this month.
    happenings: Vec<Happening>,
    /// What is to be decided, and what has been.
    docket: Docket,
    /// The commands that wait for a condition.
    waiting: Waiting,
}

impl Page for Run<'_> {
    fn part(&mut self, _title: &'static str) {}

    fn obey(&mut self) {
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
        self.watch("decrees and shocks");
    }

    fn when<M: Mechanism>(&mut self, condition: bool, _words: &'static str, rule: &M) {
        let name = M::CARD.name;
        if !condition || self.plan.silenced.contains(name) || self.silenced.contains(name) {
            return;
        }
        let dice = Dice::new(self.seed, const { decision(M::CARD.name) }, self.now);
        rule.step(dice, M::View::from(&mut self.society));
        self.suspect(name);
        self.watch(name);
    }

    fn season(&self) -> Calendar {
        let month = self.now.of_year();
        Calendar { march: month == 3, april: month == 4, august: month == 8, december: month == 12 }
    }

    fn grain_policy(&self) -> GrainPolicy {
        self.society.instruments.grain_policy
    }
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
            watched: None,
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
        self.open_month();
        let opening = self.closing.take().unwrap_or_else(|| Stocks::take(&self.society));
        if self.suspicious.is_some() {
            self.suspicious = Some(opening.clone());
        }
        let plan = self.plan;
        month(self, &plan.theory);
        self.close_month();
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
        self.watch("given paths and seats");
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
        self.watch("the settling of the month");
    }

    /// In a watched run, keeps the country as this step leaves it.
    fn watch(&mut self, step: &'static str) {
        if let Some(watched) = &mut self.watched {
            watched.push((step, self.society.clone()));
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
