//! # Filling of posts
//!
//! A vacant post goes to whom the local members elect or to whom the committee above sends. How
//! often the centre really decides hangs on its staff and files, on the rule that its word is
//! needed, on the power it already has, on the caution of whoever holds the office, and on how
//! closely members watch. Who decides looks at a few candidates and weighs what they can do against
//! whether they can be trusted; the less secure he feels, the more trust counts. The one he picks
//! owes him the post. An elected secretary thinks what the members there say.
//!
//! Districts and cells are filled in the same way by the secretary above them, whose patron becomes
//! theirs. Some provincial vacancies are filled by moving a secretary from another province.
//!
//! Refuted by: appointed secretaries who stand up against their patron as often as elected ones.

use super::{BUREAUCRACY, CRITIC, ONE_COUNTRY, PARTY_DEMOCRACY, PLAN_OR_MARKET, POSITION_END};
use super::{chief, logistic, position};
use crate::prelude::*;

const POWER: usize = edge("secretariat_power", "appointment_share");
const CAUTION: usize = edge("holder_caution", "appointment_share");
const CONTROL: usize = edge("member_control", "appointment_share");

/// Middle of scales from 0 to 1: there a cause neither adds nor takes.
const MIDDLE: f64 = 0.5;

/// Selection of secretaries (Egorov and Sonin): competence or loyalty.
#[derive(Clone, Debug, Parameters)]
pub struct FillPosts {
    /// Share of provincial vacancies filled from above at full capacity, rule and effect. In 1922-23
    /// it was 94 of 191, with capacity and rule at two thirds each and effect taken as half.
    #[prior(
        Uniform(1.6, 2.4),
        unit = "share",
        source = "pavlova-mekhanizm-stalinskoi-vlasti-2001, p.66"
    )]
    pub reach: f64,
    /// What the power of the Secretariat adds to that share.
    #[prior(Uniform(0.1, 0.5), unit = "share a unit of power", source = "judgement, card P3")]
    pub by_power: f64,
    /// What caution of the holder of the office takes from it.
    #[prior(Uniform(0.1, 0.5), unit = "share a unit of caution", source = "judgement, card P3")]
    pub by_caution: f64,
    /// What control by members takes from it.
    #[prior(Uniform(0.1, 0.5), unit = "share a unit of control", source = "judgement, card P3")]
    pub by_control: f64,
    /// The same share in districts, over that in provinces; in cells it is its square.
    #[prior(Uniform(0.4, 0.8), unit = "share", source = "judgement, card P3")]
    pub below: f64,
    /// Candidates looked at for a post.
    #[prior(Fixed(4.0), unit = "persons", source = "judgement, three to five, card P3")]
    pub candidates: f64,
    /// Weight of insecurity in the choice of the trusted.
    #[prior(Uniform(2.0, 6.0), unit = "log-odds a unit", source = "judgement, card P3")]
    pub mistrust: f64,
    /// Insecurity at which competence and loyalty weigh the same.
    #[prior(Uniform(0.4, 0.7), unit = "0 to 1", source = "judgement, card P3")]
    pub even: f64,
    /// What a holder of the office without any caution adds to insecurity.
    #[prior(Uniform(0.2, 0.6), unit = "a unit of caution", source = "judgement, switch M12")]
    pub rough: f64,
    /// Loyalty that an appointment creates.
    #[prior(Uniform(0.4, 0.7), unit = "0 to 1", source = "judgement, switch M04")]
    pub gratitude: f64,
    /// Vacancies that are filled within the month.
    #[prior(Uniform(0.5, 0.9), unit = "share", source = "judgement, card P3")]
    pub prompt: f64,
    /// Provincial vacancies filled from above by a transfer: 7 of 41 recalls were planned ones.
    #[prior(
        Uniform(0.1, 0.25),
        unit = "share",
        source = "pavlyuchenkov-orden-mechenostsev, n.657"
    )]
    pub transfers: f64,
    /// Candidates for a province who joined before 1917.
    #[prior(Uniform(0.6, 0.75), unit = "share", source = "stalin-works-v6-organisational, p.205")]
    pub old_provinces: f64,
    /// Candidates for a district who joined before 1917.
    #[prior(Uniform(0.2, 0.3), unit = "share", source = "stalin-works-v6-organisational, p.205")]
    pub old_districts: f64,
    /// Candidates for a cell who joined before 1917.
    #[prior(Uniform(0.02, 0.05), unit = "share", source = "stalin-works-v6-organisational, p.205")]
    pub old_cells: f64,
    /// Spread of the outlook of secretaries around that of those who chose them.
    #[prior(Uniform(0.1, 0.3), unit = "opinion", source = "judgement")]
    pub spread: f64,
}

