//! Builds the society of November 1917 from the evidence: every number is a row of
//! `evidence/paths/start_1917.csv` or `trusts_1913.csv`, or is sampled from one.

mod classes;
mod comintern;
mod households;
pub mod leaders;
mod members;
mod offices;
mod posts;
mod start;

pub use households::permuted;
pub use start::{Missing, Start};

use evidence::Evidence;
use kernel::{Column, GoldKopecks, Goods, Id, Kilograms, People};
use society::{
    Accounts, Agenda, Apparatus, Branch, Currency, Departures, Flow, GoodsFlows, GrainFlows,
    Influences, Instruments, Market, MemberFlows, Norms, Party, PeopleFlows, PostFlows, REGIONS,
    Rank, Region, Regions, Season, Sector, Society, State, Switches, Town, Towns, Trade,
    TradeFlows, Traders, Trusts, World,
};

/// About how many rows a society has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Rows of peasant households; `usize::MAX` is one row a household.
    pub households: usize,
    /// Rows of members when the party has 800,000; `usize::MAX` is one row a member.
    pub members: usize,
}

/// Builds the society of November 1917 of this size.
///
/// # Errors
/// The first number that the evidence does not give, by name and region.
pub fn build(
    evidence: &Evidence,
    norms: Norms,
    switches: Switches,
    size: Size,
) -> Result<Society, Missing> {
    let start = Start::new(evidence);
    let mut regions = regions(&start)?;
    let households = households::build(&start, &regions, size.households)?;
    let towns = towns(&start)?;
    land_and_reserve(&mut regions, &households);
    let mut accounts = Accounts { sovznak_unit: 1, ..Accounts::default() };
    let market = market(&start)?;
    fill_purses(&start, &mut accounts)?;
    Ok(Society {
        households,
        towns,
        trusts: trusts(&start)?,
        traders: traders(),
        trade: trade(&start)?,
        market,
        accounts,
        state: state(&start)?,
        world: World {
            manufactures_price: 1.0,
            unrecognised: 25,
            ferment: start.one("ferment")?,
            ..World::default()
        },
        instruments: Instruments::default(),
        departures: Departures::default(),
        norms,
        switches,
        members: members::build(&start, size.members)?,
        member_flows: MemberFlows::default(),
        posts: posts::build(&start)?,
        post_flows: PostFlows::default(),
        offices: offices::build(&start)?,
        apparatus: Apparatus {
            manager_influence: start.one("manager_influence")?,
            ..offices::apparatus(&start)?
        },
        leaders: leaders::build(evidence)?,
        leadership: leaders::leadership(&start)?,
        agenda: Agenda { seats_pinned: true, ..Agenda::default() },
        party: Party {
            nationalist_sentiment: start.one("nationalist_sentiment")?,
            ..posts::power(&start, members::party(&start)?)?
        },
        classes: classes::classes(&start)?,
        republics: classes::republics(&start)?,
        comintern: comintern::comintern(&start)?,
        influences: Influences::default(),
        season: Season { to_harvest: 9, sales: 0.1, sown: false, harvest: false, year: 1917 },
        grain: GrainFlows::empty(REGIONS.len()),
        goods: GoodsFlows::default(),
        goods_last: GoodsFlows::default(),
        people: PeopleFlows::default(),
        abroad: TradeFlows::default(),
        abroad_last: TradeFlows::default(),
        regions,
    })
}

fn million_tonnes(amount: f64) -> Kilograms {
    Kilograms((amount * 1e9) as i64)
}

fn million_roubles(amount: f64) -> Goods {
    Goods((amount * 1e8) as i64)
}

