//! The subcommands through the front door.

use crate::common::{Askwell, project, short_faq};
use serde_json::{Value, json};
use std::io::Read;
use std::process::Stdio;

/// Answers of the seed, word for word.
const DRIVING: &str = "No. You will need someone to drive you home or use a ride service. Your judgment and coordination \
                       may be affected temporarily after treatment.";

#[test]
fn ask_shows_the_question_the_answer_and_the_disclaimer() {
    let done = Askwell::new().args(["ask", "Can I drive home afterwards?"]).run().fine();
    let mut parts = done.stdout.split("\n\n");
    assert_eq!(parts.next().unwrap(), format!("Can I drive afterward?\n{DRIVING}"));
    assert!(parts.next().unwrap().contains("not medical advice"), "{}", done.stdout);
    assert!(parts.next().is_none(), "{}", done.stdout);
}

#[test]
fn ask_joins_its_words_and_takes_any_text() {
    let whole = Askwell::new().args(["ask", "can i drive home"]).run().fine().stdout;
    assert_eq!(Askwell::line("ask can i drive home").run().fine().stdout, whole);
    for text in ["", " ", "\n", "🙂", "--", "\u{202e}gnp.exe", "z̸̢͠ä̷l̶g̵o̴", "@everyone", "(a+)+$"] {
        let ask = Askwell::new().args(["ask", "--mode", "ambient", "--", text]).env("ASKWELL__FAQ__DIR", short_faq());
        let done = ask.run().fine();
        assert_eq!(done.stdout, "(silence)\n", "{text:?}");
    }
    assert_eq!(Askwell::line("ask").run().fine().stdout, "(silence)\n");
}

#[test]
fn ask_takes_a_very_long_message() {
    // One argument may have 128 kB on Linux.
    let text = "a".repeat(100_000);
    assert_eq!(Askwell::new().args(["ask", "--mode", "ambient", &text]).run().fine().stdout, "(silence)\n");
}

#[test]
fn the_prediction_is_one_line_and_the_same_everywhere() {
    let ask = || Askwell::line("ask --json can i drive home after my sesion");
    let first = ask().run().fine();
    let object = first.json();
    let keys: Vec<&String> = object.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["decision", "tier", "entries", "handoffs", "score", "candidates"]);
    assert_eq!((&object["decision"], &object["entries"]), (&json!("answer"), &json!(["driving"])));
    assert_eq!(object["candidates"].as_array().unwrap().len(), 5);
    assert_eq!(ask().run().stdout, first.stdout);
    assert_eq!(ask().env("LANG", "de_DE.UTF-8").env("TZ", "Asia/Tokyo").run().stdout, first.stdout);
}

#[test]
fn why_shows_where_the_points_come_from() {
    let done = Askwell::line("ask --why can i drvie home").run().fine();
    for part in [DRIVING, "decision    answer: driving", "drive←drvie", "runner-up", "margin", "threshold", "pack"] {
        assert!(done.stdout.contains(part), "no {part:?} in {}", done.stdout);
    }
    let tree = Askwell::line("ask --why --json can i drvie home").run().fine().json();
    assert_eq!(tree["prediction"]["entries"], json!(["driving"]));
}

#[test]
fn wrong_use_is_2_and_says_what_there_is() {
    Askwell::line("aks hi").run().failed(2, &["unrecognized subcommand", "ask"]);
    Askwell::line("ask --mode loud hi").run().failed(2, &["direct", "ambient"]);
    Askwell::line("eval").run().failed(2, &["--messages"]);
    Askwell::line("--config nowhere.toml ask hi").run().failed(2, &["nowhere.toml", "cannot be read"]);
    Askwell::line("ask hi").env("ASKWELL__DISCORD__TOKN", "x").run().failed(2, &["did you mean `discord.token`?"]);
}

#[test]
fn broken_documents_are_1_and_are_shown_where_they_break() {
    let broken = "title = \"T\"\n[[entries]]\nid = \"a\"\nquestoin = \"Q?\"\nanswer = \"A\"\n";
    let done = Askwell::line("ask --faq faq hi").file("faq/own.toml", broken).run();
    done.failed(1, &["faq/own.toml", "questoin", "question"]);
    Askwell::line("ask --faq nowhere hi").run().failed(1, &["nowhere", "cannot be read"]);
    let safety = "nonsense = 1\n";
    let own = "title = \"T\"\n[[entries]]\nid = \"a\"\nquestion = \"Q?\"\nanswer = \"A\"\n";
    let done = Askwell::line("ask --faq faq hi").file("faq/own.toml", own).file("faq/safety.toml", safety).run();
    done.failed(1, &["faq/safety.toml", "nonsense"]);
}

