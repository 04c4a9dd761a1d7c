//! What terminals send for their keys, as data: `Key=bytes`, with `^[` for ESC. A key named `-` is one that we cannot
//! tell from something else, or do not know: it must be dropped whole. So are the SCO forms of F1 (`^[[M` begins an old
//! mouse report), page up (`^[[I` says that a window has the focus) and page down (`^[[G` is the 5 of the Linux console).
//!
//! Sources: chapter 4.4 of the manual of `PuTTY` and its `terminal.c`, `console_codes(4)` with the kernel's `keyboard.c`,
//! the sources of GNU screen 4.9 and tmux 3.3, `ctlseqs` of xterm, the input tables of rxvt and of Windows Terminal, the
//! keyboard protocol of kitty.

use super::*;

/// One line a terminal in one of its modes.
const TABLE: &str = r"
PuTTY, cursor keys        : Up=^[[A Down=^[[B Right=^[[C Left=^[[D Tab=^I BackTab=^[[Z Backspace=^? Backspace=^H Enter=^M Esc=^[
PuTTY, application cursor : Up=^[OA Down=^[OB Right=^[OC Left=^[OD
PuTTY, xterm-style Ctrl   : Ctrl-Up=^[[1;5A Shift-Down=^[[1;2B Alt-Right=^[[1;3C Ctrl-Shift-Left=^[[1;6D
PuTTY, Alt                : Alt-Up=^[^[[A Alt-Up=^[^[OA Alt-PageUp=^[^[[5~
PuTTY, editing keys       : Home=^[[1~ Insert=^[[2~ Delete=^[[3~ End=^[[4~ PageUp=^[[5~ PageDown=^[[6~
PuTTY, rxvt Home          : Home=^[[H
PuTTY, F keys ESC[n~      : F1=^[[11~ F2=^[[12~ F3=^[[13~ F4=^[[14~ F5=^[[15~ F6=^[[17~ F7=^[[18~ F8=^[[19~ F9=^[[20~ F10=^[[21~ F11=^[[23~ F12=^[[24~ F13=^[[25~ F14=^[[26~ F15=^[[28~ F16=^[[29~ F17=^[[31~ F18=^[[32~ F19=^[[33~ F20=^[[34~
PuTTY, F keys Linux       : F1=^[[[A F2=^[[[B F3=^[[[C F4=^[[[D F5=^[[[E F6=^[[17~ F12=^[[24~
PuTTY, F keys xterm R6    : F1=^[OP F2=^[OQ F3=^[OR F4=^[OS F5=^[[15~ F12=^[[24~
PuTTY, F keys xterm 216   : F1=^[OP Shift-F1=^[[1;2P Ctrl-F5=^[[15;5~ Ctrl-Shift-F12=^[[24;6~
PuTTY, F keys VT400       : F1=^[[11~ F4=^[[14~ F5=^[[15~ F12=^[[24~
PuTTY, F keys VT100+      : F1=^[OP F2=^[OQ F3=^[OR F4=^[OS -=^[OT -=^[OU -=^[OV -=^[OW -=^[OY -=^[OZ -=^[O[
PuTTY, F keys SCO         : F2=^[[Q F3=^[[R F4=^[[S -=^[[N -=^[[O -=^[[T -=^[[U -=^[[V -=^[[W -=^[[X -=^[[Y -=^[[k -=^[[v -=^[[w -=^[[]  -=^[[{
PuTTY, editing keys SCO   : Home=^[[H End=^[[F -=^[[L -=^[[G -=^[[I
PuTTY, keypad VT          : 0=^[Op 1=^[Oq 2=^[Or 3=^[Os 4=^[Ot 5=^[Ou 6=^[Ov 7=^[Ow 8=^[Ox 9=^[Oy .=^[On ,=^[Ol Minus=^[Om Enter=^[OM F1=^[OP F2=^[OQ F3=^[OR F4=^[OS
PuTTY, keypad xterm       : *=^[Oj +=^[Ok Minus=^[Om /=^[Oo Enter=^[OM
linux console             : Up=^[[A Down=^[[B Right=^[[C Left=^[[D Home=^[[1~ End=^[[4~ Insert=^[[2~ Delete=^[[3~ PageUp=^[[5~ PageDown=^[[6~ F1=^[[[A F2=^[[[B F3=^[[[C F4=^[[[D F5=^[[[E F6=^[[17~ F7=^[[18~ F8=^[[19~ F9=^[[20~ F10=^[[21~ F11=^[[23~ F12=^[[24~ F13=^[[25~ Backspace=^? -=^[[G
linux, application cursor : Up=^[OA Down=^[OB Right=^[OC Left=^[OD
linux, application keypad : 0=^[Op 5=^[Ou 9=^[Oy .=^[On ,=^[Ol Minus=^[Om Enter=^[OM F1=^[OP F2=^[OQ F3=^[OR F4=^[OS
screen                    : Up=^[OA Down=^[OB Right=^[OC Left=^[OD Up=^[[A Home=^[[1~ End=^[[4~ Insert=^[[2~ Delete=^[[3~ PageUp=^[[5~ PageDown=^[[6~ F1=^[OP F2=^[OQ F3=^[OR F4=^[OS F5=^[[15~ F6=^[[17~ F10=^[[21~ F12=^[[24~ BackTab=^[[Z Backspace=^?
tmux                      : Up=^[OA Down=^[OB Right=^[OC Left=^[OD Up=^[[A Home=^[[1~ End=^[[4~ Insert=^[[2~ Delete=^[[3~ PageUp=^[[5~ PageDown=^[[6~ F1=^[OP F4=^[OS F5=^[[15~ F12=^[[24~ BackTab=^[[Z Ctrl-Up=^[[1;5A Shift-F1=^[[1;2P Ctrl-PageUp=^[[5;5~ Alt-Left=^[[1;3D
tmux, keypad              : 0=^[Op 9=^[Oy *=^[Oj +=^[Ok Minus=^[Om .=^[On /=^[Oo Enter=^[OM
xterm                     : Up=^[[A Down=^[[B Right=^[[C Left=^[[D Home=^[[H End=^[[F Insert=^[[2~ Delete=^[[3~ PageUp=^[[5~ PageDown=^[[6~ F1=^[OP F2=^[OQ F3=^[OR F4=^[OS F5=^[[15~ F6=^[[17~ F7=^[[18~ F8=^[[19~ F9=^[[20~ F10=^[[21~ F11=^[[23~ F12=^[[24~ BackTab=^[[Z Backspace=^H -=^[[E
xterm, application cursor : Up=^[OA Down=^[OB Right=^[OC Left=^[OD Home=^[OH End=^[OF -=^[OE
xterm, modifiers          : Shift-Up=^[[1;2A Alt-Up=^[[1;3A Alt-Shift-Up=^[[1;4A Ctrl-Up=^[[1;5A Ctrl-Shift-Home=^[[1;6H Ctrl-Alt-End=^[[1;7F Ctrl-Alt-Shift-F4=^[[1;8S Alt-Delete=^[[3;3~ Ctrl-F12=^[[24;5~ Ctrl-F1=^[O5P Ctrl-Up=^[O5A
xterm, VT220 keyboard     : F1=^[[11~ F4=^[[14~ F20=^[[34~ Home=^[[1~ End=^[[4~
xterm, application keypad : 0=^[Op 1=^[Oq 2=^[Or 3=^[Os 4=^[Ot 5=^[Ou 6=^[Ov 7=^[Ow 8=^[Ox 9=^[Oy *=^[Oj +=^[Ok ,=^[Ol Minus=^[Om .=^[On /=^[Oo Equals=^[OX Enter=^[OM Tab=^[OI
rxvt                      : Up=^[[A Home=^[[7~ End=^[[8~ F1=^[[11~ F4=^[[14~ F5=^[[15~ F12=^[[24~ Shift-Up=^[[a Shift-Left=^[[d Ctrl-Up=^[Oa Ctrl-Right=^[Oc Shift-Delete=^[[3$ Ctrl-Delete=^[[3^^ Ctrl-Shift-PageUp=^[[5@ Alt-Home=^[^[[7~ BackTab=^[[Z
rxvt, application keypad  : 0=^[Op 9=^[Oy *=^[Oj +=^[Ok Minus=^[Om .=^[On /=^[Oo Enter=^[OM
Windows Terminal          : Up=^[[A Home=^[[H End=^[[F Insert=^[[2~ Delete=^[[3~ PageUp=^[[5~ PageDown=^[[6~ F1=^[OP F4=^[OS F5=^[[15~ F12=^[[24~ BackTab=^[[Z Ctrl-Up=^[[1;5A Shift-F5=^[[15;2~ Ctrl-Delete=^[[3;5~ Backspace=^?
Windows, leftover modes   : -=^[[<0;3;4M -=^[[<0;3;4m -=^[[O
kitty mode left on        : Esc=^[[27u Esc=^[[27;1u Esc=^[[27;1:1u Esc=^[[27;129u Esc=^[[27;2u Esc=^[[27;5u -=^[[27;1:3u Enter=^[[13u Enter=^[[13;2u Enter=^[[13;5:2u Tab=^[[9u BackTab=^[[9;2u BackTab=^[[9;6u Tab=^[[9;5u Backspace=^[[127u Backspace=^[[127;5u Ctrl-c=^[[99;5u Ctrl-c=^[[99;6u Ctrl-c=^[[99;133u Ctrl-r=^[[114;5:1u Ctrl-r=^[[114;5:2u -=^[[114;5:3u Tab=^[[105;5u Enter=^[[109;5u Backspace=^[[104;5u Esc=^[[91;5u Ctrl-\=^[[92;5u -=^[[32;5u Ctrl-1=^[[49;5u Ctrl-c=^[[1089::99;5u
kitty, all keys           : a=^[[97u A=^[[97;2u A=^[[97:65;2u A=^[[97;65u a=^[[97;66u A=^[[97;2;65u !=^[[49:33;2u !=^[[49;2;33u -=^[[49;2u -=^[[97;3u -=^[[97;9u -=^[[13;3u -=^[[27;3u -=^[[97;1:3u q=^[[113;129u é=^[[233u É=^[[233;2u €=^[[101;1;8364u -=^[[7u -=^[[155u -=^[[57441;2u -=^[[57358u -=^[[u -=^[[?1u -=^[[1114112u -=^[[99999999999u
kitty, keypad             : 0=^[[57399u 9=^[[57408;129u -=^[[57399;5u .=^[[57409u Enter=^[[57414u Enter=^[[57414;5u Up=^[[57419u Ctrl-Up=^[[57419;5u PageDown=^[[57422u Delete=^[[57426u F13=^[[57376u -=^[[57430u
kitty, press and repeat   : Up=^[[1;1:1A Up=^[[1;1:2A -=^[[1;1:3A Ctrl-Up=^[[1;5:2A PageUp=^[[5;1:1~ -=^[[5;1:3~ F1=^[[1;1:1P F3=^[[13;1:1~ Down=^[[1;129B -=^[[1;1:3B
xterm, modifyOtherKeys    : Esc=^[[27;5;27~ Esc=^[[27;2;27~ Enter=^[[27;2;13~ Enter=^[[27;5;13~ Tab=^[[27;5;9~ BackTab=^[[27;2;9~ Ctrl-c=^[[27;5;99~ Ctrl-l=^[[27;6;76~ Tab=^[[27;5;105~ Backspace=^[[27;5;127~ A=^[[27;2;65~ !=^[[27;2;33~ 1=^[[27;2;49~ -=^[[27;3;97~ -=^[[27;7;97~ Ctrl-.=^[[27;5;46~ -=^[[27;5;32~ -=^[[27~ -=^[[27;5~ -=^[[27;5;7~
Windows input mode        : a=^[[65;30;97;1;0;1_ -=^[[65;30;97;0;0;1_ A=^[[65;30;65;1;16;1_ -=^[[16;42;0;1;16;1_ Ctrl-c=^[[67;46;3;1;8;1_ Enter=^[[13;28;13;1;0;1_ Esc=^[[27;1;27;1;0;1_ Tab=^[[9;15;9;1;0;1_ BackTab=^[[9;15;9;1;16;1_ Backspace=^[[8;14;8;1;0;1_ Up=^[[38;72;0;1;256;1_ Ctrl-Home=^[[36;71;0;1;264;1_ F1=^[[112;59;0;1;0;1_ €=^[[52;5;8364;1;9;1_ -=^[[65;30;97;1;2;1_ 4=^[[52;5;52;1;32;1_ -=^[[65;30;97_ -=^[[_
";

/// A key of the table.
pub(super) struct Row {
    pub(super) terminal: &'static str,
    pub(super) bytes: Vec<u8>,
    /// Nothing where it must be dropped.
    pub(super) event: Option<Event>,
}

/// The whole table.
pub(super) fn rows() -> Vec<Row> {
    let lines = TABLE.lines().filter(|line| !line.is_empty());
    lines
        .flat_map(|line| {
            let (terminal, keys) = line.split_once(" : ").unwrap();
            keys.split_whitespace().map(move |key| {
                let (name, bytes) = key.split_once('=').unwrap();
                Row {
                    terminal,
                    bytes: bytes_of(bytes),
                    event: (name != "-").then(|| event(name)),
                }
            })
        })
        .collect()
}

/// `^[` is ESC, `^^` a caret.
fn bytes_of(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'^' => match rest.next().unwrap() {
                b'^' => b'^',
                b'?' => 0x7F,
                control => control & 0x1F,
            },
            byte => byte,
        });
    }
    bytes
}

fn event(name: &str) -> Event {
    let (mut modifiers, mut name) = (KeyModifiers::NONE, name);
    for (prefix, modifier) in [
        ("Ctrl-", KeyModifiers::CONTROL),
        ("Alt-", KeyModifiers::ALT),
        ("Shift-", KeyModifiers::SHIFT),
    ] {
        if let Some(rest) = name.strip_prefix(prefix) {
            (modifiers, name) = (modifiers | modifier, rest);
        }
    }
    let code = match name {
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "Insert" => KeyCode::Insert,
        "Delete" => KeyCode::Delete,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "Backspace" => KeyCode::Backspace,
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Minus" => KeyCode::Char('-'),
        "Equals" => KeyCode::Char('='),
        name => match name.strip_prefix('F') {
            Some(number) => KeyCode::F(number.parse().unwrap()),
            None => KeyCode::Char(name.chars().next().unwrap()),
        },
    };
    with(code, modifiers)
}

/// Feeds so many reads, without any wait.
fn fed(pieces: &[&[u8]]) -> (Decoder, Vec<Event>) {
    let (mut decoder, mut events) = (Decoder::new(UTF8), Vec::new());
    for piece in pieces {
        decoder.feed(piece, &mut events);
    }
    (decoder, events)
}

fn words(row: &Row) -> String {
    format!("{}: {}", row.terminal.trim(), row.bytes.escape_ascii())
}

#[test]
fn every_key_of_every_terminal_is_one_key_or_nothing_at_every_split_point() {
    assert!(rows().len() > 250, "{}", rows().len());
    for row in rows() {
        let expected: Vec<Event> = row.event.clone().into_iter().collect();
        let bytes = row.bytes.as_slice();
        // Whole, then at each two points; the empty piece is a read that was interrupted.
        for first in 0..=bytes.len() {
            for second in first..=bytes.len() {
                let pieces = [&bytes[..first], &bytes[first..second], &bytes[second..]];
                assert_eq!(reads(&pieces), expected, "{}", words(&row));
            }
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(reads(&single), expected, "{}", words(&row));
    }
}

#[test]
fn no_key_is_given_before_it_is_whole_and_none_needs_a_wait() {
    for row in rows().iter().filter(|row| row.bytes.len() > 1) {
        let Some(event) = &row.event else { continue };
        for cut in 1..row.bytes.len() {
            let (decoder, events) = fed(&[&row.bytes[..cut]]);
            assert!(decoder.pending() && events.is_empty(), "{}", words(row));
        }
        let (decoder, events) = fed(&[&row.bytes]);
        assert_eq!(
            (decoder.pending(), events.as_slice()),
            (false, std::slice::from_ref(event)),
            "{}",
            words(row)
        );
    }
}

/// A line that stalls between any two bytes of a key for less than the patience: the key still comes, or, where its ESC
/// had to be given away as Esc, nothing of the rest is typed.
#[test]
fn a_stall_within_a_key_types_nothing() {
    for row in rows().iter().filter(|row| row.bytes.len() > 2) {
        for cut in 1..row.bytes.len() {
            let (head, tail) = row.bytes.split_at(cut);
            let (mut decoder, mut events) = fed(&[head]);
            decoder.flush(&mut events);
            // ESC, and later a whole key: two keys.
            if cut == 1 && row.bytes[1] == ESC {
                continue;
            }
            let is_escape = head.iter().all(|&byte| byte == ESC);
            // ESC O and one small letter, late, may be a word (`Ok`); that choice has a test of its own.
            let may_be_word = head == b"\x1b"
                && row.bytes.get(1) == Some(&b'O')
                && row.bytes.len() == 3
                && (row.event.is_none() || row.bytes[2].is_ascii_lowercase());
            let may_be_typed = head == b"\x1b" && row.event.is_none() && row.bytes.len() == 3;
            if may_be_word || may_be_typed {
                continue;
            }
            decoder.feed(tail, &mut events);
            decoder.feed(b"x", &mut events);
            let mut expected: Vec<Event> = if is_escape {
                vec![key(KeyCode::Esc); cut]
            } else {
                row.event.clone().into_iter().collect()
            };
            expected.push(character('x'));
            assert_eq!(events, expected, "cut at {cut}, {}", words(row));
        }
    }
}

#[test]
fn between_two_letters_every_key_leaves_the_letters_alone() {
    for row in rows() {
        // A lone ESC before a letter is Alt.
        if row.bytes == b"\x1b" {
            continue;
        }
        let mut expected = vec![character('a')];
        expected.extend(row.event.clone());
        expected.push(character('b'));
        assert_eq!(
            reads(&[b"a", &row.bytes, b"b"]),
            expected,
            "{}",
            words(&row)
        );
        let joined = [b"a", row.bytes.as_slice(), b"b"].concat();
        assert_eq!(reads(&[&joined]), expected, "{}", words(&row));
    }
}
