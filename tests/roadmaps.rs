//! A guide with two roadmaps that share places: each project opens, counts, records and prints on its own.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests"
)]

#[path = "command_line/came.rs"]
#[expect(dead_code, reason = "other tests run more")]
mod came;
#[expect(dead_code, reason = "a guide is copied into a folder that is there")]
#[path = "guide/copied.rs"]
mod copied;
#[path = "program/pty.rs"]
#[expect(dead_code, reason = "other tests ask more of the terminal")]
mod pty;

use std::fs;
use std::path::{Path, PathBuf};

use came::{Came, came, given, program};
use pty::{Start, Terminal};
use roadsigns::store::disk::{Disk as _, RealDisk};

/// A project on each roadmap, each with a piece of feedback, at the place that both roadmaps have.
const STATE: &str = r#"format = 1

[here]
project = "nursing-2222"

[[project]]
id = "crisis-1111"
name = "Crisis house"
roadmap = "mental-health"
created = 2026-11-20T10:00:00Z
place = "signs/market-intelligence"

[[project]]
id = "nursing-2222"
name = "Home nursing"
roadmap = "community"
created = 2026-11-21T10:00:00Z
place = "signs/market-intelligence"

[project.items."signs/nursing#provider-map"]
state = "blocked"
reason = "No rounds known"

[[feedback]]
id = "f-1111"
roadmap = "mental-health"
place = "signs/market-intelligence"
useful = 4
helped = "The law on oversight"
at = 2026-11-22T11:02:00Z

[[feedback]]
id = "f-2222"
roadmap = "community"
place = "signs/market-intelligence"
useful = 3
helped = "The map of rounds"
at = 2026-11-22T11:03:00Z
"#;

/// Our guide with a small second roadmap, and a state.
struct Desk {
    folder: tempfile::TempDir,
}

fn write(path: &Path, text: &str) {
    RealDisk.write_new(path, text.as_bytes()).unwrap();
}

impl Desk {
    fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        copied::copy(&here.join("guide"), &desk.guide());
        copied::copy(
            &here.join("tests/roadmaps/community"),
            &desk.guide().join("community"),
        );
        desk.edit("guide.toml", |text| {
            text.replace("[\"mental-health\"]", "[\"mental-health\", \"community\"]")
        });
        desk.edit("places.txt", |text| {
            format!("{text}signs/nursing\nsigns/nursing#provider-map\n")
        });
        write(&desk.state(), STATE);
        desk
    }

    fn guide(&self) -> PathBuf {
        self.folder.path().join("guide")
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("state.toml")
    }

    fn edit(&self, file: &str, edit: impl Fn(String) -> String) {
        let path = self.guide().join(file);
        let text = fs::read_to_string(&path).unwrap();
        write(&path, &edit(text));
    }

    fn run(&self, arguments: &[&str]) -> Came {
        let mut command = program();
        command.arg("--guide").arg(self.guide());
        command.arg("--state").arg(self.state()).args(arguments);
        came(command.output().unwrap())
    }

    /// What is said to these answers, line by line.
    fn says(&self, arguments: &[&str], answers: &str) -> String {
        let mut command = program();
        command.arg("--guide").arg(self.guide());
        command.arg("--state").arg(self.state()).args(arguments);
        let came = given(command.arg("--plain"), answers);
        assert_eq!(came.code, Some(0), "{}", came.err);
        // Lines are broken to fit; what is said is not.
        came.out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The table of a project in the state file.
    fn project(&self, id: &str) -> String {
        let text = fs::read_to_string(self.state()).unwrap();
        let mut tables = text.split("[[project]]");
        let found = tables.find(|table| table.contains(&format!("id = \"{id}\"")));
        found.unwrap_or_else(|| panic!("{text}")).to_owned()
    }
}

const LEAVE: &str = "leave\nleave\n";

#[test]
fn the_last_project_opens_on_its_own_roadmap_and_another_on_its_own() {
    let desk = Desk::new();
    let home = tempfile::tempdir().unwrap();
    let (guide, state) = (desk.guide(), desk.state());
    let arguments = [
        "--guide",
        guide.to_str().unwrap(),
        "--state",
        state.to_str().unwrap(),
    ];
    let mut terminal = Terminal::start(&Start {
        arguments: &arguments,
        ..Start::at(home.path())
    });
    terminal.see("Market of community services");
    terminal.see("Text of community.");
    terminal.see("Home nursing");
    assert!(!terminal.screen().contains("Policy background"));
    terminal.keys_to("p", "Crisis house");
    let screen = terminal.screen();
    assert!(screen.contains("0/137, mental health"), "{screen}");
    assert!(screen.contains("0/3, community, 1 blocked"), "{screen}");
    // The list begins with what makes and changes projects.
    terminal.keys("jjj\r");
    terminal.see("Policy background");
    // The same place has another text there.
    let screen = terminal.screen();
    assert!(!screen.contains("community"), "{screen}");
    terminal.leave();
}

