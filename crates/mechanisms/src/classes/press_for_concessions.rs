//! # Press for concessions
//!
//! Where trade is private, traders earn; where a household may hire and lease, some become well-off;
//! where trusts sell on a market, managers and specialists count for more. Income makes those strata
//! sure of themselves, the police less so. How far their wealth turns into pressure on policy is in
//! dispute, and so is a switch: traders had no party, and the state moved against them from 1923.
//!
//! Refuted by: concessions that come as readily when private incomes are nil; a trade share that
//! falls while the pressure of traders rises.

use crate::prelude::*;

/// Incomes, confidence and pressure of the private strata and of managers.
#[derive(Clone, Debug, Parameters)]
pub struct PressForConcessions {
    /// Income of private traders if all retail trade were theirs.
    #[prior(
        Uniform(0.04, 0.10),
        unit = "share of national income",
        source = "judgement, retail trade a third of income and a margin of a fifth"
    )]
    pub by_trade: f64,
    /// Income that a full tie to capital abroad would add.
    #[prior(Uniform(0.02, 0.06), unit = "share of national income", source = "judgement")]
    pub by_foreign_tie: f64,
    /// Profit of private industry if all industry were private.
    #[prior(Uniform(0.02, 0.06), unit = "share of national income", source = "judgement")]
    pub by_industry: f64,
    /// Speed at which incomes follow trade.
    #[prior(Uniform(0.15, 0.35), unit = "share of the gap a month", source = "judgement")]
    pub income_speed: f64,
    /// Horses from which a household that hires or leases counts as well-off.
    #[prior(Fixed(2.0), unit = "horses", source = "judgement, the bound of `lease-and-hire`")]
    pub well_off_from: f64,
    /// Influence of managers and specialists where there is no market.
    #[prior(Uniform(0.05, 0.2), unit = "0 to 1", source = "judgement")]
    pub managers: f64,
    /// Influence that a free market adds.
    #[prior(Uniform(0.2, 0.4), unit = "a unit of freedom", source = "judgement")]
    pub managers_by_market: f64,
    /// Influence that trusts with accounts of their own add.
    #[prior(Uniform(0.1, 0.25), unit = "a unit of autonomy", source = "judgement")]
    pub managers_by_autonomy: f64,
    /// Speed at which it changes: one to two years.
    #[prior(Uniform(0.05, 0.12), unit = "share of the gap a month", source = "judgement")]
    pub managers_speed: f64,
    /// Confidence that private income brings.
    #[prior(Uniform(4.0, 10.0), unit = "a unit of national income", source = "judgement")]
    pub by_nepmen: f64,
    /// Confidence that well-off households bring.
    #[prior(Uniform(2.0, 6.0), unit = "a unit of households", source = "judgement")]
    pub by_kulaks: f64,
    /// Confidence that pressure on those who hold back grain takes.
    #[prior(Uniform(0.2, 0.6), unit = "a unit of pressure", source = "judgement")]
    pub by_pressure: f64,
    /// Confidence that police and one-party rule take, if they close every channel.
    #[prior(Uniform(0.1, 0.3), unit = "a unit of repression", source = "judgement, switch M17")]
    pub by_repression: f64,
    /// Speed at which confidence follows: one to two years.
    #[prior(Uniform(0.05, 0.12), unit = "share of the gap a month", source = "judgement")]
    pub confidence_speed: f64,
    /// Pressure that full confidence brings, if wealth is power.
    #[prior(Uniform(0.5, 1.0), unit = "a unit of confidence", source = "judgement, switch M06")]
    pub pressure_by_confidence: f64,
    /// Pressure that managers of full influence bring, if wealth is power.
    #[prior(Uniform(0.2, 0.6), unit = "a unit of influence", source = "judgement, switch M06")]
    pub pressure_by_managers: f64,
    /// Speed at which pressure follows.
    #[prior(Uniform(0.1, 0.3), unit = "share of the gap a month", source = "judgement")]
    pub pressure_speed: f64,
}

const INCOME_BY_TRADE: usize = edge("private_trade_share", "nepman_income");
const INCOME_BY_TIE: usize = edge("foreign_capital_link", "nepman_income");
const KULAKS_BY_MARKET: usize = edge("market_freedom", "kulak_share");
const MANAGERS_BY_MARKET: usize = edge("market_freedom", "manager_influence");
const CONFIDENCE_BY_NEPMEN: usize = edge("nepman_income", "bourgeois_confidence");
const CONFIDENCE_BY_KULAKS: usize = edge("kulak_share", "bourgeois_confidence");
const PRESSURE_BY_CONFIDENCE: usize = edge("bourgeois_confidence", "concession_pressure");
const PRESSURE_BY_MANAGERS: usize = edge("manager_influence", "concession_pressure");

impl PressForConcessions {
    /// Whether a household counts as well-off: it hires or leases land in, and has the horses.
    pub fn well_off(&self, hires: bool, leased: i32, horses: u8) -> bool {
        (hires || leased > 0) && f64::from(horses) >= self.well_off_from
    }