/// The loyalty of a recommended secretary over that of an appointed one: he owes half to the vote.
const RECOMMENDED: f64 = 0.5;

/// What those who choose have in mind this month.
struct Choice {
    chief: u8,
    share: f64,
    kappa: f64,
    patronage: f64,
    confirmation: f64,
    line: [f32; 3],
    voices: [[f32; 3]; REGIONS.len()],
}

/// A candidate picked: what he can do, how far he can be trusted.
#[derive(Clone, Copy)]
struct Picked {
    competence: f64,
    trust: f64,
}

impl FillPosts {
    /// How insecure whoever decides feels, 0 to 1 and above.
    pub fn insecurity(&self, network: f64, opposition: f64, caution: f64, person: f64) -> f64 {
        1.0 - network + opposition + self.rough * person * (MIDDLE - caution)
    }

    /// Weight of loyalty beside competence, 0 to 1.
    pub fn kappa(&self, insecurity: f64) -> f64 {
        logistic(self.mistrust * (insecurity - self.even))
    }

    /// What a candidate is worth to whoever decides.
    pub fn worth(&self, kappa: f64, competence: f64, trust: f64) -> f64 {
        competence * (1.0 - kappa) + trust * kappa
    }

    /// Loyalty with which a secretary enters, from his own inclination and from gratitude.
    pub fn entering(&self, trust: f64, patronage: f64, entry: Entry) -> f64 {
        let owed = match entry {
            Entry::Elected => return 0.0,
            Entry::Recommended => RECOMMENDED,
            Entry::Appointed => 1.0,
        };
        // Inclination lies between 0 and a half: without gratitude nobody is a client.
        (trust / 2.0 + self.gratitude * patronage * owed).min(1.0)
    }

    /// Share from above at a level, over that in provinces.
    fn depth(&self, tier: Tier) -> f64 {
        match tier {
            Tier::Province => 1.0,
            Tier::District => self.below,
            Tier::Cell => self.below * self.below,
        }
    }

    fn old_guard(&self, tier: Tier) -> f64 {
        match tier {
            Tier::Province => self.old_provinces,
            Tier::District => self.old_districts,
            Tier::Cell => self.old_cells,
        }
    }

    /// The best of the candidates for a post. Each has an address of his own.
    fn pick(&self, dice: Dice, post: Lineage, holders: u32, kappa: f64) -> Picked {
        let mut best = Picked { competence: 0.0, trust: 0.0 };
        let mut most = f64::NEG_INFINITY;
        for number in 0..self.candidates as u32 {
            let throw = dice.throw(post.child(holders).child(number));
            let one = Picked { competence: throw.normal(0), trust: throw.unit(1) };
            let worth = self.worth(kappa, one.competence, one.trust);
            if worth > most {
                (best, most) = (one, worth);
            }
        }
        best
    }

    /// Share of provincial vacancies that the centre really fills.
    fn share_from_above(&self, v: &mut View<'_>) -> f64 {
        let works = v.switches.secretariat_effectiveness;
        let formal = v.party.secretariat_capacity * v.instruments.confirmation;
        let person = v.switches.person_of_general_secretary;
        // Nothing is chosen by a centre that does not work: all pulls scale with it.
        let pull = works * formal;
        let caution = -self.by_caution * person * (v.party.holder_caution - MIDDLE);
        Pulls::from(self.reach * pull, v.influences)
            .edge(POWER, self.by_power * pull * (v.party.secretariat_power - MIDDLE))
            .edge(CAUTION, caution * pull)
            .edge(CONTROL, -self.by_control * pull * (v.party.member_control - MIDDLE))
            .rest()
    }

