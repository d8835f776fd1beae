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
    assert!(page.contains("A link is &lt;not&gt; a strength."));
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

/// A scenario whose actions are read from this text.
fn acting(text: &str, evidence: &Evidence) -> crate::Scenario {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.toml");
    let head = "ktokogo = 1\nname = \"own\"\ntitle = \"Own\"\n";
    std::fs::write(&path, format!("{head}{text}")).expect("written");
    scenario::load(&path, evidence).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn what_waits_is_on_the_timeline_with_the_draws_in_which_it_fired() {
    let (mut pair, evidence) = pair();
    pair.changed.scenario = acting(
        "[[action]]\nset = \"grain_quota\"\noverride = true\nto = 3\nwhen = \"unrest.rising@volga > 0.5 for 2 months\"\n\
         from = \"1919-01\"\nuntil = \"1921-12\"\n",
        &evidence,
    );
    // The central run is not counted; a second line, for its end, does not count twice.
    for draw in pair.changed.draws.iter_mut().take(5) {
        let line = |month| model::Happening {
            month,
            kind: "decree",
            id: "scenario-1".to_owned(),
            text: String::new(),
        };
        draw.record.chronicle = vec![line(Month::new(1921, 3)), line(Month::new(1922, 1))];
    }
    let input =
        Input { pair: &pair, evidence: &evidence, verdicts: &[], decomposition: None, rerun: "" };
    let figure = events::figure(&input);
    let row = &figure.table.rows[0];
    assert_eq!(row[..2], ["1919-01 to 1921-12", "waits"]);
    assert_eq!(
        row[2],
        "grain_quota = 3 waits for unrest.rising@volga > 0.5 for 2 months; fired in 4 of 18 draws"
    );
    pair.base.scenario = pair.changed.scenario.clone();
    let input =
        Input { pair: &pair, evidence: &evidence, verdicts: &[], decomposition: None, rerun: "" };
    let waits = |deed: &deeds::Deed| deed.how == deeds::How::Waits;
    assert!(!deeds::deeds(&input).iter().any(waits), "both worlds wait");
}

#[test]
fn a_ramp_is_one_bar_and_its_steps_are_not_told() {
    let (mut pair, evidence) = pair();
    let scenario = acting(
        "[[action]]\nset = \"trade_monopoly\"\nto = 0.4\nfrom = \"1920-11\"\nuntil = \"1921-06\"\n\
         ramp = \"3 months\"\n",
        &evidence,
    );
    let history = model::Timeline::from_evidence(&evidence).expect("it is whole");
    let orders = |timeline: model::Timeline| timeline.orders().to_vec();
    pair.base.orders = orders(history.clone());
    let changed = scenario::apply::timeline(history, &scenario.actions).expect("it was tried");
    pair.changed.orders = orders(changed);
    let steps = pair.changed.orders.iter().filter(|order| order.kind == model::STEP).count();
    assert_eq!((steps, pair.changed.orders.len() - pair.changed.told().count()), (2, 2));
    pair.changed.scenario = scenario;
    let input =
        Input { pair: &pair, evidence: &evidence, verdicts: &[], decomposition: None, rerun: "" };
    let found = deeds::deeds(&input);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].title, "trade_monopoly = 0.8, step by step to 0.4 by 1921-01");
    assert_eq!(found[0].until, Some(Month::new(1921, 6)));
}

#[test]
fn an_explanation_becomes_the_parts_of_the_page() {
    use crate::explain::{Explanation, Grade, Kind as Of, Part, Rest, Spread};
    let spread = |median: f64| Spread { median, low80: median - 1.0, high80: median + 1.0 };
    let part = |name: &str, kind, median| Part {
        name: name.to_owned(),
        kind,
        summary: String::new(),
        draws: vec![median],
        spread: spread(median),
        share: 0.5,
        alone: spread(median),
        base: None,
        grade: Grade { word: "weak", counts: "no claim".to_owned() },
    };
    let mut found = Explanation {
        variable: 0,
        window: crate::pair::Window::month(Month::new(1921, 8)),
        scenarios: ["a", "b"].map(str::to_owned),
        seed: 1917,
        begins: None,
        draws: vec![1, 2],
        bases: vec![0.0; 2],
        worlds: [spread(0.0), spread(9.0)],
        total: spread(9.0),
        totals: vec![9.0; 2],
        actions: vec![part("rain", Of::Action, 6.0), part("m.x 2", Of::Assumption, 3.0)],
        interaction: Some(spread(1.0)),
        mechanisms: vec![
            part("harvest", Of::Mechanism, 8.0),
            part("broken", Of::Mechanism, f64::NAN),
        ],
        rest: Some(Rest { draws: vec![1.0], spread: spread(1.0), share: 0.1 }),
        tried: Vec::new(),
        loops: Vec::new(),
        decisions: Vec::new(),
        method: "At length.".to_owned(),
    };
    let parts = Decomposition::of(&found).expect("there are parts");
    let seen: Vec<(&str, Kind, f64)> =
        parts.shares.iter().map(|share| (&*share.name, share.kind, share.low80)).collect();
    let wanted = [
        ("rain", Kind::Action, 5.0),
        ("m.x 2", Kind::Assumption, 2.0),
        ("harvest", Kind::Mechanism, 7.0),
        ("changes together", Kind::Interaction, 0.0),
        ("rest, with these silenced", Kind::Rest, 0.0),
    ];
    assert_eq!(seen, wanted, "what is no number has no bar");
    assert_eq!(
        (parts.draws, &*parts.limits, &*parts.shares[0].grade),
        (2, "At length.", "weak: no claim")
    );
    (found.actions, found.mechanisms) = (Vec::new(), Vec::new());
    (found.interaction, found.rest) = (None, None);
    assert_eq!(Decomposition::of(&found), None);
}
