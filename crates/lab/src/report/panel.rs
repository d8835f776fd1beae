//! Draws one panel: grid, periods, bands, lines and the record on top.

use evidence::Confidence;
use kernel::Month;
use std::fmt::Write;

use super::axis::{Axis, Time};
use super::chart::{Chart, Form, Line, Mark, PERIODS, Panel};
use super::numbers::{number, span};
use super::svg::{
    Anchor, BEYOND, COLOURS, DASHES, FAINT, GREY, GRID, INK, NAMES, Picture, SHADE, Type, escape,
    short, width, wrap,
};

/// Opacity of the 95, 80 and 50 per cent bands, which lie on one another.
pub(super) const TINTS: [f64; 3] = [0.13, 0.17, 0.25];

/// The most lines of a panel that are drawn with the central run, and with a band.
pub(super) const MOST_WITH_CENTRAL: usize = 3;

/// The room for the name of a line; longer names are broken.
const LABEL: f64 = 96.0;

/// The name of a line as it stands beside its end.
pub(super) fn label(line: &Line, size: f64) -> Vec<String> {
    wrap(&line.label, 1.08 * size, LABEL)
}

/// Where a panel stands on the page.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    /// Whether names of periods and numbers of flags have room here.
    pub named: bool,
    /// Size of the figures on the axes.
    pub type_size: f64,
}

/// The brush for one panel.
pub(super) struct Brush<'a> {
    pub picture: &'a mut Picture,
    pub chart: &'a Chart,
    pub panel: &'a Panel,
    pub axis: Axis,
    pub time: Time,
    pub frame: Frame,
}

