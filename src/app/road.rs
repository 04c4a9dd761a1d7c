//! The road: eight signs along it, then the toolkit with its five stages.

use super::{App, Part};
use crate::guide::page::Page;
use crate::project::progress::Tally;

/// What one line of the road says.
pub struct Line {
    /// The number of the sign or stage; 0 for the toolkit.
    pub number: u8,
    /// Its name.
    pub title: String,
    /// How far it is.
    pub tally: Tally,
    /// Whether it is a stage.
    pub is_stage: bool,
    /// Whether the open page belongs to it.
    pub is_here: bool,
    /// Whether it has the cursor.
    pub is_selected: bool,
}

impl Line {
    fn of(page: &Page, tally: Tally, is_stage: bool) -> Self {
        Self {
            number: page.number,
            title: page.short.to_string(),
            tally,
            is_stage,
            is_here: false,
            is_selected: false,
        }
    }

    /// The line as it is read out: `Sign 4, Market intelligence: 3 of 10 done, 1 blocked. You are here`.
    pub fn spoken(&self) -> String {
        let kind = match (self.is_stage, self.number) {
            (true, number) => format!("Stage {number}, "),
            (false, 0) => String::new(),
            (false, number) => format!("Sign {number}, "),
        };
        let mut words = format!("{kind}{}: {}", self.title, tally_spoken(self.tally));
        if self.tally.blocked > 0 {
            words.push_str(&format!(", {} blocked", self.tally.blocked));
        }
        if self.is_here {
            words.push_str(". You are here");
        }
        words
    }
}

impl App {
    /// The lines of the road: each sign, the toolkit, each stage.
    pub fn road_lines(&self) -> Vec<Line> {
        let (tallies, roadmap) = (self.world.tallies(), &self.world.roadmap);
        let line = |page: &Page, is_stage| Line::of(page, tallies.page(roadmap, page), is_stage);
        let stages: Vec<Line> = roadmap.stages.iter().map(|page| line(page, true)).collect();
        let sum = |all: Tally, stage: &Line| all.with(stage.tally);
        let toolkit = Line {
            number: 0,
            title: "Toolkit".to_owned(),
            tally: stages.iter().fold(Tally::default(), sum),
            is_stage: false,
            is_here: false,
            is_selected: false,
        };
        let signs = roadmap.signs.iter().map(|page| line(page, false));
        let mut lines: Vec<Line> = signs.chain([toolkit]).chain(stages).collect();
        let page = self.stack.page();
        let here = page.road_here(&self.world);
        if let Some(line) = here.and_then(|here| lines.get_mut(here)) {
            line.is_here = true;
        }
        let is_focused = page.spot.part == Part::Road && self.is_page();
        if let Some(line) = lines.get_mut(page.road).filter(|_| is_focused) {
            line.is_selected = true;
        }
        lines
    }
}

/// A tally as it is read out: `3 of 10 done`.
pub(super) fn tally_spoken(tally: Tally) -> String {
    if tally.is_done() {
        "all done".to_owned()
    } else {
        format!("{} of {} done", tally.settled, tally.total)
    }
}
