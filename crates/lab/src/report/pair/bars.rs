//! What brought a difference: a bar with its interval for every cause.

use super::headline::signed;
use super::{Decomposition, Input, Kind, Share, difference, figure, rows, text};
use crate::report::Page;
use crate::report::svg::{Anchor, COLOURS, GREY, GRID, INK, Picture, Type, wrap};

/// Bars that are drawn; the table has all.
const MOST: usize = 14;

/// The largest parts of a difference.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bars {
    unit: String,
    shares: Vec<Share>,
    left_out: usize,
}

/// The figure.
pub(super) fn figure(input: &Input<'_>, parts: &Decomposition) -> figure::Figure {
    let line = |share: &Share| {
        vec![
            share.name.clone(),
            share.kind.word().to_owned(),
            signed(share.median),
            format!("{} to {}", signed(share.low80), signed(share.high80)),
            share.grade.clone(),
        ]
    };
    let columns = ["Cause", "Kind", "Median", "80 % of draws", "Grade of evidence"];
    let spoken: Vec<String> = (parts.shares.iter())
        .map(|share| {
            let (low, high) = (signed(share.low80), signed(share.high80));
            format!(
                "{} ({}) {} [{low} to {high}]",
                share.name,
                share.kind.word(),
                signed(share.median)
            )
        })
        .collect();
    figure::Figure {
        name: "decomposition".to_owned(),
        title: "What brought the difference".to_owned(),
        finding: finding(parts),
        caption: format!(
            "{}, {}. Bar: median over {} draws; whisker: the middle 80\u{a0}%. Filled: what is \
             changed; outlined: mechanisms; hatched grey: interaction and rest. Method: {}. In every \
             draw the changes add up to its difference; the mechanisms, which carry it, and the rest \
             add up to it once more. The interaction lies within the changes. {}",
            parts.of,
            parts.unit,
            parts.draws,
            parts.method,
            difference::made(input.pair)
        ),
        alt: format!("Bars of {}, {}: {}.", parts.of, parts.unit, spoken.join("; ")),
        table: rows::table_of(&columns, parts.shares.iter().map(line).collect()),
        body: figure::Body::Bars(Bars::of(parts)),
    }
}

fn finding(parts: &Decomposition) -> String {
    let size = |share: &&Share| share.median.abs();
    let named = || parts.shares.iter().filter(|share| share.kind != Kind::Rest);
    let Some(largest) = named().max_by(|a, b| size(a).total_cmp(&size(b))) else {
        return "Nothing was laid to any cause.".to_owned();
    };
    let sure = named().filter(|share| share.low80 > 0.0 || share.high80 < 0.0).count();
    format!(
        "The largest part is {} ({}): {} {} [{} to {}]. {sure} of {} parts have one sign in the \
         middle 80\u{a0}% of draws.",
        largest.name,
        largest.kind.word(),
        signed(largest.median),
        parts.unit,
        signed(largest.low80),
        signed(largest.high80),
        named().count()
    )
}

impl Bars {
    fn of(parts: &Decomposition) -> Bars {
        let mut shares = parts.shares.clone();
        let last = |share: &Share| matches!(share.kind, Kind::Interaction | Kind::Rest);
        shares
            .sort_by(|a, b| last(a).cmp(&last(b)).then(b.median.abs().total_cmp(&a.median.abs())));
        let left_out = shares.len().saturating_sub(MOST);
        // Interaction and rest belong to the sum: what is left out stands before them.
        let tail = shares.iter().filter(|share| last(share)).count();
        let from = MOST.saturating_sub(tail).min(shares.len());
        shares.drain(from..from + left_out);
        Bars { unit: parts.unit.clone(), shares, left_out }
    }

