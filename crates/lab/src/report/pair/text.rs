//! Charts in the characters of a terminal, from the same data as the pictures.

use kernel::Month;

use crate::report::chart::{Chart, Entry, Panel};
use crate::report::numbers::{in_words, number};

/// Rows of a panel.
const ROWS: usize = 9;
/// Columns for the numbers of the axis.
const AXIS: usize = 11;
/// Signs of the medians of several lines, in order.
const SIGNS: [char; 4] = ['o', 'x', '+', '#'];

/// A chart, panel by panel.
pub(super) fn chart(chart: &Chart, width: usize) -> String {
    let mut out = String::new();
    for panel in &chart.panels {
        out.push_str(&panel_of(chart, panel, width));
    }
    if let Some(month) = chart.bounds.parting {
        out.push_str(&format!("│ worlds part, {}", in_words(month)));
        if let Some(horizon) = chart.bounds.horizon.filter(|month| *month < chart.last) {
            out.push_str(&format!("   ┊ horizon, {}", in_words(horizon)));
        }
        out.push('\n');
    }
    out
}

/// Where months and values stand on the grid of characters.
struct Grid {
    cells: Vec<Vec<char>>,
    first: Month,
    months: usize,
    low: f64,
    high: f64,
}

impl Grid {
    fn column(&self, month: Month) -> usize {
        let at = usize::try_from(month.since(self.first)).unwrap_or(0);
        (at * self.cells[0].len() / self.months).min(self.cells[0].len() - 1)
    }

    fn row(&self, value: f64) -> usize {
        let share = (self.high - value) / (self.high - self.low);
        libm::round(share.clamp(0.0, 1.0) * (self.cells.len() - 1) as f64) as usize
    }

    fn put(&mut self, row: usize, column: usize, sign: char) {
        self.cells[row][column] = sign;
    }

    fn upright(&mut self, month: Month, sign: char) {
        let column = self.column(month);
        for row in &mut self.cells {
            if row[column] == ' ' || row[column] == '·' {
                row[column] = sign;
            }
        }
    }
}

fn panel_of(chart: &Chart, panel: &Panel, width: usize) -> String {
    let columns = width - AXIS - 2;
    let months = usize::try_from(chart.last.since(chart.first) + 1).unwrap_or(1).max(1);
    let (low, high) = range(panel);
    let cells = vec![vec![' '; columns]; ROWS];
    let mut grid = Grid { cells, first: chart.first, months, low, high };
    let zero = grid.row(0.0);
    grid.cells[zero].fill('·');
    if let [line] = panel.lines.as_slice() {
        for entry in &line.entries {
            shade(&mut grid, entry);
        }
    }
    for (line, sign) in panel.lines.iter().zip(SIGNS) {
        let sign = if panel.lines.len() == 1 { '█' } else { sign };
        for entry in &line.entries {
            let median = entry.spread.median();
            if median.is_finite() {
                let row = grid.row(median);
                (grid.column(entry.first)..=grid.column(entry.last))
                    .for_each(|column| grid.put(row, column, sign));
            }
        }
    }
    if let Some(month) = chart.bounds.parting {
        grid.upright(month, '│');
    }
    if let Some(month) = chart.bounds.horizon.filter(|month| *month < chart.last) {
        grid.upright(month, '┊');
    }
    write(&grid, panel, chart)
}

/// The 80 per cent band light, the middle half darker.
fn shade(grid: &mut Grid, entry: &Entry) {
    for (width, sign) in [(1, '░'), (0, '▒')] {
        let (low, high) = entry.spread.interval(width);
        if low.is_finite() && high.is_finite() {
            for column in grid.column(entry.first)..=grid.column(entry.last) {
                (grid.row(high)..=grid.row(low)).for_each(|row| grid.put(row, column, sign));
            }
        }
    }
}

fn range(panel: &Panel) -> (f64, f64) {
    let width = usize::from(panel.lines.len() == 1);
    let entries = panel.lines.iter().flat_map(|line| &line.entries);
    let shown = entries.flat_map(|entry| {
        let (low, high) = entry.spread.interval(width);
        let median = entry.spread.median();
        if width == 1 { [low, high] } else { [median, median] }
    });
    let (low, high) = shown
        .filter(|value| value.is_finite())
        .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    if high > low { (low, high) } else { (low, low + 1.0) }
}

fn write(grid: &Grid, panel: &Panel, chart: &Chart) -> String {
    let names = panel.lines.iter().zip(SIGNS).map(|(line, sign)| format!("{sign} {}", line.label));
    let key = match panel.lines.len() {
        1 => "█ median  ▒ 50 %  ░ 80 % of draws".to_owned(),
        _ => names.collect::<Vec<_>>().join("  "),
    };
    let mut out = format!("{}, {}   {key}\n", panel.title, panel.unit);
    let zero = grid.row(0.0);
    for (at, row) in grid.cells.iter().enumerate() {
        let label = match at {
            0 => number(grid.high),
            _ if at == zero => "0".to_owned(),
            _ if at == ROWS - 1 => number(grid.low),
            _ => String::new(),
        };
        let row: String = row.iter().collect();
        out.push_str(format!("{label:>AXIS$} {row}").trim_end());
        out.push('\n');
    }
    out.push_str(&years(grid, chart));
    out
}

/// The years under the axis, as many as have room.
fn years(grid: &Grid, chart: &Chart) -> String {
    let mut line = vec![' '; AXIS + 1 + grid.cells[0].len()];
    let mut free = 0;
    for year in chart.first.year() + 1..=chart.last.year() {
        let at = AXIS + 1 + grid.column(Month::new(year, 1));
        if at >= free && at + 4 <= line.len() {
            line.splice(at..at + 4, year.to_string().chars());
            free = at + 6;
        }
    }
    format!("{}\n", line.into_iter().collect::<String>().trim_end())
}

/// Adds a text in lines no longer than `width`.
pub(super) fn wrapped(out: &mut String, text: &str, width: usize) {
    let mut column = 0;
    for word in text.split(' ') {
        let long = word.chars().count();
        if column > 0 && column + 1 + long > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += long;
    }
    out.push('\n');
}

/// A text cut or filled to so many characters.
pub(super) fn fit(text: &str, width: usize) -> String {
    let long = text.chars().count();
    if long <= width {
        return format!("{text}{}", " ".repeat(width - long));
    }
    let head: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{head}…")
}
