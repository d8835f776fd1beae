//! What flowed in the month: the other side of every stock, for the books and for reports.

use kernel::{Column, GoldKopecks, Goods, Kilograms, People};
use serde::{Deserialize, Serialize};

use crate::regions::Region;

/// Grain flows by region. Opening stocks plus inflows equal outflows plus closing stocks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GrainFlows {
    /// Harvested.
    pub harvest: Column<Region, Kilograms>,
    /// Arrived from abroad.
    pub imported: Column<Region, Kilograms>,
    /// Sown as seed.
    pub seed: Column<Region, Kilograms>,
    /// Eaten in villages.
    pub food_rural: Column<Region, Kilograms>,
    /// Eaten in towns.
    pub food_town: Column<Region, Kilograms>,
    /// Eaten by the army.
    pub food_army: Column<Region, Kilograms>,
    /// Fed to animals.
    pub feed: Column<Region, Kilograms>,
    /// Exported.
    pub exported: Column<Region, Kilograms>,
    /// Spoiled, burnt or eaten by mice.
    pub lost: Column<Region, Kilograms>,
    /// Brought by rail or cart from other regions (negative: sent). Sums to zero.
    pub transported: Column<Region, Kilograms>,
    /// Taken from peasants without market payment (inside the region; not a use).
    pub taken: Column<Region, Kilograms>,
    /// Sold by peasants for money (inside the region; not a use).
    pub sold: Column<Region, Kilograms>,
    /// Bought by state and cooperative collectors (part of what was sold).
    pub procured: Column<Region, Kilograms>,
}

impl GrainFlows {
    /// Empty flows for `regions` regions.
    pub fn empty(regions: usize) -> GrainFlows {
        let none = || Column::filled(Kilograms::ZERO, regions);
        GrainFlows {
            harvest: none(),
            imported: none(),
            seed: none(),
            food_rural: none(),
            food_town: none(),
            food_army: none(),
            feed: none(),
            exported: none(),
            lost: none(),
            transported: none(),
            taken: none(),
            sold: none(),
            procured: none(),
        }
    }

    /// Begins a new month.
    pub fn open_month(&mut self) {
        *self = GrainFlows::empty(self.harvest.len());
    }
}

/// Flows of manufactured goods, whole country. Output and imports equal uses and the change of
/// stocks of trusts and trade.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GoodsFlows {
    /// Made by large industry.
    pub output: Goods,
    /// Imported.
    pub imported: Goods,
    /// Bought by peasants.
    pub villages: Goods,
    /// Bought by townspeople.
    pub towns: Goods,
    /// Taken by the state: army, rations, offices.
    pub state: Goods,
    /// Built into new capacity.
    pub investment: Goods,
    /// Used up as inputs by industry and railways.
    pub inputs: Goods,
    /// Exported.
    pub exported: Goods,
    /// Stolen, spoiled or scrapped.
    pub lost: Goods,
}

/// Births, deaths and moves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PeopleFlows {
    /// Born.
    pub born: People,
    /// Died, of whatever cause.
    pub died: People,
    /// Of them of hunger and its diseases.
    pub died_of_hunger: People,
    /// Gone abroad.
    pub emigrated: People,
    /// Come from abroad.
    pub returned: People,
    /// Moved from village to town (negative: the other way).
    pub to_towns: People,
    /// Births by the rate of the month, persons, before rounding (for rates).
    pub called_up: People,
    /// Soldiers sent home.
    pub sent_home: People,
}

/// Foreign trade of the month.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TradeFlows {
    /// Exports of the state, gold kopecks.
    pub exports: GoldKopecks,
    /// Imports of the state, gold kopecks.
    pub imports: GoldKopecks,
    /// Exports of private persons, gold kopecks.
    pub private_exports: GoldKopecks,
    /// Imports of private persons, gold kopecks.
    pub private_imports: GoldKopecks,
    /// Credit received, less paid back.
    pub credit: GoldKopecks,
    /// Interest paid.
    pub service: GoldKopecks,
    /// Change of reserves.
    pub reserve_change: GoldKopecks,
    /// Gifts from abroad (relief), gold kopecks: they are imports that nobody pays for.
    pub gifts: GoldKopecks,
}
