//! Every mechanism with its parameters set: one theory of this society.

use kernel::{Declared, Dice, Lineage, Month, Parameters, chance::decision};
use mechanisms::Mechanism;
use mechanisms::apparatus::{
    DirectOffices, GrantPrivileges, Harden, HireOfficials, MixCultures, ReportUpwards, StaffOffices,
};
use mechanisms::classes::{
    FeelNational, PressForConcessions, Repress, Ruralise, StrainRepublics, WeighClasses,
    WeighProspects, WinSupport,
};
use mechanisms::industry::{
    CarryFreight, Employ, Invest, LeaseIndustry, PriceGoods, Produce, Strike,
};
use mechanisms::land::{
    DivideHouseholds, Eat, Harvest, LeaseAndHire, RaiseLivestock, ShareLand, Sow,
};
use mechanisms::leaders::{CastVotes, FallIll, FormBlocs, TakeAlarm, WeighPower};
use mechanisms::market::{LicenseTraders, SellGoods, SellGrain, SetGrainPrice, TradePrivately};
use mechanisms::party::{
    CountParty, LeaveParty, MoveMembers, Promote, Purge, Recruit, ShiftOpinion, Tire,
};
use mechanisms::people::{BeBornAndDie, Migrate, Mobilise};
use mechanisms::secretariat::{
    ElectCommittee, ElectCongress, FillPosts, GatherPower, KeepLoyalty, PostAbroad, VacatePosts,
};
use mechanisms::state::{
    CollectMoneyTax, CollectTaxInKind, FeedTowns, IssueMoney, KeepBudget, RelieveFamine,
    Requisition,
};
use mechanisms::unrest::{Rise, Suppress};
use mechanisms::world::{
    ArbitrageAbroad, BuildComintern, LinkCapital, Recognise, SpreadRevolution, Threaten,
    TradeAbroad,
};
use society::{Norms, Switches};

/// A parameter with the mechanism that it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct NamedParameter {
    /// Name of the mechanism, `norms` or `switches`.
    pub mechanism: &'static str,
    /// Its declaration.
    pub declared: Declared,
}

impl NamedParameter {
    /// `mechanism.name`, as scenarios write it.
    pub fn full_name(&self) -> String {
        format!("{}.{}", self.mechanism, self.declared.name)
    }
}

/// Declares the fields of [`Theory`] once; the four functions below walk them in the same order.
macro_rules! theory {
    ($($field:ident : $kind:ty),* $(,)?) => {
        /// Every mechanism with its parameters set.
        #[derive(Clone, Debug)]
        pub struct Theory {
            /// What a mouth eats and an animal is fed.
            pub norms: Norms,
            /// How strongly each rival account of the politics is at work.
            pub switches: Switches,
            $(#[doc = "See the file of the mechanism."] pub $field: $kind,)*
        }

        impl Theory {
            /// All parameters, norms and switches first, then in the order of the mechanisms below.
            pub fn parameters() -> Vec<NamedParameter> {
                let mut all = Vec::new();
                let mut add = |mechanism, list: &'static [Declared]| {
                    all.extend(list.iter().map(|&declared| NamedParameter { mechanism, declared }));
                };
                add("norms", Norms::DECLARED);
                add("switches", Switches::DECLARED);
                $(add(<$kind>::CARD.name, <$kind as Parameters>::DECLARED);)*
                all
            }

            /// The theory with these values, in the order of [`Theory::parameters`].
            ///
            /// # Panics
            /// If there are fewer values than parameters.
            pub fn from_values(values: &[f64]) -> Theory {
                let mut at = 0;
                let mut next = |n: usize| { at += n; &values[at - n..at] };
                Theory {
                    norms: Norms::from_values(next(Norms::DECLARED.len())),
                    switches: Switches::from_values(next(Switches::DECLARED.len())),
                    $($field: <$kind>::from_values(next(<$kind>::DECLARED.len())),)*
                }
            }

            /// The values, in the order of [`Theory::parameters`].
            pub fn values(&self) -> Vec<f64> {
                let mut all = self.norms.values();
                all.extend(self.switches.values());
                $(all.extend(self.$field.values());)*
                all
            }
        }
    };
}

