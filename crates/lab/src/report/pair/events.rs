//! The timeline: what the scenario changes, what was decreed and what struck, and which decisions
//! fall otherwise.

use kernel::Month;

use super::deeds::{Deed, How, deeds};
use super::{Input, difference, figure, rows, text};
use crate::pair::decision_flips;
use crate::report::Page;
use crate::report::axis::Time;
use crate::report::chart::Bounds;
use crate::report::numbers::in_words;
use crate::report::svg::{
    Anchor, BEYOND, COLOURS, GREY, GRID, INK, Picture, Type, escape, short, width, wrap,
};
use crate::scenario::Scenario;

/// Lines of deeds and of decisions that are drawn; the table has all.
const MOST: usize = 12;

/// A decision that some draws take otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Flip {
    month: Month,
    decision: String,
    flipped: usize,
    draws: usize,
}

/// All that is on the timeline.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Events {
    first: Month,
    last: Month,
    bounds: Bounds,
    deeds: Vec<Deed>,
    /// Decrees and shocks of the base: month, whether it is a shock, title.
    orders: Vec<(Month, bool, String)>,
    flips: Vec<Flip>,
}

/// The figure.
pub(super) fn figure(input: &Input<'_>) -> figure::Figure {
    let events = Events::of(input);
    figure::Figure {
        name: "timeline".to_owned(),
        title: "What is changed, what happened, and what was decided otherwise".to_owned(),
        finding: events.finding(),
        caption: format!(
            "Bars and signs in the upper part: what the scenario changes; a pale bar: the months in which \
             a condition is waited for. Strokes: decrees of the \
             base; triangles: its shocks. Diamonds: decisions that at least one draw takes \
             otherwise, larger where more draws do. {}",
            difference::made(input.pair)
        ),
        alt: events.alt(&input.pair.changed.scenario),
        table: events.table(),
        body: figure::Body::Events(events),
    }
}

impl Events {
    fn of(input: &Input<'_>) -> Events {
        let pair = input.pair;
        let when = |decision: &str| {
            let votes = &pair.base.central().votes;
            votes.iter().find(|vote| *vote.decision == *decision).map(|vote| vote.month)
        };
        let flip = |flip: crate::pair::DecisionFlip| {
            Some(Flip {
                month: when(&flip.decision)?,
                flipped: flip.flipped,
                draws: flip.flipped + flip.same,
                decision: flip.decision,
            })
        };
        let first = pair.base.central().first;
        let later = pair.base.told().filter(|order| order.month > first);
        Events {
            first,
            last: difference::last(pair),
            bounds: difference::bounds(pair),
            deeds: deeds(input),
            orders: later
                .map(|order| (order.month, order.kind == "shock", order.title.clone()))
                .collect(),
            flips: (decision_flips(pair).into_iter())
                .filter(|flip| flip.flipped > 0)
                .filter_map(flip)
                .collect(),
        }
    }

    fn finding(&self) -> String {
        let parts = match self.bounds.parting {
            Some(month) => format!("the worlds part in {}", in_words(month)),
            None => "the worlds never part".to_owned(),
        };
        let decided = match self.flips.len() {
            0 => "no decision falls otherwise".to_owned(),
            1 => "one decision falls otherwise in at least one draw".to_owned(),
            n => format!("{n} decisions fall otherwise in at least one draw"),
        };
        let changes = if self.deeds.len() == 1 { "change" } else { "changes" };
        format!("{} {changes} by the scenario; {parts}; {decided}.", self.deeds.len())
    }

    fn alt(&self, scenario: &Scenario) -> String {
        let deed = |deed: &Deed| {
            format!("{}: {} ({})", span(deed.from, deed.until), deed.title, deed.how.word())
        };
        let flip = |flip: &Flip| {
            format!("{} in {}, {} of {} draws", flip.decision, flip.month, flip.flipped, flip.draws)
        };
        let list =
            |all: Vec<String>| if all.is_empty() { "none".to_owned() } else { all.join("; ") };
        format!(
            "Timeline of scenario {}. Changed: {}. Decrees and shocks of the base: {}. Decisions that \
             fall otherwise: {}.",
            scenario.name,
            list(self.deeds.iter().map(deed).collect()),
            self.orders.len(),
            list(self.flips.iter().map(flip).collect())
        )
    }

