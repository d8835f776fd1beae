//! # Win support
//!
//! Peasants back the revolution that gave them the land, the more so while its old owners may come
//! back with an army, and turn from it when grain is taken, when they go hungry, when they are
//! pressed, and when a coat costs too many poods. Workers back a party that is at home in their
//! factory and under which they eat, earn and have work. As life gets better they may trade their
//! voice for it. Workers who rose to offices and schools bring their kin over. Together, and by the
//! number of workers, this makes the support of the government by the two classes.
//!
//! Refuted by: villages that stay loyal under the levy; workers who speak up as loudly at good wages
//! as at bad ones (against the bargain of M21); promotion on a large scale without thanks (M14).

use super::town_food;
use crate::prelude::*;

/// Support by peasants and workers.
#[derive(Clone, Debug, Parameters)]
pub struct WinSupport {
    /// Support by peasants who were given nothing and from whom nothing is taken.
    #[prior(Uniform(0.4, 0.55), unit = "support", source = "judgement")]
    pub peasants: f64,
    /// Share of arable land that peasants held when the decree on land was passed.
    #[prior(Fixed(0.73), unit = "share", source = "judgement, the start of the model")]
    pub land_before: f64,
    /// Support that all other land, once given, would bring.
    #[prior(Uniform(0.2, 0.4), unit = "a unit of the land given", source = "judgement")]
    pub by_land: f64,
    /// Support that war with the old owners brings where it rages everywhere.
    #[prior(Uniform(0.05, 0.25), unit = "a unit of war", source = "judgement")]
    pub by_fear_of_return: f64,
    /// Support lost when the whole surplus is taken.
    #[prior(Uniform(0.4, 0.8), unit = "a unit of the surplus", source = "judgement, card S1")]
    pub by_levy: f64,
    /// Support lost to hunger in the villages.
    #[prior(Uniform(0.2, 0.5), unit = "a unit of food lacking", source = "judgement, card S1")]
    pub by_hunger: f64,
    /// Support lost for each doubling of industrial against farm prices.
    #[prior(Uniform(0.05, 0.15), unit = "a unit of the price ratio", source = "judgement")]
    pub by_scissors: f64,
    /// Largest excess of that ratio over 1913 that still adds discontent.
    #[prior(Fixed(2.0), unit = "a unit of the price ratio", source = "judgement")]
    pub scissors_most: f64,
    /// Support lost to pressure on those who hold back grain.
    #[prior(Uniform(0.1, 0.3), unit = "a unit of pressure", source = "judgement")]
    pub by_pressure: f64,
    /// Support by workers at the wage of 1913 with work and bread for all.
    #[prior(Uniform(0.6, 0.75), unit = "support", source = "judgement")]
    pub workers: f64,
    /// Support that follows the real wage.
    #[prior(Uniform(0.1, 0.3), unit = "a unit of the wage of 1913", source = "judgement")]
    pub by_wage: f64,
    /// Support that follows it besides, if workers bargain their voice for it.
    #[prior(
        Uniform(0.1, 0.3),
        unit = "a unit of the wage of 1913",
        source = "judgement, switch M21"
    )]
    pub by_bargain: f64,
    /// Support lost to unemployment.
    #[prior(Uniform(0.2, 0.5), unit = "a unit of those without work", source = "judgement")]
    pub by_unemployment: f64,
    /// Support lost to hunger in the towns.
    #[prior(Uniform(0.3, 0.6), unit = "a unit of food lacking", source = "judgement")]
    pub by_town_hunger: f64,
    /// Support that the tie of party and factory brings.
    #[prior(Uniform(0.2, 0.5), unit = "a unit of the tie", source = "judgement, switch M01")]
    pub by_tie: f64,
    /// Tie of party and factory that neither adds nor takes support.
    #[prior(Fixed(0.5), unit = "0 to 1", source = "judgement")]
    pub usual_tie: f64,
    /// Speed at which support follows its causes.
    #[prior(Uniform(0.06, 0.15), unit = "share of the gap a month", source = "judgement, card S1")]
    pub speed: f64,
    /// Voice that workers give up at the wage of 1913, if they bargain.
    #[prior(Uniform(0.2, 0.5), unit = "a unit of the wage", source = "judgement, switch M21")]
    pub voice_by_wage: f64,
    /// Voice that police and one-party rule take, if they close every channel.
    #[prior(Uniform(0.2, 0.5), unit = "a unit of repression", source = "judgement, switch M17")]
    pub voice_by_fear: f64,
    /// Wage below which there is nothing to bargain for.
    #[prior(Fixed(0.4), unit = "1913 = 1", source = "judgement, the wage of 1919-21")]
    pub bare_wage: f64,
    /// Support that promotion of workers as in 1928-29 creates.
    #[prior(Uniform(0.15, 0.4), unit = "a unit of promotion", source = "judgement, switch M14")]
    pub by_promotion: f64,
    /// Speed at which thanks for promotion grow and fade.
    #[prior(Uniform(0.02, 0.06), unit = "share of the gap a month", source = "judgement")]
    pub promotion_speed: f64,
    /// Support of the classes together when each of them is half won.
    #[prior(Fixed(0.5), unit = "support", source = "judgement, the middle of the scale")]
    pub half: f64,
    /// Weight of the peasants in the support of the classes.
    #[prior(Uniform(0.4, 0.6), unit = "share", source = "judgement")]
    pub peasants_weigh: f64,
    /// Weight of the workers in it.
    #[prior(Uniform(0.4, 0.6), unit = "share", source = "judgement")]
    pub workers_weigh: f64,
    /// Weight of the number of workers in it.
    #[prior(Uniform(0.1, 0.3), unit = "a unit of 1913", source = "judgement")]
    pub number_weighs: f64,
    /// Industrial workers of 1913.
    #[prior(
        Fixed(2592.0),
        unit = "thousand",
        source = "judgement, record: census industry workers 1913"
    )]
    pub workers_1913: f64,
}

