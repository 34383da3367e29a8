//! How well the documents in force tell the labelled messages apart, against the thresholds.

use std::path::Path;
use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, PreEscaped, html};

use crate::bot::{Brain, Stages};
use crate::eval::{Course, Report, read_messages, threshold_charts};
use crate::message::Mode;
use crate::platform::web::desk::frame::{BY_HTMX, part};
use crate::platform::web::desk::kept::Kept;
use crate::platform::web::desk::page::{Page, Part};
use crate::platform::web::desk::signed::Signed;
use crate::platform::web::desk::state::Desk;
use crate::platform::web::desk::trouble::Trouble;

/// The charts as they are shown, or the sentence that says why there are none.
pub(super) type Charts = Result<Arc<str>, Arc<str>>;

/// `GET /desk/statistics/matching`
pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    Extension(kept): Extension<Arc<Kept<Charts>>>,
    signed: Signed,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let Some(messages) = desk.settings().faq.messages.clone() else {
        return Err(Trouble::NotThere("There are no labelled messages: faq.messages names none.".to_owned()));
    };
    let charts = kept.of(&desk, move |brain| measured(brain, &messages)).await?;
    let main = shown(&charts);
    if headers.contains_key(BY_HTMX) {
        return Ok(part(main));
    }
    let title = "How well questions are told apart".to_owned();
    Ok(desk.show(&signed, Page { title, part: Part::Statistics, main }).await)
}

fn measured(brain: &Brain, messages: &Path) -> Charts {
    let messages = read_messages(messages).map_err(|error| {
        tracing::warn!("desk: faq.messages: {error}");
        Arc::from("The labelled messages (faq.messages) cannot be read; the program’s log says why.")
    })?;
    let course = Course { mode: Mode::Direct, stages: Stages::All, perturbation: None };
    let predictions = course.predict(brain, &messages, || {});
    let charts = threshold_charts(&Report::new(course, brain, &messages, &predictions), brain);
    let charts = charts.ok_or_else(|| Arc::from("No labelled message asks for an entry of this FAQ."))?;
    Ok(Arc::from(charts.into_string()))
}

fn shown(charts: &Charts) -> Markup {
    html! {
        @match charts {
            Ok(charts) => {
                div.sheet {
                    p.faint.small {
                        "Every labelled message (faq.messages), put to the bot with the documents in force. “Asked” and “unasked” "
                        "are today’s thresholds: from that confidence on the bot answers where it is asked, and in a channel."
                    }
                    div.charts { (PreEscaped(charts)) }
                }
            },
            Err(sentence) => p.notice { (sentence) },
        }
    }
}
