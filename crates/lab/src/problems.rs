//! What is wrong with a file that a person wrote, shown at its place in the file.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet,
};

/// A place in a text: a file, its text, and the bytes meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as the user named it.
    pub file: Arc<str>,
    /// Its text; empty if only the line is known.
    pub text: Arc<str>,
    /// The bytes meant.
    pub span: Range<usize>,
    /// The line, counted from 1; 0 for the whole file.
    pub line: usize,
}

impl Place {
    /// A place in a text that is at hand.
    pub fn new(file: &Arc<str>, text: &Arc<str>, span: Range<usize>) -> Place {
        let span = span.start.min(text.len())..span.end.min(text.len());
        let before = text.as_bytes().get(..span.start).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Place { file: Arc::clone(file), text: Arc::clone(text), span, line }
    }

    /// A line of a file whose text is not at hand.
    pub fn line(file: &str, line: usize) -> Place {
        Place { file: file.into(), text: "".into(), span: 0..0, line }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.file),
            line => write!(f, "{}:{line}", self.file),
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Code, `S001` and so on; the list stands in [`crate::scenario`].
    pub code: &'static str,
    /// What is wrong.
    pub what: String,
    /// Where.
    pub place: Place,
    /// What to say at the place; may be empty.
    pub label: String,
    /// A second place that has to do with it, and what to say there.
    pub other: Option<(Place, String)>,
    /// More about it.
    pub notes: Vec<String>,
    /// How to mend it.
    pub help: Vec<String>,
}

impl Problem {
    /// A problem at a place.
    pub fn new(code: &'static str, place: Place, what: impl Into<String>) -> Problem {
        let (what, label) = (what.into(), String::new());
        Problem { code, what, place, label, other: None, notes: Vec::new(), help: Vec::new() }
    }

    /// With words at the place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Problem {
        self.label = text.into();
        self
    }

    /// With a second place.
    #[must_use]
    pub fn other(mut self, place: Place, label: impl Into<String>) -> Problem {
        self.other = Some((place, label.into()));
        self
    }

    /// With a remark.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Problem {
        self.notes.push(text.into());
        self
    }

    /// With a way to mend it; an empty text adds nothing.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Problem {
        let text = text.into();
        if !text.is_empty() {
            self.help.push(text);
        }
        self
    }

    /// An unknown name: the nearest known one, or the whole list if it is short.
    #[must_use]
    pub fn nearest<'a>(self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Problem {
        let known: Vec<&str> = known.into_iter().collect();
        let close = close_name(name, &known);
        if let Some(near) = close {
            return self.help(format!("did you mean `{near}`?"));
        }
        const SHORT_LIST: usize = 12;
        match known.len() {
            0 => self,
            n if n <= SHORT_LIST => self.help(format!("known here: {}", known.join(", "))),
            n => self
                .help(format!("none of the {n} known names is near; list them with ktokogo list")),
        }
    }

    /// The lines of the files that have to do with it: one frame, if both places are in one file.
    fn shown(&self) -> Vec<Element<'_>> {
        let place = &self.place;
        if place.text.is_empty() {
            let origin = Origin::path(&*place.file);
            return vec![if place.line > 0 { origin.line(place.line) } else { origin }.into()];
        }
        let frame =
            |place: &Place| Snippet::source(place.text.to_string()).path(place.file.to_string());
        let mut first = frame(place);
        first = first.annotation(annotation(AnnotationKind::Primary, place, &self.label));
        match &self.other {
            Some((other, label)) if !other.text.is_empty() => {
                let second = annotation(AnnotationKind::Context, other, label);
                if other.file == place.file {
                    vec![first.annotation(second).into()]
                } else {
                    vec![first.into(), frame(other).annotation(second).into()]
                }
            }
            _ => vec![first.into()],
        }
    }

    fn group(&self) -> Group<'_> {
        let title = Level::ERROR.primary_title(self.what.as_str()).id(self.code);
        let mut group = title.elements(self.shown());
        if let Some((place, label)) = &self.other
            && place.text.is_empty()
        {
            group = group.element(Level::NOTE.message(format!("{place}: {label}")));
        }
        for note in &self.notes {
            group = group.element(Level::NOTE.message(note.as_str()));
        }
        for help in &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        group
    }
}

/// The known name that a slip of the pen most likely meant. A name that is the tail of a longer
/// dotted one (`substitution` for `sell-grain.substitution`) counts as near.
pub fn close_name<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let tail = known.iter().find(|k| k.rsplit_once('.').is_some_and(|(_, tail)| tail == name));
    evidence::nearest_name(name, known.iter().copied()).or(tail.copied())
}

fn annotation<'a>(kind: AnnotationKind, place: &Place, label: &'a str) -> Annotation<'a> {
    kind.span(place.span.clone()).label((!label.is_empty()).then_some(label))
}

/// Everything that is wrong, in order of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// The text for people; `plain` leaves out colour, for what is not a terminal.
    pub fn render(&self, plain: bool) -> String {
        let renderer = if plain { Renderer::plain() } else { Renderer::styled() };
        let decor = if plain { DecorStyle::Ascii } else { DecorStyle::Unicode };
        let renderer = renderer.decor_style(decor);
        let all = self.0.iter().map(|problem| renderer.render(&[problem.group()]));
        let mut text = all.collect::<Vec<_>>().join("\n\n");
        text.push('\n');
        text
    }

    /// One line a problem: place, code, what is wrong, how to mend it.
    pub fn lines(&self) -> Vec<String> {
        let line = |p: &Problem| {
            let help: String = p.help.iter().map(|help| format!("; {help}")).collect();
            format!("{}: {} [{}]{help}", p.place, p.what, p.code)
        };
        self.0.iter().map(line).collect()
    }

    /// Good if there is no problem.
    pub fn or<T>(mut self, good: T) -> Result<T, Problems> {
        if self.0.is_empty() {
            return Ok(good);
        }
        self.0.sort_by(|a, b| {
            (&a.place.file, a.place.span.start).cmp(&(&b.place.file, b.place.span.start))
        });
        Err(self)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(true))
    }
}

impl std::error::Error for Problems {}
