//! # Weigh classes
//!
//! A poor country weighs on whoever rules it. Want of bread, goods and pay makes towns restless.
//! Most people are peasants. Industry, and technique from abroad, lift the country out of its
//! inherited backwardness only over decades; schools raise the level of culture as slowly, the more
//! so the more backward the country is; and what offices order takes effect only as far as culture
//! and the reach of the state allow. The state becomes the owner of industry as fast as its orders
//! take effect. How free the market is follows from what policy leaves of it.
//!
//! Refuted by: towns that are as restless when fed and paid; schooling that leaps with decrees;
//! nationalised plants that the state ran from the day of the decree.

use super::{industry, town_food};
use crate::prelude::*;

/// Want, unrest in the towns, backwardness, culture, and the weight of the classes.
#[derive(Clone, Debug, Parameters)]
pub struct WeighClasses {
    /// Food at which want of bread is full.
    #[prior(Fixed(0.5), unit = "share of the norm", source = "judgement")]
    pub food_least: f64,
    /// Part of want that is want of bread.
    #[prior(Uniform(0.4, 0.6), unit = "share of want", source = "judgement")]
    pub want_of_food: f64,
    /// Part of want that is want of industrial goods.
    #[prior(Uniform(0.2, 0.4), unit = "share of want", source = "judgement")]
    pub want_of_goods: f64,
    /// Part of want that is want of pay.
    #[prior(Uniform(0.1, 0.3), unit = "share of want", source = "judgement")]
    pub want_of_pay: f64,
    /// Speed at which want is felt.
    #[prior(Uniform(0.3, 0.7), unit = "share of the gap a month", source = "judgement")]
    pub want_speed: f64,
    /// Want that towns bear quietly.
    #[prior(Fixed(0.2), unit = "want", source = "judgement")]
    pub quiet_want: f64,
    /// Unrest in the towns that want brings.
    #[prior(Uniform(0.6, 1.2), unit = "a unit of want not borne", source = "judgement, card S1")]
    pub revolt_by_want: f64,
    /// Unrest in the towns that strikes bring.
    #[prior(
        Uniform(5.0, 15.0),
        unit = "a unit of workers on strike",
        source = "judgement, card S1"
    )]
    pub revolt_by_strikes: f64,
    /// Unrest that police rule holds down, if it closes every channel.
    #[prior(Uniform(0.1, 0.3), unit = "a unit of repression", source = "judgement, switch M17")]
    pub held_down: f64,
    /// Speed at which towns become restless or calm.
    #[prior(Uniform(0.2, 0.5), unit = "share of the gap a month", source = "judgement")]
    pub revolt_speed: f64,
    /// Large industry of the year in which the scale of backwardness has its mark 1.
    #[prior(Fixed(0.77), unit = "1913 = 1", source = "official-production-series")]
    pub industry_1917: f64,
    /// Backwardness that industry as large as that of 1913 would remove.
    #[prior(
        Uniform(0.10, 0.25),
        unit = "a unit of 1913",
        source = "judgement, the West made four to ten times as much a head"
    )]
    pub backward_by_industry: f64,
    /// Backwardness that technique from allied countries would remove.
    #[prior(Uniform(0.1, 0.3), unit = "a unit of technique", source = "judgement")]
    pub backward_by_technique: f64,
    /// Backwardness that a wholly rural working class would add (the account of ruralisation).
    #[prior(Uniform(0.1, 0.4), unit = "a unit of ruralisation", source = "judgement, switch M15")]
    pub cruder: f64,
    /// Share of workers and members fresh from the village that the scale takes as usual.
    #[prior(Fixed(0.25), unit = "share", source = "judgement, the start")]
    pub usual_ruralisation: f64,
    /// Speed at which backwardness gives way: a half-life of decades.
    #[prior(Uniform(0.002, 0.005), unit = "share of the gap a month", source = "judgement")]
    pub backward_speed: f64,
    /// Speed at which a country without backwardness would learn.
    #[prior(
        Uniform(0.004, 0.009),
        unit = "share of what is unlearnt a month",
        source = "judgement, literacy in the censuses of 1897, 1920 and 1926"
    )]
    pub learning: f64,
    /// Part of that speed which full backwardness takes away.
    #[prior(Uniform(0.4, 0.7), unit = "share", source = "judgement")]
    pub unlearning: f64,
    /// Schooling and political culture as the old regime left them.
    #[prior(
        Fixed(0.4),
        unit = "0 to 1",
        source = "judgement, readers among grown-ups, censuses of 1897 and 1920"
    )]
    pub inherited_culture: f64,
    /// What policy can bring about at the backwardness and culture of 1917, in a country it holds.
    #[prior(Uniform(0.35, 0.55), unit = "share of orders", source = "judgement")]
    pub effective: f64,
    /// What the end of backwardness would add to it.
    #[prior(Uniform(0.2, 0.5), unit = "a unit of backwardness", source = "judgement")]
    pub effective_by_backwardness: f64,
    /// What culture adds to it.
    #[prior(Uniform(0.2, 0.4), unit = "a unit of culture", source = "judgement")]
    pub effective_by_culture: f64,
    /// What the loss of the whole country would take from it.
    #[prior(Uniform(0.1, 0.3), unit = "a unit of control", source = "judgement")]
    pub effective_by_control: f64,
    /// Speed at which it changes.
    #[prior(Uniform(0.05, 0.15), unit = "share of the gap a month", source = "judgement")]
    pub effective_speed: f64,
    /// Speed at which a state whose orders all take effect would take over industry.
    #[prior(
        Uniform(0.15, 0.35),
        unit = "share of the gap a month",
        source = "judgement, November 1917 to 1919"
    )]
    pub take_over: f64,
    /// Weight of the freedom of trade in that of the market.
    #[prior(Fixed(0.4), unit = "share", source = "judgement")]
    pub freedom_of_trade: f64,
    /// Weight of the peasant's freedom to sell his grain.
    #[prior(Fixed(0.3), unit = "share", source = "judgement")]
    pub freedom_of_grain: f64,
    /// Weight of the freedom to lease plants.
    #[prior(Fixed(0.15), unit = "share", source = "judgement")]
    pub freedom_of_leasing: f64,
    /// Weight of the freedom to hire labour and lease land.
    #[prior(Fixed(0.15), unit = "share", source = "judgement")]
    pub freedom_of_hire: f64,
}

