//! The few shapes a chart needs, written as SVG.

use std::fmt::Write;

/// Okabe and Ito's colours, which colour-blind readers can tell apart, darkest first where they
/// must also differ in grey.
pub(super) const COLOURS: [&str; 4] = ["#0072B2", "#D55E00", "#009E73", "#CC79A7"];

/// The same for words, dark enough to be read on white (contrast of 4.5 and more).
pub(super) const NAMES: [&str; 4] = ["#0072B2", "#B34700", "#00795A", "#A0497C"];

/// Dashes of the lines, so that they differ without colour.
pub(super) const DASHES: [&str; 4] = ["", "8 3", "8 3 2 3", "4 3"];

/// Ink of the record and the words.
pub(super) const INK: &str = "#1a1a1a";
/// Lesser words.
pub(super) const GREY: &str = "#5c5c5c";
/// Numbers that are only estimated.
pub(super) const FAINT: &str = "#767676";
/// The grid.
pub(super) const GRID: &str = "#e3e3e3";
/// What lies over months for which nobody vouches.
pub(super) const BEYOND: &str = "#f4f4f4";
/// The shade of a period.
pub(super) const SHADE: &str = "#f3efe6";

const HALO: &str =
    " stroke=\"#fff\" stroke-width=\"2.5\" stroke-linejoin=\"round\" paint-order=\"stroke\"";

/// Text with the five characters of mark-up made harmless, and control characters taken out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A straight line between two places.
pub(super) type Segment = ((f64, f64), (f64, f64));

/// A picture in the making.
#[derive(Default)]
pub(super) struct Picture {
    pub out: String,
}

/// Where a text stands in relation to its place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Size, colour and weight of a text.
#[derive(Clone, Copy)]
pub(super) struct Type {
    pub size: f64,
    pub colour: &'static str,
    pub bold: bool,
    pub italic: bool,
    /// Whether a white edge lifts it off what lies below.
    pub halo: bool,
}

impl Type {
    pub(super) const fn plain(size: f64, colour: &'static str) -> Type {
        Type { size, colour, bold: false, italic: false, halo: false }
    }
}

impl Picture {
    pub(super) fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    pub(super) fn line(&mut self, a: (f64, f64), b: (f64, f64), stroke: &str, width: f64) {
        let [x1, y1, x2, y2] = [a.0, a.1, b.0, b.1].map(short);
        let _ = write!(
            self.out,
            "<path d=\"M{x1} {y1}L{x2} {y2}\" stroke=\"{stroke}\" stroke-width=\"{}\"/>",
            short(width)
        );
    }

    /// Many straight lines of one kind.
    pub(super) fn lines(&mut self, lines: &[Segment], stroke: &str, width: f64) {
        if lines.is_empty() {
            return;
        }
        let d: String = lines.iter().map(|(a, b)| path(&[*a, *b])).collect();
        let _ = write!(
            self.out,
            "<path d=\"{d}\" stroke=\"{stroke}\" stroke-width=\"{}\"/>",
            short(width)
        );
    }

    /// Many short texts of one kind.
    pub(super) fn labels(&mut self, labels: &[((f64, f64), String)], anchor: &str, style: Type) {
        let _ = write!(
            self.out,
            "<g text-anchor=\"{anchor}\" font-size=\"{}\" fill=\"{}\">",
            short(style.size),
            style.colour
        );
        for ((x, y), text) in labels {
            let (x, y) = (short(*x), short(*y));
            let _ = write!(self.out, "<text x=\"{x}\" y=\"{y}\">{}</text>", escape(text));
        }
        self.raw("</g>");
    }

    pub(super) fn rect(&mut self, at: (f64, f64), size: (f64, f64), fill: &str, opacity: f64) {
        let [x, y, w, h] = [at.0, at.1, size.0, size.1.max(0.0)].map(short);
        let _ = write!(
            self.out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{fill}\""
        );
        if opacity < 1.0 {
            let _ = write!(self.out, " fill-opacity=\"{opacity}\"");
        }
        self.raw("/>");
    }

