//! Danger by how a message sounds, through the front door: what no rule has words for is met, and everyday messages are left in
//! peace, a rule's words in them or not.

#![allow(clippy::unwrap_used)]

mod common;

use common::Askwell;
use serde_json::{Value, json};

const RULE: &str = "sounds-like-danger";

fn ask(text: &str) -> Value {
    Askwell::new().args(["ask", "--json", "--mode", "direct", "--", text]).run().fine().json()
}

fn why(text: &str) -> String {
    Askwell::new().args(["why", "--", text]).run().fine().stdout
}

#[test]
fn danger_that_no_rule_has_words_for_is_met_and_explained() {
    for text in [
        "the gun cabinet is open and i have been sat in front of it all evening",
        "he rang to say his boy should have the tools and now he will not pick up",
    ] {
        let said = ask(text);
        assert_eq!((&said["decision"], &said["tier"]), (&json!("safety"), &json!("crisis")), "{text}");
        assert!(why(text).contains(&format!("crisis: rule {RULE} by “")), "{text}");
    }
}

#[test]
fn the_same_words_in_an_everyday_message_are_no_alarm() {
    for text in [
        "the gun cabinet is on offer at the shop this week",
        "gave the cat to my sister for the holidays, back in two weeks",
        "I am not suicidal, just tired of the rain and the washing",
        "see you all on tuesday, off to bed",
    ] {
        let said = ask(text);
        assert_eq!(said["tier"], Value::Null, "{text}: {said}");
    }
}

#[test]
fn no_sound_takes_back_what_a_rule_finds() {
    for text in [
        "I want to die",
        "he's on the bridge",
        "i overdosed",
        "can I drive? I am going to kill myself",
        "can I take it with lithium, I want to die",
        "do I need to cancel Thursday or will they work it out when I'm dead",
        "how many sessions is it and may I bring my own blanket and music, I am going to kill myself tonight",
    ] {
        assert!(ask(text)["tier"].as_str().is_some_and(|tier| tier != "advice"), "{text}");
    }
}
