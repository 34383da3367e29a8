//! Entries found, changed beside a test pane, and words that count as one another.

use crate::desk::clinic::{Clinic, Person};
use crate::http::server::Answer;

/// The fields of the editor as a page shows them, to be sent back: name and value, in order.
fn fields(page: &str) -> Vec<(String, String)> {
    let (_, form) = page.split_once(r#"<form class="two editor""#).unwrap();
    let form = form.split("</form>").next().unwrap();
    let mut fields = Vec::new();
    for tag in form.split('<').filter(|tag| tag.starts_with("input") || tag.starts_with("textarea")) {
        let attribute = |name: &str| Some(tag.split_once(&format!(" {name}=\""))?.1.split('"').next()?.to_owned());
        let Some(name) = attribute("name") else { continue };
        let kind = attribute("type").unwrap_or_default();
        if matches!(kind.as_str(), "radio" | "checkbox") && !tag.contains(" checked") {
            continue;
        }
        let value = if tag.starts_with("textarea") {
            tag.split_once('>').unwrap().1.to_owned()
        } else {
            attribute("value").unwrap_or_default()
        };
        fields.push((name, unescaped(&value)));
    }
    fields
}

fn unescaped(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (there, here)| text.replace(there, here))
}

/// The same fields with other values: the first field of each name, or a new one.
fn with(fields: &[(String, String)], changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = fields.to_vec();
    for (name, value) in changes {
        match fields.iter_mut().find(|(own, _)| own == name) {
            Some((_, old)) => (*value).clone_into(old),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    fields
}

fn sent(person: &Person<'_>, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    person.post_bare(path, &fields)
}

/// The number of the draft that an answer leads to.
fn draft(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{answer:?}");
    answer.header("location").unwrap().strip_prefix("/desk/drafts/").unwrap().to_owned()
}

#[test]
fn entries_are_found_and_readers_only_look() {
    let clinic = Clinic::open();
    let anna = clinic.signed_in("anna");
    let all = anna.page("/desk/entries");
    assert!(all.contains("2 of 2 entries") && all.contains("Dr. Lee") && all.contains("not reviewed"), "{all}");
    assert!(all.contains("/desk/new"));
    for (query, found) in [
        ("?q=MYSELF+home", "1 of 2 entries"),
        ("?q=stay", "1 of 2 entries"),
        ("?q=nothing+like+it", "0 of 2 entries"),
        ("?show=not-reviewed", "1 of 2 entries"),
        ("?show=retired", "0 of 2 entries"),
        ("?q=%3Cb%3E", "0 of 2 entries"),
    ] {
        assert!(anna.page(&format!("/desk/entries{query}")).contains(found), "{query}");
    }
    assert_eq!(anna.get("/desk/entries/nowhere").status, 404);

    let rhea = clinic.signed_in("rhea");
    let list = rhea.page("/desk/entries");
    let entry = rhea.page("/desk/entries/driving");
    assert!(!list.contains("/desk/new") && !entry.contains("Make a draft"));
    assert!(entry.contains("Can I drive myself home?") && entry.contains("Dr. Lee"));
    for path in ["/desk/entries/driving", "/desk/new", "/desk/synonyms", "/desk/try/draft"] {
        assert_eq!(rhea.post(path, &[("shown", "{}")]).status, 403, "{path}");
    }
    let tried = rhea.post("/desk/try", &[("message", "can i drive home")]);
    assert!(tried.body.contains("You will need someone to drive you home."), "{tried:?}");
}

#[test]
fn an_entry_is_tried_with_unsaved_changes_and_then_made_a_draft() {
    let clinic = Clinic::open();
    let anna = clinic.signed_in("anna");
    let page = anna.page("/desk/entries/awake");
    let fields = fields(&page);
    let before = clinic.faq();

    // Nothing was changed.
    let same = sent(&anna, "/desk/entries/awake", &fields);
    assert!(same.body.contains("Nothing was changed"), "{same:?}");

    // What is typed answers before it is kept, and a danger is shown without anybody being told.
    let message = ("message", "do they put me under for it");
    let untouched = sent(&anna, "/desk/entries/awake/try", &with(&fields, &[message]));
    assert!(!untouched.body.contains("<div class=\"answer\"><p>Yes. You stay awake."), "{untouched:?}");
    let changes = [message, ("phrasings", "do they put me under\r\nam i asleep"), ("any", "put me under, asleep")];
    let typed = with(&fields, &changes);
    let tried = sent(&anna, "/desk/entries/awake/try", &typed);
    assert!(tried.body.contains("<div class=\"answer\"><p>Yes. You stay awake."), "{tried:?}");
    for shown in ["An answer needs", "Where the points come from", "Rules that fired", "<svg class=\"bar tall\""] {
        assert!(tried.body.contains(shown), "{shown}: {tried:?}");
    }
    let danger = sent(&anna, "/desk/entries/awake/try", &with(&fields, &[("message", "i want to die")]));
    assert!(danger.body.contains("crisis") && danger.body.contains("nobody would be told of this"), "{danger:?}");
    assert_eq!(clinic.faq(), before);

    // What is wrong is said where it is, and nothing that was typed is lost.
    let changes = [("question", ""), ("weight", "much"), ("any", "put me under"), ("answer", "Typed & kept")];
    let refused = sent(&anna, "/desk/entries/awake", &with(&fields, &changes));
    assert_eq!(refused.status, 422);
    for shown in ["Question: An entry needs a question.", "Keywords, row 1: “much” is no number.", "Typed &amp; kept"]
    {
        assert!(refused.body.contains(shown), "{shown}: {refused:?}");
    }
    let twin = sent(&anna, "/desk/entries/awake", &with(&fields, &[("phrasings", "will i be AWAKE?")]));
    assert_eq!(twin.status, 422);
    assert!(twin.body.contains(r#"id="fault-phrasings""#) && twin.body.contains("will i be AWAKE?"), "{twin:?}");

    // A draft, which changes nothing before it is applied.
    let number = draft(&sent(&anna, "/desk/entries/awake", &with(&typed, &[("reason", "asked twice")])));
    assert_eq!(clinic.faq(), before);
    clinic.run(&["draft", "apply", &number, "--by", "anna"]);
    let after = clinic.faq();
    assert!(after.contains("am i asleep") && after.contains(r#"any    = ["put me under", "asleep"]"#), "{after}");
    assert!(after.contains("# Kept by every edit."));
}

#[test]
fn what_somebody_else_changed_meanwhile_is_shown_and_nothing_typed_is_lost() {
    let clinic = Clinic::open();
    let anna = clinic.signed_in("anna");
    let fields = fields(&anna.page("/desk/entries/awake"));
    clinic.run(&["phrasing", "add", "awake", "am i out", "--apply", "--by", "rita"]);
    let conflict = sent(&anna, "/desk/entries/awake", &with(&fields, &[("answer", "Mine.")]));
    assert_eq!(conflict.status, 409, "{conflict:?}");
    assert!(conflict.body.contains("phrasing “am i out” added") && conflict.body.contains(">Mine.<"), "{conflict:?}");
    // The form that came back holds both, and is taken.
    let number = draft(&sent(&anna, "/desk/entries/awake", &self::fields(&conflict.body)));
    let shown = clinic.run(&["draft", "show", &number]);
    assert!(shown.contains("Mine.") && !shown.contains("-phrasings"), "{shown}");
}

#[test]
fn entries_and_synonyms_are_added_and_a_message_is_led_elsewhere() {
    let clinic = Clinic::open();
    let anna = clinic.signed_in("anna");

    let new = fields(&anna.page("/desk/new"));
    for (id, field) in [("Parking Lot", "fault-id"), ("driving", "fault-id"), ("", "fault-id")] {
        let refused = sent(&anna, "/desk/new", &with(&new, &[("id", id), ("question", "Where can I park?")]));
        assert_eq!(refused.status, 422, "{id}");
        assert!(refused.body.contains(&format!(r#"id="{field}""#)), "{id}: {refused:?}");
        assert!(refused.body.contains("Where can I park?"));
    }
    let parking = with(
        &new,
        &[("id", "parking"), ("question", "Where can I park?"), ("phrasings", "is there a lot"), ("any", "lot")],
    );
    let tried = sent(&anna, "/desk/new/try", &with(&parking, &[("message", "where can i park")]));
    assert!(tried.body.contains("provider: parking"), "{tried:?}");
    let number = draft(&sent(&anna, "/desk/new", &with(&parking, &[("answer", "Behind the house.")])));
    clinic.run(&["draft", "apply", &number, "--by", "anna"]);
    assert!(anna.page("/desk/entries/parking").contains("Behind the house."));

    let refused = anna.post("/desk/synonyms", &[("words", "lot")]);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("needs two words or more") && refused.body.contains(r#"value="lot""#), "{refused:?}");
    let number = draft(&anna.post("/desk/synonyms", &[("words", "lot, car park")]));
    clinic.run(&["draft", "apply", &number, "--by", "anna"]);
    assert!(anna.page("/desk/synonyms").contains("lot = car park"));
    draft(&anna.post("/desk/synonyms/remove", &[("words", "lot"), ("words", "car park")]));

    let question = [("message", "where do i leave my bicycle"), ("entry", "driving")];
    let compared = anna.post("/desk/try/compare", &question);
    let (_, rest) = compared.body.split_once(r#"form="remedy" name="change" value=""#).unwrap();
    let change = unescaped(rest.split('"').next().unwrap());
    let number = draft(&anna.post("/desk/try/draft", &[("change", &change)]));
    assert!(clinic.run(&["draft", "show", &number]).contains("driving"));
    assert_eq!(anna.post("/desk/try/draft", &[("change", "{}")]).status, 403);
}
