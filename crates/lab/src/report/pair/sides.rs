//! The networks of appointment of both worlds side by side, at the last date that the
//! horizon of the scenario holds.

use kernel::Month;
use model::network::{DATES, Network, Tier};

use super::{Input, difference, figure, rows};
use crate::report::network::{beside, counts, in_short};
use crate::report::numbers::in_words;

/// Both networks under their headings.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sides {
    both: [(String, Network); 2],
}

/// The figure; none if no such date was lived.
pub(super) fn figure(input: &Input<'_>) -> Option<figure::Figure> {
    let begins = input.pair.begins().unwrap_or(model::FIRST);
    let horizon = input.pair.changed.scenario.horizon().unwrap_or(model::LAST);
    let find = |of: &[Network], date: Month| {
        of.iter().find(|network| !network.nodes.is_empty() && network.month == date).cloned()
    };
    let both = |date: &Month| {
        let (base, changed) = (&input.pair.base, &input.pair.changed);
        find(&base.central().networks, *date).zip(find(&changed.central().networks, *date))
    };
    let dates: Vec<Month> = DATES.into_iter().filter(|date| both(date).is_some()).collect();
    // The longer the change has worked, the more it shows; beyond the horizon nobody vouches for it.
    let trusted = dates.iter().rev().find(|date| **date > begins && **date <= horizon);
    let after = trusted.or(dates.iter().find(|date| **date > begins)).or(dates.last())?;
    let (base, changed) = both(after)?;
    let finding = finding(&base, &changed);
    let alt = format!("Base, {}. Changed, {}.", in_short(&base), in_short(&changed));
    let table = table(&base, &changed);
    let both = [("Base", base), ("Changed", changed)]
        .map(|(name, network)| (format!("{name}, {}", in_words(network.month)), network));
    Some(figure::Figure {
        name: "networks".to_owned(),
        title: format!("The networks of appointment, {}", in_words(*after)),
        finding,
        caption: format!(
            "Central runs of both worlds: one run each, so that no band is given. Posts of the \
             model, not persons of the record; where the circle in the middle is hollow there is no \
             general secretary. {}",
            difference::made(input.pair)
        ),
        alt,
        table,
        body: figure::Body::Sides(Box::new(Sides { both })),
    })
}

const LEVELS: [(&str, Tier); 2] = [("provinces", Tier::Province), ("districts", Tier::District)];

fn finding(base: &Network, changed: &Network) -> String {
    let [(a, posts), (b, _)] = [base, changed].map(|network| {
        let [posts, .., word] = counts(network, Tier::Province);
        (word, posts)
    });
    format!(
        "Of {posts} provinces, {a} have a secretary on the general secretary's word in the base and \
         {b} in the changed world."
    )
}

fn table(base: &Network, changed: &Network) -> crate::report::Table {
    let columns =
        ["World", "Level", "Posts", "Held", "Elected", "Recommended", "Sent", "On his word"];
    let mut lines = Vec::new();
    for (world, network) in [("base", base), ("changed", changed)] {
        for (level, tier) in LEVELS {
            let counts = counts(network, tier).map(|count| count.to_string());
            lines.push([world.to_owned(), level.to_owned()].into_iter().chain(counts).collect());
        }
    }
    rows::table_of(&columns, lines)
}

impl Sides {
    /// The picture and its size.
    pub(super) fn draw(&self) -> (String, (f64, f64)) {
        beside(&self.both)
    }

    /// The counts for a terminal.
    pub(super) fn text(&self) -> String {
        let mut out = format!(
            "{:24} {:10} {:>6} {:>8} {:>12} {:>6} {:>12}\n",
            "", "level", "held", "elected", "recommended", "sent", "on his word"
        );
        for (heading, network) in &self.both {
            for (level, tier) in LEVELS {
                let [_, held, elected, recommended, sent, word] = counts(network, tier);
                out.push_str(&format!(
                    "{heading:24} {level:10} {held:>6} {elected:>8} {recommended:>12} {sent:>6} \
                     {word:>12}\n"
                ));
            }
        }
        out
    }
}