const PEASANTS_BY_LEVY: usize = edge("procurement_rate", "peasant_support");
const CLASSES_BY_PEASANTS: usize = edge("peasant_support", "class_support");
const CLASSES_BY_NUMBER: usize = edge("working_class_size", "class_support");

impl WinSupport {
    /// Support that the land brings: the part given, and fear that its owners come back.
    pub fn land(&self, share_held: f64, war: f64) -> f64 {
        let given = ((share_held - self.land_before) / (1.0 - self.land_before)).clamp(0.0, 1.0);
        self.by_land * given + self.by_fear_of_return * war
    }

    /// Support lost when this share of the surplus is taken.
    pub fn levy(&self, share: f64) -> f64 {
        -self.by_levy * share
    }

    /// Voice that workers keep at this wage and under this repression.
    pub fn voice(&self, s: &Switches, wage: f64, repression: f64) -> f64 {
        let better = (wage - self.bare_wage).clamp(0.0, 1.0) / (1.0 - self.bare_wage);
        1.0 - s.worker_social_contract * self.voice_by_wage * better
            - s.ban_and_repression * self.voice_by_fear * repression
    }

    /// What the wage does to the support of workers.
    pub fn wage(&self, s: &Switches, wage: f64) -> f64 {
        (self.by_wage + s.worker_social_contract * self.by_bargain) * (wage - 1.0)
    }

    fn peasants(&self, v: &mut View<'_>) {
        let rural = v.rural.total().real().max(1.0);
        let lacking: f64 = v
            .rural
            .ids()
            .map(|r| v.rural[r].real() * (1.0 - v.rural_food[r].min(1.0)))
            .sum::<f64>()
            / rural;
        let surplus = v.harvest_surplus.total().real();
        // Before the first harvest that was counted nobody knows what was taken of it.
        let taken = if surplus > 0.0 { (v.taken.total().real() / surplus).min(1.0) } else { 0.0 };
        let held = v.land_held.total().real() / v.land_total.total().real().max(1.0);
        let war = v.war.total() / v.war.len() as f64;
        let dear = v.market.industrial_village / v.market.agricultural - 1.0;
        let c = &mut *v.classes;
        c.peasant_support = Pulls::from(self.peasants, v.influences)
            .edge(PEASANTS_BY_LEVY, self.levy(taken))
            .and(self.land(held, war))
            .and(-self.by_hunger * lacking)
            .and(-self.by_scissors * dear.clamp(0.0, self.scissors_most))
            .and(-self.by_pressure * v.instruments.coercion)
            .step(c.peasant_support, self.speed);
    }

