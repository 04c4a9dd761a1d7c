//! The house keeps its order: imports point inward only, and files are such that a person can read them.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read the source has failed"
)]

#[path = "layering/circles.rs"]
mod circles;
#[path = "layering/layers.rs"]
mod layers;
#[path = "layering/paths.rs"]
mod paths;

use std::fs;
use std::path::Path;

use circles::circles;
use layers::{LAYERS, ONE_PLACE};

/// The most lines that a person reads in one sitting.
const MOST_LINES: usize = 600;
/// Names that say nothing.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "common", "helpers", "helper", "manager"];

/// What a source file names that it must not. `file` is its path from `src`, with `/`.
fn import_faults(file: &str, source: &str) -> Vec<String> {
    let module: Vec<String> = file
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect();
    let top = module.first().map_or("", String::as_str);
    if top == "lib" {
        return Vec::new();
    }
    let Some((_, inward, denied)) = LAYERS.iter().find(|(layer, ..)| *layer == top) else {
        return vec![format!("{file}: {top} stands in no layer")];
    };
    let mut faults = Vec::new();
    for named in paths::named(&module, source) {
        let path = named.parts.join("::");
        let first = named.parts.first().map_or("", String::as_str);
        let own = first == top;
        if named.is_ours && !own && !inward.contains(&first) {
            faults.push(format!("{file}: {top} must not name crate::{path}"));
        }
        let is_denied = |wrong: &&str| path == *wrong || path.starts_with(&format!("{wrong}::"));
        for (only, place) in ONE_PLACE {
            if is_denied(only) && file != *place {
                faults.push(format!("{file}: only {place} may name {path}"));
            }
        }
        if !named.is_ours && denied.iter().copied().flatten().any(is_denied) {
            faults.push(format!("{file}: {top} must not name {path}"));
        }
        if top == "app" && first == "crossterm" && named.parts.get(1).is_none_or(|of| of != "event")
        {
            faults.push(format!(
                "{file}: of crossterm app takes the keys only, not {path}"
            ));
        }
    }
    faults
}

/// What is wrong with a source file as something to read.
fn shape_faults(file: &str, source: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !source.starts_with("//! ") {
        faults.push(format!(
            "{file}: the first line says nothing of what it is for (//! )"
        ));
    }
    for name in file.trim_end_matches(".rs").split('/') {
        if name == "mod" {
            faults.push(format!("{file}: foo.rs beside foo/, not mod.rs"));
        }
        if EMPTY_NAMES.contains(&name) {
            faults.push(format!("{file}: the name {name} says nothing"));
        }
    }
    faults
}

/// Whether a file is longer than a person reads in one sitting.
fn length_faults(file: &str, source: &str) -> Vec<String> {
    let lines = source.lines().count();
    let fault =
        (lines > MOST_LINES).then(|| format!("{file}: {lines} lines, {MOST_LINES} at most"));
    fault.into_iter().collect()
}