#[test]
fn line_by_line_a_place_that_two_roadmaps_share_is_told_anew_with_its_own_title() {
    let desk = Desk::new();
    let said = desk.says(&[], &format!("projects\n4\n{LEAVE}"));
    let (before, after) = said.split_once("Project: Crisis house").unwrap();
    assert!(before.contains("Market of community services"), "{said}");
    assert!(after.contains("Market intelligence"), "{said}");
    assert!(!after.contains("community services"), "{said}");
    assert!(!after.contains("as before"), "{said}");
}

#[test]
fn a_tick_is_recorded_and_counted_where_the_open_project_is() {
    let desk = Desk::new();
    let tick = format!("back\nsign 1\nnext part\ntick 1\n{LEAVE}");
    let said = desk.says(&[], &tick);
    assert!(
        said.contains("In hand: Map who visits whom at home"),
        "{said}"
    );
    assert!(desk.project("nursing-2222").contains("state = \"in-hand\""));
    assert!(!desk.project("crisis-1111").contains("state"));
    // The same command on the other roadmap is about another item.
    let said = desk.says(&["--project", "Crisis house"], &tick);
    assert!(said.contains("In hand: Name the decision"), "{said}");
    let crisis = desk.project("crisis-1111");
    assert!(crisis.contains("state = \"in-hand\""), "{crisis}");
    assert!(!crisis.contains("provider-map"), "{crisis}");
    let trail = desk.run(&["history", "--all"]).out;
    assert!(
        trail.contains("In hand: Map who visits whom at home"),
        "{trail}"
    );
    assert!(trail.contains("In hand: Name the decision"), "{trail}");
}

#[test]
fn report_record_and_trail_are_on_the_roadmap_of_their_project() {
    let desk = Desk::new();
    let report = desk.run(&["report", "Home nursing"]);
    assert_eq!(report.code, Some(0), "{}", report.err);
    assert!(report.out.contains("Community roadmap."), "{}", report.out);
    assert!(report.out.contains("of 3 items"), "{}", report.out);
    assert!(report.out.contains("No rounds known"), "{}", report.out);
    assert!(report.out.contains("The map of rounds"), "{}", report.out);
    assert!(!report.out.contains("Retired"), "{}", report.out);
    assert!(!report.out.contains("oversight"), "{}", report.out);
    let report = desk.run(&["report", "Crisis house"]);
    assert!(
        report.out.contains("Mental health roadmap."),
        "{}",
        report.out
    );
    assert!(
        report.out.contains("The law on oversight"),
        "{}",
        report.out
    );
    assert!(!report.out.contains("The map of rounds"), "{}", report.out);
    let check = desk.run(&["state", "check"]);
    assert!(check.out.contains("Projects: 2."), "{}", check.out);
    assert!(!check.out.contains("nothing stands"), "{}", check.out);
    assert!(!check.out.contains("guide does not have"), "{}", check.out);
}

#[test]
fn asked_for_a_roadmap_only_its_projects_are_opened() {
    let desk = Desk::new();
    let report = desk.run(&["--roadmap", "mental-health", "report"]);
    assert!(report.out.starts_with("Crisis house\n"), "{}", report.out);
    let said = desk.says(&["--roadmap", "mental-health"], LEAVE);
    assert!(said.contains("Project: Crisis house"), "{said}");
    let wrong = desk.run(&["--roadmap", "mental-health", "report", "Home nursing"]);
    assert_eq!(wrong.code, Some(1), "{}", wrong.out);
    assert!(
        wrong
            .err
            .contains("Home nursing is on the roadmap community, not on mental-health"),
        "{}",
        wrong.err
    );
    // Where there is none, one is made there.
    let desk = Desk::new();
    let (crisis, _) = STATE.split_once("[[project]]\nid = \"nursing").unwrap();
    write(&desk.state(), crisis);
    let said = desk.says(
        &["--roadmap", "community"],
        &format!("\nsign 1\nnext part\ntick 1\n{LEAVE}"),
    );
    assert!(
        said.contains("In hand: Map who visits whom at home"),
        "{said}"
    );
    let text = fs::read_to_string(desk.state()).unwrap();
    assert_eq!(text.matches("roadmap = \"community\"").count(), 1, "{text}");
    assert!(!desk.project("crisis-1111").contains("state"));
}

