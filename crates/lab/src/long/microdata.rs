//! Single rows of the central run, as Parquet: a fixed sample of the households every month, and every
//! household and member each December.
//!
//! One file a month, written when the month is over, so that nothing of it stays in memory and a run
//! that is continued writes the same files. The sample is taken by the lineage of a household and not
//! by its row: the same one in a hundred is in it in every month, in every world in which they live.

use std::fs::File;
use std::io::{self, BufWriter};
use std::sync::Arc;

use kernel::{Column, Id, Lineage, Month};
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, FloatType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use society::{Household, Households, Member, Members, NOBODY, REGIONS, Society};

use super::area::Area;
use crate::error::LabError;
use crate::folder::parquet::{cause, column, days};
use crate::hashes::{Hashes, VERSION, run_id};
use crate::request::Request;

/// Which single rows are written out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Microdata {
    /// None.
    #[default]
    None,
    /// One household in a hundred, every month.
    Sample,
    /// The sample, and every household and member each December.
    Yearly,
}

impl Microdata {
    /// All, with the names by which they are asked for.
    pub const ALL: [(&str, Microdata); 3] =
        [("none", Microdata::None), ("sample", Microdata::Sample), ("yearly", Microdata::Yearly)];

    /// What is written unless the user says otherwise: the sample if every household is lived.
    pub fn usual(households: usize) -> Microdata {
        if households == usize::MAX { Microdata::Sample } else { Microdata::None }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Microdata::ALL.iter().find(|(_, one)| *one == self).map_or("none", |(name, _)| name)
    }

    /// The one of this name.
    pub fn find(name: &str) -> Option<Microdata> {
        Microdata::ALL.iter().find(|(known, _)| *known == name).map(|(_, one)| *one)
    }
}

/// One household in so many is in the sample.
const SAMPLED: u64 = 100;
/// Child of a lineage that no household has: it keys the sample.
const SAMPLE: u32 = u32::MAX;
/// Rows of a row group: what is held in memory of a column while it is written.
const GROUP: usize = 1 << 20;

/// Whether a household is in the sample.
pub fn sampled(household: Lineage) -> bool {
    household.child(SAMPLE).0.is_multiple_of(SAMPLED)
}