fn regions(start: &Start<'_>) -> Result<Regions, Missing> {
    let n = REGIONS.len();
    Ok(Regions {
        control: Column::filled(1.0, n),
        war: Column::filled(0.0, n),
        weather: Column::filled(1.0, n),
        yield_normal: Column::new(start.by_region("yield")?),
        producing: Column::new(start.by_region("producing")?),
        remoteness: Column::new(start.by_region("remoteness")?),
        land_reserve: Column::filled(kernel::Hectares(0), n),
        land_total: hectares(start.by_region("arable")?),
        land_held: Column::filled(kernel::Hectares(0), n),
        sown: hectares(start.by_region("sown_1916")?),
        sown_1916: hectares(start.by_region("sown_1916")?),
        peasant_grain: Column::filled(Kilograms::ZERO, n),
        village_grain: Column::filled(Kilograms::ZERO, n),
        state_grain: tonnes(start.by_region("state_grain")?),
        trader_grain: tonnes(start.by_region("trader_grain")?),
        offered: Column::filled(Kilograms::ZERO, n),
        lacked: Column::filled(Kilograms::ZERO, n),
        peasant_need: Column::filled(Kilograms::ZERO, n),
        surplus: Column::filled(Kilograms::ZERO, n),
        passed_on: Column::filled(0.1, n),
        households: Column::filled(0, n),
        kept_expected: Column::filled(0.9, n),
        taken: Column::filled(Kilograms::ZERO, n),
        harvest_surplus: Column::filled(Kilograms::ZERO, n),
        horses: Column::filled(0, n),
        cattle: Column::filled(0, n),
        pigs: Column::filled(0, n),
        rural: Column::filled(People::ZERO, n),
        hungry: Column::filled(People::ZERO, n),
        rural_food: Column::filled(1.0, n),
        rising: Column::filled(0.0, n),
        grievance: Column::filled(0.0, n),
        legitimacy: Column::filled(0.6, n),
        coercion: Column::filled(People::ZERO, n),
    })
}

fn hectares(million: Vec<f64>) -> Column<Region, kernel::Hectares> {
    Column::new(million.into_iter().map(|x| kernel::Hectares((x * 1e8) as i64)).collect())
}

fn tonnes(million: Vec<f64>) -> Column<Region, Kilograms> {
    Column::new(million.into_iter().map(million_tonnes).collect())
}

/// Land that peasants do not hold is the reserve; together they are constant.
fn land_and_reserve(regions: &mut Regions, households: &society::Households) {
    for region in regions.land_total.ids() {
        let held: i64 = households
            .of(region)
            .map(|i| {
                let id = Id::new(i);
                i64::from(households.land[id]) * i64::from(households.weight[id])
            })
            .sum();
        let total = regions.land_total[region].0.max(held);
        regions.land_total[region] = kernel::Hectares(total);
        regions.land_held[region] = kernel::Hectares(held);
        regions.land_reserve[region] = kernel::Hectares(total - held);
    }
}

fn towns(start: &Start<'_>) -> Result<Towns, Missing> {
    let region = |name: &str| REGIONS.iter().position(|r| *r == name).map_or(Id::new(0), Id::new);
    let thousand = |x: f64| People((x * 1000.0) as i64);
    let mut rows: Vec<(Id<Region>, People, f64)> = vec![
        (region("north-west"), thousand(start.one("petrograd")?), start.one("petrograd_priority")?),
        (
            region("central-industrial"),
            thousand(start.one("moscow")?),
            start.one("moscow_priority")?,
        ),
    ];
    for (r, million) in start.by_region("urban")?.into_iter().enumerate() {
        rows.push((Id::new(r), People((million * 1e6) as i64), 1.0));
    }
    let n = rows.len();
    Ok(Towns {
        region: Column::new(rows.iter().map(|r| r.0).collect()),
        people: Column::new(rows.iter().map(|r| r.1).collect()),
        fled: Column::filled(People::ZERO, n),
        food: Column::<Town, f64>::filled(0.75, n),
        ration: Column::filled(0.4, n),
        priority: Column::new(rows.iter().map(|r| r.2).collect()),
    })
}

