//! What is known of the country at one moment, and nothing else: tables of columns, the accounts
//! of money, and the instruments of policy. No behaviour lives here.

pub mod accounts;
pub mod flows;
pub mod households;
pub mod industry;
pub mod instruments;
pub mod market;
pub mod norms;
pub mod regions;
pub mod state;
pub mod towns;
pub mod trade;

pub use accounts::{Accounts, Currency, Flow, Sector};
pub use flows::{GoodsFlows, GrainFlows, PeopleFlows, TradeFlows};
pub use households::{Household, Households};
pub use industry::{Branch, Trust, Trusts};
pub use instruments::{GrainPolicy, Instruments, MoneyRegime};
pub use market::Market;
pub use norms::Norms;
pub use regions::{REGIONS, Region, Regions};
pub use state::{Season, State, World};
pub use towns::{Town, Towns};
pub use trade::{Rank, Trade, Traders};

/// The whole country at one moment.
#[derive(Clone, Debug)]
pub struct Society {
    /// The ten regions: land, grain, prices, unrest.
    pub regions: Regions,
    /// Peasant households, region by region.
    pub households: Households,
    /// Petrograd, Moscow, and the other towns of each region.
    pub towns: Towns,
    /// State trusts and the plants leased out, by branch and region.
    pub trusts: Trusts,
    /// Private traders of five ranks, by region.
    pub traders: Traders,
    /// Stocks and shares of the trade between trusts and buyers.
    pub trade: Trade,
    /// Prices, expectations and the shortage of goods.
    pub market: Market,
    /// Who holds how much of each currency, and who paid whom this month.
    pub accounts: Accounts,
    /// Army, budget, reserves, capital.
    pub state: State,
    /// The countries outside.
    pub world: World,
    /// What decrees have set.
    pub instruments: Instruments,
    /// What a mouth eats and an animal is fed.
    pub norms: Norms,
    /// Where the month stands in the farming year.
    pub season: Season,
    /// Grain flows of the month, by region.
    pub grain: GrainFlows,
    /// Flows of manufactured goods of the month.
    pub goods: GoodsFlows,
    /// Flows of manufactured goods of the month before: imports arrive with a month's delay.
    pub goods_last: GoodsFlows,
    /// Births, deaths and moves of the month.
    pub people: PeopleFlows,
    /// Foreign trade of the month.
    pub abroad: TradeFlows,
    /// Foreign trade of the month before: imports arrive with a month's delay.
    pub abroad_last: TradeFlows,
}
