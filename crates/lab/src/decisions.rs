//! How well the votes of the model foretell what history chose.
//!
//! In a run that holds to history each vote is a forecast: the model gives every option a
//! probability before the body votes, and then what history chose is carried out, so that the next
//! vote starts from the history that was. The score is that of Brier (1950): the sum over the
//! options of the square of the probability less what came, 1 for the option that history chose and
//! 0 for the others; 0 is best, 2 worst, and a forecast of equal chances between two options gets
//! 0.5. The probability is the mean over the draws.
//!
//! Beside it stands the forecast of somebody who knows no more than how the same question went last
//! time, "always the majority of last time". It puts all its weight on one option:
//!
//! 1. If an earlier decision is on the same issue, the side that carried the latest of them holds
//!    on: the option proposed by the proposer of the one that was carried, if there is one such
//!    option; else the option nearest to it on the scale, the first in the file of equally near ones.
//! 2. If there is none, things stay as they are: the option marked `status_quo`, else the only option
//!    that nobody is named to propose.
//! 3. If that tells nothing either, all options have equal chances.
//!
//! Decisions in whose file a position is taken from the vote itself (`known = "after"`) are scored
//! apart: whoever is told how people voted does not foretell it.

use evidence::{Decision, DecisionOption, Evidence};

use crate::ensemble::Ensemble;

mod tally;
pub use tally::{Tally, tallies};

/// The score of one decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Id of the decision.
    pub decision: String,
    /// The date as recorded.
    pub date: String,
    /// What history chose.
    pub history: String,
    /// Draws that voted and were held to history.
    pub draws: usize,
    /// Mean probability that they gave to what history chose.
    pub given: f64,
    /// Brier score of the mean probabilities.
    pub brier: f64,
    /// What the majority of last time would choose again; empty if all have equal chances.
    pub last_time: String,
    /// Brier score of that.
    pub brier_last_time: f64,
    /// Whether a position was taken from the vote itself.
    pub coded_from_the_vote: bool,
}

/// Means over several decisions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// How many.
    pub decisions: usize,
    /// Mean chance given to what history chose.
    pub given: f64,
    /// Mean Brier score of the model.
    pub brier: f64,
    /// Mean Brier score of the majority of last time.
    pub brier_last_time: f64,
}

/// The score of each decision on which pinned draws voted, in order of time.
pub fn scores(evidence: &Evidence, ensemble: &Ensemble) -> Vec<Score> {
    let mut dated: Vec<&Decision> = evidence.decisions.iter().collect();
    dated.sort_by_key(|decision| decision.date.days().0);
    let score = |(n, decision): (usize, &&Decision)| score(decision, &dated[..n], ensemble);
    dated.iter().enumerate().filter_map(score).collect()
}

/// The mean of the scores of decisions that were coded from the vote, or of those that were not.
pub fn mean(scores: &[Score], coded_from_the_vote: bool) -> Option<Mean> {
    mean_of(scores.iter().filter(|score| score.coded_from_the_vote == coded_from_the_vote))
}

/// The mean of some scores; none of none.
pub fn mean_of<'s>(scores: impl Iterator<Item = &'s Score>) -> Option<Mean> {
    let these: Vec<&Score> = scores.collect();
    let mean = |of: fn(&Score) -> f64| {
        these.iter().map(|score| of(score)).sum::<f64>() / these.len() as f64
    };
    (!these.is_empty()).then(|| Mean {
        decisions: these.len(),
        given: mean(|score| score.given),
        brier: mean(|score| score.brier),
        brier_last_time: mean(|score| score.brier_last_time),
    })
}

fn score(decision: &Decision, earlier: &[&Decision], ensemble: &Ensemble) -> Option<Score> {
    let history = decision.history()?;
    let options = decision.options.len();
    // The central run is no draw from the priors: it speaks only where there are none.
    let records = ensemble.sample().iter().flat_map(|draw| &draw.record.votes);
    let forecasts: Vec<&[f64]> = records
        .filter(|vote| *vote.decision == *decision.id && vote.pinned && !vote.forced)
        .map(|vote| vote.probability.as_slice())
        .filter(|probability| probability.len() == options)
        .collect();
    if forecasts.is_empty() {
        return None;
    }
    let share = |option: usize| {
        forecasts.iter().map(|forecast| forecast[option]).sum::<f64>() / forecasts.len() as f64
    };
    let means: Vec<f64> = (0..options).map(share).collect();
    let last = last_time(decision, earlier);
    let certain = |option: usize| match last {
        Some(chosen) => f64::from(u8::from(option == chosen)),
        None => 1.0 / options as f64,
    };
    Some(Score {
        decision: decision.id.clone(),
        date: decision.date.to_string(),
        history: decision.chosen.clone(),
        draws: forecasts.len(),
        given: means[history],
        brier: brier(&means, history),
        last_time: last.map_or_else(String::new, |chosen| decision.options[chosen].id.clone()),
        brier_last_time: brier(&(0..options).map(certain).collect::<Vec<_>>(), history),
        coded_from_the_vote: decision.coded_from_the_vote(),
    })
}

