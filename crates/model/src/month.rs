//! One month, in the order in which it happens. This page is the model.

use crate::page::Page;
use crate::theory::Theory;
use society::GrainPolicy;

/// Carries one month out, or lists its mechanisms: whatever walks the page decides.
pub fn month(page: &mut impl Page, theory: &Theory) {
    leadership(page, theory);
    page.obey();
    world(page, theory);
    land_and_levies(page, theory);
    economy(page, theory);
    people_and_classes(page, theory);
    apparatus_and_party(page, theory);
}

fn leadership(page: &mut impl Page, t: &Theory) {
    page.part("The leaders");
    page.always(&t.fall_ill);
    page.always(&t.take_alarm);
    page.always(&t.weigh_power);
    page.always(&t.form_blocs);
    page.always(&t.elect_congress);
    page.always(&t.cast_votes);
}

fn world(page: &mut impl Page, t: &Theory) {
    page.part("The world and the war");
    page.always(&t.build_comintern);
    page.always(&t.spread_revolution);
    page.always(&t.recognise);
    page.always(&t.threaten);
    page.always(&t.link_capital);
    page.always(&t.mobilise);
}

fn land_and_levies(page: &mut impl Page, t: &Theory) {
    let season = page.season();
    page.part("The land");
    page.when(season.march, "in March", &t.share_land);
    page.when(season.march, "in March", &t.lease_and_hire);
    page.when(season.april, "in April", &t.sow);
    page.when(season.august, "in August", &t.harvest);
    page.always(&t.eat);
    page.when(season.december, "in December", &t.raise_livestock);
    page.when(season.december, "in December", &t.divide_households);

    page.part("What the state takes");
    let policy = page.grain_policy();
    let levies = matches!(policy, GrainPolicy::Requisition | GrainPolicy::Extraordinary);
    page.when(levies, "under the levy or emergency measures", &t.requisition);
    let in_kind = matches!(policy, GrainPolicy::TaxInKind);
    page.when(in_kind, "under the tax in kind", &t.collect_tax_in_kind);
    page.always(&t.collect_money_tax);
}

fn economy(page: &mut impl Page, t: &Theory) {
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
}

fn people_and_classes(page: &mut impl Page, t: &Theory) {
    page.part("People");
    page.always(&t.be_born_and_die);
    page.always(&t.migrate);

    page.part("Unrest");
    page.always(&t.rise);
    page.always(&t.suppress);
    page.always(&t.strike);

    page.part("Classes and ideas");
    page.always(&t.repress);
    page.always(&t.ruralise);
    page.always(&t.weigh_classes);
    page.always(&t.win_support);
    page.always(&t.press_for_concessions);
    page.always(&t.feel_national);
    page.always(&t.strain_republics);
}

fn apparatus_and_party(page: &mut impl Page, t: &Theory) {
    let season = page.season();
    page.part("The apparatus");
    page.always(&t.staff_offices);
    page.always(&t.hire_officials);
    page.always(&t.direct_offices);
    page.always(&t.mix_cultures);
    page.always(&t.report_upwards);
    page.always(&t.grant_privileges);
    page.always(&t.harden);

    page.part("The party");
    page.always(&t.recruit);
    page.always(&t.move_members);
    page.always(&t.tire);
    page.always(&t.shift_opinion);
    page.always(&t.purge);
    page.always(&t.leave_party);
    let renewal = season.march || season.august;
    page.when(renewal, "in March and August", &t.promote);
    page.always(&t.count_party);

    page.part("The Secretariat");
    page.always(&t.vacate_posts);
    page.always(&t.fill_posts);
    page.always(&t.keep_loyalty);
    page.always(&t.elect_committee);
    page.always(&t.post_abroad);
    page.always(&t.gather_power);

    page.part("What comes of it");
    page.always(&t.weigh_prospects);
}
