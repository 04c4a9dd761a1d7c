//! A disk behind a gate: while it is shut nothing comes back, as from a network disk whose server is away.

use std::sync::{Arc, Condvar, Mutex};

use roadsigns::store::disk::Disk;

use super::around::{Around, Call};

/// How the disk answers.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Way {
    #[default]
    Open,
    Shut,
    /// Shut until the loop has ended.
    ShutToTheLoop,
    Broken,
}

/// The gate, in the hands of the test.
#[derive(Clone, Default)]
pub(crate) struct Gate(Arc<(Mutex<Way>, Condvar)>);

impl Gate {
    /// The disk answers.
    pub(crate) fn open(&self) {
        self.set(Way::Open);
    }

    /// The disk does not answer.
    pub(crate) fn shut(&self) {
        self.set(Way::Shut);
    }

    /// The disk answers again as soon as the loop has ended, if it did not before.
    pub(crate) fn open_after_the_loop(&self) {
        self.set(Way::ShutToTheLoop);
    }

    /// The loop has ended.
    pub(crate) fn loop_has_ended(&self) {
        let is_over = *self.0.0.lock().unwrap() == Way::ShutToTheLoop;
        if is_over {
            self.open();
        }
    }

    /// The program is at fault at the next call.
    pub(crate) fn break_down(&self) {
        self.set(Way::Broken);
    }

    fn set(&self, way: Way) {
        *self.0.0.lock().unwrap() = way;
        self.0.1.notify_all();
    }

    fn pass(&self) {
        let way = self.0.0.lock().unwrap();
        let is_shut = |way: &mut Way| matches!(way, Way::Shut | Way::ShutToTheLoop);
        let way = *self.0.1.wait_while(way, is_shut).unwrap();
        assert!(way != Way::Broken, "a fault of this test");
    }
}

/// The machine's disk behind a gate.
pub(crate) fn disk_behind(gate: &Gate) -> impl Disk + 'static {
    let gate = gate.clone();
    Around(move |_: Call<'_>| gate.pass())
}
