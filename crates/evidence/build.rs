//! Lists the files of `evidence/` so that they can be built into the binary.
//!
//! Cargo watches the folder: a file that is added, changed or removed starts a new build.

use std::{env, fs, io, path::Path};

/// Kinds of file that the crate reads; everything else in the folder is for people.
const READ: [&str; 3] = ["csv", "toml", "bib"];

fn main() -> io::Result<()> {
    let manifest = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let root = Path::new(&manifest).join("../../evidence");
    println!("cargo:rerun-if-changed={}", root.display());
    println!("cargo:rerun-if-changed=build.rs");
    let mut names = Vec::new();
    collect(&root, &root, &mut names)?;
    names.sort();
    let mut list = String::from("&[\n");
    for name in &names {
        let path = root.join(name);
        list.push_str(&format!("    ({name:?}, include_bytes!({:?})),\n", path.display()));
    }
    list.push_str("]\n");
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("embedded.rs"), list)
}

/// Adds the names, relative to `root` and with `/`, of all files below `folder`.
fn collect(root: &Path, folder: &Path, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, names)?;
        } else if path.extension().is_some_and(|kind| READ.iter().any(|read| kind == *read)) {
            let name = path.strip_prefix(root).map_err(io::Error::other)?;
            names.push(name.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}
