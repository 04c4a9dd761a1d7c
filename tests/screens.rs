//! Whole screens, compared with files. `INSTA_UPDATE=always cargo test --test screens` writes them anew.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]
#![expect(
    dead_code,
    reason = "the script has more to offer than this file needs"
)]

#[path = "journey/script.rs"]
mod script;

use insta::assert_snapshot;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use roadsigns::app::look::{Colours, Glyphs, Look, Theme};
use script::{begin, first_start, start};

#[test]
fn the_first_start() {
    assert_snapshot!(first_start(80, 24).screen());
}

#[test]
fn the_page_about_the_guide() {
    assert_snapshot!(begin().screen());
}

#[test]
fn a_sign() {
    assert_snapshot!(begin().keys("4").screen());
}

#[test]
fn a_sign_in_2009() {
    assert_snapshot!(begin().keys("4 t").screen());
}

#[test]
fn a_sign_on_a_wide_screen() {
    let mut script = first_start(120, 40);
    assert_snapshot!(script.keys("4").screen());
}

#[test]
fn a_sign_on_a_narrow_screen() {
    let mut script = first_start(60, 20);
    assert_snapshot!(script.keys("4").screen());
}

#[test]
fn the_toolkit() {
    assert_snapshot!(begin().keys("0").screen());
}

#[test]
fn a_stages_checklist_with_every_state() {
    let mut script = begin();
    script
        .keys("0 3 Tab Space Down Space Space Down x")
        .text("Direct award A")
        .keys("Tab");
    script
        .keys("Down b")
        .text("The board meets in January")
        .keys("Tab");
    assert_snapshot!(script.screen());
}

#[test]
fn a_stage_in_ascii_without_colour() {
    let look = Look {
        glyphs: Glyphs::Ascii,
        colours: Colours::None,
        theme: Theme::Mono,
        ..Look::default()
    };
    let mut script = start(80, 24, look);
    script.keys("0 3 Tab Down Space");
    let screen = script.screen();
    assert!(screen.is_ascii());
    assert_snapshot!(screen);
}

#[test]
fn the_selection_is_reversed_and_has_its_sign_in_every_theme_with_any_number_of_colours() {
    for theme in Theme::ALL {
        for colours in Colours::ALL {
            let look = Look {
                colours,
                theme,
                ..Look::default()
            };
            let mut script = start(80, 24, look);
            for (keys, words) in [
                ("Left", "1 Policy"),
                ("4 Tab Down", "[ ]"),
                ("v Down", "( )"),
            ] {
                let cells = script.keys(keys).cursor_cells();
                let text: String = cells.iter().map(Cell::symbol).collect();
                assert!(
                    text.contains('>') && text.contains(words),
                    "{theme:?} {colours:?} {text}"
                );
                let reversed = cells
                    .iter()
                    .filter(|cell| cell.modifier.contains(Modifier::REVERSED));
                assert!(
                    reversed.count() > words.len(),
                    "{theme:?} {colours:?} {text}"
                );
                let is_paper = |cell: &Cell| cell.fg != Color::Reset && cell.bg != Color::Reset;
                let has_paper = matches!(theme, Theme::HighContrast | Theme::Projector)
                    && colours != Colours::None;
                assert!(
                    cells.iter().all(|cell| is_paper(cell) == has_paper),
                    "{theme:?} {colours:?}"
                );
            }
        }
    }
}

#[test]
fn an_item() {
    assert_snapshot!(
        begin()
            .keys("/")
            .text("standstill period")
            .keys("Enter")
            .screen()
    );
}

#[test]
fn an_items_fields() {
    let mut script = begin();
    script
        .keys("0 3 Tab Enter Tab")
        .text("Head of contracting")
        .keys("Tab")
        .text("17 dec 2026")
        .keys("Tab");
    assert_snapshot!(script.screen());
}

#[test]
fn the_search() {
    assert_snapshot!(begin().keys("4 /").text("standstill").screen());
}

#[test]
fn what_is_left() {
    let mut script = begin();
    script
        .keys("0 3 Tab b")
        .text("Waiting for the board")
        .keys("Tab Down Enter Tab")
        .text("Clinical lead");
    script.keys("Tab").text("17/12/2026").keys("Esc Esc w");
    assert_snapshot!(script.screen());
}

#[test]
fn a_gate_to_be_passed() {
    assert_snapshot!(begin().keys("0 3 w Enter").screen());
}

#[test]
fn the_projects() {
    assert_snapshot!(begin().keys("p").screen());
}

#[test]
fn the_feedback_form() {
    assert_snapshot!(
        begin()
            .keys("4 f 4 Tab")
            .text("The table of who watches whom")
            .screen()
    );
}

#[test]
fn the_view_settings() {
    assert_snapshot!(begin().keys("v").screen());
}

#[test]
fn the_help() {
    assert_snapshot!(begin().keys("0 3 Tab ?").screen());
}

#[test]
fn the_library() {
    assert_snapshot!(begin().keys("9").screen());
}

#[test]
fn a_source() {
    assert_snapshot!(
        begin()
            .keys("/")
            .text("getting to the right decision")
            .keys("Enter")
            .screen()
    );
}

#[test]
fn a_competency() {
    assert_snapshot!(begin().keys("9 6 Tab End Enter").screen());
}

#[test]
fn the_latest_updates() {
    assert_snapshot!(begin().keys("9 4").screen());
}

#[test]
fn a_template() {
    assert_snapshot!(begin().keys("9 1 Tab Down Enter").screen());
}

#[test]
fn the_measures() {
    assert_snapshot!(begin().keys("9 6").screen());
}

#[test]
fn a_term_of_then_and_now() {
    assert_snapshot!(
        begin()
            .keys("/")
            .text("cquin")
            .keys("Esc 9 7 /")
            .text("cquin quality innovation retired")
            .keys("Enter")
            .screen()
    );
}

#[test]
fn a_particular_group_in_2009() {
    assert_snapshot!(begin().keys("9 5 Tab Enter t").screen());
}

#[test]
fn the_terms_of_an_item() {
    assert_snapshot!(begin().keys("0 3 Tab g").screen());
}
