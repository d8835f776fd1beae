//! One month, in the order in which it happens. This page is the model.

use crate::run::Page;
use crate::theory::Theory;
use society::GrainPolicy;

/// Carries one month out, or lists its mechanisms: whatever walks the page decides.
pub fn month(page: &mut impl Page, theory: &Theory) {
    let t = theory;
    let season = page.season();

    page.part("The leaders");

    page.obey();
    let policy = page.grain_policy();

    page.part("The world and the war");
    page.always(&t.build_comintern);
    page.always(&t.spread_revolution);
    page.always(&t.recognise);
    page.always(&t.threaten);
    page.always(&t.link_capital);
    page.always(&t.mobilise);

    page.part("The land");
    page.when(season.march, "in March", &t.share_land);
    page.when(season.march, "in March", &t.lease_and_hire);
    page.when(season.april, "in April", &t.sow);
    page.when(season.august, "in August", &t.harvest);
    page.always(&t.eat);
    page.when(season.december, "in December", &t.raise_livestock);
    page.when(season.december, "in December", &t.divide_households);

    page.part("What the state takes");
    let levies = matches!(policy, GrainPolicy::Requisition | GrainPolicy::Extraordinary);
    page.when(levies, "under the levy or emergency measures", &t.requisition);
    let in_kind = matches!(policy, GrainPolicy::TaxInKind);
    page.when(in_kind, "under the tax in kind", &t.collect_tax_in_kind);
    page.always(&t.collect_money_tax);

    page.part("Industry");
    page.always(&t.carry_freight);
    page.always(&t.produce);
    page.always(&t.lease_industry);
    page.always(&t.invest);

    page.part("The market");
    page.always(&t.sell_grain);
    page.always(&t.feed_towns);
    page.always(&t.trade_privately);
    page.always(&t.relieve_famine);
    page.always(&t.sell_goods);
    page.always(&t.license_traders);
    page.always(&t.trade_abroad);
    page.always(&t.arbitrage_abroad);
    page.always(&t.set_grain_price);
    page.always(&t.price_goods);

    page.part("Money and work");
    page.always(&t.keep_budget);
    page.always(&t.issue_money);
    page.always(&t.employ);

    page.part("People");
    page.always(&t.be_born_and_die);
    page.always(&t.migrate);

    page.part("Unrest");
    page.always(&t.rise);
    page.always(&t.suppress);
    page.always(&t.strike);

    page.part("Classes and ideas");

    page.part("The apparatus");

    page.part("The party");

    page.part("The Secretariat");

    page.part("What comes of it");
    page.always(&t.weigh_prospects);
}
