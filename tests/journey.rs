//! What a user does, key by key, on a pretend terminal: messages in, state and screen out.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

#[path = "journey/script.rs"]
#[expect(dead_code, reason = "screens are looked at more closely elsewhere")]
mod script;

use std::sync::Arc;

use chrono::TimeDelta;
use crossterm::event::KeyEvent;
use ratatui::buffer::Cell;
use ratatui::style::Modifier;
use roadsigns::app::hint::Hand;
use roadsigns::app::message::Message;
use roadsigns::app::screen::Screen;
use roadsigns::guide::{Guide, own_items};
use roadsigns::project::change::Field;
use script::{Script, begin, first_start, guide};

#[test]
fn any_stages_checklist_is_two_keys_and_a_tab_from_the_start_screen() {
    for stage in 1..=5 {
        let mut script = begin();
        script.keys(&format!("0 {stage} Tab"));
        let page = &guide().roadmaps[0].stages[stage - 1];
        let first = own_items(page).next().unwrap();
        assert_eq!(script.app.item().unwrap().place, first.place);
        let row = script.cursor_row();
        assert!(row.contains("> [ ] "), "{row}");
    }
}

#[test]
fn every_action_is_found_by_a_word_of_it() {
    let mut script = begin();
    let actions: Vec<_> = guide().roadmaps[0]
        .stages
        .iter()
        .flat_map(own_items)
        .collect();
    assert_eq!(actions.len(), 87);
    for action in actions {
        let word = action
            .text
            .split(|c: char| !c.is_alphanumeric())
            .max_by_key(|word| word.len())
            .unwrap();
        script.keys("/").text(word);
        let Some(Screen::Search(search)) = script.app.front() else {
            panic!("no search")
        };
        assert!(
            search
                .hits
                .iter()
                .any(|hit| action.place == hit.place.text()),
            "{word}: {}",
            action.place
        );
        script.keys("Esc");
    }
}

#[test]
fn a_first_start_swallows_only_enter_and_esc() {
    for key in ["Enter", "Esc"] {
        let mut script = first_start(80, 24);
        script.sees("Welcome").keys(key).sees_no("Welcome");
        assert_eq!(script.app.spot().place.text(), "about");
    }
    let mut script = first_start(80, 24);
    script.keys("4").sees("Sign 4  Market intelligence");
}

#[test]
fn from_a_list_and_from_help_a_key_that_leads_elsewhere_leads_there() {
    for from in ["w", "p", "v", "y", "?", "w ?"] {
        for (key, seen) in [
            ("4", "Sign 4  Market intelligence"),
            ("0", "Procurement toolkit"),
            ("w", "What is left"),
            ("p", "Projects"),
            ("v", "View settings"),
            ("f", "How useful"),
            ("/", "Search"),
        ] {
            if key != from {
                begin().keys("1").keys(from).keys(key).sees(seen);
            }
        }
    }
}

#[test]
fn the_key_that_opened_a_list_leaves_it_as_it_is() {
    for (key, title) in [
        ("w", "What is left"),
        ("p", "Projects"),
        ("v", "View settings"),
    ] {
        let mut script = begin();
        script.keys("1").keys(key).sees(title).keys("Down Down");
        let row = script.cursor_row();
        script.keys(key).sees(title);
        assert_eq!(script.cursor_row(), row);
    }
}

#[test]
fn no_stray_key_leaves_what_is_being_written_or_to_be_decided() {
    let mut script = begin();
    script
        .keys("0 3 Tab b")
        .text("Legal advice")
        .keys("F1 w p 4");
    script.sees("Help").keys("Esc").sees("Legal advice");
    let mut script = begin();
    script.send(Message::Burst("The board met on Thursday.".to_owned()));
    script.sees("Pasted text").keys("w p 4").sees("Pasted text");
}

