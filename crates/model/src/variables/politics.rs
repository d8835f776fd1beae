//! The variables of politics, each with how it is read off the society.

use kernel::Id;
use society::{Commissariat, Job, Leaders, Level, Motion, Office, Origin, Society, Tier};

use super::Kind::{Flow, Index, Stock};
use super::{Count, Kind, Variable, v};

/// A variable, and how it is read.
pub(crate) struct Read {
    /// The variable.
    pub variable: Variable,
    /// Its value at the end of a month.
    pub value: fn(&Society, &Count) -> f64,
}

const fn p(
    name: &'static str,
    unit: &'static str,
    label: &'static str,
    kind: Kind,
    record: &'static [(&'static str, &'static str, f64)],
    value: fn(&Society, &Count) -> f64,
) -> Read {
    Read { variable: v(name, unit, label, kind, false, record), value }
}

/// A share or an index from 0 to 1 without a series of the record.
const fn i(name: &'static str, label: &'static str, value: fn(&Society, &Count) -> f64) -> Read {
    p(name, "0 to 1", label, Index, &[], value)
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { f64::NAN }
}

/// Share of old officials in the central offices of a commissariat, which is what the record counts.
fn old_in(s: &Society, which: Commissariat) -> f64 {
    let o = &s.offices;
    let rows = o.staff.ids().filter(|&id| {
        usize::from(o.commissariat[id]) == which as usize
            && usize::from(o.level[id]) == Level::Centre as usize
    });
    let (old, all) =
        rows.fold((0.0, 0.0), |(old, all), id| (old + o.old[id].real(), all + o.staff[id].real()));
    ratio(old, all)
}

/// Leading Communists at a level, weighted by staff.
fn led(s: &Society, level: Level) -> f64 {
    let o = &s.offices;
    let counted = |id: &Id<Office>| {
        usize::from(o.level[*id]) == level as usize
            && !COUNTED_APART.iter().any(|&apart| o.commissariat[*id] == apart as u8)
    };
    let rows = o.staff.ids().filter(counted);
    let (led, all) = rows.fold((0.0, 0.0), |(led, all), id| {
        let staff = o.staff[id].real();
        (led + o.led_by_communists[id] * staff, all + staff)
    });
    ratio(led, all)
}

/// Trusts and syndicates, trade and banks: the report of 1924 counts those who lead them apart from
/// the state bodies and the executive committees, and so does this.
const COUNTED_APART: [Commissariat; 3] =
    [Commissariat::Industry, Commissariat::Trade, Commissariat::Finance];

/// Share of the staff of a commissariat that are Communists, and the reading there.
fn reading_in(s: &Society, which: Commissariat) -> f64 {
    let o = &s.offices;
    let rows = o.staff.ids().filter(|&id| usize::from(o.commissariat[id]) == which as usize);
    let (theirs, ours) = rows.fold((0.0, 0.0), |(theirs, ours), id| {
        (theirs + o.old_moved[id], ours + o.communists_moved[id])
    });
    ratio(theirs - ours, theirs + ours)
}

/// Keys of those who contended with the general secretary in 1923.
const RIVALS_OF_1923: [&str; 3] = ["trotsky", "zinoviev", "kamenev"];

fn rivals_seated(leaders: &Leaders) -> f64 {
    let seated = leaders
        .key
        .ids()
        .filter(|&id| leaders.seats[id].politburo && RIVALS_OF_1923.contains(&&*leaders.key[id]));
    seated.count() as f64
}

fn old_guard_in_committee(leaders: &Leaders) -> f64 {
    let seated = |id: &_| leaders.seats[*id].committee;
    let all = leaders.key.ids().filter(seated).count() as f64;
    let old = leaders.key.ids().filter(seated).filter(|&id| leaders.joined[id] < 1917).count();
    ratio(old as f64, all)
}

fn thousand(persons: i64) -> f64 {
    persons as f64 / 1e3
}

