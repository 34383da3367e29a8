//! Who is let in, and what keeps others out.

use crate::clinic::{Clinic, PASSWORD, form};

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
