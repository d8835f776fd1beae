//! Patches of the command line: what they do, that a file can say the same, and what is refused.

use super::patch::patched;
use super::tests::{HEAD, known, read_text};
use super::*;

fn sound(texts: &[&str]) -> Scenario {
    patched(texts, &history(), &known()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn complaint(texts: &[&str]) -> String {
    patched(texts, &history(), &known()).expect_err("a problem").render(true)
}

#[test]
fn a_patch_says_what_a_file_says() {
    let typed = sound(&[
        "trade-monopoly = 0.4 @ 1922-10/1924-06",
        "openness *= 0.5 @ 1923-01",
        "grain-quota = { volga = 3, ukraine = 2.5 } @ 1919-01",
        "grain-policy = requisition @ 1924-01",
        "harvest.land-share = 0.3",
        "plenum = open",
        "remove tax-in-kind",
        "move monopoly @ 1918-09",
        "silence sell-grain",
    ]);
    let file = format!(
        "{HEAD}\
         [[action]]\nset = \"trade-monopoly\"\nto = 0.4\nfrom = \"1922-10\"\nuntil = \"1924-06\"\noverride = true\n\
         [[action]]\nset = \"openness\"\nscale = 0.5\nfrom = \"1923-01\"\noverride = true\n\
         [[action]]\nset = \"grain-quota\"\nto = {{ volga = 3, ukraine = 2.5 }}\nfrom = \"1919-01\"\noverride = true\n\
         [[action]]\nset = \"grain-policy\"\nto = \"requisition\"\nfrom = \"1924-01\"\noverride = true\n\
         [[action]]\ndecision = \"plenum\"\nchoose = \"open\"\noverride = true\n\
         [[action]]\ndecree = \"tax-in-kind\"\nremove = true\noverride = true\n\
         [[action]]\ndecree = \"monopoly\"\nmove_to = \"1918-09\"\noverride = true\n\
         [[assume]]\nparameter = \"harvest.land-share\"\nvalue = 0.3\noverride = true\n\
         [[assume]]\nsilence = \"sell-grain\"\n"
    );
    let file = read_text(&file).unwrap_or_else(|problems| panic!("{problems}"));
    let deeds =
        |s: &Scenario| s.actions.iter().map(|a| (a.deed.clone(), a.wins)).collect::<Vec<_>>();
    assert_eq!(deeds(&typed), deeds(&file));
    let beliefs = |s: &Scenario| {
        s.assumes.iter().map(|a| (a.parameter.clone(), a.belief)).collect::<Vec<_>>()
    };
    assert_eq!(beliefs(&typed), beliefs(&file));
    assert_eq!((&typed.silenced, &typed.freedom), (&file.silenced, &file.freedom));
    assert_eq!(typed.hash, file.hash);
    let again = read_text(&typed.to_toml()).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(again.hash, typed.hash);
    assert_eq!((&again.name, &again.title), (&typed.name, &typed.title));
    let layer = typed.layers.iter().find(|layer| layer.name == "openness").expect("a layer");
    assert_eq!(
        (layer.value.as_str(), layer.origin.as_str()),
        ("0.5 times what is given from 1923-01", "--set:2")
    );
    assert_eq!((typed.draws, typed.seed), (Some(40), Some(1917)), "those of the baseline");
}

#[test]
fn slips_are_shown_under_the_part_at_fault() {
    insta::assert_snapshot!(complaint(&[
        "trade-monopolly = 0.4 @ 1922-10",
        "trade-monopoly = 4 @ 1922-10",
        "grain-quota = much @ 1922-13",
        "trade-monopoly = 0.4",
        "harvest.land-share = 0.3 @ 1922-10",
        "prices.scissors = 2",
        "plenum = opne",
        "remove tax-in-kidn",
        "tax-in-kind",
    ]));
}

#[test]
fn more_slips() {
    insta::assert_snapshot!(complaint(&[
        "trade-monopoly = @ 1922-10",
        "= 3 @ 1922-10",
        "trade-monopoly = 0.x4 @ 1922-10",
        "trade-monopoly = 0.4 @ 1924-10/1922-10",
        "move monopoly",
        "tax-in-kind = 3",
        "grain-quota = { volga 3 } @ 1919-01",
        "harvest.land-share *= 0.3",
        "silence harvets",
    ]));
}

#[test]
fn two_patches_may_not_set_one_thing() {
    insta::assert_snapshot!(complaint(&[
        "trade-monopoly = 0.4 @ 1922-10",
        "trade-monopoly = 0.5 @ 1923-10",
        "harvest.land-share = 0.3",
        "harvest.land-share = 0.4",
    ]));
}

#[test]
fn a_patch_wins_over_its_baseline() {
    let base =
        format!("{HEAD}[[action]]\nset = \"trade-monopoly\"\nto = 0.2\nfrom = \"1923-01\"\n");
    let base = read_text(&base).unwrap_or_else(|problems| panic!("{problems}"));
    let both = patched(&["trade-monopoly = 0.4 @ 1922-10"], &base, &known());
    let both = both.unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(both.actions.len(), 2);
    assert_eq!(both.layers.len(), base.layers.len() + 1);
    assert_eq!(both.layers[..base.layers.len()], base.layers);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}", name in "(trade-monopoly|plenum|move|openness)") {
        let _ = patched(&[&text], &history(), &known());
        let _ = patched(&[format!("{name} = {text}")], &history(), &known());
        let _ = patched(&[format!("{name} {text}")], &history(), &known());
    }
}
