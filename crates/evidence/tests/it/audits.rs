//! Files that can be read, and what does not fit in them.

use crate::folder::{DECREE, EVENTS, PATHS, SERIES, audit, folder, shown};
use evidence::{CardFacts, Evidence, ParameterFacts};

#[test]
fn an_unknown_source_is_named_with_its_neighbour() {
    let rows = format!("{SERIES}coal,1921,8.9,million t,USSR,,nvoe,,,recalled,A,\n");
    assert_eq!(
        audit(&[("series/x.csv", &rows)]),
        "evidence/series/x.csv:2: unknown source `nvoe`; did you mean `nove`?"
    );
}

#[test]
fn a_number_without_unit_is_a_fault() {
    let rows = format!("{SERIES}coal,1921,8.9,,USSR,,nove,,,recalled,,\n");
    assert_eq!(
        audit(&[("series/x.csv", &rows)]),
        "evidence/series/x.csv:2: the number has no unit; name the unit in the column `unit`"
    );
}

#[test]
fn the_audit_follows_decrees_paths_and_targets_to_their_sources() {
    let decree = format!("{}[decree.set]\n", DECREE.replace("nove, p. 2", "judgement"));
    let twice = format!("{decree}{}[decree.set]\n", DECREE.replace("nove", "nov"));
    assert_eq!(
        audit(&[("decrees/1921.toml", &twice)]),
        "evidence/decrees/1921.toml:2: the source is a judgement, but the confidence is \
         recalled; write the confidence `judgement`\n\
         evidence/decrees/1921.toml:10: the decree `tax` stands twice; see also line 2\n\
         evidence/decrees/1921.toml:10: unknown source `nov`; did you mean `nove`?"
    );
    let paths = format!("{PATHS}army,1920-12,,5300,,nova,confirmed,\n");
    assert_eq!(
        audit(&[("paths/army.csv", &paths)]),
        "evidence/paths/army.csv:2: the number has no unit; name the unit in the column `unit`\n\
         evidence/paths/army.csv:2: unknown source `nova`; did you mean `nove`?"
    );
    let rows = format!("{SERIES}coal,1921,8.9,t,,,nove,,,recalled,,\n");
    let fact = "[[fact]]\nid = \"a\"\nnumber = 1\ntitle = \"A\"\nstatement = \"S\"\n\
                why_tolerance = \" \"\nsource_rows = [\"coal@1921#nove\", \"coal@1922\", \
                \"cole@1921\", \"coal\"]\nsources = [\"nvoe\"]\n";
    assert_eq!(
        audit(&[("series/x.csv", &rows), ("targets/facts.toml", fact)]),
        "evidence/targets/facts.toml:2: `coal` names no row; write `series@date`\n\
         evidence/targets/facts.toml:2: no row `coal@1922`; `coal` has the dates 1921\n\
         evidence/targets/facts.toml:2: the fact `a` gives no reason for its tolerance; fill \
         `why_tolerance`\n\
         evidence/targets/facts.toml:2: the fact `a` has no measurement; add a table \
         `[[fact.check]]`\n\
         evidence/targets/facts.toml:2: unknown series `cole`; did you mean `coal`?\n\
         evidence/targets/facts.toml:2: unknown source `nvoe`; did you mean `nove`?"
    );
}

#[test]
fn events_that_contradict_their_calendar_are_told() {
    let event = |date: &str, text: &str| {
        audit(&[(
            "events/x.csv",
            &format!("{EVENTS}{date},day,war,Event,{text},,,nove,,,recalled,\n"),
        )])
    };
    assert_eq!(event("1917-03-08", "23 Feb Old Style"), "");
    assert_eq!(event("os:1917-02-23", "23 February Old Style"), "");
    assert_eq!(event("1918-01-05", "23 December Old Style"), "", "over the turn of the year");
    assert_eq!(
        event("1917-03-09", "23 Feb Old Style"),
        "evidence/events/x.csv:2: the text has 23 Feb Old Style, which is 8 March, but the date \
         is 1917-03-09; the calendars are 13 days apart; mend the date or the text"
    );
    assert_eq!(event("1918-02-14", "(1/14 Feb)"), "");
    assert_eq!(event("1917-11-07", "25/7 November"), "", "over the turn of the month");
    assert_eq!(
        event("1918-02-14", "(1/13 Feb)"),
        "evidence/events/x.csv:2: 1/13 Feb are not 13 days apart; the calendars are 13 days \
         apart; mend the date or the text"
    );
    assert_eq!(
        event("os:1918-02-01", ""),
        "evidence/events/x.csv:2: `os:1918-02-01` is Old Style, but Russia left it after 31 \
         January 1918; write the New Style date, without `os:`"
    );
    assert_eq!(event("os:1918-01-31", ""), "");
}

