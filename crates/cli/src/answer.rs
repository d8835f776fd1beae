//! What a command answers: the same content as text and as JSON.

use serde_json::{Value, json};

use evidence::Fault;

use crate::failure::Code;

/// The answer of a command.
#[derive(Debug)]
pub struct Answer {
    /// For people.
    pub text: String,
    /// For scripts.
    pub json: Value,
    /// The exit code.
    pub code: Code,
}

impl Answer {
    /// An answer of a command that did what was asked.
    pub fn done(text: String, json: Value) -> Answer {
        Answer { text, json, code: Code::Done }
    }

    /// The answer of a check of `subject`; `looked_at` says what was seen if all is well.
    pub fn checked(subject: &str, looked_at: &str, faults: &[Fault]) -> Answer {
        let text = match faults {
            [] => format!("{subject}: no fault found. {looked_at}\n"),
            _ => {
                let lines: Vec<String> = faults.iter().map(|fault| format!("{fault}\n")).collect();
                format!("{}\n{subject}: {}\n", lines.concat(), counted(faults.len(), "fault"))
            }
        };
        let code = if faults.is_empty() { Code::Done } else { Code::Check };
        let json = json!({
            "checked": subject,
            "ok": faults.is_empty(),
            "looked_at": looked_at,
            "faults": faults.iter().map(fault_json).collect::<Vec<_>>(),
            "exit_code": code as u8,
        });
        Answer { text, json, code }
    }
}

/// `1 fault`, `2 faults`.
pub fn counted(number: usize, noun: &str) -> String {
    let number_text = crate::numbers::thousands(number as i64);
    if number == 1 { format!("1 {noun}") } else { format!("{number_text} {}", plural(noun)) }
}

/// `facts`, `theories`, `switches`.
pub fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if noun.ends_with("ch") => format!("{noun}es"),
        None => format!("{noun}s"),
    }
}

fn fault_json(fault: &Fault) -> Value {
    json!({ "file": fault.file, "line": fault.line, "what": fault.what, "hint": fault.hint })
}
