//! # Recruit
//!
//! People join the party by four doors: the factory, the office, the barracks and the village. How
//! many come depends on how many there are, how wide the party opens its doors, and whether it looks
//! like winning: membership is dangerous under threat and useful after victory. Who comes for a
//! career rather than the cause depends on what office pays, on safety, on the chances of a freer
//! market and on the size of a party in which one more is not noticed.
//!
//! Refuted by: members who joined under fire being expelled for gain as often as those who joined
//! after victory.

use crate::allot::round_by;
use crate::party::CAREERIST;
use crate::prelude::*;

/// Recruitment by four doors.
#[derive(Clone, Debug, Parameters)]
pub struct Recruit {
    /// Industrial workers who join in a month of usual admission.
    #[prior(
        Uniform(0.0045, 0.0065),
        unit = "share of workers a month",
        source = "judgement, growth and class shares of 1925-28 on record"
    )]
    pub workers: f64,
    /// Employees outside industry, officials among them, who join in a month of usual admission.
    #[prior(
        Uniform(0.0008, 0.0012),
        unit = "share of employees a month",
        source = "judgement, growth and class shares of 1925-28 on record"
    )]
    pub employees: f64,
    /// Soldiers who join in a month of usual admission.
    #[prior(
        Uniform(0.0008, 0.0020),
        unit = "share of soldiers a month",
        source = "judgement, party members in the army of 1920 and 1923 on record"
    )]
    pub soldiers: f64,
    /// Villagers who join in a month of usual admission.
    #[prior(
        Uniform(4e-5, 6.5e-5),
        unit = "share of villagers a month",
        source = "judgement, 121,000 more peasants in 1925-28 on record, and losses"
    )]
    pub villagers: f64,
    /// How much threat deters those who would join.
    #[prior(Uniform(0.3, 1.7), unit = "log-odds a unit of threat", source = "judgement, card P1")]
    pub risk: f64,
    /// Careerists among recruits whom nothing else draws.
    #[prior(Uniform(0.0, 0.1), unit = "share", source = "judgement, card P1")]
    pub careerists: f64,
    /// Careerists drawn by privilege, where privilege under want is at its strongest.
    #[prior(
        Uniform(0.03, 0.1),
        unit = "share a unit of an official's income over a worker's",
        source = "judgement, card P1"
    )]
    pub lure: f64,
    /// Careerists drawn when there is no danger.
    #[prior(Uniform(0.05, 0.15), unit = "share", source = "judgement, card P1")]
    pub safety: f64,
    /// Careerists drawn by a free market.
    #[prior(Uniform(0.0, 0.1), unit = "share", source = "judgement, card P1")]
    pub market: f64,
    /// Careerists drawn by a party so large that nobody is known.
    #[prior(Uniform(0.05, 0.2), unit = "share", source = "judgement, card P1")]
    pub crowd: f64,
    /// Members of a party in which half of that pull is felt.
    #[prior(Fixed(500_000.0), unit = "persons", source = "judgement, the size of 1921-23")]
    pub crowded: f64,
    /// Devotion that the safe lack beside those who joined in danger.
    #[prior(Uniform(0.1, 0.3), unit = "share", source = "judgement, card P1")]
    pub ease: f64,
    /// Worker recruits fresh from the village when towns are most ruralised.
    #[prior(Uniform(0.3, 0.7), unit = "share", source = "judgement, ledger of claims, M15")]
    pub ruralised: f64,
}

/// The four doors, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    Factory,
    Office,
    Barracks,
    Village,
}

const DOORS: [Door; 4] = [Door::Factory, Door::Office, Door::Barracks, Door::Village];

impl Door {
    fn job(self) -> Job {
        match self {
            Door::Factory => Job::Bench,
            Door::Office => Job::Office,
            Door::Barracks => Job::Army,
            Door::Village => Job::Farm,
        }
    }

    fn origin(self) -> Origin {
        match self {
            Door::Factory => Origin::Worker,
            Door::Office => Origin::Employee,
            Door::Barracks | Door::Village => Origin::Peasant,
        }
    }

