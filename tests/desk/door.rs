//! Who is let in, and what keeps others out.

use crate::desk::clinic::{Clinic, PASSWORD, form};

#[test]
fn nobody_sees_the_desk_without_signing_in() {
    let clinic = Clinic::open();
    for path in ["/desk", "/desk/drafts", "/desk/entries/driving", "/desk/nowhere"] {
        let answer = clinic.send("GET", path, "", None);
        assert_ne!(answer.status, 200, "{path}");
        assert!(!answer.body.contains("Sign out"), "{path}");
    }
    assert_eq!(clinic.send("GET", "/desk", "", None).header("location"), Some("/desk/sign-in"));
    let forged = clinic.send("GET", "/desk", "Cookie: askwell-desk=0000\r\n", None);
    assert_eq!(forged.header("location"), Some("/desk/sign-in"));
}

#[test]
fn a_name_and_its_password_open_the_desk_and_signing_out_closes_it() {
    let clinic = Clinic::open();
    for (name, password) in [("anna", "not the password"), ("nobody", PASSWORD), ("", ""), ("anna", "")] {
        let refused = clinic.sign_in(name, password);
        assert_eq!((refused.status, refused.header("set-cookie")), (422, None), "{name}");
        assert!(refused.body.contains("do not belong together"), "{refused:?}");
    }
    let answer = clinic.sign_in("anna", PASSWORD);
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{cookie}");
    let anna = clinic.signed_in("anna");
    assert!(anna.page("/desk").contains("anna"));
    assert_eq!(anna.post("/desk/sign-out", &[]).status, 303);
    assert_eq!(anna.get("/desk").status, 303);
}

#[test]
fn a_form_of_another_page_does_nothing() {
    let clinic = Clinic::open();
    let anna = clinic.signed_in("anna");
    let rita = clinic.signed_in("rita").csrf();
    for csrf in ["", "x", &rita] {
        let refused = anna.post_bare("/desk/sign-out", &[("csrf", csrf)]);
        assert_eq!(refused.status, 403, "{csrf}");
    }
    assert_eq!(anna.post_bare("/desk/sign-out", &[]).status, 403);
    anna.page("/desk");
    let elsewhere = "Sec-Fetch-Site: cross-site\r\n";
    let fields = form(&[("name", "anna"), ("password", PASSWORD)]);
    assert_eq!(clinic.send("POST", "/desk/sign-in", elsewhere, Some(&fields)).status, 403);
}

#[test]
fn guessing_a_password_takes_longer_than_anybody_has() {
    let clinic = Clinic::open();
    let mut last = clinic.sign_in("anna", "guess 0");
    for guess in 1..30 {
        if last.status == 429 {
            break;
        }
        last = clinic.sign_in("anna", &format!("guess {guess}"));
    }
    assert_eq!(last.status, 429, "{last:?}");
    assert!(last.header("retry-after").unwrap().parse::<u64>().unwrap() > 0);
    assert!(!clinic.server.log().contains("guess"), "a password stands in the log");
}

#[test]
fn behind_a_proxy_the_cookie_is_for_tls_alone() {
    let clinic = Clinic::open_with(|command| {
        command.env("ASKWELL__WEB__PUBLIC_URL", "https://faq.clinic.example");
        command.env("ASKWELL__WEB__TRUSTED_PROXIES", "127.0.0.1");
    });
    let fields = form(&[("name", "anna"), ("password", PASSWORD)]);
    let proxied = "X-Forwarded-For: 192.0.2.9\r\n";
    let answer = clinic.send("POST", "/desk/sign-in", proxied, Some(&fields));
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-askwell-desk=") && cookie.ends_with("; SameSite=Strict; Secure"), "{cookie}");
    let shown = cookie.split(';').next().unwrap();
    let with = |headers: &str| clinic.send("GET", "/desk", &format!("{headers}Cookie: {shown}\r\n"), None).status;
    assert_eq!((with(proxied), with("")), (200, 303), "a cookie over TLS is none without");
}

#[test]
fn other_machines_reach_the_server_once_there_are_accounts() {
    let clinic = Clinic::open_with(|command| {
        command.env("ASKWELL__WEB__BIND", "0.0.0.0:0").env("ASKWELL__WEB__PUBLIC_URL", "https://faq.clinic.example");
        command.env("ASKWELL__WEB__TRUSTED_PROXIES", "10.0.0.7");
    });
    let ask = |host: &str| {
        clinic.server.raw(format!("GET /desk/sign-in HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes())
    };
    assert_eq!(ask("faq.clinic.example").status, 200);
    assert_eq!(ask("elsewhere.example").status, 421);
}
