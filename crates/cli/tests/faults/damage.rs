//! Files that are not what was written: found, named, set aside, lived again.

use std::fs;
use std::path::Path;

use crate::{answer, assert_whole, good, home, remarked, said, throw, undisturbed, units};

fn flip(path: &Path, key: u64) {
    let mut bytes = fs::read(path).expect("it can be read");
    let bit = throw(key) % (8 * bytes.len() as u64);
    bytes[(bit / 8) as usize] ^= 1 << (bit % 8);
    fs::write(path, bytes).expect("it can be changed");
}

fn name(path: &Path) -> String {
    path.file_name().expect("a file").to_string_lossy().into_owned()
}

#[test]
fn damaged_units_are_named_set_aside_and_lived_again() {
    let wanted = undisturbed();
    let home = home();
    good(&home, "ensemble study.toml --out out");
    let units = units(&home);
    let whole = fs::read(&units[0]).expect("it can be read");
    fs::write(&units[0], &whole[..whole.len() / 2]).expect("cut short");
    flip(&units[1], 1);
    fs::write(&units[2], "").expect("emptied");
    fs::remove_file(&units[3]).expect("removed");
    fs::copy(&units[5], &units[4]).expect("another unit in its place");
    let output = good(&home, "ensemble study.toml --out out");
    let said_of = remarked(&output);
    for (unit, what) in [
        (&units[0], "cut short"),
        (&units[1], "damaged"),
        (&units[2], "cut short"),
        (&units[3], "missing"),
    ] {
        let line = said_of.lines().find(|line| line.contains(&name(unit)));
        let line = line.unwrap_or_else(|| panic!("{} is not named in {said_of}", name(unit)));
        assert!(line.contains(what) && line.contains("lived again"), "{line}");
    }
    assert!(said_of.contains(&name(&units[4])), "{said_of}");
    assert!(said(&output).contains("7 found in the store, 0 taken over, 5 lived"));
    assert_whole(&home, &wanted);
    let aside = fs::read_dir(home.path().join("runs/store/damaged")).expect("listed").count();
    assert_eq!(aside, 4, "the missing one cannot be set aside");
    let gc = said(&good(&home, "store gc"));
    assert!(gc.contains("Would remove 4 files") && gc.contains("--yes"), "{gc}");
    good(&home, "store gc --yes");
    assert!(said(&good(&home, "store gc")).contains("Nothing here"));
    assert!(said(&good(&home, "store verify")).contains("12 units whole, 0 faults"));
}

#[test]
fn every_flipped_bit_of_a_unit_is_found() {
    let home = home();
    good(&home, "ensemble study.toml --out out");
    let unit = &units(&home)[0];
    let whole = fs::read(unit).expect("it can be read");
    for key in 0..20 {
        flip(unit, 100 + key);
        if key % 2 == 1 {
            // Without the index, the file must prove itself.
            fs::remove_file(home.path().join("runs/store/index.sqlite")).expect("removed");
        }
        let verify = answer(&home, "store verify");
        assert_eq!(verify.status.code(), Some(2), "{}", said(&verify));
        assert!(said(&verify).contains(&name(unit)), "{}", said(&verify));
        assert!(!unit.exists(), "it was not set aside");
        fs::write(unit, &whole).expect("mended");
    }
    assert_eq!(answer(&home, "store verify").status.code(), Some(0), "a mended file is taken back");
}

#[test]
fn a_damaged_index_is_made_again_from_the_files() {
    let wanted = undisturbed();
    let home = home();
    good(&home, "ensemble study.toml --out out");
    let index = home.path().join("runs/store/index.sqlite");
    let whole = fs::read(&index).expect("it is there");
    let mut named = 0;
    for key in 0..24 {
        let mut bytes = whole.clone();
        match key {
            0 => bytes.truncate(bytes.len() / 2),
            1 => bytes = b"this is no index".to_vec(),
            2 => bytes[..100].fill(0),
            _ => {
                let bit = throw(key) % (8 * bytes.len() as u64);
                bytes[(bit / 8) as usize] ^= 1 << (bit % 8);
            }
        }
        fs::write(&index, bytes).expect("changed");
        // Whatever the bit does, no unit is lost and none is lived again.
        let output = good(&home, "ensemble study.toml --out out");
        let text = said(&output);
        assert!(text.contains("12 found in the store, 0 taken over, 0 lived"), "{key}: {text}");
        if remarked(&output).contains("the index was damaged") {
            assert!(remarked(&output).contains("made again"), "{}", remarked(&output));
            named += 1;
        }
        assert_whole(&home, &wanted);
    }
    assert!(named >= 3, "{named} damaged indices were named");
}
