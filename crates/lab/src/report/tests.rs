//! What a report must keep to: one set of numbers in chart, table and file; words with numbers;
//! SVG that any reader can read; nothing from outside.

use evidence::Evidence;
use kernel::Month;
use model::{Record, VARIABLES};

use super::*;
use crate::ensemble::DrawResult;
use crate::facts::CheckResult;
use crate::hashes::Hashes;

const DRAWS: u32 = 8;

/// Runs whose numbers are known: value = (place of the column + 1) x (1 + draw / 100), and a
/// variable that only exists from the third year on.
fn ensemble() -> Ensemble {
    let until = Month::new(1929, 12);
    let first = Month::new(1917, 11);
    let months = usize::try_from(until.since(first) + 1).expect("later");
    let late = model::variables::find("money.chervonets_rate").expect("known");
    let draws = (0..=DRAWS).map(|number| {
        let mut record = Record::new(first, months);
        for cell in 0..record.cells.len() {
            for month in 0..months {
                let missing = record.cells[cell].variable == late && month < 36;
                let value = (cell + 1) as f64 * (1.0 + f64::from(number) / 100.0);
                record.values[cell * months + month] = if missing { f64::NAN } else { value };
            }
        }
        DrawResult { number, parameters: Vec::new(), record }
    });
    Ensemble {
        scenario: crate::history(),
        seed: 1917,
        households: 25_000,
        members: 2000,
        until,
        prior: false,
        microdata: crate::long::Microdata::None,
        draws: draws.collect(),
        parameters: Vec::new(),
        orders: vec![order("tax-in-kind", "Tax in kind replaces the levy")],
        hashes: Hashes { engine: "e".into(), evidence: "v".into(), scenario: "s".into() },
        command: "ktokogo run history".into(),
        started: 0,
        elapsed_seconds: 1.0,
        warnings: Vec::new(),
    }
}

fn order(id: &str, title: &str) -> model::Order {
    model::Order {
        month: Month::new(1921, 3),
        id: id.into(),
        title: title.into(),
        kind: "decree".into(),
        date: "1921-03-21".into(),
        source: "judgement".into(),
        confidence: "judgement".into(),
        set: vec![("grain_policy".into(), model::Setting::Word("tax-in-kind".into()))],
    }
}