/// All variables of politics, in the order of the output.
#[rustfmt::skip]
pub(crate) const POLITICS: &[Read] = &[
    // The party
    p("party.members", "thousand", "Members and candidates of the party", Stock, &[("party_total / members, BSE 1930 series", "persons", 0.001), ("party_total / members+candidates", "persons", 0.001)], |_, c| c.members / 1e3),
    p("party.share_workers", "share", "Workers by class position among members", Index, &[("party_class_position_share / worker", "percent", 0.01)], |_, c| c.share(c.origin[Origin::Worker as usize])),
    p("party.share_peasants", "share", "Peasants by class position among members", Index, &[("party_class_position_share / peasant", "percent", 0.01)], |_, c| c.share(c.origin[Origin::Peasant as usize])),
    p("party.share_bench", "share", "Workers at the bench among members", Index, &[("party_bench_workers_share / workers at the bench", "percent of members+candidates", 0.01)], |_, c| c.share(c.job[Job::Bench as usize])),
    p("party.share_offices", "share", "Members with a post in an office", Index, &[], |_, c| c.share(c.job[Job::Office as usize])),
    p("party.share_army", "share", "Members in the army", Index, &[], |_, c| c.share(c.job[Job::Army as usize])),
    p("party.share_students", "share", "Members who study", Index, &[], |_, c| c.share(c.job[Job::Study as usize])),
    p("party.share_russian", "share", "Russians among members", Index, &[], |_, c| c.share(c.nation[0])),
    p("party.joined_before_1917", "share", "Members who joined before 1917", Index, &[], |_, c| c.share(c.joined[0])),
    p("party.joined_1917", "share", "Members who joined in 1917", Index, &[], |_, c| c.share(c.joined[1])),
    p("party.joined_1918", "share", "Members who joined in 1918", Index, &[], |_, c| c.share(c.joined[2])),
    p("party.joined_1919", "share", "Members who joined in 1919", Index, &[], |_, c| c.share(c.joined[3])),
    p("party.joined_1920", "share", "Members who joined in 1920", Index, &[], |_, c| c.share(c.joined[4])),
    p("party.joined_1921", "share", "Members who joined in 1921", Index, &[], |_, c| c.share(c.joined[5])),
    p("party.recruits", "thousand", "People who joined the party", Flow, &[], |s, _| thousand(s.member_flows.joined)),
    p("party.deaths", "thousand", "Members who died", Flow, &[], |s, _| thousand(s.member_flows.died)),
    p("party.quits", "thousand", "Members who walked out", Flow, &[], |s, _| thousand(s.member_flows.quit)),
    p("party.expelled", "thousand", "Members expelled", Flow, &[], |s, _| thousand(s.member_flows.expelled.iter().sum())),
    p("party.expelled_workers", "thousand", "Workers expelled", Flow, &[], |s, _| thousand(s.member_flows.expelled[0])),
    p("party.expelled_peasants", "thousand", "Peasants expelled", Flow, &[], |s, _| thousand(s.member_flows.expelled[1])),
    p("party.expelled_others", "thousand", "Employees and others expelled", Flow, &[], |s, _| thousand(s.member_flows.expelled[2])),
    p("party.expelled_for_opinion", "thousand", "Members expelled for what they said", Flow, &[], |s, _| thousand(s.member_flows.expelled_for_opinion)),
    p("party.left_bench", "thousand", "Members who moved from the bench to an office", Flow, &[], |s, _| thousand(s.member_flows.left_bench)),
    p("party.democracy_private", "-1 to 1", "What members think of discussion and election", Index, &[], |_, c| c.share(c.private[society::DEMOCRACY])),
    p("party.democracy_public", "-1 to 1", "What members say of discussion and election", Index, &[], |_, c| c.share(c.public[society::DEMOCRACY])),
    p("party.plan_private", "-1 to 1", "What members think of plan and pace", Index, &[], |_, c| c.share(c.private[society::PLAN])),
    p("party.nation_private", "-1 to 1", "What members think of the nation and its state", Index, &[], |_, c| c.share(c.private[society::NATION])),
    i("party.worker_cadre", "Active workers of the party at the bench, January 1918 = 1", |s, _| s.party.worker_cadre),
    i("party.factory_link", "Tie of the party to the factories", |s, _| s.party.factory_link),
    i("party.careerist_share", "Members who joined for a career", |s, _| s.party.careerist_share),
    i("party.old_bolshevik_share", "Members who joined before 1917", |s, _| s.party.old_bolshevik_share),
    i("party.fatigue", "Weariness of members", |s, _| s.party.fatigue),
    i("party.comfort_seeking", "Wish of members for comfort", |s, _| s.party.comfort_seeking),
    i("party.member_control", "How far members can hold leaders to account", |s, _| s.party.member_control),
    i("party.opposition_strength", "Strength of opposition among members", |s, _| s.party.opposition_strength),
    i("party.congress_independence", "How far a congress can decide against the Secretariat", |s, _| s.party.congress_independence),
    i("party.nationalist_sentiment", "Leaning of members and officials to the nation", |s, _| s.party.nationalist_sentiment),
    i("party.purge_intensity", "Strength of a purge under way", |s, _| s.party.purge_intensity),
    i("party.sanction", "Sanction that waits for open dissent", |s, _| s.party.sanction),
    // The Secretariat
    i("secretariat.power", "Power of the Secretariat over posts", |s, _| s.party.secretariat_power),
    i("secretariat.appointed", "Provincial secretaries appointed or recommended from above", |s, _| s.party.appointment_share),
    i("secretariat.appointed_only", "Provincial secretaries sent from above", |_, c| c.of_posts(Tier::Province, 4)),
    i("secretariat.appointed_district", "District secretaries appointed or recommended from above", |_, c| c.of_posts(Tier::District, 3) + c.of_posts(Tier::District, 4)),
    i("secretariat.network", "Posts loyal to the general secretary", |s, _| s.party.loyal_network),
    i("secretariat.information_control", "Hold of the Secretariat on what leaders learn", |s, _| s.party.information_control),
    i("secretariat.holder_caution", "Caution of the holder of the office", |s, _| s.party.holder_caution),
    i("secretariat.demand_for_order", "Demand of local secretaries for a strong centre", |s, _| s.party.demand_for_order),
    p("secretariat.assignments", "persons", "Responsible postings made by the Secretariat", Flow, &[], |s, _| s.post_flows.assignments as f64),
    p("secretariat.came", "persons", "Provincial secretaries who came to their post", Flow, &[], |s, _| s.post_flows.came as f64),
    p("secretariat.came_from_above", "persons", "Provincial secretaries who came to their post appointed or recommended from above", Flow, &[], |s, _| s.post_flows.came_from_above as f64),
    p("secretariat.moves", "persons", "Provincial secretaries who left their post", Flow, &[], |s, _| (s.post_flows.recalled + s.post_flows.left) as f64),
    p("secretariat.recalls", "persons", "Provincial secretaries recalled by the centre", Flow, &[], |s, _| s.post_flows.recalled as f64),
    p("secretariat.elected", "posts", "Posts filled by election", Flow, &[], |s, _| s.post_flows.elected as f64),
    i("secretariat.old_guard_committee", "Old guard in the Central Committee", |s, _| old_guard_in_committee(&s.leaders)),
    i("secretariat.old_guard_province", "Old guard among provincial secretaries", |_, c| c.of_posts(Tier::Province, 1)),
    i("secretariat.old_guard_district", "Old guard among district secretaries", |_, c| c.of_posts(Tier::District, 1)),
    i("secretariat.old_guard_cell", "Old guard among cell secretaries", |_, c| c.of_posts(Tier::Cell, 1)),
    // Congresses and opposition
    p("congress.delegates", "delegates", "Voting delegates of the last congress", Stock, &[], |s, _| s.party.congress.delegates as f64),
    i("congress.officials", "Full-time officials among the delegates of the last congress", |s, _| ratio(s.party.congress.officials as f64, s.party.congress.delegates as f64)),
    i("congress.opposition", "Opposition among the delegates of the last congress", |s, _| ratio(s.party.congress.opposition as f64, s.party.congress.delegates as f64)),
    i("opposition.members", "Opposition among members at the last election", |s, _| s.party.congress.opposition_members),
    i("opposition.students", "Opposition in cells of higher schools", |s, _| s.party.congress.opposition_students),
    i("opposition.workers", "Opposition in factory cells", |s, _| s.party.congress.opposition_workers),
    i("opposition.army", "Opposition in army cells", |s, _| s.party.congress.opposition_army),
    i("opposition.district", "Opposition at district conferences", |s, _| s.party.congress.opposition_district),
    i("opposition.province", "Opposition at provincial conferences", |s, _| s.party.congress.opposition_province),
    i("opposition.congress", "Opposition at the last congress or conference", |s, _| ratio(s.party.congress.opposition as f64, s.party.congress.delegates as f64)),
    // The apparatus
    i("apparatus.old_officials", "Officials of central offices who served before 1917", |s, _| s.apparatus.old_share_centre),
    i("apparatus.old_officials_all", "Officials of all levels who served before 1917", |s, _| s.apparatus.old_share),
    i("apparatus.old_officials_finance", "Old officials in finance", |s, _| old_in(s, Commissariat::Finance)),
    i("apparatus.old_officials_transport", "Old officials in transport", |s, _| old_in(s, Commissariat::Transport)),
    i("apparatus.old_officials_control", "Old officials in state control", |s, _| old_in(s, Commissariat::Control)),
    i("apparatus.old_officials_war", "Old officials in the war commissariat", |s, _| old_in(s, Commissariat::War)),
    i("apparatus.old_officials_industry", "Old officials in the economic council", |s, _| old_in(s, Commissariat::Industry)),
    i("apparatus.old_officials_interior", "Old officials in the interior", |s, _| old_in(s, Commissariat::Interior)),
    i("apparatus.old_officials_foreign", "Old officials in foreign affairs", |s, _| old_in(s, Commissariat::Foreign)),
    i("apparatus.old_officials_cheka", "Old officials in the Cheka and its heirs", |s, _| old_in(s, Commissariat::Cheka)),
    i("apparatus.old_officials_agriculture", "Old officials in agriculture", |s, _| old_in(s, Commissariat::Agriculture)),
    i("apparatus.old_officials_trade", "Old officials in trade", |s, _| old_in(s, Commissariat::Trade)),
    i("apparatus.communists", "Communists among officials", |s, _| ratio(s.offices.communists.total().real(), s.offices.staff.total().real())),
    i("apparatus.communists_centre", "Leading posts of state bodies held by Communists, centre", |s, _| led(s, Level::Centre)),
    i("apparatus.communists_province", "Leading posts of state bodies held by Communists, province", |s, _| led(s, Level::Province)),
    i("apparatus.communists_district", "Leading posts of state bodies held by Communists, district", |s, _| led(s, Level::District)),
    i("apparatus.communists_volost", "Leading posts of state bodies held by Communists, volost and village", |s, _| led(s, Level::Volost)),
    i("apparatus.party_control", "How far the party directs the offices", |s, _| s.apparatus.party_control),
    p("apparatus.privileges", "times", "Real income of an official of rank over a worker's", Index, &[], |s, _| s.apparatus.privileges),
    p("apparatus.cost", "million workers' incomes", "What the offices cost", Index, &[], |s, _| s.offices.cost.total() / 1e6),
    i("apparatus.conservatism", "Interest of officials in things as they are", |s, _| s.apparatus.conservatism),
    i("apparatus.news_passed", "Share of bad news that reaches the top", |s, _| s.apparatus.news_passed),
    i("apparatus.manager_influence", "Weight of red managers and specialists", |s, _| s.apparatus.manager_influence),
    p("apparatus.demand", "1 = as decreed", "Demand for offices over what decrees set", Index, &[], |s, _| s.apparatus.demand),
    p("kto_kogo.month", "-1 to 1", "Who directs whom this month: 1 the party, -1 the old offices", Index, &[], |s, _| s.apparatus.reading),
    p("kto_kogo.so_far", "-1 to 1", "Who directs whom, all months so far", Index, &[], |s, _| s.apparatus.reading_so_far),
    p("kto_kogo.finance", "-1 to 1", "Who directs whom in finance", Index, &[], |s, _| reading_in(s, Commissariat::Finance)),
    p("kto_kogo.transport", "-1 to 1", "Who directs whom in transport", Index, &[], |s, _| reading_in(s, Commissariat::Transport)),
    p("kto_kogo.control", "-1 to 1", "Who directs whom in state control", Index, &[], |s, _| reading_in(s, Commissariat::Control)),
    p("kto_kogo.war", "-1 to 1", "Who directs whom in the war commissariat", Index, &[], |s, _| reading_in(s, Commissariat::War)),
    p("kto_kogo.industry", "-1 to 1", "Who directs whom in the economic council", Index, &[], |s, _| reading_in(s, Commissariat::Industry)),
    p("kto_kogo.interior", "-1 to 1", "Who directs whom in the interior", Index, &[], |s, _| reading_in(s, Commissariat::Interior)),
    p("kto_kogo.foreign", "-1 to 1", "Who directs whom in foreign affairs", Index, &[], |s, _| reading_in(s, Commissariat::Foreign)),
    p("kto_kogo.cheka", "-1 to 1", "Who directs whom in the Cheka and its heirs", Index, &[], |s, _| reading_in(s, Commissariat::Cheka)),
    p("kto_kogo.agriculture", "-1 to 1", "Who directs whom in agriculture", Index, &[], |s, _| reading_in(s, Commissariat::Agriculture)),
    p("kto_kogo.food", "-1 to 1", "Who directs whom in food supply", Index, &[], |s, _| reading_in(s, Commissariat::Food)),
    p("kto_kogo.trade", "-1 to 1", "Who directs whom in trade", Index, &[], |s, _| reading_in(s, Commissariat::Trade)),
    p("kto_kogo.education", "-1 to 1", "Who directs whom in education", Index, &[], |s, _| reading_in(s, Commissariat::Education)),
    // The leaders
    i("leaders.lenin_capacity", "Lenin's capacity for work", |s, _| s.leadership.lenin_capacity),
    i("leaders.lenin_alarm", "Lenin's alarm", |s, _| s.leadership.lenin_alarm),
    i("leaders.lenin_effect", "Strength of Lenin's action", |s, _| s.leadership.lenin_action),
    i("leaders.lenin_trotsky_alliance", "Alliance of Lenin and Trotsky", |s, _| s.leadership.lenin_trotsky_alliance),
    i("leaders.rivalry", "Rivalry of the general secretary and the opposition's leader", |s, _| s.party.rivalry),
    i("leaders.split_probability", "Prospect of a split of the leadership", |s, _| s.party.split_probability),
    p("leaders.blocs", "blocs", "Blocs in the Politburo", Index, &[], |s, _| f64::from(s.leadership.blocs)),
    i("leaders.ruling_share", "Power of the ruling bloc in the Politburo", |s, _| s.leadership.ruling_share),
    i("leaders.loyalty_norm", "Loyalty norm: winning coalition over selectorate", |s, _| s.leadership.loyalty_norm),
    p("leaders.contested_votes", "votes", "Contested votes of the Central Committee, last twelve months", Index, &[], |s, _| s.party.congress.contested_votes),
    p("leaders.secretary_months", "months", "Months that the general secretary has held the office", Stock, &[], |s, _| f64::from(s.leadership.secretary_months)),
    p("leaders.secretary_unbeaten", "months", "Months since the general secretary lost a recorded vote", Stock, &[], |s, _| f64::from(s.leadership.secretary_unbeaten)),
    p("leaders.rivals_seated", "persons", "Rivals of 1923 in the Politburo", Stock, &[], |s, _| rivals_seated(&s.leaders)),
    // Votes that targets speak of: a value in the month of the vote alone
    p("decision.trade_union_platforms.majority", "share", "Votes for the platform that won at the Tenth Congress", Index, &[], |s, _| majority(s, "trade-union-platforms")),
    p("decision.fourteenth_congress.majority", "share", "Votes for the side that won at the Fourteenth Congress", Index, &[], |s, _| majority(s, "fourteenth-congress")),
    p("decision.monopoly_october_1922.relax", "probability", "Chance given to relaxing the monopoly of foreign trade in October 1922", Index, &[], |s, _| chance(s, "monopoly-october-1922", "relax")),
    p("decision.monopoly_december_1922.restore", "probability", "Chance given to restoring the monopoly in December 1922", Index, &[], |s, _| chance(s, "monopoly-december-1922", "restore")),
    // Classes, ideas, nations
    i("classes.want", "Want of food and goods", |s, _| s.classes.want),
    i("classes.class_support", "Support by workers and peasants", |s, _| s.classes.class_support),
    i("classes.worker_support", "Support by workers", |s, _| s.classes.worker_support),
    i("classes.peasant_support", "Support by peasants", |s, _| s.classes.peasant_support),
    i("classes.peasant_weight", "Peasants among the people", |s, _| s.classes.peasant_weight),
    i("classes.urban_revolt", "Unrest in the towns", |s, _| s.classes.urban_revolt),
    i("classes.nepman_income", "Incomes of private traders and owners in national income", |s, _| s.classes.nepman_income),
    i("classes.kulak_share", "Households that hire or lease", |s, _| s.classes.kulak_share),
    i("classes.bourgeois_confidence", "Confidence of the private strata", |s, _| s.classes.bourgeois_confidence),
    i("classes.concession_pressure", "Pressure for concessions", |s, _| s.classes.concession_pressure),
    i("classes.market_freedom", "Freedom of the market", |s, _| s.classes.market_freedom),
    i("classes.backwardness", "Backwardness, 1917 = 1", |s, _| s.classes.backwardness),
    i("classes.cultural_level", "Schooling and political culture", |s, _| s.classes.cultural_level),
    i("classes.policy_effectiveness", "What policy brings about of what it orders", |s, _| s.classes.policy_effectiveness),
    i("classes.state_ownership", "Industry that the state owns", |s, _| s.classes.state_ownership),
    i("classes.mobility_support", "Support that promotion creates", |s, _| s.classes.mobility_support),
    i("classes.ruralisation", "Workers and members fresh from the village", |s, _| s.classes.ruralisation),
    i("classes.repression", "Severity of police and one-party rule as felt", |s, _| s.classes.repression),
    i("nation.officials", "National feeling among officials", |s, _| s.classes.national_feeling[0]),
    i("nation.new_members", "National feeling among new members", |s, _| s.classes.national_feeling[1]),
    i("nation.peasants", "National feeling among peasants", |s, _| s.classes.national_feeling[2]),
    i("nation.emigres", "National feeling among emigres", |s, _| s.classes.national_feeling[3]),
    i("nation.smena_vekh", "Reach of the Smena Vekh current", |s, _| s.classes.smena_vekh),
    i("nation.conflict", "Conflict of the centre and the republics", |s, _| s.classes.national_conflict),
    // The world
    i("world.revolution_prospect", "Prospect of a revolution in the West", |s, _| s.comintern.prospect),
    i("world.comintern_maturity", "Maturity of Communist parties abroad", |s, _| mean_maturity(s)),
    i("world.internationalist_effort", "Effort put into revolution abroad", |s, _| s.comintern.effort),
    p("world.durable", "governments", "Revolutions abroad that lasted", Stock, &[], |s, _| f64::from(s.world.durable)),
    p("world.workers_government", "months", "Life of the oldest workers' government in an industrial country", Stock, &[], |s, _| f64::from(s.comintern.workers_government)),
    i("world.isolation", "Isolation of Soviet Russia", |s, _| s.comintern.isolation),
    i("world.technology_inflow", "Technique from allied countries", |s, _| s.comintern.technology),
    i("world.threat", "Threat of war or intervention", |s, _| s.comintern.threat),
    i("world.foreign_capital", "Tie of home capital to capital abroad", |s, _| s.comintern.foreign_capital),
    i("world.trade_monopoly", "Strictness of the monopoly of foreign trade", |s, _| s.instruments.trade_monopoly),
    p("comintern.kpd", "thousand", "Members of the German party", Stock, &[("comintern_membership / KPD", "persons", 0.001)], |s, _| kpd(s)),
    // Causes from the economy, as the causal graph names them
    p("land.weather_shock", "share", "Loss of the coming harvest to weather", Index, &[], |s, _| weather_shock(s)),
    p("trade.turnover", "million roubles of 1913", "Retail trade", Flow, &[], |s, _| s.trade.turnover.real() / 1e8),
    p("state.investment_share", "share", "State investment in national income", Index, &[], |s, _| investment_share(s)),
    // Where it tends
    i("outcome.thermidor_index", "Index of bureaucratic degeneration, as outcome O2 defines it", |s, _| s.party.thermidor_index),
    i("outcome.restoration_risk", "Risk that private property returns to power", |s, _| s.party.restoration_risk),
    i("outcome.regime_survival", "Prospect that the government survives", |s, _| s.party.regime_survival),
];

