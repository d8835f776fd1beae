//! What a run says of politics, on the screen and for scripts: outcomes, decisions, who directs whom,
//! loops.

use lab::decisions::{self, Score};
use lab::directs::CAVEAT;
use lab::{Politics, Share};
use serde_json::{Value, json};

use crate::output::{HEAD, styled};
use crate::tables::{WIDTH, cut};

/// Room of one of two outcomes on a line.
const HALF: usize = WIDTH / 2;

/// The lines of the screen.
pub fn lines(politics: &Politics, draws: usize) -> Vec<String> {
    let mut lines = outcomes(&politics.outcomes, draws);
    lines.extend(decided(&politics.scores));
    lines.extend(directs(politics));
    lines
}

/// Two outcomes a line, and what happened most often in a sentence.
fn outcomes(shares: &[Share], draws: usize) -> Vec<String> {
    let title = styled(HEAD, "Outcomes at the end:");
    let beside = match draws {
        1 => "1 for those that hold in the one life; its index, 0 to 1".to_owned(),
        _ => format!("of {draws} draws, those in which each holds; median of its index, 0 to 1"),
    };
    let mut lines = vec![format!("{title} {beside}")];
    for pair in shares.chunks(2) {
        let cells: Vec<String> = pair.iter().map(|share| cell(share, draws)).collect();
        lines.push(cells.concat().trim_end().to_owned());
    }
    lines.push(cut(&in_words(shares, draws), WIDTH));
    lines
}

fn cell(share: &Share, draws: usize) -> String {
    let held = format!("{:.0}", share.share * draws as f64);
    let numbers = format!("{held:>4}  {:.2}  ", share.index);
    let room = HALF - numbers.chars().count() - 4;
    // A name that stands alone needs no bracket behind it.
    let name = share.name.split(" (").next().unwrap_or(share.name);
    format!("{}  {:<room$}{numbers}", share.id, cut(name, room - 1))
}

/// What holds in most draws and what in none, in a sentence.
fn in_words(shares: &[Share], draws: usize) -> String {
    let those = |wanted: fn(f64) -> bool| {
        let ids: Vec<&str> = shares.iter().filter(|s| wanted(s.share)).map(|s| s.id).collect();
        if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }
    };
    let (most, never) = (those(|share| share > 0.5), those(|share| share == 0.0));
    let (often, not) =
        if draws == 1 { ("Holds", "Does not hold") } else { ("In most draws", "In no draw") };
    format!("{often}: {most}. {not}: {never}. `ktokogo list outcomes` says what each asks.")
}

fn decided(scores: &[Score]) -> Option<String> {
    let mean = decisions::mean_of(scores.iter())?;
    Some(format!(
        "Decisions: {} pinned; mean chance given to what happened {:.2}; Brier {:.2}, baseline {:.2}",
        mean.decisions, mean.given, mean.brier, mean.brier_last_time
    ))
}

fn directs(politics: &Politics) -> Vec<String> {
    let Some(reading) = &politics.reading else { return Vec::new() };
    let mut lines = vec![format!(
        "Kto-kogo: {:.2} so far at the end [{:.2}, {:.2}]; {CAVEAT}",
        reading.median, reading.low80, reading.high80
    )];
    if let Some([party, offices]) = reading.ends() {
        let line = format!(
            "  -1: the offices moved the party ({} {:.2}); 1: it moved them ({} {:.2})",
            offices.0, offices.1, party.0, party.1
        );
        lines.push(cut(&line, WIDTH));
    }
    lines
}

/// The same for scripts.
pub fn document(politics: &Politics) -> Value {
    let outcome = |share: &Share| {
        json!({
            "id": share.id, "name": share.name, "axis": share.axis.name(), "share": share.share,
            "low80": share.low, "high80": share.high, "central": share.central,
            "index": share.index, "index_low80": share.index_low80,
            "index_high80": share.index_high80, "holds_when": share.holds,
            "departs": share.departs,
        })
    };
    let mean = |mean: Option<decisions::Mean>| {
        mean.map(|mean| {
            json!({
                "decisions": mean.decisions, "given": mean.given, "brier": mean.brier,
                "brier_last_time": mean.brier_last_time,
            })
        })
    };
    let scores = &politics.scores;
    let score = |score: &Score| {
        json!({
            "decision": score.decision, "date": score.date, "history": score.history,
            "draws": score.draws, "given": score.given, "brier": score.brier,
            "last_time": score.last_time, "brier_last_time": score.brier_last_time,
            "coded_from_the_vote": score.coded_from_the_vote,
        })
    };
    let reading = politics.reading.as_ref().map(|reading| {
        let places = reading.commissariats.iter();
        let places = places.map(|(name, median)| json!({ "name": name, "median": median }));
        json!({
            "median": reading.median, "low80": reading.low80, "high80": reading.high80,
            "commissariats": places.collect::<Vec<_>>(), "note": CAVEAT,
        })
    });
    let period = |period: &lab::dominance::Period| {
        json!({
            "from": period.first, "until": period.last, "loop": period.id, "name": period.name,
            "weight": period.weight,
        })
    };
    json!({
        "outcomes": politics.outcomes.iter().map(outcome).collect::<Vec<_>>(),
        "decision_scores": {
            "all": mean(decisions::mean_of(scores.iter())),
            "known_before": mean(decisions::mean(scores, false)),
            "coded_from_the_vote": mean(decisions::mean(scores, true)),
            "each": scores.iter().map(score).collect::<Vec<_>>(),
        },
        "kto_kogo": reading,
        "loops": politics.loops.iter().map(period).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use lab::directs::Reading;
    use lab::outcomes::DEFINITIONS;

    fn share(place: usize, share: f64) -> Share {
        let definition = &DEFINITIONS[place];
        Share {
            id: definition.id,
            name: definition.name,
            axis: definition.axis,
            share,
            low: 0.0,
            high: 1.0,
            central: false,
            index: 0.5,
            index_low80: 0.1,
            index_high80: 0.9,
            holds: definition.holds,
            departs: definition.departs,
        }
    }

    fn politics(shares: [f64; 8]) -> Politics {
        let name = |text: &str, value| (text.to_owned(), value);
        let commissariats =
            vec![name("the Cheka and its heirs", 0.45), name("the interior", -0.97)];
        Politics {
            outcomes: shares.into_iter().enumerate().map(|(n, s)| share(n, s)).collect(),
            scores: Vec::new(),
            reading: Some(Reading { median: -0.641, low80: -0.9, high80: 0.0, commissariats }),
            loops: Vec::new(),
        }
    }

    #[test]
    fn eight_outcomes_take_six_lines_and_keep_the_width() {
        let some = politics([0.0, 0.75, 0.0, 0.0, 0.0, 0.0, 0.1, 0.3]);
        let lines = lines(&some, 10_000);
        assert_eq!(lines.len(), 8, "{lines:#?}");
        for line in &lines {
            let plain = anstream::adapter::strip_str(line).to_string();
            assert!(plain.chars().count() <= WIDTH, "{plain}");
        }
        assert!(lines[1].contains("O2  Bureaucratic degeneration") && lines[1].contains("7500"));
        assert!(lines[5].starts_with("In most draws: O2. In no draw: O1, O3, O4, O5, O6. "));
        assert!(
            lines[6].starts_with("Kto-kogo: -0.64 so far")
                && lines[6].contains("not of the record")
        );
    }
}
