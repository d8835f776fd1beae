//! Who walks the page of the month: a list that notes what stands there, or a run that carries it out.

use mechanisms::{Card, Mechanism};
use society::GrainPolicy;

use crate::month::month;
use crate::run::{Run, Watcher};
use crate::theory::Theory;

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

/// A month of a run, lived while somebody looks on.
pub(crate) struct Watched<'r, 'a> {
    /// The run.
    pub run: &'r mut Run<'a>,
    /// Who looks on.
    pub watcher: &'r mut Watcher<'r>,
}

impl Watched<'_, '_> {
    fn tell(&mut self, step: &'static str) {
        (self.watcher)(step, &self.run.society);
    }
}

impl Page for Watched<'_, '_> {
    fn part(&mut self, _title: &'static str) {}

    fn obey(&mut self) {
        self.run.obey();
        self.tell("decrees and shocks");
    }

    fn when<M: Mechanism>(&mut self, condition: bool, _words: &'static str, rule: &M) {
        if condition && self.run.carry_out(rule) {
            self.tell(M::CARD.name);
        }
    }

    fn season(&self) -> Calendar {
        let month = self.run.now.of_year();
        Calendar { march: month == 3, april: month == 4, august: month == 8, december: month == 12 }
    }

    fn grain_policy(&self) -> GrainPolicy {
        self.run.society.instruments.grain_policy
    }
}
