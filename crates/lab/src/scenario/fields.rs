//! Reads the fields of a table, with every slip noted at its place.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use kernel::Month;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::dates;
use crate::problems::{Place, Problem, Problems};

/// A text that is being read, and what was found wrong with it.
pub struct Text {
    /// Its name for messages.
    pub file: Arc<str>,
    /// The text.
    pub text: Arc<str>,
    /// What is wrong, in the order of finding.
    pub problems: Vec<Problem>,
}

/// One table of the text.
pub struct Section<'a> {
    title: &'static str,
    /// The bytes of its head.
    pub span: Range<usize>,
    entries: Vec<Field<'a>>,
}

/// One key of a table and its value.
#[derive(Clone)]
pub struct Field<'a> {
    /// The key.
    pub key: &'a str,
    key_span: Range<usize>,
    value: &'a DeValue<'a>,
    /// The bytes of the value.
    pub span: Range<usize>,
}

/// Reads a TOML file by a function that notes what is wrong. `help` says what file to give instead.
///
/// # Errors
/// All problems of the file, not only the first.
pub fn read_file<T>(
    path: &Path,
    help: &str,
    read: impl FnOnce(&mut Text, &DeTable) -> T,
) -> Result<T, Problems> {
    let shown: Arc<str> = path.display().to_string().into();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            let what = match error.kind() {
                std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
                _ => format!("the file cannot be read: {error}"),
            };
            let problem = Problem::new("S013", Place::line(&shown, 0), what);
            return Err(Problems(vec![problem.help(help)]));
        }
    };
    read_text(&shown, &text, read)
}

