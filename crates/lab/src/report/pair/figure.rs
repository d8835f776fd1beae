//! A figure of a pair: one set of data, drawn in three ways.

use super::{bars, events, flow, sides, text};
use crate::report::render::framed;
use crate::report::svg::{Anchor, GREY, INK, Picture, Type, short, wrap};
use crate::report::{Chart, Page, Table, render};

/// A figure, with its words and its table.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Name in files and addresses.
    pub name: String,
    /// What is shown.
    pub title: String,
    /// What it shows, in a sentence with numbers.
    pub finding: String,
    /// Draws, bands, seed and version.
    pub caption: String,
    /// The figure in words.
    pub alt: String,
    /// The table twin.
    pub table: Table,
    pub(super) body: Body,
}

/// The data of a figure.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    Chart(Box<Chart>),
    Flow(flow::Flows),
    Bars(bars::Bars),
    Events(events::Events),
    Sides(Box<sides::Sides>),
}

/// Width of a wide page and of a narrow one.
pub(super) fn page_width(page: Page) -> f64 {
    if page == Page::Narrow { 360.0 } else { 860.0 }
}

impl Figure {
    /// The figure as SVG, with its alternative text inside.
    pub fn svg(&self, page: Page) -> String {
        let (body, size) = match &self.body {
            Body::Chart(chart) => return render(chart, page),
            Body::Flow(flows) => flows.draw(page),
            Body::Bars(bars) => bars.draw(page),
            Body::Events(events) => events.draw(page),
            Body::Sides(sides) => sides.draw(),
        };
        let words = [self.name.as_str(), &self.title, &self.alt];
        if page != Page::File {
            return framed(words, page, size, &body);
        }
        let (head, top) = self.heading(size.0);
        let body = format!("{head}<g transform=\"translate(0 {})\">{body}</g>", short(top));
        framed(words, page, (size.0, size.1 + top), &body)
    }

    /// Whether it can be drawn for a telephone; else its table speaks there.
    pub(super) fn has_narrow(&self) -> bool {
        !matches!(self.body, Body::Sides(_))
    }

    /// Title and finding above a file of its own, and how high they stand.
    fn heading(&self, width: f64) -> (String, f64) {
        let mut picture = Picture::default();
        let title = Type { bold: true, ..Type::plain(17.0, INK) };
        picture.text((0.0, 20.0), Anchor::Start, title, &self.title);
        let mut y = 20.0;
        for line in wrap(&self.finding, 12.5, width) {
            y += 18.0;
            picture.text((0.0, y), Anchor::Start, Type::plain(12.5, GREY), &line);
        }
        (picture.out, y + 14.0)
    }

    /// The figure for a terminal of so many columns: title, picture, finding.
    pub fn text(&self, width: usize) -> String {
        let width = width.max(40);
        let body = match &self.body {
            Body::Chart(chart) => text::chart(chart, width),
            Body::Flow(flows) => flows.text(width),
            Body::Bars(bars) => bars.text(width),
            Body::Events(events) => events.text(width),
            Body::Sides(sides) => sides.text(),
        };
        let mut out = format!("{}\n", self.title);
        out.push_str(&body);
        text::wrapped(&mut out, &self.finding, width);
        out
    }
}