    /// Careerists there over the mean of recruits: a place at the bench pays least, one in an office
    /// most (judgement: of those expelled in 1921 employees were over-represented, workers under).
    fn careerists(self) -> f64 {
        match self {
            Door::Factory => 0.6,
            Door::Office => 1.5,
            Door::Barracks | Door::Village => 1.0,
        }
    }

    /// Shares without school, with secondary and with higher schooling among recruits there: near
    /// the party censuses of 1922 and 1927 on record (judgement in the split).
    fn schooling(self) -> [f64; 3] {
        match self {
            Door::Factory => [0.15, 0.02, 0.0],
            Door::Office => [0.01, 0.22, 0.02],
            Door::Barracks => [0.20, 0.02, 0.0],
            Door::Village => [0.35, 0.01, 0.0],
        }
    }

    /// Leaning of recruits there on the plan, of the same size as that of the members of 1917
    /// (judgement: factories lean to it, those who come from the land from it).
    fn plan(self) -> f64 {
        match self {
            Door::Factory => 0.2,
            Door::Office => 0.0,
            Door::Barracks | Door::Village => -0.3,
        }
    }
}

/// Threat at which as many join as come usually: that of an uneasy peace (judgement).
const USUAL_THREAT: f64 = 0.3;
/// Spread of the opinions of recruits, as of the members of 1917 (judgement).
const OPINIONS: f64 = 0.25;
/// Leaning of recruits to discussion rather than discipline (judgement).
const DEMOCRATIC: f64 = 0.1;
/// Leaning of recruits to the nation where no national feeling is about, and how far it can rise
/// (judgement: the party called itself international).
const NATIONAL: (f64, f64) = (-0.3, 0.8);
/// Weariness and wish for comfort of a recruit, as at the start of 1917 (judgement).
const FRESH: (f32, f32) = (0.25, 0.2);

/// What of the month bears on who comes.
#[derive(Clone, Copy, Debug, Default)]
struct Times {
    threat: f64,
    privileges: f64,
    market: f64,
    size: f64,
    feeling: f64,
    ruralised: f64,
    scarcity: f64,
    /// Members with secondary schooling over those who come through each door, times.
    schooled: f64,
    year: u16,
}

const THREAT: usize = edge("military_threat", "party_size");
const LURE: usize = edge("privileges", "careerist_share");
const MARKET: usize = edge("market_freedom", "careerist_share");
const CROWD: usize = edge("party_size", "careerist_share");

impl Recruit {
    /// Wish to join at this threat, over the usual one.
    pub fn wish(&self, threat: f64) -> f64 {
        2.0 / (1.0 + libm::exp(self.risk * (threat - USUAL_THREAT)))
    }

    /// What privilege, market and crowd add to the share of careerists among recruits.
    fn pulls(&self, t: &Times) -> [f64; 3] {
        [
            t.scarcity * self.lure * (t.privileges - 1.0).max(0.0),
            self.market * t.market,
            self.crowd * t.size / (t.size + self.crowded),
        ]
    }

    /// Share of careerists among recruits.
    fn careerist_chance(&self, t: &Times) -> f64 {
        let drawn: f64 = self.pulls(t).iter().sum();
        (self.careerists + self.safety * (1.0 - t.threat) + drawn).clamp(0.0, 1.0)
    }

