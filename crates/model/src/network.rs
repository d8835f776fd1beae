//! The network of appointments at three dates: who held which post, and on whose word.

use std::sync::Arc;

use kernel::{Id, Month};
use serde::{Deserialize, Serialize};
use society::Society;
pub use society::{Entry, Tier};

/// After the Tenth, the Twelfth and the Fourteenth Congress.
pub const DATES: [Month; 3] = [Month::new(1921, 4), Month::new(1923, 5), Month::new(1926, 1)];

/// The posts of provinces and districts in one month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Network {
    /// When.
    pub month: Month,
    /// Key of the general secretary, if the office is held.
    pub general_secretary: Option<Arc<str>>,
    /// The posts, each province followed by its districts.
    pub nodes: Vec<Node>,
}

/// A post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Identity of the post.
    pub post: u64,
    /// Level: province or district.
    pub tier: Tier,
    /// Region, by number.
    pub region: usize,
    /// Identity of the post above; its own for a province, which stands under the Secretariat.
    pub superior: u64,
    /// The holder; none when vacant.
    pub holder: Option<u64>,
    /// How he came to it.
    pub entry: Entry,
    /// Months since.
    pub tenure: u16,
    /// Key of the leader on whose word.
    pub sponsor: Option<Arc<str>>,
    /// Loyalty to him.
    pub loyalty: f32,
    /// Whether he joined before 1917.
    pub old_guard: bool,
}

impl Network {
    /// The network of a society.
    pub(crate) fn of(society: &Society, month: Month) -> Network {
        let (posts, leaders) = (&society.posts, &society.leaders);
        let key = |number: u8| leaders.key.all().get(usize::from(number)).cloned();
        let wanted = posts.tier.ids().filter(|&id| posts.tier[id] != Tier::Cell);
        let nodes = wanted.map(|id| Node {
            post: posts.lineage[id].0,
            tier: posts.tier[id],
            region: posts.region[id].number(),
            superior: posts.lineage[posts.superior[id]].0,
            holder: posts.holder[id].map(|holder| holder.0),
            entry: posts.entry[id],
            tenure: posts.tenure[id],
            sponsor: key(posts.sponsor[id]),
            loyalty: posts.loyalty[id],
            old_guard: posts.old_guard[id],
        });
        let secretary = society.leadership.general_secretary;
        Network {
            month,
            general_secretary: secretary.map(|id: Id<_>| leaders.key[id].clone()),
            nodes: nodes.collect(),
        }
    }
}
