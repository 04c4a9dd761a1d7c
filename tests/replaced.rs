//! The guide can be replaced while the program runs, and nothing of the old one stays. Alone in its file: it weighs the
//! whole process.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

#[path = "journey/script.rs"]
#[expect(dead_code, reason = "of the script this file needs little")]
mod script;

use std::fs;
use std::sync::Arc;

use roadsigns::guide::Guide;
use script::{begin, guide};

/// How often it is replaced.
const TIMES: usize = 1_000;
/// What the allocator may keep for itself meanwhile, in bytes.
const SLACK: usize = 4_000_000;

/// Bytes of memory that this process has now.
fn resident() -> usize {
    let pages = fs::read_to_string("/proc/self/statm").unwrap();
    let pages: usize = pages.split(' ').nth(1).unwrap().parse().unwrap();
    pages * 4096
}

#[test]
fn a_thousand_guides_one_after_the_other_leave_nothing_behind() {
    let bytes = guide().to_bytes().unwrap().leak();
    let mut script = begin();
    let mut before = 0;
    for time in 0..TIMES {
        let old = Arc::downgrade(script.app.world.roadmap.guide());
        let new = Arc::new(Guide::from_bytes(bytes).unwrap());
        script.app.replace_guide(&new).unwrap();
        // The first guide is the one of all tests.
        assert!(time == 0 || old.upgrade().is_none(), "guide {time}");
        script.keys(["1", "4", "0", "Tab", "w", "Esc", "7"][time % 7]);
        if time == TIMES / 5 {
            before = resident();
        }
    }
    let after = resident();
    assert!(
        after < before + SLACK,
        "{before} bytes before, {after} after"
    );
}
