//! From which outcomes to which the draws go: a ribbon for each way.

use super::{Input, difference, figure, rows, text};
use crate::outcomes::DEFINITIONS;
use crate::pair::{self, OutcomeFlip};
use crate::report::Page;
use crate::report::svg::{Anchor, COLOURS, GREY, INK, Picture, Type, escape, short};

/// Sets of outcomes that are shown by themselves on a side; the rest stand together.
const MOST: usize = 7;
/// Height of all draws, and the least between two names.
const HEIGHT: f64 = 240.0;
const NAME: f64 = 34.0;
/// Width of the bars.
const BAR: f64 = 14.0;

/// The draws of both worlds by the outcomes that hold at the end.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Flows {
    draws: usize,
    /// Sets of outcomes of the base and of the changed world, each with its draws.
    sides: [Vec<(Set, usize)>; 2],
    /// From which to which, and how many draws.
    ribbons: Vec<(usize, usize, usize)>,
}

/// A set of outcomes, or all rare ones together.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Set {
    Of(Vec<&'static str>),
    Others,
}

impl Set {
    fn ids(&self) -> String {
        match self {
            Set::Of(ids) if ids.is_empty() => "none".to_owned(),
            Set::Of(ids) => ids.join(" + "),
            Set::Others => "other sets".to_owned(),
        }
    }

    /// The name where one outcome stands alone and there is room.
    fn named(&self) -> String {
        match self {
            Set::Of(ids) if ids.is_empty() => "none of the eight".to_owned(),
            Set::Of(ids) if ids.len() == 1 => format!("{} {}", ids[0], name(ids[0])),
            _ => self.ids(),
        }
    }
}

fn name(id: &str) -> &'static str {
    DEFINITIONS.iter().find(|definition| definition.id == id).map_or("", |found| found.name)
}

/// The figure.
pub(super) fn figure(input: &Input<'_>) -> figure::Figure {
    let found = pair::flows(input.pair);
    let flips = pair::outcome_flips(input.pair);
    let words = |ids: &[&'static str]| match ids {
        [] => "none of the eight".to_owned(),
        ids => ids.iter().map(|id| format!("{id} {}", name(id))).collect::<Vec<_>>().join(" + "),
    };
    let lines: Vec<Vec<String>> = (found.iter())
        .map(|flow| vec![words(&flow.from), words(&flow.to), flow.draws.to_string()])
        .collect();
    let spoken = found.iter().map(|flow| {
        format!("{} draws from {} to {}", flow.draws, words(&flow.from), words(&flow.to))
    });
    let alt = format!(
        "Flow of draws by the outcomes that hold at the end, base on the left, changed \
        on the right: {}.",
        spoken.collect::<Vec<_>>().join("; ")
    );
    figure::Figure {
        name: "outcome-flow".to_owned(),
        title: "Outcomes at the end, from the base to the changed world".to_owned(),
        finding: finding(&found, &flips),
        caption: format!(
            "Each draw is counted once, under the outcomes that hold in its last month; several can \
             hold at once. Grey ribbons: draws that end alike; hatched with an edge: draws that end \
             otherwise. Height: number of draws. {}",
            difference::made(input.pair)
        ),
        alt,
        table: rows::table_of(&["Base", "Changed", "Draws"], lines),
        body: figure::Body::Flow(Flows::of(&found)),
    }
}

fn finding(flows: &[pair::Flow], flips: &[OutcomeFlip]) -> String {
    let draws: usize = flows.iter().map(|flow| flow.draws).sum();
    let moved: usize = flows.iter().filter(|flow| flow.from != flow.to).map(|f| f.draws).sum();
    let changed = flips.iter().filter(|flip| flip.ended + flip.brought > 0).map(|flip| {
        format!("{} {} brought in {}, ended in {}", flip.id, flip.name, flip.brought, flip.ended)
    });
    let changed: Vec<String> = changed.collect();
    match moved {
        0 => format!("All {draws} draws end with the same outcomes in both worlds."),
        _ => format!("{moved} of {draws} draws end otherwise: {}.", changed.join("; ")),
    }
}

