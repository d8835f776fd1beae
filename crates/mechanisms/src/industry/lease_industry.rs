//! # Lease industry; small workshops
//!
//! Small plants may be leased to private persons and cooperatives; workshops of artisans open when
//! trade is free and food and money are there, and shut when both are pursued. What they make goes
//! straight to private trade.
//!
//! Refuted by: workshops that grow under the ban of 1918-20.

use crate::measures::{MILLION_ROUBLES, MONTHS};
use crate::payment::pay;
use crate::prelude::*;

/// Leased plants and small industry.
#[derive(Clone, Debug, Parameters)]
pub struct LeaseIndustry {
    /// Output of small industry in 1913.
    #[prior(Normal(2000.0, 200.0), unit = "million roubles of 1913 a year", source = "judgement")]
    pub small_1913: f64,
    /// Speed at which small industry follows its market.
    #[prior(Uniform(0.025, 0.05), unit = "share a month", source = "judgement")]
    pub speed: f64,
    /// Output of small industry, 1913 = 1, that survives a full ban.
    #[prior(Uniform(0.35, 0.5), unit = "1913 = 1", source = "judgement, small industry of 1920")]
    pub least: f64,
    /// Largest part of light plants that finds a leaseholder.
    #[prior(
        Uniform(0.05, 0.10),
        unit = "share of capacity",
        source = "judgement, industrial census of 1923"
    )]
    pub leased_most: f64,
    /// Part of small industry's goods that is lost or used up where it is made.
    #[prior(Uniform(0.3, 0.5), unit = "share", source = "judgement")]
    pub used_at_home: f64,
    /// Part of what workshops could sell that falls away as the tolerance of private trade goes to
    /// nothing.
    #[prior(Fixed(0.5), unit = "share", source = "judgement")]
    pub by_tolerance: f64,
    /// National income beyond which the demand for what workshops make grows no more.
    #[prior(Fixed(1.1), unit = "1913 = 1", source = "judgement")]
    pub income_most: f64,
    /// Part of small industry in private hands, not in cooperatives or the hands of the state.
    #[prior(Fixed(0.8), unit = "share", source = "judgement")]
    pub small_private: f64,
}

impl LeaseIndustry {
    /// Output of small industry that tolerance and national income support, 1913 = 1.
    pub fn supports(&self, tolerance: f64, income: f64) -> f64 {
        self.least
            + (1.0 - self.least)
                * (self.by_tolerance * tolerance + (1.0 - self.by_tolerance))
                * income.min(self.income_most)
                * tolerance.sqrt()
    }
}

impl Mechanism for LeaseIndustry {
    const CARD: Card = Card {
        name: "lease-industry",
        card: "E7",
        summary: "Small plants are leased; workshops follow free trade.",
        claims: &["nep-private-concessions-extent"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let tolerance = v.instruments.trade_tolerance;
        let target = self.supports(tolerance, v.state.income);
        v.state.small_industry += self.speed * (target - v.state.small_industry);
        let made = self.small_1913 * MILLION_ROUBLES / MONTHS * v.state.small_industry;
        let made = Goods::floor(made);
        // Where exchange has left money, villages barter what workshops make.
        let bartered = (1.0 - self.used_at_home) * (1.0 - v.market.monetised);
        let used = made.share(self.used_at_home + bartered);
        v.goods.output += made;
        v.goods.inputs += used;
        // Cooperatives take up their part of what workshops make, and pay for it.
        let to_private = (made - used).share(v.trade.private_share);
        let to_state = made - used - to_private;
        v.trade.private_goods += to_private;
        v.trade.state_goods += to_state;
        let bill = to_state.real() * v.market.industrial_wholesale;
        let (from, to) = (Sector::StateTrade, Sector::PrivateTrade);
        pay(v.accounts, v.market, Flow::Wholesale, from, to, bill);
        let mut leased = 0.0;
        for trust in v.branch.ids() {
            let goal = if v.branch[trust].is_consumer() {
                self.leased_most * v.instruments.leasing * tolerance.sqrt()
            } else {
                0.0
            };
            v.leased[trust] += self.speed * (goal - v.leased[trust]);
            leased += v.leased[trust] * v.output[trust].real();
        }
        let large = v.output.total().real();
        let private = leased + self.small_private * made.real();
        v.state.private_industry = private / (large + made.real()).max(1.0);
    }
}

view! {
    reads {
        branch: Column<Trust, Branch> = trusts.branch;
        output: Column<Trust, Goods> = trusts.output;
        market: Market = market;
        instruments: Instruments = instruments;
    }
    changes {
        accounts: Accounts = accounts;
        leased: Column<Trust, f64> = trusts.leased;
        state: State = state;
        goods: GoodsFlows = goods;
        trade: Trade = trade;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bans_shrink_workshops_to_their_floor() {
        let rule = LeaseIndustry::central();
        assert_eq!(rule.supports(0.0, 1.0), rule.least);
        assert!(rule.supports(0.8, 0.8) > rule.supports(0.3, 0.8));
    }

    #[test]
    fn free_trade_at_the_income_of_1913_supports_the_workshops_of_1913() {
        assert!((LeaseIndustry::central().supports(1.0, 1.0) - 1.0).abs() < 1e-12);
    }
}
