//! What is read off the society at the end of each month, variable by variable.

mod politics;
mod strata;

use std::collections::{BTreeMap, VecDeque};

use evidence::Evidence;
use kernel::pass::Sums;
use kernel::{Column, Id, Kilograms, Month, pass, weighted};
use society::{Branch, REGIONS, Region, Society, towns};

use self::strata::Strata;
use crate::loops::Gains;
use crate::record::Record;

/// Regions whose households are classed by sown area. The rows on record are of sample provinces of
/// the RSFSR, the same in 1917, 1919 and 1920: that is, of the part of European Russia that the
/// count of 1919 could reach. (Rows on horses are of the whole country.)
const COUNTED: [&str; 5] =
    ["north-west", "central-industrial", "central-black-earth", "volga", "urals"];

/// Physical output of 1913 by branch, to turn roubles of 1913 into tonnes, metres and hours.
const PHYSICAL: [(Branch, &str, &str, &str); 6] = [
    (Branch::Coal, "industry.coal", "coal", "million t"),
    (Branch::Oil, "industry.oil", "oil", "million t"),
    (Branch::Electricity, "industry.electricity", "electricity", "TWh"),
    (Branch::Iron, "industry.iron", "pig_iron", "million t"),
    (Branch::Steel, "industry.steel", "steel", "million t"),
    (Branch::Cotton, "industry.cotton_cloth", "cotton_cloth", "million metres"),
];

/// Reads the variables off the society and keeps what needs twelve months.
#[derive(Clone)]
pub struct Observer {
    physical: Vec<f64>,
    left_village: VecDeque<f64>,
    gains: Gains,
    /// Places of the variables in the record, by name, looked up once.
    columns: BTreeMap<&'static str, usize>,
}

/// The columns of one month, filled by name.
struct Sheet<'a> {
    record: &'a mut Record,
    month: usize,
    columns: &'a BTreeMap<&'static str, usize>,
}

impl Sheet<'_> {
    /// The column of a variable for the whole country.
    fn cell(&self, name: &str) -> usize {
        *self.columns.get(name).expect("observed variables are listed")
    }

    fn put(&mut self, name: &str, value: f64) {
        let cell = self.cell(name);
        self.record.values[cell * self.record.months + self.month] = value;
    }

    /// A variable of the country and of each region.
    fn put_regions(&mut self, name: &str, all: f64, parts: impl Iterator<Item = f64>) {
        self.put(name, all);
        let first = self.cell(name) + 1;
        for (r, value) in parts.enumerate() {
            let cell = first + r;
            self.record.values[cell * self.record.months + self.month] = value;
        }
    }

    /// A regional sum, in thousand millions of its unit's kilograms, and so on: value over `unit`.
    fn put_sum<T>(
        &mut self,
        name: &str,
        column: &Column<Region, T>,
        real: fn(&T) -> f64,
        unit: f64,
    ) {
        let all: f64 = column.all().iter().map(real).sum();
        self.put_regions(name, all / unit, column.all().iter().map(|x| real(x) / unit));
    }
}

const MILLION_TONNES: f64 = 1e9;

fn kg(amount: &Kilograms) -> f64 {
    amount.real()
}

impl Observer {
    /// An observer for runs on this evidence.
    pub fn new(evidence: &Evidence, _start: &Society) -> Observer {
        let physical = PHYSICAL
            .iter()
            .map(|(_, _, series, unit)| {
                let rows = evidence.series(series);
                rows.iter()
                    .find(|row| row.unit == *unit && row.date.to_string() == "1913")
                    .map_or(f64::NAN, |row| row.value)
            })
            .collect();
        let mut columns = BTreeMap::new();
        for (place, cell) in crate::cells().iter().enumerate() {
            if cell.region.is_none() {
                columns.insert(crate::VARIABLES[cell.variable].name, place);
            }
        }
        Observer { physical, left_village: VecDeque::new(), gains: Gains::default(), columns }
    }

