//! The roster: who sits where in which month, as the lists of bodies record it, who is posted far
//! away, who has died and who has been expelled; and how the feelings of leaders for each other turned.
//!
//! A seat counts in a month when it is held on the fifteenth. A seat that ended on record with the
//! death of its holder is kept for as long as he lives: Lenin's illness may take another course.

use evidence::{Evidence, HistoricalDate, Membership};
use kernel::{Id, Month};
use population::leaders::row_of;
use society::{REGIONS, Seats, Society};

/// A seat on record.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Seat {
    row: usize,
    kind: Kind,
    from: Month,
    /// First month in which it is no longer held.
    until: Month,
    /// Whether it ended with the holder's death.
    for_life: bool,
}

/// What kind of seat, of those that [`Seats`] tells apart.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Politburo,
    PolitburoCandidate,
    Orgburo,
    Secretariat,
    Committee,
    CommitteeCandidate,
    ControlCommission,
    Government,
    Away,
    /// Heads the organisation of a region: as secretary of its committee, or else as chairman of
    /// the soviet of its chief town.
    Heads {
        region: usize,
        secretary: bool,
    },
    /// A people's commissar who commands this much of army or police.
    Force(f64),
}

/// Who heads a region in a month.
#[derive(Clone, Copy, Debug, Default)]
struct Head {
    row: Option<usize>,
    secretary: bool,
}

impl Head {
    /// A secretary of the committee goes before a chairman of the soviet.
    fn take(&mut self, row: usize, secretary: bool) {
        if self.row.is_none() || secretary && !self.secretary {
            *self = Head { row: Some(row), secretary };
        }
    }
}

/// Words by which the lists of regional posts tell a region of the model.
const ORGANISATIONS: [(&str, &str); 10] = [
    ("Petrograd", "north-west"),
    ("Leningrad", "north-west"),
    ("Moscow", "central-industrial"),
    ("CP(b)U", "ukraine"),
    ("Sovnarkom Ukraine", "ukraine"),
    ("Zakkraikom", "transcaucasia"),
    ("N Caucasus", "north-caucasus"),
    ("Siberian bureau", "west-siberia"),
    ("Turkestan", "central-asia"),
    ("Central Asian", "central-asia"),
];

/// The region whose organisation a regional post is the head of.
fn organisation(role: &str) -> Option<usize> {
    let (_, region) = ORGANISATIONS.iter().find(|(word, _)| role.contains(word))?;
    REGIONS.iter().position(|name| name == region)
}

/// A feeling that turned, on record.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Turn {
    /// Who feels, and for whom, by row.
    pair: (usize, usize),
    month: Month,
    sign: f64,
    /// Whether the record gives it for one side alone; then it is taken to be returned.
    returned: bool,
}

/// All seats on record, when who died or was expelled, and how ties turned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roster {
    seats: Vec<Seat>,
    /// The first month without him. Lenin is not here: his illness is a path or chance.
    deaths: Vec<(usize, Month)>,
    /// Expelled from one month to another.
    expelled: Vec<(usize, Month, Month)>,
    turns: Vec<Turn>,
}

/// A month after the end of every run.
const NEVER: Month = Month::new(9999, 1);

impl Roster {
    /// Reads the bodies and persons of the evidence.
    pub fn from_evidence(evidence: &Evidence) -> Roster {
        let names = evidence.persons();
        let lenin = names.iter().position(|(key, _)| key == "lenin");
        let given = |name: String| evidence.path(&name).first().map(|row| row.value);
        let month = |x: f64| Month::checked(x as i32 / 100, x as u32 % 100);
        let mut roster = Roster::default();
        for (row, (key, _)) in names.iter().enumerate() {
            let actor = evidence.actors.iter().find(|actor| actor.key == *key);
            let year = actor.and_then(|a| a.portrait.died).map(|year| Month::new(year, 12));
            let died = given(format!("start.died_{key}")).and_then(month).or(year);
            if let Some(died) = died.filter(|_| Some(row) != lenin) {
                roster.deaths.push((row, died.next()));
            }
            if let Some(out) = given(format!("start.expelled_{key}")).and_then(month) {
                let back = given(format!("start.readmitted_{key}")).and_then(month);
                roster.expelled.push((row, out.next(), back.unwrap_or(NEVER)));
            }
        }
        roster.turns = turns(evidence, &names);
        for line in &evidence.bodies {
            let Some(row) = row_of(&names, &line.person) else { continue };
            let actor = evidence.actors.iter().find(|actor| actor.key == names[row].0);
            let died = actor.and_then(|a| a.portrait.died);
            let force = |body: &str| given(format!("start.force_{body}")).unwrap_or(0.0);
            let (from, until) = held(line);
            let for_life = died.is_some_and(|year| line.to.is_some() && year == until.year());
            for kind in kinds(line, &force).into_iter().flatten() {
                let for_life = for_life && kind != Kind::Away;
                roster.seats.push(Seat { row, kind, from, until, for_life });
            }
        }
        roster
    }