/// A column of whole numbers: its name, its unit, what it is, and how it is read.
type Whole<T, Row> = (&'static str, &'static str, &'static str, fn(&T, Id<Row>) -> i32);

/// The columns of households beside month, lineage and region.
pub(crate) const HOUSEHOLDS: [Whole<Households, Household>; 15] = [
    ("weight", "households", "Equal households for which the row stands.", |h, i| {
        h.weight[i] as i32
    }),
    ("children", "households", "Households that divided from it so far.", |h, i| {
        i32::from(h.children[i])
    }),
    ("mouths", "persons", "Mouths.", |h, i| i32::from(h.mouths[i])),
    ("land", "0.01 ha", "Land held.", |h, i| h.land[i] as i32),
    ("leased", "0.01 ha", "Land leased in; below 0, leased out.", |h, i| h.leased[i]),
    ("sown", "0.01 ha", "Land under crops this season.", |h, i| h.sown[i] as i32),
    ("grain", "kg", "Grain that the officials know of.", |h, i| h.grain[i] as i32),
    ("hidden", "kg", "Grain hidden from the officials.", |h, i| h.hidden[i] as i32),
    ("horses", "head", "Horses.", |h, i| i32::from(h.horses[i])),
    ("cattle", "head", "Cattle.", |h, i| i32::from(h.cattle[i])),
    ("pigs", "head", "Pigs.", |h, i| i32::from(h.pigs[i])),
    ("hires", "1", "Whether it hires labour this season: 1 or 0.", |h, i| i32::from(h.hires[i])),
    ("lack", "kg", "Food that it lacked this month.", |h, i| i32::from(h.lack[i])),
    ("fed", "percent", "Grain that its animals got, of what they wanted.", |h, i| {
        i32::from(h.fed[i])
    }),
    ("divides", "1", "Whether it wishes to divide: 1 or 0.", |h, i| i32::from(h.divides[i])),
];

/// The columns of members beside month, lineage and region; kinds by their numbers.
pub(crate) const MEMBERS: [Whole<Members, Member>; 7] = [
    ("origin", "kind", "0 worker, 1 peasant, 2 employee or other.", |m, i| m.origin[i] as i32),
    ("job", "kind", "0 bench, 1 farm, 2 office, 3 army, 4 study.", |m, i| m.job[i] as i32),
    ("joined", "year", "Year of joining; 1904 stands for all earlier ones.", |m, i| {
        i32::from(m.joined[i])
    }),
    ("schooling", "kind", "0 none, 1 primary, 2 secondary, 3 higher.", |m, i| {
        m.schooling[i] as i32
    }),
    (
        "nation",
        "kind",
        "0 Russian, 1 Ukrainian or Belorussian, 2 Jewish, 3 Western, 4 Caucasian, 5 Eastern.",
        |m, i| m.nation[i] as i32,
    ),
    ("standing", "kind", "0 no office, 1 cell, 2 district, 3 province, 4 centre.", |m, i| {
        m.standing[i] as i32
    }),
    ("patron", "leader", "Row of the leader to whom the member looks; -1 none.", |m, i| {
        if m.patron[i] == NOBODY { -1 } else { i32::from(m.patron[i]) }
    }),
];

/// A column of shares: its name, what it is, and how it is read.
type Share = (&'static str, &'static str, fn(&Members, Id<Member>) -> f32);

/// The columns of members that are no whole numbers.
pub(crate) const MOODS: [Share; 9] = [
    ("private_plan", "What the member thinks: market (-1) to plan (1).", |m, i| m.private[i][0]),
    ("private_democracy", "Discipline (-1) to discussion (1).", |m, i| m.private[i][1]),
    ("private_nation", "World revolution (-1) to the nation (1).", |m, i| m.private[i][2]),
    ("public_plan", "What the member says.", |m, i| m.public[i][0]),
    ("public_democracy", "What the member says.", |m, i| m.public[i][1]),
    ("public_nation", "What the member says.", |m, i| m.public[i][2]),
    ("commitment", "Devotion to the cause, 0 to 1.", |m, i| m.commitment[i]),
    ("weariness", "Weariness, 0 to 1.", |m, i| m.weariness[i]),
    ("comfort", "Wish for comfort, 0 to 1.", |m, i| m.comfort[i]),
];

/// The tables of one run.
pub(super) struct Tables {
    which: Microdata,
    about: Vec<KeyValue>,
}

/// The rows of the sample, found once a year: households come and go in December alone.
#[derive(Default)]
pub(super) struct Rows {
    sample: Option<Vec<u32>>,
}

impl Rows {
    fn of(&mut self, households: &Households, month: Month) -> &[u32] {
        if month.of_year() == 12 {
            self.sample = None;
        }
        self.sample.get_or_insert_with(|| {
            let rows = households.lineage.all().iter().zip(0..);
            rows.filter(|(who, _)| sampled(**who)).map(|(_, row)| row).collect()
        })
    }
}

impl Tables {
    pub fn of(request: &Request, hashes: &Hashes) -> Tables {
        let entry = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
        let mut about = vec![
            entry("ktokogo.version", VERSION),
            entry("ktokogo.engine", &hashes.engine),
            entry("ktokogo.evidence", &hashes.evidence),
            entry("ktokogo.scenario", &hashes.scenario),
            entry("ktokogo.seed", &request.seed.to_string()),
            entry("ktokogo.run", &run_id(request, hashes)),
        ];
        about.extend(HOUSEHOLDS.map(|(name, unit, ..)| entry(&format!("unit:{name}"), unit)));
        Tables { which: request.microdata, about }
    }

    /// Writes what is asked for of a month that is over.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn write(
        &self,
        area: &Area,
        month: Month,
        society: &Society,
        rows: &mut Rows,
    ) -> Result<(), LabError> {
        if self.which == Microdata::None {
            return Ok(());
        }
        let (households, members) = (&society.households, &society.members);
        let put = |kind: &str, write: &dyn Fn(&mut BufWriter<File>) -> io::Result<()>| {
            area.put(&area.table(&format!("{kind}-{month}.parquet")), |file| write(file))
        };
        let sample = rows.of(households, month);
        put("sample", &|file| self.households(file, households, month, sample.chunks(GROUP)))?;
        if self.which == Microdata::Yearly && month.of_year() == 12 {
            put("households", &|file| {
                self.households(file, households, month, blocks(households.len()))
            })?;
            put("members", &|file| self.members(file, members, month))?;
        }
        Ok(())
    }

    fn households(
        &self,
        file: &mut BufWriter<File>,
        table: &Households,
        month: Month,
        groups: impl Iterator<Item: AsRef<[u32]>>,
    ) -> io::Result<()> {
        let whole = HOUSEHOLDS.map(|(name, ..)| format!("required int32 {name};")).concat();
        let mut writer = self.begin(file, "household", &whole)?;
        for rows in groups {
            let rows = rows.as_ref();
            let mut group = writer.next_row_group().map_err(cause)?;
            let region = |row: u32| {
                let holds = |of: &std::ops::Range<usize>| of.contains(&(row as usize));
                table.rows.all().iter().position(holds).unwrap_or_default()
            };
            head(&mut group, month, rows, &table.lineage, region)?;
            for (.., read) in HOUSEHOLDS {
                let values = rows.iter().map(|row| read(table, Id::new(*row as usize)));
                column::<Int32Type>(&mut group, values.collect())?;
            }
            group.close().map_err(cause)?;
        }
        writer.close().map_err(cause).map(drop)
    }

    fn members(&self, file: &mut BufWriter<File>, table: &Members, month: Month) -> io::Result<()> {
        let whole = MEMBERS.map(|(name, ..)| format!("required int32 {name};")).concat();
        let moods = MOODS.map(|(name, ..)| format!("required float {name};")).concat();
        let mut writer = self.begin(file, "member", &(whole + &moods))?;
        for rows in blocks(table.len()) {
            let mut group = writer.next_row_group().map_err(cause)?;
            let region = |row: u32| table.region[Id::new(row as usize)].number();
            head(&mut group, month, &rows, &table.lineage, region)?;
            for (.., read) in MEMBERS {
                let values = rows.iter().map(|row| read(table, Id::new(*row as usize)));
                column::<Int32Type>(&mut group, values.collect())?;
            }
            for (.., read) in MOODS {
                let values = rows.iter().map(|row| read(table, Id::new(*row as usize)));
                column::<FloatType>(&mut group, values.collect())?;
            }
            group.close().map_err(cause)?;
        }
        writer.close().map_err(cause).map(drop)
    }

    /// Begins a table of rows of this kind.
    fn begin<'f>(
        &self,
        file: &'f mut BufWriter<File>,
        row: &str,
        columns: &str,
    ) -> io::Result<SerializedFileWriter<&'f mut BufWriter<File>>> {
        let begin = || -> Result<_, ParquetError> {
            let schema = format!(
                "message {row}s {{ required int32 month (DATE); required int64 {row}; \
                 required binary region (STRING); {columns} }}"
            );
            // Counts are small and alike, lineages and moods are not: only regions have a dictionary.
            let properties = WriterProperties::builder()
                .set_created_by(format!("ktokogo {VERSION}"))
                .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
                .set_dictionary_enabled(false)
                .set_column_dictionary_enabled("region".into(), true)
                .set_key_value_metadata(Some(self.about.clone()));
            let schema = Arc::new(parse_message_type(&schema)?);
            let whole = schema
                .get_fields()
                .iter()
                .filter(|field| field.get_physical_type() == parquet::basic::Type::INT32);
            let properties = whole.fold(properties, |properties, field| {
                let packed = Encoding::DELTA_BINARY_PACKED;
                properties.set_column_encoding(field.name().into(), packed)
            });
            SerializedFileWriter::new(file, schema.clone(), Arc::new(properties.build()))
        };
        begin().map_err(cause)
    }
}

/// Rows in blocks of a row group.
fn blocks(rows: usize) -> impl Iterator<Item = Vec<u32>> {
    let starts = (0..rows).step_by(GROUP);
    starts.map(move |start| (start as u32..rows.min(start + GROUP) as u32).collect())
}

/// Writes month, lineage and region of rows.
fn head<Row>(
    group: &mut SerializedRowGroupWriter<'_, &mut BufWriter<File>>,
    month: Month,
    rows: &[u32],
    lineage: &Column<Row, Lineage>,
    region: impl Fn(u32) -> usize,
) -> io::Result<()> {
    let names = REGIONS.map(ByteArray::from);
    column::<Int32Type>(group, vec![days(month); rows.len()])?;
    // The 64 bits as they are: Parquet's whole numbers have a sign.
    let who = rows.iter().map(|row| lineage[Id::new(*row as usize)].0.cast_signed());
    column::<Int64Type>(group, who.collect())?;
    let region = rows.iter().map(|row| names[region(*row)].clone());
    column::<ByteArrayType>(group, region.collect())
}
