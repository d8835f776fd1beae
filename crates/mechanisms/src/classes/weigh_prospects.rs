//! # Weigh the prospects
//!
//! Where things are going, in four numbers. The index of bureaucratic degeneration is the mean of six
//! observable items, each scaled between two values of the record: who appoints the provincial
//! secretaries, how many delegates are officials, how many speak for an opposition, what an official
//! earns, how many members stand at the bench, how often the Central Committee votes against
//! itself. The risk of restoration grows with the confidence of private strata and their ties abroad
//! and falls as state industry grows. The government's prospect of survival rests on support,
//! industry and help from abroad, against war, risings and that risk. Political stress is the
//! product of hardship below, rivalry above and an empty treasury; nothing follows from it.
//!
//! The causal graph lets four causes pull on the index. The index is the items and nothing else:
//! appointment is one of them; the interest of the officials shows in their seats and incomes, the
//! control of members in opposition, bench and contested votes, and what these items add is noted
//! as the pull of the cause. National sentiment has no item: it reaches the index only through what
//! it does to the others, and no pull is noted for it.
//!
//! Refuted by: an index that stood still from 1921 to 1927, or a government that fell while support
//! and industry rose.

use crate::prelude::*;

/// Degeneration, restoration, survival and stress, as things stand.
#[derive(Clone, Debug, Parameters)]
pub struct WeighProspects {
    /// Risk of restoration at usual confidence and the industry of 1913, with no tie abroad.
    #[prior(Uniform(0.05, 0.2), unit = "0 to 1", source = "judgement")]
    pub restoration: f64,
    /// What confidence of the private strata adds to it.
    #[prior(Uniform(0.3, 0.8), unit = "0 to 1 a unit", source = "judgement")]
    pub by_confidence: f64,
    /// Usual confidence.
    #[prior(Fixed(0.3), unit = "0 to 1", source = "judgement")]
    pub usual_confidence: f64,
    /// What ties to capital abroad add to it.
    #[prior(Uniform(0.2, 0.6), unit = "0 to 1 a unit", source = "judgement")]
    pub by_link: f64,
    /// What industry at the level of 1913 takes from it.
    #[prior(Uniform(0.1, 0.3), unit = "0 to 1 a unit of 1913", source = "judgement")]
    pub industry_against: f64,
    /// Prospect of survival in peace, at usual support and the industry of 1913.
    #[prior(Uniform(0.7, 0.9), unit = "0 to 1", source = "judgement")]
    pub survival: f64,
    /// What support of workers and peasants adds.
    #[prior(Uniform(0.3, 0.7), unit = "0 to 1 a unit", source = "judgement, card S4")]
    pub by_support: f64,
    /// Usual support.
    #[prior(Fixed(0.5), unit = "0 to 1", source = "judgement")]
    pub usual_support: f64,
    /// What industry adds.
    #[prior(Uniform(0.05, 0.2), unit = "0 to 1 a unit of 1913", source = "judgement")]
    pub by_industry: f64,
    /// What technique from allied countries adds.
    #[prior(Uniform(0.1, 0.4), unit = "0 to 1 a unit", source = "judgement")]
    pub by_technology: f64,
    /// What the threat of war takes.
    #[prior(Uniform(0.1, 0.35), unit = "0 to 1 a unit", source = "judgement")]
    pub by_threat: f64,
    /// What peasant unrest takes.
    #[prior(Uniform(0.1, 0.35), unit = "0 to 1 a unit", source = "judgement")]
    pub by_unrest: f64,
    /// What unrest in the towns takes.
    #[prior(Uniform(0.1, 0.3), unit = "0 to 1 a unit", source = "judgement")]
    pub by_revolt: f64,
    /// What the risk of restoration takes.
    #[prior(Uniform(0.1, 0.3), unit = "0 to 1 a unit", source = "judgement")]
    pub by_restoration: f64,
    /// Share of the peasants in open rising at which unrest is full.
    #[prior(Fixed(0.005), unit = "share", source = "judgement, rebel numbers of 1920-21")]
    pub full_unrest: f64,
}

/// An item of the index: its value where degeneration is none, and where it is complete. The values
/// are those of outcome O2 in the ledger of claims.
#[derive(Clone, Copy, Debug)]
pub struct Item(pub f64, pub f64);

/// Share of provincial secretaries appointed or recommended from above.
pub const APPOINTED: Item = Item(0.0, 0.75);
/// Share of full-time officials among delegates.
pub const OFFICIALS: Item = Item(0.25, 0.65);
/// Share of delegates for the opposition.
pub const OPPOSITION: Item = Item(0.20, 0.01);
/// Real income of an official over that of a worker.
pub const INCOME: Item = Item(1.0, 3.0);
/// Share of members at the bench.
pub const BENCH: Item = Item(0.40, 0.15);
/// Contested votes a year in the Central Committee.
pub const CONTESTED: Item = Item(6.0, 0.0);

