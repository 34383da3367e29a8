//! Scripted conversations through the front door: every decision by `askwell eval`, every reply by the console.

use crate::common::conversation::{Conversation, Line, conversations, parse};
use crate::common::{Askwell, decisions};

#[test]
fn every_decision_is_the_one_in_the_script() {
    let conversations = conversations();
    let lines: Vec<(&str, &Line)> = conversations
        .iter()
        .flat_map(|Conversation { name, messages }| messages.iter().map(move |line| (name.as_str(), line)))
        .collect();
    for (mode, direct) in [("direct", true), ("ambient", false)] {
        let own: Vec<_> = lines.iter().filter(|(_, line)| line.direct == direct).collect();
        let texts: Vec<&str> = own.iter().map(|(_, line)| line.text.as_str()).collect();
        for ((name, line), decision) in own.iter().zip(decisions(mode, &texts)) {
            line.check_decision(name, &decision);
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
