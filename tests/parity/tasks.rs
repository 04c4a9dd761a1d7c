//! What users do: each task once in keys and once in answers.

/// What is there before a task begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    /// A first start.
    Nothing,
    /// A project in which two people named different owners of the first action of stage 3.
    Clash,
    /// Half a reason that was being typed when the line was cut.
    Draft,
    /// A state file that cannot be understood.
    Broken,
    /// A record that cannot be saved.
    Unsaved,
}

/// A task.
pub(crate) struct Task {
    pub(crate) name: &'static str,
    pub(crate) before: Before,
    /// Keys; what stands between quotes is typed as text.
    pub(crate) keys: &'static str,
    /// Answers.
    pub(crate) answers: &'static [&'static str],
}

const fn task(
    name: &'static str,
    before: Before,
    keys: &'static str,
    answers: &'static [&'static str],
) -> Task {
    Task {
        name,
        before,
        keys,
        answers,
    }
}

use Before::{Broken, Clash, Draft, Nothing, Unsaved};

pub(crate) const TASKS: &[Task] = &[
    task(
        "begin, and open a sign and a stage",
        Nothing,
        "Enter 4 0 3",
        &["", "sign 4", "stage 3"],
    ),
    task(
        "tick, and say what does not apply and what is blocked",
        Nothing,
        r#"Enter 0 3 Tab Space Down Space Space Down x "Direct award A" Tab Down b "The board meets in January" Tab"#,
        &[
            "",
            "stage 3",
            "",
            "tick 1",
            "tick 2",
            "tick 2",
            "x 3",
            "Direct award A",
            ".",
            "b 4",
            "The board meets in January",
            ".",
        ],
    ),
    task(
        "fill in an item, a longer note among it, and go on to its links",
        Nothing,
        r#"Enter 0 3 Tab Down Enter Tab "Head of contracting" Tab "17/12/2026" Tab Tab Tab Tab "One" Enter "Two" Tab"#,
        &[
            "",
            "stage 3",
            "",
            "2",
            "",
            "Head of contracting",
            "17/12/2026",
            "",
            "",
            "",
            "One",
            "Two",
            ".",
        ],
    ),
    task(
        "follow a link and come back",
        Nothing,
        "Enter 4 Tab Tab Down Enter Esc Left",
        &["", "4", "", "", "2", "back", "road"],
    ),
    task(
        "open a sign from the road",
        Nothing,
        "Enter Left Down Down Enter",
        &["", "road", "3"],
    ),
    task("look at 2009", Nothing, "Enter 2 t", &["", "2", "2009"]),
    task(
        "the terms of an item, and the links of a page",
        Nothing,
        "Enter 0 3 Tab Enter g Down Enter Esc 6 o",
        &["", "stage 3", "", "1", "g", "2", "back", "6", "links"],
    ),
    task(
        "the list of terms, and back",
        Nothing,
        "Enter 0 3 Tab Enter g Esc",
        &["", "stage 3", "", "1", "terms", "back"],
    ),
    task(
        "search, and open what was found",
        Nothing,
        r#"Enter / "standstill" Down Enter"#,
        &["", "/standstill", "2"],
    ),
    task(
        "search for something else, and leave the search",
        Nothing,
        r#"Enter / "standstill" Esc"#,
        &["", "search", "standstill", "<"],
    ),
    task(
        "take a template away",
        Nothing,
        "Enter 9 1 Tab Enter e Down Enter",
        &["", "library", "1", "", "1", "take away", "2"],
    ),
    task("take a page away", Nothing, "Enter 4 e", &["", "4", "e"]),
    task(
        "copy the address of a source",
        Nothing,
        "Enter 9 8 Tab Enter y Down Enter Esc",
        &["", "library", "8", "next part", "1", "y", "2", "back"],
    ),
    task(
        "give feedback twice and edit the first",
        Nothing,
        r#"Enter 4 f "4" Tab "The list" Tab Tab f Enter "2" Tab Tab "More" Tab f Down Enter Backspace "5" Tab Tab Tab"#,
        &[
            "", "4", "feedback", "4", "The list", ".", "", "f", "1", "2", "", "More", ".", "f",
            "2", "5", "", "",
        ],
    ),
    task(
        "new project, another name, archive it, bring it back",
        Nothing,
        r#"Enter p Enter "Crisis house" Tab p Down Enter ", north" Tab p Down Down Enter p Down Down Down Down Enter"#,
        &[
            "",
            "projects",
            "1",
            "Crisis house",
            "p",
            "2",
            "Crisis house, north",
            "p",
            "3",
            "p",
            "5",
        ],
    ),
    task(
        "go on at a gate, with a reason, and see it in what is left",
        Nothing,
        r#"Enter 0 3 w Enter "The date is fixed" Tab w"#,
        &[
            "",
            "stage 3",
            "w",
            "1",
            "The date is fixed",
            ".",
            "what is left",
        ],
    ),
    task(
        "undo and redo",
        Nothing,
        "Enter 4 Tab Space u C-r",
        &["", "4", "", "tick 1", "undo", "redo"],
    ),
    task(
        "walk into the past and on again",
        Nothing,
        "Enter 4 Tab Space Down Space < < >",
        &["", "4", "", "tick 1", "tick 2", "<", "<", ">"],
    ),
    task(
        "the next open item",
        Nothing,
        "Enter 5 n",
        &["", "5", "next open"],
    ),
    task(
        "change the view",
        Nothing,
        "Enter v Down Down Down Enter Esc",
        &["", "view", "4", "back"],
    ),
    task(
        "help, and back",
        Nothing,
        "Enter 3 ? Esc",
        &["", "3", "?", "back"],
    ),
    task(
        "when it was saved, and leave",
        Nothing,
        "Enter C-s q q",
        &["", "saved", "q", "leave"],
    ),
    task(
        "count a standstill",
        Nothing,
        r#"Enter / "Run the standstill period" Enter Enter "17/12/2026" Tab Tab"#,
        &["", "/Run the standstill period", "1", "", "17/12/2026", ""],
    ),
    task(
        "measure a competency",
        Nothing,
        r#"Enter 9 6 Tab Enter Enter "2" Tab "Board paper 14" Tab Tab"#,
        &[
            "",
            "library",
            "6",
            "next part",
            "1",
            "",
            "2",
            "Board paper 14",
            ".",
            "",
        ],
    ),
    task(
        "settle a clash by choosing",
        Clash,
        "w Enter Down Enter",
        &["w", "1", "2"],
    ),
    task(
        "settle a clash with another value",
        Clash,
        r#"w Enter Down Down Enter ", both" Tab"#,
        &["w", "1", "3", "Head of contracting / Finance lead, both"],
    ),
    task(
        "go on with a draft",
        Draft,
        r#"Enter ", with the board" Tab"#,
        &["1", "Not for us, with the board", "."],
    ),
    task("drop a draft", Draft, "Down Down Enter", &["3"]),
    task("mend a broken file", Broken, "Enter", &["1"]),
    task(
        "leave though something is not saved",
        Unsaved,
        "q Down Enter Esc Down Down Enter",
        &["q", "2", "", "3"],
    ),
];
