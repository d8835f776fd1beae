//! The ultimate ruling coalition (Acemoglu, Egorov and Sonin, "Coalition formation in
//! non-democracies"): a group rules when it outweighs the rest of those who are in, and when no part
//! of it could do the same to the others and then last.
//!
//! The coalition of a set is its winning, self-enforcing part of least power, or the whole set when
//! it has no such part. Two who are enemies do not join the same winning part.

/// Most members that are reckoned with; the Politburo never had more.
pub const MOST: usize = 9;

/// How the members stand to one another.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// For each member the bits of those with whom he sits in no winning part.
    pub apart: [u16; MOST],
    /// What each pair feels for each other, from -1 (as good as apart) to 1.
    pub liking: [[f64; MOST]; MOST],
}

impl Terms {
    /// Members who feel nothing for each other: the theory as it was written.
    pub const NONE: Terms = Terms { apart: [0; MOST], liking: [[0.0; MOST]; MOST] };
}

/// Power and terms of all sets of the members.
struct Sets {
    power: [f64; 1 << MOST],
    liking: [f64; 1 << MOST],
    agrees: [bool; 1 << MOST],
}

impl Sets {
    fn of(power: &[f64], terms: &Terms) -> Sets {
        let mut sets =
            Sets { power: [0.0; 1 << MOST], liking: [0.0; 1 << MOST], agrees: [true; 1 << MOST] };
        for set in 1..1usize << power.len() {
            let (first, rest) = (set.trailing_zeros() as usize, set & (set - 1));
            let with = (first + 1..power.len()).filter(|j| rest >> j & 1 == 1);
            sets.power[set] = sets.power[rest] + power[first];
            sets.liking[set] =
                sets.liking[rest] + with.map(|j| terms.liking[first][j]).sum::<f64>();
            sets.agrees[set] = sets.agrees[rest] && usize::from(terms.apart[first]) & rest == 0;
        }
        sets
    }

    /// What a member must share it with: the power of the set, less where its members like one
    /// another on the average.
    fn cost(&self, set: usize) -> f64 {
        let size = f64::from(set.count_ones());
        let pairs = (size * (size - 1.0) / 2.0).max(1.0);
        self.power[set] * (1.0 - self.liking[set] / pairs)
    }
}

/// The coalition that comes to rule among those with these powers, as a set of bits. `share` is the
/// share of the power of a set that its winning part must exceed.
///
/// Where nothing but the whole would last and enemies sit in it, it does not rule as one: then the
/// winning part without enemies rules that costs its members least. Those whom it outvotes stay in
/// the body, and hold it together.
///
/// # Panics
/// If there are more than [`MOST`] members.
pub fn ruling_coalition(power: &[f64], share: f64, terms: &Terms) -> u16 {
    let n = power.len();
    assert!(n <= MOST, "the sets of {n} members do not fit the table");
    let sets = Sets::of(power, terms);
    let mut ultimate = [0u16; 1 << MOST];
    let cheapest = |set: usize, lasts: &dyn Fn(usize) -> bool| {
        let mut best = (set, f64::INFINITY);
        // The proper parts of `set`, each smaller as a number than the set: reckoned already.
        let mut part = set.saturating_sub(1) & set;
        while part > 0 {
            let wins = sets.power[part] > share * sets.power[set];
            if wins && sets.agrees[part] && lasts(part) && sets.cost(part) < best.1 {
                best = (part, sets.cost(part));
            }
            part = (part - 1) & set;
        }
        best.0
    };
    for set in 1..1usize << n {
        ultimate[set] = cheapest(set, &|part| usize::from(ultimate[part]) == part) as u16;
    }
    let all = (1usize << n) - 1;
    let whole_lasts = usize::from(ultimate[all]) == all;
    if whole_lasts && !sets.agrees[all] {
        return cheapest(all, &|_| true) as u16;
    }
    ultimate[all]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Powers near one another: 1, and ever so little more.
    fn near(n: usize) -> Vec<f64> {
        (0..n).map(|i| 1.0 + 0.001 * i as f64).collect()
    }

    /// The theorem: with near-equal powers and majority rule only sizes 2^k - 1 hold together.
    #[test]
    fn of_near_equals_only_one_three_and_seven_survive() {
        for n in 1..=MOST {
            let whole = (1u16 << n) - 1;
            let stays = ruling_coalition(&near(n), 0.5, &Terms::NONE) == whole;
            assert_eq!(stays, [1, 3, 7].contains(&n), "{n} near-equals");
        }
    }

    #[test]
    fn nine_near_equals_fall_to_the_seven_weakest() {
        assert_eq!(ruling_coalition(&near(9), 0.5, &Terms::NONE), 0b0_0111_1111);
    }

    /// Whoever outweighs all others together rules alone; of two unequals the stronger does.
    #[test]
    fn a_majority_of_one_rules_alone() {
        assert_eq!(ruling_coalition(&[2.0, 9.0, 3.0, 1.0], 0.5, &Terms::NONE), 0b0010);
        assert_eq!(ruling_coalition(&[2.0, 3.0], 0.5, &Terms::NONE), 0b10);
    }

    /// The standing example of the theory: 3, 4, 5 hold together, since any two of them would fall
    /// to one. Against a fourth of 10 they outweigh him, and last; nobody outweighs them and lasts.
    #[test]
    fn three_four_five_hold_together() {
        assert_eq!(ruling_coalition(&[3.0, 4.0, 5.0], 0.5, &Terms::NONE), 0b111);
        assert_eq!(ruling_coalition(&[3.0, 4.0, 5.0, 10.0], 0.5, &Terms::NONE), 0b0111);
    }

    #[test]
    fn enemies_sit_in_no_winning_part_together() {
        let mut terms = Terms::NONE;
        (terms.apart[0], terms.apart[1]) = (0b00010, 0b00001);
        assert_eq!(ruling_coalition(&near(5), 0.5, &Terms::NONE), 0b00111);
        assert_eq!(ruling_coalition(&near(5), 0.5, &terms), 0b01101);
        // Seven near-equals would last as one; with enemies among them four rule, who agree.
        let four = ruling_coalition(&near(7), 0.5, &terms);
        assert_eq!((four.count_ones(), four & 0b11 != 0b11), (4, true));
    }

    #[test]
    fn friends_rule_rather_than_the_weakest() {
        let mut terms = Terms::NONE;
        for (i, j) in [(2, 3), (2, 4), (3, 4)] {
            terms.liking[i][j] = 0.5;
            terms.liking[j][i] = 0.5;
        }
        assert_eq!(ruling_coalition(&near(5), 0.5, &terms), 0b11100);
    }
}