impl Flows {
    fn of(flows: &[pair::Flow]) -> Flows {
        let side = |of: fn(&pair::Flow) -> &Vec<&'static str>| {
            let mut sets: Vec<(Set, usize)> = Vec::new();
            for flow in flows {
                let set = Set::Of(of(flow).clone());
                match sets.iter_mut().find(|(known, _)| *known == set) {
                    Some((_, draws)) => *draws += flow.draws,
                    None => sets.push((set, flow.draws)),
                }
            }
            sets.sort_by_key(|(_, draws)| std::cmp::Reverse(*draws));
            if sets.len() > MOST + 1 {
                let rest = sets.split_off(MOST).iter().map(|(_, draws)| draws).sum();
                sets.push((Set::Others, rest));
            }
            sets
        };
        let left = side(|flow| &flow.from);
        let mut right = side(|flow| &flow.to);
        // What stands on both sides stands at the same height if it can.
        let rank = |set: &Set| left.iter().position(|(known, _)| known == set);
        right.sort_by_key(|(set, _)| rank(set).unwrap_or(left.len()));
        let place = |sets: &[(Set, usize)], ids: &Vec<&'static str>| {
            let own = sets.iter().position(|(set, _)| *set == Set::Of(ids.clone()));
            own.unwrap_or(sets.len() - 1)
        };
        let mut ribbons: Vec<(usize, usize, usize)> = Vec::new();
        for flow in flows {
            let (from, to) = (place(&left, &flow.from), place(&right, &flow.to));
            match ribbons.iter_mut().find(|(a, b, _)| (*a, *b) == (from, to)) {
                Some((.., draws)) => *draws += flow.draws,
                None => ribbons.push((from, to, flow.draws)),
            }
        }
        ribbons.sort_unstable();
        let draws = flows.iter().map(|flow| flow.draws).sum();
        Flows { draws, sides: [left, right], ribbons }
    }

    fn scale(&self) -> f64 {
        HEIGHT / self.draws.max(1) as f64
    }

    /// The top of each set on a side, and the foot of the last.
    fn tops(&self, side: usize) -> (Vec<f64>, f64) {
        let mut y = 34.0;
        let mut tops = Vec::new();
        for (_, draws) in &self.sides[side] {
            let height = *draws as f64 * self.scale();
            tops.push(y + ((NAME - height) / 2.0).max(0.0));
            y += height.max(NAME) + 8.0;
        }
        (tops, y)
    }

    /// The picture and its size.
    pub(super) fn draw(&self, page: Page) -> (String, (f64, f64)) {
        let width = figure::page_width(page);
        let narrow = page == Page::Narrow;
        let room = if narrow { 78.0 } else { 250.0 };
        let bars = [room, width - room - BAR];
        let mut picture = Picture::default();
        let hatch = format!("hatch-{}", if narrow { "narrow" } else { "wide" });
        picture.raw(&HATCH.replace("id=\"hatch\"", &format!("id=\"{hatch}\"")));
        let columns = [self.tops(0), self.tops(1)];
        self.ribbons(&mut picture, &bars, &columns, &hatch);
        for side in 0..2 {
            self.names(&mut picture, side, bars[side], &columns[side].0, narrow);
        }
        (picture.out, (width, columns[0].1.max(columns[1].1) + 4.0))
    }

    fn names(&self, picture: &mut Picture, side: usize, x: f64, tops: &[f64], narrow: bool) {
        let (anchor, at) = [(Anchor::End, x - 7.0), (Anchor::Start, x + BAR + 7.0)][side];
        let head = Type { bold: true, ..Type::plain(12.5, INK) };
        picture.text((at, 18.0), anchor, head, ["Base", "Changed"][side]);
        for ((set, draws), top) in self.sides[side].iter().zip(tops) {
            let height = *draws as f64 * self.scale();
            picture.rect((x, *top), (BAR, height.max(1.0)), INK, 1.0);
            let middle = top + height / 2.0;
            let name = if narrow { set.ids() } else { set.named() };
            let size = if narrow { 9.5 } else { 12.0 };
            picture.text((at, middle - 1.0), anchor, Type::plain(size, INK), &name);
            let count = format!("{draws} of {}", self.draws);
            picture.text((at, middle + 12.0), anchor, Type::plain(size, GREY), &count);
        }
    }

    fn ribbons(
        &self,
        picture: &mut Picture,
        bars: &[f64; 2],
        columns: &[(Vec<f64>, f64); 2],
        hatch: &str,
    ) {
        let mut free = [columns[0].0.clone(), columns[1].0.clone()];
        let mut counts = Vec::new();
        let (x1, x2) = (bars[0] + BAR, bars[1]);
        let bend = (x1 + x2) / 2.0;
        for &(from, to, draws) in &self.ribbons {
            let height = draws as f64 * self.scale();
            let (a, b) = (free[0][from], free[1][to]);
            (free[0][from], free[1][to]) = (a + height, b + height);
            let same = self.sides[0][from].0 == self.sides[1][to].0;
            let [x1, x2, bend, a1, b1, a2, b2] =
                [x1, x2, bend, a, b, a + height, b + height].map(short);
            let dress = match same {
                true => "fill=\"#d4d4d4\"".to_owned(),
                false => {
                    format!("fill=\"url(#{hatch})\" stroke=\"{}\" stroke-width=\"0.8\"", COLOURS[1])
                }
            };
            let title = format!(
                "{draws} draws: {} to {}",
                self.sides[0][from].0.named(),
                self.sides[1][to].0.named()
            );
            picture.raw(&format!(
                "<path d=\"M{x1} {a1}C{bend} {a1} {bend} {b1} {x2} {b1}L{x2} {b2}C{bend} {b2} {bend} \
                 {a2} {x1} {a2}z\" {dress}><title>{}</title></path>",
                escape(&title)
            ));
            if height >= 11.0 {
                // Near the right end, where ribbons have parted.
                let share = if same { 0.5 } else { 0.86 };
                let ease = share * share * (3.0 - 2.0 * share);
                let y = a + (b - a) * ease + height / 2.0 + 4.0;
                counts.push(((bars[0] + BAR + (bars[1] - bars[0] - BAR) * share, y), draws));
            }
        }
        let style = Type { bold: true, halo: true, ..Type::plain(11.5, INK) };
        for (at, draws) in counts {
            picture.text(at, Anchor::Middle, style, &draws.to_string());
        }
    }

    /// The ways for a terminal, the widest first.
    pub(super) fn text(&self, width: usize) -> String {
        let names = |side: usize| {
            self.sides[side].iter().map(|(set, _)| set.ids().chars().count()).max().unwrap_or(0)
        };
        let (left, right) = (names(0).max(4).min(width / 4), names(1).max(7).min(width / 4));
        let room = width.saturating_sub(left + right + 12).max(8);
        let mut ways = self.ribbons.clone();
        ways.sort_by_key(|way| std::cmp::Reverse(way.2));
        let mut out = format!("{}  {}  changed\n", text::fit("base", left), " ".repeat(room));
        for (from, to, draws) in ways {
            let (a, b) = (&self.sides[0][from].0, &self.sides[1][to].0);
            let filled = (draws * room).div_ceil(self.draws.max(1)).clamp(1, room);
            let sign = if a == b { '─' } else { '▶' };
            let bar: String = std::iter::repeat_n(sign, filled).collect();
            out.push_str(&format!(
                "{}  {}  {} {draws}\n",
                text::fit(&a.ids(), left),
                text::fit(&bar, room),
                text::fit(&b.ids(), right)
            ));
        }
        out
    }
}