    fn range(&self) -> (f64, f64) {
        let ends = self.shares.iter().flat_map(|share| [share.low80, share.high80, share.median]);
        let (low, high) = ends
            .filter(|value| value.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        if high > low { (low, high) } else { (-1.0, 1.0) }
    }

    /// The picture and its size.
    pub(super) fn draw(&self, page: Page) -> (String, (f64, f64)) {
        let width = figure::page_width(page);
        let narrow = page == Page::Narrow;
        let (room, number) = if narrow { (112.0, 44.0) } else { (250.0, 150.0) };
        let size = if narrow { 10.0 } else { 12.0 };
        let (low, high) = self.range();
        let plot = width - room - number - 12.0;
        let x = |value: f64| room + 6.0 + plot * (value - low) / (high - low);
        let mut picture = Picture::default();
        let lines = format!("lines-{}", if narrow { "narrow" } else { "wide" });
        picture.raw(&LINES.replace("id=\"lines\"", &format!("id=\"{lines}\"")));
        let mut y = 8.0;
        let foot = y + self.heights(size, room).iter().sum::<f64>();
        picture.line((x(0.0), y), (x(0.0), foot), INK, 1.0);
        for (share, height) in self.shares.iter().zip(self.heights(size, room)) {
            let middle = y + height / 2.0;
            let names = wrap(&share.name, size, room - 6.0);
            let top = middle - (names.len() as f64 - 1.0) * (size + 2.0) / 2.0 + 0.35 * size;
            for (row, line) in names.iter().enumerate() {
                let at = (room - 4.0, top + row as f64 * (size + 2.0));
                picture.text(at, Anchor::End, Type::plain(size, INK), line);
            }
            bar(&mut picture, share, (x(0.0), x(share.median)), middle, &lines);
            let (from, to) = (x(share.low80), x(share.high80));
            picture.line((from, middle), (to, middle), INK, 1.2);
            for end in [from, to] {
                picture.line((end, middle - 4.0), (end, middle + 4.0), INK, 1.2);
            }
            let words = match narrow {
                true => signed(share.median),
                false => format!(
                    "{} [{}, {}]",
                    signed(share.median),
                    signed(share.low80),
                    signed(share.high80)
                ),
            };
            let at = (width - number + 4.0, middle + 0.35 * size);
            picture.text(at, Anchor::Start, Type::plain(size - 0.5, GREY), &words);
            y += height;
            picture.line((room, y), (width, y), GRID, 0.6);
        }
        let mut words = self.unit.clone();
        if self.left_out > 0 {
            words.push_str(&format!("; {} smaller parts stand in the table", self.left_out));
        }
        picture.text((room + 6.0, y + 16.0), Anchor::Start, Type::plain(size - 0.5, GREY), &words);
        (picture.out, (width, y + 24.0))
    }

    fn heights(&self, size: f64, room: f64) -> Vec<f64> {
        let lines = |share: &Share| wrap(&share.name, size, room - 6.0).len().max(1);
        self.shares.iter().map(|share| 10.0 + lines(share) as f64 * (size + 3.0)).collect()
    }

    /// The bars for a terminal.
    pub(super) fn text(&self, width: usize) -> String {
        let (low, high) = self.range();
        let room = (width / 3).min(30);
        let columns = width.saturating_sub(room + 12).max(10);
        let place = |value: f64| {
            let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
            libm::round(share * (columns - 1) as f64) as usize
        };
        let mut out = format!("{} {}\n", text::fit("", room), self.unit);
        for share in &self.shares {
            let mut line = vec![' '; columns];
            line[place(share.low80)..=place(share.high80)].fill('─');
            let (a, b) = (place(0.0), place(share.median));
            line[a.min(b)..=a.max(b)].fill('█');
            (line[place(share.low80)], line[place(share.high80)]) = ('├', '┤');
            line[a] = '│';
            let line: String = line.into_iter().collect();
            out.push_str(&format!(
                "{} {line} {:>9}\n",
                text::fit(&share.name, room),
                signed(share.median)
            ));
        }
        out
    }
}

fn bar(picture: &mut Picture, share: &Share, ends: (f64, f64), middle: f64, lines: &str) {
    let (from, to) = (ends.0.min(ends.1), ends.0.max(ends.1));
    let (at, size) = ((from, middle - 6.0), ((to - from).max(0.8), 12.0));
    match share.kind {
        Kind::Action | Kind::Assumption | Kind::Freedom => picture.rect(at, size, COLOURS[0], 1.0),
        Kind::Mechanism => {
            picture.rect(at, size, COLOURS[0], 0.28);
            let (right, foot) = (at.0 + size.0, at.1 + size.1);
            let round = [at, (right, at.1), (right, foot), (at.0, foot), at];
            picture.stroke(&round, COLOURS[0], 1.0, "");
        }
        Kind::Interaction | Kind::Rest => picture.rect(at, size, &format!("url(#{lines})"), 1.0),
    }
}

/// Hatching of what belongs to no cause alone.
const LINES: &str = "<defs><pattern id=\"lines\" width=\"5\" height=\"5\" \
    patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" \
    fill=\"#e6e6e6\"/><path d=\"M0 0V5\" stroke=\"#767676\" stroke-width=\"1.6\"/></pattern></defs>";
