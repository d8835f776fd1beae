//! `shard`: lives one part of a divided study into a store of its own.

use evidence::Evidence;
use lab::store::Store;
use lab::study::shards;
use serde_json::json;

use crate::answer::{Answer, counted};
use crate::args::{Common, ShardArgs};
use crate::ensemble::live;
use crate::failure::{Code, Failure};

/// Answers `shard`.
pub fn shard(args: &ShardArgs, common: &Common, evidence: &Evidence) -> Result<Answer, Failure> {
    let divided = shards::open(&args.folder, evidence)?;
    let units = divided.units(args.part)?;
    let place = divided.store(args.part);
    let store = Store::open(&place)?;
    let lived = live(&divided.plan, &units, &store, evidence, args.threads, common)?;
    let text = format!(
        "Part {} of {}: {} finished in {} ({} lived now).\n",
        args.part,
        divided.parts,
        counted(units.len(), "unit"),
        place.display(),
        lived.lived,
    );
    let json = json!({
        "command": "shard", "part": args.part, "parts": divided.parts, "units": units.len(),
        "found": lived.found, "lived": lived.lived, "runs_lived": lived.runs,
        "path": place.display().to_string(), "exit_code": Code::Done as u8,
    });
    Ok(Answer::done(text, json))
}
