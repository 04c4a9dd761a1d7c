//! Compiles the folder `guide/` into the bytes that the program carries.
//!
//! With the program's own code (`src/guide`), so that a guide with a fault stops the build and names every fault, and
//! so that a start reads a finished catalogue instead of parsing TOML.

#![expect(
    dead_code,
    unreachable_pub,
    unused_imports,
    clippy::struct_field_names,
    reason = "the program's modules are documented and used there"
)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

#[path = "src"]
mod roadsigns {
    pub mod doc;
    pub mod guide;
    pub mod text;
}

use roadsigns::{doc, guide, text};

#[expect(
    clippy::print_stderr,
    reason = "this is how a build script says what is wrong"
)]
fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=guide");
    for module in ["doc", "guide", "text"] {
        println!("cargo::rerun-if-changed=src/{module}");
        println!("cargo::rerun-if-changed=src/{module}.rs");
    }
    match compile() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "cargo discards a half-written output"
)]
fn compile() -> Result<(), String> {
    let mut files = guide::Files::new();
    read_folder(Path::new("guide"), Path::new("guide"), &mut files)
        .map_err(|error| error.to_string())?;
    let loaded = guide::load::read(&files);
    if !loaded.faults.is_empty() {
        let faults: Vec<String> = loaded
            .faults
            .iter()
            .map(|fault| format!("guide/{fault}"))
            .collect();
        return Err(faults.join("\n"));
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    fs::write(out.join("guide.bin"), loaded.guide.to_bytes()?).map_err(|error| error.to_string())
}

fn read_folder(top: &Path, folder: &Path, files: &mut guide::Files) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_folder(top, &path, files)?;
        } else if let Ok(name) = path.strip_prefix(top) {
            files.insert(
                name.to_string_lossy().replace('\\', "/"),
                fs::read_to_string(&path)?,
            );
        }
    }
    Ok(())
}