    /// Seats, postings, expulsions and turns of feeling of `month`.
    pub fn seat(&self, society: &mut Society, month: Month) {
        let leaders = &mut society.leaders;
        let n = leaders.key.len();
        for turn in self.turns.iter().filter(|turn| turn.month == month) {
            let (a, b) = turn.pair;
            leaders.ties[a * n + b] = turn.sign;
            if turn.returned {
                leaders.ties[b * n + a] = turn.sign;
            }
        }
        leaders.seats.fill(Seats::default());
        leaders.force.fill(0.0);
        let (seats, force) = (leaders.seats.all_mut(), leaders.force.all_mut());
        let present = leaders.present.all_mut();
        for &(row, out, back) in &self.expelled {
            if month == out || month == back {
                present[row] = month == back;
            }
        }
        let mut heads = [Head::default(); REGIONS.len()];
        for seat in &self.seats {
            let kept = seat.for_life && present[seat.row];
            if seat.from <= month && (month < seat.until || kept) {
                let of = &mut seats[seat.row];
                match seat.kind {
                    Kind::Politburo => of.politburo = true,
                    Kind::PolitburoCandidate => of.politburo_candidate = true,
                    Kind::Orgburo => of.orgburo = true,
                    Kind::Secretariat => of.secretariat = true,
                    Kind::Committee => of.committee = true,
                    Kind::CommitteeCandidate => of.committee_candidate = true,
                    Kind::ControlCommission => of.control_commission = true,
                    Kind::Government => of.government = true,
                    Kind::Away => of.away = true,
                    Kind::Force(hold) => force[seat.row] = hold,
                    Kind::Heads { region, secretary } => heads[region].take(seat.row, secretary),
                }
            }
        }
        for (region, head) in heads.iter().enumerate() {
            if let Some(row) = head.row {
                seats[row].heads = Some(Id::new(region));
            }
        }
    }

    /// What of it was known at the end of `month`: whoever sits then sits on.
    pub fn as_known_in(&self, month: Month) -> Roster {
        let seats = self.seats.iter().filter(|seat| seat.from <= month);
        let sits_on = |seat: &Seat| match seat.until > month {
            true => Seat { until: NEVER, for_life: false, ..*seat },
            false => *seat,
        };
        let expelled = self.expelled.iter().filter(|(_, out, _)| *out <= month);
        let back = |&(row, out, back): &(usize, Month, Month)| {
            (row, out, if back > month { NEVER } else { back })
        };
        Roster {
            seats: seats.map(sits_on).collect(),
            deaths: self.deaths.iter().filter(|(_, from)| *from <= month).copied().collect(),
            expelled: expelled.map(back).collect(),
            turns: self.turns.iter().filter(|turn| turn.month <= month).copied().collect(),
        }
    }

    /// Deaths on record up to `month`, whether or not the seats follow the record.
    pub fn bury(&self, society: &mut Society, month: Month) {
        for &(row, from) in &self.deaths {
            if from <= month {
                society.leaders.present.all_mut()[row] = false;
            }
        }
    }
}

/// The turns of all ties on record.
fn turns(evidence: &Evidence, names: &[(String, String)]) -> Vec<Turn> {
    let row = |key: &str| names.iter().position(|(known, _)| known == key);
    let actor = |key: &str| evidence.actors.iter().find(|actor| actor.key == key);
    let mut turns = Vec::new();
    for from in &evidence.actors {
        for (other, tie) in &from.portrait.ties {
            let Some(pair) = row(&from.key).zip(row(other)) else { continue };
            let own = actor(other).is_some_and(|to| to.portrait.ties.contains_key(&from.key));
            for (date, &sign) in &tie.turns {
                let Ok(date) = date.parse::<HistoricalDate>() else { continue };
                let first = date.first_month();
                let month = Month::new(first.year, u32::from(first.month));
                turns.push(Turn { pair, month, sign, returned: !own });
            }
        }
    }
    turns
}

/// The first month in which the seat is held on the fifteenth, and the first in which it is not.
fn held(line: &Membership) -> (Month, Month) {
    let middle = |(year, month, day): (i32, u8, u8)| {
        let month = Month::new(year, u32::from(month));
        if day <= 15 { month } else { month.next() }
    };
    (middle(line.from.days().0), line.to.map_or(NEVER, |to| middle(to.days().1)))
}

