//! # Alarm and action
//!
//! Lenin grows alarmed when he sees old officials fill the offices, careerists the party, industry
//! at a standstill, the republics in conflict with the centre, property and its parties returning,
//! and the whole apparatus drifting away from its origin. He sees these things only as far as the
//! apparatus reports them. Alarm becomes action in the measure of his health and of what the
//! Secretariat lets through to him; an ally carries further what he begins. He seeks the ally when
//! he is alarmed and cannot do alone what he wants to do.
//!
//! Refuted by: letters, notes and speeches of 1921-23 that grow no sharper as these things grow
//! worse; or interventions that stay as many and as successful without the ally and under guard.

use crate::prelude::*;

/// What alarms Lenin, what he does, and with whom.
#[derive(Clone, Debug, Parameters)]
pub struct TakeAlarm {
    /// Alarm of a watchful leader when all goes as in the reference.
    #[prior(Uniform(0.1, 0.25), unit = "0 to 1", source = "judgement, claim lenin-alarm-grows")]
    pub base: f64,
    /// Weight of the share of old officials above the reference.
    #[prior(Uniform(0.2, 0.8), unit = "a unit of the share", source = "judgement")]
    pub old_officials: f64,
    /// Share of old officials that a leader of 1918 takes for granted.
    #[prior(Fixed(0.4), unit = "share", source = "judgement")]
    pub usual_officials: f64,
    /// Weight of the share of careerists.
    #[prior(Uniform(0.2, 0.8), unit = "a unit of the share", source = "judgement")]
    pub careerists: f64,
    /// Relief when industry works as in 1913.
    #[prior(Uniform(0.1, 0.4), unit = "a unit of output", source = "judgement")]
    pub industry: f64,
    /// Output at which industry neither alarms nor reassures.
    #[prior(Fixed(0.5), unit = "1913 = 1", source = "judgement")]
    pub usual_industry: f64,
    /// Weight of conflict with the republics.
    #[prior(Uniform(0.2, 0.6), unit = "a unit of conflict", source = "judgement")]
    pub republics: f64,
    /// Weight of the risk that property and its parties return.
    #[prior(Uniform(0.2, 0.6), unit = "a unit of risk", source = "judgement")]
    pub restoration: f64,
    /// Weight of the degeneration of the apparatus.
    #[prior(Uniform(0.3, 0.9), unit = "a unit of the index", source = "judgement")]
    pub degeneration: f64,
    /// How fast alarm follows what is seen.
    #[prior(Uniform(0.1, 0.4), unit = "share of the gap a month", source = "judgement")]
    pub speed: f64,
    /// Alarm at which he does half of what he can: that of a watchful leader in quiet times. Alarm
    /// decides whether he takes up his pen; how alarmed he is beyond that adds less and less.
    #[prior(Uniform(0.1, 0.3), unit = "0 to 1", source = "judgement, letters of autumn 1922")]
    pub moved: f64,
    /// Part of the action that full control of information stops.
    #[prior(Uniform(0.3, 0.9), unit = "share", source = "judgement")]
    pub guard: f64,
    /// What a full alliance adds to the action.
    #[prior(Uniform(0.2, 0.8), unit = "share", source = "judgement, December 1922")]
    pub ally: f64,
    /// How fast the alliance follows the need for it.
    #[prior(Uniform(0.2, 0.6), unit = "share of the gap a month", source = "judgement, 1922")]
    pub seeking: f64,
}

const OFFICIALS: usize = edge("apparatus_tsarist_share", "lenin_alarm");
const CAREERISTS: usize = edge("careerist_share", "lenin_alarm");
const INDUSTRY: usize = edge("industrial_output", "lenin_alarm");
const REPUBLICS: usize = edge("national_conflict", "lenin_alarm");
const RESTORATION: usize = edge("restoration_risk", "lenin_alarm");
const THERMIDOR: usize = edge("thermidor_index", "lenin_alarm");
const ALARM: usize = edge("lenin_alarm", "lenin_action");
const CAPACITY: usize = edge("lenin_capacity", "lenin_action");
const ALLIANCE: usize = edge("lenin_trotsky_alliance", "lenin_action");
const INFORMATION: usize = edge("information_control", "lenin_action");

