//! What runs a target: so many cases or so many minutes, each case bounded in time, a failure made small.

use std::fmt::Debug;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread::Builder;
use std::time::{Duration, Instant};
use std::{env, panic};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestCaseError, TestCaseResult, TestRunner};
use rustix::time::{ClockId, clock_gettime};

/// The most processor time for one case, ten times what is promised.
const MOST_TIME: Duration = Duration::from_secs(5);
/// After this long a case hangs, however busy the machine is.
const HANGS: Duration = Duration::from_mins(2);
/// How many cases a long run tries between two looks at the clock.
const CHUNK: u32 = 50;
/// Rounds of a run that is part of the suite, unless `ROUNDS` says otherwise.
const ROUNDS: u32 = 25;

/// What a run came to.
#[derive(Default)]
struct Tally {
    cases: u64,
    slowest: Duration,
    /// The slowest case, shortened.
    on: String,
}

/// Runs a target: `cases` a round, or for as long as `FUZZ_MINUTES` says.
///
/// The work is done on a thread of its own, so that a case that never ends is noticed and shown.
pub(crate) fn fuzz<S>(
    name: &'static str,
    cases: u32,
    input: impl FnOnce() -> S + Send + 'static,
    check: impl Fn(&S::Value) -> TestCaseResult + Send + 'static,
) where
    S: Strategy,
    S::Value: Debug,
{
    let under_way = Arc::new(Mutex::new(String::new()));
    let (beat, beats) = mpsc::channel();
    let shown = Arc::clone(&under_way);
    let work = move || {
        let mut tally = Tally::default();
        let tried = Mutex::new(&mut tally);
        let one = |value: S::Value| {
            let debug = format!("{value:?}");
            let start = debug.chars().take(2000).collect::<String>();
            start.clone_into(&mut shown.lock().unwrap());
            beat.send(()).unwrap();
            let before = spent();
            let outcome = check(&value);
            let took = spent().saturating_sub(before);
            let mut tally = tried.lock().unwrap();
            tally.cases += 1;
            if took > tally.slowest {
                tally.slowest = took;
                tally.on = ends(&debug);
            }
            if outcome.is_ok() && took > MOST_TIME {
                let what = format!("took {took:?}, {MOST_TIME:?} at most");
                return Err(TestCaseError::fail(what));
            }
            outcome
        };
        run(name, cases, &input(), one);
        tally
    };
    let worker = Builder::new().name(name.to_owned()).spawn(work).unwrap();
    loop {
        match beats.recv_timeout(HANGS) {
            Ok(()) => {}
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                let input = under_way.lock().unwrap().clone();
                assert!(worker.is_finished(), "{name} hangs on {input}");
            }
        }
    }
    let tally = worker
        .join()
        .unwrap_or_else(|why| panic::resume_unwind(why));
    if let Some(minutes) = minutes() {
        tell(&format!(
            "figure: fuzz {name} = {} cases, {minutes} minutes, 0 failures",
            tally.cases
        ));
        tell(&format!(
            "slowest of {name}: {:?} on {}",
            tally.slowest, tally.on
        ));
    }
}

#[expect(clippy::print_stdout, reason = "a figure of a long run")]
fn tell(line: &str) {
    println!("{line}");
}

/// Tries cases until the count or the time is reached; the first that fails is made small and shown.
fn run<S: Strategy>(name: &str, cases: u32, input: &S, check: impl Fn(S::Value) -> TestCaseResult) {
    let began = Instant::now();
    let cases = if minutes().is_some() {
        CHUNK
    } else {
        cases * rounds()
    };
    loop {
        let config = Config {
            cases,
            failure_persistence: None,
            max_shrink_time: 120_000,
            ..Config::default()
        };
        let outcome = TestRunner::new(config).run(input, &check);
        assert!(outcome.is_ok(), "{name}: {}", outcome.unwrap_err());
        if minutes().is_none_or(|minutes| began.elapsed() >= Duration::from_mins(minutes)) {
            return;
        }
    }
}

/// The beginning and the end of an input.
fn ends(debug: &str) -> String {
    let end: String = debug.chars().rev().take(100).collect();
    let (start, end): (String, String) = (
        debug.chars().take(100).collect(),
        end.chars().rev().collect(),
    );
    format!("{start} … {end}, {} in all", debug.len())
}

/// Tries one case with the limit of time that all cases have.
pub(crate) fn within_time(name: &str, check: impl FnOnce() -> TestCaseResult) {
    let before = spent();
    let outcome = check();
    let took = spent().saturating_sub(before);
    assert!(outcome.is_ok(), "{name:?}: {}", outcome.unwrap_err());
    assert!(
        took <= MOST_TIME,
        "{name:?} took {took:?}, {MOST_TIME:?} at most"
    );
}

/// Processor time of this thread, which other programs do not add to.
fn spent() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap()
}

/// How long each target is to run, if it is a long run.
pub(crate) fn minutes() -> Option<u64> {
    let text = env::var("FUZZ_MINUTES").ok()?;
    Some(text.parse().unwrap())
}

/// How many rounds a run of the suite has.
fn rounds() -> u32 {
    env::var("ROUNDS").map_or(ROUNDS, |text| text.parse().unwrap())
}
