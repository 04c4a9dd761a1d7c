//! From the text of a state file to a document, with what is wrong on the way.

use toml_edit::{ArrayOfTables, Document, DocumentMut, Item, Value};

use super::explain::NoToml;
use super::{FORMAT, LISTS, bare_key, explain, shape, words};

/// Parses a state file, whatever the shape of its parts; the screen's own words are read as what the program writes.
///
/// # Errors
///
/// What is wrong, with line and column, and the line to write instead.
pub fn parse(text: &str) -> Result<DocumentMut, NoToml> {
    Ok(settled(read(text)?.into_mut()))
}

/// Parses a state file that is to be written, and says which of its parts have a shape that is none of ours, each with
/// its line and what to write. A newer format may have other shapes.
pub fn shaped(text: &str) -> (Result<DocumentMut, NoToml>, Option<String>) {
    let document = match read(text) {
        Ok(document) => document,
        Err(why) => return (Err(why), None),
    };
    let table = document.as_table();
    let is_newer = table.get("format").and_then(Item::as_integer) > Some(FORMAT);
    let odd = (!is_newer).then(|| shape::said(text, &shape::faults(text, table)));
    (Ok(settled(document.into_mut())), odd.flatten())
}

/// The same where only a whole state will do.
///
/// # Errors
///
/// What cannot be read or has another shape.
pub fn well_shaped(text: &str) -> Result<DocumentMut, String> {
    match shaped(text) {
        (document, None) => document.map_err(|why| why.to_string()),
        (_, Some(why)) => Err(why),
    }
}

/// Where everything stands in a state file; nothing if it is no TOML.
pub fn outline(text: &str) -> shape::Outline {
    let document = Document::parse(text);
    document.map_or_else(
        |_| shape::Outline::default(),
        |document| shape::outline(text, document.as_table()),
    )
}

/// Every fault of a state file, each with its line and what to write; none of a newer format.
pub fn faults(text: &str) -> Vec<(usize, String)> {
    let document = match read(text) {
        Ok(document) => document,
        Err(why) => return vec![why.fault()],
    };
    shape::faults(text, document.as_table())
}

fn read(text: &str) -> Result<Document<&str>, NoToml> {
    Document::parse(text).map_err(|error| {
        let at = error.span().map(|span| span.start);
        explain::explained(text, error.message(), at)
    })
}

/// A document with the lists and words that the program writes.
fn settled(mut document: DocumentMut) -> DocumentMut {
    for list in LISTS {
        // `project = [{ … }]` says the same as `[[project]]`.
        let Some(array) = document.get(list).and_then(Item::as_array) else {
            continue;
        };
        if array.iter().all(Value::is_inline_table) {
            let array = array.clone();
            let above = bare_key(document.as_table_mut(), list);
            let mut tables = ArrayOfTables::new();
            for inline in array.iter().filter_map(Value::as_inline_table) {
                let mut table = inline.clone().into_table();
                if tables.is_empty() {
                    table.decor_mut().set_prefix(format!("\n{above}"));
                }
                tables.push(table);
            }
            document.insert(list, Item::ArrayOfTables(tables));
        }
    }
    words::settle(&mut document);
    document
}
