//! One question: when, where, what the bot did, what came nearest, and what can be done about it.

use maud::{Markup, html};

use super::super::signed::Signed;
use super::topics::{LIST, Topics};
use crate::faq::edit::LONGEST_WORDING;
use crate::platform::web::text::link;
use crate::store::Kept;

/// A question in a list. `draft` is one that waits and gives it to an entry.
pub(super) fn question(kept: &Kept, draft: Option<(i64, &str)>, topics: &Topics, signed: &Signed) -> Markup {
    let id = kept.id;
    html! {
        li.question {
            @if let Some(text) = words(kept) { blockquote { (text) } }
            p.faint.small { (about(kept)) }
            @if let Some((draft, entry)) = draft {
                p {
                    a id={"q" (id) "-draft"} href={"/desk/drafts/" (draft)} { "Draft " (draft) } " gives it to “"
                    (topics.question(entry)) "”."
                }
            } @else if signed.role().may_edit() {
                (belongs(kept, topics, signed))
            } @else {
                p { "Nearest: " (nearest(kept, topics)) }
            }
        }
    }
}

/// A score below this says nothing: it would be shown as 0.00.
const TELLING: f32 = 0.005;

/// The entries that came nearest, with their scores.
fn near(kept: &Kept) -> impl Iterator<Item = &(String, f32)> {
    kept.question.candidates.iter().filter(|(_, score)| *score >= TELLING)
}

/// Its words, where the clinic keeps them.
fn words(kept: &Kept) -> Option<String> {
    let text = kept.question.text.as_deref()?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn about(kept: &Kept) -> Markup {
    let question = &kept.question;
    let done = match question.decision.as_str() {
        "suggest" => "the bot offered other questions",
        "handoff" => "the bot sent them to the provider",
        "silent" => "the bot said nothing",
        other => other,
    };
    html! {
        "Question " (kept.id) " · " (question.at.minute()) " UTC · " (question.platform) " · " (done) " · "
        @match question.link.as_deref().filter(|link| link.starts_with("https://")) {
            Some(address) => (link(address, "Read it where it was asked")),
            None => "no link",
        }
    }
}

/// The entries that came nearest, for somebody who only looks.
fn nearest(kept: &Kept, topics: &Topics) -> String {
    let all: Vec<_> = near(kept).map(|(entry, score)| format!("{} ({score:.2})", topics.question(entry))).collect();
    if all.is_empty() { "none".to_owned() } else { all.join(", ") }
}

/// The form that gives it to an entry, or lets it be.
fn belongs(kept: &Kept, topics: &Topics, signed: &Signed) -> Markup {
    let id = kept.id;
    let text = words(kept);
    html! {
        form method="post" action={"/desk/unanswered/" (id) "/belongs"} {
            (signed.csrf())
            @if text.is_none() {
                label {
                    "Its words" span.unseen { " (question " (id) ")" }
                    input id={"q" (id) "-text"} name="text" maxlength=(LONGEST_WORDING) autocomplete="off" required
                        placeholder="They are not kept: read them by the link, and type them";
                }
            }
            div.row.belongs {
                @for (entry, score) in near(kept) {
                    button.second id={"q" (id) "-" (entry)} name="entry" value=(entry) {
                        span.unseen { "Question " (id) " " } "Belongs to: " (topics.question(entry)) " "
                        span.score title="confidence" { (format!("{score:.2}")) }
                    }
                }
            }
            div.row {
                label {
                    span { "Another entry" span.unseen { " for question " (id) } }
                    input id={"q" (id) "-other"} name="other" list=(LIST) autocomplete="off" placeholder="Begin to type its question";
                }
                button.second id={"q" (id) "-give"} { "Give it to this one" }
            }
        }
        div.row.else {
            form method="post" action="/desk/unanswered/ignore" {
                (signed.csrf())
                button.quiet id={"q" (id) "-ignore"} name="question" value=(id) {
                    "Needs no answer" span.unseen { " (question " (id) ")" }
                }
            }
            a id={"q" (id) "-new"} href=(new_entry(text.as_deref())) {
                "New entry" @if text.is_some() { " with these words" } span.unseen { " (question " (id) ")" }
            }
        }
    }
}

fn new_entry(text: Option<&str>) -> String {
    let Some(text) = text else { return "/desk/new".to_owned() };
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("question", text).finish();
    format!("/desk/new?{query}")
}