    /// What it keeps from month to month.
    pub(crate) fn memory(&self) -> (&VecDeque<f64>, &Gains) {
        (&self.left_village, &self.gains)
    }

    /// This observer with what another has kept.
    pub(crate) fn remembering(self, left_village: VecDeque<f64>, gains: Gains) -> Observer {
        Observer { left_village, gains, ..self }
    }

    /// Writes the month into the record.
    pub fn note(&mut self, society: &Society, now: Month, record: &mut Record) {
        let Some(month) = record.place(now) else { return };
        let columns = std::mem::take(&mut self.columns);
        let mut sheet = Sheet { record, month, columns: &columns };
        self.note_grain(society, &mut sheet);
        note_prices(society, &mut sheet);
        note_money(society, &mut sheet);
        self.note_industry(society, &mut sheet);
        note_labour(society, &mut sheet);
        note_households(society, &mut sheet);
        note_people(society, &mut sheet);
        note_trade(society, &mut sheet);
        note_state(society, &mut sheet);
        self.columns = columns;
        politics::note(society, month, record, &mut self.gains);
    }

    fn note_grain(&mut self, s: &Society, sheet: &mut Sheet<'_>) {
        let (g, r) = (&s.grain, &s.regions);
        sheet.put_sum("grain.harvest", &g.harvest, kg, MILLION_TONNES);
        sheet.put_sum("land.sown", &r.sown, |x| x.real(), 1e8);
        let index = |now: f64, base: f64| 100.0 * now / base.max(1.0);
        let all = index(r.sown.total().real(), r.sown_1916.total().real());
        let parts = r.sown.ids().map(|id| index(r.sown[id].real(), r.sown_1916[id].real()));
        sheet.put_regions("land.area_index", all, parts);
        let kept = &r.kept_expected;
        let mean = kept.total() / kept.len() as f64;
        sheet.put_regions("land.kept_expected", mean, kept.all().iter().copied());
        sheet.put_sum("grain.procured", &g.procured, kg, MILLION_TONNES);
        sheet.put_sum("grain.taken", &g.taken, kg, MILLION_TONNES);
        sheet.put_sum("grain.sold", &g.sold, kg, MILLION_TONNES);
        let left = g.food_town.total() + g.food_army.total() + g.exported.total();
        self.left_village.push_back(left.real());
        if self.left_village.len() > 12 {
            self.left_village.pop_front();
        }
        if self.left_village.len() == 12 {
            let year: f64 = self.left_village.iter().sum();
            sheet.put("grain.marketed_share", year / s.state.last_harvest.max(1.0));
        }
        sheet.put("grain.price", s.market.grain_free);
        sheet.put("grain.state_price", s.market.grain_state);
        sheet.put("grain.premium", s.market.grain_free / s.market.grain_state.max(0.01) - 1.0);
        sheet.put("grain.feed", g.feed.total().real() / MILLION_TONNES);
        sheet.put("grain.exports", s.state.grain_exported.real() / MILLION_TONNES);
        sheet.put_sum("grain.peasant_stocks", &r.peasant_grain, kg, MILLION_TONNES);
        let h = &s.households;
        let hidden = pass(
            (h.weight.all(), h.hidden.all()),
            #[inline(always)]
            |sum: &mut i64, (weight, hidden)| *sum += weighted(weight, hidden),
        );
        sheet.put("grain.hidden", hidden as f64 / MILLION_TONNES);
    }

