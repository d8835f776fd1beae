//! Decisions: what can be read, and what does not fit the record.

use crate::folder::{EVENTS, audit, folder, reading, shown};
use evidence::{Evidence, Known};

const BODIES: &str = "body,person,role,from,to,source,confidence,note\n\
                      CC11,Lenin,full,1922-04-02,1923-04-25,nove,recalled,\n\
                      CC11,Sokolnikov,full,1922-04-02,1923-04-25,nove,recalled,\n\
                      Politburo,Stalin,full,1919-03-25,1930-12-31,nove,recalled,\n\
                      CC11,Artem,candidate,1922-04-02,1923-04-25,nove,recalled,\n";

const ACTORS: &str = r#"
[actors.lenin]
name = "Lenin V.I."
died = 1924
fate = "died 21 Jan 1924"
source = "nove"
confidence = "recalled"
positions = { trade_monopoly_1922 = { score = 2.0, evidence = "l" } }
[actors.sokolnikov]
name = "Sokolnikov G.Ya."
source = "nove"
confidence = "recalled"
[actors.stalin]
name = "Stalin I.V."
party_entry = "1898 (Bolshevik 1903)"
source = "nove"
confidence = "recalled"
[actors.safarov]
name = "Safarov G.I."
party_entry = "1925"
source = "nove"
confidence = "recalled"
"#;

const DECREES: &str = r#"
[[decree]]
id = "relaxed"
date = "1922-10-06"
title = "Relaxed"
kind = "decree"
source = "nove"
confidence = "recalled"
set = {}
[[decree]]
id = "kept"
date = "1922-10-06"
title = "Kept"
kind = "decree"
source = "nove"
confidence = "recalled"
alternative = true
set = {}
"#;

const DECISION: &str = r#"[[decision]]
id = "monopoly"
date = "1922-10-06"
body = "central-committee"
question = "Is it relaxed?"
issue = "trade_monopoly_1922"
source = "nove"
confidence = "recalled"
chosen = "relax"
absent = ["artem"]
[[decision.option]]
id = "relax"
title = "Relax it"
at = -1.0
proposer = "sokolnikov"
issues = ["relaxed"]
reason = "judgement: r"
[[decision.option]]
id = "keep"
title = "Keep it"
at = 2
issues = ["kept"]
withholds = ["relaxed"]
pressure = { lenin_action = 0.5 }
reason = "judgement: r"
[decision.positions]
lenin = { at = 2.0, evidence = "l", known = "before" }
stalin = { at = -0.5, evidence = "l", known = "after", guest = true }
"#;

fn files<'a>(decision: &'a str, decrees: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("actors/actors.toml", ACTORS),
        ("bodies/bodies.csv", BODIES),
        ("decrees/d.toml", decrees),
        ("decisions/x.toml", decision),
    ]
}

/// What the audit says of the decision when these words in it are others.
fn said(changes: &[(&str, &str)]) -> String {
    let mut text = DECISION.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "`{from}` does not stand in the decision");
        text = text.replacen(from, to, 1);
    }
    audit(&files(&text, DECREES))
}

#[test]
fn a_sound_decision_is_read_with_its_lines() {
    let folder = folder(&files(DECISION, DECREES));
    let evidence = Evidence::load(folder.path()).expect("a decision");
    let [decision] = &evidence.decisions[..] else { panic!("one decision") };
    assert_eq!((decision.line, decision.options[1].line, decision.positions[1].line), (2, 19, 28));
    assert_eq!(decision.history(), Some(0));
    assert_eq!(decision.options[1].pressure["lenin_action"], 0.5);
    assert_eq!(decision.positions[0].known, Known::Before);
    assert!(decision.positions[1].guest && decision.coded_from_the_vote());
    assert!(evidence.decrees[1].alternative && !evidence.decrees[0].alternative);
    assert_eq!(shown(&folder, &evidence.audit_records()), "");
}

#[test]
fn what_is_no_decision_is_told_with_its_line() {
    let said = |from: &str, to: &str| reading(&files(&DECISION.replacen(from, to, 1), DECREES));
    assert_eq!(
        said("question", "qestion"),
        "evidence/decisions/x.toml:5: unknown key `qestion`; did you mean `question`?"
    );
    assert_eq!(
        said("1922-10-06", "1922-13"),
        "evidence/decisions/x.toml:3: decision `monopoly`: `1922-13` has month 13; months run from \
         01 to 12"
    );
    assert!(said("chosen = \"relax\"\n", "").contains("the key `chosen` is missing"));
    assert!(said("\"before\"", "\"later\"").starts_with("evidence/decisions/x.toml:27: "));
}