/// The same of a text; `name` stands for its file.
///
/// # Errors
/// All problems of the text, not only the first.
pub fn read_text<T>(
    name: &str,
    text: &str,
    read: impl FnOnce(&mut Text, &DeTable) -> T,
) -> Result<T, Problems> {
    let text: Arc<str> = text.into();
    let mut reader = Text { file: name.into(), text: Arc::clone(&text), problems: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(&text);
    for error in errors {
        let place = reader.place(&error.span().unwrap_or(0..0));
        let what = format!("broken TOML: {}", error.message().replace('\n', ", "));
        reader.note(Problem::new("S001", place, what));
    }
    let sound = reader.problems.is_empty();
    let value = sound.then(|| read(&mut reader, table.get_ref()));
    let problems = Problems(reader.problems);
    match value {
        Some(value) => problems.or(value),
        None => Err(problems),
    }
}

impl Text {
    /// The place of some bytes.
    pub fn place(&self, span: &Range<usize>) -> Place {
        Place::new(&self.file, &self.text, span.clone())
    }

    /// Notes a problem.
    pub fn note(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// A table, with a problem for each key that does not belong there.
    pub fn section<'a>(
        &mut self,
        title: &'static str,
        span: Range<usize>,
        table: &'a DeTable<'a>,
        keys: &[&str],
    ) -> Section<'a> {
        let mut entries: Vec<Field<'a>> = table
            .iter()
            .map(|(key, value)| Field {
                key: key.get_ref(),
                key_span: key.span(),
                value: value.get_ref(),
                span: value.span(),
            })
            .collect();
        entries.sort_by_key(|field| field.key_span.start);
        for field in entries.iter().filter(|field| !keys.contains(&field.key)) {
            let what = format!("unknown key `{}` in {title}", field.key);
            let place = self.place(&field.key_span);
            self.note(
                Problem::new("S002", place, what)
                    .label("this key is not known")
                    .nearest(field.key, keys.iter().copied()),
            );
        }
        Section { title, span: head(&self.text, span), entries }
    }

    /// A text value.
    pub fn text(&mut self, field: &Field) -> Option<String> {
        match field.value {
            DeValue::String(text) => Some(text.to_string()),
            _ => self.wrong_type(field, "a text in quotes"),
        }
    }

    /// A finite number.
    pub fn number(&mut self, field: &Field) -> Option<f64> {
        match number(field.value) {
            Some(number) if number.is_finite() => Some(number),
            Some(_) => self.wrong_type(field, "a finite number"),
            None => self.wrong_type(field, "a number"),
        }
    }

    /// A whole number from 0 to `most`.
    pub fn whole(&mut self, field: &Field, most: u64) -> Option<u64> {
        let DeValue::Integer(digits) = field.value else {
            return self.wrong_type(field, "a whole number");
        };
        let plain = digits.as_str().replace('_', "");
        match u64::from_str_radix(plain.trim_start_matches('+'), digits.radix()) {
            Ok(number) if number <= most => Some(number),
            _ => {
                let what = format!("`{}` must lie between 0 and {most}", field.key);
                self.note(Problem::new("S007", self.place(&field.span), what));
                None
            }
        }
    }

    /// True or false.
    pub fn flag(&mut self, field: &Field) -> Option<bool> {
        match field.value {
            DeValue::Boolean(flag) => Some(*flag),
            _ => self.wrong_type(field, "true or false"),
        }
    }

    /// A list of texts.
    pub fn texts(&mut self, field: &Field) -> Option<Vec<String>> {
        let DeValue::Array(items) = field.value else {
            return self.wrong_type(field, "a list of texts");
        };
        let text = |item: &Spanned<DeValue>| item.get_ref().as_str().map(str::to_owned);
        match items.iter().map(text).collect() {
            Some(texts) => Some(texts),
            None => self.wrong_type(field, "a list of texts"),
        }
    }

    /// The texts of a list, each with its place.
    pub fn placed(&mut self, field: &Field) -> Option<Vec<(String, Place)>> {
        let texts = self.texts(field)?;
        let DeValue::Array(items) = field.value else { return None };
        let places = items.iter().map(|item| self.place(&item.span()));
        Some(texts.into_iter().zip(places).collect())
    }

    /// A month within the years that are run.
    pub fn month(&mut self, field: &Field) -> Option<Month> {
        if field.value.is_datetime() {
            return self.wrong_type(field, "a month in quotes, such as \"1922-10\"");
        }
        let text = self.text(field)?;
        let note = |what| Problem::new("S006", self.place(&field.span), what);
        let read = dates::month_of_run(&text).map_err(note);
        read.map_err(|problem| self.note(problem)).ok()
    }

    /// A length of time.
    pub fn months(&mut self, field: &Field) -> Option<u32> {
        let text = self.text(field)?;
        let note = |what| Problem::new("S018", self.place(&field.span), what);
        let read = dates::months(&text).map_err(note);
        read.map_err(|problem| self.note(problem)).ok()
    }

    /// The place of some bytes of a text value, or of all of it if it is written with escapes.
    pub fn within(&self, field: &Field, part: &Range<usize>) -> Place {
        let inner = field.span.start + 1..field.span.end.saturating_sub(1);
        let plain = self.text.get(inner.clone()).is_some_and(|t| field.value.as_str() == Some(t));
        if plain && !part.is_empty() {
            return self.place(&(inner.start + part.start..inner.start + part.end));
        }
        self.place(&field.span)
    }

    /// A table within a table.
    pub fn table<'a>(
        &mut self,
        title: &'static str,
        field: &Field<'a>,
        keys: &[&str],
    ) -> Option<Section<'a>> {
        match field.value {
            DeValue::Table(table) => Some(self.section(title, field.span.clone(), table, keys)),
            _ => self.wrong_type(field, "a table"),
        }
    }

    /// The tables of `[[key]]`.
    pub fn tables<'a>(
        &mut self,
        title: &'static str,
        field: &Field<'a>,
        keys: &[&str],
    ) -> Vec<Section<'a>> {
        let DeValue::Array(items) = field.value else {
            self.wrong_type::<()>(field, "a list of tables, each under [[…]]");
            return Vec::new();
        };
        let mut sections = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => {
                    sections.push(self.section(title, item.span(), table, keys));
                }
                _ => {
                    self.wrong_type::<()>(field, "a list of tables, each under [[…]]").unwrap_or(())
                }
            }
        }
        sections
    }

    /// A key that must stand.
    pub fn must<'s, 'a>(&mut self, section: &'s Section<'a>, key: &str) -> Option<&'s Field<'a>> {
        let field = section.get(key);
        if field.is_none() {
            let what = format!("the key `{key}` is missing in {}", section.title);
            self.note(Problem::new("S003", self.place(&section.span), what));
        }
        field
    }

    /// Notes that a value is of the wrong type.
    pub fn wrong_type<T>(&mut self, field: &Field, wanted: &str) -> Option<T> {
        let what = format!("`{}` takes {wanted}, not a {}", field.key, type_name(field.value));
        self.note(Problem::new("S004", self.place(&field.span), what));
        None
    }
}

impl<'a> Section<'a> {
    /// The field of a key.
    pub fn get(&self, key: &str) -> Option<&Field<'a>> {
        self.entries.iter().find(|field| field.key == key)
    }

    /// All fields, in the order of the text.
    pub fn fields(&self) -> &[Field<'a>] {
        &self.entries
    }

    /// What the section is called.
    pub fn title(&self) -> &'static str {
        self.title
    }
}

impl<'a> Field<'a> {
    /// The value as TOML has it.
    pub fn value(&self) -> &'a DeValue<'a> {
        self.value
    }
}

/// A number of TOML, written with or without a point.
pub fn number(value: &DeValue) -> Option<f64> {
    match value {
        DeValue::Float(digits) => digits.as_str().replace('_', "").parse().ok(),
        DeValue::Integer(digits) => {
            let plain = digits.as_str().replace('_', "");
            i64::from_str_radix(&plain, digits.radix()).ok().map(|whole| whole as f64)
        }
        _ => None,
    }
}

fn type_name(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "date without quotes",
        DeValue::Array(_) => "list",
        DeValue::Table(_) => "table",
    }
}

/// The first line of a span: enough to point at a table.
fn head(text: &str, span: Range<usize>) -> Range<usize> {
    let within = text.get(span.clone()).unwrap_or_default();
    let length = within.find('\n').unwrap_or(within.len());
    span.start..span.start + length
}
