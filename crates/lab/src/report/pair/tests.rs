//! What the page of a pair must keep to: twelve parts, every figure with words and a table, one set of
//! numbers, nothing from outside.

use kernel::Month;
use model::{Apart, FIRST, Record};

use super::*;
use crate::ensemble::Ensemble;
use crate::pair::{NullTest, Parted, WATCHED, differences};
use crate::{scenario, testing};

/// Draws beside the central run.
const DRAWS: u32 = 18;

/// A world in which a value is (1 + draw / 100), and `more` of it from August 1921.
fn arm(name: &str, evidence: &Evidence, more: impl Fn(u32) -> f64) -> Ensemble {
    let parting = Month::new(1921, 8);
    let records = (0..=DRAWS).map(|draw| {
        let mut record = testing::record(|_, month| {
            let own = 1.0 + f64::from(draw) / 100.0;
            if month >= parting { own * more(draw) } else { own }
        });
        record.votes = vec![vote(if draw < 7 { 0 } else { more(draw) as usize })];
        record
    });
    let mut ensemble = testing::ensemble(records.collect());
    for draw in &mut ensemble.draws {
        // One parameter that tells the draws apart.
        draw.parameters[0] = f64::from(draw.number);
    }
    ensemble.scenario = scenario::find(name, evidence).expect("shipped");
    ensemble
}

fn vote(carried: usize) -> model::VoteRecord {
    model::VoteRecord {
        month: Month::new(1922, 10),
        decision: "monopoly".into(),
        options: ["keep", "relax", "drop", "else"].map(Into::into).to_vec(),
        voted: true,
        probability: vec![0.25; 4],
        votes: vec![1; 4],
        abstained: 0,
        present: 4,
        roll: Vec::new(),
        won: carried,
        carried,
        history: 0,
        pinned: false,
        forced: false,
    }
}

/// Two worlds; in the changed one the first five draws have a tenth less and all others twice as much.
fn pair() -> (Pair, Evidence) {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let mut base = arm("history", &evidence, |_| 1.0);
    base.orders = vec![model::Order {
        month: Month::new(1921, 7),
        id: "drought-1921".to_owned(),
        title: "Drought of 1921".to_owned(),
        kind: "shock".to_owned(),
        date: "1921-07".to_owned(),
        source: "judgement".to_owned(),
        confidence: "judgement".to_owned(),
        set: Vec::new(),
    }];
    let changed = arm("rain-in-1921", &evidence, |draw| if draw <= 5 { 0.9 } else { 2.0 });
    let apart = |draw: u32| {
        let month = |n: i32| FIRST.plus(n);
        let one = |n: i32| {
            let since = f64::from((n - 45).max(0)) / 200.0;
            let members = since * f64::from(draw) / 20.0;
            Apart { month: month(n), households: since, members, posts: 0.0, shared: 1.0 - since }
        };
        (0..i32::try_from(base.central().months).expect("few")).map(one).collect()
    };
    let parted = (0..=DRAWS).map(|draw| Parted {
        draw,
        month: Some(Month::new(1921, 8)),
        apart: apart(draw),
    });
    let parted = parted.collect();
    (Pair { base, changed, parted, null: NullTest::Passed, halves: None }, evidence)
}

fn decomposition() -> Decomposition {
    let share = |name: &str, kind, median| Share {
        name: name.to_owned(),
        kind,
        median,
        low80: median - 1.0,
        high80: median + 0.5,
        grade: "B".to_owned(),
    };
    Decomposition {
        of: "Grain harvest, 1921-08 to 1922-07".to_owned(),
        unit: "million t".to_owned(),
        method: "ordered switching".to_owned(),
        limits: "A link is <not> a strength.".to_owned(),
        draws: 18,
        shares: vec![
            share("harvest", Kind::Mechanism, 3.0),
            share("drought-1921 removed", Kind::Action, 9.0),
            share("together", Kind::Interaction, -2.0),
            share("rest", Kind::Rest, 0.25),
        ],
    }
}