/// Full feeling between two leaders on the scale of the record of persons.
const FULL_TIE: f64 = 2.0;

impl TakeAlarm {
    /// What Lenin does, from 0 to 1, which is all that he does at work, well and fully alarmed:
    /// capacity times what alarm moves him to, less what is kept from him, and more with an ally.
    /// How much it brings about is another matter: each effect is scaled where it falls (M11).
    pub fn action(&self, capacity: f64, alarm: f64, kept: f64, alliance: f64) -> f64 {
        let alone = capacity * self.moved_to_act(alarm) * (1.0 - self.guard * kept);
        (alone * (1.0 + self.ally * alliance)).clamp(0.0, 1.0)
    }

    /// Share of his capacity that he turns to what alarms him.
    pub fn moved_to_act(&self, alarm: f64) -> f64 {
        alarm / (alarm + self.moved) * (1.0 + self.moved)
    }

    /// How much of an alliance there would be: both must be there and on terms, and the need for it
    /// is what alarm asks for beyond what he can do alone.
    pub fn need(&self, alarm: f64, capacity: f64, terms: f64) -> f64 {
        if capacity <= 0.0 {
            return 0.0;
        }
        (alarm * (1.0 - capacity * (1.0 - alarm)) * terms).clamp(0.0, 1.0)
    }
}

/// Terms on which two leaders are, 0 to 1; 0 when one of them is gone.
fn terms(leaders: &Leaders) -> f64 {
    let (Some(lenin), Some(trotsky)) = (leaders.find("lenin"), leaders.find("trotsky")) else {
        return 0.0;
    };
    let tie = (leaders.tie(lenin, trotsky) + leaders.tie(trotsky, lenin)) / (2.0 * FULL_TIE);
    // Neither friend nor enemy still leaves room for a pact on one question.
    let there = leaders.present[lenin] && leaders.present[trotsky];
    if there { (0.5 + 0.5 * tie).clamp(0.0, 1.0) } else { 0.0 }
}

/// The alliance to which a common office or a pact binds both, as long as the other one is there.
fn bound(leaders: &Leaders, pact: f64) -> f64 {
    let there = leaders.find("trotsky").is_some_and(|id| leaders.present[id]);
    if there { pact } else { 0.0 }
}

