//! # Employ and pay
//!
//! While the state feeds its plants it keeps hands it does not need; trusts that keep accounts let
//! them go. Wages follow what a worker makes, with a lag; before that, what the ration and the shop
//! give. The state's own staff follows its targets. Townspeople without work look for it, and part
//! of them are on the registers.
//!
//! Refuted by: recovery of output that empties the labour exchanges.

use crate::measures::{KOPECKS, MILLION, THOUSAND};
use crate::payment::{cash, pay};
use crate::prelude::*;

/// Jobs, wages and unemployment.
#[derive(Clone, Debug, Parameters)]
pub struct Employ {
    /// Workers of large industry in 1913 on the territory.
    #[prior(
        Fixed(2592.0),
        unit = "thousand",
        source = "judgement, record: census industry workers 1913"
    )]
    pub workers_1913: f64,
    /// How workers follow output while the state keeps hands on.
    #[prior(Uniform(0.28, 0.42), unit = "elasticity", source = "judgement, workers of 1917-21")]
    pub hoarding: f64,
    /// How workers follow output where trusts keep accounts.
    #[prior(
        Uniform(0.5, 0.62),
        unit = "elasticity",
        source = "judgement, output per worker 1922-27"
    )]
    pub accounting: f64,
    /// Part of the way to the wanted number that is gone in a month.
    #[prior(Uniform(0.08, 0.16), unit = "share a month", source = "judgement")]
    pub hiring: f64,
    /// Wage and salary earners in transport, building, trade and services for each rouble of
    /// income, 1913 = all of them.
    #[prior(
        Uniform(3.7, 4.5),
        unit = "million at the income of 1913",
        source = "judgement, earners of 1926-28"
    )]
    pub other_jobs: f64,
    /// Artisans and own-account people in towns at the income of 1913.
    #[prior(Uniform(1.7, 2.3), unit = "million at the income of 1913", source = "judgement")]
    pub own_account: f64,
    /// Share of the jobless on the registers once exchanges work.
    #[prior(
        Uniform(0.5, 0.75),
        unit = "share",
        source = "judgement, registered and all unemployed 1927"
    )]
    pub registered: f64,
    /// Part of the way that the registers go in a month.
    #[prior(Uniform(0.2, 0.35), unit = "share a month", source = "judgement")]
    pub registering: f64,
    /// How fast wages follow what a worker makes.
    #[prior(Uniform(0.06, 0.14), unit = "share a month", source = "judgement, card E9")]
    pub wage_speed: f64,
    /// Wage of 1913.
    #[prior(
        Normal(30.5, 0.5),
        unit = "roubles a month",
        source = "judgement, record: real monthly wage 1913"
    )]
    pub wage_1913: f64,
    /// How strongly wages follow output per head.
    #[prior(
        Uniform(0.85, 1.05),
        unit = "elasticity",
        source = "judgement, wages and output per worker 1921-27"
    )]
    pub wage_share: f64,
    /// Least that keeps a worker at the bench, 1913 = 1.
    #[prior(Uniform(0.26, 0.34), unit = "1913 = 1", source = "judgement, real wages of 1919-20")]
    pub least_wage: f64,
    /// Part of the pay of other earners that falls on trusts, and again on state trade.
    #[prior(Uniform(0.5, 0.7), unit = "share", source = "judgement")]
    pub paid_others: f64,
    /// Part of the money wanted that private trade keeps in its tills.
    #[prior(Uniform(0.08, 0.14), unit = "share", source = "judgement")]
    pub traders_keep: f64,
    /// Part of what it holds beyond that its owners draw in a month.
    #[prior(Uniform(0.2, 0.4), unit = "share a month", source = "judgement")]
    pub drawn: f64,
    /// Share of the state's staff that its target may change by in a month.
    #[prior(Uniform(0.05, 0.12), unit = "share a month", source = "judgement")]
    pub staffing: f64,
    /// Workers that industry would want at the output of 1913 while the state keeps hands on.
    #[prior(Fixed(1.15), unit = "1913 = 1", source = "judgement")]
    pub hoarded_1913: f64,
    /// Workers that industry would want at the output of 1913 where trusts keep accounts.
    #[prior(Fixed(0.90), unit = "1913 = 1", source = "judgement")]
    pub accounted_1913: f64,
    /// Pay of railwaymen, builders, clerks and teachers against that of industrial workers.
    #[prior(Fixed(0.8), unit = "share of a worker's pay", source = "judgement")]
    pub other_pay: f64,
    /// Part of wages paid in money even when nearly all is given in kind.
    #[prior(Fixed(0.1), unit = "share", source = "judgement")]
    pub least_cash: f64,
    /// Real wage of a rationed worker from housing, tram and factory shop, without any food.
    #[prior(Fixed(0.2), unit = "1913 = 1", source = "judgement")]
    pub given_without_food: f64,
    /// Real wage that a full ration of food adds to it.
    #[prior(Fixed(0.25), unit = "1913 = 1", source = "judgement")]
    pub given_in_food: f64,
    /// How jobs in transport, building, trade and services follow national income.
    #[prior(Fixed(0.8), unit = "elasticity", source = "judgement")]
    pub other_jobs_by_income: f64,
    /// Part of the state's staff that lives in towns.
    #[prior(Fixed(0.8), unit = "share", source = "judgement")]
    pub officials_in_towns: f64,
    /// Part of the other earners that lives in towns.
    #[prior(Fixed(0.8), unit = "share", source = "judgement")]
    pub others_in_towns: f64,
    /// Part of own-account work that goes on in towns when private trade is banned.
    #[prior(Fixed(0.5), unit = "share", source = "judgement")]
    pub own_account_banned: f64,
    /// Townspeople between two jobs even when work is plentiful.
    #[prior(Fixed(0.02), unit = "share of townspeople", source = "judgement")]
    pub least_seeking: f64,
    /// Part of workers, officials and other earners that belongs to a trade union.
    #[prior(Fixed(0.75), unit = "share", source = "judgement")]
    pub in_unions: f64,
    /// Part of the registered jobless that belongs to a trade union.
    #[prior(Fixed(0.62), unit = "share", source = "judgement")]
    pub union_jobless: f64,
}

