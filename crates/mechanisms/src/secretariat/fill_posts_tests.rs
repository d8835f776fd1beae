//! Conservation, directions and limits of the filling of posts.

use super::super::testing::{dice, leaders, leadership, members, posts};
use super::*;

/// A country of 300 empty provinces after `months`, with these switches and this rule.
fn fill(confirmation: f64, months: u32, set: impl Fn(&mut Switches, &mut Party)) -> Posts {
    fill_counted(confirmation, months, set).0
}

/// The same with all movements of these months.
fn fill_counted(
    confirmation: f64,
    months: u32,
    set: impl Fn(&mut Switches, &mut Party),
) -> (Posts, PostFlows) {
    let mut posts = posts(300);
    posts.holder.fill(None);
    let (mut flows, mut influences) = (PostFlows::default(), Influences::default());
    let mut party = Party { secretariat_capacity: 0.8, ..Party::default() };
    let mut switches = Switches::central();
    set(&mut switches, &mut party);
    for month in 0..months {
        FillPosts::central().step(
            dice(month),
            View {
                switches: &switches,
                instruments: &Instruments { confirmation, ..Instruments::default() },
                leaders: &leaders(),
                leadership: &leadership(Some(0)),
                members: &members(200, 0.5, true),
                control: &Column::filled(1.0, REGIONS.len()),
                posts: &mut posts,
                flows: &mut flows,
                party: &mut party,
                influences: &mut influences,
            },
        );
    }
    (posts, flows)
}

fn from_above(posts: &Posts) -> f64 {
    let provinces = |id: &Id<Post>| posts.tier[*id] == Tier::Province;
    let sent = |id: &Id<Post>| posts.entry[*id] != Entry::Elected;
    let all = posts.tier.ids().filter(provinces).count();
    posts.tier.ids().filter(provinces).filter(sent).count() as f64 / all as f64
}

#[test]
fn every_post_has_at_most_one_holder_and_nobody_holds_two() {
    let posts = fill(1.0, 12, |_, _| {});
    let mut holders: Vec<Lineage> = posts.holder.all().iter().flatten().copied().collect();
    let filled = holders.len();
    assert!(filled > 800, "{filled} of 900 after a year");
    holders.sort();
    holders.dedup();
    assert_eq!(holders.len(), filled);
    let vacant = posts.holder.all().iter().filter(|holder| holder.is_none()).count();
    assert_eq!(filled + vacant, posts.tier.len());
}

/// Nobody leaves here but for a transfer, which fills one province and empties another.
#[test]
fn whoever_comes_to_a_province_is_counted_by_how_he_came() {
    let (posts, flows) = fill_counted(1.0, 12, |_, _| {});
    let held = |id: &Id<Post>| posts.tier[*id] == Tier::Province && posts.holder[*id].is_some();
    let held = posts.tier.ids().filter(held).count() as i64;
    assert_eq!(flows.came - flows.recalled, held);
    assert!(flows.came_from_above > 0 && flows.came_from_above < flows.came, "{flows:?}");
    let free = fill_counted(0.0, 12, |_, _| {}).1;
    assert_eq!(free.came_from_above, 0);
    assert!(free.came > 0);
}

#[test]
fn a_transfer_moves_the_same_person() {
    let rule = FillPosts { transfers: 1.0, reach: 9.0, ..FillPosts::central() };
    let mut posts = posts(2);
    let (target, source) = (Id::new(0), Id::new(3));
    posts.holder[target] = None;
    let person = posts.holder[source];
    let mut months = 0..;
    while posts.holder[target].is_none() {
        rule.step(
            dice(months.next().expect("without end")),
            View {
                switches: &Switches { secretariat_effectiveness: 1.0, ..Switches::central() },
                instruments: &Instruments { confirmation: 1.0, ..Instruments::default() },
                leaders: &leaders(),
                leadership: &leadership(Some(0)),
                members: &Members::default(),
                control: &Column::filled(1.0, REGIONS.len()),
                posts: &mut posts,
                flows: &mut PostFlows::default(),
                party: &mut Party { secretariat_capacity: 1.0, ..Party::default() },
                influences: &mut Influences::default(),
            },
        );
    }
    let held = posts.holder.all().iter().filter(|&&holder| holder == person).count();
    assert_eq!(held, 1, "one person, one post");
}