#[test]
fn a_tie_turns_in_a_month_that_can_be_read() {
    let ties = "[actors.stalin.ties]\nlenin = { sign = 1.0, turns = { \"1923-13\" = -1.0 } }\n";
    let actors = format!("{ACTORS}{ties}");
    let told = reading(&[("actors/actors.toml", &actors)]);
    assert!(told.contains("the tie of `stalin` to `lenin`: `1923-13` has month 13"), "{told}");
}

#[test]
fn unknown_names_come_with_the_nearest() {
    let at = "evidence/decisions/x.toml";
    for (from, to, what) in [
        (
            "central-committee",
            "central-comittee",
            "2: unknown body `central-comittee`; did you mean `central-committee`?",
        ),
        (
            "central-committee",
            "sovnarkom",
            "2: unknown body `sovnarkom`; known here: politburo, orgburo, central-committee, congress, conference",
        ),
        (
            "trade_monopoly_1922",
            "trade_monopoly_1992",
            "2: unknown issue `trade_monopoly_1992`; did you mean `trade_monopoly_1922`?",
        ),
        ("\"nove\"", "\"nvoe\"", "2: unknown source `nvoe`; did you mean `nove`?"),
        (
            "chosen = \"relax\"",
            "chosen = \"relaks\"",
            "2: unknown option of `monopoly` `relaks`; did you mean `relax`?",
        ),
        ("\nlenin =", "\nlennin =", "27: unknown person `lennin`; did you mean `lenin`?"),
        (
            "proposer = \"sokolnikov\"",
            "proposer = \"sokolnikow\"",
            "12: unknown person `sokolnikow`; did you mean `sokolnikov`?",
        ),
        (
            "absent = [\"artem\"]",
            "absent = [\"artyom\"]",
            "2: unknown person `artyom`; did you mean `artem`?",
        ),
        (
            "absent = [\"artem\"]",
            "absent = [\"artem\"]\nspokesman = \"sokolnikow\"",
            "2: unknown person `sokolnikow`; did you mean `sokolnikov`?",
        ),
    ] {
        let told = said(&[(from, to)]);
        assert!(told.lines().any(|line| line == format!("{at}:{what}")), "{told}");
    }
    assert_eq!(
        said(&[("withholds = [\"relaxed\"]", "withholds = [\"relaxt\"]")]),
        format!("{at}:19: unknown decree `relaxt`; did you mean `relaxed`?")
    );
    let event = said(&[("chosen", "event = \"Plenum\"\nvote = \"cc_1922\"\nchosen")]);
    assert_eq!(event, format!("{at}:2: unknown event `Plenum`\n{at}:2: unknown vote `cc_1922`"));
    // An event that is there is no fault.
    let rows = format!("{EVENTS}1922-10-06,day,politics,Plenum,,,,nove,,,recalled,\n");
    let text = DECISION.replace("chosen", "event = \"Plenum\"\nchosen");
    let mut with = files(&text, DECREES).to_vec();
    with.push(("events/e.csv", &rows));
    assert_eq!(audit(&with), "");
}

#[test]
fn those_who_could_not_decide_are_refused() {
    let at = "evidence/decisions/x.toml";
    assert_eq!(
        said(&[(
            "stalin = { at = -0.5, evidence = \"l\", known = \"after\", guest = true }",
            "stalin = { at = -0.5, evidence = \"l\", known = \"after\" }"
        )]),
        format!(
            "{at}:28: `stalin` did not sit in the Central Committee on 1922-10-06; write `guest = \
             true` if the person spoke without a vote"
        )
    );
    assert_eq!(
        said(&[("\nstalin =", "\nsafarov =")]),
        format!("{at}:28: `safarov` joined the party in 1925 and could not decide on 1922-10-06")
    );
    // At a congress anybody may sit, but nobody dead: the day of death counts, not its year alone.
    let congress = |date: &str| {
        said(&[
            ("date = \"1922-10-06\"", &format!("date = \"{date}\"")),
            ("central-committee", "congress"),
            ("chosen", "delegates = 694\nchosen"),
            ("withholds = [\"relaxed\"]\n", ""),
        ])
    };
    let dead = "`lenin` had died in 1924";
    assert!(congress("1924-01-23").contains(&format!("{at}:27: {dead} and could not decide")));
    assert!(!congress("1924-01-20").contains(dead));
}

