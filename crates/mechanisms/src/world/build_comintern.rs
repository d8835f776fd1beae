//! # Build the Comintern
//!
//! The Soviet party puts money, envoys and schooling into parties abroad, as much as its leaders
//! decide; less when national feeling rises among its members and officials, more when it feels safe
//! at home. Leaderships and cells ripen over years, not months. How far a country is from calm
//! follows the ferment of the world, hardest in the defeated powers. Members come with the ferment
//! as far as a ripe party has cells to hold them: the crowds of 1919 did not join. Masses come at once
//! when socialist parties are split and their left wings come over; many of them do not stay. What a
//! defeat costs stands in the spread of revolution.
//!
//! Refuted by: parties that led as well within a year of their foundation as after five; or a
//! membership that did not shrink when the strikes did.

use crate::measures::MONTHS;
use crate::prelude::*;

/// Effort, ferment, maturity and membership of the parties abroad.
#[derive(Clone, Debug, Parameters)]
pub struct BuildComintern {
    /// Part of the effort that national feeling can take away, at full strength of the switch.
    #[prior(
        Uniform(0.4, 1.2),
        unit = "share a unit of national sentiment",
        source = "judgement, card S3"
    )]
    pub by_nation: f64,
    /// National sentiment at which the effort is what the leaders decide.
    #[prior(Fixed(0.3), unit = "0 to 1", source = "judgement")]
    pub usual_nation: f64,
    /// Part of the effort that a safe government adds.
    #[prior(Uniform(0.0, 0.4), unit = "share a unit of survival", source = "judgement, card S3")]
    pub by_survival: f64,
    /// Prospect of survival at which the effort is what the leaders decide.
    #[prior(Fixed(0.5), unit = "0 to 1", source = "judgement")]
    pub usual_survival: f64,
    /// How fast decisions become work abroad.
    #[prior(Fixed(0.3), unit = "share of the gap a month", source = "judgement")]
    pub carried_out: f64,
    /// Maturity that a party reaches without help.
    #[prior(Uniform(0.05, 0.25), unit = "0 to 1", source = "judgement, card S3")]
    pub alone: f64,
    /// Maturity that full effort adds in the end.
    #[prior(Uniform(0.3, 0.8), unit = "0 to 1", source = "judgement, card S3")]
    pub by_effort: f64,
    /// Years in which about two thirds of the way are gone.
    #[prior(Uniform(3.0, 8.0), unit = "years", source = "judgement, card S3")]
    pub ripening: f64,
    /// Attempts a year in the world at which an exposed country is half-way from calm.
    #[prior(Uniform(0.4, 1.2), unit = "attempts a year", source = "judgement, card S3")]
    pub half_heat: f64,
    /// What is never calm in a country, as a part of its exposure.
    #[prior(Fixed(0.15), unit = "share", source = "judgement")]
    pub never_calm: f64,
    /// How fast a country follows the ferment of the world.
    #[prior(Fixed(0.15), unit = "share of the gap a month", source = "judgement")]
    pub catches: f64,
    /// Part of its greatest membership that a party of full maturity holds in calm.
    #[prior(
        Uniform(0.4, 0.9),
        unit = "share a unit of maturity",
        source = "judgement, membership of the KPD 1924-29"
    )]
    pub by_maturity: f64,
    /// What full ferment adds to that: crowds become members as far as there are cells to hold them.
    #[prior(
        Uniform(0.4, 1.2),
        unit = "share a unit of maturity and ferment",
        source = "judgement, membership of the KPD 1919-20 against 1923"
    )]
    pub by_ferment: f64,
    /// Left wings of socialist parties that come over while these are split with full force.
    #[prior(
        Uniform(0.2, 0.5),
        unit = "share a month",
        source = "judgement, Halle, Tours and Livorno within six months of the conditions"
    )]
    pub comes_over: f64,
    /// How fast members come and go.
    #[prior(
        Uniform(0.06, 0.2),
        unit = "share of the gap a month",
        source = "judgement, the KPD lost a third and more in the years after 1921 and 1923"
    )]
    pub joining: f64,
    /// Industrial workers from which a country counts as industrial for the prospect in the West.
    #[prior(Fixed(3.0), unit = "million", source = "judgement")]
    pub industrial: f64,
}

