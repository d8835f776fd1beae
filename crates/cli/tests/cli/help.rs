//! Help, version, completions, and slips of the pen in commands and options.

use crate::{answer, document};

const COMMANDS: [&str; 5] = ["run", "check", "list", "evidence", "completions"];

#[test]
fn help_is_grouped_by_task_and_gives_examples_and_exit_codes() {
    let (code, out, _) = answer(&["--help"]);
    assert_eq!(code, 0);
    for part in ["Live a history", "Look into the model", "Examples", "Exit codes", "  130  "] {
        assert!(out.contains(part), "`{part}` is missing from\n{out}");
    }
    assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
}

#[test]
fn every_command_explains_itself_with_an_example() {
    for command in COMMANDS {
        let (code, out, _) = answer(&[command, "--help"]);
        assert_eq!(code, 0, "{command}");
        assert!(
            out.contains(&format!("  ktokogo {command} ")) && out.contains("Examples"),
            "{out}"
        );
    }
}

#[test]
fn a_slip_in_a_command_is_answered_with_the_nearest() {
    let (code, out, err) = answer(&["evidense", "ls"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("evidence"), "{err}");
    let (code, _, err) = answer(&["run", "--draw", "3"]);
    assert_eq!(code, 1);
    assert!(err.contains("--draws"), "{err}");
}

#[test]
fn wrong_values_say_what_would_be_right() {
    for (words, right) in [
        (["run", "--households", "many"], "full"),
        (["run", "--until", "1935-01"], "1929-12"),
        (["run", "--until", "1921-13"], "1921-03"),
        (["run", "--threads", "0"], "at least one"),
        (["list", "nonsense", ""], "mechanisms"),
    ] {
        let (code, _, err) = answer(&words);
        assert_eq!(code, 1, "{words:?}");
        assert!(err.contains(right), "{words:?}: {err}");
    }
}

#[test]
fn mistakes_are_json_too_when_asked() {
    let (code, document) = document(&["evidense", "--json"]);
    assert_eq!(code, 1);
    assert_eq!(document["error"]["kind"], "usage");
    assert_eq!(document["error"]["exit_code"], 1);
}

#[test]
fn the_version_is_that_of_the_package() {
    let (code, out, _) = answer(&["--version"]);
    assert_eq!((code, out), (0, format!("ktokogo {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn completions_know_every_command_in_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (code, out, _) = answer(&["completions", shell]);
        assert_eq!(code, 0, "{shell}");
        for command in COMMANDS {
            assert!(out.contains(command), "{shell} does not know {command}");
        }
    }
}