/// The Brier score of a forecast, when option `came` came.
pub fn brier(forecast: &[f64], came: usize) -> f64 {
    let square = |(option, p): (usize, &f64)| {
        let miss = p - f64::from(u8::from(option == came));
        miss * miss
    };
    forecast.iter().enumerate().map(square).sum()
}

/// The option that the majority of last time would choose, as the head of this file defines it; none
/// if nothing tells. `earlier` are the decisions before it, in order of time.
pub fn last_time(decision: &Decision, earlier: &[&Decision]) -> Option<usize> {
    let options = &decision.options;
    let last = earlier.iter().rev().find(|other| other.issue == decision.issue);
    if let Some(carried) = last.and_then(|other| Some(&other.options[other.history()?])) {
        let same = |option: &DecisionOption| {
            !carried.proposer.is_empty() && option.proposer == carried.proposer
        };
        return only(options, same).or_else(|| nearest(options, carried.at));
    }
    only(options, |option| option.status_quo)
        .or_else(|| only(options, |option| option.proposer.is_empty()))
}

/// The one option for which this is so; none if there are several or none.
fn only(options: &[DecisionOption], is_so: impl Fn(&DecisionOption) -> bool) -> Option<usize> {
    let mut found = (0..options.len()).filter(|n| is_so(&options[*n]));
    found.next().filter(|_| found.next().is_none())
}