#[test]
fn letters_and_digits_typed_in_a_field_are_not_commands() {
    let mut script = begin();
    script
        .keys("0 3 Tab Enter Tab")
        .text("q4w?x 0/9")
        .keys("Tab");
    assert_eq!(
        script.app.spot().place.text(),
        "toolkit/procurement#notices"
    );
    let item = script.app.item().unwrap();
    assert_eq!(script.app.world.work(item).text(&Field::Owner), "q4w?x 0/9");
    assert!(!script.left());
}

#[test]
fn esc_leaves_a_field_and_keeps_its_text() {
    let mut script = begin();
    script
        .keys("0 3 Tab Enter Tab")
        .text("Head of contracting")
        .keys("Esc")
        .sees("Head of contracting");
    let item = script.app.item().unwrap();
    assert_eq!(
        script.app.world.work(item).text(&Field::Owner),
        "Head of contracting"
    );
    assert!(!script.app.typing());
}

#[test]
fn esc_goes_back_level_by_level_and_never_leaves() {
    let mut script = begin();
    script.keys("4 0 3 Tab Enter Esc");
    assert_eq!(script.app.spot().place.text(), "toolkit/procurement");
    assert_eq!(
        script.app.item().unwrap().place,
        "toolkit/procurement#notices",
        "the cursor is where it was"
    );
    script.keys("Esc Esc");
    assert_eq!(script.app.spot().place.text(), "signs/market-intelligence");
    script
        .keys("Esc Esc Esc Esc Esc")
        .sees("Press q twice to leave");
    assert!(!script.left());
}

#[test]
fn q_asks_once_and_any_other_key_stays() {
    let mut script = begin();
    script.keys("q").sees("Press q again").keys("4 q 5");
    assert!(!script.left());
    script.keys("q C-c");
    assert!(script.left());
}

#[test]
fn help_scrolls_by_itself_and_leaves_the_page_where_it_was() {
    let mut script = begin();
    script.keys("4 PgDn");
    let page = script.screen();
    script.keys("? PgDn PgDn Esc");
    assert_eq!(script.screen(), page);
}

#[test]
fn t_flips_to_2009_and_the_header_says_so_but_never_flips_the_checklist() {
    let mut script = begin();
    script
        .keys("4 t")
        .sees("IN 2009")
        .sees("In 2009, and what became of it");
    let items = script.app.world.items(script.app.spot()).len();
    script.keys("t").sees_no("IN 2009");
    assert_eq!(script.app.world.items(script.app.spot()).len(), items);
    script
        .keys("9 t")
        .sees("Nothing of 2009 is known for this page");
}

#[test]
fn search_groups_this_page_then_the_guide_then_own_notes_and_finds_again_in_the_page() {
    let mut script = begin();
    script
        .keys("0 3 Tab Enter Tab")
        .text("Zebra crossing")
        .keys("Esc Esc");
    script
        .keys("/")
        .text("zebra")
        .sees("In your notes")
        .keys("Enter");
    assert_eq!(
        script.app.spot().place.text(),
        "toolkit/procurement#notices"
    );
    script
        .keys("4 /")
        .text("cash")
        .sees("On this page")
        .keys("Esc .");
    let first = script.app.spot().scroll;
    script.keys(".");
    assert_ne!(script.app.spot().scroll, first);
    script.keys(",");
    assert_eq!(script.app.spot().scroll, first);
}

/// The cells of the page that are drawn in reverse, row by row, below its title.
fn in_reverse(script: &Script) -> Vec<String> {
    let reversed = |row: &[Cell]| -> String {
        let cells = row
            .iter()
            .filter(|cell| cell.modifier.contains(Modifier::REVERSED));
        cells.map(Cell::symbol).collect()
    };
    let rows = script.cells();
    let page = rows.iter().skip(1).take(22).map(|row| reversed(&row[29..]));
    page.filter(|row| !row.trim().is_empty()).collect()
}

