//! How much a guide may hold: far more than a person writes, and little enough to be read in a moment.
//!
//! `--guide` opens any folder, and a folder that somebody handed over may have been made to waste time or memory.

/// The longest line of a file, in bytes.
pub(super) const LINE: usize = 128 << 10;
/// The longest text of a page, in bytes.
pub(super) const TEXT: usize = 1 << 20;
/// The longest text in quotes, in bytes.
pub(super) const STRING: usize = 256 << 10;
/// How deep quotations, lists and emphasis may lie in one another.
pub(super) const DEEP: usize = 32;
/// The most items of a checklist.
pub(super) const CHECKLIST: usize = 5_000;
/// The most competencies.
pub(super) const COMPETENCIES: usize = 100;
/// The most entries of any other list.
pub(super) const LIST: usize = 100_000;
/// The most roadmaps.
pub(super) const ROADMAPS: usize = 20;
/// The most signs of a roadmap: each has a digit.
pub(super) const SIGNS: usize = 8;
/// The most stages of a toolkit.
pub(super) const STAGES: usize = 5;
/// The most characters of a fault.
pub(super) const WORDS: usize = 400;
/// After so many faults no more are noted.
pub(super) const FAULTS: usize = 1_000;

#[cfg(test)]
mod tests {
    use super::super::{Files, load};

    /// The faults of a guide that has this file, for those that are about the file itself.
    fn faults(file: &str, text: String) -> Vec<String> {
        let files = Files::from([(file.to_owned(), text)]);
        let faults = load::read(&files).faults;
        assert!(faults.len() <= super::FAULTS + 1, "{} faults", faults.len());
        let faults = faults.iter().map(ToString::to_string);
        faults.filter(|fault| fault.starts_with(file)).collect()
    }

    #[test]
    fn a_line_that_nobody_wrote_is_named_and_nothing_else_is_read() {
        let text = format!("[[term]]\nid = \"{}\"\n=\n", "a".repeat(super::LINE));
        let expected = format!(
            "glossary.toml:2: a line of {} bytes; break it, {} is the most",
            super::LINE + 7,
            super::LINE
        );
        assert_eq!(faults("glossary.toml", text), [expected]);
    }

    #[test]
    fn a_list_or_a_text_beyond_its_limit_is_named_where_it_stands() {
        let lines = "word word\n".repeat(super::STRING / 10 + 1);
        let term = format!("\n[[term]]\nid = \"a\"\nmeaning = \"\"\"{lines}\"\"\"\n");
        let named = faults("glossary.toml", term);
        assert!(
            named.contains(&format!(
                "glossary.toml:4: `meaning` has {} bytes; shorten it to {}",
                lines.len(),
                super::STRING
            )),
            "{named:?}"
        );

        let roadmap = |signs: usize| {
            format!(
                "id = \"r\"\ntitle = \"R\"\nsigns = [{}]\ntoolkit = []\n",
                "\"a\", ".repeat(signs)
            )
        };
        let named = faults("r/roadmap.toml", roadmap(300));
        assert!(
            named.contains(&"r/roadmap.toml:3: `signs` has 300 entries; keep 8 at most".to_owned()),
            "{named:?}"
        );
        assert!(
            faults("r/roadmap.toml", roadmap(8))
                .iter()
                .all(|fault| !fault.contains("at most"))
        );
    }

    #[test]
    fn a_fault_does_not_repeat_a_text_without_end() {
        let long = "é".repeat(10_000);
        let named = faults(
            "glossary.toml",
            format!("\"{long}\" = 1\n[[term]]\nid = \"{long}\"\n"),
        );
        assert!(named.len() >= 2, "{named:?}");
        assert!(
            named
                .iter()
                .all(|fault| fault.chars().count() < super::WORDS + 40)
        );
        assert!(named.iter().any(|fault| fault.ends_with('…')));
    }

    #[test]
    fn a_checklist_beyond_its_limit_is_named() {
        let roadmap = "id = \"r\"\ntitle = \"R\"\nsigns = [\"a\"]\ntoolkit = []\n";
        let items = "[[item]]\n".repeat(super::CHECKLIST + 1);
        let files = Files::from([
            ("r/roadmap.toml".to_owned(), roadmap.to_owned()),
            ("r/signs/a.toml".to_owned(), items),
        ]);
        let faults = load::read(&files).faults;
        let named = faults.iter().any(|fault| {
            fault.to_string() == "r/signs/a.toml:5001: `item` has 5001 entries; shorten it to 5000"
        });
        assert!(named, "{faults:?}");
    }

    #[test]
    fn quotations_and_lists_may_lie_so_deep_and_no_deeper() {
        let deep = |times: usize| {
            let text = format!(
                "+++\ntitle = \"A\"\n+++\n# Today\n\n{}deep\n",
                "> ".repeat(times)
            );
            faults("briefings/a.md", text)
                .iter()
                .any(|fault| fault.contains("deep;"))
        };
        assert!(!deep(super::DEEP - 1));
        assert!(deep(super::DEEP + 1));
        assert!(deep(8_000));
        let long = format!(
            "+++\ntitle = \"A\"\n+++\n# Today\n{}",
            "word word\n".repeat(super::TEXT / 10)
        );
        let named = faults("briefings/a.md", long);
        assert!(
            named
                .iter()
                .any(|fault| fault.starts_with("briefings/a.md:4: a text of ")),
            "{named:?}"
        );
    }
}