fn nearest(options: &[DecisionOption], at: f64) -> Option<usize> {
    let distance = |n: &usize| (options[*n].at - at).abs();
    // The first of equally near ones is kept.
    (0..options.len()).min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use model::{FIRST, VoteRecord};

    fn vote(decision: &str, probability: &[f64], pinned: bool) -> VoteRecord {
        let options = ["relax", "keep"].map(|id| id.into()).to_vec();
        VoteRecord {
            month: FIRST,
            decision: decision.into(),
            options,
            voted: true,
            probability: probability.to_vec(),
            votes: vec![14, 10],
            abstained: 1,
            present: 25,
            roll: Vec::new(),
            won: 0,
            carried: 0,
            history: 0,
            pinned,
            forced: false,
        }
    }

    fn ensemble(votes: Vec<Vec<VoteRecord>>) -> Ensemble {
        let record = |votes| {
            let mut record = testing::record(|_, _| 0.0);
            record.votes = votes;
            record
        };
        testing::ensemble(votes.into_iter().map(record).collect())
    }

    fn decision(id: &str, date: &str, issue: &str, extra: [&str; 2], known: &str) -> String {
        let option = |(id, at, extra): (&str, f64, &str)| {
            format!(
                "[[decision.option]]\nid = \"{id}\"\ntitle = \"t\"\nat = {at}\nreason = \"r\"\n{extra}\n"
            )
        };
        let options = [option(("relax", -1.0, extra[0])), option(("keep", 2.0, extra[1]))].concat();
        format!(
            "[[decision]]\nid = \"{id}\"\ndate = \"{date}\"\nbody = \"politburo\"\nquestion = \"q\"\n\
             issue = \"{issue}\"\nsource = \"judgement\"\nconfidence = \"judgement\"\nchosen = \
             \"relax\"\n{options}[decision.positions]\nlenin = {{ at = 2.0, evidence = \"l\", known \
             = \"{known}\" }}\n"
        )
    }

    #[test]
    fn a_sure_forecast_is_best_or_worst_and_equal_chances_are_one_half() {
        assert_eq!(brier(&[1.0, 0.0], 0), 0.0);
        assert_eq!(brier(&[1.0, 0.0], 1), 2.0);
        assert_eq!(brier(&[0.5, 0.5], 1), 0.5);
    }

    #[test]
    fn the_mean_of_the_pinned_draws_is_scored_beside_the_majority_of_last_time() {
        let quo = ["", "status_quo = true"];
        let text = [
            decision("b", "1922-12-18", "x", ["", ""], "before"),
            decision("a", "1922-10-06", "x", quo, "after"),
        ];
        let evidence = testing::evidence(&[("decisions/d.toml", &text.concat())]);
        let draw = |p: f64, pinned| {
            vec![vote("a", &[p, 1.0 - p], pinned), vote("b", &[p, 1.0 - p], pinned)]
        };
        // The central run and a free draw do not count.
        let lives = vec![draw(0.0, true), draw(0.5, true), draw(1.0, true), draw(0.0, false)];
        let scores = scores(&evidence, &ensemble(lives));
        let [first, second] = &scores[..] else { panic!("{scores:?}") };
        assert_eq!((first.decision.as_str(), first.draws, first.given), ("a", 2, 0.75));
        assert_eq!(first.brier, 2.0 * 0.25 * 0.25);
        // No decision before: the status quo, which did not hold.
        assert_eq!((first.last_time.as_str(), first.brier_last_time), ("keep", 2.0));
        // The side that carried October holds on: at -1, where `relax` stands.
        assert_eq!((second.last_time.as_str(), second.brier_last_time), ("relax", 0.0));
        let apart = |coded| mean(&scores, coded).map(|mean| (mean.decisions, mean.brier_last_time));
        assert_eq!((apart(true), apart(false)), (Some((1, 2.0)), Some((1, 0.0))));
    }

    #[test]
    fn the_proposer_of_last_time_is_followed_wherever_he_goes() {
        let by = |who: &str| format!("proposer = \"{who}\"");
        let (zinoviev, bukharin) = (by("zinoviev"), by("bukharin"));
        let text = [
            decision("a", "1923-10-06", "x", [&zinoviev, ""], "before"),
            decision("b", "1924-10-06", "x", [&bukharin, &zinoviev], "before"),
            decision("c", "1924-11-06", "y", [&bukharin, &zinoviev], "before"),
        ];
        let evidence = testing::evidence(&[("decisions/d.toml", &text.concat())]);
        let all: Vec<&Decision> = evidence.decisions.iter().collect();
        assert_eq!(last_time(all[0], &[]), Some(1), "nobody is named to propose the second");
        assert_eq!(last_time(all[1], &all[..1]), Some(1));
        assert_eq!(last_time(all[2], &all[..2]), None, "another issue, and nothing tells");
    }

    #[test]
    fn a_tally_has_mean_chances_median_votes_and_what_was_carried() {
        let evidence = testing::evidence(&[(
            "decisions/d.toml",
            &decision("a", "1922-10-06", "x", ["", ""], "before"),
        )]);
        let with = |p: f64, votes: [i64; 2], carried| VoteRecord {
            votes: votes.to_vec(),
            carried,
            roll: vec![("lenin".into(), Some(1)), ("stalin".into(), None)],
            ..vote("a", &[p, 1.0 - p], false)
        };
        let lives = [
            with(0.0, [0, 9], 1),
            with(0.5, [14, 10], 0),
            with(0.6, [12, 12], 0),
            with(1.0, [20, 4], 1),
        ];
        let ensemble = ensemble(lives.map(|vote| vec![vote]).to_vec());
        let tallies = tallies(&evidence, &ensemble);
        let [tally] = &tallies[..] else { panic!("{tallies:?}") };
        assert_eq!((tally.draws, tally.voted, tally.pinned), (3, 3, 0));
        // One addition and one division round.
        assert!((tally.chance[0] - 0.7).abs() < 1e-12, "{:?}", tally.chance);
        assert_eq!(tally.votes, [14.0, 10.0]);
        assert_eq!(tally.carried, [2.0 / 3.0, 1.0 / 3.0]);
        assert_eq!(tally.roll, [("lenin".to_owned(), Some(1)), ("stalin".to_owned(), None)]);
        assert!(tally.small_body());
    }

    #[test]
    fn a_decision_on_which_nobody_voted_has_no_score() {
        let text = decision("a", "1922-10-06", "x", ["", ""], "before");
        let evidence = testing::evidence(&[("decisions/d.toml", &text)]);
        let silent = VoteRecord { voted: false, ..vote("a", &[], true) };
        assert_eq!(scores(&evidence, &ensemble(vec![vec![silent]])), Vec::new());
        assert_eq!(mean(&[], false), None);
    }
}
