//! What an emulator makes of the bytes.

use super::*;

/// What a terminal would show of one cell.
type Shown = (String, bool, bool, bool, vt100::Color, vt100::Color);

fn emulator() -> vt100::Parser {
    let [columns, rows] = [SIZE.0, SIZE.1].map(|size| std::num::NonZeroU16::new(size).unwrap());
    vt100::Parser::new(rows, columns, 0)
}

fn shown(screen: &vt100::Screen) -> Vec<Shown> {
    let (columns, rows) = SIZE;
    let cells = (0..rows).flat_map(|y| (0..columns).filter_map(move |x| screen.cell(y, x)));
    cells
        .map(|cell| {
            let text = if cell.has_contents() || cell.is_wide_continuation() {
                cell.contents()
            } else {
                " "
            };
            // Neither the weight nor the colour of a space can be seen.
            let seen = text != " " || cell.underline() || cell.inverse();
            let colour = if seen {
                cell.fgcolor()
            } else {
                vt100::Color::Default
            };
            (
                text.to_owned(),
                cell.bold() && seen,
                cell.underline(),
                cell.inverse(),
                colour,
                cell.bgcolor(),
            )
        })
        .collect()
}

proptest::proptest! {
    /// Frame after frame, what stands on the screen is what a fresh terminal would show of the last one.
    #[test]
    fn every_frame_comes_out_as_if_painted_alone(
        term in proptest::sample::select(vec!["xterm-256color", "screen", "linux", "vt100", "vt220"]),
        frames in proptest::collection::vec(
            proptest::collection::vec((0_u16..20, 0_u16..4, "[a-c .]{1,12}|[ ]{5,20}|[x\u{65e5}\u{20ac}]{1,8}", 0_u8..8), 0..10),
            1..8,
        ),
    ) {
        let style = |kind: u8| match kind {
            0 => Style::new().reversed(),
            1 => Style::new().bold().fg(Color::Red),
            2 => Style::new().bg(Color::LightBlue),
            3 => Style::new().underlined(),
            4 => Style::new().fg(Color::Indexed(200)),
            _ => Style::new(),
        };
        let mut rig = Rig::new(term);
        let mut screen = emulator();
        for mut texts in frames {
            // One with wide characters, and painted last: ratatui forgets what it wrote over half of one.
            let wide = texts.iter().position(|(_, _, text, _)| text.contains('\u{65e5}')).map(|index| texts.remove(index));
            texts.retain(|(_, _, text, _)| !text.contains('\u{65e5}'));
            texts.extend(wide);
            let draw = |rig: &mut Rig| {
                rig.0.draw(|frame| {
                    for (x, y, text, kind) in &texts {
                        frame.buffer_mut().set_string(*x, *y, text, style(*kind));
                    }
                    frame.set_cursor_position((u16::try_from(texts.len()).unwrap(), 1));
                }).unwrap();
                std::mem::take(&mut rig.0.backend_mut().out)
            };
            screen.process(&draw(&mut rig));
            let mut fresh = emulator();
            fresh.process(&draw(&mut Rig::new(term)));
            proptest::prop_assert_eq!(shown(screen.screen()), shown(fresh.screen()));
            let contents = screen.screen().contents();
            let lines: Vec<&str> = contents.lines().map(str::trim_end).collect();
            let text = lines.join("\n");
            proptest::prop_assert_eq!(text.trim_end(), text_of(&texts));
            proptest::prop_assert_eq!(screen.screen().cursor_position(), (1, u16::try_from(texts.len()).unwrap()));
        }
    }
}

/// The text of a frame as ratatui's own test backend has it.
fn text_of(texts: &[(u16, u16, String, u8)]) -> String {
    let mut buffer =
        ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, SIZE.0, SIZE.1));
    for (x, y, text, _) in texts {
        buffer.set_string(*x, *y, text, Style::new());
    }
    let mut rows: Vec<String> = Vec::new();
    for y in 0..SIZE.1 {
        let (mut row, mut x) = (String::new(), 0);
        while let Some(cell) = buffer.cell((x, y)).filter(|_| x < SIZE.0) {
            row.push_str(cell.symbol());
            x += ratatui::buffer::CellWidth::cell_width(cell).max(1);
        }
        rows.push(row.trim_end().to_owned());
    }
    rows.join("\n").trim_end().to_owned()
}
