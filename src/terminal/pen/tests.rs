//! The exact codes.

use super::*;

fn pen(fg: Color, bg: Color, modifier: Modifier, colours: Colours) -> Pen {
    let mut cell = Cell::EMPTY;
    cell.set_fg(fg).set_bg(bg);
    cell.modifier = modifier;
    Pen::of(&cell, colours)
}

fn codes(from: Pen, to: Pen, single_ends: bool) -> String {
    let (mut out, mut scratch) = (Vec::new(), Vec::new());
    from.change(to, single_ends, &mut out, &mut scratch);
    String::from_utf8(out).unwrap().replace('\x1b', "^")
}

fn coloured(fg: Color, bg: Color, colours: Colours) -> String {
    codes(
        Pen::default(),
        pen(fg, bg, Modifier::empty(), colours),
        true,
    )
}

#[test]
fn named_colours_go_out_as_the_eight_and_their_bright_forms() {
    let sixteen = |fg, bg| coloured(fg, bg, Colours::Sixteen);
    assert_eq!(sixteen(Color::Black, Color::Reset), "^[30m");
    assert_eq!(sixteen(Color::Gray, Color::Blue), "^[37;44m");
    assert_eq!(sixteen(Color::DarkGray, Color::White), "^[90;107m");
    assert_eq!(sixteen(Color::Indexed(1), Color::Indexed(12)), "^[31;104m");
    assert_eq!(sixteen(Color::Indexed(196), Color::Reset), "^[91m");
    assert_eq!(
        sixteen(Color::Rgb(0, 0, 128), Color::Rgb(10, 10, 10)),
        "^[34;40m"
    );
}

#[test]
fn the_palette_is_used_only_where_it_is_known() {
    let many = |fg, bg| coloured(fg, bg, Colours::Many);
    assert_eq!(
        many(Color::Indexed(196), Color::Indexed(250)),
        "^[38;5;196;48;5;250m"
    );
    assert_eq!(many(Color::Indexed(3), Color::Yellow), "^[33;43m");
    assert_eq!(many(Color::Rgb(255, 0, 0), Color::Reset), "^[38;5;196m");
    assert_eq!(
        many(Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)),
        "^[38;5;16;48;5;231m"
    );
}

#[test]
fn eight_colours_make_bright_ones_bold() {
    let eight = |fg, bg| coloured(fg, bg, Colours::Eight);
    assert_eq!(eight(Color::LightRed, Color::Reset), "^[1;31m");
    assert_eq!(eight(Color::Red, Color::LightBlue), "^[31;44m");
    assert_eq!(eight(Color::DarkGray, Color::Reset), "");
}

#[test]
fn without_colours_only_attributes_are_left() {
    let all = Modifier::all();
    let plain = Pen::default();
    assert_eq!(
        codes(
            plain,
            pen(Color::Red, Color::Blue, Modifier::REVERSED, Colours::None),
            true
        ),
        "^[7m"
    );
    assert_eq!(
        codes(
            plain,
            pen(Color::Red, Color::Blue, all, Colours::None),
            true
        ),
        "^[1;4;7m"
    );
    assert_eq!(
        codes(
            plain,
            pen(Color::Red, Color::Blue, Modifier::DIM, Colours::None),
            true
        ),
        ""
    );
}

#[test]
fn a_change_is_as_short_as_it_can_be() {
    let with = |fg, modifier| pen(fg, Color::Reset, modifier, Colours::Many);
    let plain = Pen::default();
    let reverse = with(Color::Reset, Modifier::REVERSED);
    let bold_red = with(Color::Red, Modifier::BOLD);
    let red = with(Color::Red, Modifier::empty());
    let both = with(Color::Reset, Modifier::BOLD.union(Modifier::UNDERLINED));
    let bold = with(Color::Reset, Modifier::BOLD);
    assert_eq!(codes(reverse, plain, true), "^[m");
    assert_eq!(codes(bold_red, red, true), "^[22m");
    assert_eq!(codes(bold_red, bold, true), "^[39m");
    assert_eq!(codes(red, bold_red, true), "^[1m");
    assert_eq!(codes(both, bold, true), "^[24m");
    assert_eq!(codes(both, bold, false), "^[;1m");
    assert_eq!(codes(bold_red, reverse, true), "^[;7m");
    assert_eq!(codes(reverse, red, false), "^[;31m");
    assert_eq!(codes(bold, both, false), "^[4m");
    assert_eq!(codes(red, red, true), "");
}

#[test]
fn numbers_are_decimal() {
    let mut out = Vec::new();
    for value in [0, 9, 10, 199, 65535] {
        number(&mut out, value);
    }
    assert_eq!(out, b"091019965535");
}
