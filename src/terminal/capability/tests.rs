//! The table as a reader would check it: name in, capability out.

use super::*;

fn of(term: &str) -> Capability {
    Capability::of(&Environment {
        term: Some(term.into()),
        lang: Some("en_GB.UTF-8".into()),
        ..Environment::default()
    })
}

#[test]
fn terminals_have_the_colours_of_their_name() {
    for (term, colours, alternate) in [
        ("vt100", Colours::None, false),
        ("vt220", Colours::None, false),
        ("vt220-8bit", Colours::None, false),
        ("ansi", Colours::Eight, false),
        ("linux", Colours::Eight, false),
        ("screen", Colours::Eight, true),
        ("screen.xterm-256color", Colours::Many, true),
        ("screen-256color", Colours::Many, true),
        ("screen-256color-bce", Colours::Many, true),
        ("putty", Colours::Eight, true),
        ("putty-256color", Colours::Many, true),
        ("xterm", Colours::Eight, true),
        ("xterm-color", Colours::Eight, true),
        ("xterm-16color", Colours::Sixteen, true),
        ("xterm-256color", Colours::Many, true),
        ("xterm-kitty", Colours::Many, true),
        ("tmux-256color", Colours::Many, true),
        ("rxvt-unicode-256color", Colours::Many, true),
        ("wyse60", Colours::Eight, false),
        ("xtermite", Colours::Eight, false),
    ] {
        let capability = of(term);
        assert_eq!(
            (capability.colours, capability.alternate_screen),
            (colours, alternate),
            "{term}"
        );
        assert!(!capability.plain, "{term}");
    }
}

#[test]
fn a_terminal_that_cannot_place_its_cursor_is_plain() {
    assert!(of("dumb").plain);
    assert!(of("").plain);
    assert!(Capability::of(&Environment::default()).plain);
}

#[test]
fn colorterm_raises_and_no_color_removes() {
    let with = |term: &str, colorterm: &str, no_color: &str| {
        Capability::of(&Environment {
            term: Some(term.into()),
            colorterm: Some(colorterm.into()),
            no_color: Some(no_color.into()),
            ..Environment::default()
        })
        .colours
    };
    assert_eq!(with("xterm", "truecolor", ""), Colours::Many);
    assert_eq!(with("xterm", "24bit", ""), Colours::Many);
    assert_eq!(with("xterm", "yes", ""), Colours::Eight);
    assert_eq!(with("xterm", "truecolor", "1"), Colours::None);
    assert_eq!(with("vt100", "truecolor", ""), Colours::None);
}

#[test]
fn the_first_locale_that_is_set_decides() {
    let charset = |all: &str, ctype: &str, lang: &str| {
        let set = |value: &str| (value != "-").then(|| value.to_owned());
        Capability::of(&Environment {
            term: Some("xterm".into()),
            lc_all: set(all),
            lc_ctype: set(ctype),
            lang: set(lang),
            ..Environment::default()
        })
    };
    assert_eq!(charset("-", "-", "-").charset, Charset::Ascii);
    assert_eq!(charset("-", "-", "en_GB.UTF-8").charset, Charset::Utf8);
    assert_eq!(charset("-", "-", "C.utf8").charset, Charset::Utf8);
    assert_eq!(charset("C", "-", "en_GB.UTF-8").charset, Charset::Ascii);
    assert_eq!(charset("", "en_GB.UTF-8", "C").charset, Charset::Utf8);
    assert_eq!(charset("-", "UTF-8", "C").charset, Charset::Utf8);
    assert_eq!(
        charset("-", "-", "en_GB.ISO-8859-1").charset,
        Charset::Latin1
    );
    assert_eq!(
        charset("-", "-", "de_DE.ISO8859-15@euro").charset,
        Charset::Latin9
    );
    assert_eq!(charset("-", "-", "en_GB.ISO-8859-1").glyphs, Glyphs::Latin1);
    assert_eq!(charset("-", "-", "C").glyphs, Glyphs::Ascii);
    assert_eq!(charset("-", "-", "en_GB").charset, Charset::Ascii);
}

#[test]
fn flags_override() {
    let latin = Capability {
        charset: Charset::Latin1,
        glyphs: Glyphs::Ascii,
        ..of("xterm")
    };
    assert_eq!(latin.with_glyphs(Glyphs::Unicode).charset, Charset::Utf8);
    assert_eq!(latin.with_glyphs(Glyphs::Ascii).charset, Charset::Latin1);
    let unknown = Capability {
        charset: Charset::Ascii,
        ..latin
    };
    assert_eq!(unknown.with_glyphs(Glyphs::Latin1).charset, Charset::Latin1);
    let utf8 = unknown.with_glyphs(Glyphs::Cp437);
    assert_eq!(utf8.with_glyphs(Glyphs::Latin1).charset, Charset::Utf8);
    assert_eq!(
        of("vt100").with_colours(Colours::Sixteen).colours,
        Colours::Sixteen
    );
}

#[test]
fn the_console_shows_what_its_font_has() {
    assert_eq!(of("linux").glyphs, Glyphs::Cp437);
    assert_eq!(of("putty-256color").glyphs, Glyphs::Cp437);
    assert_eq!(of("xterm").glyphs, Glyphs::Unicode);
}
