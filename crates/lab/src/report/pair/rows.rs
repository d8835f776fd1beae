//! Small things that the parts of the page share: tables, and the words of the author.

use kernel::Month;
use maud::{Markup, html as markup};

use crate::report::Table;
use crate::report::table::data_address;
use crate::scenario::Scenario;

/// What the author of a scenario says under a key of the passport; empty if nothing.
pub(in crate::report) fn said(scenario: &Scenario, key: &str) -> String {
    scenario.passport.text(key)
}

/// The last month for which the author vouches.
pub(super) fn horizon(scenario: &Scenario) -> Option<Month> {
    scenario.passport.horizon()
}

/// A table of columns and rows, its numbers behind it as CSV.
pub(in crate::report) fn table_of(columns: &[&str], rows: Vec<Vec<String>>) -> Table {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing into memory does not fail, and every row is as long as the heading.
    let _ = writer.write_record(columns);
    for row in &rows {
        let _ = writer.write_record(row);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    let csv = String::from_utf8(bytes).unwrap_or_default();
    Table { columns: columns.iter().map(|column| (*column).to_owned()).collect(), rows, csv }
}

/// A table on the page, with its link to save it.
pub(in crate::report) fn shown(name: &str, caption: &str, table: &Table) -> Markup {
    markup! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table.stack {
                caption { (caption) }
                thead { tr { @for column in &table.columns { th scope="col" { (column) } } } }
                tbody { @for row in &table.rows { tr {
                    @for (column, cell) in table.columns.iter().zip(row) {
                        @if column == &table.columns[0] {
                            th scope="row" data-label=(column) { (cell) }
                        } @else { td data-label=(column) { (cell) } }
                    }
                } } }
            }
        }
        (save(name, table))
    }
}

/// The link that saves a table.
pub(in crate::report) fn save(name: &str, table: &Table) -> Markup {
    markup! {
        p.data {
            a download={ (name) ".csv" } href=(data_address("text/csv", &table.csv)) {
                "Save this table as CSV"
            }
        }
    }
}
