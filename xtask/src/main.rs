//! `cargo xtask`: the chores of the workspace.

use std::io::Write;
use std::process::ExitCode;

use xtask::instructions;

const USAGE: &str = "\
cargo xtask docs          write the generated pages of docs/ anew
cargo xtask book          build the book of docs/ in target/book and follow its links
cargo xtask golden        write the fingerprints of small runs in golden/ anew
cargo xtask instructions  count the instructions of small runs, and hold them against those that
                          bench/instructions.csv accepts; with --write, accept them
cargo xtask tidy          check the house rules, the dependency arrows and the documents
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (text, good) = match words[..] {
        ["docs"] => docs(),
        ["book"] => book(),
        ["golden"] => golden(),
        ["instructions"] => count(false),
        ["instructions", "--write"] => count(true),
        ["tidy"] => tidy(),
        _ => (USAGE.to_owned(), false),
    };
    // A closed terminal needs no answer.
    let _ = std::io::stdout().write_all(text.as_bytes());
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn docs() -> (String, bool) {
    match xtask::docs::pages().and_then(|pages| xtask::docs::write(&pages)) {
        Ok(written) => (format!("{written} pages written\n"), true),
        Err(error) => (format!("error: {error}\n"), false),
    }
}

fn book() -> (String, bool) {
    let target = xtask::tree::root().join(xtask::book::TARGET);
    match xtask::book::build(&target).and_then(|()| xtask::book::broken_links(&target)) {
        Ok(broken) if broken.is_empty() => {
            (format!("{} written\n", target.join("index.html").display()), true)
        }
        Ok(broken) => (format!("{}\n{} broken links\n", broken.join("\n"), broken.len()), false),
        Err(error) => (format!("error: {error}\n"), false),
    }
}

fn golden() -> (String, bool) {
    match xtask::golden::tables().and_then(|tables| xtask::golden::write(&tables)) {
        Ok(written) => (format!("{written} tables written\n"), true),
        Err(error) => (format!("error: {error}\n"), false),
    }
}

fn count(accept: bool) -> (String, bool) {
    if let Err(why) = instructions::comparable() {
        return (format!("skipped: {why}\n"), !accept);
    }
    let counted = instructions::count().and_then(|counts| {
        if accept {
            instructions::write(&counts)?;
        }
        Ok(instructions::compare(&instructions::stored()?, &counts))
    });
    match counted {
        Ok((lines, good)) => (format!("{}\n", lines.join("\n")), good),
        Err(error) => (format!("error: {error}\n"), false),
    }
}

fn tidy() -> (String, bool) {
    let faults = xtask::all_faults();
    let lines: Vec<String> = faults.iter().map(|fault| format!("{fault}\n")).collect();
    match lines.len() {
        0 => ("all rules hold\n".to_owned(), true),
        n => (format!("{}{n} faults\n", lines.concat()), false),
    }
}
