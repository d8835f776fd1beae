use super::*;
use crate::testing;

fn citation() -> Citation {
    let mut ensemble = testing::ensemble(vec![testing::record(|_, _| 1.0); 3]);
    ensemble.scenario.title = "Rain & 50 % of {one_two}".to_owned();
    ensemble.started = 1_700_000_000;
    Citation::of_ensemble(&ensemble)
}

#[test]
fn the_program_is_cited_as_the_source_says() {
    let program = Program::built_in();
    let Program { title, authors, licenses, keywords, doi } = &program;
    for text in authors.iter().chain(licenses).chain(keywords).chain([title]).chain(doi) {
        assert!(!text.is_empty() && PROGRAM.contains(text.as_str()), "{text}");
    }
    assert!(!authors.is_empty() && licenses.len() == 2 && keywords.len() > 2, "{program:?}");
    assert_eq!(doi.is_some(), PROGRAM.contains("\ndoi:"));
}

#[test]
fn bibtex_reads_back_with_every_letter() {
    let citation = citation();
    let text = citation.bibtex();
    let read = biblatex::Bibliography::parse(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    let entry = read.get(&format!("ktokogo-{}", citation.id)).expect("the key is there");
    let field = |name: &str| {
        use biblatex::ChunksExt;
        entry.get(name).unwrap_or_else(|| panic!("no {name} in {text}")).format_verbatim()
    };
    assert_eq!(field("title"), citation.heading());
    assert_eq!(entry.author().expect("authors").len(), citation.program.authors.len());
    for part in ["seed 1917", "2 draws", "engine e,", "scenario s"] {
        assert!(field("note").contains(part), "{}", field("note"));
    }
    assert!(!text.contains("doi") || citation.program.doi.is_some());
}

#[test]
fn csl_has_the_fields_that_its_schema_requires() {
    let citation = citation();
    let csl = citation.csl();
    assert_eq!(csl[0]["type"], "dataset");
    assert_eq!(csl[0]["issued"]["date-parts"][0], serde_json::json!([2023, 11, 14]));
    assert_eq!(csl[0]["author"][0]["literal"], citation.program.authors[0].as_str());
    assert_eq!(csl[0]["custom"]["hashes"]["engine"], "e");
    // The keys that csl-data.json 1.0.2 allows and that we use; it allows no others.
    let allowed =
        ["id", "type", "title", "author", "issued", "version", "medium", "note", "custom", "DOI"];
    let item = csl[0].as_object().expect("an object");
    assert!(item.keys().all(|key| allowed.contains(&key.as_str())), "{item:?}");
}

#[test]
fn the_citation_file_reads_back_and_has_what_the_format_requires() {
    let citation = citation();
    let text = citation.cff();
    let file: Value = serde_saphyr::from_str(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    // Required by schema.json of Citation File Format 1.2.0.
    assert_eq!(file["cff-version"], "1.2.0");
    assert_eq!(file["title"], citation.heading().as_str());
    assert!(!file["message"].as_str().unwrap_or_default().is_empty());
    assert_eq!(file["authors"][0]["name"], citation.program.authors[0].as_str());
    // Constrained by it.
    assert_eq!((&file["type"], &file["date-released"]), (&"dataset".into(), &"2023-11-14".into()));
    for identifier in file["identifiers"].as_array().expect("a list") {
        assert_eq!(identifier["type"], "other");
        assert!(!identifier["value"].as_str().unwrap_or_default().is_empty());
    }
    assert_eq!(file["references"][0]["type"], "software");
    assert_eq!(file["references"][0]["license"], serde_json::json!(citation.program.licenses));
    assert!(text.contains("blake3:e"), "{text}");
}

#[test]
fn the_sentence_names_run_version_and_hashes() {
    let citation = citation();
    let text = citation.text();
    for part in [&citation.id, "2023", VERSION, "evidence f", "Rain & 50 %"] {
        assert!(text.contains(part), "{part} is missing from {text}");
    }
}
