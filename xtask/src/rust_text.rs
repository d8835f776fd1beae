//! Rust source as text: what is code and what is comment, and how long its functions are.

/// The source with comments, strings and characters blanked out; lines keep their numbers.
pub fn code_only(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut i = 0;
    while i < chars.len() {
        let end = end_of_text(&chars, i);
        if end == i {
            out.push(chars[i]);
            i += 1;
        } else {
            let blank = |c: &char| if *c == '\n' { '\n' } else { ' ' };
            out.extend(chars[i..end].iter().map(blank));
            i = end;
        }
    }
    out
}

/// The end of the comment, string or character that begins at `i`, or `i` if none does.
fn end_of_text(chars: &[char], i: usize) -> usize {
    let rest = &chars[i..];
    let before = if i == 0 { ' ' } else { chars[i - 1] };
    let inside_word = before.is_alphanumeric() || before == '_';
    match rest {
        ['/', '/', ..] => i + rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
        ['/', '*', ..] => end_of_block(chars, i),
        ['r', '#' | '"', ..] if !inside_word => end_of_raw(chars, i),
        ['"', ..] => end_of_quoted(chars, i, '"'),
        ['\'', '\\', ..] | ['\'', _, '\'', ..] => end_of_quoted(chars, i, '\''),
        _ => i,
    }
}

fn end_of_block(chars: &[char], start: usize) -> usize {
    let mut depth = 0;
    let mut i = start;
    while i < chars.len() {
        match &chars[i..] {
            ['/', '*', ..] => depth += 1,
            ['*', '/', ..] => depth -= 1,
            _ => {
                i += 1;
                continue;
            }
        }
        i += 2;
        if depth == 0 {
            return i;
        }
    }
    chars.len()
}

fn end_of_raw(chars: &[char], start: usize) -> usize {
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    let open = start + 1 + hashes;
    if chars.get(open) != Some(&'"') {
        return start;
    }
    let closing: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let place = chars[open + 1..].windows(closing.len()).position(|w| w == closing);
    place.map_or(chars.len(), |place| open + 1 + place + closing.len())
}

fn end_of_quoted(chars: &[char], start: usize, quote: char) -> usize {
    let mut i = start + 1;
    while i < chars.len() {
        match chars[i] {
            '\\' => i += 2,
            c if c == quote => return i + 1,
            _ => i += 1,
        }
    }
    chars.len()
}

/// The source up to its tests.
pub fn before_tests(source: &str) -> &str {
    source.find("#[cfg(test)]").map_or(source, |place| &source[..place])
}

/// A function of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line of its `fn`, counted from 1.
    pub line: usize,
    /// Lines from `fn` to the closing brace.
    pub lines: usize,
}

/// The functions of a source that have a body, in order.
pub fn functions(source: &str) -> Vec<Function> {
    let code = code_only(source);
    let mut found = Vec::new();
    for (place, _) in code.match_indices("fn ") {
        let starts_a_word = !code[..place].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let name: String =
            code[place + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if !starts_a_word || name.is_empty() {
            continue;
        }
        if let Some(end) = end_of_body(&code, place) {
            let line = 1 + code[..place].matches('\n').count();
            let lines = 1 + code[place..end].matches('\n').count();
            found.push(Function { name, line, lines });
        }
    }
    found
}

/// The place of the brace that closes the function at `place`; none for a declaration.
fn end_of_body(code: &str, place: usize) -> Option<usize> {
    let mut depth = 0;
    // Arrays in a signature, as in `[f64; 3]`, hold a semicolon that ends nothing.
    let mut brackets = 0;
    for (i, c) in code[place..].char_indices() {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets -= 1,
            ';' if depth == 0 && brackets == 0 => return None,
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(place + i);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_no_code() {
        let source = "let a = \"1921 \\\" // x\"; // 1922\n/* 1923 /* 1924 */ */ let b = '\\'';\n\
                      let c = r#\"1925 \"# ; fn f<'a>(x: &'a str) -> char { '\"' }";
        let code = code_only(source);
        assert!(!code.contains("192"), "{code}");
        assert!(code.contains("let b =") && code.contains("fn f<'a>(x: &'a str)"), "{code}");
        assert_eq!(code.lines().count(), source.lines().count());
    }

    #[test]
    fn functions_are_measured_from_head_to_brace() {
        let source = "trait T { fn declared(&self, a: [f64; 3]); }\n\nfn one() {}\n\
                      pub fn three(\n    a: &str,\n) { if a == \"}\" { } }\n";
        let one = Function { name: "one".into(), line: 3, lines: 1 };
        let three = Function { name: "three".into(), line: 4, lines: 3 };
        assert_eq!(functions(source), [one, three]);
    }
}