    fn workers(&self, v: &mut View<'_>) {
        let (s, state) = (v.switches, v.state);
        let out = state.unemployed.real();
        let all = out + (state.workers + state.other_employed + state.officials).real();
        let lacking = 1.0 - town_food(v.people, v.food);
        let c = &mut *v.classes;
        c.worker_support = Pulls::from(self.workers, v.influences)
            .and(self.wage(s, state.real_wage))
            .and(-self.by_unemployment * out / all.max(1.0))
            .and(-self.by_town_hunger * lacking)
            .and(s.class_base_depletion * self.by_tie * (*v.factory_link - self.usual_tie))
            .step(c.worker_support, self.speed);
        let voice = self.voice(s, state.real_wage, c.repression).clamp(0.0, 1.0);
        c.worker_voice += self.speed * (voice - c.worker_voice);
        let thanks = s.upward_mobility * self.by_promotion * v.instruments.promotion;
        c.mobility_support += self.promotion_speed * (thanks - c.mobility_support);
    }
}

impl Mechanism for WinSupport {
    const CARD: Card = Card {
        name: "win-support",
        card: "S1",
        summary: "Land, levies, wages, bread and promotion win and lose the two classes.",
        claims: &["peasant-support-for-land-not-communism", "social-base-weakens-by-early-1921"],
        edges: &[
            ("procurement_rate", "peasant_support"),
            ("peasant_support", "class_support"),
            ("working_class_size", "class_support"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        self.peasants(&mut v);
        self.workers(&mut v);
        let c = v.classes;
        let number = v.state.workers.real() / (self.workers_1913 * crate::measures::THOUSAND);
        c.class_support = Pulls::from(self.half, v.influences)
            .edge(CLASSES_BY_PEASANTS, self.peasants_weigh * (c.peasant_support - self.half))
            .edge(CLASSES_BY_NUMBER, self.number_weighs * (number - 1.0))
            .and(self.workers_weigh * (c.worker_support - self.half))
            .and(c.mobility_support)
            .rest();
    }
}

view! {
    reads {
        rural: Column<Region, People> = regions.rural;
        rural_food: Column<Region, f64> = regions.rural_food;
        taken: Column<Region, Kilograms> = regions.taken;
        harvest_surplus: Column<Region, Kilograms> = regions.harvest_surplus;
        land_held: Column<Region, Hectares> = regions.land_held;
        land_total: Column<Region, Hectares> = regions.land_total;
        war: Column<Region, f64> = regions.war;
        people: Column<Town, People> = towns.people;
        food: Column<Town, f64> = towns.food;
        market: Market = market;
        state: State = state;
        factory_link: f64 = party.factory_link;
        instruments: Instruments = instruments;
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

    fn switches(strength: f64) -> Switches {
        Switches {
            worker_social_contract: strength,
            ban_and_repression: strength,
            ..Switches::central()
        }
    }

    /// Claim `peasant-support-for-land-not-communism`.
    #[test]
    fn land_wins_peasants_and_levies_lose_them() {
        let rule = WinSupport::central();
        assert_eq!(rule.land(rule.land_before, 0.0), 0.0);
        assert_eq!(rule.land(1.0, 0.0), rule.by_land);
        assert!(rule.land(0.8, 0.5) > rule.land(0.8, 0.0));
        assert!(rule.levy(0.6) < rule.levy(0.2) && rule.levy(0.0) == 0.0);
    }

    /// The bargain of M21: a better wage buys support and silence, and without it only support.
    #[test]
    fn the_bargain_trades_voice_for_bread() {
        let rule = WinSupport::central();
        let (none, full) = (switches(0.0), switches(1.0));
        assert_eq!(rule.voice(&none, 1.2, 1.0), 1.0);
        assert!(rule.voice(&full, 1.0, 0.0) < rule.voice(&full, 0.5, 0.0));
        assert!(rule.voice(&full, 1.0, 1.0) < rule.voice(&full, 1.0, 0.0));
        let gain = |s| rule.wage(s, 1.0) - rule.wage(s, 0.4);
        assert!(gain(&full) > gain(&none) && gain(&none) > 0.0);
    }
}
