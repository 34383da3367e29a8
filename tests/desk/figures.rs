//! Statistics, the safety rules and the checks, as somebody reads them.

use crate::desk::clinic::Clinic;

#[test]
fn what_the_bot_did_is_drawn_and_stands_in_tables() {
    let clinic = Clinic::open();
    let rhea = clinic.signed_in("rhea");
    assert!(rhea.page("/desk/statistics").contains("Nothing was counted"));
    for text in ["can i drive home", "can i drive home afterwards?", "will i be awake", "i want to die"] {
        assert_eq!(clinic.server.ask(&serde_json::json!({ "text": text })).status, 200);
    }
    // Counts are written some seconds after they arise.
    let end = std::time::Instant::now() + crate::http::server::PATIENCE;
    let page = loop {
        let page = rhea.page("/desk/statistics?days=7");
        if page.contains("Safety, by day") && page.contains(r#"<a href="/desk/entries/awake">"#) {
            break page;
        }
        assert!(std::time::Instant::now() < end, "{page}");
        std::thread::sleep(std::time::Duration::from_millis(200));
    };
    for part in [
        r#"aria-label="What the bot did, by day""#,
        "<title>",
        r#"<a href="/desk/entries/driving">Can I drive afterward?</a>"#,
        r#"<th scope="row">web</th>"#,
        r#"hx-get="/desk/statistics/matching""#,
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("style="), "the policy of the page forbids it");
    assert!(!page.contains("want to die"));
    for (query, status) in
        [("days=7", 200), ("days=8", 422), ("from=2026-13-01", 422), ("from=2026-01-02&to=2026-01-01", 422)]
    {
        assert_eq!(rhea.get(&format!("/desk/statistics?{query}")).status, status, "{query}");
    }
    let matching = rhea.page("/desk/statistics/matching");
    assert!(matching.contains("By threshold") && matching.contains("Confidence of the best candidate"), "{matching}");
    assert!(!matching.contains("style=") && !matching.contains("drive home"), "{matching}");
}

#[test]
fn safety_rules_are_read_with_what_their_examples_come_to() {
    let clinic = Clinic::open();
    let rhea = clinic.signed_in("rhea");
    let page = rhea.page("/desk/safety");
    assert!(page.contains("All examples do what they should"), "{page}");
    assert!(page.contains("Emergency") && page.contains("Crisis") && page.contains("Cautions"));
    let (_, rest) = page.split_once(r#"hx-get="/desk/safety/rules/"#).unwrap();
    let id = rest.split('"').next().unwrap();
    let rule = rhea.page(&format!("/desk/safety/rules/{id}"));
    assert!(rule.contains("Must be met") && rule.contains("as it should"), "{rule}");
    assert_eq!(rhea.get("/desk/safety/rules/none").status, 404);
    assert!(rhea.page("/desk/safety?q=zzzz").contains("No rule holds these words"));
    let replies = rhea.page("/desk/safety/replies?region=uk");
    assert!(replies.contains("999") && replies.contains("116 123"), "{replies}");
    assert_eq!(rhea.get("/desk/safety/replies?region=moon").status, 404);
}

#[test]
fn what_the_lints_find_leads_to_the_entry() {
    let clinic = Clinic::open_with(|_| {});
    let rhea = clinic.signed_in("rhea");
    assert!(rhea.page("/desk/checks").contains(r#"hx-get="/desk/checks/found""#));
    let faq = clinic.faq();
    std::fs::write(clinic.path("faq/faq.toml"), faq.replace("\"Can I drive myself home?\"", "\"Will I be awake?\""))
        .unwrap();
    let page = rhea.page("/desk/checks/found");
    for part in
        ["error", "own-question", "What this means", r#"<a href="/desk/entries/"#, "faq.toml:", "never-reviewed"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
}