/// Hatching for what changes: it stands apart without colour.
const HATCH: &str = "<defs><pattern id=\"hatch\" width=\"7\" height=\"7\" \
    patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"7\" height=\"7\" \
    fill=\"#fbe3d2\"/><path d=\"M0 0V7\" stroke=\"#D55E00\" stroke-width=\"2.4\"/></pattern></defs>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_draw_has_its_ribbon_and_rare_sets_stand_together() {
        let flow = |from: &[&'static str], to: &[&'static str], draws| pair::Flow {
            from: from.to_vec(),
            to: to.to_vec(),
            draws,
        };
        let found = [
            flow(&[], &["O1"], 30),
            flow(&["O1"], &["O1"], 20),
            flow(&["O2"], &["O3"], 9),
            flow(&["O3"], &["O4"], 8),
            flow(&["O4"], &["O5"], 7),
            flow(&["O5"], &["O6"], 6),
            flow(&["O6"], &["O7"], 5),
            flow(&["O7"], &["O8"], 4),
            flow(&["O8"], &["O2"], 3),
            flow(&["O1", "O2"], &[], 2),
        ];
        let flows = Flows::of(&found);
        assert_eq!(flows.ribbons.iter().map(|ribbon| ribbon.2).sum::<usize>(), 94);
        for side in &flows.sides {
            assert_eq!(side.iter().map(|(_, draws)| draws).sum::<usize>(), 94);
            assert_eq!(side.len(), MOST + 1);
            assert!(side.iter().any(|(set, _)| *set == Set::Others));
        }
        let (picture, _) = flows.draw(Page::Wide);
        assert!(picture.contains("30 draws: none of the eight to O1"), "{picture}");
        assert!(flows.text(80).lines().all(|line| line.chars().count() <= 80));
    }
}