impl Item {
    /// How far towards complete degeneration this value stands, 0 to 1.
    pub fn scaled(self, value: f64) -> f64 {
        ((value - self.0) / (self.1 - self.0)).clamp(0.0, 1.0)
    }
}

/// The six items, as they stand; before any congress its two items are not numbers.
#[derive(Clone, Copy, Debug)]
pub struct Items {
    /// Share of provincial secretaries appointed or recommended from above.
    pub appointed: f64,
    /// Share of full-time officials among delegates.
    pub officials: f64,
    /// Share of delegates for the opposition.
    pub opposition: f64,
    /// Real income of an official over that of a worker.
    pub income: f64,
    /// Share of members at the bench.
    pub bench: f64,
    /// Contested votes a year in the Central Committee.
    pub contested: f64,
}

impl Items {
    /// The items on their scales, in the order of the fields.
    pub fn scaled(&self) -> [f64; 6] {
        [
            APPOINTED.scaled(self.appointed),
            OFFICIALS.scaled(self.officials),
            OPPOSITION.scaled(self.opposition),
            INCOME.scaled(self.income),
            BENCH.scaled(self.bench),
            CONTESTED.scaled(self.contested),
        ]
    }

    /// The index: the mean of the items that are known.
    pub fn index(&self) -> f64 {
        let known = self.scaled().into_iter().filter(|x| !x.is_nan());
        let (sum, n) = known.fold((0.0, 0.0), |(sum, n), x| (sum + x, n + 1.0));
        sum / f64::max(n, 1.0)
    }
}

const APPOINTMENT: usize = edge("appointment_share", "thermidor_index");
const CONSERVATISM: usize = edge("apparatus_conservatism", "thermidor_index");
const CONTROL: usize = edge("member_control", "thermidor_index");
const CONFIDENCE: usize = edge("bourgeois_confidence", "restoration_risk");
const LINK: usize = edge("foreign_capital_link", "restoration_risk");
const INDUSTRY_AGAINST: usize = edge("industrial_output", "restoration_risk");
const SUPPORT: usize = edge("class_support", "regime_survival");
const INDUSTRY: usize = edge("industrial_output", "regime_survival");
const TECHNOLOGY: usize = edge("technology_inflow", "regime_survival");
const THREAT: usize = edge("military_threat", "regime_survival");
const UNREST: usize = edge("peasant_unrest", "regime_survival");
const REVOLT: usize = edge("urban_revolt", "regime_survival");
const RESTORATION: usize = edge("restoration_risk", "regime_survival");

