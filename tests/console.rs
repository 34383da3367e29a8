//! The console through the front door: text that is piped in.

use crate::common::Askwell;

fn pipe(text: &str) -> String {
    Askwell::new().stdin(text).run().fine().stdout
}

#[test]
fn piped_text_is_answered_line_by_line_and_the_program_ends() {
    let one = pipe("can i drive after?\n");
    assert!(one.starts_with("Can I drive afterward?\nNo. You will need someone"), "{one}");
    assert_eq!(pipe("can i drive after?"), one, "the last line needs no line end");
    assert_eq!(pipe("\n\r\ncan i drive after?\r\n\n"), one, "empty lines are passed over");
    let two = pipe("can i drive after?\nis it safe\n");
    assert!(two.starts_with(&format!("{one}\nIs it safe?\n")), "{two}");
    assert!(!one.contains('\x1b'), "no colours where nobody sees them");
}

#[test]
fn a_number_picks_what_was_offered() {
    let text = pipe("/topics\n9\n");
    assert!(text.contains("  9. Can I drive afterward?\n"), "{text}");
    assert!(text.contains("\nCan I drive afterward?\nNo. You will need someone"), "{text}");
    let text = pipe("/topics\nwill i be awake\n9\n");
    assert!(!text.contains("No. You will need someone"), "another message ends the offer: {text}");
    let text = pipe("9\n0\n99\n/topics\n11\n");
    assert!(!text.contains("No. You will need someone"), "{text}");
}

#[test]
fn commands_help_and_end() {
    assert!(pipe("/help\n").contains("/topics"));
    assert!(pipe("/why\n").contains("Nothing was asked yet."));
    assert!(pipe("can i drive\n/why\n").contains("decision    answer: driving"));
    assert!(pipe("/dance\n").starts_with("There is no /dance."));
    assert_eq!(pipe("/quit\ncan i drive\n"), "");
}

#[test]
fn bytes_that_are_no_text_do_no_harm() {
    let done = Askwell::new().stdin([b'c', 0xff, 0xfe, b'\n', 0, b'\n'].to_vec()).run();
    assert_eq!(done.code, 0, "{}", done.stderr);
}

#[test]
fn danger_is_met_and_nobody_was_told() {
    let text = pipe("i want to die\n");
    assert!(text.contains("988") && text.contains("Nobody was told about this message."), "{text}");
}

/// With HTTP there is always something to serve: `tests/http` looks at that.
#[cfg(not(feature = "web"))]
#[test]
fn without_text_terminal_or_platform_there_is_nothing_to_serve() {
    for run in [Askwell::new(), Askwell::new().stdin(""), Askwell::new().stdin("\n \n"), Askwell::line("serve")] {
        run.run().failed(2, &["nothing to serve", "ASKWELL__DISCORD__TOKEN"]);
    }
    let served = Askwell::line("serve").stdin("can i drive\n").run();
    assert_eq!(served.failed(2, &["nothing to serve"]).stdout, "", "serve reads no pipe");
}