#[test]
fn a_folder_of_one_s_own_answers_instead_of_the_built_in_faq() {
    let own =
        "title = \"T\"\n[[entries]]\nid = \"parking\"\nquestion = \"Where can I park?\"\nanswer = \"In the yard.\"\n";
    let ask = |line: &str| Askwell::line(line).file("mine/own.toml", own);
    assert!(ask("ask --faq mine where can i park").run().fine().stdout.contains("In the yard."));
    let done = ask("ask where can i park").file("config/local.toml", "[faq]\ndir = \"mine\"\n").run().fine();
    assert!(done.stdout.contains("In the yard."));
    let done = ask("ask where can i park").env("ASKWELL__FAQ__DIR", "mine").run().fine();
    assert!(done.stdout.contains("In the yard."));
}

#[test]
fn config_names_the_origin_of_each_setting_and_no_secret() {
    let run = |line: &str| {
        Askwell::line(line)
            .file("config/local.toml", "[bot]\nregion = \"uk\"\n")
            .file("own.toml", "[provider]\nname = \"Hill Clinic\"\n")
            .env("ASKWELL__DISCORD__TOKEN", "S3CRET")
            .run()
            .fine()
    };
    let text = run("config --config own.toml --faq docs").stdout;
    for (setting, origin) in [
        ("region = \"uk\"", "# config/local.toml"),
        ("name = \"Hill Clinic\"", "# own.toml"),
        ("token = (set)", "# ASKWELL__DISCORD__TOKEN"),
        ("bot_token = (not set)", "# default"),
        ("dir = \"docs\"", "# --faq"),
    ] {
        let line = text.lines().find(|line| line.starts_with(setting));
        assert!(line.is_some_and(|line| line.ends_with(origin)), "{setting} {origin} in {text}");
    }
    let object = run("config --json --config own.toml");
    assert_eq!(object.json()["bot"]["region"], json!({"value": "uk", "origin": "config/local.toml"}));
    assert!(!text.contains("S3CRET") && !object.stdout.contains("S3CRET"));
}

/// Three messages: one with two labels, one without any, one that asks for nothing.
const MESSAGES: &str = "{\"text\": \"can i drive home\", \"labels\": [\"driving\"], \"addressed\": true}\n\
                        {\"text\": \"is it safe\"}\n\
                        {\"text\": \"lol same\", \"labels\": [\"none\"], \"x\": 1}\n";

#[test]
fn eval_writes_a_prediction_for_each_message_and_the_figures_of_the_labelled() {
    let ask = Askwell::line("eval --messages m.jsonl --mode ambient --predictions p.jsonl --json");
    let (done, folder) = ask.file("m.jsonl", MESSAGES).run_in_folder();
    let report = done.fine().json();
    let predictions = std::fs::read_to_string(folder.path().join("p.jsonl")).unwrap();
    let predictions: Vec<Value> = predictions.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(predictions.len(), 3);
    assert!(predictions.iter().all(|prediction| prediction["micros"].as_f64().unwrap() > 0.0));
    assert_eq!((&predictions[0]["entries"], &predictions[2]["decision"]), (&json!(["driving"]), &json!("silent")));
    assert_eq!((&report["messages"], &report["labelled"]), (&json!(3), &json!(2)));
    let figures = &report["figures"];
    assert_eq!((&figures["faq_right"], &figures["chatter_silent"]), (&json!(1.0), &json!(1.0)));
    assert_eq!((&figures["crisis_recall"], &figures["counts"]["faq_right"]), (&Value::Null, &json!(1)));
}

#[test]
fn eval_reads_csv_and_lists_misses_for_people() {
    let csv = "text,label\n\"can i drive home, please\",safe\nlol same,none\n";
    let done = Askwell::line("eval --messages m.csv").file("m.csv", csv).run().fine();
    for part in
        ["2 messages, direct mode", "faq_wrong", "1 of 1", "line 1: wrong answer, wanted safe, got answer driving"]
    {
        assert!(done.stdout.contains(part), "no {part:?} in {}", done.stdout);
    }
}

#[test]
fn eval_predicts_messages_without_labels() {
    let messages = "{\"text\": \"can i drive home\"}\n";
    let (done, folder) =
        Askwell::line("eval --messages m.jsonl --predictions p.jsonl").file("m.jsonl", messages).run_in_folder();
    assert!(done.fine().stdout.contains("No message has labels"));
    assert!(std::fs::read_to_string(folder.path().join("p.jsonl")).unwrap().contains("driving"));
}

