//! The patients' page without a browser: what is served, under which headers, and what may post to it.

use crate::http::server::{Answer, Server};

/// What a browser is told that a page may do.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors ";
/// A form's media type.
const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";

/// Posts a form as a browser does.
fn post(server: &Server, path: &str, headers: &str, body: &str) -> Answer {
    let head = format!("POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{FORM}", server.address);
    server.raw(format!("{head}Content-Length: {}\r\n{headers}\r\n{body}", body.len()).as_bytes())
}

fn framed() -> Server {
    Server::start_with(|command| {
        command.arg("serve").env("ASKWELL__WEB__ALLOWED_ORIGINS", "https://clinic.example,https://b.example:8443");
    })
}

#[test]
fn every_page_has_the_headers_that_keep_it_safe() {
    let server = framed();
    let frames = "https://clinic.example https://b.example:8443";
    let pages = [
        (server.get("/"), 200, "'none'"),
        (server.get("/topics"), 200, "'none'"),
        (server.get("/topics/driving"), 200, "'none'"),
        (server.get("/topics/nope"), 404, "'none'"),
        (server.get("/topics/%ff"), 404, "'none'"),
        (post(&server, "/", "", "question=can+i+drive"), 200, "'none'"),
        (server.get("/embed"), 200, frames),
        (post(&server, "/embed", "", "question=can+i+drive"), 200, frames),
    ];
    for (page, status, frames) in pages {
        assert_eq!(page.status, status, "{page:?}");
        for (name, value) in [
            ("content-type", "text/html; charset=utf-8"),
            ("content-security-policy", &format!("{POLICY}{frames}")),
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(page.header(name), Some(value), "{page:?}");
        }
        assert_eq!(page.header("set-cookie"), None);
        for inline in ["<style", " style=", "onclick", "<script>", "javascript:"] {
            assert!(!page.body.contains(inline), "{inline}: {page:?}");
        }
    }
}

#[test]
fn what_pages_load_is_small_and_kept_by_nobody() {
    let server = Server::start();
    let mut bytes = server.get("/").body.len();
    for (path, media_type) in [
        ("/page/style.css", "text/css; charset=utf-8"),
        ("/page/chat.js", "text/javascript; charset=utf-8"),
        ("/page/icon.svg", "image/svg+xml"),
    ] {
        let file = server.get(path);
        assert_eq!((file.status, file.header("content-type")), (200, Some(media_type)), "{path}");
        assert_eq!(file.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(file.header("content-security-policy"), Some("default-src 'none'; frame-ancestors 'none'"));
        assert!(!file.body.contains("http://") || path == "/page/icon.svg", "{path} names another host");
        bytes += file.body.len();
    }
    assert!(bytes < 100_000, "{bytes} bytes");
}

#[test]
fn a_question_is_answered_on_a_page_or_as_a_part_of_one() {
    let server = Server::start();
    let page = post(&server, "/", "", "question=can+i+drive+home%3F");
    let part = post(&server, "/", "Askwell-Part: 1\r\n", "question=can+i+drive+home%3F");
    assert!(page.body.starts_with("<!DOCTYPE html>") && part.body.starts_with("<article"), "{part:?}");
    for answer in [page, part] {
        for words in ["can i drive home?", "<h3>Can I drive afterward?</h3>", "drive you home", "not medical advice"] {
            assert!(answer.body.contains(words), "{words}: {answer:?}");
        }
    }
    let picked = post(&server, "/", "", "topic=driving");
    assert!(picked.body.contains("<h3>Can I drive afterward?</h3>"), "{picked:?}");
    for (body, words) in [
        ("question=how+much+does+it+cost", "question for your provider"),
        ("question=hello", "Hello!"),
        ("question=+", "Please type a question"),
        ("", "Please type a question"),
        ("topic=nope", "no longer in the FAQ"),
    ] {
        let answer = post(&server, "/", "", body);
        assert!(answer.status == 200 && answer.body.contains(words), "{body}: {answer:?}");
    }
    assert!(!server.log().contains("drive home"), "{}", server.log());
}

#[test]
fn what_comes_near_several_entries_can_be_picked() {
    let server = Server::start_with(|command| {
        command.arg("serve").env("ASKWELL__MATCH__ANSWER", "1").env("ASKWELL__MATCH__AMBIENT", "1");
    });
    let page = post(&server, "/", "", "question=how+many+sessions+do+i+need+and+how+quickly+does+it+work");
    assert!(page.body.contains("value=\"sessions\"") && page.body.contains("value=\"how-quickly\""), "{page:?}");
}

#[test]
fn what_is_typed_is_shown_as_text_and_nothing_else() {
    let server = Server::start();
    let typed = "question=%3Cscript%3Ealert(1)%3C%2Fscript%3E+%22%3E%3Cimg+src%3Dx%3E+is+it+safe";
    let page = post(&server, "/", "", typed).body;
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !page.contains("<script>"), "{page}");
    assert!(!page.contains("<img src=x>"), "{page}");
    let danger = post(&server, "/", "", "question=is+it+safe&danger=crisis.%22%3E%3Cscript%3E").body;
    assert!(!danger.contains("class=\"danger\"") && !danger.contains("<script>"), "{danger}");
}

