//! Every command of the book is run as its chapters show it, and shown output is what comes out.
//!
//! A fenced block marked `console` holds lines `$ ktokogo ...`. The commands of a chapter run in
//! order, in one empty folder, and must exit with 0. Lines below a command are its output; a range
//! behind the mark, as in `console 4-12`, says which lines of it; a block without a command shows
//! more of the last output. With `KTOKOGO_BOOK=write` in the
//! environment what is shown is written anew instead.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::{home, ktokogo, remarked, said};

const PROMPT: &str = "$ ktokogo ";

#[test]
fn every_command_of_the_book_runs_and_says_what_is_shown() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let entries = std::fs::read_dir(docs).expect("the book is there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut chapters: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|kind| kind == "md")).collect();
    chapters.sort();
    let mut commands = 0;
    for path in chapters {
        let text = std::fs::read_to_string(&path).expect("text");
        let (real, run) = lived(&text);
        commands += run;
        if std::env::var("KTOKOGO_BOOK").is_ok_and(|word| word == "write") {
            std::fs::write(&path, real).expect("the chapter is written");
        } else {
            let first = text.lines().zip(real.lines()).position(|(shown, real)| shown != real);
            assert!(
                text == real,
                "{}:{}: the output that is shown is not what comes out; look at it, then run this \
                 test with KTOKOGO_BOOK=write\n{real}",
                path.display(),
                first.map_or(0, |line| line + 1),
            );
        }
    }
    assert!(commands >= 15, "only {commands} commands were found");
}

/// The chapter with what its commands really say, and how many were run.
fn lived(chapter: &str) -> (String, usize) {
    let home = home();
    let mut text = String::new();
    let mut run = 0;
    let mut last = String::new();
    let mut lines = chapter.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(text, "{line}");
        let Some(range) = line.strip_prefix("```console") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        for (place, line) in block.iter().enumerate() {
            let Some(words) = line.strip_prefix(PROMPT) else { continue };
            let output = ktokogo(&home).args(split(words)).output().expect("the program runs");
            assert!(output.status.success(), "`{line}`:\n{}{}", said(&output), remarked(&output));
            run += 1;
            let _ = writeln!(text, "{line}");
            last = said(&output);
            if block.get(place + 1).is_some_and(|next| !next.starts_with(PROMPT)) {
                text.push_str(&part(&last, range));
            }
        }
        if block.first().is_some_and(|first| !first.starts_with(PROMPT)) {
            text.push_str(&part(&last, range));
        }
        text.push_str("```\n");
    }
    (text, run)
}

/// The lines of an output that a range such as ` 4-12` names; all without a range.
fn part(output: &str, range: &str) -> String {
    let range = range.trim().split_once('-').map(|(first, last)| {
        let number = |text: &str| text.parse::<usize>().expect("a range of lines");
        (number(first), number(last))
    });
    let (first, last) = range.unwrap_or((1, usize::MAX));
    let lines = output.lines().take(last).skip(first - 1);
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
}

/// The words of a command; single quotes hold one word together.
fn split(words: &str) -> Vec<String> {
    let mut split = Vec::new();
    for (place, piece) in words.split('\'').enumerate() {
        if place % 2 == 1 {
            split.push(piece.to_owned());
        } else {
            split.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    split
}

#[test]
fn words_in_quotes_stay_together_and_ranges_name_lines() {
    assert_eq!(split("whatif --set 'a = 1 @ 1922-10' --quiet").len(), 4);
    assert_eq!(part("a\nb \nc\nd\n", " 2-3"), "b\nc\n");
    assert_eq!(part("a\nb\n", ""), "a\nb\n");
}