#[test]
fn eval_measures_the_engine_alone_and_harder_messages() {
    let run = |line: &str| Askwell::line(line).file("m.jsonl", MESSAGES).run().fine().json();
    let engine = run("eval --messages m.jsonl --engine-only --json");
    assert_eq!((&engine["figures"]["acc0"], &engine["engine_only"]), (&json!(1.0), &json!(true)));
    let caps = run("eval --messages m.jsonl --perturb caps --json");
    assert_eq!((&caps["perturbation"], &caps["figures"]["faq_right"]), (&json!("caps"), &json!(1.0)));
}

#[test]
fn eval_leaves_parts_of_the_score_out() {
    let messages = "{\"text\": \"can i drvie home\", \"labels\": [\"driving\"]}\n";
    let score = |line: &str| {
        let eval = Askwell::line(line).file("m.jsonl", messages).env("ASKWELL__FAQ__DIR", short_faq());
        let done = eval.run_in_folder();
        let predictions = std::fs::read_to_string(done.1.path().join("p.jsonl")).unwrap();
        let score = serde_json::from_str::<Value>(&predictions).unwrap()["score"].as_f64().unwrap();
        (done.0.fine().json(), score)
    };
    let eval = "eval --messages m.jsonl --json --predictions p.jsonl";
    let (whole, all) = score(eval);
    assert_eq!(whole["without"], json!([]));
    for part in ["letters", "words", "keywords", "margin", "spelling", "word-pairs"] {
        let (report, less) = score(&format!("{eval} --without {part}"));
        assert_eq!(report["without"], json!([part.replace('-', " ")]));
        assert!(less < all, "{part}: {less} of {all}");
    }
    let unknown = Askwell::line("eval --messages m.jsonl --without trigrams").run();
    unknown.failed(2, &["trigrams", "letters", "telling words", "spelling"]);
}

#[test]
fn eval_writes_a_page_that_needs_nothing_else() {
    let messages = "{\"text\": \"<b>can i drive</b>\", \"labels\": [\"safe\"], \"addressed\": true}\n";
    let eval = Askwell::line("eval --messages m.jsonl --report r.html").file("m.jsonl", messages);
    let (done, folder) = eval.run_in_folder();
    done.fine();
    let page = std::fs::read_to_string(folder.path().join("r.html")).unwrap();
    for part in ["faq_right", "By threshold", "Calibration", "wrong answer", "&lt;b&gt;can i drive", "quotes messages"]
    {
        assert!(page.contains(part), "no {part:?} in the page");
    }
    for outside in ["<script", "http://", "https://", "src=", "url(", "@import"] {
        assert!(!page.contains(outside), "the page has {outside}");
    }
}

#[test]
fn eval_says_what_is_wrong_with_the_messages() {
    Askwell::line("eval --messages none.jsonl").run().failed(2, &["none.jsonl", "cannot be read"]);
    let broken = Askwell::line("eval --messages m.jsonl").file("m.jsonl", "{\"text\": \"a\"}\nSECRET\n").run();
    assert!(!broken.failed(2, &["m.jsonl:2"]).stderr.contains("SECRET"));
    let label = "{\"text\": \"a\", \"labels\": [\"drivign\"]}\n";
    let done = Askwell::line("eval --messages m.jsonl").file("m.jsonl", label).run();
    done.failed(0, &["warning", "drivign"]);
    let unwritable =
        Askwell::line("eval --messages m.jsonl --predictions no/such/folder/p.jsonl").file("m.jsonl", label);
    unwritable.run().failed(1, &["no/such/folder/p.jsonl"]);
}

#[test]
fn the_corpus_is_measured_with_respectable_figures() {
    let corpus = project("tests/data/clinic-chat.jsonl");
    let line = ["eval", "--mode", "ambient", "--json", "--messages", corpus.to_str().unwrap()];
    let report = Askwell::new().args(line).run().fine().json();
    let figure = |name: &str| report["figures"][name].as_f64().unwrap();
    for (name, least) in
        [("faq_right", 0.85), ("crisis_recall", 0.87), ("crisis_plain_recall", 0.9), ("chatter_silent", 0.93)]
    {
        assert!(figure(name) >= least, "{name} is {}", figure(name));
    }
    for (name, most) in
        [("faq_wrong", 0.05), ("false_alarm", 0.005), ("crisis_answered", 0.045), ("advice_answered", 0.05)]
    {
        assert!(figure(name) <= most, "{name} is {}", figure(name));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("askwell"));
    let corpus = project("tests/data/clinic-chat.jsonl");
    command.args(["eval", "--misses", "700", "--json", "--messages"]).arg(corpus);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!((child.wait().unwrap().code(), stderr.as_str()), (Some(0), ""));
}
