//! Writes `evidence/datapackage.json` and `evidence/SCHEMA.md` from the schema and the files.

use evidence::{Evidence, data_package, schema_page};
use std::{error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evidence");
    let evidence = Evidence::load(&folder)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    fs::write(folder.join("datapackage.json"), data_package(&evidence))?;
    fs::write(folder.join("SCHEMA.md"), schema_page())?;
    Ok(())
}