#[test]
fn a_project_whose_roadmap_the_guide_lacks_is_named_and_nothing_is_recorded_in_it() {
    let desk = Desk::new();
    let without = |arguments: &[&str]| {
        let mut command = program();
        command.arg("--state").arg(desk.state()).args(arguments);
        came(command.output().unwrap())
    };
    let report = without(&["report", "Home nursing"]);
    assert_eq!(report.code, Some(1), "{}", report.out);
    assert!(
        report
            .err
            .contains("Home nursing is on the roadmap community, which this guide does not have"),
        "{}",
        report.err
    );
    let check = without(&["state", "check"]);
    assert!(
        check
            .out
            .contains("this guide has no roadmap \"community\""),
        "{}",
        check.out
    );
    // The next one is opened in its stead.
    fs::rename(
        desk.guide().join("community"),
        desk.folder.path().join("gone"),
    )
    .unwrap();
    desk.edit("guide.toml", |text| text.replace(", \"community\"", ""));
    desk.edit("places.txt", |text| {
        text.replace("signs/nursing\nsigns/nursing#provider-map\n", "")
    });
    let before = desk.project("nursing-2222");
    let said = desk.says(
        &[],
        &format!("projects\n5\nback\nback\nsign 4\nnext part\ntick 1\n{LEAVE}"),
    );
    assert!(said.contains("Project: Crisis house"), "{said}");
    assert!(
        said.contains("Home nursing, on the roadmap community, which is not here"),
        "{said}"
    );
    assert!(said.contains("which this guide does not have"), "{said}");
    assert!(desk.project("crisis-1111").contains("state = \"in-hand\""));
    assert_eq!(
        desk.project("nursing-2222").split("[[").next(),
        before.split("[[").next()
    );
}

#[test]
fn search_and_feedback_are_those_of_the_open_roadmap() {
    let desk = Desk::new();
    let said = desk.says(
        &[],
        &format!("search rounds\nback\nsearch oversight\nback\nfeedback\n{LEAVE}"),
    );
    assert!(said.contains("No rounds known"), "{said}");
    assert!(
        said.contains("Feedback: Market of community services"),
        "{said}"
    );
    assert!(!said.contains("Feedback: Market intelligence"), "{said}");
    let about_this = said.split("About this page").nth(1).unwrap();
    let (mine, others) = about_this.split_once("About other pages").unwrap();
    assert!(mine.contains("The map of rounds"), "{said}");
    assert!(
        others.contains("Market intelligence: The law on oversight"),
        "{said}"
    );
    // Nothing is left of the index of one roadmap when a project of the other is opened.
    let said = desk.says(
        &[],
        &format!("search district\nback\nprojects\n4\nsearch visits whom\n{LEAVE}"),
    );
    let (nursing, crisis) = said.split_once("Project: Crisis house").unwrap();
    assert!(nursing.contains("District nursing"), "{said}");
    assert!(crisis.contains("Search everything"), "{said}");
    assert!(!crisis.contains("Map who visits"), "{said}");
}

#[test]
fn a_link_from_one_roadmap_into_another_is_a_fault_with_file_and_line() {
    let desk = Desk::new();
    assert_eq!(
        desk.run(&["check", desk.guide().to_str().unwrap()]).code,
        Some(0)
    );
    desk.edit("community/signs/nursing.md", |text| {
        text.replace(
            "see = []",
            "see = [\n  { place = \"signs/contracting\", why = \"The contract\" },\n]",
        )
    });
    let check = desk.run(&["check", desk.guide().to_str().unwrap()]);
    assert_eq!(check.code, Some(1), "{}", check.out);
    let all = check.out + &check.err;
    assert!(
        all.contains("community/signs/nursing.md:9: signs/contracting stands on the roadmap mental-health, not on community"),
        "{all}"
    );
    // What belongs to all may speak of what one has.
    let desk = Desk::new();
    desk.edit("community/signs/nursing.md", |text| {
        text.replace(
            "see = []",
            "see = [ { place = \"templates/risk-register\", why = \"Risks\" } ]",
        )
    });
    assert_eq!(
        desk.run(&["check", desk.guide().to_str().unwrap()]).code,
        Some(0)
    );
}
