//! The network of appointments in Parquet: posts as nodes, and the ties between them.

use std::fs::File;
use std::io;

use model::network::{Network, Node};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type};

use super::parquet::{cause, column, days, number, writer};
use crate::ensemble::Ensemble;

const NODES: &str = "message network_nodes {
  required int32 draw;
  required int32 month (DATE);
  required binary post (STRING);
  required binary tier (STRING);
  required binary region (STRING);
  required binary holder (STRING);
  required binary entry (STRING);
  required int32 tenure;
  required boolean old_guard;
}";

const TIES: &str = "message network_ties {
  required int32 draw;
  required int32 month (DATE);
  required binary from (STRING);
  required binary to (STRING);
  required binary kind (STRING);
  required double loyalty;
}";

/// Networks of all draws, each with the number of its draw.
fn networks(ensemble: &Ensemble) -> impl Iterator<Item = (u32, &Network)> {
    ensemble.draws.iter().flat_map(|draw| draw.record.networks.iter().map(|n| (draw.number, n)))
}

fn text(text: &str) -> ByteArray {
    ByteArray::from(text)
}

fn name(post: u64) -> ByteArray {
    ByteArray::from(format!("post-{post:016x}").as_str())
}

/// Writes `network_nodes.parquet` in one row group: the posts are the same in every draw, and their
/// names are then written once.
pub(super) fn write_nodes(ensemble: &Ensemble, file: &mut File) -> io::Result<()> {
    let mut writer = writer(NODES, ensemble, false, file).map_err(cause)?;
    let all = networks(ensemble).flat_map(|(draw, n)| n.nodes.iter().map(move |x| (draw, n, x)));
    let rows: Vec<(u32, &Network, &Node)> = all.collect();
    if rows.is_empty() {
        return writer.close().map_err(cause).map(drop);
    }
    let texts = |of: fn(&Node) -> ByteArray| rows.iter().map(|row| of(row.2)).collect::<Vec<_>>();
    let mut group = writer.next_row_group().map_err(cause)?;
    let draws = rows.iter().map(|row| number(row.0)).collect::<io::Result<_>>()?;
    column::<Int32Type>(&mut group, draws)?;
    column::<Int32Type>(&mut group, rows.iter().map(|row| days(row.1.month)).collect())?;
    column::<ByteArrayType>(&mut group, texts(|node| name(node.post)))?;
    column::<ByteArrayType>(&mut group, texts(|node| text(word(&format!("{:?}", node.tier)))))?;
    let region = |node: &Node| model::Cell { variable: 0, region: Some(node.region) };
    let regions = rows.iter().map(|row| text(region(row.2).region_name())).collect();
    column::<ByteArrayType>(&mut group, regions)?;
    let holder = |node: &Node| match node.holder {
        Some(holder) => text(&format!("person-{holder:016x}")),
        None => text(""),
    };
    column::<ByteArrayType>(&mut group, texts(holder))?;
    column::<ByteArrayType>(&mut group, texts(|node| text(word(&format!("{:?}", node.entry)))))?;
    let tenure = rows.iter().map(|row| i32::from(row.2.tenure)).collect();
    column::<Int32Type>(&mut group, tenure)?;
    column::<BoolType>(&mut group, rows.iter().map(|row| row.2.old_guard).collect())?;
    group.close().map_err(cause)?;
    writer.close().map_err(cause).map(drop)
}

/// The name of a level or an entry in files.
fn word(variant: &str) -> &'static str {
    match variant {
        "Province" => "province",
        "District" => "district",
        "Elected" => "elected",
        "Recommended" => "recommended",
        "Appointed" => "appointed",
        _ => "cell",
    }
}

/// A tie: draw, month, from whom, to which post, of what kind, how loyal.
type Tie = (u32, i32, ByteArray, ByteArray, &'static str, f64);

fn ties(draw: u32, network: &Network) -> Vec<Tie> {
    let month = days(network.month);
    let above = network.nodes.iter().filter(|node| node.superior != node.post);
    let above = above.map(|node| (draw, month, name(node.superior), name(node.post), "above", 0.0));
    let held = network.nodes.iter().filter(|node| node.holder.is_some());
    let word = held.filter_map(|node| {
        let leader = text(&format!("leader-{}", node.sponsor.as_deref()?));
        let loyalty = f64::from(node.loyalty);
        Some((draw, month, leader, name(node.post), "on whose word", loyalty))
    });
    above.chain(word).collect()
}

/// Writes `network_ties.parquet`: the post above, and the leader on whose word.
pub(super) fn write_ties(ensemble: &Ensemble, file: &mut File) -> io::Result<()> {
    let mut writer = writer(TIES, ensemble, false, file).map_err(cause)?;
    let ties: Vec<Tie> = networks(ensemble).flat_map(|(draw, n)| ties(draw, n)).collect();
    if ties.is_empty() {
        return writer.close().map_err(cause).map(drop);
    }
    let mut group = writer.next_row_group().map_err(cause)?;
    let draws = ties.iter().map(|tie| number(tie.0)).collect::<io::Result<_>>()?;
    column::<Int32Type>(&mut group, draws)?;
    column::<Int32Type>(&mut group, ties.iter().map(|tie| tie.1).collect())?;
    column::<ByteArrayType>(&mut group, ties.iter().map(|tie| tie.2.clone()).collect())?;
    column::<ByteArrayType>(&mut group, ties.iter().map(|tie| tie.3.clone()).collect())?;
    column::<ByteArrayType>(&mut group, ties.iter().map(|tie| text(tie.4)).collect())?;
    column::<DoubleType>(&mut group, ties.iter().map(|tie| tie.5).collect())?;
    group.close().map_err(cause)?;
    writer.close().map_err(cause).map(drop)
}
