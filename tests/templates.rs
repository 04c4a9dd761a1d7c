//! Templates keep every table, column, row and field in every rendering: counted against the data, for those of the
//! guide and for one whose tables are as awkward as can be.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

#[path = "command_line/came.rs"]
#[expect(
    dead_code,
    reason = "the way to run it has more to offer than this file needs"
)]
mod came;
#[path = "documents/said.rs"]
mod documented;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use came::{given, program};
use chrono::NaiveDate;
use documented::{assert_said, places_to_write};
use pulldown_cmark::{Event, Options, Parser, TagEnd};
use ratatui::backend::TestBackend;
use roadsigns::app::clipboard::Clipboard;
use roadsigns::app::hint::Hand;
use roadsigns::app::look::{Glyphs, Look};
use roadsigns::app::message::Now;
use roadsigns::app::{App, Start};
use roadsigns::guide::library::{Table, Template};
use roadsigns::guide::shared::SharedRoadmap;
use roadsigns::guide::{Guide, load};
use roadsigns::project::author::Author;
use roadsigns::project::book::Book;
use roadsigns::project::change::Signature;
use roadsigns::project::date::Wall;
use roadsigns::project::opened::Opened;
use roadsigns::store::{self, state};
use roadsigns::terminal::display::Display;
use roadsigns::view;
use roadsigns::view::memo::Memo;

const BUILT_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/guide");
const AWKWARD: &str = include_str!("templates/awkward.toml");

/// The built-in guide with the awkward template in a folder of its own.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut files = store::folder::read(Path::new(BUILT_IN)).unwrap();
    let places = files.get_mut("places.txt").unwrap();
    places.push_str("templates/awkward\n");
    files.insert("templates/awkward.toml".to_owned(), AWKWARD.to_owned());
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        write(&path, &text);
    }
    folder
}

fn write(path: &Path, text: &str) {
    let mut file = fs::File::create(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

fn read(folder: &Path) -> Guide {
    let loaded = load::read(&store::folder::read(folder).unwrap());
    assert_eq!(loaded.faults, []);
    loaded.guide
}

/// What a command prints, with a guide and what is typed.
fn printed(folder: &Path, arguments: &[&str], typed: &str) -> String {
    let mut command = program();
    command
        .args(arguments)
        .arg("--guide")
        .arg(folder)
        .env("LANG", "C.UTF-8");
    let came = given(&mut command, typed);
    assert_eq!(came.code, Some(0), "{arguments:?}: {}", came.err);
    came.out
}

/// The state of somebody who was reading a template.
fn state_at(place: &str) -> String {
    format!(
        "format = 1\n[here]\nproject = \"p\"\n[[project]]\nid = \"p\"\nname = \"P\"\nplace = \"{place}\"\n"
    )
}

/// A template on a screen that is tall enough for all of it.
fn screen(guide: &Arc<Guide>, place: &str, width: u16) -> String {
    let day = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
    let local = day.and_hms_opt(10, 0, 0).unwrap();
    let utc = local.and_utc();
    let session = Signature {
        id: "test".to_owned(),
        by: "me@here".to_owned(),
        guide: guide.edition.to_string(),
    };
    let document = state::parse(&state_at(place)).unwrap();
    let mut book = Book::default();
    let mut author = Author::new(session.clone());
    for (key, value) in state::contents(&document).values {
        author.set(&mut book, utc, key, value);
    }
    let (app, _) = App::new(Start {
        roadmap: SharedRoadmap::of(guide, None).unwrap(),
        is_asked: false,
        opened: Opened {
            book,
            here: state::here(&document),
            ..Opened::default()
        },
        session,
        look: Look {
            glyphs: Glyphs::Unicode,
            ..Look::default()
        },
        demo: false,
        kiosk: false,
        now: Now { utc, local },
        clock: &Wall::utc,
        clipboard: Clipboard::default(),
        hand: Hand::default(),
        notice: None,
        files: Vec::new(),
    });
    let mut terminal = Display::new(TestBackend::new(width, 3000)).unwrap();
    terminal
        .draw(|frame| {
            view::render(&app, &mut Memo::default(), frame);
        })
        .unwrap();
    terminal.backend().to_string()
}

/// The tables of a text in Markdown, cell by cell, the head first.
fn tables_in(markdown: &str) -> Vec<Vec<Vec<String>>> {
    let mut tables = Vec::new();
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(pulldown_cmark::Tag::TableCell) => cell.clear(),
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => cell.push_str(&text),
            Event::End(TagEnd::TableCell) => row.push(std::mem::take(&mut cell)),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                rows.push(std::mem::take(&mut row));
            }
            Event::End(TagEnd::Table) => tables.push(std::mem::take(&mut rows)),
            _ => {}
        }
    }
    tables
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A table of the data as it has to come out of Markdown.
fn expected(table: &Table) -> Vec<Vec<String>> {
    let row = |cells: &[roadsigns::text::Text]| -> Vec<String> {
        cells.iter().map(|cell| in_one_line(cell)).collect()
    };
    let blank = vec![String::new(); table.columns.len()];
    let rows = table.rows.iter().map(|cells| row(cells));
    std::iter::once(row(&table.columns))
        .chain(rows)
        .chain(std::iter::repeat_n(blank, usize::from(table.blank)))
        .collect()
}