impl Mechanism for TakeAlarm {
    const CARD: Card = Card {
        name: "take-alarm",
        card: "P8",
        summary: "Lenin is alarmed by what reaches him, acts as his health allows, seeks allies.",
        claims: &[
            "lenin-alarm-grows",
            "lenin-anxious-about-party-growth",
            "economic-success-eases-worry",
            "lenin-reverses-on-georgia",
            "degeneration-faster-than-expected",
            "lenin-turns-to-trotsky",
            "lenin-trotsky-bloc-monopoly",
            "lenin-trotsky-bloc-against-bureaucracy",
            "lenin-would-have-delivered-bomb",
            "lenin-takes-ustryalov-seriously",
            "lenin-horrified-autumn-1922",
            "concern-over-leadership-aggravated",
            "lenin-wants-stalin-authority-cut",
        ],
        edges: &[
            ("apparatus_tsarist_share", "lenin_alarm"),
            ("careerist_share", "lenin_alarm"),
            ("industrial_output", "lenin_alarm"),
            ("national_conflict", "lenin_alarm"),
            ("restoration_risk", "lenin_alarm"),
            ("thermidor_index", "lenin_alarm"),
            ("lenin_alarm", "lenin_action"),
            ("lenin_capacity", "lenin_action"),
            ("lenin_trotsky_alliance", "lenin_action"),
            ("information_control", "lenin_action"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let l = v.leadership;
        let capacity = l.lenin_capacity;
        if capacity <= 0.0 {
            (l.lenin_alarm, l.lenin_action, l.lenin_trotsky_alliance) = (0.0, 0.0, 0.0);
            return;
        }
        let seen = v.apparatus.news_passed;
        let output = v.output.total().real() / v.output_1913.total().real().max(1.0);
        let officials = self.old_officials * (v.apparatus.old_share - self.usual_officials);
        l.lenin_alarm = Pulls::from(self.base, v.influences)
            .edge(OFFICIALS, seen * officials)
            .edge(CAREERISTS, seen * self.careerists * v.party.careerist_share)
            .edge(INDUSTRY, -seen * self.industry * (output - self.usual_industry))
            .edge(REPUBLICS, seen * self.republics * v.classes.national_conflict)
            .edge(RESTORATION, seen * self.restoration * v.party.restoration_risk)
            .edge(THERMIDOR, seen * self.degeneration * v.party.thermidor_index)
            .step(l.lenin_alarm, self.speed);
        let (alarm, kept) = (l.lenin_alarm, v.party.information_control);
        let sought = self.need(alarm, capacity, terms(v.leaders));
        let need = sought.max(bound(v.leaders, v.departures.pact));
        l.lenin_trotsky_alliance += self.seeking * (need - l.lenin_trotsky_alliance);
        let alliance = l.lenin_trotsky_alliance;
        let action = self.action(capacity, alarm, kept, alliance);
        l.lenin_action = action;
        // Causes that multiply: each is noted as what would be lost or gained without it.
        let pull = &mut v.influences.pull;
        pull[ALARM] = action;
        pull[CAPACITY] = action;
        pull[ALLIANCE] = action - self.action(capacity, alarm, kept, 0.0);
        pull[INFORMATION] = action - self.action(capacity, alarm, 0.0, alliance);
    }
}

view! {
    reads {
        apparatus: Apparatus = apparatus;
        party: Party = party;
        classes: Classes = classes;
        leaders: Leaders = leaders;
        departures: Departures = departures;
        output: Column<Trust, Goods> = trusts.output;
        output_1913: Column<Trust, Goods> = trusts.output_1913;
    }
    changes {
        leadership: Leadership = leadership;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Claim `lenin-would-have-delivered-bomb`: what he does falls with his health, and is nothing
    /// without it.
    #[test]
    fn action_falls_with_health() {
        let rule = TakeAlarm::central();
        let at = |capacity| rule.action(capacity, 0.6, 0.3, 0.2);
        assert!(at(1.0) > at(0.3) && at(0.3) > 0.0);
        assert_eq!(at(0.0), 0.0);
    }

    /// Claim `lenin-alarm-grows` and the edges to action, each with its sign.
    #[test]
    fn alarm_and_ally_raise_action_and_guarding_lowers_it() {
        let rule = TakeAlarm::central();
        let usual = rule.action(0.8, 0.5, 0.4, 0.3);
        assert!(rule.action(0.8, 0.6, 0.4, 0.3) > usual);
        assert!(rule.action(0.8, 0.5, 0.4, 0.4) > usual);
        assert!(rule.action(0.8, 0.5, 0.5, 0.3) < usual);
        assert_eq!(rule.action(1.0, 1.0, 0.0, 0.0), 1.0, "at work, well and fully alarmed");
        assert!((rule.moved_to_act(rule.moved) - 0.5 * (1.0 + rule.moved)).abs() < 1e-12);
    }

    /// Claim `lenin-turns-to-trotsky`: the alarmed patient seeks an ally more than the calm and
    /// the healthy one; the dead seek none.
    #[test]
    fn alarm_and_weakness_seek_an_ally() {
        let rule = TakeAlarm::central();
        assert!(rule.need(0.6, 0.5, 0.75) > rule.need(0.3, 0.5, 0.75));
        assert!(rule.need(0.6, 0.3, 0.75) > rule.need(0.6, 1.0, 0.75));
        assert!(rule.need(0.6, 0.3, 0.75) > rule.need(0.6, 0.3, 0.25));
        assert_eq!(rule.need(0.9, 0.0, 1.0), 0.0);
    }
}
