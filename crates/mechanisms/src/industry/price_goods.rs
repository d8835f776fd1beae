//! # Price goods
//!
//! A trust asks its unit cost and a mark-up. Costs are high while plants run at a fraction of
//! their size. The mark-up is what it dares: large when credit is easy and the branch sells as one,
//! none or less when it must sell to pay wages. Unsold goods press it down, above all when credit
//! is cut. A decreed ceiling binds at wholesale; the costs of trade come on top, and where demand
//! exceeds supply at that price, buyers in shops and from private traders, and the village most,
//! pay more.
//!
//! Refuted by: industrial prices that rise as fast without credit as with it in 1923.

use crate::prelude::*;

/// Industrial prices at wholesale, retail and in the village.
#[derive(Clone, Debug, Parameters)]
pub struct PriceGoods {
    /// Part of unit cost that does not fall with output.
    #[prior(Uniform(0.30, 0.42), unit = "share of cost at full use", source = "judgement")]
    pub overhead: f64,
    /// Use of plant below which overhead is no longer charged to what is made.
    #[prior(Uniform(0.2, 0.3), unit = "share", source = "judgement")]
    pub least_use: f64,
    /// Mark-up with normal credit, over what it was in 1913.
    #[prior(Uniform(0.05, 0.2), unit = "share", source = "judgement, card E8")]
    pub markup: f64,
    /// How much easier credit raises the mark-up.
    #[prior(Uniform(0.55, 0.85), unit = "share a unit of credit", source = "judgement, card E8")]
    pub by_credit: f64,
    /// How strongly unsold goods beyond what credit carries press the price.
    #[prior(
        Uniform(0.03, 0.05),
        unit = "log price a month of stock",
        source = "judgement, card E8"
    )]
    pub by_stock: f64,
    /// Stock that trusts are content with.
    #[prior(Uniform(2.5, 4.0), unit = "months of sales", source = "judgement")]
    pub content: f64,
    /// Part of the way to the asked price that is gone in a month.
    #[prior(Uniform(0.20, 0.30), unit = "share a month", source = "judgement, card E8")]
    pub speed: f64,
    /// Part of the retail price of 1913 that was carriage, rent, wages and licences of trade. They
    /// follow the general level and not the wholesale price: where that is cut by decree the shops'
    /// costs are not.
    #[prior(
        Uniform(0.15, 0.30),
        unit = "share of the retail price",
        source = "judgement, trade margins before the war"
    )]
    pub trade_costs: f64,
    /// Retail margin over wholesale, beyond that of 1913, when goods are plentiful.
    #[prior(Uniform(0.0, 0.08), unit = "share", source = "judgement")]
    pub margin: f64,
    /// How much of the unmet demand shows in retail prices of towns.
    #[prior(Uniform(0.4, 0.8), unit = "log price a unit of shortage", source = "judgement")]
    pub rent_town: f64,
    /// How much of it shows in the village.
    #[prior(
        Uniform(0.8, 1.4),
        unit = "log price a unit of shortage",
        source = "judgement, after Johnson and Temin"
    )]
    pub rent_village: f64,
    /// How strongly a price ceiling is kept to when it is below what trusts ask.
    #[prior(Uniform(0.3, 0.5), unit = "share of the gap a month", source = "judgement")]
    pub ceiling: f64,
    /// Use of plant beyond which overhead falls no further.
    #[prior(Fixed(1.2), unit = "share", source = "judgement")]
    pub most_use: f64,
    /// Credit that carries stocks even when banks lend next to nothing.
    #[prior(Fixed(0.3), unit = "normal = 1", source = "judgement")]
    pub least_credit: f64,
    /// Unsold goods beyond which more of them press the price no harder.
    #[prior(Fixed(12.0), unit = "months of output", source = "judgement")]
    pub stock_most: f64,
    /// Lowest price, before unsold goods press it, that trusts ask when credit is cut.
    #[prior(Fixed(0.4), unit = "share of unit cost", source = "judgement")]
    pub least_asked: f64,
    /// Largest change of the asked price in a month.
    #[prior(Fixed(0.15), unit = "log price a month", source = "judgement")]
    pub largest_step: f64,
    /// Weight of the state price in what farm goods fetch when procurement reaches everywhere.
    #[prior(Fixed(0.4), unit = "share", source = "judgement")]
    pub state_part: f64,
}

impl PriceGoods {
    /// Unit cost at this use of plant, 1913 = 1.
    pub fn unit_cost(&self, usage: f64) -> f64 {
        (1.0 - self.overhead) + self.overhead / usage.clamp(self.least_use, self.most_use)
    }