/// The evidence of a file of series, in a folder of its own.
fn evidence_of(rows: &str) -> Evidence {
    let folder = tempfile::tempdir().expect("a folder");
    let series = folder.path().join("series");
    let sources = folder.path().join("sources");
    std::fs::create_dir_all(&series).expect("made");
    std::fs::create_dir_all(&sources).expect("made");
    let head = "series,date,value,unit,territory,group,source,locator,url,confidence,grade,note\n";
    std::fs::write(series.join("some.csv"), format!("{head}{rows}")).expect("written");
    let bib = "@misc{book, title = {A <b>book</b>}, url = {https://example.org/page}}";
    std::fs::write(sources.join("sources.bib"), bib).expect("written");
    Evidence::load(folder.path()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn evidence() -> Evidence {
    evidence_of(
        "coal,1921,9.5,million t,USSR,,book,p. 1,https://example.org/page,confirmed,,\n\
         coal,1921,8.9,million t,USSR,,book,,,recalled,A,\n\
         coal,1922,11.3,million t,USSR,,book,,,estimated,C,\n\
         coal,1913,29.1,million t,USSR,,book,,,recalled,A,\n",
    )
}

fn page(ensemble: &Ensemble, evidence: &Evidence, verdicts: &[Verdict]) -> String {
    let figures = figures(ensemble, evidence);
    let rerun = ensemble.command.clone();
    let politics = &Politics::of(evidence, ensemble);
    html(&ReportInput {
        ensemble,
        evidence,
        verdicts,
        headlines: &[],
        politics,
        figures: &figures,
        rerun,
    })
}

fn verdict(holds: bool, title: &str) -> Verdict {
    Verdict {
        number: 7,
        id: "scissors".into(),
        title: title.into(),
        statement: "The scissors open.".into(),
        holds,
        share: 0.5,
        checks: vec![CheckResult {
            text: "Scissors".into(),
            target: "3.1".into(),
            low: 2.0,
            high: 4.0,
            median: 3.0,
            central: 3.0,
            holds,
            share: 0.5,
            distance: 0.0,
            unit: "1913 = 1".into(),
            reason: String::new(),
        }],
        why_tolerance: "sources differ".into(),
    }
}

#[test]
fn every_variable_of_the_catalogue_exists() {
    for plan in catalogue::FIGURES.iter().chain(super::politics::FIGURES) {
        for (name, _) in plan.panels.iter().flat_map(|axes| axes.lines) {
            assert!(model::variables::find(name).is_some(), "{}: {name}", plan.name);
        }
    }
    let all = || catalogue::FIGURES.iter().chain(super::politics::FIGURES);
    let mut names: Vec<&str> = all().map(|plan| plan.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all().count(), "names are addresses");
}

#[test]
fn years_are_summed_run_by_run() {
    let ensemble = ensemble();
    let figures = figures(&ensemble, &evidence());
    let find = |name: &str| figures.iter().find(|f| f.name == name).expect("there");
    let coal = &find("industry-branches").chart.panels[0].lines[0];
    let place = model::variables::find("industry.coal").expect("known");
    let cell = ensemble.central().cells.iter().position(|c| c.variable == place).expect("there");
    // Draws 1 to 8 have 1.01 to 1.08 times the base; the median is 1.045, the central run 1.
    let base = 12.0 * (cell + 1) as f64;
    let entry = coal.entries.iter().find(|e| e.first == Month::new(1921, 1)).expect("1921");
    // Twelve additions and one interpolation round.
    assert!((entry.spread.median() - 1.045 * base).abs() < 1e-9 * base);
    assert!((entry.spread.central - base).abs() < 1e-9 * base);
    assert_eq!(entry.last, Month::new(1921, 12));
    let grain = &find("procurement").chart.panels[0].lines[0];
    assert_eq!(grain.entries[0].first, Month::new(1918, 7));
    let exports = &find("foreign-trade").chart.panels[0].lines[0];
    let spans: Vec<String> =
        exports.entries.iter().map(|e| numbers::span(e.first, e.last)).take(5).collect();
    assert_eq!(spans, ["1918", "1919", "1920", "1921-01 to 1921-09", "1921/22"]);
}

#[test]
fn the_record_is_placed_and_counted() {
    let figures = figures(&ensemble(), &evidence());
    let branches = figures.iter().find(|f| f.name == "industry-branches").expect("there");
    let coal = &branches.chart.panels[0].lines[0];
    let dates: Vec<&str> = coal.points.iter().map(|p| p.date.as_str()).collect();
    assert_eq!(dates, ["1921", "1921", "1922"], "1913 is before the first month");
    assert_eq!(coal.points.iter().filter(|p| p.judges()).count(), 2, "estimates judge nothing");
    assert!(branches.finding.contains("of 2 recorded numbers"), "{}", branches.finding);
    assert!(branches.svg.contains("9.5 (confirmed; book)"));
}

#[test]
fn the_table_twin_has_the_numbers_of_the_chart() {
    for figure in figures(&ensemble(), &evidence()) {
        let lines: Vec<&Line> =
            figure.chart.panels.iter().flat_map(|panel| panel.lines.iter()).collect();
        let mut reader = csv::Reader::from_reader(figure.table.csv.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
        let wanted: usize = lines.iter().map(|l| l.entries.len() + l.points.len()).sum();
        assert_eq!(rows.len(), wanted, "{}", figure.name);
        let mut rows = rows.iter();
        for line in lines {
            for entry in &line.entries {
                let row = rows.next().expect("as many rows");
                assert_eq!((&row[0], &row[1]), (line.variable.as_str(), line.region.as_str()));
                assert_eq!(row[4], entry.first.to_string());
                let numbers = entry.spread.quantiles.into_iter().chain([entry.spread.central]);
                for (cell, number) in (6..14).zip(numbers) {
                    assert_eq!(row[cell], numbers::coarse(number), "{}", figure.name);
                }
            }
            for point in &line.points {
                let row = rows.next().expect("as many rows");
                assert_eq!((&row[3], &row[14]), ("record", numbers::plain(point.value).as_str()));
            }
            // What the reader sees is the same again, year by year.
            for year in line.years.iter().filter(|year| year.spread.median().is_finite()) {
                let median = numbers::number(year.spread.median());
                let span = numbers::span(year.first, year.last);
                let seen = |row: &&Vec<String>| row.contains(&span) && row.contains(&median);
                assert!(figure.table.rows.iter().any(|row| seen(&row)), "{} {span}", figure.name);
            }
        }
        assert!(figure.table.rows.iter().all(|row| row.len() == figure.table.columns.len()));
    }
}

#[test]
fn a_stock_in_the_table_is_the_last_month_of_the_chart() {
    let figures = figures(&ensemble(), &evidence());
    let cities = figures.iter().find(|f| f.name == "cities").expect("there");
    let line = &cities.chart.panels[0].lines[0];
    for year in &line.years {
        let month = line.entries.iter().find(|e| e.first == year.last).expect("December");
        assert_eq!(month.spread, year.spread);
    }
}

#[test]
fn pictures_are_well_formed_and_speak() {
    for figure in figures(&ensemble(), &evidence()) {
        let digits = figure.alt.chars().filter(char::is_ascii_digit).count();
        assert!(digits >= 10, "{}: {}", figure.name, figure.alt);
        let files = [Page::File, Page::Wide, Page::Narrow].map(|page| render(&figure.chart, page));
        assert_eq!(files[0], figure.svg);
        for svg in files {
            let tree = roxmltree::Document::parse(&svg)
                .unwrap_or_else(|error| panic!("{}: {error}", figure.name));
            let root = tree.root_element();
            assert_eq!(root.attribute("role"), Some("img"));
            assert!(root.attribute("viewBox").is_some());
            let said = |tag: &str| {
                let found = root
                    .children()
                    .find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", tag)));
                found.and_then(|node| node.text()).unwrap_or_default().to_owned()
            };
            assert_eq!(said("title"), figure.title);
            assert_eq!(said("desc"), figure.alt);
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{}", figure.name);
        }
    }
}

#[test]
fn the_page_needs_nothing_from_outside() {
    let page = page(&ensemble(), &evidence(), &[verdict(true, "Scissors")]);
    for word in ["<script", "<link", "<iframe", "<img", "@import", "url(", "src="] {
        assert!(!page.contains(word), "{word}");
    }
    // What is left are links to sources and the name of the SVG language.
    let addresses = page.match_indices("http").map(|(at, _)| &page[at..]);
    for address in addresses {
        let fine = address.starts_with("https://example.org/page\" rel=\"noreferrer\"")
            || address.starts_with("http://www.w3.org/2000/svg\"")
            || address.starts_with("http\"]::after");
        assert!(fine, "{}", address.chars().take(60).collect::<String>());
    }
}

#[test]
fn hostile_titles_stay_text() {
    let evil = "</title><script>alert(\"1\")</script>&'";
    let mut ensemble = ensemble();
    ensemble.scenario.title = evil.into();
    ensemble.scenario.name = evil.into();
    ensemble.orders = vec![order("x", evil)];
    let evidence = evidence();
    let page = page(&ensemble, &evidence, &[verdict(false, evil)]);
    assert!(!page.contains("<script"), "mark-up must be harmless");
    assert!(page.contains("&lt;script&gt;"), "and still be read");
    assert!(page.contains("A &lt;b&gt;book&lt;/b&gt;"), "titles of sources too");
    for figure in figures(&ensemble, &evidence) {
        roxmltree::Document::parse(&figure.svg).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn steps_of_a_chronicle_are_no_decrees() {
    let mut ensemble = ensemble();
    let step = model::Order { kind: model::STEP.to_owned(), ..order("y", "Carried on") };
    ensemble.orders = vec![order("x", "Begun"), step];
    let page = page(&ensemble, &evidence(), &[verdict(true, "One")]);
    assert!(page.contains("Begun") && !page.contains("Carried on"));
    assert!(page.contains("All 1 decrees and shocks"));
}

#[test]
fn verdicts_are_said_in_words() {
    let (holds, fails) = (verdict(true, "Collapse"), verdict(false, "Scissors"));
    let page = page(&ensemble(), &evidence(), &[holds, fails]);
    assert!(page.contains("1 of 2 stylised facts hold"));
    assert!(page.contains("does not hold"));
    assert!(page.contains("These do not hold: Scissors (7)"));
}

#[test]
fn one_run_says_nothing_of_uncertainty() {
    let mut ensemble = ensemble();
    ensemble.draws.truncate(1);
    let figures = figures(&ensemble, &evidence());
    assert!(figures.iter().all(|figure| figure.caption.contains("one run")));
    assert!(figures.iter().all(|figure| !figure.svg.contains("% of draws</text>")));
}

#[test]
fn shares_are_shown_in_per_cent() {
    let of = |name: &str| {
        let place = model::variables::find(name).expect("known");
        measure::shown_unit(&VARIABLES[place])
    };
    assert_eq!(of("trade.private_share"), ("%".to_owned(), 100.0));
    assert_eq!(of("state.deficit_share"), ("% of expenditure".to_owned(), 100.0));
    assert_eq!(of("industry.coal"), ("million t".to_owned(), 1.0));
}

#[test]
fn outcomes_loops_and_the_reading_are_said_and_a_theory_shows_its_switches() {
    let plain = page(&ensemble(), &evidence(), &[]);
    for part in ["id=\"outcomes\"", "O8", "id=\"figure-outcomes\"", "Kto–kogo", "no side is taken"]
    {
        assert!(plain.contains(part), "{part}");
    }
    assert!(plain.contains("largest weight, by the median of the year"), "loops");
    assert!(!plain.contains("switches of this account"));
    assert!(!plain.contains("id=\"decisions\""), "nobody decided anything");
    let mut under = ensemble();
    under.scenario.theory = Some("rigby-daniels".to_owned());
    let page = page(&under, &evidence(), &[]);
    assert!(page.contains("The 22 switches of this account") && page.contains("M22"));
    assert!(!page.contains("no side is taken"));
}

#[test]
fn a_decision_is_shown_with_its_chances_votes_and_roll_call() {
    let text = "[[decision]]\nid = \"a\"\ndate = \"1922-10-06\"\nbody = \"politburo\"\n\
                question = \"Is it so?\"\nissue = \"x\"\nsource = \"judgement\"\n\
                confidence = \"judgement\"\nchosen = \"yes\"\n\
                [[decision.option]]\nid = \"yes\"\ntitle = \"It is\"\nat = 1.0\nreason = \"r\"\n\
                [[decision.option]]\nid = \"no\"\ntitle = \"It is not\"\nat = -1.0\nreason = \"r\"\n";
    let evidence = crate::testing::evidence(&[("decisions/d.toml", text)]);
    let mut ensemble = ensemble();
    for draw in &mut ensemble.draws {
        draw.record.votes = vec![model::VoteRecord {
            month: Month::new(1922, 10),
            decision: "a".into(),
            options: vec!["yes".into(), "no".into()],
            voted: true,
            probability: vec![0.25, 0.75],
            votes: vec![3, 4],
            abstained: 0,
            present: 7,
            roll: vec![("lenin".into(), Some(1))],
            won: 1,
            carried: 0,
            history: 0,
            pinned: true,
            forced: false,
        }];
    }
    let page = page(&ensemble, &evidence, &[]);
    // Squares of 0.75, twice: 1.125.
    for part in ["Is it so?", "25 %, 3 votes", "75 %, 4 votes", "Brier 1.12", "lenin (1)"] {
        assert!(page.contains(part), "{part}");
    }
    assert!(page.contains("In this run all are held to history"));
}