/// Least national income, 1913 = 1, that other jobs follow. The elasticity is a belief about years
/// in which much still runs; an income of nothing would leave nobody in work. A guard of the power,
/// as the next two are, not a belief about jobs.
const LEAST_INCOME: f64 = 0.1;
/// Least output, 1913 = 1, that the wish for workers follows.
const LEAST_OUTPUT: f64 = 0.01;
/// Least output per head, 1913 = 1, that wages follow.
const LEAST_PER_HEAD: f64 = 0.05;
/// Fewest workers, 1913 = 1, that output is divided by: no hands, no output per head.
const LEAST_HEADS: f64 = 0.05;

impl Employ {
    /// Workers that industry wants, thousand, given output (1913 = 1) and how far trusts keep
    /// their own accounts.
    pub fn wanted(&self, output: f64, autonomy: f64) -> f64 {
        let kept = self.hoarded_1913 * libm::pow(output.max(LEAST_OUTPUT), self.hoarding);
        let needed = self.accounted_1913 * libm::pow(output.max(LEAST_OUTPUT), self.accounting);
        self.workers_1913 * (kept * (1.0 - autonomy) + needed * autonomy)
    }

    /// The real wage that output per head supports, 1913 = 1.
    pub fn wage(&self, output_per_head: f64) -> f64 {
        libm::pow(output_per_head.max(LEAST_PER_HEAD), self.wage_share).max(self.least_wage)
    }
}

impl Mechanism for Employ {
    const CARD: Card = Card {
        name: "employ",
        card: "E9",
        summary: "Hands are kept or let go; wages follow output per head.",
        claims: &["nep-benefits-nonproletarian-most"],
        edges: &[("industrial_output", "working_class_size")],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        let output = v.output.total().real() / v.output_1913.total().real().max(1.0);
        let autonomy = v.instruments.trust_autonomy;
        let wanted = self.wanted(output, autonomy) * THOUSAND;
        let workers = v.state.workers.real();
        v.state.workers = People::floor(workers + self.hiring * (wanted - workers));
        self.set_wage(&mut v, output);
        self.staff(&mut v);
        self.count_jobless(&mut v);
        let bill = v.state.workers.real() * v.state.real_wage * self.wage_1913 * KOPECKS;
        let cash_part = v.market.monetised.clamp(self.least_cash, 1.0);
        let trusts = Sector::Trusts;
        pay(v.accounts, v.market, Flow::Wages, trusts, Sector::Town, bill * cash_part);
        // Railwaymen, builders, clerks and teachers are paid by trusts, trade and the budget alike.
        let pay_1913 = KOPECKS * self.other_pay;
        let others = v.state.other_employed.real()
            * v.state.real_wage
            * self.wage_1913
            * pay_1913
            * cash_part;
        for payer in [Sector::Trusts, Sector::StateTrade] {
            pay(v.accounts, v.market, Flow::Wages, payer, Sector::Town, others * self.paid_others);
        }
        // Owners of shops and workshops live in towns too.
        let held = cash(v.accounts, v.market, Sector::PrivateTrade);
        let working = self.traders_keep * v.market.money_wanted * KOPECKS;
        let profit = self.drawn * (held - working).max(0.0);
        pay(v.accounts, v.market, Flow::Wages, Sector::PrivateTrade, Sector::Town, profit);
    }
}

