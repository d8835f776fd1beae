//! Lays a chart out and draws it: one renderer for the report, the files and the narrow page.

use evidence::Confidence;

use super::axis::{Axis, Time};
use super::chart::{Chart, Form, PERIODS, Panel};
use super::numbers::in_words;
use super::panel::{Brush, Frame, MOST_WITH_CENTRAL, TINTS, label, symbol};
use super::svg::{
    Anchor, COLOURS, FAINT, GREY, INK, Picture, SHADE, Type, escape, short, width, wrap,
};
use super::words;

/// For what a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// A file of its own: with title and subtitle.
    File,
    /// The report on a wide page or on paper; the title stands in the report.
    Wide,
    /// The report on a telephone.
    Narrow,
}

const FACES: &str = "'Source Sans 3','Helvetica Neue',Helvetica,Arial,'Liberation Sans',sans-serif";

struct Sheet {
    width: f64,
    columns: usize,
    gap: f64,
    type_size: f64,
}

/// A panel this wide has room for the names of periods and the numbers of decrees.
const NAMED: f64 = 300.0;

impl Sheet {
    fn columns(&self, chart: &Chart) -> usize {
        self.columns.clamp(1, chart.panels.len().max(1))
    }

    /// The width of a panel with its labels.
    fn cell(&self, chart: &Chart) -> f64 {
        let columns = self.columns(chart) as f64;
        (self.width - self.gap * (columns - 1.0)) / columns
    }
}

/// The chart as SVG, with its alternative text inside.
pub fn render(chart: &Chart, page: Page) -> String {
    let sheet = match page {
        Page::Narrow => {
            Sheet { width: 360.0, columns: chart.columns_narrow, gap: 14.0, type_size: 11.0 }
        }
        _ => Sheet { width: 860.0, columns: chart.columns, gap: 22.0, type_size: 11.5 },
    };
    let mut body = Picture::default();
    let mut y = 4.0;
    if page == Page::File {
        let title = Type { bold: true, ..Type::plain(17.0, INK) };
        y += 16.0;
        body.text((0.0, y), Anchor::Start, title, &chart.title);
        for line in wrap(&chart.subtitle, 12.5, sheet.width) {
            y += 18.0;
            body.text((0.0, y), Anchor::Start, Type::plain(12.5, GREY), &line);
        }
        y += 14.0;
    }
    y = panels(&mut body, chart, &sheet, y);
    y = key(&mut body, chart, &sheet, y);
    frame(chart, page, &sheet, y, &body.out)
}

fn frame(chart: &Chart, page: Page, sheet: &Sheet, height: f64, body: &str) -> String {
    let words = [chart.name.as_str(), &chart.title, &words::alt(chart)];
    framed(words, page, (sheet.width, height), body)
}

/// A picture with its name for addresses, its title and its alternative text.
pub(super) fn framed(words: [&str; 3], page: Page, size: (f64, f64), body: &str) -> String {
    let [name, title, alt] = words;
    let id = format!(
        "{name}-{}",
        match page {
            Page::File => "file",
            Page::Wide => "wide",
            Page::Narrow => "narrow",
        }
    );
    let (width, height) = (short(size.0), short(size.1));
    let class = match page {
        Page::File => String::new(),
        Page::Wide => " class=\"wide\"".to_owned(),
        Page::Narrow => " class=\"narrow\"".to_owned(),
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\"{class} viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\" font-family=\"{FACES}\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>{}{body}</svg>",
        escape(title),
        escape(alt),
        if page == Page::File {
            "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
        } else {
            ""
        },
    )
}

fn panels(body: &mut Picture, chart: &Chart, sheet: &Sheet, top: f64) -> f64 {
    let (columns, cell) = (sheet.columns(chart), sheet.cell(chart));
    let plot_height: f64 = match cell {
        c if c > 600.0 => 300.0,
        c if c > 320.0 => 210.0,
        c if c > 220.0 => 165.0,
        _ => 112.0,
    };
    // Panels one under the other share a page.
    let stacked = columns == 1 && chart.panels.len() > 1;
    let plot_height = if stacked { plot_height.min(230.0) } else { plot_height };
    let named = cell > NAMED;
    let most = widest_sides(chart, plot_height, sheet);
    let mut y = top;
    for row in chart.panels.chunks(columns) {
        let heads: Vec<(Vec<String>, Vec<String>)> =
            row.iter().map(|p| head(p, cell, sheet)).collect();
        let lines = heads.iter().map(|(title, unit)| title.len() + unit.len()).max().unwrap_or(0);
        let strip = if named { sheet.type_size + 8.0 } else { 9.0 };
        let plot_top = y + lines as f64 * (sheet.type_size + 3.5) + strip + 3.0;
        for (at, (panel, head)) in row.iter().zip(heads).enumerate() {
            let left = at as f64 * (cell + sheet.gap);
            heading(body, sheet, (left, y), head);
            let axis = axis_of(chart, panel, plot_height);
            let (room, names) = if stacked { most } else { sides(panel, &axis, sheet) };
            let frame = Frame {
                left: left + room,
                top: plot_top,
                width: cell - room - names,
                height: plot_height,
                named,
                type_size: sheet.type_size,
            };
            let time = Time::new(chart.first, chart.last, frame.width);
            Brush { picture: body, chart, panel, axis, time, frame }.draw();
        }
        y = plot_top + plot_height + sheet.type_size + 22.0;
    }
    y
}

