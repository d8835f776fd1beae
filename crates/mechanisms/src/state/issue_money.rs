//! # Issue money
//!
//! People hold less money the faster they expect it to lose value. Prices move so that what is in
//! circulation is worth what people want to hold; expectations follow experience. Once there is a
//! second, sounder currency people move to it, slowly at first because its notes are large. The
//! State Bank lends it to industry. Prices under control rise only in part, and the rest of an
//! excess stays in the pockets.
//!
//! Refuted by: real money that does not shrink as inflation quickens.

use crate::measures::{KOPECKS, MILLION, MILLION_ROUBLES};
use crate::payment::{cash, issue, pay, value_of};
use crate::prelude::*;

/// Demand for two currencies, price levels, expectations and bank credit.
#[derive(Clone, Debug, Parameters)]
pub struct IssueMoney {
    /// How strongly expected inflation (a month) lowers the money people hold.
    #[prior(
        LogNormal(3.06, 0.15),
        unit = "log money a unit of monthly inflation",
        source = "judgement, card E10 after Cagan"
    )]
    pub flight: f64,
    /// How fast expectations follow experience.
    #[prior(LogNormal(0.35, 0.2), unit = "a month", source = "judgement, card E10 after Cagan")]
    pub learning: f64,
    /// Part of the way that prices go in a month to where money is worth what people want.
    #[prior(Uniform(0.45, 0.65), unit = "share a month", source = "judgement, card E10")]
    pub adjustment: f64,
    /// Money that people want to hold when prices stand still.
    #[prior(
        Uniform(0.058, 0.080),
        unit = "years of national income",
        source = "judgement, real money of 1924"
    )]
    pub held: f64,
    /// Money saved up in the war, at the start.
    #[prior(
        Uniform(1200.0, 1800.0),
        unit = "million roubles of 1913",
        source = "judgement, real money of November 1917"
    )]
    pub hoards: f64,
    /// Part of it that peasants hold.
    #[prior(Uniform(0.5, 0.7), unit = "share", source = "judgement")]
    pub peasants_saved: f64,
    /// How fast it is spent.
    #[prior(Uniform(0.12, 0.20), unit = "share a month", source = "judgement")]
    pub hoards_spent: f64,
    /// How strongly a difference of expected inflation draws people to the chervonets.
    #[prior(
        Uniform(3.5, 6.5),
        unit = "logit a unit of monthly inflation",
        source = "judgement, card E10"
    )]
    pub pull: f64,
    /// How much its large notes hold it back at first.
    #[prior(Uniform(5.2, 7.0), unit = "logit", source = "judgement, card E10")]
    pub friction: f64,
    /// How fast that hindrance falls.
    #[prior(Uniform(0.40, 0.60), unit = "logit a month", source = "judgement, card E10")]
    pub friction_falls: f64,
    /// Part of the way that the bank's issue goes in a month to what people would hold.
    #[prior(Uniform(0.25, 0.45), unit = "share a month", source = "judgement")]
    pub issue_speed: f64,
    /// How far easier credit moves the issue beyond what people would hold.
    #[prior(Uniform(0.3, 0.6), unit = "share a unit of credit", source = "judgement")]
    pub ease: f64,
    /// Part of the money wanted that state trade keeps in its tills.
    #[prior(Uniform(0.08, 0.14), unit = "share", source = "judgement")]
    pub trade_keeps: f64,
    /// Part of an excess of money that price control keeps from raising prices.
    #[prior(Uniform(0.80, 0.95), unit = "share", source = "judgement, after Johnson and Temin")]
    pub repressed: f64,
    /// Part of an excess of chervontsy that raises prices in them while two currencies circulate.
    #[prior(Uniform(0.15, 0.30), unit = "share", source = "judgement, prices of 1923")]
    pub parallel_rise: f64,
    /// Price level in chervonets roubles at the first issue.
    #[prior(Uniform(1.10, 1.30), unit = "1913 = 1", source = "judgement, rate of December 1922")]
    pub first_level: f64,
    /// Part of the money wanted that peasants hold.
    #[prior(Uniform(0.04, 0.07), unit = "share", source = "judgement")]
    pub peasants_hold: f64,
    /// Expected fall of prices beyond which people hold no more money.
    #[prior(Fixed(-0.05), unit = "log price a month", source = "judgement")]
    pub expected_least: f64,
    /// Expected inflation beyond which people shed no more money: they need some to buy at all.
    #[prior(Fixed(1.2), unit = "log price a month", source = "judgement")]
    pub expected_most: f64,
    /// Lowest that the hindrance of large notes can fall: sound money is then preferred at par.
    #[prior(Fixed(-1.5), unit = "logit", source = "judgement")]
    pub friction_least: f64,
    /// How quickly the sense of idle money follows the money that peasants hold.
    #[prior(Fixed(0.3), unit = "share a month", source = "judgement")]
    pub overhang_follows: f64,
    /// Least that money held beyond the wanted is reckoned at.
    #[prior(Fixed(-0.9), unit = "ratio", source = "judgement")]
    pub overhang_least: f64,
    /// Most that money held beyond the wanted is reckoned at.
    #[prior(Fixed(4.0), unit = "ratio", source = "judgement")]
    pub overhang_most: f64,
    /// Part of its idle money with which state trade pays back loans in a month.
    #[prior(Fixed(0.3), unit = "share a month", source = "judgement")]
    pub paid_back: f64,
    /// Circulation by which the limit on new notes is reckoned while few are out.
    #[prior(Fixed(0.02), unit = "share of the money wanted", source = "judgement")]
    pub limit_from: f64,
    /// New notes that the limit always leaves room for.
    #[prior(Fixed(3.0), unit = "million roubles of 1913 a month", source = "judgement")]
    pub limit_least: f64,
    /// Part of the money wanted that is paper while paper circulates.
    #[prior(Fixed(0.02), unit = "share of the money wanted", source = "judgement")]
    pub paper_least: f64,
    /// Most that prices in paper can fall in a month.
    #[prior(Fixed(0.3), unit = "log price a month", source = "judgement")]
    pub paper_fall: f64,
    /// Most that prices in paper can rise in a month.
    #[prior(Fixed(1.6), unit = "log price a month", source = "judgement")]
    pub paper_rise: f64,
    /// Part of the way that free prices in chervontsy go in a month.
    #[prior(Fixed(0.25), unit = "share a month", source = "judgement")]
    pub chervonets_adjustment: f64,
    /// Most that prices in chervontsy can fall in a month.
    #[prior(Fixed(0.004), unit = "log price a month", source = "judgement")]
    pub chervonets_fall: f64,
    /// Most that prices in chervontsy can rise in a month.
    #[prior(Fixed(0.06), unit = "log price a month", source = "judgement")]
    pub chervonets_rise: f64,
}

