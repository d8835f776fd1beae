//! The network of appointments as a picture: provinces on a ring, their districts outside it, and a
//! line to the centre for every province whose secretary came on the general secretary's word.

use std::fmt::Write;

use maud::{Markup, PreEscaped, html as markup};
use model::network::{DATES, Entry, Network, Node, Tier};

use super::numbers::in_words;
use super::svg::{Anchor, COLOURS, GREY, INK, Picture, Segment, Type, escape, short};
use crate::ensemble::Ensemble;

/// Width and height of one date.
const SIDE: f64 = 330.0;
/// Room for the heading above and the key below.
const ABOVE: f64 = 30.0;
const BELOW: f64 = 64.0;
/// Radius of the ring of provinces, and of a province on it.
const PROVINCES: f64 = 112.0;
const DOT: f64 = 3.3;
/// Radii between which the strokes of the districts stand, and of those outside them for districts
/// on the general secretary's word.
const DISTRICTS: (f64, f64) = (124.0, 138.0);
const WORD: (f64, f64) = (141.0, 152.0);

/// Colours of the ways into a post; they differ in lightness too.
const ELECTED: &str = "#ffffff";
const RECOMMENDED: &str = "#7fb3d5";
const SENT: &str = COLOURS[1];
const VACANT: &str = "#d0d0d0";
/// An elected district has no room for an edge: it is grey.
const ELECTED_DISTRICT: &str = "#9a9a9a";

/// Whether a post is filled on the general secretary's word.
fn clients<'n>(network: &'n Network) -> impl Fn(&&Node) -> bool + 'n {
    let secretary = network.general_secretary.as_deref();
    move |node| secretary.is_some() && node.holder.is_some() && node.sponsor.as_deref() == secretary
}

/// The picture of the central run, or nothing if the run ended before the first date.
pub fn svg(ensemble: &Ensemble) -> Option<String> {
    let networks = &ensemble.central().networks;
    if networks.iter().all(|network| network.nodes.is_empty()) {
        return None;
    }
    // The key wants the width of all dates, however many were lived.
    let (width, height) = (SIDE * DATES.len() as f64, ABOVE + SIDE + BELOW);
    let mut picture = Picture::default();
    let _ = write!(
        picture.out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" role=\"img\" \
         aria-label=\"{}\" font-family=\"Helvetica, Arial, sans-serif\">",
        short(width),
        short(height),
        escape(&alt(networks))
    );
    picture.rect((0.0, 0.0), (width, height), "#ffffff", 1.0);
    for (place, network) in networks.iter().enumerate() {
        draw(&mut picture, network, SIDE * place as f64, &in_words(network.month));
    }
    key(&mut picture, height - BELOW + 22.0);
    picture.raw("</svg>");
    Some(picture.out)
}

/// Two networks side by side, each under its heading: the body of a picture, and its size.
pub(super) fn beside(sides: &[(String, Network); 2]) -> (String, (f64, f64)) {
    let size = (SIDE * DATES.len() as f64, ABOVE + SIDE + BELOW);
    let mut picture = Picture::default();
    picture.rect((0.0, 0.0), size, "#ffffff", 1.0);
    for ((heading, network), middle) in sides.iter().zip([0.28, 0.72]) {
        draw(&mut picture, network, size.0 * middle - SIDE / 2.0, heading);
    }
    key(&mut picture, size.1 - BELOW + 22.0);
    (picture.out, size)
}