    /// Price in shops with full shelves, 1913 = 1, of goods at this wholesale price.
    pub fn in_shops(&self, wholesale: f64) -> f64 {
        ((1.0 - self.trade_costs) * wholesale + self.trade_costs) * (1.0 + self.margin)
    }

    /// What trusts ask over the price of 1913, given use of plant, credit, and months of stock.
    pub fn asked(&self, usage: f64, credit: f64, stock: f64) -> f64 {
        let carried = self.content * credit.max(self.least_credit);
        let pressed = self.by_stock * (stock - carried).clamp(0.0, self.stock_most);
        let markup = self.markup + self.by_credit * (credit - 1.0);
        self.unit_cost(usage) * (1.0 + markup).max(self.least_asked) * libm::exp(-pressed)
    }
}

/// The free price that makes the price of farm goods `all` when the part `state_part` is paid for at
/// the price `state`.
pub fn free_beside(all: f64, state: f64, state_part: f64) -> f64 {
    libm::exp((libm::log(all) - state_part * libm::log(state)) / (1.0 - state_part))
}

impl Mechanism for PriceGoods {
    const CARD: Card = Card {
        name: "price-goods",
        card: "E8",
        summary: "Cost, credit, stocks and ceilings make industrial prices.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let (mut made, mut could) = (0.0, 0.0);
        for trust in v.branch.ids().filter(|&t| v.branch[t].is_consumer()) {
            made += v.output[trust].real();
            could += v.capacity[trust].real();
        }
        let usage = made / f64::max(could, 1.0);
        let m = v.market;
        m.unit_cost = self.unit_cost(usage);
        let asked = self.asked(usage, v.instruments.credit, v.trade.months_of_stock);
        let step = self.speed * libm::log(asked / m.industry_raw.max(0.05));
        m.industry_raw *= libm::exp(step.clamp(-self.largest_step, self.largest_step));
        // Relative prices: the general level is the geometric mean of the two, so what a ceiling
        // takes from industry farm goods gain against the level.
        let free = libm::sqrt(m.industry_raw / m.farm_raw);
        let ceiling = v.instruments.price_ceiling.max(0.05);
        let over = libm::log(free / ceiling).max(0.0);
        let speed = if over > 0.0 { self.ceiling } else { 1.0 };
        m.industrial_wholesale += speed * (free.min(ceiling) - m.industrial_wholesale);
        m.agricultural = 1.0 / m.industrial_wholesale.max(0.05);
        let state_part = self.state_part * v.instruments.procurement_reach;
        m.grain_state = m.agricultural.min(v.instruments.grain_price).max(0.05);
        m.grain_free = free_beside(m.agricultural, m.grain_state, state_part);
        let shortage = v.trade.shortage;
        let base = self.in_shops(m.industrial_wholesale);
        m.industrial_retail = base * libm::exp(self.rent_town * shortage);
        m.industrial_village = base * libm::exp(self.rent_village * shortage);
        m.clearing_gap = over;
    }
}

view! {
    reads {
        branch: Column<Trust, Branch> = trusts.branch;
        output: Column<Trust, Goods> = trusts.output;
        capacity: Column<Trust, Goods> = trusts.capacity;
        trade: Trade = trade;
        instruments: Instruments = instruments;
    }
    changes {
        market: Market = market;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easy_credit_raises_prices_and_unsold_goods_lower_them() {
        let rule = PriceGoods::central();
        assert!(rule.asked(0.4, 1.8, 3.0) > rule.asked(0.4, 1.0, 3.0));
        assert!(rule.asked(0.4, 1.0, 12.0) < rule.asked(0.4, 1.0, 3.0));
        assert!(rule.asked(0.4, 0.1, 3.0) < rule.unit_cost(0.4));
    }

    #[test]
    fn shops_follow_the_wholesale_price_part_of_the_way() {
        let rule = PriceGoods { margin: 0.0, ..PriceGoods::central() };
        assert!((rule.in_shops(1.0) - 1.0).abs() < 1e-12);
        assert!(rule.in_shops(1.2) / rule.in_shops(1.5) > 1.2 / 1.5);
    }

    #[test]
    fn a_low_state_price_leaves_a_higher_free_one() {
        assert!((free_beside(0.9, 0.9, 0.4) - 0.9).abs() < 1e-12);
        assert!(free_beside(0.9, 0.8, 0.4) > 0.9);
    }

    #[test]
    fn cost_is_that_of_1913_at_full_use() {
        assert!((PriceGoods::central().unit_cost(1.0) - 1.0).abs() < 1e-12);
    }
}
