//! What is damaged is named with its file, set right by the next save, and sound from there on.

use std::fs::{self, File};

use roadsigns::project::change::Field;
use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::{ALL, Desk, Path, overwrite};

impl Desk {
    fn is_sound(&self, case: &str) {
        let check = self.check();
        assert_eq!(check.code, Some(0), "{case}: {}{}", check.out, check.err);
    }

    /// Is named with these words, mended by the next save, and sound from there on.
    fn is_mended(&self, words: &str, case: &str) {
        let out = self.fails();
        assert!(out.contains(words), "{case}: {words}: {out}");
        self.stands(&ALL, case);
        for _ in 0..3 {
            self.saves();
            self.stands(&ALL, case);
            self.is_sound(case);
        }
    }

    /// The lines of the fold as a program of before folds them: without the head of a block.
    fn bare_fold(&self) -> String {
        let text = fs::read_to_string(self.history("folded.tsv")).unwrap();
        let lines = text.split_inclusive('\n');
        lines.filter(|line| !line.starts_with("# fold")).collect()
    }

    fn set_aside(&self, name: &str) -> bool {
        let end = format!("-{name}.txt");
        let names = fs::read_dir(self.history("")).unwrap();
        let mut names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.any(|file| file.starts_with("damaged-") && file.ends_with(&end))
    }
}

#[test]
fn a_sum_of_a_fold_that_was_lost_emptied_or_cut_goes_with_the_next_save() {
    for case in ["lost", "emptied", "cut"] {
        let desk = Desk::new();
        desk.records("third", &[(Field::Note, &"x".repeat(70_000))]);
        desk.saves();
        assert!(desk.history("heads.tsv").exists());
        let folded = desk.history("folded.tsv");
        match case {
            "lost" => fs::remove_file(&folded).unwrap(),
            "emptied" => overwrite(&folded, b""),
            _ => {
                let bytes = fs::read(&folded).unwrap();
                let first = bytes.iter().position(|&byte| byte == b'\n').unwrap();
                overwrite(&folded, bytes.get(..=first).unwrap());
            }
        }
        desk.is_mended("folded.tsv", case);
    }
}

#[test]
fn of_two_lines_of_one_name_that_differ_one_is_set_aside_by_the_next_save() {
    let desk = Desk::new();
    let text = fs::read_to_string(desk.history("second.tsv")).unwrap();
    let other = text.replace("\tdone\t", "\topen\t");
    assert_ne!(text, other);
    overwrite(&desk.history("second (copy).tsv"), other.as_bytes());
    desk.is_mended("says something else", "copied");
    assert!(desk.set_aside("second (copy)"));
    // The copy comes once more, when the other has been folded.
    overwrite(&desk.history("second (copy).tsv"), other.as_bytes());
    desk.is_mended("says something else", "copied later");
    // A program of before has folded both.
    let folded = desk.history("folded.tsv");
    let lines = other.split_inclusive('\n');
    let lines: String = lines.filter(|line| line.contains("\tstate\t")).collect();
    let both = fs::read_to_string(&folded).unwrap() + &lines;
    overwrite(&folded, both.as_bytes());
    desk.is_mended("says something else", "folded");
    assert!(desk.set_aside("folded"));
}

#[test]
fn a_fold_that_was_cut_within_a_line_outside_a_block_is_named_with_that_line_and_mended() {
    for gone in [1, 20] {
        let desk = Desk::new();
        let text = desk.bare_fold();
        let cut = text.len() - gone;
        overwrite(
            &desk.history("folded.tsv"),
            text.as_bytes().get(..cut).unwrap(),
        );
        let number = text.lines().count();
        desk.is_mended(&format!("folded.tsv, line {number}: it is torn"), "cut");
        assert!(desk.set_aside("folded"));
    }
}

#[test]
fn a_damaged_file_that_does_not_say_whose_it_is_has_ended() {
    let desk = Desk::new();
    let text = desk.bare_fold();
    let mut lines: Vec<&str> = text.lines().skip(1).collect();
    lines.reverse();
    let torn = lines[0].get(..60).unwrap().to_owned() + "\n" + &lines[1..].join("\n");
    overwrite(&desk.history("folded (copy).tsv"), torn.as_bytes());
    desk.is_mended("folded (copy).tsv, line 1: ", "a copy of a fold");
    assert!(desk.set_aside("folded (copy)"));

    let desk = Desk::new();
    let text = fs::read_to_string(desk.history("second.tsv")).unwrap();
    let is_kept = |line: &&str| !line.starts_with("# host") && !line.starts_with("# ended");
    let lines: Vec<&str> = text.lines().filter(is_kept).collect();
    let text = lines.join("\n").replacen("second-2\t", "second-\t", 1) + "\n";
    overwrite(&desk.history("second.tsv"), text.as_bytes());
    desk.is_mended("second.tsv, line ", "a session");
}

/// Puts what is no plain file, or too large a one, in the place of a file.
fn puts(kind: &str, path: &Path) {
    let _ = fs::remove_file(path);
    match kind {
        "folder" => fs::create_dir(path).unwrap(),
        "pipe" => mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap(),
        _ => File::create(path).unwrap().set_len(65 << 20).unwrap(),
    }
}

#[test]
fn what_is_no_plain_file_beside_the_lines_is_named_and_written_over_by_the_next_save() {
    for name in ["summed.toml", "summed-next.toml", "heads.tsv"] {
        for kind in ["pipe", "too large", "folder"] {
            let case = format!("{name}: {kind}");
            let desk = Desk::new();
            let path = desk.history(name);
            puts(kind, &path);
            let out = desk.fails();
            assert!(
                out.contains(&format!("{}: it is ", path.display())),
                "{case}: {out}"
            );
            desk.stands(&ALL, &case);
            // It writes both, one after the other.
            let saved = desk.tries("later", &[(Field::Note, "Seen")]);
            if kind == "folder" && name != "heads.tsv" {
                let why = saved.unwrap_err().to_string();
                assert!(why.contains(&path.display().to_string()), "{case}: {why}");
                assert!(
                    why.contains("a folder stands in its place"),
                    "{case}: {why}"
                );
            } else {
                saved.unwrap();
            }
            desk.stands(&ALL, &case);
            if kind == "folder" {
                // Nobody but its owner takes it away.
                desk.fails();
                fs::remove_dir(&path).unwrap();
                desk.saves();
            }
            desk.is_sound(&case);
        }
    }
}