    /// The member who comes in by a door, as the throws fall.
    fn newcomer(&self, dice: Dice, t: &Times, door: Door, chance: f64, who: Lineage) -> NewMember {
        let (first, second) = (dice.throw(who), dice.of("person").throw(who));
        let careerist = first.falls_within(2, chance * door.careerists());
        let depth = first.unit(3) as f32;
        let ease = (1.0 - self.ease * (1.0 - t.threat)) as f32;
        let commitment = if careerist {
            depth * CAREERIST
        } else {
            CAREERIST + (1.0 - CAREERIST) * depth * ease
        };
        let rural = matches!(door, Door::Factory) && second.falls_within(3, t.ruralised);
        let door_of_origin = if rural { Door::Village } else { door };
        let [none, secondary, higher] = door_of_origin.schooling();
        // Whom a better schooled country sends comes in place of those with primary schooling.
        let secondary = (secondary * t.schooled).min(1.0 - none - higher);
        let at = second.unit(0);
        let schooling = match at {
            _ if at < none => Schooling::None,
            _ if at < none + secondary => Schooling::Secondary,
            _ if at < none + secondary + higher => Schooling::Higher,
            _ => Schooling::Primary,
        };
        let near = |mean: f64, i: usize| {
            (mean + OPINIONS * (2.0 * second.unit(i) - 1.0)).clamp(-1.0, 1.0) as f32
        };
        let national = NATIONAL.0 + NATIONAL.1 * t.feeling;
        NewMember {
            lineage: who,
            origin: door.origin(),
            job: door.job(),
            joined: t.year,
            schooling,
            opinion: [near(door_of_origin.plan(), 1), near(DEMOCRATIC, 2), near(national, 3)],
            commitment,
            weariness: FRESH.0,
            comfort: FRESH.1,
            ..NewMember::default()
        }
    }

    fn note(&self, v: &mut View<'_>, t: &Times, joined: f64) {
        let pull = &mut v.influences.pull;
        pull[THREAT] = joined * (1.0 - self.wish(0.0) / self.wish(t.threat));
        let fresh = joined / t.size.max(1.0);
        for (edge, adds) in [LURE, MARKET, CROWD].into_iter().zip(self.pulls(t)) {
            pull[edge] = fresh * adds;
        }
    }
}

/// The place of `at` (0 to 1) in a row of weights.
fn pick(at: f64, weights: &[f64]) -> usize {
    let mut left = at * weights.iter().sum::<f64>();
    for (i, weight) in weights.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return i;
        }
    }
    0
}

