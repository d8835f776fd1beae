//! The known names nearest to one that is not known.

use std::collections::BTreeSet;

/// How many names are offered: more are read as noise.
const OFFERED: usize = 3;

/// Up to three known names near `name`, the nearest first.
///
/// Near are names that contain it, and names no more than a third of its letters away.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let wanted = name.to_lowercase();
    let limit = (wanted.chars().count() / 3).max(2);
    let distinct: BTreeSet<&str> = known.into_iter().collect();
    let mut near: Vec<(usize, &str)> = distinct
        .into_iter()
        .filter_map(|other| distance(&wanted, &other.to_lowercase(), limit).map(|d| (d, other)))
        .collect();
    near.sort();
    near.into_iter().take(OFFERED).map(|(_, name)| name.to_owned()).collect()
}

/// Slips of the pen between two names, or the letters left over if one contains the other.
fn distance(wanted: &str, other: &str, limit: usize) -> Option<usize> {
    let slips = strsim::damerau_levenshtein(wanted, other);
    if slips <= limit {
        return Some(slips);
    }
    // A word out of the name is what people remember; one letter is in every name.
    let contained = wanted.chars().count() >= 3 && other.contains(wanted);
    contained.then_some(slips)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 4] = ["coal", "coal: Donbass", "cattle", "retail_share_private"];

    #[test]
    fn slips_come_before_names_that_contain_the_word() {
        assert_eq!(nearest("cola", KNOWN), ["coal"]);
        assert_eq!(nearest("coal", KNOWN), ["coal", "coal: Donbass"]);
        assert_eq!(nearest("Share", KNOWN), ["retail_share_private"]);
    }

    #[test]
    fn far_names_are_not_offered() {
        assert!(nearest("zzzzzz", KNOWN).is_empty());
    }
}