fn trusts(start: &Start<'_>) -> Result<Trusts, Missing> {
    let year = start.one("industry_1913")?;
    let usable = start.one("usable_plant")?;
    let mut trusts = Trusts::default();
    for branch in Branch::ALL {
        for (region, share) in start.trusts(branch.name()) {
            let month = million_roubles(year * share / 12.0);
            trusts.branch.push(branch);
            trusts.region.push(Id::new(region));
            trusts.capacity.push(month);
            trusts.output_1913.push(month);
            trusts.usable.push(usable);
            trusts.output.push(month.share(usable * 0.85));
            trusts.stock.push(Goods((month.real() * 2.0 * usable) as i64));
            trusts.leased.push(0.0);
        }
    }
    if trusts.branch.is_empty() {
        return Err(Missing { name: "trusts.*".into(), region: None });
    }
    Ok(trusts)
}

fn traders() -> Traders {
    let mut traders = Traders::default();
    for region in 0..REGIONS.len() {
        for rank in Rank::ALL {
            traders.region.push(Id::new(region));
            traders.rank.push(rank);
            traders.licences.push(0);
            traders.socialised.push(0);
        }
    }
    traders
}

fn trade(start: &Start<'_>) -> Result<Trade, Missing> {
    let goods = million_roubles(start.one("private_goods")?);
    Ok(Trade {
        private_goods: goods,
        state_goods: million_roubles(start.one("state_goods")?),
        private_share: 0.75,
        turnover: goods,
        private_capital: start.one("private_capital")? * 100.0 * 1e6,
        network: start.one("network")?,
        sales: goods.real(),
        months_of_stock: 3.0,
        ..Trade::default()
    })
}

fn market(start: &Start<'_>) -> Result<Market, Missing> {
    let level = start.one("sovznak")? * 1000.0 / start.one("money_real")?;
    let inflation = start.one("inflation")?;
    Ok(Market {
        level_sovznak: level,
        level_chervonets: 1.0,
        inflation_sovznak: inflation,
        expected_sovznak: inflation,
        farm_raw: 1.1,
        industry_raw: 1.1,
        industrial_wholesale: 1.0,
        industrial_retail: 1.0,
        industrial_village: 1.0,
        agricultural: 1.0,
        grain_free: 1.0,
        grain_state: 0.7,
        grain_availability: 1.0,
        money_wanted: start.one("money_real")? * 1e6,
        peasants_want: start.one("money_real")? * 1e6 * 0.5,
        hoards: 0.0,
        unit_cost: 1.0,
        monetised: 0.9,
        ..Market::default()
    })
}

/// Splits the currency of November 1917 over the sectors that hold it.
fn fill_purses(start: &Start<'_>, accounts: &mut Accounts) -> Result<(), Missing> {
    let kopecks = (start.one("sovznak")? * 1e11) as i128;
    let split = [
        (Sector::Peasants, 50),
        (Sector::Town, 22),
        (Sector::Trusts, 10),
        (Sector::PrivateTrade, 12),
        (Sector::StateTrade, 4),
        (Sector::Budget, 2),
    ];
    for (sector, percent) in split {
        let part = kopecks / 100 * percent;
        accounts.pay(Currency::Sovznak, Flow::Emission, Sector::Bank, sector, part);
    }
    accounts.open_month();
    Ok(())
}

fn state(start: &Start<'_>) -> Result<State, Missing> {
    let thousand = |x: f64| People((x * 1000.0) as i64);
    let harvest: f64 = start
        .by_region("sown_1916")?
        .iter()
        .zip(start.by_region("yield")?)
        .map(|(a, y)| a * y)
        .sum();
    Ok(State {
        army: thousand(start.one("army")?),
        officials: thousand(start.one("officials")?),
        reserves: GoldKopecks((start.one("reserves")? * 1e8) as i64),
        workers: thousand(start.one("workers")?),
        other_employed: People(4_000_000),
        real_wage: start.one("real_wage")?,
        rail_capacity: start.one("rail_capacity")?,
        freight_met: 0.9,
        fuel: 0.9,
        cotton_supply: 0.7,
        cotton_home: 0.5,
        income: 0.77,
        last_harvest: harvest * 1e6 * 0.9,
        small_industry: start.one("small_industry")?,
        ..State::default()
    })
}
