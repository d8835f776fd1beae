//! The network of appointments as a picture: provinces on a ring, their districts outside it, and a
//! line to the centre for every post whose holder came on the general secretary's word.

use std::fmt::Write;

use maud::{Markup, PreEscaped, html as markup};
use model::network::{Network, Node};

use super::numbers::in_words;
use super::svg::{Anchor, COLOURS, GREY, GRID, INK, Picture, Type, escape, short};
use crate::ensemble::Ensemble;

/// Width and height of one date.
const SIDE: f64 = 330.0;
/// Room for the heading above and the key below.
const ABOVE: f64 = 30.0;
const BELOW: f64 = 44.0;
/// Radii of the rings of provinces and districts.
const PROVINCES: f64 = 105.0;
const DISTRICTS: f64 = 135.0;

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
    let (width, height) = (SIDE * networks.len() as f64, ABOVE + SIDE + BELOW);
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
        draw(&mut picture, network, SIDE * place as f64);
    }
    key(&mut picture, height - BELOW + 26.0);
    picture.raw("</svg>");
    Some(picture.out)
}

fn draw(picture: &mut Picture, network: &Network, left: f64) {
    let centre = (left + SIDE / 2.0, ABOVE + SIDE / 2.0);
    let head = Type { bold: true, ..Type::plain(14.0, INK) };
    picture.text((centre.0, 20.0), Anchor::Middle, head, &in_words(network.month));
    let of = |tier| network.nodes.iter().filter(move |node| node.tier == tier);
    for (tier, radius, size) in
        [(society_tier(true), PROVINCES, 4.2), (society_tier(false), DISTRICTS, 1.9)]
    {
        let all = of(tier).count().max(1) as f64;
        for (place, node) in of(tier).enumerate() {
            let turn = core::f64::consts::TAU * (place as f64 + 0.5) / all;
            let at = (centre.0 + radius * libm::sin(turn), centre.1 - radius * libm::cos(turn));
            if clients(network)(&node) {
                picture.line(centre, at, COLOURS[0], 0.15 + 0.6 * f64::from(node.loyalty));
            }
            dot(picture, at, size, node);
        }
    }
    let _ = write!(
        picture.out,
        "<circle cx=\"{}\" cy=\"{}\" r=\"9\" fill=\"{INK}\"/>",
        short(centre.0),
        short(centre.1)
    );
    let who = network.general_secretary.as_deref().map_or("no general secretary".into(), capital);
    let style = Type { halo: true, ..Type::plain(12.0, INK) };
    picture.text((centre.0, centre.1 + 24.0), Anchor::Middle, style, &who);
}

fn society_tier(province: bool) -> model::network::Tier {
    if province { model::network::Tier::Province } else { model::network::Tier::District }
}

/// Filled for those sent from above, half-tone for those recommended, hollow for the elected.
fn dot(picture: &mut Picture, (x, y): (f64, f64), radius: f64, node: &Node) {
    use model::network::Entry;
    let (fill, stroke) = match (node.holder, node.entry) {
        (None, _) => ("#ffffff", GRID),
        (_, Entry::Elected) => ("#ffffff", INK),
        (_, Entry::Recommended) => ("#9cc4dc", INK),
        (_, Entry::Appointed) => (COLOURS[1], INK),
    };
    let _ = write!(
        picture.out,
        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{fill}\" stroke=\"{stroke}\" \
         stroke-width=\"0.7\"/>",
        short(x),
        short(y),
        short(radius)
    );
}

fn key(picture: &mut Picture, y: f64) {
    let entries = [
        ("#ffffff", "elected"),
        ("#9cc4dc", "recommended from above"),
        (COLOURS[1], "sent from above"),
    ];
    let mut x = 24.0;
    for (fill, words) in entries {
        let _ = write!(
            picture.out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"4.5\" fill=\"{fill}\" stroke=\"{INK}\" \
             stroke-width=\"0.7\"/>",
            short(x),
            short(y - 4.0)
        );
        picture.text((x + 10.0, y), Anchor::Start, Type::plain(12.0, INK), words);
        x += 34.0 + super::svg::width(words, 12.0);
    }
    picture.line((x, y - 4.0), (x + 22.0, y - 4.0), COLOURS[0], 1.2);
    let words = "on the general secretary's word; thicker where loyalty is higher";
    picture.text((x + 28.0, y), Anchor::Start, Type::plain(12.0, INK), words);
    let words = "Inner ring: secretaries of provinces. Outer ring: secretaries of districts.";
    picture.text((24.0, y + 16.0), Anchor::Start, Type::plain(11.0, GREY), words);
}

fn capital(key: &str) -> String {
    let surname = key.split('_').next().unwrap_or(key);
    let mut letters = surname.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Counts of one date: posts of provinces held, elected, recommended, appointed, on the word of the
/// general secretary.
fn counts(network: &Network) -> [usize; 5] {
    use model::network::Entry;
    let held = || {
        let province = |node: &&Node| node.tier == society_tier(true) && node.holder.is_some();
        network.nodes.iter().filter(province)
    };
    let entry = |wanted: Entry| held().filter(|node| node.entry == wanted).count();
    [
        held().count(),
        entry(Entry::Elected),
        entry(Entry::Recommended),
        entry(Entry::Appointed),
        held().filter(clients(network)).count(),
    ]
}

fn alt(networks: &[Network]) -> String {
    let one = |network: &Network| {
        let [held, elected, recommended, appointed, word] = counts(network);
        format!(
            "{}: of {held} provincial secretaries {elected} elected, {recommended} recommended, \
             {appointed} sent from above; {word} on the word of the general secretary",
            in_words(network.month)
        )
    };
    networks.iter().map(one).collect::<Vec<_>>().join(". ")
}

/// The part of the report.
pub(super) fn part(ensemble: &Ensemble) -> Markup {
    let Some(svg) = svg(ensemble) else { return markup! {} };
    let heads =
        ["", "Held", "Elected", "Recommended", "Sent from above", "On the secretary's word"];
    markup! {
        figure #network aria-labelledby="network-head" {
            h3 #network-head { "The network of appointments, central run" }
            p.finding { (alt(&ensemble.central().networks)) "." }
            div.wide-only { (PreEscaped(svg)) }
            figcaption {
                "Posts of the model, not persons of the record. network_nodes.parquet and \
                 network_ties.parquet hold all draws."
            }
            details {
                summary { "Table of the network" }
                table {
                    caption { "Provincial secretaries" }
                    thead { tr { @for head in heads { th scope="col" { (head) } } } }
                    tbody { @for network in &ensemble.central().networks {
                        tr {
                            th scope="row" { (in_words(network.month)) }
                            @for count in counts(network) { td { (count) } }
                        }
                    } }
                }
            }
        }
    }
}