const CLAIM: &str = "[[claim]]\nid = \"bread\"\nsection = \"S\"\nlecture_ref = []\nkind = \
                     \"datum\"\nstatement = \"S\"\nentities = []\nvariables = []\ntest_type = \
                     \"t\"\ntest = \"t\"\nperiod = \"p\"\nverdict_on_facts = \"v\"\nevidence = \
                     \"e\"\nevidence_basis = \"b\"\n";

fn card(name: &str, claims: &[&str]) -> CardFacts {
    CardFacts {
        name: name.to_owned(),
        claims: claims.iter().map(|claim| (*claim).to_owned()).collect(),
    }
}

#[test]
fn claims_fates_and_cards_must_agree() {
    let with = |fate: &str, cards: &[CardFacts]| {
        let folder = folder(&[("claims/claims.toml", CLAIM), ("claims/fates.toml", fate)]);
        let evidence = Evidence::load(folder.path()).expect("claims");
        shown(&folder, &evidence.audit(cards, &[]))
    };
    let none = with("", &[]);
    assert!(none.starts_with("evidence/claims/claims.toml:1: the claim `bread` has no fate; add"));
    let fate = "[[fate]]\nclaim = \"bread\"\nfate = \"mechanism\"\nby = [\"eat\"]\n";
    assert_eq!(with(fate, &[card("eat", &["bread"])]), "");
    assert_eq!(
        with(fate, &[card("eta", &[])]),
        "evidence/claims/fates.toml:2: unknown mechanism `eat`; did you mean `eta`?"
    );
    assert_eq!(
        with(fate, &[card("eat", &["braed"])]),
        "evidence/claims/fates.toml:2: the card of `eat` does not cite `bread`; cite it on the \
         card, or give the claim another fate\n\
         mechanism eat: unknown claim `braed`; did you mean `bread`?"
    );
    let tested = "[[fate]]\nclaim = \"bread\"\nfate = \"tested\"\n";
    assert_eq!(
        with(tested, &[card("eat", &["bread"])]),
        "evidence/claims/fates.toml:2: the claim `bread` gives no reason for its fate; fill `why`\n\
         mechanism eat: its card cites the claim `bread`, which is tested; give the claim the \
         fate mechanism in claims/fates.toml"
    );
    let twice = format!("{fate}{}", fate.replace("bread", "bred"));
    assert_eq!(
        with(&twice, &[card("eat", &["bread", "bred"])]),
        "evidence/claims/fates.toml:6: unknown claim `bred`; did you mean `bread`?\n\
         mechanism eat: unknown claim `bred`; did you mean `bread`?"
    );
    assert_eq!(
        with("[[fate]]\nclaim = \"bread\"\nfate = \"target\"\ndata = [\"series/y.csv\"]\n", &[]),
        "evidence/claims/fates.toml:2: unknown file `series/y.csv`"
    );
}

#[test]
fn a_parameter_needs_prior_source_and_unit() {
    let folder = folder(&[]);
    let evidence = Evidence::load(folder.path()).expect("a bibliography");
    let parameter = |prior: &str, source: &str, unit: &str| {
        let text = |text: &str| text.to_owned();
        let facts = ParameterFacts {
            mechanism: text("eat"),
            name: text("need"),
            prior: text(prior),
            source: text(source),
            unit: text(unit),
        };
        shown(&folder, &evidence.audit(&[], &[facts]))
    };
    assert_eq!(parameter("Normal(1, 2)", "nove, p. 3; judgement, width", "t"), "");
    assert_eq!(
        parameter("", "", ""),
        "mechanism eat: the parameter `need` has no prior; say what is believed of it: \
         `#[prior(...)]`\n\
         mechanism eat: the parameter `need` has no source; name a key of sources/sources.bib, \
         or `judgement`\n\
         mechanism eat: the parameter `need` has no unit; give its type a unit; a share is one too"
    );
    assert_eq!(
        parameter("Normal(1, 2)", "nvoe, p. 3", "t"),
        "mechanism eat: parameter `need`: unknown source `nvoe`; did you mean `nove`?"
    );
}