impl Mechanism for Recruit {
    const CARD: Card = Card {
        name: "recruit",
        card: "P1",
        summary: "Factory, office, barracks and village send members, as admission and risk allow.",
        claims: &[
            "party-grows-with-victory-prospect",
            "late-joiners-lower-calibre",
            "careerist-infiltration",
            "party-size-composition-change",
        ],
        edges: &[
            ("military_threat", "party_size"),
            ("privileges", "careerist_share"),
            ("market_freedom", "careerist_share"),
            ("party_size", "careerist_share"),
            ("party_size", "old_bolshevik_share"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, mut v: View<'_>) {
        let times = Times {
            threat: *v.threat,
            privileges: *v.privileges,
            market: v.classes.market_freedom,
            size: v.members.persons() as f64,
            feeling: v.classes.national_feeling[1],
            ruralised: v.switches.ruralisation * self.ruralised * v.classes.ruralisation,
            scarcity: v.switches.scarcity_privilege,
            schooled: v.departures.party_schooling,
            year: v.season.year,
        };
        let mut towns = [0.0; REGIONS.len()];
        for town in v.town_people.ids() {
            let region = v.town_region[town];
            towns[region.number()] += v.town_people[town].real() * v.control[region];
        }
        let mut villages = [0.0; REGIONS.len()];
        for region in v.rural.ids() {
            villages[region.number()] = v.rural[region].real() * v.control[region];
        }
        let employees = v.state.officials.real() + v.state.other_employed.real();
        let pools = [
            self.workers * v.state.workers.real() * v.instruments.admission_workers,
            self.employees * employees * v.instruments.admission_others,
            self.soldiers * v.state.army.real() * v.instruments.admission_others,
            self.villagers * villages.iter().sum::<f64>() * v.instruments.admission_others,
        ];
        let (wish, heads) = (self.wish(times.threat), v.members.heads);
        let rounding = dice.throw(PARTY);
        let chance = self.careerist_chance(&times);
        let mut joined = 0;
        for ((pool, door), word) in pools.into_iter().zip(DOORS).zip(0..) {
            let rows = round_by(wish * pool / heads as f64, rounding.unit(word));
            let places =
                if matches!(door, Door::Factory | Door::Office) { &towns } else { &villages };
            for _ in 0..rows {
                let who = PARTY.child(v.members.recruits_so_far);
                let mut new = self.newcomer(dice, &times, door, chance, who);
                let throw = dice.throw(who);
                new.region = pick(throw.unit(0), places);
                let nations = v.members.nations[Id::new(new.region)];
                new.nation = Nation::ALL[pick(throw.unit(1), &nations)];
                v.members.push(new);
                v.members.recruits_so_far += 1;
            }
            joined += rows * heads;
        }
        v.flows.joined += joined;
        self.note(&mut v, &times, joined as f64);
    }
}

view! {
    reads {
        threat: f64 = comintern.threat;
        privileges: f64 = apparatus.privileges;
        classes: Classes = classes;
        switches: Switches = switches;
        instruments: Instruments = instruments;
        departures: Departures = departures;
        state: State = state;
        season: Season = season;
        town_region: Column<Town, Id<Region>> = towns.region;
        town_people: Column<Town, People> = towns.people;
        rural: Column<Region, People> = regions.rural;
        control: Column<Region, f64> = regions.control;
    }
    changes {
        members: Members = members;
        flows: MemberFlows = member_flows;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::party::testing::dice;

    /// Peace, no privilege, a closed market, a small party.
    const CALM: Times = Times {
        threat: 0.0,
        privileges: 1.0,
        market: 0.0,
        size: 100_000.0,
        feeling: 0.0,
        ruralised: 0.0,
        scarcity: 1.0,
        schooled: 1.0,
        year: 1920,
    };

    #[test]
    fn party_grows_with_victory_prospect() {
        let rule = Recruit::central();
        assert!(rule.wish(0.1) > rule.wish(0.9));
        assert_eq!(rule.wish(USUAL_THREAT), 1.0);
    }

    #[test]
    fn careerist_infiltration_follows_privilege_market_crowd_and_safety() {
        let rule = Recruit::central();
        let calm = rule.careerist_chance(&CALM);
        assert!(rule.careerist_chance(&Times { privileges: 3.0, ..CALM }) > calm);
        assert!(rule.careerist_chance(&Times { market: 1.0, ..CALM }) > calm);
        assert!(rule.careerist_chance(&Times { size: 1e6, ..CALM }) > calm);
        assert!(rule.careerist_chance(&Times { threat: 1.0, ..CALM }) < calm);
        let no_interest = Times { privileges: 3.0, scarcity: 0.0, ..CALM };
        assert_eq!(rule.careerist_chance(&no_interest), calm);
    }

    #[test]
    fn late_joiners_lower_calibre() {
        let rule = Recruit::central();
        let mean = |times: &Times| {
            let chance = rule.careerist_chance(times);
            let sum: f32 = (0..2000)
                .map(|i| {
                    let who = PARTY.child(i);
                    rule.newcomer(dice("recruit"), times, Door::Barracks, chance, who).commitment
                })
                .sum();
            sum / 2000.0
        };
        // The same persons by the same throws: any difference is the times'.
        assert!(mean(&Times { threat: 1.0, ..CALM }) > mean(&CALM));
    }

    #[test]
    fn a_better_schooled_country_sends_more_with_secondary_schooling() {
        let rule = Recruit::central();
        let schooled = |times: &Times| {
            let all = (0..2000).map(|i| {
                rule.newcomer(dice("recruit"), times, Door::Office, 0.0, PARTY.child(i)).schooling
            });
            all.filter(|schooling| *schooling == Schooling::Secondary).count()
        };
        assert!(schooled(&Times { schooled: 2.0, ..CALM }) > schooled(&CALM));
    }

    #[test]
    fn a_place_is_picked_in_proportion() {
        assert_eq!(pick(0.0, &[0.0, 1.0, 1.0]), 1);
        assert_eq!(pick(0.49, &[0.0, 1.0, 1.0]), 1);
        assert_eq!(pick(0.51, &[0.0, 1.0, 1.0]), 2);
    }
}
