//! Comparing: two versions of the documents over messages (`replay`), and two entries over one message (`why --compare`).

use crate::common::{Askwell, Done};
use serde_json::Value;

const OLD: &str = r#"
[[entries]]
id = "driving"
question = "Can I drive home afterwards?"
answer = "No."
  [[entries.keywords]]
  any = ["drive"]

[[entries]]
id = "parking"
question = "Where can I park?"
phrasings = ["is there a car park"]
answer = "Behind the house."

[[entries]]
id = "eating"
question = "Can I eat before I come?"
answer = "A light meal."

[[entries]]
id = "pets"
question = "May my dog come along?"
handoff = true
"#;

const MESSAGES: &str = r#"{"text": "where do i park my car", "labels": ["parking"]}
{"text": "can i eat something before", "labels": ["eating"]}

{"text": "can i eat something before"}
{"text": "i want to kill myself", "labels": ["crisis"]}
{"text": "may i bring my dog along", "labels": ["pets"]}
"#;

fn replay(new: &str, more: &[&str]) -> Done {
    let arguments = "replay --messages m.jsonl --from old --to new/faq.toml".split(' ').chain(more.iter().copied());
    let run = Askwell::new().file("old/faq.toml", OLD).file("new/faq.toml", new).file("m.jsonl", MESSAGES);
    run.args(arguments).run()
}