/// Every Rust file of a folder, by its path from there, with its text.
fn sources(top: &Path, folder: &Path, into: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(top, &path, into);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let name = path
                .strip_prefix(top)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            into.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Every Rust file of a folder of ours.
fn files_in(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = Vec::new();
    sources(&folder, &folder, &mut files);
    assert!(!files.is_empty(), "no file in {}", folder.display());
    files
}

fn faults_in(folder: &str, check: fn(&str, &str) -> Vec<String>) -> Vec<String> {
    files_in(folder)
        .iter()
        .flat_map(|(file, source)| check(file, source))
        .collect()
}

#[test]
fn imports_point_inward_only() {
    let faults = faults_in("src", import_faults);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_modules_of_a_folder_import_one_another() {
    assert_eq!(circles(&files_in("src")), [""; 0]);
}

#[test]
fn a_circle_is_noticed_also_by_way_of_another_module_or_a_folder() {
    let files = |sources: &[(&str, &str)]| -> Vec<String> {
        let own = |(file, source): &(&str, &str)| ((*file).to_owned(), (*source).to_owned());
        circles(&sources.iter().map(own).collect::<Vec<_>>())
    };
    let found = files(&[
        ("app/keys.rs", "use super::hint::Hint;"),
        ("app/hint/told.rs", "fn f() { crate::app::message::told() }"),
        ("app/hint.rs", "mod told;"),
        ("app/message.rs", "use super::{keys, words};"),
        (
            "app/words.rs",
            "#[cfg(test)]\nmod tests { use crate::app::keys; }",
        ),
    ]);
    assert_eq!(found, ["app: hint, keys, message"]);
    assert!(
        files(&[
            ("app.rs", "mod keys; use keys::Key;"),
            ("app/keys.rs", "use super::App;")
        ])
        .is_empty()
    );
}

/// What a source file takes apart or puts together as text that is a place.
fn place_faults(file: &str, source: &str) -> Vec<String> {
    let folders = [
        "signs",
        "toolkit",
        "templates",
        "specifications",
        "briefings",
        "updates",
        "groups",
        "measures",
        "glossary",
        "sources",
        "questions",
        "competencies",
    ];
    // Tests write places as files do.
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let code = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code = code.collect::<Vec<_>>().join("\n");
    let by_hash = ["split('#')", "split_once('#')", "contains('#')"].map(str::to_owned);
    let by_folder = folders.map(|folder| format!("\"{folder}/\""));
    let together = folders.map(|folder| format!("\"{folder}/{{"));
    let all = by_hash.into_iter().chain(by_folder).chain(together);
    all.filter(|text| file != "guide/place.rs" && code.contains(text.as_str()))
        .map(|text| format!("{file}: {text} is for guide/place.rs to do"))
        .collect()
}

#[test]
fn a_place_is_taken_apart_and_put_together_in_one_file() {
    let faults = faults_in("src", place_faults);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for code in [
        "place.split('#').next()",
        "place.starts_with(\"updates/\")",
        "format!(\"sources/{id}\")",
    ] {
        assert_eq!(place_faults("app/travel.rs", code).len(), 1, "{code}");
    }
}

#[test]
fn every_source_file_can_be_read_in_one_sitting() {
    let faults = faults_in("src", length_faults);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_has_a_name_that_says_something() {
    let mut faults = faults_in("src", shape_faults);
    faults.extend(faults_in("tests", shape_faults));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_of_the_library_stands_in_a_layer() {
    let lib = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let lib = fs::read_to_string(lib).unwrap();
    let modules: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert!(modules.len() >= 8, "{modules:?}");
    for module in modules {
        assert!(
            LAYERS.iter().any(|(layer, ..)| *layer == module),
            "{module}"
        );
    }
}

#[test]
fn every_way_to_name_an_outer_layer_is_noticed() {
    let outward = [
        ("doc/words.rs", "use crate::guide::page::Page;"),
        ("guide/load.rs", "use crate::project::date;"),
        ("guide/load.rs", "use super::super::project::book::Book;"),
        ("doc.rs", "use super::guide;"),
        (
            "text/wrap.rs",
            "fn f() { let x = crate::app::words::NAME; }",
        ),
        (
            "project/book.rs",
            "use crate::{\n    guide,\n    store::{self, Trouble},\n};",
        ),
        (
            "app/update.rs",
            "mod tests { use super::super::super::view; }",
        ),
        ("app.rs", "fn f() -> super::terminal::Happening { todo!() }"),
        ("view.rs", "use crate::*;"),
        ("view/page.rs", "type A = roadsigns::store::Store;"),
        (
            "store/disk.rs",
            "macro_rules! m { () => { $crate::app::App } }",
        ),
        ("plain.rs", "use crate::terminal as t;"),
        ("takeaway.rs", "use crate::app::App;"),
        ("terminal/reader.rs", "use crate::runtime::Happening;"),
        ("terminal/queue.rs", "use crate::store::saver::Report;"),
        ("runtime/talk.rs", "use crate::cli;"),
        ("main.rs", "use roadsigns::store;"),
        ("workshop.rs", "fn f() {}"),
        ("app/look.rs", "use ratatui::style::Style;"),
        ("app/keys.rs", "use crossterm::terminal::size;"),
        (
            "app/record.rs",
            "fn f() { chrono::Utc::now(); Utc::now(); }",
        ),
        ("project/date.rs", "use std::{collections::BTreeMap, fs};"),
        ("text.rs", "fn f() { std::env::var(\"X\"); }"),
        ("takeaway.rs", "use std::process::Command;"),
        ("cli/run.rs", "use std::{env, fs};"),
        (
            "terminal/capability.rs",
            "fn f() { std::env::var_os(\"X\"); }",
        ),
        ("runtime/keeper.rs", "use chrono::{Local, Utc};"),
        ("store.rs", "use directories::ProjectDirs;"),
    ];
    for (file, source) in outward {
        assert!(!import_faults(file, source).is_empty(), "{file}: {source}");
    }
}

#[test]
fn what_points_inward_or_only_looks_like_an_import_is_let_pass() {
    let inward = [
        (
            "guide/load.rs",
            "use super::page::{Item, Page};\nuse crate::text::Text;",
        ),
        (
            "guide/load.rs",
            "mod tests { use super::*; use super::super::fault; }",
        ),
        (
            "app/update.rs",
            "use crate::guide::Found;\nuse super::{App, words};",
        ),
        ("app/keys.rs", "use crossterm::event::{KeyCode, KeyEvent};"),
        (
            "text/wrap.rs",
            "/// See [`crate::app::App`].\nfn f() {} // crate::view",
        ),
        (
            "text/wrap.rs",
            "/* crate::app /* nested */ crate::view */ fn f() {}",
        ),
        (
            "text/wrap.rs",
            "const A: &str = \"crate::app::App\\\"crate::view\";",
        ),
        (
            "text/wrap.rs",
            "const A: &str = r#\"crate::app \" crate::view\"#;",
        ),
        (
            "text/wrap.rs",
            "fn f<'a>(c: char) -> bool { c == '\"' || c == '\\'' || c == '\\u{1b}' }",
        ),
        ("view.rs", "mod inner { use super::super::app::App; }"),
        ("cli/run.rs", "use crate::terminal::screen::{self, Screen};"),
        ("cli/surroundings.rs", "use std::{env, fs};"),
        ("lib.rs", "pub mod app;"),
    ];
    for (file, source) in inward {
        let faults = import_faults(file, source);
        assert!(faults.is_empty(), "{source}: {}", faults.join("\n"));
    }
}

#[test]
fn a_file_without_a_purpose_with_an_empty_name_or_too_long_is_noticed() {
    assert!(shape_faults("app/look.rs", "//! How it looks.\n").is_empty());
    for (file, source) in [
        ("app/look.rs", "use std::fmt;\n"),
        ("app/mod.rs", "//! The app.\n"),
        ("app/utils.rs", "//! Things.\n"),
        ("helpers/look.rs", "//! Things.\n"),
    ] {
        assert_eq!(shape_faults(file, source).len(), 1, "{file}");
    }
    let longest = "//! A line.\n".repeat(MOST_LINES);
    assert!(length_faults("app/look.rs", &longest).is_empty());
    assert_eq!(length_faults("app/look.rs", &(longest + "\n")).len(), 1);
}