/// The axis of a panel: its own, or that of all.
fn axis_of(chart: &Chart, panel: &Panel, height: f64) -> Axis {
    Axis::of(if chart.shared { &chart.panels } else { std::slice::from_ref(panel) }, height)
}

/// The room beside a panel: for the figures of its axis, and for the names of its lines.
fn sides(panel: &Panel, axis: &Axis, sheet: &Sheet) -> (f64, f64) {
    let labels = axis.ticks();
    let room = labels.iter().map(|(_, l)| width(l, sheet.type_size)).fold(0.0, f64::max);
    let names = if panel.lines.len() < 2 {
        4.0
    } else {
        let words = panel.lines.iter().flat_map(|line| label(line, sheet.type_size));
        let wide = |words: String| 1.08 * width(&words, sheet.type_size);
        words.map(wide).fold(0.0, f64::max) + 10.0
    };
    ((room + 8.0).max(24.0), names)
}

/// The widest room of all panels: those under one another have their months under one another.
fn widest_sides(chart: &Chart, height: f64, sheet: &Sheet) -> (f64, f64) {
    let own = |panel: &Panel| sides(panel, &axis_of(chart, panel, height), sheet);
    let wider = |a: (f64, f64), b: (f64, f64)| (a.0.max(b.0), a.1.max(b.1));
    chart.panels.iter().map(own).fold((0.0, 0.0), wider)
}

fn head(panel: &Panel, cell: f64, sheet: &Sheet) -> (Vec<String>, Vec<String>) {
    let title = if panel.title.is_empty() {
        Vec::new()
    } else {
        wrap(&panel.title, 1.13 * sheet.type_size, cell)
    };
    (title, wrap(&panel.unit, sheet.type_size, cell))
}

fn heading(body: &mut Picture, sheet: &Sheet, at: (f64, f64), head: (Vec<String>, Vec<String>)) {
    let mut y = at.1;
    for (line, style) in head
        .0
        .iter()
        .map(|line| (line, Type { bold: true, ..Type::plain(sheet.type_size + 1.0, INK) }))
        .chain(head.1.iter().map(|line| (line, Type::plain(sheet.type_size, GREY))))
    {
        y += sheet.type_size + 3.5;
        body.text((at.0, y), Anchor::Start, style, line);
    }
}

/// Draws the sign of an item of the key at a place.
type Sign = Box<dyn Fn(&mut Picture, f64, f64)>;

/// One item of the key: how wide its sign is, how to draw it, and its words.
type Item = (f64, Sign, String);

/// The key: only what the chart holds.
fn key(body: &mut Picture, chart: &Chart, sheet: &Sheet, top: f64) -> f64 {
    let style = Type::plain(11.0, GREY);
    let (mut x, mut y) = (0.0, top + 6.0);
    for (sign, draw, text) in items(chart, sheet) {
        let wide = sign + 6.0 + width(&text, style.size);
        if x > 0.0 && x + wide > sheet.width {
            (x, y) = (0.0, y + 18.0);
        }
        draw(body, x, y);
        body.text((x + sign + 6.0, y + 4.0), Anchor::Start, style, &text);
        x += wide + 18.0;
    }
    y += 10.0;
    if !chart.flags.is_empty() && sheet.cell(chart) > NAMED {
        let one = |(at, flag): (usize, &super::chart::Flag)| {
            format!("{}\u{a0}{}, {}.", at + 1, flag.text, in_words(flag.month))
        };
        let text: Vec<String> = chart.flags.iter().enumerate().map(one).collect();
        for line in wrap(&text.join("  "), style.size, sheet.width) {
            y += 15.0;
            body.text((0.0, y), Anchor::Start, style, &line);
        }
        y += 6.0;
    }
    y + 4.0
}