#[test]
fn the_same_documents_change_nothing() {
    let done = replay(OLD, &[]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(done.stdout.contains("     5  unchanged\n") && done.stdout.contains("Nothing changes."), "{}", done.stdout);
}

#[test]
fn what_gets_worse_comes_first_and_fails() {
    let new = OLD.replace("Can I eat before I come?", "Do you sell gift cards?");
    let done = replay(&new, &[]);
    assert_eq!(done.code, 1, "{}", done.stdout);
    let lines: Vec<&str> = done.stdout.lines().collect();
    let at =
        |part: &str| lines.iter().position(|line| line.contains(part)).unwrap_or_else(|| panic!("{}", done.stdout));
    assert!(at("1 message is worse off.") < at("newly silent (worse)"));
    assert_eq!(at("line 2  eating → "), at("newly silent (worse)") + 1);
    assert_eq!(at("line 4  eating → "), at("newly silent (worse)") + 4, "a message without labels is only listed");
}

#[test]
fn programs_get_one_object_with_everything() {
    let new = OLD.replace("Can I eat before I come?", "Do you sell gift cards?");
    let done = replay(&new, &["--json", "--changes", "0", "--mode", "ambient"]);
    let json: Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(done.stdout.lines().count(), 1);
    assert_eq!((&json["messages"], &json["labelled"], &json["worse"]), (&5.into(), &4.into(), &1.into()));
    assert_eq!(json["totals"]["newly silent"], 1);
    let change = &json["changes"][0];
    assert_eq!(
        (&change["line"], &change["worse"], &change["effects"][0]),
        (&2.into(), &true.into(), &"newly silent".into())
    );
    assert_eq!((&change["old"]["entries"][0], &change["new"]["decision"]), (&"eating".into(), &"silent".into()));
    assert_eq!(json["changes"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_better_pack_succeeds() {
    let new = OLD.replace("handoff = true", "answer = \"Dogs are welcome.\"");
    let done = replay(&new, &[]);
    assert_eq!(done.code, 0, "{}", done.stdout);
    assert!(done.stdout.contains("1  newly right") && done.stdout.contains("provider: pets → pets"), "{}", done.stdout);
}

#[test]
fn a_lost_crisis_rule_is_the_worst() {
    // A rule of the clinic's own that the new folder no longer has.
    let rule = |id: &str, tier: &str, words: &str| {
        format!(
            "[[rules]]\nid = \"{id}\"\ntier = \"{tier}\"\nrationale = \"A test.\"\npatterns = [\"{words}\"]\nfires = [\"{words}\"]\n"
        )
    };
    let own = rule("own-emergency", "emergency", "blue banana") + &rule("own-crisis", "crisis", "green banana");
    let messages = "{\"text\": \"a green banana\", \"labels\": [\"crisis\"]}\n{\"text\": \"a blue banana\"}\n";
    let run = Askwell::new().file("old/faq.toml", OLD).file("old/safety.toml", &own).file("new/faq.toml", OLD);
    let run = run.file("m.jsonl", messages);
    let done = run.args("replay --messages m.jsonl --from old --to new".split(' ')).run();
    assert_eq!(done.code, 1, "{}", done.stdout);
    assert!(done.stdout.contains("emergency or crisis lost (worse)\n  line 1  crisis → "), "{}", done.stdout);
    assert!(done.stdout.contains("emergency or crisis lost\n  line 2  emergency → "), "{}", done.stdout);
}

#[test]
fn wrong_use_of_replay_says_what_is_wrong() {
    let broken = OLD.replacen("question", "qestion", 1);
    for (new, more, part) in [
        (broken.as_str(), &[][..], "did you mean `question`?"),
        (OLD, &["--from", "old"][..], "cannot be used multiple times"),
        (OLD, &["--mode", "loud"][..], "invalid value"),
    ] {
        let done = replay(new, more);
        assert_eq!(done.code, 2, "{}{}", done.stdout, done.stderr);
        assert!(done.stderr.contains(part), "{}", done.stderr);
    }
    let done = Askwell::line("replay --messages none.jsonl --from a --to b").run();
    assert_eq!((done.code, done.stderr.contains("none.jsonl: cannot be read")), (2, true), "{}", done.stderr);
}

fn why(faq: &str, message: &str, more: &[&str]) -> Done {
    let run = Askwell::new().file("faq/faq.toml", faq);
    run.args(["--faq", "faq", "why", message].into_iter().chain(more.iter().copied())).run()
}

#[test]
fn without_an_entry_it_is_what_ask_says() {
    let ask = Askwell::line("ask can i drive --why").run().fine().stdout;
    assert_eq!(Askwell::line("why can i drive").run().fine().stdout, ask);
}

#[test]
fn a_keyword_that_is_proposed_does_what_it_says() {
    let message = "can i drive to the lot where you park";
    let done = why(OLD, message, &["--compare", "parking"]).fine();
    assert!(done.stdout.contains("                          driving"), "{}", done.stdout);
    let (_, rule) =
        done.stdout.split_once("to write under that entry:\n\n").unwrap_or_else(|| panic!("{}", done.stdout));
    let rule = rule.lines().take(3).collect::<Vec<_>>().join("\n") + "\n";
    let tuned = OLD.replace("answer = \"Behind the house.\"\n", &format!("answer = \"Behind the house.\"\n{rule}"));
    assert_ne!(tuned, OLD);
    let done = why(&tuned, message, &["--compare", "parking", "--json"]).fine();
    let json: Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(json["verdict"]["verdict"], "given", "{}", done.stdout);
    assert_eq!(json["why"]["prediction"]["entries"][0], "parking");
}

#[test]
fn a_phrasing_that_is_proposed_joins_the_list() {
    let done = why(OLD, "Honestly we love it here. Any spot for my van?", &["--compare", "parking"]).fine();
    assert!(
        done.stdout.contains("one more for the list of that entry:\n\n  \"Any spot for my van\",\n"),
        "{}",
        done.stdout
    );
}

#[test]
fn what_cannot_be_changed_says_why() {
    for (message, more, part) in [
        ("i want to kill myself", &["--compare", "driving"][..], "safety decided (crisis)"),
        ("", &["--compare", "driving"], "no word in it"),
        ("thank you", &["--compare", "driving"], "a greeting or thanks"),
        ("where is the dog", &["--compare", "pets", "--mode", "ambient"], "gets silence"),
        ("can i drive home", &["--compare", "driving"], "given already"),
    ] {
        let done = why(OLD, message, more).fine();
        assert!(done.stdout.contains(part), "{message}: {}", done.stdout);
    }
}

#[test]
fn personal_details_are_proposed_for_no_document() {
    let message = "any spot for my van? call 555-123-4567";
    let done = why(OLD, message, &["--compare", "parking"]).fine();
    assert!(!done.stdout.contains("phrasing that leads"), "{}", done.stdout);
}

#[test]
fn an_entry_that_does_not_exist_is_wrong_use() {
    let done = why(OLD, "can i drive", &["--compare", "parkign"]);
    assert_eq!((done.code, done.stderr.contains("did you mean `parking`?")), (2, true), "{}", done.stderr);
}
