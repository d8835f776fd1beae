//! The one schema of the evidence: which tables there are and what each column means.
//!
//! The reader takes its headers from here, and `datapackage.json` and `SCHEMA.md` are made from it.

/// What kind of value a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A finite number with a decimal point.
    Number,
    /// A date: EDTF, `EY1924/25`, `AY1924/25` or `os:` before an Old Style date.
    Date,
    /// A key of the bibliography.
    Source,
    /// One of the words listed.
    OneOf(&'static [&'static str]),
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Name in the header.
    pub name: &'static str,
    /// Kind of value.
    pub kind: Kind,
    /// Whether every row must fill it.
    pub required: bool,
    /// What it means.
    pub about: &'static str,
}

/// One kind of table.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// Short name, also the name of the resource in the data package.
    pub name: &'static str,
    /// What the table holds.
    pub about: &'static str,
    /// The folder, or the file, in which such tables lie.
    pub place: &'static str,
    /// The columns in their order.
    pub fields: &'static [Field],
}

impl Schema {
    /// Whether a file (relative to the root of the evidence) is a table of this kind.
    pub fn covers(&self, name: &str) -> bool {
        name == self.place || (self.place.ends_with('/') && name.starts_with(self.place))
    }
}

const fn must(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { name, kind, required: true, about }
}

const fn may(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { name, kind, required: false, about }
}

const SOURCE: Field = must("source", Kind::Source, "Key of the entry in sources/sources.bib.");
const LOCATOR: Field =
    may("locator", Kind::Text, "Page, table or section, as the compilation gives it.");
const URL: Field = may("url", Kind::Text, "The page that was read.");
const NOTE: Field = may("note", Kind::Text, "What a user of the row must know.");
const SEEN: &[&str] = &["confirmed", "recalled", "estimated"];
const CONFIDENCE: Field = must(
    "confidence",
    Kind::OneOf(SEEN),
    "confirmed: stood on a page that was read; recalled: from the standard literature, not seen; \
     estimated: computed or reconstructed, never for validation.",
);
const JUDGED: Field = must(
    "confidence",
    Kind::OneOf(&["confirmed", "recalled", "estimated", "judgement"]),
    "As in the series; judgement: set by the makers of the model, without a source for the number.",
);

/// Numbers by date.
pub const SERIES: Schema = Schema {
    name: "series",
    about: "Numbers by date. Rows that disagree stand side by side.",
    place: "series/",
    fields: &[
        must("series", Kind::Text, "Name of the series."),
        must("date", Kind::Date, "The time to which the number belongs."),
        must("value", Kind::Number, "The number."),
        must("unit", Kind::Text, "Its unit, in words."),
        may("territory", Kind::Text, "Territory, with its borders where they matter."),
        may("group", Kind::Text, "Group of people, party or body counted."),
        SOURCE,
        LOCATOR,
        URL,
        CONFIDENCE,
        may(
            "grade",
            Kind::OneOf(&["A", "B", "C"]),
            "Of a recalled or estimated number: A well known, B within 3 to 5 percent, C roughly.",
        ),
        NOTE,
    ],
};

/// Dated events.
pub const EVENTS: Schema = Schema {
    name: "events",
    about: "What happened, by day; dates are New Style unless marked `os:`.",
    place: "events/",
    fields: &[
        must("date", Kind::Date, "Day of the event."),
        must(
            "date_precision",
            Kind::OneOf(&["day", "month"]),
            "month: only the month is certain, the day is a place in it.",
        ),
        must("kind", Kind::Text, "economy, politics, war, congress and so on."),
        must("title", Kind::Text, "Title."),
        may("description", Kind::Text, "More about it."),
        may("magnitude", Kind::Number, "A number that goes with it."),
        may("unit", Kind::Text, "Unit of the number."),
        SOURCE,
        LOCATOR,
        URL,
        CONFIDENCE,
        NOTE,
    ],
};

/// Votes.
pub const VOTES: Schema = Schema {
    name: "votes",
    about: "Recorded votes, one row for each option and group. Not every row counts votes: see \
            unit.",
    place: "votes/",
    fields: &[
        must("vote_id", Kind::Text, "Name shared by the rows of one vote."),
        must("date", Kind::Date, "When the vote was taken."),
        must("body", Kind::Text, "Who voted."),
        must("question", Kind::Text, "What was asked."),
        must("option", Kind::Text, "The option counted in this row."),
        must("votes", Kind::Number, "The count."),
        must("unit", Kind::Text, "What is counted."),
        may("group", Kind::Text, "Part of the body, where votes are known by part."),
        SOURCE,
        LOCATOR,
        URL,
        CONFIDENCE,
        NOTE,
    ],
};

/// Members of bodies.
pub const BODIES: Schema = Schema {
    name: "bodies",
    about: "Who sat in which body, from when to when. The compilation gave no confidence here: \
            all rows count as recalled.",
    place: "bodies/",
    fields: &[
        must("body", Kind::Text, "The body."),
        must("person", Kind::Text, "The person."),
        must("role", Kind::Text, "Role in the body."),
        must("from", Kind::Date, "First day."),
        may("to", Kind::Date, "Last day."),
        SOURCE,
        CONFIDENCE,
        NOTE,
    ],
};

/// Signatories of the statement of the 46.
pub const PLATFORM46: Schema = Schema {
    name: "platform46",
    about: "Signatories of the statement of 15 October 1923.",
    place: "platform46.csv",
    fields: &[
        must("name", Kind::Text, "The person."),
        may("signed_with_reservation", Kind::Text, "Whether with a reservation."),
        SOURCE,
        URL,
        CONFIDENCE,
        NOTE,
    ],
};

/// Paths given to the model from outside.
pub const PATHS: Schema = Schema {
    name: "paths",
    about: "Given paths: what the model takes from outside, by date and region.",
    place: "paths/",
    fields: &[
        must("path", Kind::Text, "Name of the path."),
        must("date", Kind::Date, "Time to which the number belongs."),
        may("region", Kind::Text, "Region; empty for the whole country."),
        must("value", Kind::Number, "The number."),
        must("unit", Kind::Text, "Its unit, in words."),
        must("source", Kind::Source, "Key of the bibliography, or the word judgement."),
        JUDGED,
        NOTE,
    ],
};

/// All tables, in the order in which they are described.
pub const SCHEMAS: [&Schema; 6] = [&SERIES, &EVENTS, &VOTES, &BODIES, &PLATFORM46, &PATHS];
