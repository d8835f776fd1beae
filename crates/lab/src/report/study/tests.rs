//! The report of a study: all cells said with numbers, nothing from outside, nothing taken as mark-up.

use super::*;

fn change(id: &'static str, before: usize, after: usize, sure: bool) -> Change {
    let half = if sure { 0.0 } else { 1.0 };
    let middle = (after as f64 - before as f64) / 50.0;
    Change {
        id,
        name: "Some outcome",
        before,
        after,
        brought: after.saturating_sub(before),
        ended: before.saturating_sub(after),
        low80: middle - half - 0.01,
        high80: middle + half + 0.01,
    }
}

fn study() -> Study {
    let cell = |outcomes: Vec<Change>, identical| {
        Some(Cell { draws: 50, identical, outcomes, decisions: vec![("monopoly".to_owned(), 7)] })
    };
    let still = |id| change(id, 10, 10, false);
    let hinge = |name: &str, cells| Hinge {
        name: name.to_owned(),
        title: format!("Title of {name}"),
        hinge: "H05".to_owned(),
        lecture: "more | of <it>".to_owned(),
        rivals: "less".to_owned(),
        note: "The author knows why.".to_owned(),
        cells,
        ..Hinge::default()
    };
    Study {
        id: "study-x".to_owned(),
        title: "Hinges".to_owned(),
        question: "Which matters?".to_owned(),
        draws: 50,
        rerun: "ktokogo ensemble studies/hinges.toml".to_owned(),
        columns: ["central", "lecture"]
            .map(|name| Column { name: name.to_owned(), title: String::new() })
            .to_vec(),
        hinges: vec![
            hinge(
                "border",
                vec![
                    cell(vec![change("O1", 5, 20, true), change("O2", 9, 8, false)], 0),
                    cell(vec![still("O1"), change("O2", 30, 10, true)], 0),
                ],
            ),
            hinge("rain", vec![cell(vec![still("O1"), still("O2")], 50), None]),
        ],
        ..Study::default()
    }
}

#[test]
fn every_cell_has_its_number_and_sign_in_both_forms() {
    let study = study();
    let (page, text) = (html(&study), markdown(&study));
    for part in ["O1 +30*", "O2 −40*", "not lived", "monopoly (7 of 50)", "5 to 20 of 50"] {
        assert!(page.contains(part), "{part}");
        assert!(text.contains(part), "{part}");
    }
    assert!(text.contains("| `border` | O1 +30* | O2 −40* |"), "{text}");
    assert!(page.contains("class=\"up\"") && page.contains("class=\"down\""));
    assert!(page.contains("Of 3 cells 2 have a star"));
}

#[test]
fn where_a_hinge_does_nothing_the_report_says_why() {
    for said in [html(&study()), markdown(&study())] {
        assert!(said.contains("No outcome changes."), "{said}");
        assert!(said.contains("or was in force anyway. The author knows why."));
        assert_eq!(said.matches("in force anyway").count(), 1, "only of the one that does nothing");
    }
}

#[test]
fn a_hinge_matters_only_under_the_theory_that_moves_it() {
    let mut study = study();
    assert_eq!(study.matter(0).len(), 1);
    study.hinges[0].cells[1].as_mut().expect("lived").outcomes[1] = change("O2", 10, 9, false);
    assert!(study.matter(1).is_empty());
}

#[test]
fn the_page_of_a_study_is_whole_and_takes_no_text_as_mark_up() {
    let page = html(&study());
    for word in ["<script", "<link", "<img", "@import", "url(", "src=", "of <it>"] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.contains("more | of &lt;it&gt;"));
    assert!(markdown(&study()).contains("more \\| of \\<it\\>"));
    for id in ["overview", "theories", "outcomes", "hinges", "again", "border", "rain"] {
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
    }
}
