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

/// Writes `network_nodes.parquet`, one row group a network.
pub(super) fn write_nodes(ensemble: &Ensemble, file: &mut File) -> io::Result<()> {
    let mut writer = writer(NODES, ensemble, false, file).map_err(cause)?;
    for (draw, network) in networks(ensemble).filter(|(_, n)| !n.nodes.is_empty()) {
        let nodes = &network.nodes;
        let texts = |of: fn(&Node) -> ByteArray| nodes.iter().map(of).collect::<Vec<_>>();
        let mut group = writer.next_row_group().map_err(cause)?;
        column::<Int32Type>(&mut group, vec![number(draw)?; nodes.len()])?;
        column::<Int32Type>(&mut group, vec![days(network.month); nodes.len()])?;
        column::<ByteArrayType>(&mut group, texts(|node| name(node.post)))?;
        column::<ByteArrayType>(&mut group, texts(|node| text(word(&format!("{:?}", node.tier)))))?;
        let region = |node: &Node| model::Cell { variable: 0, region: Some(node.region) };
        let regions = nodes.iter().map(|node| text(region(node).region_name())).collect();
        column::<ByteArrayType>(&mut group, regions)?;
        let holder = |node: &Node| match node.holder {
            Some(holder) => text(&format!("person-{holder:016x}")),
            None => text(""),
        };
        column::<ByteArrayType>(&mut group, texts(holder))?;
        column::<ByteArrayType>(
            &mut group,
            texts(|node| text(word(&format!("{:?}", node.entry)))),
        )?;
        let tenure = nodes.iter().map(|node| i32::from(node.tenure)).collect();
        column::<Int32Type>(&mut group, tenure)?;
        column::<BoolType>(&mut group, nodes.iter().map(|node| node.old_guard).collect())?;
        group.close().map_err(cause)?;
    }
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

/// A tie: from whom, to which post, of what kind, how loyal.
type Tie = (ByteArray, ByteArray, &'static str, f64);

/// Writes `network_ties.parquet`: the post above, and the leader on whose word.
pub(super) fn write_ties(ensemble: &Ensemble, file: &mut File) -> io::Result<()> {
    let mut writer = writer(TIES, ensemble, false, file).map_err(cause)?;
    for (draw, network) in networks(ensemble) {
        let above = network.nodes.iter().filter(|node| node.superior != node.post);
        let above = above.map(|node| (name(node.superior), name(node.post), "above", 0.0));
        let held = network.nodes.iter().filter(|node| node.holder.is_some());
        let word = held.filter_map(|node| {
            let sponsor = node.sponsor.as_deref()?;
            let leader = text(&format!("leader-{sponsor}"));
            Some((leader, name(node.post), "on whose word", f64::from(node.loyalty)))
        });
        let ties: Vec<Tie> = above.chain(word).collect();
        if ties.is_empty() {
            continue;
        }
        let mut group = writer.next_row_group().map_err(cause)?;
        column::<Int32Type>(&mut group, vec![number(draw)?; ties.len()])?;
        column::<Int32Type>(&mut group, vec![days(network.month); ties.len()])?;
        column::<ByteArrayType>(&mut group, ties.iter().map(|tie| tie.0.clone()).collect())?;
        column::<ByteArrayType>(&mut group, ties.iter().map(|tie| tie.1.clone()).collect())?;
        column::<ByteArrayType>(&mut group, ties.iter().map(|tie| text(tie.2)).collect())?;
        column::<DoubleType>(&mut group, ties.iter().map(|tie| tie.3).collect())?;
        group.close().map_err(cause)?;
    }
    writer.close().map_err(cause).map(drop)
}