fn items(chart: &Chart, sheet: &Sheet) -> Vec<Item> {
    let lines = || chart.panels.iter().flat_map(|panel| panel.lines.iter());
    let points = || lines().flat_map(|line| line.points.iter());
    let single = chart.panels.iter().all(|panel| panel.lines.len() == 1);
    let one = chart.panels.iter().find(|panel| panel.lines.len() == 1);
    let colour = if single { COLOURS[0] } else { GREY };
    let stroke = move |wide: f64, dash: &'static str| {
        Box::new(move |p: &mut Picture, x: f64, y: f64| {
            p.stroke(&[(x, y), (x + 24.0, y)], colour, wide, dash);
        }) as Sign
    };
    let mut items: Vec<Item> = Vec::new();
    let years = lines().all(|line| line.form == Form::Years);
    let what = if years { "median of the year" } else { "median" };
    let runs = words::runs(chart.runs);
    items.push((24.0, stroke(2.0, ""), format!("{what}, {runs}")));
    let few = chart.panels.iter().any(|panel| panel.lines.len() <= MOST_WITH_CENTRAL);
    if chart.runs > 1 && few {
        if !single {
            let words = if one.is_some() { "80 %, of several lines" } else { "80 % of draws" };
            items.push((42.0, bands(colour, false), words.to_owned()));
        }
        if let Some(panel) = one {
            let colour = COLOURS[panel.first_colour % COLOURS.len()];
            let words = if single { "50, 80, 95 % of draws" } else { "50, 80, 95 %, of one line" };
            items.push((42.0, bands(colour, true), words.to_owned()));
        }
        items.push((24.0, stroke(1.0, "1.5 2.2"), "central run".to_owned()));
    }
    for (confidence, text) in [
        (Confidence::Confirmed, "record, read on the page"),
        (Confidence::Recalled, "record, recalled"),
        (Confidence::Estimated, "estimated or computed"),
    ] {
        if points().any(|point| point.confidence == confidence) {
            let draw = move |p: &mut Picture, x: f64, y: f64| {
                let estimated = confidence == Confidence::Estimated;
                let ink = if estimated { FAINT } else { INK };
                symbol(p, (x + 4.0, y), 3.3, confidence, ink);
            };
            items.push((8.0, Box::new(draw), text.to_owned()));
        }
    }
    if points().any(|point| point.last > point.first) {
        let draw = |p: &mut Picture, x: f64, y: f64| {
            p.line((x, y), (x + 16.0, y), INK, 1.1);
        };
        items.push((16.0, Box::new(draw), "months covered".to_owned()));
    }
    if disagree(chart) {
        let draw = |p: &mut Picture, x: f64, y: f64| {
            p.line((x + 3.0, y - 6.0), (x + 3.0, y + 6.0), INK, 0.8)
        };
        items.push((6.0, Box::new(draw), "sources disagree".to_owned()));
    }
    items.extend(of_pairs(chart));
    if sheet.cell(chart) <= NAMED {
        let draw = |p: &mut Picture, x: f64, y: f64| p.rect((x, y - 5.0), (14.0, 10.0), SHADE, 1.0);
        let text = format!("{}, June 1918 to March 1921", PERIODS[0].name);
        items.push((14.0, Box::new(draw), text));
    }
    items
}

/// What only the chart of a pair has.
fn of_pairs(chart: &Chart) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let lived = |panel: &&Panel| panel.lines.iter().any(|line| !line.paths.is_empty());
    if let Some(panel) = chart.panels.iter().find(lived) {
        let colour = COLOURS[panel.first_colour % COLOURS.len()];
        let paths = panel.lines.iter().map(|line| line.paths.len()).max().unwrap_or(0);
        let draw =
            move |p: &mut Picture, x: f64, y: f64| p.line((x, y), (x + 20.0, y), colour, 0.6);
        items.push((20.0, Box::new(draw), format!("{paths} draws, one by one")));
    }
    let upright = |colour: &'static str, dash: &'static str| -> Sign {
        let ends = |x: f64, y: f64| [(x + 3.0, y - 7.0), (x + 3.0, y + 7.0)];
        Box::new(move |p, x, y| p.stroke(&ends(x, y), colour, 1.1, dash))
    };
    if let Some(month) = chart.bounds.parting {
        items.push((6.0, upright(INK, "5 3"), format!("the worlds part, {}", in_words(month))));
    }
    if let Some(month) = chart.bounds.horizon.filter(|month| *month < chart.last) {
        let text = format!("horizon of the scenario, {}; paled beyond", in_words(month));
        items.push((6.0, upright(GREY, "1 3"), text));
    }
    items
}

fn bands(colour: &'static str, all: bool) -> Sign {
    Box::new(move |p, x, y| {
        if all {
            p.rect((x, y - 5.0), (42.0, 10.0), colour, TINTS[0]);
            p.rect((x + 7.0, y - 5.0), (28.0, 10.0), colour, TINTS[1]);
            p.rect((x + 14.0, y - 5.0), (14.0, 10.0), colour, TINTS[2]);
        } else {
            p.rect((x + 7.0, y - 5.0), (28.0, 10.0), colour, TINTS[1]);
        }
    })
}

fn disagree(chart: &Chart) -> bool {
    let lines = chart.panels.iter().flat_map(|panel| panel.lines.iter());
    lines.into_iter().any(|line| {
        line.points.windows(2).any(|two| {
            (two[0].first, two[0].last) == (two[1].first, two[1].last)
                && two[0].value != two[1].value
        })
    })
}
