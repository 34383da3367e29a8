//! Scripted conversations through the front door: every decision by `askwell ask`, every reply by the console.

use crate::common::Askwell;
use crate::common::conversation::{Conversation, Line, conversations, parse};

fn decide(line: &Line) -> serde_json::Value {
    let mode = if line.direct { "direct" } else { "ambient" };
    Askwell::new().args(["ask", "--json", "--mode", mode, "--", &line.text]).run().fine().json()
}

#[test]
fn every_decision_is_the_one_in_the_script() {
    for Conversation { name, messages } in conversations() {
        for line in &messages {
            line.check_decision(&name, &decide(line));
        }
    }
}

#[test]
fn every_direct_reply_says_what_is_in_the_script() {
    for Conversation { name, messages } in conversations() {
        for line in messages.iter().filter(|line| line.direct) {
            let input = line.text.replace('\n', " ") + "\n";
            line.check_reply(&name, &Askwell::new().stdin(input).run().fine().stdout);
        }
    }
}

#[test]
fn a_script_is_read_as_its_readme_says() {
    let read = parse(
        "x",
        "# about\nann, direct: a: b\\nc\n  = answer driving safe\n  > part\n  ! not\n\nben, ambient: d\n  = silent\n  ~\n",
    );
    assert_eq!(read[0].text, "a: b\nc");
    assert_eq!((read[0].author.as_str(), read[0].direct, read[0].decision.as_str()), ("ann", true, "answer"));
    assert_eq!(read[0].names, ["driving", "safe"]);
    assert_eq!((&read[0].parts[..], &read[0].absent[..]), (&["part".to_owned()][..], &["not".to_owned()][..]));
    assert!(!read[1].direct && read[1].held_back && read[1].number == 7);
}

#[test]
#[should_panic(expected = "no decision")]
fn a_script_without_a_decision_is_a_mistake() {
    parse("x", "ann, direct: a\n  > part\n");
}