impl IssueMoney {
    /// Real money wanted, million roubles of 1913, at this national income (million roubles of 1913 a
    /// year), share of exchange in money and expected inflation a month.
    pub fn wanted(&self, income: f64, monetised: f64, expected: f64) -> f64 {
        let plain = self.held * income * monetised;
        let expected = expected.clamp(self.expected_least, self.expected_most);
        (plain + 1e-3) * libm::exp(-self.flight * expected)
    }

    /// Share of money wanted in chervontsy, given expected inflation in both and months since the
    /// first issue.
    pub fn chervonets_share(&self, sovznak: f64, chervonets: f64, months: f64) -> f64 {
        let friction = (self.friction - self.friction_falls * months).max(self.friction_least);
        1.0 / (1.0 + libm::exp(-(self.pull * (sovznak - chervonets) - friction)))
    }

    /// Whether prices settle under these parameters: the spectral radius of money demand with
    /// partial adjustment and adaptive expectations is below [`SETTLES`].
    pub fn is_stable(&self) -> bool {
        let b = 1.0 - libm::exp(-self.learning);
        spectral_radius([
            [1.0 - self.adjustment, -self.adjustment * self.flight],
            [b * self.adjustment, 1.0 - b + b * self.adjustment * self.flight],
        ]) < SETTLES
    }
}

/// Spectral radius below which prices are taken to settle (design card E10).
const SETTLES: f64 = 0.98;