    fn table(&self) -> crate::report::Table {
        let deed = |deed: &Deed| {
            [span(deed.from, deed.until), deed.how.word().to_owned(), deed.title.clone()].to_vec()
        };
        let flip = |flip: &Flip| {
            let kind = format!("decided otherwise in {} of {} draws", flip.flipped, flip.draws);
            [flip.month.to_string(), kind, flip.decision.clone()].to_vec()
        };
        let order = |(month, shock, title): &(Month, bool, String)| {
            let kind = if *shock { "shock of the base" } else { "decree of the base" };
            [month.to_string(), kind.to_owned(), title.clone()].to_vec()
        };
        let lines = (self.deeds.iter().map(deed))
            .chain(self.flips.iter().map(flip))
            .chain(self.orders.iter().map(order));
        rows::table_of(&["When", "Kind", "What"], lines.collect())
    }

    /// The picture and its size.
    pub(super) fn draw(&self, page: Page) -> (String, (f64, f64)) {
        let wide = figure::page_width(page);
        let size = if page == Page::Narrow { 10.0 } else { 11.5 };
        let mut brush = Brush {
            picture: Picture::default(),
            time: Time::new(self.first, self.last, wide - 8.0),
            size,
            wide,
            y: 10.0,
        };
        let mut inner = Brush { picture: Picture::default(), ..brush };
        inner.head("Changed by the scenario");
        self.deeds.iter().take(MOST).for_each(|deed| inner.deed(deed));
        inner.rest(self.deeds.len());
        inner.head("Decrees (strokes) and shocks (triangles) of the base");
        inner.orders(&self.orders);
        inner.head("Decisions that fall otherwise");
        self.flips.iter().take(MOST).for_each(|flip| inner.flip(flip));
        inner.rest(self.flips.len());
        let foot = inner.y + 4.0;
        brush.ground(&self.bounds, foot);
        brush.picture.raw(&inner.picture.out);
        (brush.picture.out, (wide, foot + 22.0))
    }

    /// The list for a terminal.
    pub(super) fn text(&self, width: usize) -> String {
        let mut out = String::new();
        let mut add = |when: String, sign: char, what: &str| {
            out.push_str(format!("{when:20} {sign} {}", text::fit(what, width - 23)).trim_end());
            out.push('\n');
        };
        for deed in self.deeds.iter().take(MOST) {
            add(span(deed.from, deed.until), deed.how.sign(), &deed.title);
        }
        for flip in self.flips.iter().take(MOST) {
            let what = format!("{} otherwise in {} of {}", flip.decision, flip.flipped, flip.draws);
            add(flip.month.to_string(), '◆', &what);
        }
        out.push_str(
            "= held  ? waits  + added  × gone  > moved  ! commanded  ◆ decided otherwise\n",
        );
        out
    }
}

fn span(from: Month, until: Option<Month>) -> String {
    match until {
        None => from.to_string(),
        Some(until) if until >= model::LAST => format!("{from} to the end"),
        Some(until) => format!("{from} to {until}"),
    }
}

/// Draws line by line, downwards.
struct Brush {
    picture: Picture,
    time: Time,
    size: f64,
    wide: f64,
    y: f64,
}

impl Brush {
    /// Years, the month of parting and what lies beyond the horizon.
    fn ground(&mut self, bounds: &Bounds, foot: f64) {
        if let Some(month) = bounds.horizon {
            let x = self.x(month.next());
            self.picture.rect((x, 0.0), (self.time.width - x, foot), BEYOND, 1.0);
        }
        let every = if self.time.year() >= 34.0 { 1 } else { 2 };
        for (count, year) in self.time.years().enumerate() {
            let (first, last) = (Month::new(year, 1), Month::new(year, 12));
            let x = self.x(first);
            self.picture.line((x, 0.0), (x, foot), GRID, 0.8);
            if count % every == 0 {
                let at = (self.time.middle(first, last), foot + self.size + 4.0);
                let style = Type::plain(self.size, GREY);
                self.picture.text(at, Anchor::Middle, style, &year.to_string());
            }
        }
        self.picture.line((0.0, foot), (self.time.width, foot), INK, 1.0);
        if let Some(month) = bounds.parting {
            let x = self.x(month);
            self.picture.stroke(&[(x, 0.0), (x, foot)], INK, 1.1, "5 3");
        }
        if let Some(month) = bounds.horizon {
            let x = self.x(month.next());
            self.picture.stroke(&[(x, 0.0), (x, foot)], GREY, 1.1, "1 3");
        }
    }

    fn x(&self, month: Month) -> f64 {
        self.time.start(month).clamp(0.0, self.time.width)
    }

    fn head(&mut self, text: &str) {
        self.y += self.size + 8.0;
        let style = Type { bold: true, halo: true, ..Type::plain(self.size + 0.5, INK) };
        self.picture.text((0.0, self.y), Anchor::Start, style, text);
        self.y += 6.0;
    }