fn draw(picture: &mut Picture, network: &Network, left: f64, heading: &str) {
    let centre = (left + SIDE / 2.0, ABOVE + SIDE / 2.0);
    let head = Type { bold: true, ..Type::plain(14.0, INK) };
    picture.text((centre.0, 20.0), Anchor::Middle, head, heading);
    let nodes = |tier| -> Vec<&Node> { network.nodes.iter().filter(|n| n.tier == tier).collect() };
    let (provinces, districts) = (nodes(Tier::Province), nodes(Tier::District));
    ties(picture, network, &provinces, centre);
    strokes(picture, network, &districts, centre);
    dots(picture, &provinces, centre);
    let (who, fill) = match network.general_secretary.as_deref() {
        Some(key) => (capital(key), INK),
        None => ("no general secretary".to_owned(), "#ffffff"),
    };
    let _ = write!(
        picture.out,
        "<circle cx=\"{}\" cy=\"{}\" r=\"8\" fill=\"{fill}\" stroke=\"{INK}\"/>",
        short(centre.0),
        short(centre.1)
    );
    let style = Type { halo: true, bold: true, ..Type::plain(12.0, INK) };
    picture.text((centre.0, centre.1 + 23.0), Anchor::Middle, style, &who);
}

/// A place on a ring: the first at the top, then clockwise.
fn on_ring(centre: (f64, f64), radius: f64, place: usize, of: usize) -> (f64, f64) {
    let turn = core::f64::consts::TAU * (place as f64 + 0.5) / of.max(1) as f64;
    (centre.0 + radius * libm::sin(turn), centre.1 - radius * libm::cos(turn))
}

/// Lines from the centre to the provinces on its word, in three widths by loyalty.
fn ties(picture: &mut Picture, network: &Network, nodes: &[&Node], centre: (f64, f64)) {
    let is_client = clients(network);
    for (third, width) in [0.5, 1.0, 1.7].into_iter().enumerate() {
        let in_third = |node: &Node| (3.0 * node.loyalty).clamp(0.0, 2.9) as usize == third;
        let wanted = nodes.iter().enumerate().filter(|(_, n)| is_client(n) && in_third(n));
        let lines: Vec<Segment> =
            wanted.map(|(at, _)| (centre, on_ring(centre, PROVINCES, at, nodes.len()))).collect();
        picture.lines(&lines, COLOURS[0], width);
    }
}

/// A stroke for each district, and a second one outside it for those on the secretary's word.
fn strokes(picture: &mut Picture, network: &Network, nodes: &[&Node], centre: (f64, f64)) {
    let is_client = clients(network);
    let across = core::f64::consts::TAU * DISTRICTS.0 / nodes.len().max(1) as f64;
    let stroke = |ring: (f64, f64), wanted: &dyn Fn(&Node) -> bool| -> Vec<Segment> {
        let end = |radius, at| on_ring(centre, radius, at, nodes.len());
        let places = (0..nodes.len()).filter(|&at| wanted(nodes[at]));
        places.map(|at| (end(ring.0, at), end(ring.1, at))).collect()
    };
    for colour in [VACANT, ELECTED_DISTRICT, RECOMMENDED, SENT] {
        let lines = stroke(DISTRICTS, &|node| fill(node, ELECTED_DISTRICT) == colour);
        picture.lines(&lines, colour, 0.8 * across);
    }
    let lines = stroke(WORD, &|node| is_client(&node));
    picture.lines(&lines, COLOURS[0], 0.8 * across);
}

