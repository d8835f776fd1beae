//! Money: who holds how much of each currency, and who paid whom in the month.
//!
//! Sovznaks are counted throughout in kopecks of the rouble of 1917-1921. The redenominations of
//! 1922 (1 : 10,000) and 1923 (1 : 100) change the unit in which the state counts, not who owns
//! what; reports convert with [`Accounts::sovznak_unit`].

use serde::{Deserialize, Serialize};

/// A currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Currency {
    /// Treasury paper, in kopecks of the rouble of 1917-1921.
    Sovznak,
    /// Chervontsy and treasury notes at par, in kopecks (a chervonets is ten roubles).
    Chervonets,
}

impl Currency {
    /// Both currencies.
    pub const ALL: [Currency; 2] = [Currency::Sovznak, Currency::Chervonets];
}

/// A sector of the transactions matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sector {
    /// Peasant households.
    Peasants,
    /// Households in towns.
    Town,
    /// State trusts.
    Trusts,
    /// Private traders and leaseholders.
    PrivateTrade,
    /// State and cooperative trade, the grain collectors included.
    StateTrade,
    /// The budget.
    Budget,
    /// The State Bank; the issuer.
    Bank,
    /// The monopoly of foreign trade and the world behind it.
    Abroad,
}

impl Sector {
    /// All sectors, in the order of the matrix.
    pub const ALL: [Sector; 8] = [
        Sector::Peasants,
        Sector::Town,
        Sector::Trusts,
        Sector::PrivateTrade,
        Sector::StateTrade,
        Sector::Budget,
        Sector::Bank,
        Sector::Abroad,
    ];
    /// The number of sectors.
    pub const COUNT: usize = Sector::ALL.len();
    /// The sectors that hold money to buy with.
    pub const HOLDERS: [Sector; 5] =
        [Sector::Peasants, Sector::Town, Sector::Trusts, Sector::PrivateTrade, Sector::StateTrade];

    /// The sector's name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Sector::Peasants => "peasants",
            Sector::Town => "town households",
            Sector::Trusts => "trusts",
            Sector::PrivateTrade => "private trade",
            Sector::StateTrade => "state trade",
            Sector::Budget => "budget",
            Sector::Bank => "State Bank",
            Sector::Abroad => "foreign trade",
        }
    }
}

/// A row of the transactions matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Grain and other farm produce sold.
    FarmSales,
    /// Bread sold in towns.
    Bread,
    /// Manufactures sold to households.
    Retail,
    /// Manufactures sold by trusts to trade.
    Wholesale,
    /// Wages and pay.
    Wages,
    /// Taxes and levies.
    Taxes,
    /// Subsidies and state orders.
    StateOrders,
    /// Credit given or paid back.
    Credit,
    /// Imports and exports settled at home.
    ForeignTrade,
    /// New money for the budget.
    Emission,
    /// Old paper exchanged for new.
    Exchange,
    /// Property taken without payment.
    Confiscation,
}

impl Flow {
    /// All flows, in the order of the matrix.
    pub const ALL: [Flow; 12] = [
        Flow::FarmSales,
        Flow::Bread,
        Flow::Retail,
        Flow::Wholesale,
        Flow::Wages,
        Flow::Taxes,
        Flow::StateOrders,
        Flow::Credit,
        Flow::ForeignTrade,
        Flow::Emission,
        Flow::Exchange,
        Flow::Confiscation,
    ];
    /// The number of flows.
    pub const COUNT: usize = Flow::ALL.len();

    /// The flow's name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Flow::FarmSales => "farm sales",
            Flow::Bread => "bread",
            Flow::Retail => "retail",
            Flow::Wholesale => "wholesale",
            Flow::Wages => "wages",
            Flow::Taxes => "taxes",
            Flow::StateOrders => "state orders",
            Flow::Credit => "credit",
            Flow::ForeignTrade => "foreign trade",
            Flow::Emission => "emission",
            Flow::Exchange => "exchange of notes",
            Flow::Confiscation => "confiscation",
        }
    }
}

/// Balances by currency and sector, and the month's transactions matrix.
///
/// The issuer's balance is minus what it has issued, so each currency sums to zero.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Accounts {
    /// `balances[currency][sector]`, kopecks.
    pub balances: [[i128; Sector::COUNT]; 2],
    /// `matrix[currency][flow][sector]`: receipts positive, payments negative, kopecks.
    pub matrix: [[[i128; Sector::COUNT]; Flow::COUNT]; 2],
    /// Roubles of 1917 in one rouble of the issue in force: 1, then 10,000, then 1,000,000.
    pub sovznak_unit: i128,
}

/// Most that is paid at once, kopecks: some 10^30, so that all payments of a run can be added up.
const MOST_PAID: i128 = 1 << 100;

impl Accounts {
    /// Pays `amount` kopecks of one currency. Never pays a negative amount, nor more than fits on
    /// the notes: paper that rises without end for years would else overrun the books.
    pub fn pay(&mut self, currency: Currency, flow: Flow, from: Sector, to: Sector, amount: i128) {
        let amount = amount.clamp(0, MOST_PAID);
        let c = currency as usize;
        self.balances[c][from as usize] -= amount;
        self.balances[c][to as usize] += amount;
        self.matrix[c][flow as usize][from as usize] -= amount;
        self.matrix[c][flow as usize][to as usize] += amount;
    }

    /// Balance of a sector, kopecks.
    pub fn balance(&self, currency: Currency, sector: Sector) -> i128 {
        self.balances[currency as usize][sector as usize]
    }

    /// Money outside the issuer, kopecks.
    pub fn issued(&self, currency: Currency) -> i128 {
        -self.balances[currency as usize][Sector::Bank as usize]
    }

    /// Begins a new month: the matrix is wiped, balances stay.
    pub fn open_month(&mut self) {
        self.matrix = Default::default();
    }
}
