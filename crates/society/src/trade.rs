//! Trade between trusts and buyers: the private traders by rank, the state and the cooperatives.

use kernel::{Column, Goods, Id};
use serde::{Deserialize, Serialize};

use crate::regions::Region;

/// A rank of traders in a region.
#[derive(Debug)]
pub struct TraderRow;

/// The five ranks of the licence, from the pedlar to the wholesaler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rank {
    /// Trade from the hand.
    Pedlar,
    /// A stall.
    Stall,
    /// A shop.
    Shop,
    /// A large shop or small wholesale.
    LargeShop,
    /// Wholesale.
    Wholesale,
}

impl Rank {
    /// All ranks, lowest first.
    pub const ALL: [Rank; 5] =
        [Rank::Pedlar, Rank::Stall, Rank::Shop, Rank::LargeShop, Rank::Wholesale];

    /// The rank's name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Rank::Pedlar => "pedlar",
            Rank::Stall => "stall",
            Rank::Shop => "shop",
            Rank::LargeShop => "large-shop",
            Rank::Wholesale => "wholesale",
        }
    }
}

/// Private traders, one row a region and rank (rank varies fastest).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Traders {
    /// The region.
    pub region: Column<TraderRow, Id<Region>>,
    /// The rank.
    pub rank: Column<TraderRow, Rank>,
    /// Licensed traders.
    pub licences: Column<TraderRow, i64>,
    /// Outlets of the state and the cooperatives of the same rank.
    pub socialised: Column<TraderRow, i64>,
}

/// The stocks and shares of trade, for the whole country.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trade {
    /// Consumer goods held by private traders.
    pub private_goods: Goods,
    /// Consumer goods held by state and cooperative trade.
    pub state_goods: Goods,
    /// Share of the month's retail turnover that private traders made.
    pub private_share: f64,
    /// Retail turnover of the month, real (kopecks of 1913).
    pub turnover: Goods,
    /// Share of retail trade that the network of state and cooperative shops can handle.
    pub network: f64,
    /// Consumer goods sold in a month, smoothed, kopecks of 1913.
    pub sales: f64,
    /// Private capital in trade, real (kopecks of 1913).
    pub private_capital: f64,
    /// Share of consumer demand that went unmet in the month.
    pub shortage: f64,
    /// Stocks of trusts and trade over a month of sales.
    pub months_of_stock: f64,
    /// Private exports and imports of the month, gold kopecks.
    pub private_foreign: f64,
    /// Consumer goods that reached the villages in the month.
    pub to_villages: Goods,
    /// Commodity exchanges at work.
    pub exchanges: f64,
}