/// `general-secretary-controls-posts`: without the rule or without effect nobody is sent.
#[test]
fn rule_and_effect_both_needed_to_appoint() {
    assert!(from_above(&fill(1.0, 6, |_, _| {})) > from_above(&fill(0.3, 6, |_, _| {})) + 0.1);
    assert_eq!(from_above(&fill(0.0, 6, |_, _| {})), 0.0);
    let idle = fill(1.0, 6, |switches, _| switches.secretariat_effectiveness = 0.0);
    assert_eq!(from_above(&idle), 0.0);
}

/// `local-secretaries-appointed-share`: power of the Secretariat raises the share appointed;
/// caution of the holder and control by members lower it.
#[test]
fn power_raises_the_share_and_caution_and_members_lower_it() {
    let share = |power: f64, control: f64, person: f64| {
        from_above(&fill(0.8, 6, |switches, party| {
            switches.person_of_general_secretary = person;
            party.secretariat_power = power;
            party.member_control = control;
        }))
    };
    assert!(share(1.0, 0.5, 0.0) > share(0.0, 0.5, 0.0));
    assert!(share(0.5, 1.0, 0.0) < share(0.5, 0.0, 0.0));
}

#[test]
fn the_person_of_the_holder_shows_only_as_far_as_the_switch_lets_it() {
    let rule = FillPosts::central();
    assert_eq!(rule.insecurity(0.5, 0.0, 0.0, 0.0), rule.insecurity(0.5, 0.0, 1.0, 0.0));
    assert!(rule.insecurity(0.5, 0.0, 0.0, 1.0) > rule.insecurity(0.5, 0.0, 1.0, 1.0));
    let mut table = leaders();
    table.positions[Id::new(0)] = society::Positions([-2.0; 7]);
    assert_eq!(caution(&leadership(Some(0)), &table), 0.0);
    table.positions[Id::new(0)] = society::Positions([2.0; 7]);
    assert_eq!(caution(&leadership(Some(0)), &table), 1.0);
    assert_eq!(caution(&leadership(None), &table), MIDDLE);
}

/// Egorov and Sonin: who feels unsafe takes the trusted before the able.
#[test]
fn insecurity_moves_the_choice_from_competence_to_trust() {
    let rule = FillPosts::central();
    let mean = |kappa| {
        let picked = (0..400).map(|n| rule.pick(dice(0), Lineage(n), 1, kappa));
        let (mut able, mut trusted) = (0.0, 0.0);
        picked.for_each(|p| {
            able += p.competence / 400.0;
            trusted += p.trust / 400.0;
        });
        (able, trusted)
    };
    let (safe, unsafe_) = (mean(rule.kappa(0.0)), mean(rule.kappa(1.5)));
    assert!(safe.0 > unsafe_.0 + 0.3, "{safe:?} {unsafe_:?}");
    assert!(unsafe_.1 > safe.1 + 0.1, "{safe:?} {unsafe_:?}");
}

/// `stalin-patronage-placement`: the appointed enter with loyalty to the patron, the elected with
/// none, and gratitude counts as far as M04 lets it.
#[test]
fn the_appointed_owe_and_the_elected_do_not() {
    let rule = FillPosts::central();
    assert_eq!(rule.entering(1.0, 1.0, Entry::Elected), 0.0);
    let appointed = |m04| rule.entering(0.5, m04, Entry::Appointed);
    assert!(appointed(1.0) > rule.entering(0.5, 1.0, Entry::Recommended));
    assert!(appointed(1.0) > appointed(0.0));
    let posts = fill(1.0, 3, |_, _| {});
    for post in posts.tier.ids().filter(|&post| posts.entry[post] == Entry::Elected) {
        assert_eq!((posts.loyalty[post], posts.sponsor[post]), (0.0, NOBODY));
    }
}

#[test]
fn elected_secretaries_think_what_local_members_say() {
    let posts = fill(0.0, 6, |_, _| {});
    // Half of the members say 0.8 and half -0.4: their mean is 0.2.
    let mean = posts.outlook.all().iter().map(|o| f64::from(o[DEMOCRACY])).sum::<f64>()
        / posts.outlook.len() as f64;
    // 900 draws with a spread of 0.2: three standard errors.
    assert!((mean - 0.2).abs() < 0.02, "{mean}");
    assert!((posts.critics.all()[0] - 0.5).abs() < 1e-12);
}