/// National sentiment takes from the effort.
const NATION: usize = edge("nationalist_sentiment", "internationalist_effort");
/// A safe government can afford it.
const SURVIVAL: usize = edge("regime_survival", "internationalist_effort");
/// Effort ripens parties.
const EFFORT: usize = edge("internationalist_effort", "comintern_party_maturity");

impl BuildComintern {
    /// Where the ferment of a country of this exposure comes to rest.
    pub fn ferment(&self, exposure: f64, world: f64) -> f64 {
        let heat = world / (world + self.half_heat);
        exposure * (self.never_calm + (1.0 - self.never_calm) * heat)
    }

    /// Part of its greatest membership that a party comes to have.
    pub fn following(&self, ferment: f64, maturity: f64) -> f64 {
        (maturity * (self.by_maturity + self.by_ferment * ferment)).clamp(0.0, 1.0)
    }

    /// Chance that at least one attempt comes in an industrial country within a year, if `rate`
    /// attempts a year are expected and this part of the ferment is in such countries.
    pub fn prospect(&self, rate: f64, industrial_part: f64) -> f64 {
        1.0 - libm::exp(-rate * industrial_part)
    }
}

impl Mechanism for BuildComintern {
    const CARD: Card = Card {
        name: "build-comintern",
        card: "S3",
        summary: "Effort ripens parties abroad over years; members follow ferment and maturity.",
        claims: &[
            "comintern-only-begins-new-vanguard",
            "leadership-crisis-since-1914-slow-to-heal",
            "equilibrium-forces-survival-strategy",
        ],
        edges: &[
            ("nationalist_sentiment", "internationalist_effort"),
            ("regime_survival", "internationalist_effort"),
            ("internationalist_effort", "comintern_party_maturity"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let c = v.comintern;
        let decided = v.instruments.comintern_effort;
        let nation = v.switches.isolation_nationalism
            * self.by_nation
            * (v.party.nationalist_sentiment - self.usual_nation);
        let safe = self.by_survival * (v.party.regime_survival - self.usual_survival);
        c.effort = Pulls::from(decided, v.influences)
            .edge(NATION, -decided * nation)
            .edge(SURVIVAL, decided * safe)
            .step(c.effort, self.carried_out);

        let ripening = 1.0 / (MONTHS * self.ripening);
        let (mut all, mut industrial) = (0.0, 0.0);
        for row in c.country.ids() {
            let rest = self.ferment(c.exposure[row], v.world.ferment);
            c.ferment[row] += self.catches * (rest - c.ferment[row]);
            c.maturity[row] = Pulls::from(self.alone, v.influences)
                .edge(EFFORT, self.by_effort * c.effort)
                .step(c.maturity[row], ripening);
            // Members a thousand workers times million workers are thousand members.
            let most = c.reach[row] * c.workers[row];
            let rest = most * self.following(c.ferment[row], c.maturity[row]);
            let come = self.comes_over * v.instruments.split_socialists * c.left_wing[row];
            c.left_wing[row] -= come;
            c.members[row] += self.joining * (rest - c.members[row]) + come;
            all += c.ferment[row];
            if c.workers[row] >= self.industrial {
                industrial += c.ferment[row];
            }
        }
        c.prospect = self.prospect(v.world.ferment, industrial / all.max(f64::MIN_POSITIVE));
    }
}

view! {
    reads {
        instruments: Instruments = instruments;
        switches: Switches = switches;
        party: Party = party;
        world: World = world;
    }
    changes {
        comintern: Comintern = comintern;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Month;

    fn one_country() -> Comintern {
        Comintern {
            country: Column::new(vec!["Germany"]),
            workers: Column::new(vec![10.0]),
            members: Column::new(vec![5.0]),
            maturity: Column::new(vec![0.2]),
            ferment: Column::new(vec![0.4]),
            exposure: Column::new(vec![1.0]),
            reach: Column::new(vec![36.0]),
            left_wing: Column::new(vec![280.0]),
            in_power: Column::new(vec![0]),
            rooted: Column::new(vec![false]),
            ..Comintern::default()
        }
    }

    /// A world, and what its months make of the parties.
    struct Case {
        instruments: Instruments,
        switches: Switches,
        party: Party,
        world: World,
    }

    fn case(effort: f64) -> Case {
        Case {
            instruments: Instruments { comintern_effort: effort, ..Instruments::default() },
            switches: Switches::central(),
            party: Party { nationalist_sentiment: 0.3, regime_survival: 0.5, ..Party::default() },
            world: World { ferment: 1.0, ..World::default() },
        }
    }

    fn after(case: &Case, months: u32) -> Comintern {
        let mut comintern = one_country();
        let mut influences = Influences::default();
        for _ in 0..months {
            let view = View {
                instruments: &case.instruments,
                switches: &case.switches,
                party: &case.party,
                world: &case.world,
                comintern: &mut comintern,
                influences: &mut influences,
            };
            BuildComintern::central().step(Dice::new(1, 1, Month::new(1920, 1)), view);
        }
        comintern
    }

    /// Claim comintern-only-begins-new-vanguard: more effort, riper parties, but only after years.
    #[test]
    fn effort_ripens_parties_over_years() {
        let row = Id::new(0);
        let (some, full) = (case(0.3), case(1.0));
        assert!(after(&full, 60).maturity[row] > after(&some, 60).maturity[row]);
        let first = after(&full, 12).maturity[row] - 0.2;
        let six = after(&full, 72).maturity[row] - 0.2;
        assert!(first < 0.3 * six, "{first} of {six} in the first year of six");
    }

    /// Whoever comes over is taken from the left wings, and nobody comes where nothing is split.
    #[test]
    fn members_come_over_only_when_parties_are_split() {
        let row = Id::new(0);
        let mut split = case(0.8);
        split.instruments.split_socialists = 1.0;
        let (torn, whole) = (after(&split, 6), after(&case(0.8), 6));
        assert_eq!(whole.left_wing[row], 280.0);
        // Closed form: a constant part of what is left goes over each month.
        let stays = 280.0 * libm::pow(1.0 - BuildComintern::central().comes_over, 6.0);
        assert!((torn.left_wing[row] - stays).abs() < 1e-9);
        let come = torn.members[row] - whole.members[row];
        assert!(come > 0.0 && come <= 280.0 - stays, "{come}");
    }

    /// Crowds become members only as far as a party has cells.
    #[test]
    fn ferment_without_a_ripe_party_brings_few_members() {
        let rule = BuildComintern::central();
        assert_eq!(rule.following(1.0, 0.0), 0.0);
        let gain = |maturity| rule.following(0.6, maturity) - rule.following(0.1, maturity);
        assert!(gain(0.4) > gain(0.2));
    }

    /// The switch M08, isolation and national outlook.
    #[test]
    fn national_feeling_takes_from_the_effort_as_far_as_the_switch_lets_it() {
        let calm = after(&case(0.8), 24).effort;
        let mut national = case(0.8);
        national.party.nationalist_sentiment = 0.8;
        assert!(after(&national, 24).effort < calm - 0.05);
        national.switches.isolation_nationalism = 0.0;
        assert_eq!(after(&national, 24).effort, calm);
    }

    /// Claim equilibrium-forces-survival-strategy: a safe government can afford more.
    #[test]
    fn a_safe_government_puts_more_into_it_and_none_stays_none() {
        let mut safe = case(0.5);
        safe.party.regime_survival = 0.9;
        assert!(after(&safe, 12).effort > after(&case(0.5), 12).effort);
        assert_eq!(after(&case(0.0), 12).effort, 0.0);
    }

    #[test]
    fn ferment_rests_between_never_calm_and_exposure() {
        let rule = BuildComintern::central();
        assert_eq!(rule.ferment(0.8, 0.0), 0.8 * rule.never_calm);
        assert!(rule.ferment(0.8, 1e9) <= 0.8);
        assert!(rule.ferment(0.8, 4.0) > rule.ferment(0.8, 1.0));
    }

    /// Closed forms: no attempts expected, no prospect; one a year expected, 1 - 1/e.
    #[test]
    fn prospect_is_the_chance_of_an_attempt_within_a_year() {
        let rule = BuildComintern::central();
        assert_eq!(rule.prospect(0.0, 0.5), 0.0);
        let one = rule.prospect(2.0, 0.5);
        assert!((one - (1.0 - 1.0 / std::f64::consts::E)).abs() < 1e-12);
    }
}