const WANT_BY_HARVEST: usize = edge("grain_harvest", "desperate_want");
const WANT_BY_INDUSTRY: usize = edge("industrial_output", "desperate_want");
const REVOLT_BY_WANT: usize = edge("desperate_want", "urban_revolt");
const BACKWARD_BY_INDUSTRY: usize = edge("industrial_output", "backwardness");
const BACKWARD_BY_TECHNIQUE: usize = edge("technology_inflow", "backwardness");
const CULTURE_BY_BACKWARDNESS: usize = edge("backwardness", "cultural_level");
const EFFECT_BY_BACKWARDNESS: usize = edge("backwardness", "policy_effectiveness");
const OWNED_BY_EFFECT: usize = edge("policy_effectiveness", "state_ownership_share");

/// How freely a peasant may sell under each way of getting grain. Judgement: the words of the
/// decrees, from nothing left to sell to all of it.
pub const fn grain_freedom(policy: GrainPolicy) -> f64 {
    match policy {
        GrainPolicy::FixedPrice => 0.4,
        GrainPolicy::Requisition => 0.0,
        GrainPolicy::TaxInKind => 0.8,
        GrainPolicy::MoneyTax => 1.0,
        GrainPolicy::Extraordinary => 0.2,
    }
}

impl WeighClasses {
    /// Want that lack of food brings, 0 when all are fed.
    pub fn hunger(&self, food: f64) -> f64 {
        self.want_of_food * ((1.0 - food) / (1.0 - self.food_least)).clamp(0.0, 1.0)
    }

    /// Want that lack of goods brings, 0 at the industry of 1913.
    pub fn bareness(&self, industry: f64) -> f64 {
        self.want_of_goods * (1.0 - industry).clamp(0.0, 1.0)
    }

    /// Freedom of the market under these instruments, 0 to 1.
    pub fn freedom(&self, i: &Instruments) -> f64 {
        self.freedom_of_trade * i.trade_tolerance
            + self.freedom_of_grain * grain_freedom(i.grain_policy)
            + self.freedom_of_leasing * i.leasing
            + self.freedom_of_hire * i.rural_hire
    }

    /// What full backwardness takes from a month of learning at this level of culture.
    pub fn unlearnt(&self, backwardness: f64, culture: f64) -> f64 {
        -self.learning * self.unlearning * backwardness * (1.0 - culture)
    }

    fn feel_want(&self, v: &mut View<'_>, industry: f64) {
        let (rural, urban) = (v.rural.total().real(), v.people.total().real());
        let fed: f64 =
            v.rural.ids().map(|r| v.rural[r].real() * v.rural_food[r].min(1.0)).sum::<f64>();
        let food = (fed + urban * town_food(v.people, v.food)) / (rural + urban).max(1.0);
        let poor = self.want_of_pay * (1.0 - v.state.real_wage).clamp(0.0, 1.0);
        let c = &mut *v.classes;
        c.peasant_weight = rural / (rural + urban).max(1.0);
        c.want = Pulls::from(0.0, v.influences)
            .edge(WANT_BY_HARVEST, self.hunger(food))
            .edge(WANT_BY_INDUSTRY, self.bareness(industry))
            .and(poor)
            .step(c.want, self.want_speed);
        let held = v.switches.ban_and_repression * self.held_down * c.repression;
        let not_borne = (c.want - self.quiet_want).max(0.0);
        c.urban_revolt = Pulls::from(0.0, v.influences)
            .edge(REVOLT_BY_WANT, self.revolt_by_want * not_borne * c.worker_voice)
            .and(self.revolt_by_strikes * v.state.strikes)
            .and(-held)
            .step(c.urban_revolt, self.revolt_speed)
            * (1.0 - v.departures.urban_peace);
    }

