//! The Politburo month by month in Parquet: power, indices and blocs.

use std::fs::File;
use std::io;

use model::circle::Seat;
use parquet::data_type::{ByteArray, ByteArrayType, FloatType, Int32Type};

use super::parquet::{cause, column, days, number, writer};
use crate::ensemble::Ensemble;

const LEADERS: &str = "message leaders {
  required int32 draw;
  required int32 month (DATE);
  required binary leader (STRING);
  required float power;
  required float health;
  required float clients;
  required float shapley;
  required float banzhaf;
  required int32 bloc;
}";

/// Writes `leaders.parquet`, one row group a draw. A leader in no bloc has bloc -1.
pub(super) fn write(ensemble: &Ensemble, file: &mut File) -> io::Result<()> {
    let mut writer = writer(LEADERS, ensemble, false, file).map_err(cause)?;
    for draw in ensemble.draws.iter().filter(|draw| !draw.record.circle.is_empty()) {
        let seats = &draw.record.circle;
        let numbers = |of: fn(&Seat) -> f32| seats.iter().map(of).collect::<Vec<f32>>();
        let mut group = writer.next_row_group().map_err(cause)?;
        column::<Int32Type>(&mut group, vec![number(draw.number)?; seats.len()])?;
        column::<Int32Type>(&mut group, seats.iter().map(|seat| days(seat.month)).collect())?;
        let keys = seats.iter().map(|seat| ByteArray::from(&*seat.leader)).collect();
        column::<ByteArrayType>(&mut group, keys)?;
        column::<FloatType>(&mut group, numbers(|seat| seat.power))?;
        column::<FloatType>(&mut group, numbers(|seat| seat.health))?;
        column::<FloatType>(&mut group, numbers(|seat| seat.clients))?;
        column::<FloatType>(&mut group, numbers(|seat| seat.shapley))?;
        column::<FloatType>(&mut group, numbers(|seat| seat.banzhaf))?;
        let blocs = seats.iter().map(|seat| seat.bloc.map_or(-1, i32::from)).collect();
        column::<Int32Type>(&mut group, blocs)?;
        group.close().map_err(cause)?;
    }
    writer.close().map_err(cause).map(drop)
}