#[test]
fn after_esc_from_the_search_a_match_is_marked_in_the_word_and_no_line_looks_selected() {
    let mut script = begin();
    for keys in ["4", "5", "0 3"] {
        script
            .keys(keys)
            .keys("/")
            .text("provider quality")
            .keys("Down Down Esc");
        for page in ["", "PgDn", "6", "PgDn", "7", "PgDn"] {
            script.keys(page);
            for row in in_reverse(&script) {
                let row = row.to_lowercase();
                let rest = row.replace("provider", "").replace("quality", "");
                assert_eq!(rest.trim(), "", "{page}\n{}", script.screen());
            }
        }
    }
    // Where a line is selected, it is one of the open page, with its sign.
    script
        .keys("4 Tab")
        .keys("/")
        .text("provider")
        .keys("Down Down Down Esc");
    let selected = script.cursor_row();
    assert!(
        selected.contains("> [ ] Map who provides now"),
        "{selected}"
    );
}

#[test]
fn keys_that_move_in_the_line_of_the_search_leave_the_choice_where_it_is() {
    let mut script = begin();
    script.keys("/").text("provider").keys("Down Down Down");
    for key in ["End", "Home", "Left", "Right", "End", "F1 Esc"] {
        script.keys(key);
        let Some(Screen::Search(search)) = script.app.front() else {
            panic!("{key} leaves the search")
        };
        assert_eq!(search.selected, 3, "{key}");
    }
    // Other words are another search.
    script.keys("Backspace");
    let Some(Screen::Search(search)) = script.app.front() else {
        panic!("no search")
    };
    assert_eq!(search.selected, 0);
}

#[test]
fn a_hit_in_ones_own_note_shows_the_words_around_the_match() {
    let mut script = begin();
    script.keys("0 3 Tab Enter Tab Tab Tab Tab Tab Tab");
    let filler = "This was talked about for a long while. ".repeat(12);
    script
        .text(&format!("{filler}Zebra crossing agreed. {filler}"))
        .keys("Esc Esc");
    script.keys("/").text("zebra");
    script.sees("In your notes").sees("Zebra crossing agreed.");
}

#[test]
fn help_explains_what_one_is_in_and_not_the_page_behind_it() {
    for (keys, help, words) in [
        ("4 Tab x", "F1", "A form. Tab goes to its next field"),
        ("4 f", "F1", "A form. Tab goes to its next field"),
        ("p Enter", "F1", "A form. Tab goes to its next field"),
        ("4 Tab /", "F1", "The search. What you type is looked for"),
        ("4 Tab p", "?", "A list. Up and Down choose, Enter opens"),
        ("4 Tab v", "?", "A list of choices. Up and Down choose"),
        ("4 Tab", "?", "A checklist. Space makes an item In hand"),
        ("0 3 Tab Enter Tab", "F1", "Your record of this item."),
    ] {
        let mut script = begin();
        script.keys(keys).keys(help);
        script.sees("Help").sees(words);
        if words.starts_with("A form") {
            script
                .sees_no("A checklist.")
                .sees_no("The text of the page.");
        }
        script.keys("Esc").sees_no("All keys");
    }
}

#[test]
fn n_goes_to_the_next_open_item_musts_first_and_then_along_the_road() {
    let mut script = begin();
    script.keys("0 5 n");
    assert!(script.app.item().unwrap().is_must());
    let page = script.app.world.page(script.app.spot()).unwrap();
    assert_eq!(page.place, "toolkit/contract-management");
    script.keys("9 n");
    assert_eq!(
        script.app.world.page(script.app.spot()).unwrap().number,
        1,
        "from elsewhere the first open must of the road"
    );
    let roadmap = &guide().roadmaps[0];
    let mut shown = roadmap.checklist(&roadmap.signs[0]);
    let first = shown.find(|item| item.is_must()).unwrap();
    assert_eq!(script.app.item().unwrap().place, first.place);
}

