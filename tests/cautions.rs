//! Cautions through the front door: what may be said in distress gets no answer from the FAQ, and no alarm either.

use crate::common::{Askwell, decisions};
use serde_json::{Value, json};

#[test]
fn what_may_be_distress_is_handed_off_when_asked_and_met_by_silence_in_a_channel() {
    let texts = [
        "can I drive? everything is hopeless",
        "goodbye, is it safe to drive home after a session",
        "everything is hopeless",
        "how many sessions is it, there is a gun in the house",
        "I live alone and nobody would notice, how long does it take to work",
    ];
    for (text, direct) in texts.iter().zip(decisions("direct", &texts)) {
        assert_eq!((&direct["decision"], &direct["tier"]), (&json!("handoff"), &Value::Null), "{text}");
        assert_eq!((&direct["entries"], &direct["handoffs"]), (&json!([]), &json!([])), "{text}");
    }
    for (text, ambient) in texts.iter().zip(decisions("ambient", &texts)) {
        assert_eq!(ambient["decision"], "silent", "{text}");
    }
}

#[test]
fn talk_about_the_treatment_is_free() {
    let asked = [
        ("can I drive home afterwards", "driving"),
        ("I have depression and I've tried everything, is it right for me", "right-for-me"),
        ("will I be unconscious during the session", "awake"),
        ("how long before I feel any better off it", "how-quickly"),
        ("is it usual to feel queasy, asking before I go", "side-effects"),
        ("I live alone and have nobody to pick me up, can I take my own car", "driving"),
    ];
    for ((text, entry), direct) in asked.iter().zip(decisions("direct", &asked.map(|(text, _)| text))) {
        assert_eq!((&direct["decision"], &direct["entries"]), (&json!("answer"), &json!([entry])), "{text}");
    }
}

#[test]
fn a_rule_goes_before_a_caution_and_both_are_shown() {
    assert_eq!(decisions("direct", &["goodbye, I want to die"])[0]["tier"], "crisis");
    let why = Askwell::new().args(["ask", "--why", "--", "everything is hopeless"]).run().fine().stdout;
    assert!(why.contains("caution     caution-finality by “hopeless”"), "{why}");
}

#[test]
fn the_reply_names_the_crisis_line_of_the_language_and_no_question() {
    let said = |text: &str| Askwell::new().args(["ask", "--", text]).run().fine().stdout;
    let english = said("everything is hopeless");
    assert!(english.contains("988") && english.contains("911") && !english.contains("Did you mean"), "{english}");
    assert!(english.contains("not watched round the clock") && !english.contains("Nobody was told"), "{english}");
    let german = said("da ist Blut");
    assert!(german.contains("988") && german.contains("nicht rund um die Uhr"), "{german}");
}

#[test]
fn a_danger_reply_says_in_its_own_language_that_nobody_was_told() {
    for (text, line) in [
        ("I want to die", "Nobody was told about this message."),
        ("quiero morir", "No se ha avisado a nadie de este mensaje."),
        ("je veux mourir", "Personne n’a été averti de ce message."),
        ("ich will sterben", "Niemand wurde über diese Nachricht informiert."),
        ("quero morrer", "Ninguém foi avisado desta mensagem."),
    ] {
        let said = Askwell::new().args(["ask", "--", text]).run().fine().stdout;
        assert!(said.contains(line), "{text}: {said}");
    }
}