fn kinds(line: &Membership, force: &dyn Fn(&str) -> f64) -> [Option<Kind>; 2] {
    let candidate = line.role.starts_with("candidate");
    let commissar = match line.role.as_str() {
        "war" => Some(Kind::Force(force("war"))),
        "Cheka/GPU/OGPU" | "OGPU" => Some(Kind::Force(force("police"))),
        _ => None,
    };
    match line.body.as_str() {
        "Politburo" if candidate => [Some(Kind::PolitburoCandidate), None],
        "Politburo" => [Some(Kind::Politburo), None],
        "Orgburo" if !candidate => [Some(Kind::Orgburo), None],
        "Secretariat" if !candidate => [Some(Kind::Secretariat), None],
        "CCC" => [Some(Kind::ControlCommission), None],
        "Sovnarkom" => [Some(Kind::Government), commissar],
        "posting" => [Some(Kind::Away), None],
        "regional" => {
            let secretary = line.role.contains("secretary");
            [organisation(&line.role).map(|region| Kind::Heads { region, secretary }), None]
        }
        body if body.starts_with("CC") && candidate => [Some(Kind::CommitteeCandidate), None],
        body if body.starts_with("CC") => [Some(Kind::Committee), None],
        _ => [None, None],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use population::Size;

    fn society_of(year: i32, month: u32, prepare: impl Fn(&mut Society)) -> Society {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let theory = crate::Theory::central();
        let size = Size { households: 1000, members: 100 };
        let mut society = population::build(&evidence, theory.norms, theory.switches, size)
            .expect("the start is whole");
        prepare(&mut society);
        let roster = Roster::from_evidence(&evidence);
        let mut now = Month::new(1917, 11);
        while now <= Month::new(year, month) {
            roster.seat(&mut society, now);
            roster.bury(&mut society, now);
            now = now.next();
        }
        society
    }

    fn politburo(society: &Society) -> Vec<&str> {
        let leaders = &society.leaders;
        let sits = |id: &_| leaders.seats[*id].politburo && leaders.present[*id];
        leaders.key.ids().filter(sits).map(|id| &*leaders.key[id]).collect()
    }

    #[test]
    fn the_politburo_of_1922_has_seven_members() {
        let society = society_of(1922, 12, |_| {});
        let mut seven = politburo(&society);
        seven.sort_unstable();
        let right = ["kamenev", "lenin", "rykov", "stalin", "tomsky", "trotsky", "zinoviev"];
        assert_eq!(seven, right);
        let trotsky = society.leaders.find("trotsky").expect("a person of the record");
        assert!(society.leaders.force[trotsky] > 0.5, "commissar for war");
    }

    /// What binds leaders is what bound them then: not the rupture of 1923 in the vote of 1921.
    #[test]
    fn ties_turn_when_the_record_says_so() {
        let tie = |year, month, from: &str, to: &str| {
            let society = society_of(year, month, |_| {});
            let row = |key| society.leaders.find(key).expect("a person of the record");
            society.leaders.tie(row(from), row(to))
        };
        assert!(tie(1921, 3, "lenin", "stalin") > 0.0);
        assert!(tie(1923, 3, "lenin", "stalin") < 0.0);
        assert!(tie(1923, 3, "stalin", "lenin") < 0.0, "for one side alone: returned");
        assert!(tie(1925, 6, "trotsky", "zinoviev") < 0.0);
        assert!(tie(1926, 6, "zinoviev", "trotsky") > 0.0);
    }

    #[test]
    fn the_committee_has_as_many_full_members_as_each_congress_elected() {
        for (year, month, seats) in [(1918, 6, 15), (1919, 6, 19), (1922, 6, 27), (1923, 6, 40)] {
            let society = society_of(year, month, |_| {});
            let leaders = &society.leaders;
            let full = leaders.seats.all().iter().filter(|seats| seats.committee).count();
            assert_eq!(full, seats, "{year}");
        }
    }

    #[test]
    fn who_lives_longer_keeps_his_seat_and_who_dies_loses_it() {
        let lenin = |society: &mut Society| {
            let lenin = society.leaders.find("lenin").expect("a person of the record");
            society.leaders.present[lenin] = false;
        };
        assert!(politburo(&society_of(1924, 12, |_| {})).contains(&"lenin"));
        assert!(!politburo(&society_of(1924, 12, lenin)).contains(&"lenin"));
        let later = society_of(1926, 12, |_| {});
        let dzerzhinsky = later.leaders.find("dzerzhinsky").expect("a person of the record");
        assert!(!later.leaders.present[dzerzhinsky]);
        let ten = society_of(1928, 1, |_| {});
        let trotsky = ten.leaders.find("trotsky").expect("a person of the record");
        assert!(!ten.leaders.present[trotsky], "expelled in November 1927");
    }
}
