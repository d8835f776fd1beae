//! The draws in Parquet, a file for each group as ArviZ names them: `posterior`, `prior`,
//! `posterior_predictive`, `prior_predictive` and `observed_data`, with the columns `chain` and
//! `draw`.

use std::io;
use std::sync::Arc;

use nalgebra::DMatrix;
use parquet::basic::{Compression, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::carry_out::{Fitted, PRIOR};
use super::smooth::prior_scores;

/// Each group with its bytes.
///
/// # Errors
/// A table that cannot be written.
pub fn groups(fitted: &Fitted) -> io::Result<Vec<(String, Vec<u8>)>> {
    let (free, members) = (&fitted.learned.free, fitted.plan.ensemble.members);
    let values = |scores: &DMatrix<f64>| {
        let mut values = DMatrix::zeros(scores.nrows(), scores.ncols());
        for i in 0..scores.nrows() {
            let own: Vec<f64> = scores.row(i).iter().copied().collect();
            for (n, value) in free.values(i, &own).into_iter().enumerate() {
                values[(i, n)] = value;
            }
        }
        values
    };
    let natural = |lived: &DMatrix<f64>| {
        DMatrix::from_fn(lived.nrows(), lived.ncols(), |j, n| {
            fitted.rows[j].scale.from(lived[(j, n)])
        })
    };
    let record = DMatrix::from_fn(fitted.rows.len(), 1, |j, _| fitted.rows[j].recorded());
    let rows: Vec<String> = fitted.rows.iter().map(|row| row.name()).collect();
    let before = prior_scores(free.len(), members, fitted.plan.seed ^ PRIOR);
    let tables = [
        ("posterior", free.names(), values(&fitted.scores())),
        ("prior", free.names(), values(&before)),
        ("posterior_predictive", rows.clone(), natural(&fitted.posterior)),
        ("prior_predictive", rows.clone(), natural(&fitted.prior)),
        ("observed_data", rows, record),
    ];
    let file = |(name, columns, values): (&str, Vec<String>, DMatrix<f64>)| {
        table(&columns, &values).map(|bytes| (format!("{name}.parquet"), bytes))
    };
    tables.into_iter().map(file).collect::<Result<_, _>>().map_err(io::Error::other)
}

/// Columns by draws as a table of one chain.
fn table(columns: &[String], values: &DMatrix<f64>) -> Result<Vec<u8>, ParquetError> {
    let field = |name: &str, kind: Physical| {
        let built = Type::primitive_type_builder(name, kind);
        built.with_repetition(Repetition::REQUIRED).build().map(Arc::new)
    };
    let mut fields = vec![field("chain", Physical::INT32)?, field("draw", Physical::INT32)?];
    for column in columns {
        fields.push(field(column, Physical::DOUBLE)?);
    }
    let schema = Type::group_type_builder("draws").with_fields(fields).build()?;
    let level = ZstdLevel::try_new(3)?;
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    let draws = values.ncols() as i32;
    for whole in [vec![0; values.ncols()], (0..draws).collect()] {
        if let Some(mut column) = group.next_column()? {
            column.typed::<Int32Type>().write_batch(&whole, None, None)?;
            column.close()?;
        }
    }
    for i in 0..values.nrows() {
        let own: Vec<f64> = values.row(i).iter().copied().collect();
        if let Some(mut column) = group.next_column()? {
            column.typed::<DoubleType>().write_batch(&own, None, None)?;
            column.close()?;
        }
    }
    group.close()?;
    writer.into_inner()
}