theory! {
    // The leaders.
    fall_ill: FallIll,
    take_alarm: TakeAlarm,
    weigh_power: WeighPower,
    form_blocs: FormBlocs,
    cast_votes: CastVotes,

    // The world, the land, the state, industry, the market, money, people, unrest.
    build_comintern: BuildComintern,
    spread_revolution: SpreadRevolution,
    recognise: Recognise,
    threaten: Threaten,
    link_capital: LinkCapital,
    mobilise: Mobilise,
    share_land: ShareLand,
    lease_and_hire: LeaseAndHire,
    sow: Sow,
    harvest: Harvest,
    eat: Eat,
    raise_livestock: RaiseLivestock,
    divide_households: DivideHouseholds,
    requisition: Requisition,
    collect_tax_in_kind: CollectTaxInKind,
    collect_money_tax: CollectMoneyTax,
    carry_freight: CarryFreight,
    produce: Produce,
    lease_industry: LeaseIndustry,
    invest: Invest,
    sell_grain: SellGrain,
    feed_towns: FeedTowns,
    trade_privately: TradePrivately,
    relieve_famine: RelieveFamine,
    sell_goods: SellGoods,
    license_traders: LicenseTraders,
    trade_abroad: TradeAbroad,
    arbitrage_abroad: ArbitrageAbroad,
    set_grain_price: SetGrainPrice,
    price_goods: PriceGoods,
    keep_budget: KeepBudget,
    issue_money: IssueMoney,
    employ: Employ,
    be_born_and_die: BeBornAndDie,
    migrate: Migrate,
    rise: Rise,
    suppress: Suppress,
    strike: Strike,

    // Classes and ideas.
    repress: Repress,
    ruralise: Ruralise,
    weigh_classes: WeighClasses,
    win_support: WinSupport,
    press_for_concessions: PressForConcessions,
    feel_national: FeelNational,
    strain_republics: StrainRepublics,

    // The apparatus.
    staff_offices: StaffOffices,
    hire_officials: HireOfficials,
    direct_offices: DirectOffices,
    mix_cultures: MixCultures,
    report_upwards: ReportUpwards,
    grant_privileges: GrantPrivileges,
    harden: Harden,

    // The party.
    recruit: Recruit,
    move_members: MoveMembers,
    tire: Tire,
    shift_opinion: ShiftOpinion,
    purge: Purge,
    leave_party: LeaveParty,
    promote: Promote,
    count_party: CountParty,

    // The Secretariat.
    vacate_posts: VacatePosts,
    fill_posts: FillPosts,
    keep_loyalty: KeepLoyalty,
    elect_congress: ElectCongress,
    elect_committee: ElectCommittee,
    post_abroad: PostAbroad,
    gather_power: GatherPower,

    // What comes of it.
    weigh_prospects: WeighProspects,
}

/// The luck of one draw: how high in its prior each parameter lies.
#[derive(Clone, Copy, Debug)]
pub struct Luck {
    seed: u64,
    who: Lineage,
}

impl Luck {
    /// Between 0 and 1, for the parameter of this full name.
    pub fn of(&self, parameter: &str) -> f64 {
        Dice::new(self.seed, decision(parameter), Month::new(0, 1)).throw(self.who).unit(0)
    }
}

impl Theory {
    /// Every parameter at the centre of its prior.
    pub fn central() -> Theory {
        let values: Vec<f64> =
            Theory::parameters().iter().map(|p| p.declared.prior.centre()).collect();
        Theory::from_values(&values)
    }

    /// Draw number `draw` from the priors; draw 0 is the central theory.
    ///
    /// Each parameter has an address of its own, so that a new parameter re-rolls no other. A draw
    /// whose money demand would not settle is drawn again: see [`IssueMoney::is_stable`].
    pub fn draw(seed: u64, draw: u32) -> Theory {
        Theory::drawn(seed, draw).0
    }

    /// The same, with the luck of its parameters.
    pub fn drawn(seed: u64, draw: u32) -> (Theory, Luck) {
        let mut luck = Luck { seed, who: Lineage(u64::from(draw)) };
        let mut theory = Theory::central();
        if draw == 0 {
            return (theory, luck);
        }
        let parameters = Theory::parameters();
        for attempt in 0..64u64 {
            luck.who = Lineage(u64::from(draw) | attempt << 32);
            let value = |p: &NamedParameter| p.declared.prior.quantile(luck.of(&p.full_name()));
            let values: Vec<f64> = parameters.iter().map(value).collect();
            theory = Theory::from_values(&values);
            if theory.issue_money.is_stable() {
                return (theory, luck);
            }
        }
        // 64 failures in a row cannot come from these priors; keep the draw but calm its money.
        theory.issue_money = IssueMoney::central();
        (theory, luck)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn values_go_round() {
        let theory = Theory::draw(1917, 3);
        assert_eq!(Theory::from_values(&theory.values()).values(), theory.values());
        assert_eq!(theory.values().len(), Theory::parameters().len());
    }

    #[test]
    fn every_draw_lies_in_its_prior_and_settles() {
        for draw in 0..50 {
            let theory = Theory::draw(7, draw);
            assert!(theory.issue_money.is_stable());
            for (value, p) in theory.values().iter().zip(Theory::parameters()) {
                assert!(p.declared.prior.allows(*value), "{} = {value}", p.full_name());
            }
        }
    }

    #[test]
    fn no_two_decisions_share_a_number() {
        let mut seen = BTreeMap::new();
        let names = crate::mechanisms().into_iter().map(|c| c.name.to_owned());
        for name in names.chain(Theory::parameters().iter().map(NamedParameter::full_name)) {
            let other = seen.insert(decision(&name), name.clone());
            assert!(other.is_none(), "{name} and {other:?}");
        }
    }
}