    fn choice(&self, v: &mut View<'_>) -> Choice {
        let voices = listen(v.members, v.posts);
        let person = v.switches.person_of_general_secretary;
        let (party, chief) = (&v.party, chief(v.leadership, v.leaders));
        let insecurity = self.insecurity(
            party.loyal_network,
            party.opposition_strength,
            party.holder_caution,
            person,
        );
        Choice {
            chief,
            share: self.share_from_above(v),
            kappa: self.kappa(insecurity),
            patronage: v.switches.appointment_patronage,
            confirmation: v.instruments.confirmation,
            line: line(v.leaders, chief),
            voices,
        }
    }

    /// Moves a secretary from another province to this one, if chance names one who sits there.
    fn transfer(&self, dice: Dice, v: &mut View<'_>, post: Id<Post>, choice: &Choice) -> bool {
        let p = &mut *v.posts;
        let throw = dice.of("transfer").throw(p.lineage[post]);
        if !throw.falls_within(0, self.transfers) {
            return false;
        }
        let is_province = |id: &Id<Post>| p.tier[*id] == Tier::Province;
        let provinces = p.tier.ids().filter(is_province).count();
        let nth = (throw.unit(1) * provinces as f64) as usize;
        let Some(from) = p.tier.ids().filter(is_province).nth(nth) else { return false };
        // Nobody is moved twice in a month.
        let Some(person) = p.holder[from].filter(|_| p.tenure[from] > 0) else { return false };
        let owed = self.entering(0.0, choice.patronage, Entry::Appointed) as f32;
        let bound = choice.chief != NOBODY;
        let client = bound && p.sponsor[from] == choice.chief;
        p.loyalty[post] = if client { p.loyalty[from].max(owed) } else { owed };
        p.loyalty[post] *= f32::from(u8::from(bound));
        p.holder[from] = None;
        p.holder[post] = Some(person);
        p.entry[post] = Entry::Appointed;
        p.tenure[post] = 0;
        p.sponsor[post] = choice.chief;
        p.competence[post] = p.competence[from];
        p.old_guard[post] = p.old_guard[from];
        p.outlook[post] = p.outlook[from];
        p.pressed[post] = 0.0;
        v.flows.recalled += 1;
        note_entry(v.flows, Tier::Province, Entry::Appointed);
        true
    }

    /// Fills one vacancy and says how.
    fn fill(&self, dice: Dice, v: &mut View<'_>, post: Id<Post>, choice: &Choice) {
        let (tier, region) = (v.posts.tier[post], v.posts.region[post]);
        let who = v.posts.lineage[post];
        let holders = v.posts.holders[post];
        let throw = dice.throw(who);
        let above = throw.falls_within(1, choice.share * self.depth(tier));
        // The stricter the rule, the less the form of an election is kept.
        let entry = match (above, throw.falls_within(2, choice.confirmation)) {
            (false, _) => Entry::Elected,
            (true, false) => Entry::Recommended,
            (true, true) => Entry::Appointed,
        };
        if above && tier == Tier::Province && self.transfer(dice, v, post, choice) {
            return;
        }
        let kappa = if above { choice.kappa } else { 0.0 };
        let picked = self.pick(dice.of("candidates"), who, holders, kappa);
        let sponsor = match (above, tier) {
            (false, _) => NOBODY,
            (true, Tier::Province) => choice.chief,
            (true, _) => v.posts.sponsor[v.posts.superior[post]],
        };
        let loyalty = self.entering(picked.trust, choice.patronage, entry) as f32;
        let loyalty = if sponsor == NOBODY { 0.0 } else { loyalty };
        let noise = dice.of("outlook").throw(who);
        for question in 0..QUESTIONS.len() {
            let own = choice.voices[region.number()][question]
                + (self.spread * noise.normal(question)) as f32;
            let mixed = own + loyalty * (choice.line[question] - own);
            v.posts.outlook[post][question] = mixed.clamp(-1.0, 1.0);
        }
        let p = &mut *v.posts;
        p.holder[post] = Some(who.child(holders));
        p.holders[post] = holders + 1;
        p.entry[post] = entry;
        p.tenure[post] = 0;
        p.sponsor[post] = sponsor;
        p.competence[post] = picked.competence as f32;
        p.loyalty[post] = loyalty;
        p.old_guard[post] = throw.falls_within(3, self.old_guard(tier));
        p.pressed[post] = 0.0;
        note_entry(v.flows, tier, entry);
    }
}

