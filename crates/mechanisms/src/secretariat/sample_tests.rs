//! Small tables for the tests of this part: one province a region, each with a district and a cell.

use std::sync::Arc;

use kernel::{Column, Dice, Id, Lineage, Month};
use society::{
    Entry, Job, Leaders, Leadership, Leaving, Members, NOBODY, Nation, Origin, Posts, REGIONS,
    Schooling, Seats, Standing, Tier,
};

/// Dice of one decision in this month.
pub(super) fn dice(month: u32) -> Dice {
    let mut now = Month::new(1922, 1);
    for _ in 0..month {
        now = now.next();
    }
    Dice::new(1917, 7, now)
}

/// A secretary with his office (row 0), a leader of opposition (row 1), a third (row 2) whom the
/// secretary distrusts, and a client of his (row 3).
pub(super) fn leaders() -> Leaders {
    let n = 4;
    let word = |text: &str| -> Arc<str> { text.into() };
    let mut table = Leaders {
        key: Column::new(vec![word("s"), word("t"), word("r"), word("c")]),
        name: Column::new(vec![word("S"), word("T"), word("R"), word("C")]),
        lineage: Column::new((0..n as u64).map(|i| Lineage(900 + i)).collect()),
        joined: Column::filled(1903, n),
        born: Column::filled(1879, n),
        present: Column::filled(true, n),
        seats: Column::filled(Seats { committee: true, ..Seats::default() }, n),
        positions: Column::filled(society::Positions([f64::NAN; 7]), n),
        inferred: Column::filled([false; 7], n),
        ties: vec![0.0; n * n],
        prestige: Column::new(vec![0.5, 0.9, 0.4, 0.3]),
        clients: Column::filled(0.0, n),
        force: Column::filled(0.0, n),
        health: Column::filled(1.0, n),
        power: Column::new(vec![0.4, 0.3, 0.2, 0.1]),
        bloc: Column::new(vec![0, 1, u8::MAX, u8::MAX]),
        shapley: Column::filled(0.0, n),
        banzhaf: Column::filled(0.0, n),
    };
    for row in [0, 1] {
        table.seats[Id::new(row)].politburo = true;
    }
    table.ties[1] = -2.0;
    table.ties[2] = -2.0;
    table.ties[3] = 2.0;
    table.ties[3 * n] = 2.0;
    table
}

/// A leadership with this general secretary.
pub(super) fn leadership(secretary: Option<usize>) -> Leadership {
    Leadership { general_secretary: secretary.map(Id::new), ..Leadership::default() }
}

/// `provinces` provinces spread over the regions, each with a district and a cell, all elected.
pub(super) fn posts(provinces: usize) -> Posts {
    let n = REGIONS.len();
    let mut table = Posts {
        local_members: Column::filled(0, n),
        critics: Column::filled(0.0, n),
        doubters: Column::filled(0.0, n),
        ..Posts::default()
    };
    for province in 0..provinces {
        let above = Id::new(table.tier.len());
        for tier in [Tier::Province, Tier::District, Tier::Cell] {
            let lineage = Lineage(77).child(table.tier.len() as u32);
            table.lineage.push(lineage);
            table.tier.push(tier);
            table.region.push(Id::new(province % n));
            table.superior.push(above);
            table.stands_for.push(1);
            table.holder.push(Some(lineage.child(0)));
            table.entry.push(Entry::Elected);
            table.tenure.push(12);
            table.sponsor.push(NOBODY);
            table.competence.push(0.0);
            table.loyalty.push(0.0);
            table.old_guard.push(false);
            table.outlook.push([0.0; 3]);
            table.pressed.push(0.0);
            table.holders.push(1);
        }
    }
    table
}

/// `rows` rows of members spread over the regions, this share of them critics in private and, if
/// `open`, in public.
pub(super) fn members(rows: usize, critics: f64, open: bool) -> Members {
    let mut table = Members { heads: 100, ..Members::default() };
    for row in 0..rows {
        let n = REGIONS.len();
        let place = row / n;
        let critic = ((place as f64 + 0.5) * n as f64 / rows as f64) < critics;
        let opinion = if critic { 0.8 } else { -0.4 };
        table.lineage.push(Lineage(5000 + row as u64));
        table.region.push(Id::new(row % n));
        table.origin.push(Origin::Worker);
        table.job.push(Job::Bench);
        table.joined.push(1919);
        table.schooling.push(Schooling::Primary);
        table.nation.push(Nation::Russian);
        table.standing.push(Standing::RankAndFile);
        table.private.push([0.0, opinion, 0.0]);
        table.formed.push([0.0, opinion, 0.0]);
        table.public.push([0.0, if open { opinion } else { -0.4 }, 0.0]);
        table.commitment.push(0.5);
        table.weariness.push(0.2);
        table.comfort.push(0.2);
        table.patron.push(NOBODY);
        table.leaving.push(Leaving::No);
    }
    table
}
