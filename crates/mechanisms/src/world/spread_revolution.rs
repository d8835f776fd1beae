//! # Spread of revolution
//!
//! Attempts at revolution abroad come at a rate that rises with great shocks and dies away; each
//! falls on a country, likeliest where the ferment is strongest and the centres many. Few last:
//! more where the party is ripe and the West in motion. Some hold power for months and fall. A
//! government that takes root opens trade and credit, breaks the isolation and sends technique. About
//! thirteen attempts in ten years and none durable beyond the Red Army's reach is all the record
//! there is: base rates, no more.
//!
//! Refuted by: nothing in this record; that is said, not hidden. What effort and maturity add is
//! belief, with a wide prior.

use kernel::chance::decision;

use crate::measures::MONTHS;
use crate::prelude::*;

/// Attempts at revolution abroad as hazards by country, and what comes of them.
#[derive(Clone, Debug, Parameters)]
pub struct SpreadRevolution {
    /// Years in which the rate of attempts falls to about a third.
    #[prior(Uniform(1.5, 4.0), unit = "years", source = "judgement, card S3")]
    pub fades: f64,
    /// Chance that an attempt lasts, of a party of usual maturity in usual times.
    #[prior(Triangular(0.0, 0.01, 0.10), unit = "chance", source = "judgement, card S3")]
    pub lasts: f64,
    /// Attempts in a year that come whatever the times.
    #[prior(Uniform(0.2, 0.6), unit = "attempts a year", source = "judgement, card S3")]
    pub always: f64,
    /// Trade and credit that a lasting revolution opens.
    #[prior(Uniform(0.1, 0.4), unit = "share of openness", source = "judgement")]
    pub opens: f64,
    /// Attempts in a year that full effort of the Soviet party adds.
    #[prior(Uniform(0.0, 0.4), unit = "attempts a year", source = "judgement, card S3")]
    pub pushed: f64,
    /// Effort at which none is added to those that come whatever the times.
    #[prior(Fixed(0.5), unit = "0 to 1", source = "judgement")]
    pub usual_effort: f64,
    /// Further centres where an attempt can begin, in a country of ten million workers.
    #[prior(
        Uniform(0.5, 2.0),
        unit = "a unit of ten million workers",
        source = "judgement, Germany has a third of the attempts on record"
    )]
    pub centres: f64,
    /// How strongly maturity raises the odds that an attempt lasts.
    #[prior(Uniform(0.0, 4.0), unit = "log odds a unit", source = "judgement, card S3")]
    pub by_maturity: f64,
    /// Usual maturity.
    #[prior(Fixed(0.3), unit = "0 to 1", source = "judgement")]
    pub usual_maturity: f64,
    /// How strongly the prospect in the West raises them.
    #[prior(Uniform(0.0, 2.0), unit = "log odds a unit", source = "judgement, card S3")]
    pub by_prospect: f64,
    /// Usual prospect.
    #[prior(Fixed(0.5), unit = "0 to 1", source = "judgement")]
    pub usual_prospect: f64,
    /// Chance that an attempt which does not last still holds power for some months.
    #[prior(
        Uniform(0.05, 0.2),
        unit = "chance",
        source = "judgement, card S3: Hungary and Bavaria of about thirteen"
    )]
    pub holds: f64,
    /// Chance in a month that such a government falls.
    #[prior(
        Uniform(0.15, 0.5),
        unit = "chance a month",
        source = "judgement, Hungary 133 days, Bavaria about 3 weeks"
    )]
    pub falls: f64,
    /// Chance in a month that a government which has taken root falls.
    #[prior(Uniform(0.0, 0.01), unit = "chance a month", source = "judgement")]
    pub rooted_falls: f64,
    /// Members and ferment that a defeat takes.
    #[prior(Uniform(0.3, 0.6), unit = "share", source = "judgement, the KPD after 1921 and 1923")]
    pub defeat: f64,
    /// Ferment that an attempt adds elsewhere, of what is lacking to exposure.
    #[prior(Uniform(0.0, 0.1), unit = "share", source = "judgement, card S3")]
    pub example: f64,
    /// Industrial workers of allied countries at which the success is full.
    #[prior(Fixed(10.0), unit = "million", source = "judgement, about those of Germany")]
    pub full_success: f64,
    /// Isolation that full success takes away.
    #[prior(Uniform(0.4, 0.8), unit = "0 to 1", source = "judgement, card S3")]
    pub by_success: f64,
    /// Isolation that open trade takes away.
    #[prior(Uniform(0.15, 0.35), unit = "0 to 1", source = "judgement")]
    pub by_openness: f64,
    /// Isolation that recognition by all powers takes away.
    #[prior(Uniform(0.1, 0.2), unit = "0 to 1", source = "judgement")]
    pub by_recognition: f64,
    /// How fast isolation follows.
    #[prior(Fixed(0.1), unit = "share of the gap a month", source = "judgement")]
    pub isolation_follows: f64,
    /// Technique that full success sends in the end.
    #[prior(Uniform(0.3, 0.9), unit = "0 to 1", source = "judgement, card S3")]
    pub technique: f64,
    /// Years until two thirds of it are at work.
    #[prior(Uniform(1.5, 5.0), unit = "years", source = "judgement, card S3")]
    pub technique_years: f64,
}