/// Counts a post that was filled.
fn note_entry(flows: &mut PostFlows, tier: Tier, entry: Entry) {
    match entry {
        Entry::Elected => flows.elected += 1,
        Entry::Recommended => flows.recommended += 1,
        Entry::Appointed => flows.appointed += 1,
    }
    if tier == Tier::Province {
        flows.came += 1;
        flows.came_from_above += i64::from(entry != Entry::Elected);
    }
}

/// What the leader who gives posts stands for, on the three questions of members.
fn line(leaders: &Leaders, chief: u8) -> [f32; 3] {
    if chief == NOBODY {
        return [0.0; 3];
    }
    let of = |issue| (position(leaders, Id::new(usize::from(chief)), issue) / POSITION_END) as f32;
    [of(PLAN_OR_MARKET), of(PARTY_DEMOCRACY), of(ONE_COUNTRY)]
}

/// How far the holder of the office holds back by himself, 0 to 1, from his recorded positions on
/// the apparatus and on democracy in the party; the middle where there is no holder.
fn caution(leadership: &Leadership, leaders: &Leaders) -> f64 {
    leadership.general_secretary.map_or(MIDDLE, |holder| {
        let sum =
            position(leaders, holder, BUREAUCRACY) + position(leaders, holder, PARTY_DEMOCRACY);
        MIDDLE + sum / (2.0 * POSITION_END) * MIDDLE
    })
}

/// Counts what members say and think by region; returns the mean of what they say.
fn listen(members: &Members, posts: &mut Posts) -> [[f32; 3]; REGIONS.len()] {
    let mut sums = [[0.0f64; 3]; REGIONS.len()];
    let mut count = [(0i64, 0i64, 0i64); REGIONS.len()];
    let opinions = members.public.all().iter().zip(members.private.all());
    for (region, (public, private)) in members.region.all().iter().zip(opinions) {
        let at = region.number();
        for question in 0..QUESTIONS.len() {
            sums[at][question] += exact(f64::from(public[question]));
        }
        count[at].0 += 1;
        count[at].1 += i64::from(public[DEMOCRACY] > CRITIC);
        count[at].2 += i64::from(private[DEMOCRACY] > CRITIC);
    }
    for region in posts.critics.ids() {
        let (rows, critics, doubters) = count[region.number()];
        let of = rows.max(1);
        posts.local_members[region] = rows;
        posts.critics[region] = critics as f64 / of as f64;
        posts.doubters[region] = doubters as f64 / of as f64;
        sums[region.number()] = sums[region.number()].map(|sum| sum / of as f64);
    }
    sums.map(|said| said.map(|mean| mean as f32))
}

impl Mechanism for FillPosts {
    const CARD: Card = Card {
        name: "fill-posts",
        card: "P3",
        summary: "Vacancies are filled by election or from above, by competence and trust.",
        claims: &[
            "general-secretary-controls-posts",
            "stalin-patronage-placement",
            "local-secretaries-appointed-share",
        ],
        edges: &[
            ("secretariat_power", "appointment_share"),
            ("holder_caution", "appointment_share"),
            ("member_control", "appointment_share"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, mut v: View<'_>) {
        v.party.holder_caution = caution(v.leadership, v.leaders);
        let choice = self.choice(&mut v);
        v.party.secretariat_reach = choice.share;
        for post in v.posts.tier.ids() {
            if v.posts.holder[post].is_some() {
                continue;
            }
            let found = self.prompt * v.control[v.posts.region[post]];
            if dice.throw(v.posts.lineage[post]).falls_within(0, found) {
                self.fill(dice, &mut v, post, &choice);
            }
        }
    }
}

view! {
    reads {
        switches: Switches = switches;
        instruments: Instruments = instruments;
        leaders: Leaders = leaders;
        leadership: Leadership = leadership;
        members: Members = members;
        control: Column<Region, f64> = regions.control;
    }
    changes {
        posts: Posts = posts;
        flows: PostFlows = post_flows;
        party: Party = party;
        influences: Influences = influences;
    }
}

#[cfg(test)]
#[path = "fill_posts_tests.rs"]
mod tests;
