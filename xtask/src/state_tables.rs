//! The tables of the society as its source declares them: name, meaning and columns.

use crate::tree::TextFile;

/// One table, or one group of numbers, of the society.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Name of the field of the society.
    pub name: String,
    /// What it holds.
    pub meaning: String,
    /// Its columns or numbers.
    pub columns: Vec<Field>,
}

/// A documented field of a struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name.
    pub name: String,
    /// What it is.
    pub meaning: String,
    /// Its type, as the source writes it.
    pub kind: String,
}

const SOCIETY: &str = "Society";

/// The tables of the society, in its order.
///
/// # Errors
/// A field whose type no file of the society declares, or without a comment.
pub fn tables(sources: &[TextFile]) -> Result<Vec<Table>, String> {
    let fields = |name: &str| {
        let found = sources.iter().find_map(|file| fields(&file.text, name));
        found.ok_or_else(|| format!("crates/society declares no struct `{name}` with named fields"))
    };
    let table = |field: Field| {
        let columns = fields(&field.kind)?;
        let bare = columns.iter().find(|column| column.meaning.is_empty());
        match bare {
            Some(column) => Err(format!("`{}.{}` has no comment", field.kind, column.name)),
            None => Ok(Table { name: field.name, meaning: field.meaning, columns }),
        }
    };
    fields(SOCIETY)?.into_iter().map(table).collect()
}

/// The fields of a struct, if the source declares it.
fn fields(source: &str, name: &str) -> Option<Vec<Field>> {
    let head = format!("pub struct {name} {{");
    let body = source.lines().skip_while(|line| *line != head).skip(1);
    let mut found = Vec::new();
    let mut meaning: Vec<&str> = Vec::new();
    let mut declared = false;
    for line in body {
        declared = true;
        if line == "}" {
            break;
        }
        let line = line.trim();
        if let Some(text) = line.strip_prefix("///") {
            meaning.push(text.trim());
        } else if let Some(field) = line.strip_prefix("pub ") {
            let (name, kind) = field.strip_suffix(',')?.split_once(": ")?;
            let meaning = std::mem::take(&mut meaning).join(" ");
            found.push(Field { name: name.to_owned(), meaning, kind: kind.to_owned() });
        }
    }
    declared.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> TextFile {
        TextFile { path: "a.rs".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn the_fields_of_the_society_are_its_tables() {
        let sources = [
            file(
                "pub struct Society {\n    /// The ten\n    /// regions.\n    pub regions: Regions,\n}\n",
            ),
            file(
                "/// x\npub struct Regions {\n    /// Weather.\n    pub weather: Column<Region, f64>,\n}\n",
            ),
        ];
        let tables = tables(&sources).expect("both are declared");
        assert_eq!(
            (tables[0].name.as_str(), tables[0].meaning.as_str()),
            ("regions", "The ten regions.")
        );
        assert_eq!(tables[0].columns[0].kind, "Column<Region, f64>");
    }

    #[test]
    fn a_table_that_is_not_declared_is_a_fault() {
        let sources = [file("pub struct Society {\n    /// Towns.\n    pub towns: Towns,\n}\n")];
        assert!(tables(&sources).is_err_and(|fault| fault.contains("`Towns`")));
    }
}
