//! Drafts, history, unanswered questions, and what is heard of others' work.

use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::desk::clinic::{Clinic, FAQ, Person};
use crate::http::server::PATIENCE;

/// Makes a draft at the command line, and returns its number.
fn draft(clinic: &Clinic, by: &str, arguments: &[&str]) -> i64 {
    let said = clinic.run(&[arguments, &["--by", by]].concat());
    let (_, rest) = said.split_once("Draft ").unwrap();
    rest.split(' ').next().unwrap().parse().unwrap()
}

/// Posts to a page, and returns where that leads.
fn led(person: &Person<'_>, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = person.post(path, fields);
    assert_eq!(answer.status, 303, "{path}: {answer:?}");
    answer.header("location").unwrap().to_owned()
}

/// A page once it says something.
fn until_said(person: &Person<'_>, path: &str, words: &str) -> String {
    let end = Instant::now() + PATIENCE;
    loop {
        let page = person.page(path);
        if page.contains(words) {
            return page;
        }
        assert!(Instant::now() < end, "{path} never said {words:?}: {page}");
        sleep(Duration::from_millis(50));
    }
}

/// Asks as a visitor of the patients' page.
fn ask(clinic: &Clinic, text: &str) {
    assert_eq!(clinic.server.ask(&json!({"text": text})).status, 200);
}

#[test]
fn two_moderators_at_once_lose_nothing_of_each_other() {
    let clinic = Clinic::open();
    let (anna, rita) = (clinic.signed_in("anna"), clinic.signed_in("rita"));
    let first = draft(&clinic, "anna", &["phrasing", "add", "awake", "am I conscious"]);
    let second = draft(&clinic, "rita", &["phrasing", "add", "driving", "may I take my car home"]);
    let list = anna.page("/desk/drafts");
    let newer = list.find("may I take my car home").unwrap();
    assert!(newer < list.find("am I conscious").unwrap(), "the newest draft stands first");
    assert!(anna.page(&format!("/desk/drafts/{first}")).contains("+phrasings = [&quot;am I conscious&quot;]"));

    let page = led(&anna, &format!("/desk/drafts/{first}/apply"), &[]);
    let page = anna.page(&page);
    assert!(page.contains("<strong>Applied</strong> by anna") && page.contains("/undo\""), "{page}");
    assert!(!page.contains("/apply\""), "what is live is offered again");
    assert!(clinic.faq().contains("am I conscious"));

    let refused = rita.post(&format!("/desk/drafts/{second}/apply"), &[]);
    assert_eq!(refused.status, 409, "{refused:?}");
    for words in ["Somebody was quicker", "by anna", "am I conscious", "Make it again"] {
        assert!(refused.body.contains(words), "{words}: {refused:?}");
    }
    assert!(!clinic.faq().contains("may I take my car home"));
    let again = led(&rita, &format!("/desk/drafts/{second}/redo"), &[]);
    assert_ne!(again, format!("/desk/drafts/{second}"));
    assert!(rita.page(&format!("/desk/drafts/{second}")).contains("<strong>Dropped</strong> by rita"));
    led(&rita, &format!("{again}/apply"), &[]);
    assert!(clinic.faq().contains("may I take my car home") && clinic.faq().contains("am I conscious"));

    let late = anna.post(&format!("{again}/drop"), &[("reason", "no need")]);
    assert_eq!(late.status, 422);
    assert!(late.body.contains("was applied by rita already"), "{late:?}");

    taken_back(&clinic, &anna, &again);
}