fn with<T>(test: impl FnOnce(&Input<'_>) -> T) -> T {
    let (pair, evidence) = pair();
    let parts = decomposition();
    test(&Input {
        pair: &pair,
        evidence: &evidence,
        verdicts: &[],
        decomposition: Some(&parts),
        rerun: "ktokogo whatif rain-in-1921 --draws 18",
    })
}

#[test]
fn the_page_has_its_twelve_parts_in_order_and_needs_nothing_from_outside() {
    let page = with(|input| html(input, &figures(input)));
    let places: Vec<usize> = page::PARTS
        .iter()
        .map(|(id, _, heading)| {
            let at = page.find(&format!("<section id=\"{id}\">")).expect("a part");
            assert!(page[at..].contains(heading) && page.contains(&format!("href=\"#{id}\"")));
            at
        })
        .collect();
    assert_eq!(places.len(), 12);
    assert!(places.is_sorted());
    for word in ["<script", "<link", "<iframe", "<img", "@import", "src=", "href=\"http"] {
        assert!(!page.contains(word), "{word}");
    }
    // What is left of `url(` are patterns within the page, whose ids stand once.
    for (at, _) in page.match_indices("url(") {
        let name: String = page[at + 4..].chars().skip(1).take_while(|c| *c != ')').collect();
        assert_eq!(page.as_bytes()[at + 4], b'#');
        assert_eq!(page.matches(&format!("id=\"{name}\"")).count(), 1, "{name}");
    }
    assert!(page.contains("ktokogo whatif rain-in-1921 --draws 18"));
    assert!(page.contains("data:text/csv"));
}

#[test]
fn every_address_of_the_page_stands_once() {
    let page = with(|input| html(input, &figures(input)));
    let mut ids: Vec<&str> = page
        .match_indices(" id=\"")
        .map(|(at, found)| page[at + found.len()..].split('"').next().unwrap_or_default())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn every_figure_has_its_words_and_its_table_twin() {
    with(|input| {
        let page = html(input, &figures(input));
        let drawn = figures(input);
        let names: Vec<&str> = drawn.iter().map(|figure| figure.name.as_str()).collect();
        let wanted = ["difference", "outcome-flow", "timeline", "decomposition", "divergence"];
        assert_eq!(names, wanted, "no network was recorded");
        for figure in &drawn {
            assert!(
                figure.alt.chars().any(|c| c.is_ascii_digit()),
                "{}: {}",
                figure.name,
                figure.alt
            );
            assert!(figure.caption.contains("seed 1917") && figure.caption.contains("18 draws"));
            assert!(figure.finding.ends_with('.') && !figure.table.rows.is_empty());
            let rows = &figure.table.rows;
            assert!(rows.iter().all(|row| row.len() == figure.table.columns.len()));
            assert!(page.contains(&format!("id=\"figure-{}\"", figure.name)));
            for page in [Page::File, Page::Wide, Page::Narrow] {
                let svg = figure.svg(page);
                let tree = roxmltree::Document::parse(&svg).expect("well-formed");
                let root = tree.root_element();
                assert_eq!(root.attribute("role"), Some("img"));
                let desc = root.children().find(|node| node.tag_name().name() == "desc");
                assert_eq!(desc.and_then(|node| node.text()), Some(figure.alt.as_str()));
                assert!(!svg.contains("NaN") && !svg.contains("inf"), "{}", figure.name);
            }
        }
    });
}

#[test]
fn the_numbers_of_the_page_are_those_of_the_tables() {
    with(|input| {
        let page = html(input, &figures(input));
        let rows = differences(input.pair);
        assert_eq!(rows.len(), 2 * WATCHED.len());
        for row in rows {
            for cell in page::line(row) {
                assert!(page.contains(&format!(">{cell}<")), "{cell}");
            }
        }
        let headline = Headline::of(input.pair);
        // Draws 1 to 5 have less, 6 to 18 more.
        assert_eq!((headline.row.below, headline.row.above), (5, 13));
        assert!(page.contains("(13 of 18 draws)"), "the count stands beside the word");
        let chart = difference::chart(input, &headline);
        let below = &chart.panels[1].lines[0];
        let entry = below.entries.iter().find(|entry| entry.first >= Month::new(1923, 1));
        let path = |draw: usize| &below.paths[draw - 1];
        assert_eq!(below.paths.len(), 6);
        let last = below.entries.len() - 1;
        assert!(path(1)[last] < 0.0 && path(6)[last] > 0.0);
        assert!(entry.expect("lived").spread.median() > 0.0);
    });
}

#[test]
fn low_values_of_the_parameter_that_turns_the_sign_are_found() {
    with(|input| {
        let headline = Headline::of(input.pair);
        let found = discovery::discover(input.pair, &headline);
        assert_eq!(found.against, (5, 18));
        // The lowest six draws: five have less; chance brings that in C(6,5) C(12,0).. rarely.
        let first = found.found.first().expect("one third");
        assert_eq!((first.high, first.against, first.turns), (false, (5, 6), true));
        assert_eq!(first.parameter, model::Theory::parameters()[0].full_name());
        assert_eq!(found.found.len(), 1, "the high third says what the most say");
    });
}

#[test]
fn a_world_beside_itself_says_that_nothing_differs_and_why_that_can_be() {
    let (mut pair, evidence) = pair();
    pair.changed.draws = pair.base.draws.clone();
    for parted in &mut pair.parted {
        parted.month = None;
        parted.apart.clear();
    }
    let input = Input {
        pair: &pair,
        evidence: &evidence,
        verdicts: &[],
        decomposition: None,
        rerun: "ktokogo whatif history",
    };
    let page = html(&input, &figures(&input));
    for part in [
        "the same in all 18 draws",
        "None of the eight outcomes changes in any of 18 draws",
        "The two worlds never part",
        "Nothing, or nothing that is watched, differs.",
        "no sign to turn",
        "ktokogo explain",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn figures_speak_in_a_terminal() {
    let text = with(|input| {
        let drawn = figures(input);
        assert!(drawn.iter().all(|f| f.text(96).lines().all(|line| line.chars().count() <= 96)));
        drawn.iter().map(|figure| figure.text(80)).collect::<Vec<_>>().join("\n")
    });
    insta::assert_snapshot!(text);
}

#[test]
fn a_network_stands_beside_that_of_the_other_world() {
    let (mut pair, evidence) = pair();
    let node = |post, entry, sponsor: Option<&str>| model::network::Node {
        post,
        tier: model::network::Tier::Province,
        region: 0,
        superior: 0,
        holder: Some(post),
        entry,
        tenure: 3,
        sponsor: sponsor.map(Into::into),
        loyalty: 0.5,
        old_guard: false,
    };
    let network = |sponsor| model::network::Network {
        month: Month::new(1923, 5),
        general_secretary: Some("stalin".into()),
        nodes: vec![
            node(1, model::network::Entry::Elected, None),
            node(2, model::network::Entry::Appointed, sponsor),
        ],
    };
    let give = |record: &mut Record, sponsor| record.networks = vec![network(sponsor)];
    give(&mut pair.base.draws[0].record, Some("stalin"));
    give(&mut pair.changed.draws[0].record, None);
    let input =
        Input { pair: &pair, evidence: &evidence, verdicts: &[], decomposition: None, rerun: "" };
    let figure = sides::figure(&input).expect("a date after the parting");
    assert!(figure.finding.contains("Of 2 provinces, 1 have"), "{}", figure.finding);
    assert!(figure.finding.contains("and 0 in the changed world"));
    assert_eq!(figure.table.rows[0][0], "base");
    assert!(figure.svg(Page::File).contains("Changed, May 1923"));
}
