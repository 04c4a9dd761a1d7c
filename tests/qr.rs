//! QR codes as a camera would see them: the bytes of the real backend, the cells of an emulator, a picture, `zbarimg`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop at once, and tells its figures"
)]

#[path = "journey/script.rs"]
#[expect(dead_code, reason = "shared; this file needs a part of it")]
mod script;

use std::fs;
use std::io::Write as _;
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use roadsigns::app::App;
use roadsigns::app::look::{Colours, Glyphs, Look, Theme};
use roadsigns::app::screen::bare::Bare;
use roadsigns::terminal::backend::TerminalBackend;
use roadsigns::terminal::capability::{Capability, Environment};
use roadsigns::terminal::display::Display;
use roadsigns::view;
use roadsigns::view::memo::Memo;

/// Columns and rows of a window.
type Window = fn() -> (u16, u16);
/// The usual one, and one for addresses that are too long for it.
const WINDOWS: [Window; 2] = [|| (80, 24), || (120, 50)];
/// Pixels of a module, which is a cell wide and half a cell high.
const PIXELS: usize = 4;

/// How a terminal draws what was left to it: light on dark, or dark on light.
#[derive(Clone, Copy)]
enum Ground {
    Dark,
    Light,
}

/// What a terminal of this look makes of the frame.
fn emulated(app: &App, colours: Colours, window: Window) -> vt100::Parser {
    let capability = Capability::of(&Environment {
        term: Some("xterm-256color".into()),
        lang: Some("C.UTF-8".into()),
        ..Environment::default()
    });
    let capability = capability
        .with_glyphs(app.world.look.glyphs)
        .with_colours(colours);
    let path = tempfile::NamedTempFile::new().unwrap();
    let out = path.reopen().unwrap();
    let backend = TerminalBackend::new(out, capability, window);
    let mut terminal = Display::new(backend).unwrap();
    terminal
        .draw(|frame| {
            view::render(app, &mut Memo::default(), frame);
        })
        .unwrap();
    let (columns, rows) = window();
    let [rows, columns] = [rows, columns].map(|count| NonZeroU16::new(count).unwrap());
    let mut screen = vt100::Parser::new(rows, columns, 0);
    screen.process(&fs::read(path.path()).unwrap());
    screen
}

/// The brightness of a colour of the palette.
fn brightness(colour: vt100::Color, default: u8) -> u8 {
    match colour {
        vt100::Color::Default => default,
        vt100::Color::Idx(0) => 0,
        vt100::Color::Idx(7) => 0xC0,
        vt100::Color::Idx(15) => 0xFF,
        other => panic_on(other),
    }
}

#[expect(clippy::panic, reason = "a test may stop at once")]
fn panic_on(colour: vt100::Color) -> u8 {
    panic!("a QR code in {colour:?}")
}

/// Writes the screen as a picture.
fn picture(screen: &vt100::Screen, ground: Ground, path: &Path) {
    let (text, back) = match ground {
        Ground::Dark => (0xC0, 0),
        Ground::Light => (0, 0xFF),
    };
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let [width, height] = [columns, rows * 2].map(|cells| usize::from(cells) * PIXELS);
    let mut pixels = format!("P5\n{width} {height}\n255\n").into_bytes();
    for half in 0..rows * 2 {
        let mut line = Vec::with_capacity(width);
        for column in 0..columns {
            let cell = screen.cell(half / 2, column).unwrap();
            let upper = half % 2 == 0;
            let inked = match cell.contents() {
                "█" => true,
                "▀" => upper,
                "▄" => !upper,
                // Letters beside the code are as good as their ground.
                _ => false,
            };
            let shade = if inked {
                brightness(cell.fgcolor(), text)
            } else {
                brightness(cell.bgcolor(), back)
            };
            line.extend(std::iter::repeat_n(shade, PIXELS));
        }
        for _ in 0..PIXELS {
            pixels.extend_from_slice(&line);
        }
    }
    fs::File::create(path).unwrap().write_all(&pixels).unwrap();
}