fn fill(node: &Node, elected: &'static str) -> &'static str {
    match (node.holder, node.entry) {
        (None, _) => VACANT,
        (_, Entry::Elected) => elected,
        (_, Entry::Recommended) => RECOMMENDED,
        (_, Entry::Appointed) => SENT,
    }
}

fn dots(picture: &mut Picture, nodes: &[&Node], centre: (f64, f64)) {
    for colour in [VACANT, ELECTED, RECOMMENDED, SENT] {
        let edge = if colour == VACANT { VACANT } else { INK };
        let _ = write!(picture.out, "<g fill=\"{colour}\" stroke=\"{edge}\" stroke-width=\".7\">");
        for (at, _) in nodes.iter().enumerate().filter(|(_, n)| fill(n, ELECTED) == colour) {
            let (x, y) = on_ring(centre, PROVINCES, at, nodes.len());
            let _ = write!(picture.out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{DOT}\"/>");
        }
        picture.raw("</g>");
    }
}

fn key(picture: &mut Picture, y: f64) {
    let entries = [
        (ELECTED, ELECTED_DISTRICT, "elected"),
        (RECOMMENDED, RECOMMENDED, "recommended from above"),
        (SENT, SENT, "sent from above"),
        (VACANT, VACANT, "vacant"),
    ];
    let mut x = 24.0;
    for (dot, stroke, words) in entries {
        let edge = if dot == VACANT { VACANT } else { INK };
        let _ = write!(
            picture.out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"4.5\" fill=\"{dot}\" stroke=\"{edge}\" \
             stroke-width=\"0.7\"/>",
            short(x),
            short(y - 4.0)
        );
        picture.rect((x + 9.0, y - 10.0), (3.0, 12.0), stroke, 1.0);
        picture.text((x + 18.0, y), Anchor::Start, Type::plain(12.0, INK), words);
        x += 44.0 + super::svg::width(words, 12.0);
    }
    picture.line((x, y - 4.0), (x + 22.0, y - 4.0), COLOURS[0], 1.7);
    let words = "on the general secretary's word; thicker where loyalty is higher";
    picture.text((x + 28.0, y), Anchor::Start, Type::plain(12.0, INK), words);
    let words = "Circles: secretaries of provinces. Strokes around them: secretaries of districts; \
                 those on the general secretary's word have a second, blue stroke outside.";
    picture.text((18.0, y + 20.0), Anchor::Start, Type::plain(12.0, GREY), words);
}

fn capital(key: &str) -> String {
    let surname = key.split('_').next().unwrap_or(key);
    let mut letters = surname.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Counts of one level at one date: posts, held, elected, recommended, sent, on the word of the general
/// secretary.
pub(super) fn counts(network: &Network, tier: Tier) -> [usize; 6] {
    let all = || network.nodes.iter().filter(move |node| node.tier == tier);
    let held = || all().filter(|node| node.holder.is_some());
    let entry = |wanted: Entry| held().filter(|node| node.entry == wanted).count();
    [
        all().count(),
        held().count(),
        entry(Entry::Elected),
        entry(Entry::Recommended),
        entry(Entry::Appointed),
        held().filter(clients(network)).count(),
    ]
}

fn alt(networks: &[Network]) -> String {
    networks.iter().map(in_short).collect::<Vec<_>>().join(". ")
}

/// What a network holds, in a sentence.
pub(super) fn in_short(network: &Network) -> String {
    let [_, held, elected, recommended, sent, word] = counts(network, Tier::Province);
    let [_, districts, _, _, _, on_word] = counts(network, Tier::District);
    format!(
        "{}: of {held} provincial secretaries {elected} elected, {recommended} recommended, \
             {sent} sent from above; {word} of them, and {on_word} of {districts} district \
             secretaries, on the word of the general secretary",
        in_words(network.month)
    )
}

/// The part of the report.
pub(super) fn part(ensemble: &Ensemble) -> Markup {
    let Some(svg) = svg(ensemble) else { return markup! {} };
    let networks = &ensemble.central().networks;
    let heads = ["When", "Level", "Posts", "Held", "Elected", "Recommended", "Sent", "On his word"];
    let levels = [("provinces", Tier::Province), ("districts", Tier::District)];
    markup! {
        figure #network aria-labelledby="network-head" {
            h3 #network-head { "The network of appointments, central run" }
            p.finding { (alt(networks)) "." }
            div.wide-only { (PreEscaped(svg)) }
            figcaption {
                "Posts of the model, not persons of the record. network_nodes.parquet and \
                 network_ties.parquet hold all draws."
            }
            details {
                summary { "Table of the network" }
                div.scroll tabindex="0" role="region" aria-label="Table of the network" {
                    table {
                        caption { "Secretaries of provinces and districts" }
                        thead { tr { @for head in heads { th scope="col" { (head) } } } }
                        tbody { @for network in networks { @for (level, tier) in levels {
                            tr {
                                th scope="row" { (in_words(network.month)) }
                                td { (level) }
                                @for count in counts(network, tier) { td { (count) } }
                            }
                        } } }
                    }
                }
            }
        }
    }
}