    fn note_industry(&self, s: &Society, sheet: &mut Sheet<'_>) {
        let t = &s.trusts;
        let base = t.output_1913.total().real().max(1.0);
        let mut made = vec![0.0; REGIONS.len()];
        let mut of_1913 = vec![0.0; REGIONS.len()];
        let mut branch = [(0.0, 0.0); Branch::ALL.len()];
        for id in t.branch.ids() {
            let (r, b) = (t.region[id].number(), t.branch[id].number());
            made[r] += t.output[id].real();
            of_1913[r] += t.output_1913[id].real();
            branch[b].0 += t.output[id].real();
            branch[b].1 += t.output_1913[id].real();
        }
        let large = t.output.total().real() / base;
        let parts = made.iter().zip(&of_1913).map(|(m, b)| 100.0 * m / b.max(1.0));
        sheet.put_regions("industry.index", 100.0 * large, parts);
        sheet.put("industry.all_index", 100.0 * (0.75 * large + 0.25 * s.state.small_industry));
        for ((which, name, _, _), year) in PHYSICAL.iter().zip(&self.physical) {
            let (now, then) = branch[which.number()];
            sheet.put(name, year / 12.0 * now / f64::max(then, 1.0));
        }
        sheet.put("industry.private_share", s.state.private_industry);
        sheet.put("industry.fuel", s.state.fuel);
        sheet.put("industry.cotton_supply", s.state.cotton_supply);
        sheet.put("transport.freight_met", s.state.freight_met);
        let usable: f64 = t.usable.ids().map(|id| t.usable[id] * t.output_1913[id].real()).sum();
        sheet.put("industry.usable", usable / base);
        sheet.put("industry.capacity", 100.0 * t.capacity.total().real() / base);
        sheet.put("industry.stock_months", s.trade.months_of_stock);
        sheet.put("transport.freight", s.state.freight / 1e6);
    }
}

fn note_prices(s: &Society, sheet: &mut Sheet<'_>) {
    let m = &s.market;
    sheet.put("prices.scissors_wholesale", m.industrial_wholesale / m.agricultural);
    let paid_to_peasants = 0.5 * (m.grain_free + m.grain_state);
    sheet.put("prices.scissors_retail", m.industrial_retail / paid_to_peasants);
    sheet.put("prices.cloth_for_rye", m.industrial_village / m.grain_free);
    sheet.put("prices.industrial", m.industrial_wholesale);
    sheet.put("prices.industrial_retail", m.industrial_retail);
    sheet.put("prices.agricultural", m.agricultural);
    use society::MoneyRegime::{Chervonets, Sovznak};
    let regime = s.instruments.money_regime;
    if regime != Chervonets {
        sheet.put("prices.general", m.level_sovznak);
        sheet.put("money.inflation", libm::exp(m.inflation_sovznak) - 1.0);
    }
    if regime != Sovznak {
        sheet.put("prices.chervonets_level", m.level_chervonets);
        let gold = 100.0 * m.level_chervonets;
        sheet.put("prices.industrial_index", gold * m.industrial_wholesale);
        sheet.put("prices.agricultural_index", gold * m.agricultural);
    }
}

fn note_money(s: &Society, sheet: &mut Sheet<'_>) {
    use society::Currency::{Chervonets, Sovznak};
    let paper = s.accounts.issued(Sovznak) as f64 / 100.0;
    let notes = s.accounts.issued(Chervonets) as f64 / 100.0;
    let (paper_real, notes_real) =
        (paper / s.market.level_sovznak, notes / s.market.level_chervonets);
    let real = paper_real + notes_real;
    sheet.put("money.sovznak", paper / 1e9);
    sheet.put("money.real", real / 1e6);
    sheet.put("money.emission_real", s.state.emission / 1e6);
    if notes > 0.0 {
        sheet.put("money.chervonets", notes / 1e6);
        sheet.put("money.chervonets_share", notes_real / real.max(1.0));
        if s.instruments.money_regime != society::MoneyRegime::Chervonets {
            // Ten chervonets roubles to the chervonets, a million old roubles to that of 1923.
            let rate = 10.0 * s.market.level_sovznak / s.market.level_chervonets / 1e6;
            sheet.put("money.chervonets_rate", rate);
        }
    }
}

fn note_labour(s: &Society, sheet: &mut Sheet<'_>) {
    let st = &s.state;
    sheet.put("labour.industrial_workers", st.workers.real() / 1e3);
    let employed = st.workers.real() + st.officials.real() + st.other_employed.real();
    sheet.put("labour.employed", employed / 1e6);
    sheet.put("labour.unemployed", st.unemployed_registered.real() / 1e3);
    let ratio = st.unemployed_union.real() / st.union_members.real().max(1.0);
    sheet.put("labour.union_unemployment", ratio);
    sheet.put("labour.real_wage", 100.0 * st.real_wage);
}

