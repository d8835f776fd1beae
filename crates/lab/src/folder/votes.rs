//! What bodies decided in each draw, in Parquet: the options with their chances and votes, and the
//! roll-calls by name.

use std::fs::File;
use std::io;

use model::VoteRecord;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};

use super::parquet::{cause, column, days, number, writer};
use crate::ensemble::Ensemble;

const DECISIONS: &str = "message decisions {
  required binary scenario (STRING);
  required int32 draw;
  required int32 month (DATE);
  required binary decision (STRING);
  required binary option (STRING);
  required boolean voted;
  required double probability;
  required int64 votes;
  required int64 abstained;
  required int64 present;
  required boolean won;
  required boolean carried;
  required boolean history;
  required boolean pinned;
  required boolean forced;
}";

const ROLLCALLS: &str = "message rollcalls {
  required binary scenario (STRING);
  required int32 draw;
  required int32 month (DATE);
  required binary decision (STRING);
  required binary leader (STRING);
  required binary option (STRING);
}";

fn text(of: &str) -> ByteArray {
    ByteArray::from(of)
}

/// Writes `decisions.parquet`, one row group a draw, one row for each option of each decision.
pub(super) fn write_decisions(ensemble: &Ensemble, file: &mut File) -> io::Result<()> {
    let mut writer = writer(DECISIONS, ensemble, false, file).map_err(cause)?;
    for draw in &ensemble.draws {
        let votes = draw.record.votes.iter();
        let rows: Vec<(&VoteRecord, usize)> =
            votes.flat_map(|vote| (0..vote.options.len()).map(move |n| (vote, n))).collect();
        if rows.is_empty() {
            continue;
        }
        let mut group = writer.next_row_group().map_err(cause)?;
        let texts = |of: fn(&VoteRecord, usize) -> &str| {
            rows.iter().map(|(vote, n)| text(of(vote, *n))).collect::<Vec<_>>()
        };
        let flags = |of: fn(&VoteRecord, usize) -> bool| {
            rows.iter().map(|(vote, n)| of(vote, *n)).collect::<Vec<_>>()
        };
        let counts = |of: fn(&VoteRecord, usize) -> i64| {
            rows.iter().map(|(vote, n)| of(vote, *n)).collect::<Vec<_>>()
        };
        // Where nobody voted there is no chance to tell.
        let chance = |(vote, n): &(&VoteRecord, usize)| {
            vote.probability.get(*n).copied().unwrap_or(f64::NAN)
        };
        let scenario = text(&ensemble.scenario.name);
        column::<ByteArrayType>(&mut group, vec![scenario; rows.len()])?;
        column::<Int32Type>(&mut group, vec![number(draw.number)?; rows.len()])?;
        column::<Int32Type>(&mut group, rows.iter().map(|(v, _)| days(v.month)).collect())?;
        column::<ByteArrayType>(&mut group, texts(|vote, _| &vote.decision))?;
        column::<ByteArrayType>(&mut group, texts(|vote, n| &vote.options[n]))?;
        column::<BoolType>(&mut group, flags(|vote, _| vote.voted))?;
        column::<DoubleType>(&mut group, rows.iter().map(chance).collect())?;
        column::<Int64Type>(&mut group, counts(|vote, n| vote.votes.get(n).map_or(0, |v| *v)))?;
        column::<Int64Type>(&mut group, counts(|vote, _| vote.abstained))?;
        column::<Int64Type>(&mut group, counts(|vote, _| vote.present))?;
        column::<BoolType>(&mut group, flags(|vote, n| vote.voted && vote.won == n))?;
        column::<BoolType>(&mut group, flags(|vote, n| vote.carried == n))?;
        column::<BoolType>(&mut group, flags(|vote, n| vote.history == n))?;
        column::<BoolType>(&mut group, flags(|vote, _| vote.pinned))?;
        column::<BoolType>(&mut group, flags(|vote, _| vote.forced))?;
        group.close().map_err(cause)?;
    }
    writer.close().map_err(cause).map(drop)
}

/// Writes `rollcalls.parquet`, one row group a draw, one row for each leader in each decision.
pub(super) fn write_rollcalls(ensemble: &Ensemble, file: &mut File) -> io::Result<()> {
    let mut writer = writer(ROLLCALLS, ensemble, false, file).map_err(cause)?;
    for draw in &ensemble.draws {
        let votes = draw.record.votes.iter();
        let rows: Vec<_> =
            votes.flat_map(|vote| vote.roll.iter().map(move |call| (vote, call))).collect();
        if rows.is_empty() {
            continue;
        }
        let mut group = writer.next_row_group().map_err(cause)?;
        let choice = |vote: &VoteRecord, option: Option<usize>| {
            text(option.map_or("", |n| &vote.options[n]))
        };
        let scenario = text(&ensemble.scenario.name);
        column::<ByteArrayType>(&mut group, vec![scenario; rows.len()])?;
        column::<Int32Type>(&mut group, vec![number(draw.number)?; rows.len()])?;
        column::<Int32Type>(&mut group, rows.iter().map(|(v, _)| days(v.month)).collect())?;
        let decisions = rows.iter().map(|(vote, _)| text(&vote.decision));
        column::<ByteArrayType>(&mut group, decisions.collect())?;
        column::<ByteArrayType>(&mut group, rows.iter().map(|(_, (key, _))| text(key)).collect())?;
        let options = rows.iter().map(|(vote, (_, option))| choice(vote, *option));
        column::<ByteArrayType>(&mut group, options.collect())?;
        group.close().map_err(cause)?;
    }
    writer.close().map_err(cause).map(drop)
}