fn tables(template: &Template) -> impl Iterator<Item = &Table> {
    template.sections.iter().flat_map(|section| &section.tables)
}

/// Cells that somebody has to fill in.
fn empty_cells(template: &Template) -> usize {
    let cells = tables(template).flat_map(expected).flatten();
    cells.filter(String::is_empty).count()
}

/// Everything that a template says in its tables and fields.
fn said(template: &Template) -> String {
    let mut said: Vec<String> = tables(template).flat_map(expected).flatten().collect();
    said.extend(tables(template).map(|table| table.name.to_string()));
    for section in template.sections.iter() {
        said.push(section.heading.to_string());
        for field in &section.fields {
            said.extend([field.name.to_string(), field.guidance.to_string()]);
            said.extend(field.choices.iter().map(ToString::to_string));
        }
    }
    said.join(" ")
}

/// Holds a rendering to the data: no word less often, and a place to write for each empty cell.
fn assert_whole(template: &Template, how: &str, text: &str) {
    let place = &template.place;
    assert_said(&said(template), text, &format!("{place}, {how}"));
    let (holes, _) = places_to_write(text);
    assert_eq!(
        holes,
        empty_cells(template),
        "{place}, {how}: places to write\n{text}"
    );
}

#[test]
fn every_table_column_row_and_field_of_a_template_is_in_every_rendering() {
    let folder = folder();
    let guide = &Arc::new(read(folder.path()));
    assert!(guide.library.templates.len() > 19);
    for template in &guide.library.templates {
        let place = template.place.to_string();
        let id = place.strip_prefix("templates/").unwrap();
        let wanted: Vec<_> = tables(template).map(expected).collect();
        let markdown = printed(folder.path(), &["template", id], "");
        assert_eq!(tables_in(&markdown), wanted, "{place} as Markdown");
        let fields = template.sections.iter().flat_map(|section| &section.fields);
        let lines = fields.filter(|field| field.choices.is_empty()).count();
        assert_eq!(
            markdown.matches("\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_").count(),
            lines,
            "{place}"
        );

        let text = printed(folder.path(), &["template", id, "--format", "txt"], "");
        assert_whole(template, "as text", &text);
        assert_eq!(text.matches("__________").count(), lines, "{place} as text");
        assert!(
            text.lines().all(|line| line.chars().count() <= 72),
            "{text}"
        );

        assert_whole(
            template,
            "read",
            &printed(folder.path(), &["read", &place], ""),
        );
        for width in [40, 80] {
            assert_whole(
                template,
                &format!("on a screen of {width}"),
                &screen(guide, &place, width),
            );
        }
    }
}

#[test]
fn line_by_line_every_table_column_row_and_field_of_a_template_is_said() {
    let folder = folder();
    let guide = read(folder.path());
    for template in &guide.library.templates {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("state.toml");
        write(&path, &state_at(&template.place));
        let path = path.display().to_string();
        // In a pipe all of it is said at once.
        let said = printed(folder.path(), &["--plain", "--state", &path], "");
        assert_whole(template, "line by line", &said);
    }
}

#[test]
fn a_table_too_wide_for_a_line_has_every_column_beside_a_place_to_write_for_every_row() {
    let folder = folder();
    let text = printed(
        folder.path(),
        &["template", "awkward", "--format", "txt"],
        "",
    );
    let lines = |wanted: &str| text.lines().filter(|line| *line == wanted).count();
    for column in [
        "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo",
    ] {
        assert_eq!(lines(&format!("{column}: ____")), 31, "{column}\n{text}");
    }
    assert_eq!(
        (lines("Alpha: ____"), lines("Alpha: 1"), lines("Lima: last")),
        (30, 1, 1)
    );
    // One that fits stands in columns.
    assert_eq!(
        (lines("Cold  Warm  Hot"), lines("____  ____  ____")),
        (1, 4),
        "{text}"
    );
    assert_eq!(lines("Nothing  Nobody  Never"), 1, "{text}");
}