/// What the West offers raises success.
const PROSPECT: usize = edge("west_revolution_prospect", "foreign_revolution_success");
/// A ripe party raises success.
const MATURITY: usize = edge("comintern_party_maturity", "foreign_revolution_success");
/// Success sends technique.
const TECHNIQUE: usize = edge("foreign_revolution_success", "technology_inflow");
/// Success breaks isolation.
const ISOLATION: usize = edge("foreign_revolution_success", "isolation");

/// Workers of a country that counts as industrial in outcome O5, million.
const INDUSTRIAL: f64 = 5.0;

impl SpreadRevolution {
    /// Attempts expected in a month at this ferment (attempts a year) and effort.
    pub fn rate(&self, ferment: f64, effort: f64) -> f64 {
        let pushed = self.pushed * (effort - self.usual_effort);
        (ferment + self.always + pushed).max(0.0) / MONTHS
    }

    /// Weight of a country in the split of the attempts.
    pub fn weight(&self, ferment: f64, workers: f64) -> f64 {
        /// Million workers of a country that has `centres` more of them.
        const LARGE: f64 = 10.0;
        ferment * (1.0 + self.centres * workers / LARGE)
    }

    /// Chance that an attempt lasts.
    pub fn chance(&self, maturity: f64, prospect: f64) -> f64 {
        let shift = self.by_maturity * (maturity - self.usual_maturity)
            + self.by_prospect * (prospect - self.usual_prospect);
        let odds = self.lasts / (1.0 - self.lasts) * libm::exp(shift);
        odds / (1.0 + odds)
    }
}