impl Employ {
    fn set_wage(&self, v: &mut View<'_>, output: f64) {
        let heads = v.state.workers.real() / (self.workers_1913 * THOUSAND);
        let food = mean_food(v);
        let earned = self.wage(output / heads.max(LEAST_HEADS));
        // Under rations a worker lives on what there is to eat.
        let given = (self.given_without_food + self.given_in_food * food).max(self.least_wage);
        let autonomy = v.instruments.trust_autonomy;
        let target = earned * autonomy + given.min(earned.max(given)) * (1.0 - autonomy);
        v.state.real_wage += self.wage_speed * (target - v.state.real_wage);
    }

    fn staff(&self, v: &mut View<'_>) {
        // What the country calls for moves what is decreed a little.
        let target = v.instruments.officials_target * v.apparatus.demand * THOUSAND;
        let step = self.staffing * (target - v.state.officials.real());
        v.state.officials += People(step as i64);
    }

    fn count_jobless(&self, v: &mut View<'_>) {
        let towns = v.people.total().real();
        let income = v.state.income;
        let autonomy = v.instruments.trust_autonomy;
        let other = self.other_jobs
            * MILLION
            * libm::pow(income.max(LEAST_INCOME), self.other_jobs_by_income);
        v.state.other_employed = People::floor(other);
        // While labour is conscripted nobody is counted as looking for work.
        let banned = self.own_account_banned;
        let open = banned + (1.0 - banned) * v.instruments.trade_tolerance;
        let jobs = v.state.workers.real()
            + self.officials_in_towns * v.state.officials.real()
            + other * self.others_in_towns
            + self.own_account * MILLION * income * open;
        let seeking = (v.norms.active * towns - jobs).max(self.least_seeking * towns);
        v.state.unemployed = People::floor(seeking * autonomy);
        let on_register = v.state.unemployed.real() * self.registered;
        let now = v.state.unemployed_registered.real();
        v.state.unemployed_registered = People::floor(now + self.registering * (on_register - now));
        let earners = v.state.workers.real() + v.state.officials.real() + other;
        v.state.union_members = People::floor(self.in_unions * earners);
        v.state.unemployed_union = v.state.unemployed_registered.share(self.union_jobless);
    }
}

/// Food per head in towns.
fn mean_food(v: &View<'_>) -> f64 {
    let people = v.people.total().real().max(1.0);
    v.people.ids().map(|t| v.people[t].real() * v.food[t]).sum::<f64>() / people
}

view! {
    reads {
        output: Column<Trust, Goods> = trusts.output;
        output_1913: Column<Trust, Goods> = trusts.output_1913;
        people: Column<Town, People> = towns.people;
        food: Column<Town, f64> = towns.food;
        market: Market = market;
        instruments: Instruments = instruments;
        apparatus: Apparatus = apparatus;
        norms: Norms = norms;
    }
    changes {
        state: State = state;
        accounts: Accounts = accounts;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeping_accounts_lets_hands_go_when_output_is_low() {
        let rule = Employ::central();
        assert!(rule.wanted(0.25, 1.0) < rule.wanted(0.25, 0.0));
        assert!(rule.wanted(0.8, 1.0) > rule.wanted(0.3, 1.0));
    }

    #[test]
    fn wages_rise_with_output_per_head_and_have_a_floor() {
        let rule = Employ::central();
        assert!(rule.wage(1.0) > rule.wage(0.5));
        assert_eq!(rule.wage(0.01), rule.least_wage);
        assert_eq!(rule.wage(1.0), 1.0);
    }

    #[test]
    fn at_the_output_of_1913_the_two_ways_of_hiring_differ_by_their_levels_alone() {
        let rule = Employ::central();
        assert_eq!(rule.wanted(1.0, 0.0), rule.workers_1913 * rule.hoarded_1913);
        assert_eq!(rule.wanted(1.0, 1.0), rule.workers_1913 * rule.accounted_1913);
    }
}