    /// A sign with its words to the right, or to the left where there is no room.
    fn words(&mut self, ends: (f64, f64), text: &str) {
        let style = Type { halo: true, ..Type::plain(self.size, INK) };
        let long = 1.04 * width(text, self.size);
        let (left, right) = (ends.0 - 6.0, ends.1 + 6.0);
        let y = self.y + 0.35 * self.size;
        if right + long <= self.wide {
            self.picture.text((right, y), Anchor::Start, style, text);
        } else if long <= left {
            self.picture.text((left, y), Anchor::End, style, text);
        } else {
            for line in wrap(text, 1.04 * self.size, self.wide - 8.0) {
                self.y += self.size + 3.0;
                let at = (4.0, self.y + 0.35 * self.size);
                self.picture.text(at, Anchor::Start, style, &line);
            }
        }
    }

    fn deed(&mut self, deed: &Deed) {
        self.y += self.size * 0.5 + 6.0;
        let (from, y) = (self.x(deed.from) + 1.0, self.y);
        let until = deed.until.map_or(from, |until| self.x(until.next()));
        let colour = COLOURS[1];
        match deed.how {
            How::Held | How::Waits => {
                let strength = if deed.how == How::Held { 0.75 } else { 0.25 };
                self.picture.rect(
                    (from, y - 3.5),
                    ((until - from).max(2.0), 7.0),
                    colour,
                    strength,
                );
            }
            How::Moved => {
                self.picture.line((from, y), (until, y), colour, 2.0);
                let [a, b] = [(from, y - 4.0), (until, y - 4.0)];
                self.picture.line(a, (a.0, y + 4.0), colour, 2.0);
                self.picture.line(b, (b.0, y + 4.0), colour, 2.0);
            }
            How::Gone => {
                let r = 4.0;
                self.picture.line((from - r, y - r), (from + r, y + r), colour, 2.0);
                self.picture.line((from - r, y + r), (from + r, y - r), colour, 2.0);
            }
            How::Added => {
                self.picture.line((from - 4.5, y), (from + 4.5, y), colour, 2.0);
                self.picture.line((from, y - 4.5), (from, y + 4.5), colour, 2.0);
            }
            How::Commanded => self.diamond((from, y), 5.0, colour, INK),
        }
        let text = format!("{} ({})", deed.title, deed.how.word());
        self.words((from, until), &text);
        self.y += self.size * 0.5 + 2.0;
    }

    fn orders(&mut self, orders: &[(Month, bool, String)]) {
        self.y += 12.0;
        for (month, shock, title) in orders {
            let (x, y) = (self.time.middle(*month, *month), self.y);
            let title = format!("{month}: {title}");
            self.picture.raw(&format!("<g><title>{}</title>", escape(&title)));
            if *shock {
                let ends = [x - 4.0, y + 6.0, x + 4.0, x, y - 3.0].map(short);
                let [left, foot, right, middle, top] = ends;
                self.picture.raw(&format!(
                    "<path d=\"M{left} {foot}L{right} {foot}L{middle} {top}z\" fill=\"{INK}\"/>"
                ));
            } else {
                self.picture.line((x, y - 7.0), (x, y + 6.0), GREY, 1.0);
            }
            self.picture.raw("</g>");
        }
        self.y += 10.0;
    }

    fn flip(&mut self, flip: &Flip) {
        self.y += self.size * 0.5 + 6.0;
        let x = self.time.middle(flip.month, flip.month);
        let radius = 3.0 + 5.0 * flip.flipped as f64 / flip.draws.max(1) as f64;
        self.diamond((x, self.y), radius, "#fff", INK);
        let text = format!("{}: {} of {} draws", flip.decision, flip.flipped, flip.draws);
        self.words((x - radius, x + radius), &text);
        self.y += self.size * 0.5 + 2.0;
    }

    /// A line for what has no room, or for nothing at all.
    fn rest(&mut self, all: usize) {
        let text = match all {
            0 => "none".to_owned(),
            n if n > MOST => format!("and {} more, in the table", n - MOST),
            _ => return,
        };
        self.y += self.size + 4.0;
        let style = Type { italic: true, halo: true, ..Type::plain(self.size, GREY) };
        self.picture.text((4.0, self.y), Anchor::Start, style, &text);
    }

    fn diamond(&mut self, at: (f64, f64), radius: f64, fill: &str, edge: &str) {
        let [x, top, r] = [at.0, at.1 - radius, radius].map(short);
        self.picture.raw(&format!(
            "<path d=\"M{x} {top}l{r} {r}l-{r} {r}l-{r} -{r}z\" fill=\"{fill}\" stroke=\"{edge}\" \
             stroke-width=\"1.3\"/>"
        ));
    }
}