#[test]
fn a_paste_outside_a_field_is_no_command_and_inside_it_is_text() {
    let mut script = begin();
    script
        .send(Message::Paste("0 3 q q".to_owned()))
        .sees("Pasted text");
    assert_eq!(script.app.spot().place.text(), "about");
    script.keys("Esc").sees_no("Pasted text");
    assert!(!script.left());
    script
        .keys("0 3 Tab Enter Tab")
        .send(Message::Paste("Head\x1b[31m of\r\ncontracting".to_owned()))
        .keys("Esc");
    let item = script.app.item().unwrap();
    assert_eq!(
        script.app.world.work(item).text(&Field::Owner),
        "Head[31m of contracting"
    );
}

#[test]
fn a_page_older_than_twelve_months_says_check_for_changes() {
    let mut script = begin();
    script.keys("4").sees("As at 2 July 2026.");
    script
        .wait(TimeDelta::days(365))
        .keys("5")
        .sees("check for changes since");
}

#[test]
fn under_80_columns_road_and_page_take_turns_and_z_gives_the_page_the_width() {
    let mut script = first_start(60, 24);
    script
        .keys("Enter")
        .sees("1 Policy background")
        .keys("4")
        .sees_no("1 Policy background")
        .sees("Sign 4");
    script.keys("Left").sees("1 Policy background");
    let mut script = begin();
    script
        .keys("4 z")
        .sees_no("1 Policy background")
        .keys("z")
        .sees("1 Policy background");
}

#[test]
fn a_place_that_the_guide_no_longer_has_is_shown_as_retired() {
    let mut script = begin();
    let project = script.app.world.project_id().to_owned();
    script
        .app
        .world
        .places
        .insert(project.clone(), "signs/horse-transport".to_owned());
    script.keys("p Enter").text("Other").keys("Enter");
    script
        .app
        .world
        .places
        .insert(project, "signs/horse-transport".to_owned());
    script
        .keys("p Down Down Down Enter")
        .sees("Retired")
        .sees("signs/horse-transport is no longer part");
}

#[test]
fn every_command_of_the_table_is_reachable_and_the_help_names_every_key() {
    let mut script = first_start(80, 200);
    script.keys("Enter ?");
    let screen = script.screen();
    for row in roadsigns::app::keys::TABLE {
        // Long words go on in the next line.
        let words = row.words.told(Hand::Keys);
        let begin = words.split(' ').next().unwrap();
        let explains = |line: &str| {
            // Right of the road.
            let line: String = line.chars().skip(29).collect();
            let words = line.trim_start().strip_prefix(row.keys);
            words.is_some_and(|words| {
                words.starts_with(' ') && words.trim_start().starts_with(begin)
            })
        };
        assert!(screen.lines().any(explains), "{}\n{screen}", row.keys);
        for (modifiers, code, command) in row.codes {
            let key = KeyEvent::new(*code, *modifiers);
            assert_eq!(roadsigns::app::keys::command(&key), Some(*command));
        }
    }
}

#[test]
fn a_list_and_the_search_begin_at_their_beginning_however_far_down_the_page_was() {
    let mut script = begin();
    script.keys("4 End w").sees("Enter goes there.");
    script.keys("Esc / e").sees("On this page");
}

#[test]
fn what_was_opened_long_ago_is_let_go_and_everything_is_read_as_before() {
    let mut script = begin();
    // As the program carries it: what is read from a folder is all in memory.
    let compiled = guide().to_bytes().unwrap().leak();
    let compiled = Arc::new(Guide::from_bytes(compiled).unwrap());
    script.app.replace_guide(&compiled).unwrap();
    drop(compiled);
    let signs = ["1", "2", "3", "4", "5", "6", "7", "8"];
    let read = |script: &mut Script| signs.map(|sign| script.keys(sign).screen());
    script.keys("Enter");
    read(&mut script);
    // From here on every sign is opened from the one before it.
    let seen = read(&mut script);
    let opened = Arc::downgrade(script.app.world.roadmap.guide());
    for _ in 0..3 {
        assert_eq!(read(&mut script), seen);
    }
    assert!(opened.upgrade().is_none());
}
