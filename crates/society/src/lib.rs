//! What is known of the country at one moment, and nothing else: tables of columns, the accounts
//! of money, and the instruments of policy. No behaviour lives here.

use serde::{Deserialize, Serialize};

pub mod accounts;
pub mod agenda;
pub mod classes;
pub mod departures;
pub mod flows;
pub mod graph;
pub mod households;
pub mod industry;
pub mod instruments;
pub mod leaders;
pub mod market;
pub mod members;
pub mod norms;
pub mod offices;
pub mod party;
pub mod posts;
pub mod regions;
pub mod state;
pub mod switches;
pub mod towns;
pub mod trade;

pub use accounts::{Accounts, Currency, Flow, Sector};
pub use agenda::{Agenda, Body, Choice, Motion, Outcome, SIGNALS, Stance};
pub use classes::{Classes, Comintern, ForeignParty, Republic, Republics};
pub use departures::Departures;
pub use flows::{GoodsFlows, GrainFlows, PeopleFlows, TradeFlows};
pub use graph::{EDGES, Influences, NODES, edge};
pub use households::{Household, Households};
pub use industry::{Branch, Trust, Trusts};
pub use instruments::{GrainPolicy, Instruments, MoneyRegime};
pub use leaders::{ISSUES, Leader, Leaders, Leadership, Positions, Seats, Strokes};
pub use market::Market;
pub use members::{
    DEMOCRACY, Job, Leaving, Member, MemberFlows, Members, NATION, NOBODY, Nation, NewMember,
    Origin, PARTY, PLAN, QUESTIONS, Schooling, Standing,
};
pub use norms::Norms;
pub use offices::{Apparatus, Commissariat, Level, Office, Offices};
pub use party::{Congress, Party};
pub use posts::{Entry, Post, PostFlows, Posts, Tier};
pub use regions::{REGIONS, Region, Regions};
pub use state::{Season, State, World};
pub use switches::{SWITCHES, Switches};
pub use towns::{Town, Towns};
pub use trade::{Rank, Trade, Traders};

/// The whole country at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// What a scenario has set and no decree of the record does.
    pub departures: Departures,
    /// What a mouth eats and an animal is fed.
    pub norms: Norms,
    /// How strongly each rival account of the politics is at work.
    pub switches: Switches,
    /// The members of the party.
    pub members: Members,
    /// Members who came and went this month.
    pub member_flows: MemberFlows,
    /// The posts of the party.
    pub posts: Posts,
    /// Posts filled and vacated this month.
    pub post_flows: PostFlows,
    /// The offices of the state.
    pub offices: Offices,
    /// The apparatus in a few numbers.
    pub apparatus: Apparatus,
    /// The leaders by name.
    pub leaders: Leaders,
    /// The leadership in a few numbers.
    pub leadership: Leadership,
    /// What the bodies have before them this month.
    pub agenda: Agenda,
    /// The party in a few numbers.
    pub party: Party,
    /// Classes and ideas in a few numbers.
    pub classes: Classes,
    /// The republics outside the RSFSR.
    pub republics: Republics,
    /// Communist parties abroad.
    pub comintern: Comintern,
    /// What each influence of the causal graph adds this month.
    pub influences: Influences,
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
