//! The forms in which a citation is written.

use serde_json::{Value, json};

use super::Citation;

/// The licence of what a run leaves: that of its data package.
const LICENSE: &str = "CC-BY-4.0";

impl Citation {
    /// A sentence for a list of references.
    pub fn text(&self) -> String {
        let doi = self.program.doi.as_ref().map(|doi| format!(" https://doi.org/{doi}."));
        format!(
            "{} ({}). {}. {}, version {}.{} {}.\n",
            self.program.authors.join("; "),
            self.date.get(..4).unwrap_or_default(),
            self.heading(),
            self.program.title,
            self.version,
            doi.unwrap_or_default(),
            capital(&self.note()),
        )
    }

    /// A BibTeX entry that every style prints.
    pub fn bibtex(&self) -> String {
        let authors: Vec<String> =
            self.program.authors.iter().map(|name| format!("{{{}}}", escaped(name))).collect();
        let published = format!("{}, version {}", self.program.title, self.version);
        let mut fields = vec![
            ("author", authors.join(" and ")),
            ("title", format!("{{{}}}", escaped(&self.heading()))),
            ("year", self.date.get(..4).unwrap_or_default().to_owned()),
            ("date", self.date.clone()),
            ("howpublished", escaped(&published)),
            ("version", escaped(&self.version)),
            ("note", escaped(&self.note())),
        ];
        fields.extend(self.program.doi.as_ref().map(|doi| ("doi", doi.clone())));
        let lines: String =
            fields.iter().map(|(key, text)| format!("  {key} = {{{text}}},\n")).collect();
        format!("@misc{{ktokogo-{},\n{lines}}}\n", self.id)
    }

    /// An item of CSL-JSON 1.0.2, in a list as the schema wants it.
    pub fn csl(&self) -> Value {
        let authors = self.program.authors.iter().map(|name| json!({ "literal": name }));
        let parts: Vec<u32> = self.date.split('-').filter_map(|part| part.parse().ok()).collect();
        let hashes: serde_json::Map<String, Value> =
            self.hashes.iter().map(|(what, hash)| ((*what).to_owned(), json!(hash))).collect();
        let mut item = json!({
            "id": format!("ktokogo-{}", self.id),
            "type": "dataset",
            "title": self.heading(),
            "author": authors.collect::<Vec<_>>(),
            "issued": { "date-parts": [parts] },
            "version": self.version,
            "medium": self.program.title,
            "note": self.note(),
            "custom": {
                "id": self.id, "kind": self.kind, "seed": self.seed, "draws": self.draws,
                "hashes": hashes,
            },
        });
        if let Some(doi) = &self.program.doi {
            item["DOI"] = json!(doi);
        }
        json!([item])
    }

    /// A `CITATION.cff` (Citation File Format 1.2.0) for the folder.
    pub fn cff(&self) -> String {
        let authors: Vec<Value> =
            self.program.authors.iter().map(|name| json!({ "name": name })).collect();
        let own = json!({
            "type": "other",
            "value": self.id,
            "description": format!("The {} of ktokogo {}", self.kind, self.version),
        });
        let hashes = self.hashes.iter().map(|(what, hash)| {
            let description = format!("The {what} that made the numbers");
            json!({ "type": "other", "value": format!("blake3:{hash}"), "description": description })
        });
        let identifiers: Vec<Value> = std::iter::once(own).chain(hashes).collect();
        let mut program = json!({
            "type": "software",
            "title": self.program.title,
            "authors": authors,
            "version": self.version,
            "license": self.program.licenses,
        });
        if let Some(doi) = &self.program.doi {
            program["doi"] = json!(doi);
        }
        let file = json!({
            "cff-version": "1.2.0",
            "message": "Cite these numbers with the id and the hashes: they say what made them.",
            "type": "dataset",
            "title": self.heading(),
            "authors": authors,
            "version": self.version,
            "date-released": self.date,
            "license": LICENSE,
            "keywords": self.program.keywords,
            "abstract": format!("{}.", capital(&self.note())),
            "identifiers": identifiers,
            "references": [program],
        });
        // A tree of texts and lists has a form in YAML.
        serde_saphyr::to_string(&file).unwrap_or_default()
    }
}

/// With a capital letter at the head.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A text whose letters mean themselves in BibTeX.
fn escaped(text: &str) -> String {
    let letter = |letter: char| match letter {
        '&' | '%' | '$' | '#' | '_' | '{' | '}' => format!("\\{letter}"),
        '~' => "\\textasciitilde{}".to_owned(),
        '^' => "\\textasciicircum{}".to_owned(),
        '\\' => "\\textbackslash{}".to_owned(),
        _ => letter.to_string(),
    };
    text.chars().map(letter).collect()
}
