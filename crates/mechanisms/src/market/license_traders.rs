//! # License traders
//!
//! Who may trade takes out a licence of one of five ranks. The number of licences follows what the
//! business of a rank supports and what the authorities tolerate; the large ranks are squeezed
//! first. State and cooperative outlets grow with the reach they are given. Exchanges open where
//! wholesale business is done and close when the state no longer needs them.
//!
//! Refuted by: wholesalers that outlive pedlars under pressure.

use crate::measures::{KOPECKS, MILLION};
use crate::prelude::*;

/// Number of licensed traders and of socialised outlets, by rank and region.
#[derive(Clone, Debug, Parameters)]
pub struct LicenseTraders {
    /// Licences that a private turnover of a million roubles (1913) a month supports.
    #[prior(
        Uniform(14000.0, 20000.0),
        unit = "licences a million roubles a month",
        source = "judgement, licences of 1926"
    )]
    pub per_turnover: f64,
    /// How licences follow turnover: business grows within shops as well as by new ones.
    #[prior(
        Uniform(0.6, 0.8),
        unit = "elasticity",
        source = "judgement, licences of 1923 and 1926"
    )]
    pub scale: f64,
    /// Part of the way to that number that is gone in a month.
    #[prior(Uniform(0.08, 0.2), unit = "share a month", source = "judgement")]
    pub speed: f64,
    /// How strongly the top rank feels pressure.
    #[prior(
        Uniform(1.5, 3.0),
        unit = "power of tolerance",
        source = "judgement, Larin's shares by rank"
    )]
    pub squeeze: f64,
    /// Outlets that a million roubles (1913) of monthly state and cooperative turnover supports.
    #[prior(
        Uniform(700.0, 1100.0),
        unit = "outlets a million roubles a month",
        source = "judgement"
    )]
    pub socialised_per_turnover: f64,
    /// Most commodity exchanges that wholesale business supports.
    #[prior(Uniform(90.0, 110.0), unit = "exchanges", source = "judgement, exchanges of 1924")]
    pub exchanges: f64,
    /// How strongly the lowest rank feels pressure.
    #[prior(Fixed(0.3), unit = "power of tolerance", source = "judgement")]
    pub squeeze_lowest: f64,
}

/// Number of the top rank; the lowest is 0.
const TOP_RANK: f64 = 4.0;

/// Share of the licences by rank when none is squeezed (licences of 1926, estimated rows of the
/// record on private licences by rank).
const RANKS: [f64; 5] = [0.27, 0.48, 0.21, 0.03, 0.01];

/// Share of state and cooperative outlets by rank: few stalls, mostly shops and above
/// (judgement).
const SOCIALISED_RANKS: [f64; 5] = [0.01, 0.04, 0.62, 0.25, 0.08];

impl LicenseTraders {
    /// Share of the free number of a rank (0 to 4) that survives at this tolerance.
    pub fn survives(&self, rank: usize, tolerance: f64) -> f64 {
        let lowest = self.squeeze_lowest;
        let power = lowest + (self.squeeze - lowest) * rank as f64 / TOP_RANK;
        libm::pow(tolerance.clamp(0.0, 1.0), power)
    }
}

impl Mechanism for LicenseTraders {
    const CARD: Card = Card {
        name: "license-traders",
        card: "E6",
        summary: "Licences of five ranks follow business and tolerance.",
        claims: &["nep-private-concessions-extent", "moscow-exchange-exists-by-1922"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let turnover = v.trade.turnover.real() / KOPECKS / MILLION;
        let private = turnover * v.trade.private_share;
        let social = turnover - private;
        let urban = v.people_by_region();
        let all: f64 = urban.iter().sum::<f64>().max(1.0);
        for id in v.licences.ids() {
            let (rank, part) = (v.rank[id] as usize, urban[v.region[id].number()] / all);
            let tolerance = v.instruments.trade_tolerance;
            let target = libm::pow(private, self.scale)
                * self.per_turnover
                * part
                * RANKS[rank]
                * self.survives(rank, tolerance);
            let gap = target - v.licences[id] as f64;
            v.licences[id] += libm::round(gap * self.speed) as i64;
            let outlets = social * self.socialised_per_turnover * part * SOCIALISED_RANKS[rank];
            let gap = outlets - v.socialised[id] as f64;
            v.socialised[id] += libm::round(gap * self.speed) as i64;
        }
        // A square root (judgement): a little tolerance opens most of the halls.
        let tolerance = libm::sqrt(v.instruments.trade_tolerance);
        let target = self.exchanges * v.instruments.trust_autonomy * tolerance;
        v.trade.exchanges += self.speed * (target - v.trade.exchanges);
    }
}

impl View<'_> {
    /// People of each region, town and village, as the buyers that traders follow.
    fn people_by_region(&self) -> Vec<f64> {
        self.rural.all().iter().map(|p| p.real()).collect()
    }
}

view! {
    reads {
        region: Column<trade::TraderRow, Id<Region>> = traders.region;
        rank: Column<trade::TraderRow, Rank> = traders.rank;
        rural: Column<Region, People> = regions.rural;
        instruments: Instruments = instruments;
    }
    changes {
        licences: Column<trade::TraderRow, i64> = traders.licences;
        socialised: Column<trade::TraderRow, i64> = traders.socialised;
        trade: Trade = trade;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_by_rank_add_up() {
        assert!((RANKS.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((SOCIALISED_RANKS.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn pressure_falls_hardest_on_the_top_rank() {
        let rule = LicenseTraders::central();
        assert!(rule.survives(4, 0.4) < rule.survives(0, 0.4));
        assert_eq!(rule.survives(4, 1.0), 1.0);
    }
}