#[test]
fn danger_stands_out_and_goes_on_being_shown() {
    let server = Server::start();
    let crisis = post(&server, "/", "", "question=i+want+to+die").body;
    let kept = "<input type=\"hidden\" name=\"danger\" value=\"crisis.en\">";
    for words in ["role=\"alert\"", "href=\"tel:911\"", "href=\"tel:988\"", "Nobody was told", kept] {
        assert!(crisis.contains(words), "{words}: {crisis}");
    }
    let next = post(&server, "/", "", "question=is+it+safe&danger=crisis.en").body;
    assert!(next.contains("class=\"danger\"") && next.contains("Is it safe?") && next.contains(kept), "{next}");
    let part = post(&server, "/", "Askwell-Part: 1\r\n", "question=is+it+safe&danger=crisis.en").body;
    assert!(!part.contains("class=\"danger\""), "the page has it already: {part}");
    let spanish = post(&server, "/", "", "question=quiero+morir").body;
    assert!(spanish.contains("lang=\"es\"") && spanish.contains("Nadie") || spanish.contains("nadie"), "{spanish}");
}

#[test]
fn another_site_asks_nothing_in_a_visitor_s_name() {
    let server = Server::start();
    for (site, status) in [("same-origin", 200), ("none", 200), ("cross-site", 403), ("same-site", 403)] {
        let answer = post(&server, "/", &format!("Sec-Fetch-Site: {site}\r\n"), "question=is+it+safe");
        assert_eq!(answer.status, status, "{site}");
        assert_eq!(answer.body.contains("Is it safe?"), status == 200, "{site}");
    }
}

#[test]
fn too_much_is_said_in_a_sentence_for_patients() {
    let server = Server::start();
    let long = post(&server, "/", "", &format!("question={}", "x".repeat(askwell::http::BODY_LIMIT)));
    assert!(long.status == 413 && long.body.contains("too long for me"), "{long:?}");
    let most = askwell::http::BURST.get() * 10;
    let refused = (0..most).map(|_| post(&server, "/", "", "question=hi")).find(|answer| answer.status != 200);
    let refused = refused.expect("there is a limit, and pages count as programs do");
    assert!(refused.status == 429 && refused.body.contains("try again in a moment"), "{refused:?}");
    assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
}

#[test]
fn only_named_sites_have_the_chat_in_a_frame() {
    let server = Server::start();
    for path in ["/embed", "/embed.js"] {
        server.get(path).problem(403, "web.allowed_origins");
    }
    let server = framed();
    let script = server.get("/embed.js");
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(script.header("cross-origin-resource-policy"), Some("cross-origin"));
    assert!(script.body.contains("\"Questions and answers\""), "{script:?}");
}

