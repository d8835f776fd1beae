//! How columns and ids are written down and read again: a column is the sequence of its values, an
//! id the number of its row. For words that a program knows and a file brings back, see [`word`].

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::table::{Column, Id};

impl<Row> Serialize for Id<Row> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // A row number is held in 32 bits.
        to.serialize_u32(self.number() as u32)
    }
}

impl<'de, Row> Deserialize<'de> for Id<Row> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        u32::deserialize(from).map(|number| Id::new(number as usize))
    }
}

impl<Row, T: Serialize> Serialize for Column<Row, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.all().serialize(to)
    }
}

impl<'de, Row, T: Deserialize<'de>> Deserialize<'de> for Column<Row, T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Vec::deserialize(from).map(Column::new)
    }
}

/// A word that the program was compiled with, or that lives as long. (By this name, because the derive
/// of `Deserialize` takes a reference for something that is borrowed from the file.)
pub type Word = &'static str;

/// Reads a word.
///
/// # Errors
/// What is read is no text.
pub fn word<'de, D: Deserializer<'de>>(from: D) -> Result<Word, D::Error> {
    // Kept for good: some dozen words, once in a program that continues a run.
    String::deserialize(from).map(|word| &*word.leak())
}

/// Reads a column of such words.
///
/// # Errors
/// What is read is no sequence of texts.
pub fn words<'de, Row, D: Deserializer<'de>>(from: D) -> Result<Column<Row, Word>, D::Error> {
    let words = Vec::<String>::deserialize(from)?;
    Ok(Column::new(words.into_iter().map(|word| &*word.leak()).collect()))
}
