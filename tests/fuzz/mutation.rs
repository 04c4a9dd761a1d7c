//! Valid pieces spoiled: bytes flipped, cut out, doubled, put in, joined with another piece.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::engine::minutes;

/// The largest input in bytes.
const MOST_BYTES: usize = 64 * 1024;

/// One thing done to an input. Places are relative, so that they stay good while others are taken away.
#[derive(Clone, Debug)]
enum Mutation {
    /// Gives a byte another value.
    Set(Index, u8),
    /// Takes out up to so many bytes.
    Cut(Index, usize),
    /// Ends the input here.
    End(Index),
    /// Puts a piece in.
    Put(Index, Vec<u8>),
    /// Says so many bytes once more, so many times.
    Again(Index, usize, usize),
    /// Goes on, from here, with another input from there.
    Join(Index, usize, Index),
}

/// The longest run of a repeated piece: the suite has less time than a long run.
fn longest() -> usize {
    if minutes().is_some() {
        MOST_BYTES
    } else {
        4 * 1024
    }
}

/// One of `pieces`, or many of it.
fn piece(pieces: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let many = (select(pieces), 0..longest())
        .prop_map(|(piece, bytes)| piece.as_bytes().repeat((bytes / piece.len().max(1)).max(1)));
    prop_oneof![
        20 => select(pieces).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => many,
        4 => "\\PC{0,8}".prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ]
}

fn mutation(pieces: &'static [&'static str]) -> impl Strategy<Value = Mutation> {
    let at = any::<Index>;
    prop_oneof![
        3 => (at(), any::<u8>()).prop_map(|(at, byte)| Mutation::Set(at, byte)),
        2 => (at(), 1..200_usize).prop_map(|(at, count)| Mutation::Cut(at, count)),
        1 => at().prop_map(Mutation::End),
        8 => (at(), piece(pieces)).prop_map(|(at, piece)| Mutation::Put(at, piece)),
        2 => (at(), 1..300_usize, 1..40_usize).prop_map(|(at, count, times)| Mutation::Again(at, count, times)),
        1 => (at(), any::<usize>(), at()).prop_map(|(at, other, from)| Mutation::Join(at, other, from)),
    ]
}

fn apply(bytes: &mut Vec<u8>, mutation: &Mutation, inputs: &[Vec<u8>]) {
    let place = |at: &Index| at.index(bytes.len() + 1);
    match mutation {
        Mutation::Set(at, byte) => {
            let place = place(at);
            if let Some(old) = bytes.get_mut(place) {
                *old = *byte;
            }
        }
        Mutation::Cut(at, count) => {
            let from = place(at);
            let to = (from + count).min(bytes.len());
            bytes.drain(from..to);
        }
        Mutation::End(at) => bytes.truncate(place(at)),
        Mutation::Put(at, piece) => {
            let place = place(at);
            bytes.splice(place..place, piece.iter().copied());
        }
        Mutation::Again(at, count, times) => {
            let from = place(at);
            let to = (from + count).min(bytes.len());
            let again = bytes.get(from..to).unwrap().repeat(*times);
            bytes.splice(to..to, again);
        }
        Mutation::Join(at, other, from) => {
            if let Some(other) = inputs.get(other % inputs.len().max(1)) {
                bytes.truncate(place(at));
                bytes.extend(other.iter().skip(from.index(other.len() + 1)));
            }
        }
    }
    bytes.truncate(MOST_BYTES);
}

/// One of the inputs, spoiled up to `most` times with pieces of its language.
pub(crate) fn bytes(
    inputs: Vec<Vec<u8>>,
    pieces: &'static [&'static str],
    most: usize,
) -> impl Strategy<Value = Vec<u8>> {
    let whole = select(inputs.clone());
    (whole, prop::collection::vec(mutation(pieces), 0..most)).prop_map(move |(whole, mutations)| {
        let mut bytes = whole;
        for mutation in &mutations {
            apply(&mut bytes, mutation, &inputs);
        }
        bytes
    })
}

/// The same as text: what is not UTF-8 becomes the replacement character.
pub(crate) fn text(
    inputs: &[&str],
    pieces: &'static [&'static str],
    most: usize,
) -> impl Strategy<Value = String> {
    let inputs = inputs.iter().map(|text| text.as_bytes().to_vec()).collect();
    bytes(inputs, pieces, most).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Characters that a terminal acts upon or that nobody sees, and letters that are hard to measure.
pub(crate) const NASTY: &[&str] = &[
    "\x1b",
    "\x1b[2J",
    "\x1b]52;c;AAAA\x07",
    "\x1b]8;;http://x\x1b\\",
    "\x1bP",
    "\x1b[?2004l",
    "\u{9b}31m",
    "\u{9d}",
    "\u{85}",
    "\r",
    "\r\n",
    "\n",
    "\t",
    "\0",
    "\x07",
    "\x08",
    "\x0b",
    "\x0c",
    "\x7f",
    "\u{80}",
    "\u{a0}",
    "\u{ad}",
    "\u{202e}",
    "\u{202a}",
    "\u{2066}",
    "\u{2069}",
    "\u{200e}",
    "\u{200f}",
    "\u{61c}",
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{2060}",
    "\u{feff}",
    "\u{2028}",
    "\u{2029}",
    "\u{301}",
    "\u{308}",
    "\u{5b0}",
    "\u{20dd}",
    "\u{e0101}",
    "\u{fe0f}",
    "\u{fe0e}",
    "\u{180b}",
    "\u{34f}",
    "\u{115f}",
    "\u{1160}",
    "\u{3164}",
    "\u{ffa0}",
    "\u{17b4}",
    "\u{17d8}",
    "\u{e0001}",
    "\u{e0041}",
    "\u{1d173}",
    "\u{fff9}",
    "\u{fffd}",
    "\u{fffe}",
    "\u{10ffff}",
    "\u{e000}",
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "\u{1f1ec}\u{1f1e7}",
    "\u{1f1e6}",
    "\u{1f3fb}",
    "\u{ac00}",
    "\u{1100}\u{1161}\u{11a8}",
    "\u{11a8}",
    "\u{0e33}",
    "\u{0947}",
    "\u{93f}",
    "\u{94d}",
    "\u{200d}\u{94d}",
    "\u{a9c0}",
    "\u{1a58}",
    "\u{302e}",
    "\u{5d0}\u{5d1}",
    "\u{627}\u{644}",
    "\u{644}\u{627}",
    "e",
    "a",
    " ",
    "  ",
    "£",
    "語",
    "ß",
    "İ",
    "ǆ",
];
