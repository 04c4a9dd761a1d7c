//! What is there before a task begins.

use std::path::PathBuf;

use roadsigns::app::look::Look;
use roadsigns::app::message::Message;
use roadsigns::project::change::ChangeId;
use roadsigns::project::opened::{Opened, Unsaved};

use super::script::{self, Script};
use super::tasks::Before;

/// A script as it stands before a task, the same one every time.
pub(crate) fn before(before: Before) -> Script {
    // Ids of projects and feedback are drawn by lot.
    fastrand::seed(7);
    match before {
        Before::Nothing => script::first_start(80, 24),
        Before::Clash => {
            let mut script = begun_to_record();
            let mut other = script.history.last().unwrap().clone();
            other.id = ChangeId {
                session: "colleague".to_owned(),
                number: 1,
            };
            other.replaces = Vec::new();
            "Finance lead".clone_into(&mut other.value);
            let count = script.app.world.saving.handed;
            let foreign = vec![other];
            script.send(Message::Saved { count, foreign });
            script
        }
        Before::Draft => {
            let mut script = script::begin();
            script.keys("0 3 Tab x").text("Not for us");
            let draft = script.app.draft().unwrap();
            opened(Opened {
                drafts: vec![(PathBuf::from("draft-a.toml"), draft)],
                ..Opened::default()
            })
        }
        Before::Broken => opened(Opened {
            unsaved: Some(Unsaved::Broken("line 3 is no TOML".into())),
            ..Opened::default()
        }),
        Before::Unsaved => {
            let mut script = begun_to_record();
            script.send(Message::NotSaved("the disk is full".into()));
            script
        }
    }
}

fn begun_to_record() -> Script {
    let mut script = script::begin();
    script
        .keys("0 3 Tab Enter Tab")
        .text("Head of contracting")
        .keys("Tab Esc");
    script
}

fn opened(opened: Opened) -> Script {
    script::start_with(80, 24, Look::default(), opened, "test")
}
