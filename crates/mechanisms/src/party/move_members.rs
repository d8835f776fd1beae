//! # Move members
//!
//! Members do not stay where they joined. Offices that lack Communists draw them from bench, farm
//! and barracks; the front calls them up and sends them home when the army shrinks; schools take
//! some and pass them on to offices; and when factories close, those who worked there lose their
//! place. Promotion of workers by policy adds to what the offices take.
//!
//! Refuted by: a share of members at the bench that holds in 1918-23 while offices grow.

use crate::prelude::*;

/// Moves between bench, farm, office, army and study.
#[derive(Clone, Debug, Parameters)]
pub struct MoveMembers {
    /// Members drawn to offices in a month where no post that asks for one has one, at full strength.
    #[prior(
        Uniform(0.04, 0.09),
        unit = "share a month",
        source = "judgement, bench share of December 1923 on record"
    )]
    pub draw: f64,
    /// Posts in the offices that ask for a member.
    #[prior(
        Uniform(0.12, 0.2),
        unit = "share of officials",
        source = "judgement, Communist presence in offices on record"
    )]
    pub asked: f64,
    /// Draw on farm and barracks over that on the bench.
    #[prior(Fixed(0.6), unit = "share", source = "judgement")]
    pub others: f64,
    /// Office holders who go back when offices have more members than they ask for.
    #[prior(Uniform(0.005, 0.02), unit = "share a month", source = "judgement")]
    pub back: f64,
    /// Members in the army over its strength, when nobody is called up.
    #[prior(
        Uniform(0.08, 0.11),
        unit = "share of soldiers",
        source = "stalin-works-v5-organisational"
    )]
    pub army_share: f64,
    /// Members beyond that share who are sent home.
    #[prior(Uniform(0.1, 0.3), unit = "share a month", source = "judgement")]
    pub release: f64,
    /// Members at bench, farm and barracks who begin to study.
    #[prior(
        Uniform(0.001, 0.005),
        unit = "share a month",
        source = "judgement, what bench, army, village and offices leave of the members of 1923-24"
    )]
    pub study: f64,
    /// Months at school.
    #[prior(Fixed(36.0), unit = "months", source = "judgement, length of a workers' faculty")]
    pub school: f64,
    /// Workers promoted in a month of full promotion, where promotion is at its strongest.
    #[prior(Uniform(0.004, 0.01), unit = "share a month", source = "judgement, card P1")]
    pub promoted: f64,
    /// Part of the promoted who are sent to schools first.
    #[prior(Fixed(0.3), unit = "share", source = "judgement")]
    pub promoted_to_school: f64,
    /// Members at the bench who lose their place for each worker who does.
    #[prior(Uniform(0.3, 0.9), unit = "share", source = "judgement, last to be dismissed")]
    pub dismissed: f64,
}

/// Chance of each way out of each job in a month: rows are the jobs left, columns those entered.
type Chances = [[f64; 5]; 5];

const BENCH: usize = Job::Bench as usize;
const FARM: usize = Job::Farm as usize;
const OFFICE: usize = Job::Office as usize;
const ARMY: usize = Job::Army as usize;
const STUDY: usize = Job::Study as usize;

/// Of workers sent home by army or office, the part that finds a place at the bench while factories
/// work as in 1913; of peasants, the part that goes back to the farm (judgement).
const HOME: f64 = 0.5;

const OFFICES: usize = edge("apparatus_size", "worker_cadre");
const CLASS: usize = edge("working_class_size", "worker_cadre");

/// What bears on the moves of the month.
#[derive(Clone, Copy, Debug, Default)]
struct Pressure {
    /// Members by job.
    by_job: [f64; 5],
    officials: f64,
    army: f64,
    called: f64,
    promotion: f64,
    /// Share of workers who lost their place.
    closed: f64,
    /// Strength of the depletion of the class base.
    depletion: f64,
}

impl MoveMembers {
    /// How far the offices lack members: 1 none there, 0 all there, negative too many.
    fn lack(&self, members: f64, officials: f64) -> f64 {
        1.0 - members / (self.asked * officials).max(1.0)
    }

    /// The chances of the month.
    fn chances(&self, p: &Pressure) -> Chances {
        let lack = self.lack(p.by_job[OFFICE], p.officials);
        let draw = p.depletion * self.draw * lack.max(0.0);
        let promoted = self.promoted * p.promotion;
        let mut c = [[0.0; 5]; 5];
        for job in [BENCH, FARM, OFFICE] {
            c[job][ARMY] = p.called;
        }
        for job in [BENCH, FARM, ARMY] {
            let part = if job == BENCH { 1.0 } else { self.others };
            c[job][OFFICE] = draw * part;
            c[job][STUDY] = self.study;
        }
        if p.called > 0.0 {
            // A front that calls lets nobody go.
            c[ARMY] = [0.0; 5];
        }
        c[BENCH][OFFICE] += promoted * (1.0 - self.promoted_to_school);
        c[BENCH][STUDY] += promoted * self.promoted_to_school;
        c[BENCH][FARM] = self.dismissed * p.closed;
        c[OFFICE][BENCH] = self.back * (-lack).clamp(0.0, 1.0);
        c[STUDY][OFFICE] = 1.0 / self.school;
        // Home from the army: bench stands for the place of origin and is sorted out by row.
        let surplus = 1.0 - self.army_share * p.army / p.by_job[ARMY].max(1.0);
        if p.called <= 0.0 {
            c[ARMY][BENCH] = self.release * surplus.max(0.0);
        }
        c
    }
}

