//! Posts of the party: secretaries of provinces, districts and cells. Each has one holder or none.

use kernel::{Column, Id, Lineage};
use serde::{Deserialize, Serialize};

use crate::Region;

/// Row type of the table of posts.
pub struct Post;

/// Level of a post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tier {
    /// Secretary of a province, or of the central committee of a republic.
    Province,
    /// Secretary of a district.
    District,
    /// Secretary of a cell; one row stands for many.
    #[default]
    Cell,
}

/// How the holder came to the post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Entry {
    /// Chosen by the members below.
    #[default]
    Elected,
    /// Proposed by the committee above, then elected.
    Recommended,
    /// Sent by the committee above.
    Appointed,
}

/// The posts, province by province: each province is followed by its districts and cells.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Posts {
    /// Identity of the post in every run.
    pub lineage: Column<Post, Lineage>,
    /// Level.
    pub tier: Column<Post, Tier>,
    /// Region.
    pub region: Column<Post, Id<Region>>,
    /// The post above; a province stands under the Secretariat and names itself.
    pub superior: Column<Post, Id<Post>>,
    /// Posts that the row stands for: 1 for provinces and districts, many for cells.
    pub stands_for: Column<Post, u32>,
    /// The person who holds it; `None` when vacant.
    pub holder: Column<Post, Option<Lineage>>,
    /// How he came to it.
    pub entry: Column<Post, Entry>,
    /// Months since.
    pub tenure: Column<Post, u16>,
    /// The leader on whose word, by row number, or [`crate::NOBODY`].
    pub sponsor: Column<Post, u8>,
    /// Competence of the holder, mean 0, sd 1 over candidates.
    pub competence: Column<Post, f32>,
    /// Loyalty of the holder to the sponsor, 0 to 1.
    pub loyalty: Column<Post, f32>,
    /// Whether the holder joined before 1917.
    pub old_guard: Column<Post, bool>,
    /// Opinions of the holder, by question, -1 to 1.
    pub outlook: Column<Post, [f32; 3]>,
    /// How hard local critics press the holder, 0 to 1.
    pub pressed: Column<Post, f32>,
    /// Holders so far: the next holder's lineage is hashed from the post's and this.
    pub holders: Column<Post, u32>,
    /// Rows of members in each region, from whom holders are elected.
    pub local_members: Column<Region, i64>,
    /// Share of local members who speak for discussion and election.
    pub critics: Column<Region, f64>,
    /// Share of local members who think so, whether they say it or not.
    pub doubters: Column<Region, f64>,
}

/// Movements of the month, in posts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostFlows {
    /// Filled by appointment.
    pub appointed: i64,
    /// Filled by recommendation.
    pub recommended: i64,
    /// Filled by election.
    pub elected: i64,
    /// Provincial secretaries who came to their post, however they did.
    pub came: i64,
    /// Of them those who were recommended or sent from above.
    pub came_from_above: i64,
    /// Provincial secretaries recalled or moved by the centre.
    pub recalled: i64,
    /// Provincial secretaries who left for other reasons.
    pub left: i64,
    /// Responsible postings made by the Secretariat, within and beyond this table.
    pub assignments: i64,
}