/// A change is undone while a later one stays, and a document made what it was.
fn taken_back(clinic: &Clinic, anna: &Person<'_>, later: &str) {
    let history = anna.page("/desk/history");
    assert!(history.find("may I take my car home").unwrap() < history.find("am I conscious").unwrap());
    let revision = |page: &str| {
        let (before, _) = page.split_once("/undo\"").unwrap();
        before.rsplit('/').next().unwrap().to_owned()
    };
    let newest: i64 = revision(&anna.page(later)).parse().unwrap();
    let older = format!("/desk/history/{}", newest - 1);
    let page = anna.page(&older);
    assert!(page.contains(r#"<span class="line added">+phrasings = [&quot;am I conscious&quot;]"#), "{page}");
    let undone = led(anna, &format!("{older}/undo"), &[("reason", "too rare")]);
    assert!(anna.page(&undone).contains("Why: too rare"));
    led(anna, &format!("{undone}/apply"), &[]);
    assert!(clinic.faq().contains("may I take my car home") && !clinic.faq().contains("am I conscious"));
    let restored = led(anna, "/desk/history/1/restore", &[]);
    led(anna, &format!("{restored}/apply"), &[]);
    assert_eq!(clinic.faq(), FAQ);
    let page = anna.page("/desk/history?document=faq.toml&before=3");
    assert!(page.contains("\"/desk/history/2\"") && !page.contains("\"/desk/history/3\""), "{page}");
    for nowhere in ["/desk/history/999", "/desk/history/x", "/desk/history?document=x", "/desk/drafts/999"] {
        assert_eq!(anna.get(nowhere).status, 404, "{nowhere}");
    }
}

/// A clinic's own emergency, with a message that a careless phrasing takes away from it.
const OWN_RULE: &str = r#"
[[rules]]
id = "own-emergency"
tier = "emergency"
rationale = "Members call it so."
patterns = ["zorbling"]
fires = ["he is zorblimg"]
silent = ["a quiet day"]
"#;

#[test]
fn what_was_reviewed_goes_live_by_a_reviewer_and_what_breaks_the_faq_by_nobody() {
    let clinic = Clinic::open();
    let (anna, rita, adam) = (clinic.signed_in("anna"), clinic.signed_in("rita"), clinic.signed_in("adam"));
    let id = draft(&clinic, "anna", &["entry", "answer", "driving", "--answer", "No. Come with somebody."]);
    let (page, apply) = (format!("/desk/drafts/{id}"), format!("/desk/drafts/{id}/apply"));
    for person in [&anna, &adam] {
        let shown = person.page(&page);
        assert!(shown.contains("A reviewer has to apply it: rita."), "{shown}");
        assert!(!shown.contains("/apply\""));
        assert_eq!(person.post(&apply, &[]).status, 403);
    }
    assert!(anna.page("/desk/drafts").contains("needs a reviewer"));
    assert!(!clinic.faq().contains("Come with somebody"));
    assert!(rita.page(&page).contains("/apply\""));
    led(&rita, &apply, &[]);
    assert!(clinic.faq().contains("Come with somebody"));

    let id = draft(&clinic, "anna", &["threshold", "set", "driving", "0.99"]);
    let page = rita.page(&format!("/desk/drafts/{id}"));
    assert!(page.contains(">worse<") && page.contains("offers driving") && page.contains("line 1"), "{page}");
    assert!(!page.contains("can i drive home"), "the words of a labelled message are kept");
    assert!(page.contains("/apply\""), "that is for a moderator to judge");

    fs::write(clinic.path("faq/safety.toml"), OWN_RULE).unwrap();
    // The word is known to the FAQ then, and no typo of the rule's word any more.
    ask(&clinic, "do you sell gift cards");
    until_said(&rita, "/desk/unanswered", "Question 1");
    let fields = [("entry", "awake"), ("text", "is zorblimg a towel")];
    let drafted = led(&rita, "/desk/unanswered/1/belongs", &fields);
    let page = rita.page(&drafted);
    assert!(page.contains("This cannot go live") && !page.contains("/apply\""), "{page}");
    assert_eq!(rita.post(&format!("{drafted}/apply"), &[]).status, 422);
    led(&rita, &format!("{drafted}/drop"), &[("reason", "pulls too much")]);
    assert!(rita.page("/desk/drafts?state=dropped").contains(&format!("\"{drafted}\"")));
}

#[test]
fn a_question_becomes_a_phrasing_and_another_one_is_let_be() {
    let clinic = Clinic::open_with(|command| {
        command.env("ASKWELL__PRIVACY__KEEP", "text");
    });
    let labelled = json!({"text": "may I bring my dog there", "labels": ["awake"], "addressed": true});
    fs::write(clinic.path("messages.jsonl"), format!("{labelled}\n")).unwrap();
    ask(&clinic, "may I bring my dog");
    ask(&clinic, "do you sell gift cards");
    let (anna, rhea) = (clinic.signed_in("anna"), clinic.signed_in("rhea"));
    let list = until_said(&anna, "/desk/unanswered", "gift cards");
    assert!(list.contains("may I bring my dog") && list.contains("question=may+I+bring+my+dog"), "{list}");
    let dog = list.split("may I bring my dog").nth(1).unwrap();
    let dog: i64 = dog.split("Question ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    let belongs = format!("/desk/unanswered/{dog}/belongs");
    for fields in [&[][..], &[("other", "no such question")], &[("entry", "nothing")]] {
        assert_eq!(anna.post(&belongs, fields).status, 422, "{fields:?}");
    }
    let drafted = led(&anna, &belongs, &[("entry", ""), ("other", "will i be awake?")]);
    let page = anna.page(&drafted);
    assert!(page.contains("“may I bring my dog there”"), "who has made it reads the labelled messages: {page}");
    let kept = clinic.run(&["draft", "show", "1", "--json"]);
    assert!(kept.contains("line 1") && !kept.contains("may I bring my dog there"), "{kept}");
    assert!(anna.page("/desk/unanswered").contains("gives it to “Will I be awake?”"));
    led(&anna, &format!("{drafted}/apply"), &[]);
    assert!(!anna.page(&drafted).contains("may I bring my dog there"));
    assert!(clinic.faq().contains("phrasings = [\"may I bring my dog\"]"));

    let list = anna.page("/desk/unanswered");
    assert!(!list.contains("my dog") && list.contains("gift cards"), "{list}");
    let settled = anna.post("/desk/unanswered/ignore", &[("question", &dog.to_string())]);
    assert!(settled.body.contains("it belongs to `awake`"), "{settled:?}");
    let cards = list.split("name=\"question\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(!rhea.page("/desk/unanswered").contains("value=\"ignore"));
    led(&anna, "/desk/unanswered/ignore", &[("question", cards)]);
    assert!(anna.page("/desk/unanswered").contains("No question is waiting"));
    for words in ["my dog", "gift cards"] {
        assert!(!clinic.server.log().contains(words), "a patient's words stand in the log");
    }
}

#[test]
fn a_reader_looks_and_changes_nothing() {
    let clinic = Clinic::open();
    ask(&clinic, "do you sell gift cards");
    let id = draft(&clinic, "anna", &["phrasing", "add", "awake", "am I conscious"]);
    let (anna, rhea) = (clinic.signed_in("anna"), clinic.signed_in("rhea"));
    let words = "They are not kept";
    assert!(until_said(&anna, "/desk/unanswered", words).contains(words));
    assert!(anna.post("/desk/unanswered/1/belongs", &[("entry", "awake")]).body.contains("type its words"));
    for path in ["/desk/drafts", &format!("/desk/drafts/{id}"), "/desk/history", "/desk/history/1", "/desk/unanswered"]
    {
        let page = rhea.page(path);
        assert_eq!(page.matches("<form").count(), 1, "{path} has more than the way out: {page}");
    }
    for path in [
        format!("/desk/drafts/{id}/apply"),
        format!("/desk/drafts/{id}/drop"),
        format!("/desk/drafts/{id}/redo"),
        "/desk/history/1/undo".to_owned(),
        "/desk/history/1/restore".to_owned(),
        "/desk/unanswered/1/belongs".to_owned(),
        "/desk/unanswered/ignore".to_owned(),
    ] {
        assert_eq!(rhea.post(&path, &[("question", "1"), ("entry", "awake"), ("text", "x")]).status, 403, "{path}");
    }
    assert_eq!(clinic.faq(), FAQ);
    assert!(anna.page("/desk/drafts").contains("am I conscious"));
}

/// What a page asks next whether somebody has changed something.
fn next_ask(page: &str) -> String {
    let (_, rest) = page.split_once("hx-get=\"/desk/live?seen=").unwrap();
    format!("/desk/live?seen={}", rest.split('"').next().unwrap())
}

#[test]
fn pages_hear_of_what_others_do() {
    let clinic = Clinic::open();
    let anna = clinic.signed_in("anna");
    // The first look at the history records the documents.
    anna.page("/desk/history");
    let asks = next_ask(&anna.page("/desk"));
    assert_eq!(anna.get(&asks).status, 204);
    let id = draft(&clinic, "rita", &["phrasing", "add", "driving", "may I take my car home"]);
    let news = anna.get(&asks);
    assert_eq!((news.status, news.header("hx-trigger")), (200, Some("desk-changed")), "{news:?}");
    assert!(news.body.contains(r#"id="count-drafts" hx-swap-oob="true">1<"#), "{news:?}");
    let asks = next_ask(&news.body);
    assert_eq!(anna.get(&asks).status, 204);

    let of = |entry: &str| anna.page(&format!("/desk/live/entry?id={entry}&since=1"));
    assert_eq!(of("driving"), "");
    led(&clinic.signed_in("rita"), &format!("/desk/drafts/{id}/apply"), &[]);
    assert_eq!(anna.get(&asks).status, 200);
    assert!(of("driving").contains("rita has changed this entry") && of("driving").contains("/desk/history/2"));
    assert_eq!(of("awake"), "", "another entry was not changed");

    let out = clinic.send("GET", &asks, "HX-Request: true\r\n", None);
    assert_eq!(out.header("hx-redirect"), Some("/desk/sign-in"));
}