/// Where one who is sent home goes: a worker to the bench, a peasant to the farm, as far as there is
/// a place, or to an office.
fn home(origin: Origin, luck: f64) -> Job {
    match origin {
        Origin::Worker if luck < HOME => Job::Bench,
        Origin::Peasant if luck < HOME => Job::Farm,
        _ => Job::Office,
    }
}

/// The column in which `at` falls, if in any.
fn way_out(at: f64, row: &[f64; 5]) -> Option<usize> {
    let mut left = at;
    for (i, chance) in row.iter().enumerate() {
        left -= chance;
        if left < 0.0 {
            return Some(i);
        }
    }
    None
}

impl Mechanism for MoveMembers {
    const CARD: Card = Card {
        name: "move-members",
        card: "P1",
        summary: "Offices, front and schools draw members from the bench; few return.",
        claims: &["cadre-drawn-into-apparatus", "social-base-weakens-by-early-1921"],
        edges: &[("apparatus_size", "worker_cadre"), ("working_class_size", "worker_cadre")],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        let heads = *v.heads;
        let mut by_job = [0.0; 5];
        for job in v.job.all() {
            by_job[*job as usize] += heads as f64;
        }
        let workers = v.state.workers.real();
        let before = if v.party.workers_before > 0.0 { v.party.workers_before } else { workers };
        // What a scenario spares the bench, it spares it from front and office alike.
        let kept = 1.0 - v.departures.cadre_spared;
        let pressure = Pressure {
            by_job,
            officials: v.state.officials.real(),
            army: v.state.army.real(),
            called: v.instruments.party_call_up * kept,
            promotion: v.instruments.promotion * v.switches.upward_mobility,
            closed: (1.0 - workers / before.max(1.0)).max(0.0),
            depletion: v.switches.class_base_depletion * kept,
        };
        v.party.workers_before = workers;
        let chances = self.chances(&pressure);
        let most = chances.map(|row| row.iter().sum::<f64>());
        let columns = dice.throws(v.lineage.all()).zip(v.origin.all());
        for (job, (throw, &origin)) in v.job.all_mut().iter_mut().zip(columns) {
            let from = *job as usize;
            if most[from] <= 0.0 {
                continue;
            }
            let Some(to) = way_out(throw.unit(0), &chances[from]) else { continue };
            let sent_home = to == BENCH || (from == BENCH && to == FARM);
            *job = if sent_home { home(origin, throw.unit(1)) } else { Job::ALL[to] };
            if from == BENCH && *job == Job::Office {
                v.flows.left_bench += heads;
            }
        }
        let cadre = v.party.worker_cadre;
        v.influences.pull[OFFICES] = -cadre * chances[BENCH][OFFICE];
        v.influences.pull[CLASS] = -cadre * chances[BENCH][FARM];
    }
}

view! {
    reads {
        heads: i64 = members.heads;
        lineage: Column<Member, Lineage> = members.lineage;
        origin: Column<Member, Origin> = members.origin;
        state: State = state;
        instruments: Instruments = instruments;
        departures: Departures = departures;
        switches: Switches = switches;
    }
    changes {
        job: Column<Member, Job> = members.job;
        flows: MemberFlows = member_flows;
        party: Party = party;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A party of 100,000 at the bench, 10,000 in offices and 10,000 in an army of 100,000.
    const BEFORE: Pressure = Pressure {
        by_job: [100_000.0, 0.0, 10_000.0, 10_000.0, 0.0],
        officials: 1e6,
        army: 1e5,
        called: 0.0,
        promotion: 0.0,
        closed: 0.0,
        depletion: 1.0,
    };

    #[test]
    fn cadre_drawn_into_apparatus_when_offices_grow() {
        let rule = MoveMembers::central();
        let out = |p: &Pressure| rule.chances(p)[BENCH][OFFICE];
        let before = out(&BEFORE);
        assert!(out(&Pressure { officials: 4e6, ..BEFORE }) > before);
        assert_eq!(out(&Pressure { depletion: 0.0, ..BEFORE }), 0.0);
        assert!(out(&Pressure { promotion: 1.0, ..BEFORE }) > before);
    }

    #[test]
    fn full_offices_draw_nobody_and_overfull_ones_send_back() {
        let rule = MoveMembers::central();
        let full = rule.asked * BEFORE.officials;
        let at = |members: f64| {
            let mut p = BEFORE;
            p.by_job[OFFICE] = members;
            rule.chances(&p)
        };
        assert_eq!(at(full)[BENCH][OFFICE], 0.0);
        assert_eq!(at(full)[OFFICE][BENCH], 0.0);
        assert!((at(2.0 * full)[OFFICE][BENCH] - rule.back).abs() < 1e-15);
    }

    #[test]
    fn social_base_weakens_when_factories_close() {
        let rule = MoveMembers::central();
        assert!(rule.chances(&Pressure { closed: 0.1, ..BEFORE })[BENCH][FARM] > 0.0);
    }

    #[test]
    fn nobody_is_sent_home_from_a_front_that_calls() {
        let rule = MoveMembers::central();
        let crowded = Pressure { army: 1e4, ..BEFORE };
        assert!(rule.chances(&crowded)[ARMY][BENCH] > 0.0);
        assert_eq!(rule.chances(&Pressure { called: 0.02, ..crowded })[ARMY], [0.0; 5]);
    }
}