#[test]
fn the_clinic_is_named_and_can_be_reached() {
    let server = Server::start_with(|command| {
        command.arg("serve").env("ASKWELL__PROVIDER__NAME", "A & B Clinic").env("ASKWELL__PROVIDER__PHONE", "555-0100");
        command.env("ASKWELL__PROVIDER__HOURS", "Mon to Fri").env("ASKWELL__BOT__REGION", "uk");
        command.env("ASKWELL__PRIVACY__KEEP", "text");
    });
    let page = server.get("/").body;
    for words in
        ["A &amp; B Clinic", "href=\"tel:5550100\"", "Mon to Fri", "999", "116 123", "automated", "for 30 days"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn a_proxy_is_believed_where_the_settings_name_it() {
    let server = Server::start_with(|command| {
        command.arg("serve").env("ASKWELL__WEB__PUBLIC_URL", "https://faq.clinic.example");
        command.env("ASKWELL__WEB__TRUSTED_PROXIES", "127.0.0.1");
    });
    let get = |path: &str, headers: &str| {
        server.raw(format!("GET {path} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n").as_bytes())
    };
    let proxied = "Host: faq.clinic.example\r\nX-Forwarded-For: 192.0.2.9\r\n";
    for path in ["/", "/topics", "/api/v1/topics", "/healthz"] {
        assert_eq!(get(path, proxied).status, 200, "{path}");
    }
    for path in ["/metrics", "/readyz"] {
        get(path, proxied).problem(403, "not through the proxy");
        assert_eq!(get(path, "Host: localhost\r\n").status, 200, "{path}");
    }
    get("/", "Host: evil.example\r\nX-Forwarded-For: 192.0.2.9\r\n").problem(421, "another name");
    let stranger = Server::start();
    let asked =
        stranger.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Forwarded-For: 192.0.2.9\r\n\r\n");
    asked.problem(403, "web.trusted_proxies");
}

#[test]
fn an_answer_is_called_helpful_or_another_question() {
    let server = Server::start();
    let answer = post(&server, "/", "", "question=can+i+drive+home%3F").body;
    let verdict = answer.split("name=\"not-mine\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(verdict.starts_with("driving|"), "{verdict}");
    let says = |form: &str| post(&server, "/", "Askwell-Part: 1\r\n", form).body;
    assert!(says(&format!("helpful={verdict}")).contains("Thank you"));
    let other = says(&format!("not-mine={verdict}"));
    assert!(other.contains("not to your question"), "{other}");
    let offered = verdict.split('|').nth(1).unwrap().split(',').filter(|id| !id.is_empty()).count();
    assert_eq!(other.matches("name=\"topic\"").count(), offered, "{other}");
    assert!(says("not-mine=nope%7Cnope").contains("no other reviewed answer"));
    let suggested = post(&server, "/", "", "question=will+it+help").body;
    assert!(!suggested.contains("not-mine"), "nothing was answered");
    let page = post(&server, "/", "", "danger=crisis.en&topic=driving").body;
    assert!(page.contains("class=\"danger\""), "{page}");
    assert_eq!(page.matches("name=\"danger\" value=\"crisis.en\"").count(), page.matches("<form").count(), "{page}");
}

#[test]
fn what_is_not_there_is_a_page_for_people_and_a_problem_for_programs() {
    let server = Server::start();
    let ask = |accept: &str| {
        let request = format!("GET /nope HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{accept}\r\n");
        server.raw(request.as_bytes())
    };
    ask("").problem(404, "nothing at this path");
    let page = ask("Accept: text/html,*/*\r\n");
    assert_eq!((page.status, page.header("content-type")), (404, Some("text/html; charset=utf-8")));
    assert!(page.body.contains("This page does not exist.") && page.body.contains("href=\"/topics\""), "{page:?}");
}