    pub(super) fn text(&mut self, at: (f64, f64), anchor: Anchor, style: Type, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let [x, y, size] = [at.0, at.1, style.size].map(short);
        let _ = write!(
            self.out,
            "<text x=\"{x}\" y=\"{y}\"{anchor} font-size=\"{size}\" fill=\"{}\"{}{}{}>{}</text>",
            style.colour,
            if style.bold { " font-weight=\"600\"" } else { "" },
            if style.italic { " font-style=\"italic\"" } else { "" },
            if style.halo { HALO } else { "" },
            escape(text)
        );
    }

    /// A broken line through points; gaps where a value is not a number.
    pub(super) fn stroke(&mut self, points: &[(f64, f64)], stroke: &str, width: f64, dash: &str) {
        let path = path(points);
        if path.is_empty() {
            return;
        }
        let _ = write!(
            self.out,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{}\" \
             stroke-linejoin=\"round\"",
            short(width)
        );
        if !dash.is_empty() {
            let _ = write!(self.out, " stroke-dasharray=\"{dash}\"");
        }
        self.raw("/>");
    }

    /// The area between two lines, whole where both are numbers.
    pub(super) fn area(
        &mut self,
        low: &[(f64, f64)],
        high: &[(f64, f64)],
        fill: &str,
        opacity: f64,
    ) {
        let good = |at: usize| low[at].1.is_finite() && high[at].1.is_finite();
        let mut d = String::new();
        let mut at = 0;
        while at < low.len() {
            let from = at;
            while at < low.len() && good(at) {
                at += 1;
            }
            if at > from + 1 {
                let round = high[from..at].iter().chain(low[from..at].iter().rev());
                d.push_str(&path(&round.copied().collect::<Vec<_>>()));
                d.push('z');
            }
            at = at.max(from + 1);
        }
        if !d.is_empty() {
            let _ =
                write!(self.out, "<path d=\"{d}\" fill=\"{fill}\" fill-opacity=\"{opacity}\"/>");
        }
    }
}

/// A path in steps of a tenth, each relative to the last: a third of the length of absolute ones.
fn path(points: &[(f64, f64)]) -> String {
    let tenth = |v: f64| libm::round(v * 10.0) as i64;
    let mut d = String::new();
    let mut last = None;
    let mut open = false;
    for &(x, y) in points {
        if !x.is_finite() || !y.is_finite() {
            (last, open) = (None, false);
            continue;
        }
        let here = (tenth(x), tenth(y));
        match last {
            None => {
                d.push('M');
                pair(&mut d, here, true);
            }
            Some((x0, y0)) => {
                if !open {
                    d.push('l');
                }
                pair(&mut d, (here.0 - x0, here.1 - y0), !open);
                open = true;
            }
        }
        last = Some(here);
    }
    d
}

/// Two numbers with no more between them than a reader of paths needs.
fn pair(d: &mut String, (x, y): (i64, i64), first: bool) {
    for (at, value) in [x, y].into_iter().enumerate() {
        if value >= 0 && (at > 0 || !first) {
            d.push(' ');
        }
        let (sign, size) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
        let _ = match (size / 10, size % 10) {
            (whole, 0) => write!(d, "{sign}{whole}"),
            (0, tenth) => write!(d, "{sign}.{tenth}"),
            (whole, tenth) => write!(d, "{sign}{whole}.{tenth}"),
        };
    }
}

/// A length to a hundredth.
pub(super) fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// About how wide a text of the sans-serif faces is.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let one = |c: char| match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')' | ' ' | 't'
        | 'f' | 'r' | 'I' => 0.31,
        'm' | 'w' | 'M' | 'W' | '%' => 0.86,
        c if c.is_uppercase() => 0.68,
        _ => 0.556,
    };
    size * text.chars().map(one).sum::<f64>()
}

/// Words in lines no wider than `most`.
pub(super) fn wrap(text: &str, size: f64, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(word, size) + 0.31 * size <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