fn mean_maturity(s: &Society) -> f64 {
    let c = &s.comintern;
    let total: f64 = c.workers.total();
    ratio(c.maturity.ids().map(|id| c.maturity[id] * c.workers[id]).sum(), total)
}

fn kpd(s: &Society) -> f64 {
    let c = &s.comintern;
    c.country.ids().find(|&id| c.country[id] == "Germany").map_or(f64::NAN, |id| c.members[id])
}

/// State investment of the month, at a year's rate, over national income.
fn investment_share(s: &Society) -> f64 {
    ratio(s.state.investment * 12.0, s.state.income * s.norms.income_1913 * 1e6)
}

fn weather_shock(s: &Society) -> f64 {
    let r = &s.regions;
    let lost = |id| (1.0 - r.weather[id]) * r.sown[id].real();
    ratio(r.weather.ids().map(lost).sum(), r.sown.total().real())
}

/// The motion of this id, if it was voted on this month.
fn voted<'s>(s: &'s Society, id: &str) -> Option<&'s Motion> {
    s.agenda.motions.iter().find(|motion| &*motion.id == id && motion.outcome.voted)
}

/// Share of the votes cast for an option that the winner got, abstentions apart.
fn majority(s: &Society, id: &str) -> f64 {
    voted(s, id).map_or(f64::NAN, |motion| {
        let (votes, options) = (&motion.outcome.votes, motion.choices.len());
        let cast: i64 = votes.iter().take(options).sum();
        ratio(votes[motion.outcome.won] as f64, cast as f64)
    })
}

/// Chance that the model gave to an option before the vote.
fn chance(s: &Society, id: &str, option: &str) -> f64 {
    let of = |motion: &Motion| {
        let place = motion.choices.iter().position(|choice| &*choice.id == option)?;
        motion.outcome.probability.get(place).copied()
    };
    voted(s, id).and_then(of).unwrap_or(f64::NAN)
}
