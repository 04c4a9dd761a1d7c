//! Walks at random: keys, pastes, sizes, answers of the disk.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use roadsigns::app::message::Message;

use super::pretend::{LOOKS, Pretend};

/// One step of a walk.
#[derive(Clone, Debug)]
enum Step {
    Key(KeyCode),
    Ctrl(char),
    Paste(String),
    Size(u16, u16),
    Saved,
    NotSaved,
    Late,
}

fn step() -> impl Strategy<Value = Step> {
    use KeyCode as K;
    let moves = prop::sample::select(vec![
        K::Up,
        K::Down,
        K::Left,
        K::Right,
        K::Home,
        K::End,
        K::PageUp,
        K::PageDown,
        K::Backspace,
        K::Delete,
    ]);
    let ways = prop::sample::select(vec![
        K::Enter,
        K::Enter,
        K::Tab,
        K::Tab,
        K::BackTab,
        K::Esc,
        K::F(1),
    ]);
    let letters = prop::sample::select(
        "0123456789xbnw/.,toeyyfpuzvq? jkhléß漢\u{301}"
            .chars()
            .collect::<Vec<_>>(),
    );
    let sizes = prop_oneof![
        (1u16..=6, 1u16..=4),
        (1u16..=130, 6u16..=50),
        Just((80, 24)),
        Just((0, 0)),
        Just((300, 90)),
    ];
    prop_oneof![
        6 => moves.prop_map(Step::Key),
        6 => ways.prop_map(Step::Key),
        10 => letters.prop_map(|c| Step::Key(K::Char(c))),
        1 => prop::sample::select(vec!['r', 'l', 's', 'c', 'z', 'a']).prop_map(Step::Ctrl),
        1 => "\\PC{0,200}".prop_map(Step::Paste),
        1 => "[a-z 漢\\n\\t\\x1b]{0,80}".prop_map(Step::Paste),
        3 => sizes.prop_map(|(width, height)| Step::Size(width, height)),
        1 => Just(Step::Saved),
        1 => Just(Step::NotSaved),
        1 => Just(Step::Late),
    ]
}

fn take(pretend: &mut Pretend, step: &Step) {
    match step {
        Step::Key(code) => pretend.key(KeyEvent::new(*code, KeyModifiers::NONE)),
        Step::Ctrl(c) => pretend.key(KeyEvent::new(KeyCode::Char(*c), KeyModifiers::CONTROL)),
        Step::Paste(text) => pretend.tell(Message::Paste(text.clone())),
        Step::Size(width, height) => pretend.resize((*width, *height)),
        Step::Saved => pretend.tell(Message::Saved {
            count: pretend.app.world.saving.handed,
            foreign: Vec::new(),
        }),
        Step::NotSaved => pretend.tell(Message::NotSaved("the disk is full".into())),
        Step::Late => pretend.tell(Message::SaveIsLate),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_walk_at_random_never_panics_and_never_loses_the_cursor(
        steps in prop::collection::vec(step(), 1..80),
        first in any::<bool>(),
        look in 0usize..2,
    ) {
        let mut pretend = if first {
            Pretend::first(LOOKS[look])
        } else {
            Pretend::at(LOOKS[look], "toolkit/procurement")
        };
        for step in &steps {
            take(&mut pretend, step);
            let fault = pretend.fault();
            prop_assert!(fault.is_none(), "{fault:?} after {step:?}\n{}", pretend.screen);
            let control = pretend.screen.chars().find(|&c| c.is_control() && c != '\n');
            prop_assert!(control.is_none(), "{control:?} after {step:?}\n{}", pretend.screen);
        }
    }
}
