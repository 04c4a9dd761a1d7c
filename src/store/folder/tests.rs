//! Hostile guide folders.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::*;

/// A folder with one good file.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "guide.toml", "title = 1\r\n");
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = File::create(path).unwrap();
    io::Write::write_all(&mut file, text.as_bytes()).unwrap();
}

fn refusal(folder: &Path) -> String {
    read(folder).unwrap_err().to_string()
}

#[test]
fn plain_files_are_read_and_other_kinds_passed_over() {
    let folder = folder();
    write(folder.path(), "a/b/c/d/e.md", "deep");
    write(folder.path(), "picture.png", "\0");
    write(
        folder.path(),
        ".git/refs/heads/a/b/c/d/notes.txt",
        "not ours",
    );
    write(folder.path(), ".swap.toml", "not ours");
    let files = read(folder.path()).unwrap();
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["a/b/c/d/e.md", "guide.toml"]);
    assert_eq!(files.get("guide.toml").unwrap(), "title = 1\n");
    // The folder itself may be a link: the user named it.
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link");
    symlink(folder.path(), &link).unwrap();
    assert_eq!(read(&link).unwrap(), files);
}

#[test]
fn a_link_inside_is_refused_by_name_wherever_it_leads() {
    for (name, to) in [
        ("passwd.txt", "/etc/passwd"),
        ("signs", "/etc"),
        ("again", "."),
        ("same.toml", "guide.toml"),
        ("nowhere.md", "nowhere"),
        ("picture.png", "/dev/zero"),
    ] {
        let folder = folder();
        symlink(to, folder.path().join(name)).unwrap();
        let refusal = refusal(folder.path());
        assert!(refusal.contains(&format!("/{name}: a link")), "{refusal}");
    }
}

#[test]
fn a_pipe_is_never_opened() {
    let folder = folder();
    let pipe =
        |name: &str| mknodat(CWD, folder.path().join(name), FileType::Fifo, Mode::RWXU, 0).unwrap();
    pipe("pipe");
    assert_eq!(read(folder.path()).unwrap().len(), 1);
    pipe("pipe.md");
    // Reading from a pipe that nobody writes to would wait for ever.
    assert!(refusal(folder.path()).contains("/pipe.md: no file"));
}

#[test]
fn what_takes_the_place_of_a_file_while_we_read_is_not_followed() {
    let folder = folder();
    let opened = openat(
        CWD,
        folder.path(),
        OPENING | OFlags::DIRECTORY,
        Mode::empty(),
    )
    .unwrap();
    symlink("/etc/passwd", folder.path().join("passwd.txt")).unwrap();
    let link = openat(&opened, "passwd.txt", OPENING, Mode::empty());
    let refusal = failed(link, Path::new("passwd.txt")).unwrap_err();
    assert_eq!(refusal.reason(), LINK);
    let mut reading = Reading {
        files: Files::new(),
        entries: 0,
        bytes: 0,
        top: folder.path(),
    };
    let device = openat(CWD, "/dev/zero", OPENING, Mode::empty()).unwrap();
    let refusal = reading.take(device, Path::new("zero.txt")).unwrap_err();
    assert_eq!(refusal.reason(), NO_FILE);
}

#[test]
fn too_much_of_anything_is_refused() {
    let deep = folder();
    write(deep.path(), "a/b/c/d/e/f.md", "deep");
    assert!(refusal(deep.path()).contains("a/b/c/d/e: folders of a guide lie 4 deep"));

    let large = folder();
    let file = File::create(large.path().join("large.txt")).unwrap();
    file.set_len(MOST_BYTES + 1).unwrap();
    assert!(refusal(large.path()).contains("/large.txt: larger than"));
    file.set_len(MOST_BYTES).unwrap();
    assert_eq!(read(large.path()).unwrap().len(), 2);
    for number in 0..=MOST_IN_ALL / MOST_BYTES {
        let file = File::create(large.path().join(format!("{number}.md"))).unwrap();
        file.set_len(MOST_BYTES).unwrap();
    }
    assert!(refusal(large.path()).contains("its files have more than"));

    let many = folder();
    for number in 0..=MOST_ENTRIES {
        File::create(many.path().join(number.to_string())).unwrap();
    }
    assert!(refusal(many.path()).contains("more than 5000 files"));
}

#[test]
fn what_is_not_text_is_refused() {
    let folder = folder();
    let mut file = File::create(folder.path().join("latin.txt")).unwrap();
    io::Write::write_all(&mut file, b"\xa35m").unwrap();
    assert!(refusal(folder.path()).contains("/latin.txt: the file is not UTF-8"));
    assert!(refusal(Path::new("/nonexistent")).contains("cannot read /nonexistent"));
}
