//! A walk through every screen there is, key by key, from the first start on.

use super::pty::Terminal;

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
        terminal.keys_to("\t", "> [ ]");
        terminal.keys_to("\t", "> ");
    }
    for stage in 1..=5 {
        terminal.keys_to("0", "Procurement toolkit");
        terminal.keys_to(&stage.to_string(), &format!("Stage {stage}  "));
        terminal.keys_to("t", "In 2009, and what became of it:");
        terminal.keys("t");
        terminal.wait_until("today", |screen| !screen.contains("IN 2009"));
        terminal.keys_to("\t", "> [ ]");
        terminal.keys_to("\r", "1 of ");
        terminal.keys_to("\t", "> Owner");
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
    terminal.keys_to("9", "1 Templates");
    terminal.keys_to("6", "The eleven World Class");
    terminal.keys_to("\t", ">");
    terminal.keys_to("\r", "What it asked of a primary care trust");
    terminal.keys_to("?", "All keys");
    terminal.keys("  ");
    terminal.keys_to("?", "What it asked of a primary care trust");
    terminal.keys_to("y", "in the copy view");
    terminal.keys("\x1b[F\r");
    terminal.wait_until("the copy view", |screen| screen.starts_with("Competency "));
    terminal.keys_to("q", "in the copy view");
    terminal.keys_to("\x1b[D", "What it asked of a primary care trust");
    terminal.keys_to("/", "Search everything");
    terminal.keys_to("suicide caf\u{e9}", " found");
    terminal.keys_to("\x7f\x7f\x7f\x7f\x7f", "In the guide");
    terminal.keys("\x1b");
    terminal.wait_until("no search", |screen| !screen.contains("Search everything"));
    terminal.keys_to("p", "New project");
    terminal.keys_to("\x1b[D", "What it asked of a primary care trust");
    terminal.keys_to("w", "Enter goes there.");
    terminal.keys("\x1b[F");
    terminal.keys_to("\x1b[D", "What it asked of a primary care trust");
    terminal.keys_to("v", "Characters (--glyphs)");
    terminal.keys_to("\x1b[D", "What it asked of a primary care trust");
}

/// Opens every form, writes into it and keeps it; takes a page away, undoes and does again.
pub(crate) fn forms(terminal: &mut Terminal) {
    terminal.keys_to("4", "Sign 4  ");
    terminal.keys_to("e", "Saved as ");
    terminal.keys_to("f", "> How useful");
    terminal.keys_to("4\r", "> What helped");
    terminal.keys_to("The list.\t", "> What is missing");
    terminal.keys_to("\t", "Feedback kept.");
    terminal.keys_to("f", "4/5");
    terminal.keys_to("\x1b[D", "Sign 4  ");
    terminal.keys_to("\t", "> [ ]");
    terminal.keys_to("x", "> Reason");
    terminal.keys_to("No such providers here\t", "> [-]");
    terminal.keys_to(" ", "> [ ]");
    terminal.keys_to("b", "> Blocked by");
    terminal.keys_to("The council\t", "> [!]");
    terminal.keys_to("u", "> [ ]");
    terminal.keys_to("\x12", "> [!]");
    terminal.keys_to("w", "Go on, with a reason");
    // After the one that is blocked come the gates.
    terminal.keys_to("j", "> Stage 2");
    terminal.keys_to("\r", "> Reason");
    terminal.keys_to("Board date fixed\t", "Kept with your name");
    terminal.keys_to("<", "as it was on");
    terminal.keys("\x1b");
    terminal.wait_until("today", |screen| !screen.contains("as it was on"));
    terminal.keys_to("p", "New project");
    terminal.keys_to("\r", "> Name");
    terminal.keys_to("Crisis house\r", "Crisis house");
    terminal.keys_to("/", "Search everything");
    terminal.keys_to("standstill period and keep", " found");
    terminal.keys_to("\r", "count the days");
    terminal.keys_to("\r", "> Notice published on");
    terminal.keys_to("17/12/2026\t", "> Further decision");
    terminal.keys_to("\t", "Eight working");
    terminal.keys_to("\x1b", "count the days");
    terminal.keys("z");
}