impl Mechanism for SpreadRevolution {
    const CARD: Card = Card {
        name: "spread-revolution",
        card: "S3",
        summary: "Attempts abroad come by a fading rate; few last.",
        claims: &[
            "western-bourgeoisie-weathered-the-storm",
            "longer-road-recognised-1921",
            "immature-communist-parties-cause-defeats",
            "retreat-caused-by-international-isolation",
            "western-resources-needed-for-survival",
        ],
        edges: &[
            ("west_revolution_prospect", "foreign_revolution_success"),
            ("comintern_party_maturity", "foreign_revolution_success"),
            ("foreign_revolution_success", "technology_inflow"),
            ("foreign_revolution_success", "isolation"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, mut v: View<'_>) {
        v.world.ferment *= libm::exp(-1.0 / (MONTHS * self.fades));
        self.live_on(dice.of("fall"), v.comintern);
        let c = &mut *v.comintern;
        let weights = c.country.ids().map(|row| self.weight(c.ferment[row], c.workers[row]));
        let all: f64 = weights.sum();
        let rate = self.rate(v.world.ferment, c.effort);
        c.attempts = 0;
        let mut ripeness = 0.0;
        for row in v.comintern.country.ids() {
            let c = &*v.comintern;
            let part = self.weight(c.ferment[row], c.workers[row]) / all.max(f64::MIN_POSITIVE);
            ripeness += part * c.maturity[row];
            let throw = dice.throw(Lineage(u64::from(decision(c.country[row]))));
            if c.in_power[row] == 0 && throw.falls_within(0, rate * part) {
                self.attempt(&mut v, row, throw);
            }
        }
        // The pulls on success: what maturity and prospect add to the chance that an attempt lasts.
        let usual = self.lasts;
        let pull = &mut v.influences.pull;
        pull[MATURITY] = self.chance(ripeness, self.usual_prospect) - usual;
        pull[PROSPECT] = self.chance(self.usual_maturity, v.comintern.prospect) - usual;
        self.follow(v);
    }
}

impl SpreadRevolution {
    /// Governments in power grow older or fall.
    fn live_on(&self, dice: Dice, c: &mut Comintern) {
        for row in c.country.ids() {
            if c.in_power[row] == 0 {
                continue;
            }
            let falls = if c.rooted[row] { self.rooted_falls } else { self.falls };
            let throw = dice.throw(Lineage(u64::from(decision(c.country[row]))));
            if throw.falls_within(0, falls) {
                c.in_power[row] = 0;
                c.rooted[row] = false;
                self.lose(c, row);
            } else {
                c.in_power[row] += 1;
            }
        }
    }

    /// A defeat: members leave or are arrested, the ferment goes.
    fn lose(&self, c: &mut Comintern, row: Id<ForeignParty>) {
        c.members[row] *= 1.0 - self.defeat;
        c.ferment[row] *= 1.0 - self.defeat;
    }

    /// An attempt: it lasts, holds power for some months, or is defeated at once.
    fn attempt(&self, v: &mut View<'_>, row: Id<ForeignParty>, throw: kernel::Throw) {
        let c = &mut *v.comintern;
        c.attempts += 1;
        v.world.attempts += 1;
        for other in c.country.ids().filter(|other| *other != row) {
            let lacking = (c.exposure[other] - c.ferment[other]).max(0.0);
            c.ferment[other] += self.example * lacking;
        }
        // One word for both, so that a riper party turns months in power into years.
        let lasts = self.chance(c.maturity[row], c.prospect);
        if throw.falls_within(1, lasts) {
            v.world.durable += 1;
            c.in_power[row] = 1;
            c.rooted[row] = true;
        } else if throw.falls_within(1, lasts + (1.0 - lasts) * self.holds) {
            c.in_power[row] = 1;
        } else {
            self.lose(c, row);
        }
    }

    /// What follows for Soviet Russia: trade, isolation and technique.
    fn follow(&self, v: View<'_>) {
        let (c, w) = (v.comintern, v.world);
        let mut allied = w.allied_workers;
        let mut oldest = 0;
        let mut rooted = false;
        for row in c.country.ids().filter(|row| c.in_power[*row] > 0) {
            allied += c.workers[row];
            rooted |= c.rooted[row];
            if c.workers[row] >= INDUSTRIAL {
                oldest = oldest.max(c.in_power[row]);
            }
        }
        // A government that a scenario assumes ages by the month that it is assumed.
        let assumed = w.allied_workers >= INDUSTRIAL;
        rooted |= assumed;
        let aged = if assumed { c.workers_government + 1 } else { 0 };
        c.workers_government = oldest.max(aged);
        c.success = (allied / self.full_success).min(1.0);
        // The path of openness is set anew each month; an ally opens more for as long as it lives.
        if rooted {
            w.openness = (w.openness + self.opens).min(1.0);
        }
        let powers = f64::from(w.recognised + w.unrecognised).max(1.0);
        let recognised = f64::from(w.recognised) / powers;
        c.isolation = Pulls::from(1.0, v.influences)
            .edge(ISOLATION, -self.by_success * c.success)
            .and(-self.by_openness * w.openness)
            .and(-self.by_recognition * recognised)
            .step(c.isolation, self.isolation_follows);
        c.technology = Pulls::from(0.0, v.influences)
            .edge(TECHNIQUE, self.technique * c.success)
            .step(c.technology, 1.0 / (MONTHS * self.technique_years));
    }
}

view! {
    reads {}
    changes {
        world: World = world;
        comintern: Comintern = comintern;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Month;

    fn comintern() -> Comintern {
        Comintern {
            country: Column::new(vec!["Germany", "Hungary"]),
            workers: Column::new(vec![10.0, 0.4]),
            members: Column::new(vec![100.0, 10.0]),
            maturity: Column::new(vec![0.3, 0.3]),
            ferment: Column::new(vec![0.8, 0.6]),
            exposure: Column::new(vec![1.0, 0.9]),
            reach: Column::new(vec![36.0, 25.0]),
            left_wing: Column::new(vec![280.0, 0.0]),
            in_power: Column::new(vec![0, 0]),
            rooted: Column::new(vec![false, false]),
            effort: 0.5,
            prospect: 0.5,
            isolation: 1.0,
            ..Comintern::default()
        }
    }

    /// Lives `months` under `rule` in a world whose ferment is kept at `ferment`.
    fn lived(
        rule: &SpreadRevolution,
        seed: u64,
        months: u32,
        mut world: World,
        ferment: f64,
    ) -> (World, Comintern) {
        let mut c = comintern();
        let mut influences = Influences::default();
        for month in 0..months {
            world.ferment = ferment;
            world.openness = 0.2;
            let now = Month::new(1918 + (month / 12) as i32, 1 + month % 12);
            let view = View { world: &mut world, comintern: &mut c, influences: &mut influences };
            rule.step(Dice::new(seed, 7, now), view);
        }
        (world, c)
    }

    /// No government, no pushing, no defeat: only the rate is left.
    fn bare() -> SpreadRevolution {
        SpreadRevolution { lasts: 0.0, holds: 0.0, pushed: 0.0, ..SpreadRevolution::central() }
    }

    #[test]
    fn ferment_and_effort_raise_the_rate_which_keeps_its_meaning_at_the_usual_effort() {
        let rule = SpreadRevolution::central();
        assert!(rule.rate(4.0, 0.5) > rule.rate(0.0, 0.5));
        assert!(rule.rate(1.0, 1.0) > rule.rate(1.0, 0.0));
        assert_eq!(rule.rate(2.0, rule.usual_effort), (2.0 + rule.always) / MONTHS);
    }

    /// The split over countries leaves the total as it is: 400 years at a known rate, within four
    /// standard deviations of the Poisson number expected.
    #[test]
    fn countries_share_one_rate() {
        let rule = bare();
        let rate = rule.rate(2.0 * libm::exp(-1.0 / (MONTHS * rule.fades)), 0.5);
        let attempts: u32 =
            (0..400).map(|seed| lived(&rule, seed, 12, World::default(), 2.0).0.attempts).sum();
        let expected = 4800.0 * rate;
        let gap = (f64::from(attempts) - expected).abs();
        assert!(gap < 4.0 * expected.sqrt(), "{attempts} attempts, {expected} expected");
    }

    /// Claim immature-communist-parties-cause-defeats.
    #[test]
    fn ripe_parties_and_a_west_in_motion_make_attempts_last() {
        let rule = SpreadRevolution::central();
        assert!((rule.chance(0.3, 0.5) - rule.lasts).abs() < 1e-12);
        assert!(rule.chance(0.8, 0.5) > rule.chance(0.2, 0.5));
        assert!(rule.chance(0.3, 0.9) > rule.chance(0.3, 0.1));
        assert!(rule.chance(1.0, 1.0) <= 1.0);
    }

    /// Where nothing lasts there is neither an ally nor technique; a defeat costs members and ferment.
    #[test]
    fn defeats_cost_members_and_bring_nothing() {
        let rule = bare();
        let (world, c) = lived(&rule, 3, 24, World::default(), 40.0);
        assert!(world.attempts > 0 && world.durable == 0);
        assert_eq!((c.success, c.technology, c.workers_government), (0.0, 0.0, 0));
        assert!(c.members.total() < comintern().members.total());
    }

    /// Where every attempt lasts, the country leaves the list of those to come, and its government
    /// grows older month by month; trade stays open beyond its path and isolation breaks.
    #[test]
    fn a_government_that_takes_root_lives_on_and_breaks_the_isolation() {
        let rule = SpreadRevolution { lasts: 0.999_999, rooted_falls: 0.0, ..bare() };
        let (world, c) = lived(&rule, 3, 60, World::default(), 40.0);
        assert_eq!((world.durable, world.attempts), (2, 2));
        assert!(c.in_power.all().iter().all(|months| *months > 40));
        assert_eq!(c.workers_government, c.in_power[Id::new(0)]);
        assert_eq!(c.success, 1.0);
        assert!((world.openness - 0.2 - rule.opens).abs() < 1e-12);
        let (_, alone) = lived(&bare(), 3, 60, World::default(), 0.0);
        assert!(c.isolation < alone.isolation - 0.3 && c.technology > 0.2);
    }

    /// What a scenario assumes counts like a government that chance gave.
    #[test]
    fn an_assumed_ally_ages_while_it_is_assumed() {
        let world = World { allied_workers: 10.0, ..World::default() };
        let (_, c) = lived(&bare(), 3, 30, world, 0.0);
        assert_eq!((c.workers_government, c.success), (30, 1.0));
        let small = World { allied_workers: 4.0, ..World::default() };
        assert_eq!(lived(&bare(), 3, 30, small, 0.0).1.workers_government, 0);
    }

    /// A government without roots falls at its hazard: of those begun, none lives for ten years.
    #[test]
    fn a_government_without_roots_falls() {
        let rule = SpreadRevolution { holds: 1.0, always: 0.0, ..bare() };
        let mut c = comintern();
        c.in_power.fill(1);
        for month in 0..120 {
            rule.live_on(
                Dice::new(5, 7, Month::new(1919 + month / 12, 1)).of(&month.to_string()),
                &mut c,
            );
        }
        assert_eq!(c.in_power.all(), [0, 0]);
        assert!(c.members.total() < comintern().members.total());
    }
}