impl Brush<'_> {
    /// Draws the panel; the frame is the plot area, labels stand outside it.
    pub(super) fn draw(&mut self) {
        let at = format!(
            "<g transform=\"translate({} {})\">",
            short(self.frame.left),
            short(self.frame.top)
        );
        self.picture.raw(&at);
        self.periods();
        self.grid();
        self.parting();
        let inner = format!(
            "<svg width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">",
            short(self.frame.width),
            short(self.frame.height)
        );
        self.picture.raw(&inner);
        for (at, line) in self.panel.lines.iter().enumerate() {
            match line.form {
                Form::Curve => self.curve(line, at),
                Form::Years => self.boxes(line, at),
            }
        }
        self.beyond_the_horizon();
        self.picture.raw("</svg>");
        self.reference();
        self.baseline();
        for (at, line) in self.panel.lines.iter().enumerate() {
            let ink = if self.panel.lines.len() == 1 { INK } else { self.colour(at) };
            self.record(line, ink);
        }
        self.line_labels();
        self.beyond();
        self.picture.raw("</g>");
    }

    fn y(&self, value: f64) -> f64 {
        self.frame.height * (1.0 - self.axis.place(value))
    }

    fn colour(&self, line: usize) -> &'static str {
        COLOURS[(self.panel.first_colour + line) % COLOURS.len()]
    }

    /// An upright line at the month in which two worlds part.
    fn parting(&mut self) {
        let Some(month) = self.chart.bounds.parting else { return };
        let x = self.time.start(month).clamp(0.0, self.frame.width);
        self.picture.stroke(&[(x, 0.0), (x, self.frame.height)], INK, 1.1, "5 3");
    }

    /// Pales what the author of a scenario does not vouch for.
    fn beyond_the_horizon(&mut self) {
        let Some(month) = self.chart.bounds.horizon else { return };
        let x = self.time.start(month.next()).clamp(0.0, self.frame.width);
        if x >= self.frame.width {
            return;
        }
        let size = (self.frame.width - x, self.frame.height);
        self.picture.rect((x, 0.0), size, BEYOND, 0.62);
        self.picture.stroke(&[(x, 0.0), (x, self.frame.height)], GREY, 1.1, "1 3");
    }

    fn small(&self) -> Type {
        Type::plain(self.frame.type_size, GREY)
    }

    fn periods(&mut self) {
        for period in PERIODS {
            let from = self.time.start(period.first).clamp(0.0, self.frame.width);
            let end = period.end.map_or(self.frame.width, |end| self.time.start(end));
            let end = end.clamp(from, self.frame.width);
            let strip = if self.frame.named { self.frame.type_size + 5.0 } else { 0.0 };
            if period.end.is_some() {
                let size = (end - from, self.frame.height + strip);
                self.picture.rect((from, -strip), size, SHADE, 1.0);
            } else {
                let (top, bottom) = ((from, -strip), (from, self.frame.height));
                self.picture.line(top, bottom, "#d8d0bf", 0.8);
            }
            if !self.frame.named {
                continue;
            }
            let style = Type { italic: true, ..self.small() };
            let fits = |name: &&str| width(name, style.size) + 8.0 < end - from;
            // Where neither has room, the shade must speak alone; the report explains it.
            let Some(name) = [period.name, period.short].into_iter().find(fits) else { continue };
            self.picture.text((from + 4.0, -5.0), Anchor::Start, style, name);
        }
    }

    fn grid(&mut self) {
        let (mut lines, mut labels) = (Vec::new(), Vec::new());
        for (value, label) in self.axis.ticks() {
            let y = self.y(value);
            if (-0.5..=self.frame.height + 0.5).contains(&y) {
                lines.push(((0.0, y), (self.frame.width, y)));
                labels.push(((-6.0, y + 0.35 * self.frame.type_size), label));
            }
        }
        self.picture.lines(&lines, GRID, 1.0);
        self.picture.labels(&labels, "end", self.small());
        self.years();
    }

    /// Years stand between their ends; where they are narrow, not every one has its number.
    fn years(&mut self) {
        let (mut lines, mut ticks, mut labels) = (Vec::new(), Vec::new(), Vec::new());
        let (foot, year) = (self.frame.height, self.time.year());
        let every = [1, 2, 3, 4].into_iter().find(|n| year * *n as f64 >= 34.0).unwrap_or(6);
        for (count, of) in self.time.years().enumerate() {
            let (first, last) = (Month::new(of, 1), Month::new(of, 12));
            let from = self.time.ends(first, last).0;
            lines.push(((from, 0.0), (from, foot)));
            ticks.push(((from, foot), (from, foot + 4.0)));
            if count % every == 0 {
                let at = (self.time.middle(first, last), foot + self.frame.type_size + 5.0);
                labels.push((at, of.to_string()));
            }
        }
        if year >= 18.0 {
            self.picture.lines(&lines, "#efefef", 0.7);
        }
        self.picture.lines(&ticks, GREY, 0.7);
        self.picture.labels(&labels, "middle", self.small());
    }

    fn baseline(&mut self) {
        let bottom = self.frame.height;
        self.picture.line((0.0, bottom), (self.frame.width, bottom), INK, 1.0);
        if self.axis.low < 0.0 && self.axis.high > 0.0 {
            let zero = self.y(0.0);
            self.picture.line((0.0, zero), (self.frame.width, zero), INK, 0.7);
        }
        if self.frame.named {
            self.flags();
        }
    }

    /// Numbers of decrees and shocks, each on a short stem; those of near months climb.
    fn flags(&mut self) {
        let mut right_of: [f64; 3] = [f64::NEG_INFINITY; 3];
        for (count, flag) in self.chart.flags.iter().enumerate() {
            let x = self.time.middle(flag.month, flag.month);
            let text = (count + 1).to_string();
            let wide = width(&text, 9.5) + 3.0;
            let row = right_of.iter().position(|end| x - wide / 2.0 >= *end).unwrap_or(2);
            right_of[row] = x + wide / 2.0;
            let foot = self.frame.height;
            let head = foot - 5.0 - 10.0 * row as f64;
            self.picture.line((x, foot), (x, head), INK, 0.8);
            let style = Type { halo: true, ..Type::plain(9.5, INK) };
            self.picture.text((x, head - 2.0), Anchor::Middle, style, &text);
        }
    }

    fn reference(&mut self) {
        let Some((value, name)) = &self.panel.reference else { return };
        let y = self.y(*value);
        self.picture.stroke(&[(0.0, y), (self.frame.width, y)], GREY, 0.9, "1 3");
        if self.frame.width > 200.0 {
            let at = (self.frame.width - 3.0, y - 4.0);
            self.picture.text(at, Anchor::End, Type { halo: true, ..self.small() }, name);
        }
    }

    fn curve(&mut self, line: &Line, number: usize) {
        let colour = self.colour(number);
        let track = |of: &dyn Fn(&super::chart::Entry) -> f64| -> Vec<(f64, f64)> {
            let point = |entry: &super::chart::Entry| {
                (self.time.middle(entry.first, entry.last), self.y(of(entry)))
            };
            line.entries.iter().map(point).collect()
        };
        let bands: Vec<_> = self
            .widths()
            .iter()
            .map(|&(width, tint)| {
                let low = track(&|entry| entry.spread.interval(width).0);
                (low, track(&|entry| entry.spread.interval(width).1), tint)
            })
            .collect();
        let (central, median) =
            (track(&|entry| entry.spread.central), track(&|entry| entry.spread.median()));
        for (low, high, tint) in bands {
            self.picture.area(&low, &high, colour, tint);
        }
        let middles = line.entries.iter().map(|e| self.time.middle(e.first, e.last));
        let middles: Vec<f64> = middles.collect();
        self.paths(line, &middles, colour);
        // Beside four lines, four more would hide them; the table has the central run.
        if self.panel.lines.len() <= MOST_WITH_CENTRAL {
            self.picture.stroke(&central, colour, 1.0, "1.5 2.2");
        }
        self.picture.stroke(&median, colour, 2.0, DASHES[number % DASHES.len()]);
    }

    /// The bands to draw: all three for one line, one for two or three, none for more.
    fn widths(&self) -> Vec<(usize, f64)> {
        match self.panel.lines.len() {
            1 => vec![(2, TINTS[0]), (1, TINTS[1]), (0, TINTS[2])],
            2 | 3 => vec![(1, TINTS[1])],
            _ => Vec::new(),
        }
    }

    /// Some runs, one by one, thin.
    fn paths(&mut self, line: &Line, middles: &[f64], colour: &str) {
        for path in &line.paths {
            let place = |(x, value): (&f64, &f64)| (*x, self.y(*value));
            let track: Vec<(f64, f64)> = middles.iter().zip(path).map(place).collect();
            self.picture.stroke(&track, colour, 0.6, "");
        }
    }

    fn boxes(&mut self, line: &Line, number: usize) {
        let colour = self.colour(number);
        let dash = if self.panel.lines.len() > 1 { DASHES[number % DASHES.len()] } else { "" };
        for entry in &line.entries {
            let (from, to) = self.time.ends(entry.first, entry.last);
            let gap = (0.06 * (to - from)).max(0.6);
            let (from, to) = (from + gap, to - gap);
            for (width, tint) in self.widths() {
                let (low, high) = entry.spread.interval(width);
                let (top, bottom) = (self.y(high), self.y(low));
                if top.is_finite() && bottom.is_finite() {
                    self.picture.rect((from, top), (to - from, bottom - top), colour, tint);
                }
            }
            let (central, median) = (self.y(entry.spread.central), self.y(entry.spread.median()));
            if self.panel.lines.len() <= MOST_WITH_CENTRAL {
                self.picture.stroke(&[(from, central), (to, central)], colour, 1.0, "1.5 2.2");
            }
            self.picture.stroke(&[(from, median), (to, median)], colour, 2.2, dash);
        }
        let middles: Vec<f64> =
            line.entries.iter().map(|e| self.time.middle(e.first, e.last)).collect();
        self.paths(line, &middles, colour);
    }

    fn record(&mut self, line: &Line, ink: &str) {
        let mut at = 0;
        while at < line.points.len() {
            let date = (line.points[at].first, line.points[at].last);
            let same = line.points[at..].iter().take_while(|p| (p.first, p.last) == date).count();
            let group = &line.points[at..at + same];
            self.disagreement(group, ink);
            group.iter().for_each(|mark| self.mark(mark, ink));
            at += same;
        }
    }

    fn disagreement(&mut self, group: &[Mark], ink: &str) {
        let ys: Vec<f64> = group.iter().map(|mark| self.held(mark.value)).collect();
        let low = ys.iter().copied().fold(f64::INFINITY, f64::min);
        let high = ys.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if group.len() > 1 && high > low {
            let x = self.time.middle(group[0].first, group[0].last);
            self.picture.line((x, low), (x, high), ink, 0.8);
        }
    }

    fn held(&self, value: f64) -> f64 {
        let y = self.y(value);
        if y.is_nan() { self.frame.height } else { y.clamp(-1.0, self.frame.height + 1.0) }
    }

    fn mark(&mut self, mark: &Mark, ink: &str) {
        let (x, y) = (self.time.middle(mark.first, mark.last), self.held(mark.value));
        let sure = mark.judges();
        let ink = if sure || self.panel.lines.len() > 1 { ink } else { FAINT };
        self.picture.raw("<g>");
        let title = format!(
            "<title>{}: {} ({}; {})</title>",
            escape(&span_or_date(mark)),
            number(mark.value),
            mark.confidence,
            escape(&mark.source)
        );
        self.picture.raw(&title);
        if mark.last > mark.first {
            let (from, to) = self.time.ends(mark.first, mark.last);
            self.picture.line((from + 0.8, y), (to - 0.8, y), ink, if sure { 1.1 } else { 0.8 });
        }
        let radius = if self.frame.width < 200.0 { 2.4 } else { 3.3 };
        symbol(self.picture, (x, y), radius, mark.confidence, ink);
        self.picture.raw("</g>");
    }

    /// Names at the right end of the lines, moved apart where they would touch.
    fn line_labels(&mut self) {
        if self.panel.lines.len() < 2 {
            return;
        }
        let size = self.frame.type_size;
        let leading = size + 1.5;
        let mut ends: Vec<End> = Vec::new();
        for (at, line) in self.panel.lines.iter().enumerate() {
            let last = line.entries.iter().rev().map(|entry| entry.spread.median());
            if let Some(y) = last.map(|value| self.y(value)).find(|y| y.is_finite()) {
                let words = label(line, size);
                let height = leading * words.len() as f64;
                ends.push(End { top: y - height / 2.0, height, words, at });
            }
        }
        part(&mut ends, self.frame.height);
        for end in ends {
            let colour = NAMES[(self.panel.first_colour + end.at) % NAMES.len()];
            let style = Type { bold: true, ..Type::plain(size, colour) };
            for (row, words) in end.words.iter().enumerate() {
                let y = end.top + leading * row as f64 + 0.8 * size;
                self.picture.text((self.frame.width + 6.0, y), Anchor::Start, style, words);
            }
        }
    }

    fn beyond(&mut self) {
        let foot = self.frame.height - 4.0;
        let style = Type { italic: true, halo: true, ..self.small() };
        for (beyond, y) in [(self.axis.beyond, style.size + 2.0), (self.axis.beneath, foot)] {
            let Some(beyond) = beyond else { continue };
            let text = format!("95 % band reaches {}", number(beyond));
            if width(&text, style.size) + 8.0 < self.frame.width {
                self.picture.text((self.frame.width - 3.0, y), Anchor::End, style, &text);
            }
        }
    }
}