/// Largest absolute eigenvalue of a 2 x 2 matrix.
fn spectral_radius(m: [[f64; 2]; 2]) -> f64 {
    let trace = m[0][0] + m[1][1];
    let det = m[0][0] * m[1][1] - m[0][1] * m[1][0];
    let disc = trace * trace - 4.0 * det;
    if disc < 0.0 {
        libm::sqrt(det)
    } else {
        let root = libm::sqrt(disc);
        ((trace + root) / 2.0).abs().max(((trace - root) / 2.0).abs())
    }
}

impl Mechanism for IssueMoney {
    const CARD: Card = Card {
        name: "issue-money",
        card: "E10",
        summary: "Prices, expectations and two currencies.",
        claims: &["nep-stabilises-economy"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        self.want(&mut v);
        match v.instruments.money_regime {
            MoneyRegime::Sovznak => {}
            MoneyRegime::Parallel => self.lend(&mut v),
            MoneyRegime::Chervonets => {
                exchange_sovznaks(&mut v);
                self.lend(&mut v);
            }
        }
        self.move_prices(&mut v);
        let held = cash(v.accounts, v.market, Sector::Peasants) / KOPECKS;
        let wanted = v.market.peasants_want.max(1.0);
        let overhang = (held / wanted - 1.0).clamp(self.overhang_least, self.overhang_most);
        v.market.overhang += self.overhang_follows * (overhang - v.market.overhang);
    }
}

impl IssueMoney {
    /// What people want to hold, in all and in chervontsy.
    fn want(&self, v: &mut View<'_>) {
        let m = &mut *v.market;
        m.hoards *= 1.0 - self.hoards_spent;
        let months = f64::from(v.state.chervonets_months);
        let share = match v.instruments.money_regime {
            MoneyRegime::Sovznak => 0.0,
            MoneyRegime::Parallel => {
                self.chervonets_share(m.expected_sovznak, m.expected_chervonets, months)
            }
            MoneyRegime::Chervonets => 1.0,
        };
        m.chervonets_share = share;
        let expected = (1.0 - share) * m.expected_sovznak + share * m.expected_chervonets;
        let income = v.norms.income_1913 * v.state.income;
        let wanted = self.wanted(income, m.monetised, expected);
        let flight = self.flight * m.expected_sovznak.clamp(0.0, self.expected_most);
        let hoards = m.hoards * libm::exp(-flight);
        m.money_wanted = (wanted + hoards) * MILLION;
        m.peasants_want = (self.peasants_hold * wanted + self.peasants_saved * hoards) * MILLION;
        if v.instruments.money_regime != MoneyRegime::Sovznak {
            if v.state.chervonets_months == 0 {
                m.level_chervonets = self.first_level;
            }
            v.state.chervonets_months += 1;
        }
    }

    /// The bank lends until people hold the chervontsy they want, more where credit is easy, and
    /// calls loans in where there are too many.
    fn lend(&self, v: &mut View<'_>) {
        let wanted = v.market.money_wanted * KOPECKS * v.market.chervonets_share;
        let ease = 1.0 + self.ease * (v.instruments.credit - 1.0);
        // State trade pays loans back out of what it does not need.
        let purse = cash(v.accounts, v.market, Sector::StateTrade);
        let back = self.paid_back * (purse - self.trade_keeps * wanted).max(0.0);
        pay(v.accounts, v.market, Flow::Credit, Sector::StateTrade, Sector::Bank, back);
        let out: f64 = Sector::ALL
            .into_iter()
            .map(|s| value_of(v.accounts, v.market, Currency::Chervonets, s))
            .sum();
        let gap = wanted * ease - out;
        let flow = Flow::Credit;
        if gap > 0.0 {
            let limit = v.instruments.issue_limit * out.max(self.limit_from * wanted);
            let limit = limit.max(self.limit_least * MILLION_ROUBLES);
            let lent = (self.issue_speed * gap).min(limit);
            issue(v.accounts, v.market, Currency::Chervonets, flow, Sector::Trusts, lent);
        } else {
            let called = -gap * self.issue_speed;
            pay(v.accounts, v.market, flow, Sector::Trusts, Sector::Bank, called);
        }
        v.state.credit = v.accounts.issued(Currency::Chervonets);
    }

