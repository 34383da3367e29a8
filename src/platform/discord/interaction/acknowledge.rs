//! Sees to it that each interaction is acknowledged in time, whatever its work takes.
//!
//! Discord waits 3 seconds. Work that is done by then is the response itself; other work is announced, and its result
//! put in place of the announcement when it is there.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use serenity::model::id::ApplicationId;
use tokio::time::timeout;

use super::super::callback::Callback;
use super::super::post::Post;
use super::super::rest::{Failure, Rest};
use super::answer::{Answer, Body, later, response, rows_body};
use super::read::{Act, Interaction};
use crate::reply::buttons as words;

/// How long a response may be on its way before the announcement goes out: half of what Discord waits, since the
/// request needs time too.
const ANNOUNCE_AFTER: Duration = Duration::from_millis(1_500);
/// How long work may take. The interaction's token lasts 15 minutes.
const WORK_LIMIT: Duration = Duration::from_secs(14 * 60);

/// Does the work and responds with its answer. `application` is the bot's own, for events that do not name it;
/// `private` says who sees an announcement.
pub(crate) async fn acknowledge(
    rest: &Rest,
    interaction: &Interaction,
    application: ApplicationId,
    private: bool,
    work: impl Future<Output = Answer>,
) {
    let callback = Callback {
        interaction: interaction.id,
        application: interaction.application.unwrap_or(application),
        token: &interaction.token,
    };
    let hidden =
        matches!(&interaction.act, Act::Press(press) if press.message.as_ref().is_some_and(|message| message.private));
    let mut work = pin!(work);
    let result = match timeout(ANNOUNCE_AFTER, &mut work).await {
        Ok(answer) => respond(rest, &callback, &answer, hidden).await,
        Err(_) if matches!(interaction.act, Act::Complete(_)) => {
            respond(rest, &callback, &Answer::Completions(Vec::new()), hidden).await
        }
        Err(_) => {
            let change = matches!(interaction.act, Act::Press(_));
            let announced = rest.respond(&callback, &later(change, private)).await;
            let answer = timeout(WORK_LIMIT, work).await.unwrap_or_else(|_| Answer::private(words::TOO_LATE));
            match announced {
                Ok(()) => replace(rest, &callback, answer, (change, hidden)).await,
                Err(failure) => Err(failure),
            }
        }
    };
    if let Err(failure) = result {
        tracing::warn!("Discord: interaction {} could not be responded to: {failure}", interaction.id);
    }
}

/// Responds with an answer at once. `hidden` where the message with the button is one that only one person sees: what
/// follows it is too.
async fn respond(rest: &Rest, callback: &Callback<'_>, answer: &Answer, hidden: bool) -> Result<(), Failure> {
    rest.respond(callback, &response(answer)).await?;
    if let Answer::Say { posts, private, .. } = answer {
        return follow(rest, callback, posts, *private).await;
    }
    if let Answer::Change(posts) = answer {
        return follow(rest, callback, posts, hidden).await;
    }
    Ok(())
}

/// Puts an answer in the place of the announcement. `change` where the announcement was for the message with the button,
/// `hidden` as for [`respond`].
async fn replace(
    rest: &Rest,
    callback: &Callback<'_>,
    answer: Answer,
    (change, hidden): (bool, bool),
) -> Result<(), Failure> {
    // Where a button has announced something, the message with the button stays as it is unless it is to change.
    let (posts, private, ping, as_new) = match answer {
        Answer::Say { posts, private, ping } => (posts, private, ping, change),
        Answer::Change(posts) => (posts, hidden, None, false),
        Answer::Rows(rows) if change => return rest.change_response(callback, &rows_body(&rows)).await,
        Answer::Nothing if change => return Ok(()),
        Answer::Nothing | Answer::Rows(_) | Answer::Form(_) | Answer::Completions(_) => {
            (vec![Post::text(words::TOO_LATE)], true, None, change)
        }
    };
    let Some(first) = posts.first() else { return Ok(()) };
    if as_new {
        rest.follow_up(callback, &json(&Body::new(first, private, ping))?).await?;
    } else {
        rest.change_response(callback, &json(&Body::change(first, ping))?).await?;
    }
    follow(rest, callback, &posts, private).await
}

/// Says what did not fit into the first message.
async fn follow(rest: &Rest, callback: &Callback<'_>, posts: &[Post], private: bool) -> Result<(), Failure> {
    for post in posts.iter().skip(1) {
        rest.follow_up(callback, &json(&Body::new(post, private, None))?).await?;
    }
    Ok(())
}

fn json(body: &impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(body).map_err(|error| Failure::Unreachable(format!("the message cannot be written ({error})")))
}
