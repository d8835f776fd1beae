//! Files to begin a scenario with.

/// The templates: name, what it is for, and its text, in which `NAME` stands for the name.
const TEMPLATES: &[(&str, &str)] = &[
    ("lesson", include_str!("templates/lesson.toml")),
    ("paper", include_str!("templates/paper.toml")),
    ("assumption", include_str!("templates/assumption.toml")),
];

/// The names of the templates.
pub fn names() -> Vec<&'static str> {
    TEMPLATES.iter().map(|(name, _)| *name).collect()
}

/// The text of a new scenario file.
///
/// # Errors
/// In words: a name that no scenario may have, or a template that does not exist.
pub fn text(template: &str, name: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(plain) {
        return Err(format!("`{name}`: a name has small letters, digits and hyphens only"));
    }
    if super::shipped::find(name).is_some() {
        return Err(format!("`{name}` is the name of a scenario that is built in"));
    }
    let found = TEMPLATES.iter().find(|(known, _)| *known == template);
    let unknown = || format!("there is no template `{template}`; there are {}", names().join(", "));
    found.map(|(_, text)| text.replace("NAME", name)).ok_or_else(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_a_sound_scenario_and_does_something() {
        let evidence = evidence::Evidence::embedded().unwrap_or_else(|faults| panic!("{faults:?}"));
        let folder = tempfile::tempdir().expect("a folder");
        for template in names() {
            let path = folder.path().join(format!("my-{template}.toml"));
            let text = text(template, &format!("my-{template}")).expect("a template");
            assert!(text.starts_with("#:schema scenario.schema.json\n"));
            std::fs::write(&path, text).expect("written");
            let scenario = super::super::load(&path, &evidence);
            let scenario = scenario.unwrap_or_else(|problems| panic!("{problems}"));
            assert_eq!(scenario.name, format!("my-{template}"));
            assert_eq!(!scenario.actions.is_empty(), template != "assumption");
            assert_eq!(!scenario.assumes.is_empty(), template != "lesson");
            insta::assert_snapshot!(format!("{template}-in-words"), words(&scenario));
        }
    }

    fn words(scenario: &super::super::Scenario) -> String {
        let part =
            |(head, lines): (&str, Vec<String>)| format!("{head}\n  {}\n", lines.join("\n  "));
        let text: String = scenario.in_words().into_iter().map(part).collect();
        // The folder of the test is another one each time.
        let lines = text.lines().map(|line| line.split("  (/").next().unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn names_that_cannot_be_are_refused() {
        for name in ["", "My Scenario", "a/b", "history"] {
            assert!(text("lesson", name).is_err(), "{name}");
        }
        assert!(text("essay", "mine").expect_err("none").contains("lesson, paper, assumption"));
    }
}
