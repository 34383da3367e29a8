//! Accounts, roles, channels: who may do what, and what comes of it.

use crate::desk::clinic::{Clinic, PASSWORD};

#[test]
fn an_administrator_keeps_accounts_and_nobody_else_does() {
    let clinic = Clinic::open();
    for name in ["anna", "rita", "rhea"] {
        let person = clinic.signed_in(name);
        assert!(!person.page("/desk").contains("/desk/accounts\""), "{name} is led to the accounts");
        assert_eq!(person.get("/desk/accounts").status, 403, "{name}");
        let fields = [("name", "new"), ("role", "admin"), ("new", PASSWORD), ("again", PASSWORD)];
        assert_eq!(person.post("/desk/accounts/add", &fields).status, 403, "{name}");
    }
    let adam = clinic.signed_in("adam");
    let add = |again| {
        adam.post("/desk/accounts/add", &[("name", "New"), ("role", "reader"), ("new", PASSWORD), ("again", again)])
    };
    assert!(add("something else").body.contains("The two passwords differ"));
    assert_eq!(add(PASSWORD).status, 303);
    assert!(add(PASSWORD).body.contains("There is an account `new` already."));
    let new = clinic.signed_in("new");
    let change = |deed: &str, more: &[(&str, &str)]| {
        adam.post("/desk/accounts/change", &[&[("name", "new"), ("do", deed)], more].concat()).status
    };
    assert_eq!(change("role", &[("role", "moderator")]), 303);
    assert_eq!(new.get("/desk").status, 303, "another role ends the sessions");
    assert_eq!(change("role", &[("role", "emperor")]), 422);
    let new = clinic.signed_in("new");
    assert_eq!(change("sign-out", &[]), 303);
    assert_eq!(new.get("/desk").status, 303);
    assert_eq!(change("password", &[("new", "other words for it"), ("again", "other words for it")]), 303);
    assert_eq!(clinic.sign_in("new", PASSWORD).status, 422);
    assert_eq!(clinic.sign_in("new", "other words for it").status, 303);
    assert_eq!(change("remove", &[]), 303);
    assert_eq!(clinic.sign_in("new", "other words for it").status, 422);
    let own = adam.post("/desk/accounts/change", &[("name", "Adam"), ("do", "remove")]);
    assert!(own.body.contains("This is your own account"), "{own:?}");
    assert!(!clinic.run(&["desk", "users"]).contains("new "), "{}", clinic.run(&["desk", "users"]));
}

#[test]
fn somebody_changes_their_password_and_makes_a_token() {
    let clinic = Clinic::open();
    let rhea = clinic.signed_in("rhea");
    let made = rhea.post("/desk/account/token", &[("label", "the lobby screen")]);
    assert_eq!(made.status, 200, "{made:?}");
    let token = made.body.split("<pre>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert_eq!(token.len(), 64);
    let page = rhea.page("/desk/account");
    assert!(page.contains("Program: the lobby screen") && !page.contains(&token));
    let password =
        |old, new, again| rhea.post("/desk/account/password", &[("password", old), ("new", new), ("again", again)]);
    assert!(password("wrong", "other words for it", "other words for it").body.contains("not your password until now"));
    assert_eq!(password(PASSWORD, "short", "short").status, 422);
    assert_eq!(password(PASSWORD, "other words for it", "other words for it").status, 303);
    assert_eq!(rhea.get("/desk").status, 303, "signed out everywhere");
    assert_eq!(clinic.sign_in("rhea", PASSWORD).status, 422);
    assert_eq!(clinic.sign_in("rhea", "other words for it").status, 303);
    assert!(!clinic.server.log().contains(&token) && !clinic.server.log().contains("other words"));
}

#[test]
fn channels_are_set_by_moderators_and_looked_at_by_readers() {
    let clinic = Clinic::open();
    let (anna, rhea) = (clinic.signed_in("anna"), clinic.signed_in("rhea"));
    let set = |deed: &str, more: &[(&str, &str)]| {
        anna.post("/desk/channels/set", &[&[("platform", "discord"), ("channel", "4711"), ("do", deed)], more].concat())
    };
    let now = || rhea.page("/desk/channels");
    assert!(now().contains("None yet"));
    assert!(set("mute", &[("minutes", "60")]).body.contains("does not listen"), "a channel that is not enabled");
    assert_eq!(set("enable", &[]).status, 303);
    assert!(now().contains("enabled, answers"));
    assert_eq!(set("mode", &[("mode", "suggest")]).status, 303);
    assert!(now().contains("enabled, only suggests"));
    for (deed, more) in [
        ("mode", [("mode", "sing")]),
        ("mute", [("minutes", "x")]),
        ("mute", [("minutes", "999999")]),
        ("sing", [("", "")]),
    ] {
        assert_eq!(set(deed, &more).status, 422, "{deed}");
    }
    assert_eq!(set("mute", &[("minutes", "60")]).status, 303);
    assert!(now().contains("muted until"));
    assert_eq!(set("unmute", &[]).status, 303);
    assert_eq!(set("disable", &[]).status, 303);
    assert!(now().contains("disabled: the bot does not listen there"));
    assert!(!now().contains("<button class=\"second\" name=\"do\""), "a reader is offered no change");
    let forbidden = rhea.post("/desk/channels/set", &[("platform", "discord"), ("channel", "4711"), ("do", "enable")]);
    assert_eq!(forbidden.status, 403);
    assert_eq!(anna.post("/desk/channels/staff", &[("platform", "discord"), ("channel", "#staff")]).status, 422);
    assert_eq!(anna.post("/desk/channels/staff", &[("platform", "discord"), ("channel", "815")]).status, 303);
    assert!(clinic.run(&["channel", "list"]).contains("4711"));
}