    fn move_prices(&self, v: &mut View<'_>) {
        let learn = 1.0 - libm::exp(-self.learning);
        let wanted = (v.market.money_wanted * KOPECKS).max(1.0);
        let share = v.market.chervonets_share;
        if v.instruments.money_regime != MoneyRegime::Chervonets {
            let paper = v.accounts.issued(Currency::Sovznak) as f64 / v.market.level_sovznak;
            let want = wanted * (1.0 - share).max(self.paper_least);
            let step = self.adjustment * libm::log(paper.max(1.0) / want);
            let step = step.clamp(-self.paper_fall, self.paper_rise);
            let m = &mut *v.market;
            m.level_sovznak *= libm::exp(step);
            m.inflation_sovznak = step;
            m.expected_sovznak += learn * (step - m.expected_sovznak);
        }
        if v.instruments.money_regime != MoneyRegime::Sovznak {
            let notes = v.accounts.issued(Currency::Chervonets) as f64 / v.market.level_chervonets;
            let free = match v.instruments.money_regime {
                MoneyRegime::Chervonets => 1.0 - self.repressed,
                _ => self.parallel_rise,
            };
            let want = (wanted * share).max(1.0);
            let step = self.chervonets_adjustment * free * libm::log(notes.max(1.0) / want);
            let step = step.clamp(-self.chervonets_fall, self.chervonets_rise);
            let m = &mut *v.market;
            m.level_chervonets *= libm::exp(step);
            m.inflation_chervonets = step;
            m.expected_chervonets += learn * (step - m.expected_chervonets);
        }
    }
}

/// At the reform all treasury paper is bought in for notes at par with the chervonets.
fn exchange_sovznaks(v: &mut View<'_>) {
    for sector in Sector::ALL {
        let paper = v.accounts.balance(Currency::Sovznak, sector);
        if sector == Sector::Bank || paper <= 0 {
            continue;
        }
        let value = value_of(v.accounts, v.market, Currency::Sovznak, sector);
        let flow = Flow::Exchange;
        v.accounts.pay(Currency::Sovznak, flow, sector, Sector::Bank, paper);
        issue(v.accounts, v.market, Currency::Chervonets, flow, sector, value);
    }
}

view! {
    reads {
        instruments: Instruments = instruments;
        norms: Norms = norms;
    }
    changes {
        market: Market = market;
        state: State = state;
        accounts: Accounts = accounts;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expecting_inflation_people_hold_less() {
        let rule = IssueMoney::central();
        assert!(rule.wanted(1e4, 1.0, 0.4) < rule.wanted(1e4, 1.0, 0.1));
    }

    #[test]
    fn revenue_from_steady_emission_peaks_at_one_over_the_flight() {
        // Closed form: m * g with m = exp(-flight * g) is greatest at g = 1 / flight.
        let rule = IssueMoney::central();
        let revenue = |g: f64| g * rule.wanted(1e4, 1.0, g);
        let best = 1.0 / rule.flight;
        assert!(revenue(best) > revenue(best * 0.9) && revenue(best) > revenue(best * 1.1));
    }

    #[test]
    fn the_published_values_settle_and_a_stronger_flight_does_not() {
        // Design card E10: at an adjustment of 0.6 the radius is 0.91 at 3.06 and 1.04 at 4.5.
        let rule =
            IssueMoney { flight: 3.06, adjustment: 0.6, learning: 0.35, ..IssueMoney::central() };
        assert!(rule.is_stable());
        assert!(!IssueMoney { flight: 4.5, ..rule }.is_stable());
    }

    #[test]
    fn people_move_to_the_sounder_money_with_time_and_inflation() {
        let rule = IssueMoney::central();
        assert!(rule.chervonets_share(0.5, 0.0, 2.0) < rule.chervonets_share(0.5, 0.0, 12.0));
        assert!(rule.chervonets_share(0.1, 0.0, 6.0) < rule.chervonets_share(0.6, 0.0, 6.0));
    }
}
