//! A walk through every screen there is, key by key, from the first start on.

use super::pty::Terminal;

/// Types keys, each time until the words that they lead to are there.
fn through(terminal: &mut Terminal, steps: &[(&str, &str)]) {
    for (keys, words) in steps {
        terminal.keys_to(keys, words);
    }
}

/// Opens everything; the last page is that of a competency.
pub(crate) fn everything(terminal: &mut Terminal) {
    terminal.see("Welcome");
    terminal.keys("\r");
    for sign in 1..=8 {
        terminal.keys_to(&sign.to_string(), &format!("Sign {sign}  "));
        terminal.keys_to("t", "In 2009, and what became of it:");
        terminal.keys("   ");
        terminal.keys("t");
        terminal.wait_until("today", |screen| !screen.contains("IN 2009"));
        terminal.keys("\x1b[F");
        through(terminal, &[("\t", "> [ ]"), ("\t", "> ")]);
    }
    for stage in 1..=5 {
        terminal.keys_to("0", "Procurement toolkit");
        terminal.keys_to(&stage.to_string(), &format!("Stage {stage}  "));
        terminal.keys_to("t", "In 2009, and what became of it:");
        terminal.keys("t");
        terminal.wait_until("today", |screen| !screen.contains("IN 2009"));
        through(
            terminal,
            &[("\t", "> [ ]"), ("\r", "1 of "), ("\t", "> Owner")],
        );
        // Typed letters of the old world must not come back as bytes that the terminal cannot show.
        terminal.keys_to("Zo\u{eb} \u{201c}J\u{201d}\t", "> Due date");
        terminal.keys("\x1b");
        terminal.wait_until("no field", |screen| !screen.contains("> Due date"));
    }
    for (digit, words) in [
        ("1", "Documents to take away"),
        ("2", "Worked outlines"),
        ("3", "Longer pieces"),
        ("4", "What has changed"),
        ("5", "Today's position for each"),
        ("7", "Every abbreviation"),
        ("8", "Every law, guidance page"),
    ] {
        terminal.keys_to("9", "1 Templates");
        terminal.keys_to(digit, words);
        terminal.keys("\x1b[F");
    }
    through(
        terminal,
        &[
            ("9", "1 Templates"),
            ("6", "The eleven World Class"),
            ("\t", ">"),
            ("\r", "What it asked of a primary care trust"),
            ("?", "All keys"),
        ],
    );
    terminal.keys("  ");
    through(
        terminal,
        &[
            ("?", "What it asked of a primary care trust"),
            ("y", "in the copy view"),
        ],
    );
    terminal.keys("\x1b[F\r");
    terminal.wait_until("the copy view", |screen| screen.starts_with("Competency "));
    through(
        terminal,
        &[
            ("q", "in the copy view"),
            ("\x1b[D", "What it asked of a primary care trust"),
            ("/", "Search everything"),
            ("suicide caf\u{e9}", " found"),
            ("\x7f\x7f\x7f\x7f\x7f", "In the guide"),
        ],
    );
    terminal.keys("\x1b");
    terminal.wait_until("no search", |screen| !screen.contains("Search everything"));
    through(
        terminal,
        &[
            ("p", "New project"),
            ("\x1b[D", "What it asked of a primary care trust"),
            ("w", "Enter goes there."),
        ],
    );
    terminal.keys("\x1b[F");
    through(
        terminal,
        &[
            ("\x1b[D", "What it asked of a primary care trust"),
            ("v", "Characters (--glyphs)"),
            ("\x1b[D", "What it asked of a primary care trust"),
        ],
    );
}

/// Opens every form, writes into it and keeps it; takes a page away, undoes and does again.
pub(crate) fn forms(terminal: &mut Terminal) {
    through(
        terminal,
        &[
            ("4", "Sign 4  "),
            ("e", "Saved as "),
            ("f", "> How useful"),
            ("4\r", "> What helped"),
            ("The list.\t", "> What is missing"),
            ("\t", "Feedback kept."),
            ("f", "4/5"),
            ("\x1b[D", "Sign 4  "),
            ("\t", "> [ ]"),
            ("x", "> Reason"),
            ("No such providers here\t", "> [-]"),
            (" ", "> [ ]"),
            ("b", "> Blocked by"),
            ("The council\t", "> [!]"),
            ("u", "> [ ]"),
            ("\x12", "> [!]"),
        ],
    );
    terminal.keys_to("w", "Go on to stage");
    // After the one that is blocked come the gates.
    through(
        terminal,
        &[
            ("j", ">     Go on to stage 2"),
            ("\r", "> Reason"),
            ("Board date fixed\t", "Kept with your name"),
            ("<", "as it was on"),
        ],
    );
    terminal.keys("\x1b");
    terminal.wait_until("today", |screen| !screen.contains("as it was on"));
    through(
        terminal,
        &[
            ("p", "New project"),
            ("\r", "> Name"),
            ("Crisis house\r", "Crisis house"),
            ("/", "Search everything"),
            ("standstill period and keep", " found"),
            ("\r", "count the days"),
            ("\r", "> Notice published on"),
            ("17/12/2026\t", "> Further decision"),
            ("\t", "Sign no earlier than"),
            ("\x1b", "count the days"),
        ],
    );
    terminal.keys("z");
}