#[test]
fn options_must_be_two_and_do_something() {
    let at = "evidence/decisions/x.toml";
    assert_eq!(
        said(&[
            ("withholds = [\"relaxed\"]\n", ""),
            ("issues = [\"kept\"]\n", ""),
            ("id = \"keep\"", "id = \"relax\"")
        ]),
        format!(
            "{at}:19: the option `relax` of `monopoly` issues no decree; name one or more in \
             `issues`\n\
             {at}:19: the option `relax` of `monopoly` stands twice\n\
             evidence/decrees/d.toml:11: the decree `kept` is an alternative that no option \
             issues; name it in `issues` of an option in decisions/"
        )
    );
    assert_eq!(
        said(&[
            ("at = -1.0", "at = -2.1"),
            ("reason = \"judgement: r\"", "reason = \"\""),
            ("lenin = { at = 2.0", "lenin = { at = nan")
        ]),
        format!(
            "{at}:12: the option `relax` of `monopoly` gives no reason; fill `reason`\n\
             {at}:12: the option `relax` of `monopoly` stands at -2.1 on a scale from -2 to 2; mend `at`\n\
             {at}:27: `lenin` stands at NaN on a scale from -2 to 2; mend `at`"
        )
    );
    let (first, second) =
        (DECISION.find("[[decision.option]]"), DECISION.rfind("[[decision.option]]"));
    let rest = DECISION.find("[decision.positions]").expect("positions");
    let (first, second) = (first.expect("an option"), second.expect("another"));
    assert!(first < second);
    let one = format!("{}{}", &DECISION[..second], &DECISION[rest..]);
    assert!(audit(&files(&one, DECREES)).contains(
        "x.toml:2: the decision `monopoly` has fewer than two options; add a table \
         `[[decision.option]]`"
    ));
    let both = said(&[
        ("reason = \"judgement: r\"", "reason = \"r\"\nstatus_quo = true"),
        ("pressure", "status_quo = true\npressure"),
    ]);
    assert_eq!(
        both,
        format!(
            "{at}:2: the decision `monopoly` has more than one status quo; keep `status_quo` at one \
             option"
        )
    );
}

#[test]
fn delegates_go_with_congresses_and_conferences() {
    let at = "evidence/decisions/x.toml:2: the decision `monopoly`";
    assert_eq!(
        said(&[("central-committee", "conference")]),
        format!("{at} has no number of delegates; fill `delegates` with those who could vote")
    );
    assert_eq!(
        said(&[("chosen", "delegates = 40\nchosen")]),
        format!("{at} has delegates, but its body has members; take `delegates` out")
    );
}

#[test]
fn decrees_follow_their_decision_and_alternatives_say_so() {
    let at = "evidence/decisions/x.toml";
    let late = said(&[("date = \"1922-10-06\"", "date = \"1922-11-01\"")]);
    let hint = "a decree follows its decision, in the same month at the earliest";
    let told = |line: u32, option: &str, verb: &str, decree: &str| {
        format!(
            "{at}:{line}: the option `{option}` of `monopoly` {verb} the decree `{decree}` of \
             1922-10-06, but the decision is of 1922-11-01; {hint}"
        )
    };
    assert_eq!(
        late,
        [
            told(12, "relax", "issues", "relaxed"),
            told(19, "keep", "issues", "kept"),
            told(19, "keep", "withholds", "relaxed"),
        ]
        .join("\n")
    );
    let real = DECREES.replace("alternative = true\n", "");
    assert_eq!(
        audit(&files(DECISION, &real)),
        "evidence/decrees/d.toml:11: the decree `kept` is issued only by options that history did \
         not choose; write `alternative = true`"
    );
    let both = DECREES.replacen("set = {}", "alternative = true\nset = {}", 1);
    assert_eq!(
        audit(&files(DECISION, &both)),
        "evidence/decrees/d.toml:3: the decree `relaxed` is an alternative, but history chose an \
         option that issues it; take `alternative` out"
    );
    let twice = format!("{DECISION}{DECISION}");
    assert_eq!(
        audit(&files(&twice, DECREES)),
        format!("{at}:30: the decision `monopoly` stands twice; see also line 2")
    );
}