    /// Pressure that confidence and managers bring where wealth is power to this degree (M06).
    pub fn pressure(&self, strength: f64, confidence: f64, managers: f64) -> [f64; 2] {
        [
            strength * self.pressure_by_confidence * confidence,
            strength * self.pressure_by_managers * managers,
        ]
    }

    fn count_well_off(&self, v: &View<'_>) -> f64 {
        let columns = (v.weight.all(), v.hires.all(), v.leased.all(), v.horses.all());
        let [well_off, all] = pass(
            columns,
            #[inline(always)]
            |[well_off, all]: &mut [i64; 2], (weight, hires, leased, horses)| {
                for i in 0..LANES {
                    let w = i64::from(weight[i]);
                    *all += w;
                    *well_off += w * i64::from(self.well_off(hires[i], leased[i], horses[i]));
                }
            },
        );
        well_off as f64 / all.max(1) as f64
    }

    fn earn(&self, v: &mut View<'_>) {
        let kulaks = self.count_well_off(v);
        let c = &mut *v.classes;
        c.nepman_income = Pulls::from(0.0, v.influences)
            .edge(INCOME_BY_TRADE, self.by_trade * v.trade.private_share)
            .edge(INCOME_BY_TIE, self.by_foreign_tie * *v.foreign_capital)
            .and(self.by_industry * v.state.private_industry)
            .step(c.nepman_income, self.income_speed);
        // Without leave to hire and lease there are none: all of the share is the market's.
        v.influences.pull[KULAKS_BY_MARKET] = kulaks;
        c.kulak_share = kulaks;
        *v.manager_influence = Pulls::from(self.managers, v.influences)
            .edge(MANAGERS_BY_MARKET, self.managers_by_market * c.market_freedom)
            .and(self.managers_by_autonomy * v.instruments.trust_autonomy)
            .step(*v.manager_influence, self.managers_speed);
    }
}

impl Mechanism for PressForConcessions {
    const CARD: Card = Card {
        name: "press-for-concessions",
        card: "P9",
        summary: "Private incomes and managers press on policy.",
        claims: &[
            "nepmen-flourish",
            "kulak-stratum-emerges-fast",
            "nep-raises-bourgeois-confidence",
            "red-managers-influential",
        ],
        edges: &[
            ("private_trade_share", "nepman_income"),
            ("foreign_capital_link", "nepman_income"),
            ("market_freedom", "kulak_share"),
            ("market_freedom", "manager_influence"),
            ("nepman_income", "bourgeois_confidence"),
            ("kulak_share", "bourgeois_confidence"),
            ("bourgeois_confidence", "concession_pressure"),
            ("manager_influence", "concession_pressure"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        self.earn(&mut v);
        let c = v.classes;
        let police = v.switches.ban_and_repression * self.by_repression * c.repression;
        c.bourgeois_confidence = Pulls::from(0.0, v.influences)
            .edge(CONFIDENCE_BY_NEPMEN, self.by_nepmen * c.nepman_income)
            .edge(CONFIDENCE_BY_KULAKS, self.by_kulaks * c.kulak_share)
            .and(-self.by_pressure * v.instruments.coercion)
            .and(-police)
            .step(c.bourgeois_confidence, self.confidence_speed);
        let strength = v.switches.nep_bourgeois_pressure;
        let [by_confidence, by_managers] =
            self.pressure(strength, c.bourgeois_confidence, *v.manager_influence);
        c.concession_pressure = Pulls::from(0.0, v.influences)
            .edge(PRESSURE_BY_CONFIDENCE, by_confidence)
            .edge(PRESSURE_BY_MANAGERS, by_managers)
            .step(c.concession_pressure, self.pressure_speed);
    }
}

view! {
    reads {
        weight: Column<Household, u32> = households.weight;
        hires: Column<Household, bool> = households.hires;
        leased: Column<Household, i32> = households.leased;
        horses: Column<Household, u8> = households.horses;
        trade: Trade = trade;
        state: State = state;
        foreign_capital: f64 = comintern.foreign_capital;
        instruments: Instruments = instruments;
        switches: Switches = switches;
    }
    changes {
        classes: Classes = classes;
        manager_influence: f64 = apparatus.manager_influence;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Claim `kulak-stratum-emerges-fast`: it takes hire or lease, and the horses.
    #[test]
    fn nobody_is_well_off_by_horses_alone() {
        let rule = PressForConcessions::central();
        assert!(!rule.well_off(false, 0, 4) && !rule.well_off(true, 100, 1));
        assert!(!rule.well_off(false, -200, 2), "who leases out is not");
        assert!(rule.well_off(true, 0, 2) && rule.well_off(false, 100, 2));
    }

    /// Claim `nep-raises-bourgeois-confidence` and switch M06: wealth presses only as far as it does.
    #[test]
    fn wealth_without_power_presses_for_nothing() {
        let rule = PressForConcessions::central();
        assert_eq!(rule.pressure(0.0, 0.8, 0.5), [0.0, 0.0]);
        let (weak, strong) = (rule.pressure(0.5, 0.4, 0.4), rule.pressure(1.0, 0.4, 0.4));
        assert!((strong[0] - 2.0 * weak[0]).abs() < 1e-12 && strong[1] > weak[1]);
    }
}