fn note_households(s: &Society, sheet: &mut Sheet<'_>) {
    let r = &s.regions;
    sheet.put_sum("livestock.horses", &r.horses, |x| *x as f64, 1e6);
    sheet.put_sum("livestock.cattle", &r.cattle, |x| *x as f64, 1e6);
    sheet.put_sum("livestock.pigs", &r.pigs, |x| *x as f64, 1e6);
    sheet.put_sum("strata.households", &r.households, |x| *x as f64, 1e6);
    let mut all = Strata::default();
    let mut area = [0i64; 4];
    let mut horseless = vec![0i64; REGIONS.len()];
    for region in r.control.ids() {
        let here = Strata::of(&s.households, region);
        horseless[region.number()] = here.horses[0];
        all.add(here);
        if COUNTED.contains(&REGIONS[region.number()]) {
            area.add(here.area);
        }
    }
    let counted = area.iter().sum::<i64>().max(1) as f64;
    let names = ["strata.no_sowing", "strata.to_4_des", "strata.4_to_10_des", "strata.over_10_des"];
    for (name, n) in names.into_iter().zip(area) {
        sheet.put(name, n as f64 / counted);
    }
    let households = r.households.total().max(1) as f64;
    let parts =
        horseless.iter().zip(r.households.all()).map(|(n, of)| *n as f64 / (*of).max(1) as f64);
    sheet.put_regions("strata.horseless", all.horses[0] as f64 / households, parts);
    let names = ["strata.one_horse", "strata.two_horses", "strata.three_horses"];
    for (name, n) in names.into_iter().zip(&all.horses[1..]) {
        sheet.put(name, *n as f64 / households);
    }
    sheet.put("strata.hiring", all.hiring as f64 / households);
    sheet.put("strata.leasing_in", all.leasing as f64 / households);
}

fn note_people(s: &Society, sheet: &mut Sheet<'_>) {
    let (r, t, f) = (&s.regions, &s.towns, &s.people);
    let rural = r.rural.total().real();
    let urban = t.people.total().real();
    let total = rural + urban + s.state.army.real();
    sheet.put("people.total", total / 1e6);
    let mut by_region = vec![0.0; REGIONS.len()];
    let mut eaten = vec![0.0; REGIONS.len()];
    for id in t.people.ids() {
        by_region[t.region[id].number()] += t.people[id].real();
        eaten[t.region[id].number()] += t.people[id].real() * t.food[id];
    }
    sheet.put_regions("people.urban", urban / 1e6, by_region.iter().map(|p| p / 1e6));
    sheet.put_sum("people.rural", &r.rural, |x| x.real(), 1e6);
    sheet.put("people.petrograd", t.people[Id::new(towns::PETROGRAD)].real() / 1e3);
    sheet.put("people.moscow", t.people[Id::new(towns::MOSCOW)].real() / 1e3);
    sheet.put("people.births", 12_000.0 * f.born.real() / total);
    sheet.put("people.deaths", 12_000.0 * f.died.real() / total);
    sheet.put_sum("people.hungry", &r.hungry, |x| x.real(), 1e6);
    sheet.put("people.famine_deaths", f.died_of_hunger.real() / 1e6);
    let food = eaten.iter().sum::<f64>() / urban.max(1.0);
    let parts = eaten.iter().zip(&by_region).map(|(e, p)| e / f64::max(*p, 1.0));
    sheet.put_regions("people.urban_food", food, parts);
    let food = r.rural.ids().map(|id| r.rural[id].real() * r.rural_food[id]).sum::<f64>() / rural;
    sheet.put_regions("people.rural_food", food, r.rural_food.all().iter().copied());
}