    fn lift(&self, v: &mut View<'_>, industry: f64) {
        let c = &mut *v.classes;
        let crude =
            v.switches.ruralisation * self.cruder * (c.ruralisation - self.usual_ruralisation);
        c.backwardness = Pulls::from(1.0, v.influences)
            .edge(
                BACKWARD_BY_INDUSTRY,
                -self.backward_by_industry * (industry - self.industry_1917),
            )
            .edge(BACKWARD_BY_TECHNIQUE, -self.backward_by_technique * v.technology)
            .and(crude)
            .step(c.backwardness, self.backward_speed);
        let unlearnt = self.unlearnt(c.backwardness, c.cultural_level);
        v.influences.pull[CULTURE_BY_BACKWARDNESS] = unlearnt;
        c.culture_gained += self.learning * (1.0 - c.cultural_level) + unlearnt;
        let inherited = self.inherited_culture * v.instruments.schooling;
        c.cultural_level = (inherited + c.culture_gained).clamp(0.0, 1.0);
        let held = v.rural.ids().map(|r| v.rural[r].real() * v.control[r]).sum::<f64>();
        let lost = 1.0 - held / v.rural.total().real().max(1.0);
        c.policy_effectiveness = Pulls::from(self.effective, v.influences)
            .edge(EFFECT_BY_BACKWARDNESS, -self.effective_by_backwardness * (c.backwardness - 1.0))
            .and(self.effective_by_culture * (c.cultural_level - self.inherited_culture))
            .and(-self.effective_by_control * lost)
            .and(-crude)
            .step(c.policy_effectiveness, self.effective_speed);
    }
}

impl Mechanism for WeighClasses {
    const CARD: Card = Card {
        name: "weigh-classes",
        card: "S1",
        summary: "Want stirs the towns; backwardness gives way over decades.",
        claims: &[
            "desperate-want",
            "inherited-backwardness-persists",
            "peasant-literacy-rises-slowly",
            "decree-changes-ownership-not-culture",
        ],
        edges: &[
            ("grain_harvest", "desperate_want"),
            ("industrial_output", "desperate_want"),
            ("desperate_want", "urban_revolt"),
            ("industrial_output", "backwardness"),
            ("technology_inflow", "backwardness"),
            ("backwardness", "cultural_level"),
            ("backwardness", "policy_effectiveness"),
            ("policy_effectiveness", "state_ownership_share"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        let industry = industry(v.output, v.output_1913);
        self.feel_want(&mut v, industry);
        self.lift(&mut v, industry);
        let c = v.classes;
        // What law gives the state, less what is leased or private, comes into its hands as fast as
        // its orders take effect; what it lets go it loses at once.
        let open = 1.0 - v.state.private_industry;
        let taken = self.take_over * c.policy_effectiveness * (open - c.state_ownership).max(0.0);
        v.influences.pull[OWNED_BY_EFFECT] = taken;
        c.state_ownership = (c.state_ownership + taken).min(open);
        c.market_freedom = self.freedom(v.instruments);
    }
}

view! {
    reads {
        rural: Column<Region, People> = regions.rural;
        rural_food: Column<Region, f64> = regions.rural_food;
        control: Column<Region, f64> = regions.control;
        people: Column<Town, People> = towns.people;
        food: Column<Town, f64> = towns.food;
        output: Column<Trust, Goods> = trusts.output;
        output_1913: Column<Trust, Goods> = trusts.output_1913;
        state: State = state;
        technology: f64 = comintern.technology;
        instruments: Instruments = instruments;
        departures: Departures = departures;
        switches: Switches = switches;
    }
    changes {
        classes: Classes = classes;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Claim `desperate-want`: bread and goods each relieve it, and at the level of 1913 none is left.
    #[test]
    fn want_ends_where_bread_and_goods_are_those_of_1913() {
        let rule = WeighClasses::central();
        assert_eq!(rule.hunger(1.0) + rule.bareness(1.0), 0.0);
        assert!(rule.hunger(0.6) > rule.hunger(0.8) && rule.bareness(0.2) > rule.bareness(0.6));
        let all = rule.hunger(0.0) + rule.bareness(0.0) + rule.want_of_pay;
        assert!((all - 1.0).abs() < 1e-12, "the three parts of want are all of it: {all}");
    }

    /// Claim `peasant-literacy-rises-slowly`.
    #[test]
    fn backwardness_slows_learning_and_never_reverses_it() {
        let rule = WeighClasses::central();
        let month = |backwardness| rule.learning * 0.6 + rule.unlearnt(backwardness, 0.4);
        assert!(month(1.0) < month(0.5) && month(1.0) > 0.0);
        assert_eq!(rule.unlearnt(1.0, 1.0), 0.0);
    }

    #[test]
    fn freedom_runs_from_nothing_to_all() {
        let rule = WeighClasses::central();
        let levy = Instruments { grain_policy: GrainPolicy::Requisition, ..Default::default() };
        assert_eq!(rule.freedom(&levy), 0.0);
        let free = Instruments {
            grain_policy: GrainPolicy::MoneyTax,
            trade_tolerance: 1.0,
            leasing: 1.0,
            rural_hire: 1.0,
            ..Default::default()
        };
        assert!((rule.freedom(&free) - 1.0).abs() < 1e-12);
    }
}
