//! The manual page and the completions, read by those they are for.

use std::process::Command;

use super::*;

#[test]
fn the_manual_page_is_troff_and_the_completions_are_scripts() {
    let page = run(&["man"]);
    assert_eq!((page.code, page.err.as_str()), (Some(0), ""));
    assert!(page.out.contains("\n.TH roadsigns 1 "), "{}", page.out);
    let name = ".SH NAME\nroadsigns \\- The commissioning roadmap in a terminal\n";
    assert!(page.out.contains(name), "{}", page.out);
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS"] {
        assert!(page.out.contains(&format!(".SH {section}\n")), "{section}");
    }
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(&["completions", shell]);
        assert_eq!((script.code, script.err.as_str()), (Some(0), ""), "{shell}");
        assert!(script.out.contains("standstill"), "{shell}");
    }
    assert_eq!(run(&["completions", "tcsh"]).code, Some(2));
}

#[test]
#[ignore = "needs groff: .ci/full runs it"]
fn the_manual_page_is_set_without_a_warning() {
    let page = run(&["man"]).out;
    let arguments = ["-man", "-Tutf8", "-ww", "-rLL=78n"];
    let set = given(Command::new("groff").args(arguments), &page);
    assert_eq!((set.code, set.err.as_str()), (Some(0), ""));
    assert!(set.out.contains("roadsigns(1)"), "{}", set.out);
}

#[test]
#[ignore = "needs bash, zsh and fish: .ci/full runs it"]
fn the_shells_understand_their_completions() {
    for shell in ["bash", "zsh", "fish"] {
        let script = run(&["completions", shell]).out;
        let read = given(Command::new(shell).arg("-n"), &script);
        assert_eq!((read.code, read.err.as_str()), (Some(0), ""), "{shell}");
    }
}

#[test]
#[ignore = "needs bash: .ci/full runs it"]
fn bash_completes_a_command_and_a_setting() {
    let script = run(&["completions", "bash"]).out;
    for (words, wanted) in [
        ("roadsigns stand", "standstill"),
        ("roadsigns --glyphs asc", "ascii"),
        ("roadsigns state mer", "merge"),
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        let ask = format!(
            "{script}\nCOMP_WORDS=({})\nCOMP_CWORD={}\n_roadsigns roadsigns {} {}\necho \"${{COMPREPLY[@]}}\"\n",
            words.join(" "),
            words.len() - 1,
            words[words.len() - 1],
            words[words.len() - 2],
        );
        let read = given(&mut Command::new("bash"), &ask);
        assert_eq!(read.out.trim(), wanted, "{}", read.err);
    }
}