/// What a decoder reads in pictures, one line each.
fn decoded(pictures: &[PathBuf]) -> Vec<String> {
    let output = Command::new("zbarimg")
        .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
        .args(pictures)
        .output()
        .unwrap();
    let words = String::from_utf8(output.stdout).unwrap();
    words.lines().map(str::to_owned).collect()
}

#[test]
#[ignore = "needs zbar-tools; .ci/full runs it"]
fn every_address_of_the_guide_that_fits_is_read_by_a_decoder_in_each_look() {
    let folder = tempfile::tempdir().unwrap();
    let sources = &script::guide().sources;
    let (mut shown, mut read, mut too_long) = (0, 0, 0);
    let looks = [
        (
            Glyphs::Unicode,
            Theme::Terminal,
            Colours::Sixteen,
            Ground::Dark,
        ),
        (Glyphs::Unicode, Theme::Mono, Colours::Many, Ground::Light),
        (
            Glyphs::Cp437,
            Theme::Terminal,
            Colours::Eight,
            Ground::Light,
        ),
        (Glyphs::Cp437, Theme::Mono, Colours::Eight, Ground::Dark),
    ];
    for (glyphs, theme, colours, ground) in looks {
        let look = Look {
            glyphs,
            colours,
            theme,
            alternate_screen: true,
            hyperlinks: false,
        };
        let mut app = script::start(80, 24, look).app;
        let (mut pictures, mut wanted) = (Vec::new(), Vec::new());
        for source in sources {
            let address: Arc<str> = source.address.as_str().into();
            app.stack.pop();
            app.stack.push(Bare::new(Arc::clone(&address), true));
            let mut screen = emulated(&app, colours, WINDOWS[0]);
            let contents = screen.screen().contents();
            if contents.contains("No QR code") {
                // The address stands there instead.
                let joined: String = contents.split_whitespace().collect();
                assert!(joined.ends_with(&*address), "{contents}");
                too_long += 1;
                screen = emulated(&app, colours, WINDOWS[1]);
            }
            let path = folder.path().join(format!("{:04}.pgm", pictures.len()));
            picture(screen.screen(), ground, &path);
            pictures.push(path);
            wanted.push(address.to_string());
        }
        let lines: Vec<String> = pictures.chunks(100).flat_map(decoded).collect();
        shown += wanted.len();
        read += wanted.iter().filter(|it| lines.contains(it)).count();
        let lost: Vec<&String> = wanted.iter().filter(|it| !lines.contains(it)).collect();
        assert!(lost.is_empty(), "{glyphs:?} {theme:?}: {lost:#?}");
        assert_eq!(lines, wanted, "{glyphs:?} {theme:?}");
    }
    assert_eq!(shown, looks.len() * sources.len());
    println!("figure: qr codes decoded = {read} of {shown}");
    println!("figure: qr codes too large for 80 by 24, shown at 120 by 50 = {too_long}");
}

#[test]
#[ignore = "needs zbar-tools; .ci/full runs it"]
fn a_code_that_is_painted_over_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let look = Look {
        glyphs: Glyphs::Unicode,
        colours: Colours::Sixteen,
        theme: Theme::Terminal,
        alternate_screen: true,
        hyperlinks: false,
    };
    let mut app = script::start(80, 24, look).app;
    app.stack
        .push(Bare::new("https://www.gov.uk/".into(), true));
    let mut screen = emulated(&app, look.colours, WINDOWS[0]);
    let path = folder.path().join("code.pgm");
    picture(screen.screen(), Ground::Dark, &path);
    assert_eq!(
        decoded(std::slice::from_ref(&path)),
        ["https://www.gov.uk/"]
    );
    // Half of it is gone: what is decoded is what stands on the screen, not what we know.
    screen.process(
        b"\x1b[H\x1b[m\x1b[K\x1b[2H\x1b[K\x1b[3H\x1b[K\x1b[4H\x1b[K\x1b[5H\x1b[K\x1b[6H\x1b[K",
    );
    picture(screen.screen(), Ground::Dark, &path);
    assert_eq!(decoded(&[path]), [""; 0]);
}
