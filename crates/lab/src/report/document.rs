//! What every page of ours has around its parts: one file, no network.

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use crate::hashes::VERSION;

/// The look of the reports.
pub(super) const STYLE: &str = include_str!("style.css");

/// A whole page. `skip` is the address of the part with the results and the words of the link that
/// jumps there, for those who read by keyboard or by ear; `body` is all that follows that link.
pub fn document(title: &str, style: &str, (to, words): (&str, &str), body: &Markup) -> String {
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content={ "ktokogo " (VERSION) };
                title { (title) }
                style { (PreEscaped(style)) }
            }
            body {
                a.skip href={ "#" (to) } { (words) }
                (body)
            }
        }
    };
    page.into_string()
}