fn note_trade(s: &Society, sheet: &mut Sheet<'_>) {
    let t = &s.trade;
    sheet.put("trade.private_share", t.private_share);
    let (mut private, mut social) = ([0i64; 5], [0i64; 5]);
    for id in s.traders.licences.ids() {
        let rank = s.traders.rank[id] as usize;
        private[rank] += s.traders.licences[id];
        social[rank] += s.traders.socialised[id];
    }
    sheet.put("trade.licences", private.iter().sum::<i64>() as f64 / 1e3);
    let names =
        ["trade.pedlars", "trade.stalls", "trade.shops", "trade.large_shops", "trade.wholesalers"];
    for (name, n) in names.into_iter().zip(private) {
        sheet.put(name, n as f64 / 1e3);
    }
    let names = [
        "trade.private_share_rank_1",
        "trade.private_share_rank_2",
        "trade.private_share_rank_3",
        "trade.private_share_rank_4",
        "trade.private_share_rank_5",
    ];
    for (name, (mine, social)) in names.into_iter().zip(private.into_iter().zip(social)) {
        sheet.put(name, mine as f64 / (mine + social).max(1) as f64);
    }
    sheet.put("trade.private_capital", t.private_capital / 1e8);
    sheet.put("trade.shortage", t.shortage);
    sheet.put("trade.exchanges", t.exchanges);
    let a = &s.abroad;
    let exports = (a.exports + a.private_exports).real();
    let imports = (a.imports + a.private_imports).real();
    sheet.put("abroad.exports", exports / 1e8);
    sheet.put("abroad.imports", imports / 1e8);
    let private = (a.private_exports + a.private_imports).real();
    sheet.put("abroad.private_share", private / (exports + imports).max(1.0));
    sheet.put("abroad.reserves", s.state.reserves.real() / 1e8);
    // Gold parity of the home price: in chervontsy once they exist.
    let level = match s.instruments.money_regime {
        society::MoneyRegime::Sovznak => 1.0,
        _ => s.market.level_chervonets,
    };
    let home = s.norms.grain_price / 100.0 * 1000.0 * s.market.grain_state * level;
    sheet.put("abroad.grain_price_ratio", home / (WHEAT_ABROAD * s.world.grain_price.max(0.1)));
    let goods = TARIFF_1913 * s.market.industrial_wholesale * level;
    sheet.put("abroad.manufactures_price_ratio", goods / s.world.manufactures_price.max(0.1));
    sheet.put("abroad.recognised", f64::from(s.world.recognised));
}

/// World price of a tonne of grain in 1913, gold roubles: the farm price at 70 per cent of it, as on
/// record for 1913.
const WHEAT_ABROAD: f64 = 79.0;
/// Home price of manufactures over the world price in 1913, behind the tariff (judgement).
const TARIFF_1913: f64 = 1.35;

fn note_state(s: &Society, sheet: &mut Sheet<'_>) {
    let st = &s.state;
    sheet.put("state.revenue", st.revenue / 1e6);
    sheet.put("state.expenditure", st.expenditure / 1e6);
    let deficit = (st.expenditure - st.revenue).max(0.0) / st.expenditure.max(1.0);
    sheet.put("state.deficit_share", deficit);
    sheet.put("state.army", st.army.real() / 1e3);
    sheet.put("state.officials", st.officials.real() / 1e3);
    let r = &s.regions;
    let rebels: Vec<f64> =
        r.rising.ids().map(|id| r.rising[id] * r.rural[id].real() / 1e6).collect();
    sheet.put_regions("unrest.rising", rebels.iter().sum(), rebels.iter().copied());
    sheet.put("unrest.strikers", st.strikers.real() / 1e3);
    sheet.put("world.attempts", f64::from(s.world.attempts));
    let people = r.rural.total().real() + s.towns.people.total().real() + st.army.real();
    // Income per head against that of 1913, when 139.3 million people lived on the territory.
    sheet.put("income.per_head", 100.0 * st.income * 139.3e6 / people.max(1.0));
}
