//! Edits: each is a draft first, and goes live when somebody says so.

use super::{Desk, FAQ, MODERATORS, buttons, words};
use crate::discord::{ANNA, BEN};
use serde_json::{Value, json};

const WHEELS: &str = "somewhere for my wheels";

/// A rule that also meets a typo of its word.
const RULES: &str = r#"
[[rules]]
id = "own-emergency"
tier = "emergency"
rationale = "Members call it so."
patterns = ["zorbling"]
fires = ["he is zorblimg"]
silent = ["a quiet day"]
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phrasing_is_applied_answered_and_taken_back() {
    let desk = Desk::open().await;
    assert!(!desk.says(WHEELS).await.contains("Behind the house."));
    let phrasing = [("entry", json!("parking")), ("text", json!(WHEELS)), ("reason", json!("people say so"))];
    let draft = desk.order("phrasing add", &phrasing).await;
    let said = words(&draft);
    for part in ["**Draft 1** by discord:user5001 (5001)", "newly right", "Why: people say so", "```diff"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(said.contains(&format!("+phrasings = [\"{WHEELS}\"]")), "{said}");
    assert_eq!(buttons(&draft), ["Apply", "Drop"]);
    assert_eq!(desk.text(), FAQ, "nothing is live yet");

    let applied = desk.press(&draft, "Apply").await;
    assert!(words(&applied).starts_with("Applied: draft 1, revision 2, live in a moment."), "{}", words(&applied));
    assert_eq!((applied.response, buttons(&applied)), (Some(7), vec!["Undo".to_owned()]), "it cannot be pressed again");
    desk.program.until_log("The new FAQ is in force").await;
    assert!(desk.says(WHEELS).await.contains("Behind the house."));

    let undo = desk.press(&applied, "Undo").await;
    assert!(words(&undo).contains("undo of 2"), "{}", words(&undo));
    let undone = desk.press(&undo, "Apply").await;
    assert!(words(&undone).contains("revision 3"), "{}", words(&undone));
    desk.program.until_lines("The new FAQ is in force", 2).await;
    assert_eq!(desk.text(), FAQ);
    let history = words(&desk.order("history", &[]).await);
    assert!(history.contains("discord:user5001 (5001): parking: phrasing") && history.contains("why: people say so"));
    let diff = desk.order("diff", &[("revision", json!(2))]).await;
    assert!(words(&diff).contains(WHEELS) && buttons(&diff) == ["Undo"], "{}", words(&diff));
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_breaks_the_faq_is_refused_and_can_only_be_dropped() {
    let desk = Desk::with(&[("MODERATOR_ROLES", &MODERATORS.to_string())], RULES).await;
    // The word is known to the FAQ then, and no typo of the rule's word any more.
    let phrasing = [("entry", json!("tea")), ("text", json!("is zorblimg a tea"))];
    let draft = desk.order("phrasing add", &phrasing).await;
    assert!(words(&draft).contains("own-emergency") && words(&draft).contains("**REFUSED:**"), "{}", words(&draft));
    assert_eq!(buttons(&draft), ["Drop"]);
    let dropped = desk.press(&draft, "Drop").await;
    assert_eq!((words(&dropped).as_str(), buttons(&dropped)), ("Dropped: draft 1.", Vec::new()));
    for (path, options, expected) in [
        ("phrasing remove", vec![("entry", json!("tea")), ("text", json!("no such"))], "tea"),
        ("entry retire", vec![("entry", json!("te"))], "did you mean `tea`?"),
        ("keyword remove", vec![("entry", json!("tea"))], "`/faq-admin entry show`"),
        ("undo", vec![("revision", json!(99))], "There is no revision 99: `/faq-admin history` shows all."),
    ] {
        let said = desk.order(path, &options).await;
        assert!(words(&said).contains(expected) && buttons(&said).is_empty(), "{path}: {}", words(&said));
    }
    assert_eq!(desk.text(), FAQ);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_changes_an_answer_exactly_as_it_was_written() {
    const ANSWER: &str =
        "It’s **behind** the house — see the “yard”.\n\n- [map](https://example.org/map)\n- *free* for 1 h";
    let desk = Desk::open().await;
    let form = desk.order("entry edit", &[("entry", json!("parking"))]).await;
    assert_eq!(form.response, Some(9));
    let fields: Vec<&str> =
        (0..2).filter_map(|at| form.shown["components"][at]["components"][0]["value"].as_str()).collect();
    assert_eq!(fields, ["Where can I park?", "Behind the house."]);
    let same = desk.fill_in(&form, &[]).await;
    assert_eq!(words(&same), "Nothing was changed: the entry says so already.");

    let form = desk.order("entry edit", &[("entry", json!("parking"))]).await;
    let draft = desk.fill_in(&form, &[("answer", ANSWER), ("reason", "the yard moved")]).await;
    assert!(words(&draft).contains("Why: the yard moved"), "{}", words(&draft));
    let applied = desk.press(&draft, "Apply").await;
    desk.program.until_log("The new FAQ is in force").await;
    let shown = words(&desk.order("entry show", &[("entry", json!("parking"))]).await);
    for line in ANSWER.lines() {
        assert!(desk.text().contains(line) && shown.contains(line), "{line}: {shown}");
    }
    let undo = desk.press(&applied, "Undo").await;
    desk.press(&undo, "Apply").await;
    assert_eq!(desk.text(), FAQ);

    let form = desk.order("entry add", &[]).await;
    let fields = [
        ("id", "coffee"),
        ("question", "Is there coffee?"),
        ("answer", "From the machine."),
        ("phrasings", "do you have espresso\n\n can I get a latte "),
    ];
    let draft = desk.fill_in(&form, &fields).await;
    assert_eq!(buttons(&draft), ["Apply", "Drop"], "{}", words(&draft));
    desk.press(&draft, "Apply").await;
    assert!(desk.text().contains("phrasings = [\"do you have espresso\", \"can I get a latte\"]"), "{}", desk.text());
    let form = desk.order("entry add", &[]).await;
    let again = desk.fill_in(&form, &fields).await;
    assert!(words(&again).contains("coffee") && words(&again).contains("From the machine."), "{}", words(&again));
    assert!(buttons(&again).is_empty());
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_moderators_the_second_is_told_and_does_it_again() {
    let desk = Desk::open().await;
    let of_anna = desk.order("phrasing add", &[("entry", json!("parking")), ("text", json!(WHEELS))]).await;
    let of_ben =
        desk.order_by(BEN, "phrasing add", &[("entry", json!("tea")), ("text", json!("any hot drinks"))]).await;
    let list = desk.order_by(BEN, "drafts", &[]).await;
    assert!(words(&list).contains("discord:user5002 (5002): tea: phrasing"), "{}", words(&list));
    let label = buttons_of_menu(&list).into_iter().find(|label| label.contains("parking")).unwrap();
    let seen_by_ben = desk.press_by(BEN, &list, &label).await;
    desk.press_by(ANNA, &of_anna, "Apply").await;
    let too_late = desk.press_by(BEN, &seen_by_ben, "Apply").await;
    assert_eq!(words(&too_late), "Draft 1 was applied by discord:user5001 (5001) already.");
    assert!(buttons(&too_late).is_empty());

    let conflict = desk.press_by(BEN, &of_ben, "Apply").await;
    let said = words(&conflict);
    assert!(said.contains("Nothing was written") && said.contains("revision 2") && said.contains(WHEELS), "{said}");
    assert_eq!(buttons(&conflict), ["Do it again on the newest", "Drop"]);
    let again = desk.press_by(BEN, &conflict, "Do it again on the newest").await;
    assert!(words(&again).contains("**Draft 3** by discord:user5002 (5002)"), "{}", words(&again));
    let applied = desk.press_by(BEN, &again, "Apply").await;
    assert!(words(&applied).contains("revision 3"), "{}", words(&applied));
    assert!(desk.text().contains(WHEELS) && desk.text().contains("any hot drinks"));
    desk.close().await;
}

fn buttons_of_menu(answer: &crate::discord::stand_in::Interaction) -> Vec<String> {
    let menu = &answer.shown["components"][0]["components"][0]["options"];
    let labels = menu.as_array().into_iter().flatten().filter_map(|line| line["label"].as_str());
    labels.map(str::to_owned).collect()
}

/// A subcommand, its options, and what the draft must show.
type Step = (&'static str, Vec<(&'static str, Value)>, &'static str);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_of_edit_goes_live_and_the_first_revision_comes_back() {
    let desk = Desk::open().await;
    let (tea, parking) = (("entry", json!("tea")), ("entry", json!("parking")));
    let steps: [Step; 10] = [
        ("keyword add", vec![parking.clone(), ("words", json!("lorry, truck")), ("weight", json!(2.5))], "lorry"),
        ("keyword weight", vec![parking.clone(), ("weight", json!(3.5)), ("rule", json!(1))], "3.5"),
        ("keyword remove", vec![parking, ("rule", json!(1))], "-"),
        ("exception add", vec![tea.clone(), ("words", json!("high tea"))], "high tea"),
        ("exception remove", vec![tea.clone(), ("rule", json!(1))], "-"),
        ("synonym add", vec![("words", json!("car, vehicle"))], "vehicle"),
        ("synonym remove", vec![("words", json!("car, vehicle"))], "-"),
        ("entry threshold", vec![tea.clone(), ("value", json!(0.5))], "threshold = 0.5"),
        ("entry retire", vec![tea.clone()], "retired = true"),
        ("entry restore", vec![tea], "-retired"),
    ];
    for (order, options, part) in steps {
        let draft = desk.order(order, &options).await;
        assert!(words(&draft).contains(part), "{order}: no {part:?} in {}", words(&draft));
        assert_eq!(buttons(&draft), ["Apply", "Drop"], "{order}: {}", words(&draft));
        let applied = desk.press(&draft, "Apply").await;
        assert!(words(&applied).starts_with("Applied"), "{order}: {}", words(&applied));
    }
    assert_ne!(desk.text(), FAQ, "the threshold is still there");
    let restored = desk.order("restore", &[("revision", json!(1))]).await;
    let applied = desk.press(&restored, "Apply").await;
    assert!(words(&applied).starts_with("Applied"), "{}", words(&applied));
    assert_eq!(desk.text(), FAQ);
    desk.close().await;
}