/// A name beside the end of a line.
struct End {
    top: f64,
    height: f64,
    words: Vec<String>,
    at: usize,
}

/// Moves names apart where they would touch: down from the first, then up from the foot, so that none
/// leaves the panel as long as it has room for all.
fn part(ends: &mut [End], foot: f64) {
    const GAP: f64 = 2.0;
    ends.sort_by(|a, b| (a.top + a.height / 2.0).total_cmp(&(b.top + b.height / 2.0)));
    let mut free = f64::NEG_INFINITY;
    for end in ends.iter_mut() {
        end.top = end.top.max(free);
        free = end.top + end.height + GAP;
    }
    let mut free = foot + 6.0;
    for end in ends.iter_mut().rev() {
        end.top = end.top.min(free - end.height);
        free = end.top - GAP;
    }
}

/// The sign of one number of the record: filled if confirmed, hollow if recalled, a diamond if
/// estimated.
pub(super) fn symbol(
    picture: &mut Picture,
    at: (f64, f64),
    radius: f64,
    confidence: Confidence,
    ink: &str,
) {
    let [x, y, r] = [at.0, at.1, radius].map(short);
    let (fill, edge, wide) = match confidence {
        Confidence::Confirmed => (ink, "#fff", "0.8"),
        Confidence::Recalled => ("#fff", ink, "1.3"),
        Confidence::Estimated | Confidence::Judgement => ("#fff", ink, "1"),
    };
    let shape = match confidence {
        Confidence::Confirmed | Confidence::Recalled => {
            format!("circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"")
        }
        Confidence::Estimated | Confidence::Judgement => {
            format!("path d=\"M{x} {}l{r} {r}l-{r} {r}l-{r} -{r}z\"", short(at.1 - radius))
        }
    };
    let _ =
        write!(picture.out, "<{shape} fill=\"{fill}\" stroke=\"{edge}\" stroke-width=\"{wide}\"/>");
}

fn span_or_date(mark: &Mark) -> String {
    if mark.last > mark.first { span(mark.first, mark.last) } else { mark.date.clone() }
}