impl Mechanism for WeighProspects {
    const CARD: Card = Card {
        name: "weigh-prospects",
        card: "S4",
        summary: "Degeneration, restoration, survival and stress, read from the state of things.",
        claims: &[
            "thermidor-gathering-1923",
            "western-resources-needed-for-survival",
            "internal-danger-exceeds-military-danger-1921",
            "war-communism-unsustainable-1921",
            "direct-foreign-link-overwhelms-state",
        ],
        edges: &[
            ("appointment_share", "thermidor_index"),
            ("apparatus_conservatism", "thermidor_index"),
            ("member_control", "thermidor_index"),
            ("bourgeois_confidence", "restoration_risk"),
            ("foreign_capital_link", "restoration_risk"),
            ("industrial_output", "restoration_risk"),
            ("class_support", "regime_survival"),
            ("industrial_output", "regime_survival"),
            ("technology_inflow", "regime_survival"),
            ("military_threat", "regime_survival"),
            ("peasant_unrest", "regime_survival"),
            ("urban_revolt", "regime_survival"),
            ("restoration_risk", "regime_survival"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let items = items(v.party, v.apparatus, v.members);
        v.party.thermidor_index = items.index();
        note_items(&items, v.influences);

        let industry =
            v.trusts.output.total().real() / v.trusts.output_1913.total().real().max(1.0);
        let confidence = v.classes.bourgeois_confidence - self.usual_confidence;
        v.party.restoration_risk = Pulls::from(self.restoration, v.influences)
            .edge(CONFIDENCE, self.by_confidence * confidence)
            .edge(LINK, self.by_link * v.comintern.foreign_capital)
            .edge(INDUSTRY_AGAINST, -self.industry_against * (industry - 1.0))
            .rest();

        let rural = v.rural.total().real().max(1.0);
        let rebels: f64 = v.rising.ids().map(|r| v.rising[r] * v.rural[r].real()).sum();
        let unrest = (rebels / rural / self.full_unrest).min(1.0);
        let support = v.classes.class_support - self.usual_support;
        v.party.regime_survival = Pulls::from(self.survival, v.influences)
            .edge(SUPPORT, self.by_support * support)
            .edge(INDUSTRY, self.by_industry * (industry - 1.0))
            .edge(TECHNOLOGY, self.by_technology * v.comintern.technology)
            .edge(THREAT, -self.by_threat * v.comintern.threat)
            .edge(UNREST, -self.by_unrest * unrest)
            .edge(REVOLT, -self.by_revolt * v.classes.urban_revolt)
            .edge(RESTORATION, -self.by_restoration * v.party.restoration_risk)
            .rest();

        let lacking = v.state.expenditure - v.state.revenue;
        let empty = (lacking / v.state.expenditure.max(1.0)).clamp(0.0, 1.0);
        let rivalry = v.party.opposition_strength.max(v.party.rivalry);
        v.party.stress = v.classes.want * rivalry * empty;
    }
}

/// Reads the six items off the state.
fn items(party: &Party, apparatus: &Apparatus, members: &Members) -> Items {
    let congress = &party.congress;
    let of_delegates = |n: i64| {
        if congress.delegates > 0 { n as f64 / congress.delegates as f64 } else { f64::NAN }
    };
    // Every row stands for the same number of persons.
    let bench = members.job.all().iter().filter(|job| **job == Job::Bench).count();
    Items {
        appointed: party.appointment_share,
        officials: of_delegates(congress.officials),
        opposition: of_delegates(congress.opposition),
        income: apparatus.privileges,
        bench: bench as f64 / members.job.len().max(1) as f64,
        contested: congress.contested_votes,
    }
}

/// Notes what the items add to the index as pulls of the causes that show in them.
fn note_items(items: &Items, influences: &mut Influences) {
    let scaled = items.scaled();
    let known = scaled.iter().filter(|x| !x.is_nan()).count().max(1) as f64;
    let adds = |i: usize| if scaled[i].is_nan() { 0.0 } else { scaled[i] / known };
    // Control shows in items that count against degeneration: what they keep off the index.
    let keeps = |i: usize| if scaled[i].is_nan() { 0.0 } else { (scaled[i] - 1.0) / known };
    influences.pull[APPOINTMENT] = adds(0);
    influences.pull[CONSERVATISM] = adds(1) + adds(3);
    influences.pull[CONTROL] = keeps(2) + keeps(4) + keeps(5);
}

view! {
    reads {
        members: Members = members;
        apparatus: Apparatus = apparatus;
        classes: Classes = classes;
        comintern: Comintern = comintern;
        trusts: Trusts = trusts;
        state: State = state;
        rising: Column<Region, f64> = regions.rising;
        rural: Column<Region, People> = regions.rural;
    }
    changes {
        party: Party = party;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Month;

    /// A country at peace, with a party of four rows and industry at the level of 1913.
    #[derive(Clone)]
    struct Case {
        members: Members,
        apparatus: Apparatus,
        classes: Classes,
        comintern: Comintern,
        trusts: Trusts,
        state: State,
        rising: f64,
        party: Party,
        influences: Influences,
    }

    fn case() -> Case {
        let mut trusts = Trusts::default();
        trusts.output.push(Goods(1000));
        trusts.output_1913.push(Goods(1000));
        let job = Column::new(vec![Job::Bench, Job::Office, Job::Army, Job::Farm]);
        Case {
            members: Members { job, ..Members::default() },
            apparatus: Apparatus { privileges: 1.5, ..Apparatus::default() },
            classes: Classes {
                class_support: 0.5,
                bourgeois_confidence: 0.3,
                want: 0.5,
                ..Classes::default()
            },
            comintern: Comintern::default(),
            trusts,
            state: State { expenditure: 100.0, revenue: 50.0, ..State::default() },
            rising: 0.0,
            party: Party {
                appointment_share: 0.3,
                opposition_strength: 0.4,
                congress: Congress {
                    delegates: 400,
                    officials: 160,
                    opposition: 40,
                    contested_votes: 3.0,
                    ..Congress::default()
                },
                ..Party::default()
            },
            influences: Influences::default(),
        }
    }

    fn weighed(mut case: Case) -> Case {
        let view = View {
            members: &case.members,
            apparatus: &case.apparatus,
            classes: &case.classes,
            comintern: &case.comintern,
            trusts: &case.trusts,
            state: &case.state,
            rising: &Column::new(vec![case.rising]),
            rural: &Column::new(vec![People(1000)]),
            party: &mut case.party,
            influences: &mut case.influences,
        };
        WeighProspects::central().step(Dice::new(1, 1, Month::new(1923, 1)), view);
        case
    }

    fn with(change: impl Fn(&mut Case)) -> Party {
        let mut case = case();
        change(&mut case);
        weighed(case).party
    }

    /// Ends of the scales of outcome O2.
    #[test]
    fn the_index_runs_from_none_to_complete() {
        let none = Items {
            appointed: 0.0,
            officials: 0.25,
            opposition: 0.20,
            income: 1.0,
            bench: 0.40,
            contested: 6.0,
        };
        let complete = Items {
            appointed: 0.75,
            officials: 0.65,
            opposition: 0.01,
            income: 3.0,
            bench: 0.15,
            contested: 0.0,
        };
        assert_eq!(none.index(), 0.0);
        assert!((complete.index() - 1.0).abs() < 1e-12);
        let half = Items { income: 3.0, bench: 0.15, contested: 0.0, ..none };
        assert!((half.index() - 0.5).abs() < 1e-12);
        // Before any congress the other four items stand alone.
        let early = Items { officials: f64::NAN, opposition: f64::NAN, ..complete };
        assert!((early.index() - 1.0).abs() < 1e-12);
    }

    /// Claim thermidor-gathering-1923: each cause moves the index as the graph says.
    #[test]
    fn appointment_incomes_and_silence_raise_the_index() {
        let now = with(|_| ()).thermidor_index;
        assert!(with(|c| c.party.appointment_share = 0.6).thermidor_index > now);
        assert!(with(|c| c.apparatus.privileges = 2.5).thermidor_index > now);
        assert!(with(|c| c.party.congress.officials = 240).thermidor_index > now);
        assert!(with(|c| c.party.congress.opposition = 60).thermidor_index < now);
        assert!(with(|c| c.party.congress.contested_votes = 5.0).thermidor_index < now);
        assert!(with(|c| c.members.job.fill(Job::Bench)).thermidor_index < now);
    }

    /// What is noted as pulls adds up to the index, counted from three items at their best.
    #[test]
    fn pulls_on_the_index_add_up_to_it() {
        let case = weighed(case());
        let pull = case.influences.pull;
        let sum = pull[APPOINTMENT] + pull[CONSERVATISM] + pull[CONTROL] + 0.5;
        assert!((sum - case.party.thermidor_index).abs() < 1e-12);
        assert!(pull[CONTROL] < 0.0 && pull[APPOINTMENT] > 0.0);
    }

    /// Claims direct-foreign-link-overwhelms-state, ustryalov-forecast-bourgeois-state.
    #[test]
    fn confidence_and_ties_abroad_raise_the_risk_of_restoration_and_industry_lowers_it() {
        let now = with(|_| ()).restoration_risk;
        assert!(with(|c| c.classes.bourgeois_confidence = 0.6).restoration_risk > now);
        assert!(with(|c| c.comintern.foreign_capital = 0.4).restoration_risk > now);
        assert!(with(|c| c.trusts.output.fill(Goods(200))).restoration_risk > now);
    }

    /// Claims western-resources-needed-for-survival, social-base-weakens-by-early-1921,
    /// war-communism-unsustainable-1921, nep-saves-and-endangers.
    #[test]
    fn survival_follows_its_seven_causes() {
        let now = with(|_| ()).regime_survival;
        assert!(with(|c| c.classes.class_support = 0.7).regime_survival > now);
        assert!(with(|c| c.comintern.technology = 0.5).regime_survival > now);
        assert!(with(|c| c.trusts.output.fill(Goods(200))).regime_survival < now);
        assert!(with(|c| c.comintern.threat = 0.8).regime_survival < now);
        assert!(with(|c| c.rising = 0.004).regime_survival < now);
        assert!(with(|c| c.classes.urban_revolt = 0.8).regime_survival < now);
        assert!(with(|c| c.comintern.foreign_capital = 0.8).regime_survival < now);
    }

    /// Nobody hungry, nobody at odds, or a full treasury: no stress.
    #[test]
    fn stress_is_a_product() {
        assert!((with(|_| ()).stress - 0.5 * 0.4 * 0.5).abs() < 1e-12);
        assert_eq!(with(|c| c.classes.want = 0.0).stress, 0.0);
        assert_eq!(with(|c| c.party.opposition_strength = 0.0).stress, 0.0);
        assert_eq!(with(|c| c.state.revenue = 200.0).stress, 0.0);
    }
}
