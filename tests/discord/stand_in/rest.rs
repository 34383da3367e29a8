//! The REST side: the few calls that a bot of this kind makes. Any other is a complaint.

use super::rules::{problems, shown};
use super::state::{Flaw, State as Known, Trouble};
use super::{BOT, Shared, objects};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, patch, post, put};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/api/v10/gateway", get(gateway))
        .route("/api/v10/gateway/bot", get(gateway_bot))
        .route("/api/v10/users/@me", get(me))
        .route("/api/v10/applications/@me", get(application))
        .route("/api/v10/guilds/{id}", get(guild))
        .route("/api/v10/guilds/{id}/roles", get(roles))
        .route("/api/v10/guilds/{id}/members/{user}", get(member))
        .route("/api/v10/channels/{id}", get(channel))
        .route("/api/v10/channels/{id}/messages", post(create_message))
        .route("/api/v10/channels/{id}/messages/{message}", get(message).patch(change_message).delete(delete_message))
        .route("/api/v10/applications/{app}/commands", put(set_commands))
        .route("/api/v10/applications/{app}/guilds/{guild}/commands", put(set_guild_commands))
        .route("/api/v10/interactions/{id}/{token}/callback", post(respond))
        .route("/api/v10/webhooks/{app}/{token}", post(follow_up))
        .route("/api/v10/webhooks/{app}/{token}/messages/@original", patch(change_response))
        .route("/api/v10/users/@me/guilds/{id}", delete(leave))
        .fallback(anything_else)
}

fn answer(status: u16, body: &Value) -> Response {
    let status = StatusCode::from_u16(status).unwrap();
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

fn error(status: u16, code: u64, message: &str) -> Response {
    answer(status, &json!({"message": message, "code": code}))
}

/// Checks what every authorised request must carry; the answer to one that does not.
fn authorised(state: &mut Known, headers: &HeaderMap) -> Option<Response> {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !text(header::USER_AGENT).starts_with("DiscordBot (") {
        state.complain("the user agent is not of the form that Discord asks for");
    }
    if state.shut_until.is_some_and(|until| Instant::now() < until) {
        state.complain("a call came although there were too many altogether");
    }
    if text(header::AUTHORIZATION) == format!("Bot {}", state.token) {
        None
    } else {
        Some(error(401, 0, "401: Unauthorized"))
    }
}

async fn gateway(State(shared): State<Arc<Shared>>) -> Response {
    let port = shared.port();
    if shared.with(|state| state.api_down) {
        return error(503, 0, "down");
    }
    answer(200, &json!({"url": format!("ws://127.0.0.1:{port}/gateway")}))
}

async fn gateway_bot(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    let port = shared.port();
    if shared.with(|state| state.api_down) {
        return error(503, 0, "down");
    }
    let (shards, concurrency) = shared.with(|state| (state.shards, state.max_concurrency));
    match shared.with(|state| authorised(state, &headers)) {
        Some(refused) => refused,
        None => answer(
            200,
            &json!({
                "url": format!("ws://127.0.0.1:{port}/gateway"), "shards": shards,
                "session_start_limit": {
                    "total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": concurrency,
                },
            }),
        ),
    }
}

async fn me(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    match shared.with(|state| authorised(state, &headers)) {
        Some(refused) => refused,
        None => answer(200, &objects::bot_object()),
    }
}

async fn application(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    shared.with(|state| match authorised(state, &headers) {
        Some(refused) => refused,
        None if state.flaws.contains(&Flaw::NoApplication) => error(404, 0, "404: Not Found"),
        None => {
            let flags = if state.message_content { 1 << 19 } else { 1 << 17 };
            answer(200, &objects::application_object(flags))
        }
    })
}

/// Something of a server that the bot is in.
fn of_guild(
    shared: &Shared,
    headers: &HeaderMap,
    id: u64,
    object: impl Fn(&objects::Guild) -> Option<Value>,
) -> Response {
    shared.with(|state| {
        if let Some(refused) = authorised(state, headers) {
            return refused;
        }
        let guild = state.guilds.iter().find(|guild| guild.id == id && !state.left.contains(&id));
        match guild.map(object) {
            Some(Some(object)) => answer(200, &object),
            Some(None) => error(404, 10_007, "Unknown Member"),
            None => error(404, 10_004, "Unknown Guild"),
        }
    })
}

async fn guild(State(shared): State<Arc<Shared>>, Path(id): Path<u64>, headers: HeaderMap) -> Response {
    of_guild(&shared, &headers, id, |guild| {
        let mut object = objects::guild_object(guild);
        // Only the gateway tells these.
        for field in ["channels", "threads", "members", "presences", "voice_states", "joined_at", "member_count"] {
            object.as_object_mut().unwrap().remove(field);
        }
        Some(object)
    })
}

async fn roles(State(shared): State<Arc<Shared>>, Path(id): Path<u64>, headers: HeaderMap) -> Response {
    of_guild(&shared, &headers, id, |guild| Some(json!(objects::role_objects(guild))))
}

async fn member(State(shared): State<Arc<Shared>>, Path((id, user)): Path<(u64, u64)>, headers: HeaderMap) -> Response {
    of_guild(&shared, &headers, id, |guild| (user == BOT).then(|| objects::member_object(guild)))
}

async fn channel(State(shared): State<Arc<Shared>>, Path(id): Path<u64>, headers: HeaderMap) -> Response {
    shared.with(|state| {
        if let Some(refused) = authorised(state, &headers) {
            return refused;
        }
        state.channel(id).map_or_else(|| error(404, 10_003, "Unknown Channel"), |channel| answer(200, &channel))
    })
}

async fn message(
    State(shared): State<Arc<Shared>>,
    Path((id, message)): Path<(u64, u64)>,
    headers: HeaderMap,
) -> Response {
    shared.with(|state| {
        if let Some(refused) = authorised(state, &headers) {
            return refused;
        }
        match state.messages.get(&message).filter(|(channel, _)| *channel == id) {
            Some((_, message)) => answer(200, message),
            None => error(404, 10_008, "Unknown Message"),
        }
    })
}

/// Checks what every body must be; the body, or the answer to one that is not.
fn body_of(state: &mut Known, headers: &HeaderMap, body: &[u8]) -> Result<Value, Box<Response>> {
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != "application/json") {
        state.complain("the body is not declared as JSON");
        return Err(Box::new(error(400, 50_035, "Invalid Form Body")));
    }
    serde_json::from_slice(body).map_err(|_| {
        state.complain("the body is no JSON");
        Box::new(error(400, 50_109, "The request body contains invalid JSON."))
    })
}

/// The trouble that the next call is to have; none where it passes.
fn trouble(state: &mut Known) -> Option<Response> {
    match state.troubles.pop_front()? {
        Trouble::Refuse(status, code) => Some(error(status, code, "refused")),
        Trouble::PostAndFail => Some(error(500, 0, "Internal Server Error")),
        Trouble::TooMany(seconds) => Some(answer(
            429,
            &json!({"message": "You are being rate limited.", "retry_after": seconds, "global": false}),
        )),
        Trouble::Pass | Trouble::Hang | Trouble::TooManyAltogether(_) => None,
    }
}

async fn change_message(
    State(shared): State<Arc<Shared>>,
    Path((channel, id)): Path<(u64, u64)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    shared.with(|state| {
        if let Some(refused) = authorised(state, &headers).or_else(|| trouble(state)) {
            return refused;
        }
        let body = match body_of(state, &headers, &body) {
            Ok(body) => body,
            Err(refused) => return *refused,
        };
        let mut problems = Vec::new();
        shown(&body, &mut problems);
        let own = json!(super::BOT.to_string());
        match state.messages.get(&id).filter(|(place, _)| *place == channel) {
            Some((_, message)) if message["author"]["id"] == own => {}
            Some(_) => problems.push("a change of somebody else's message".to_owned()),
            None => return error(404, 10_008, "Unknown Message"),
        }
        if !problems.is_empty() {
            state.complain_of(problems);
            return error(400, 50_035, "Invalid Form Body");
        }
        state.change_message(id, &body);
        let message = state.messages[&id].1.clone();
        state.dispatch("MESSAGE_UPDATE", &message);
        answer(200, &message)
    })
}

async fn delete_message(
    State(shared): State<Arc<Shared>>,
    Path((channel, id)): Path<(u64, u64)>,
    headers: HeaderMap,
) -> Response {
    shared.with(|state| {
        if let Some(refused) = authorised(state, &headers).or_else(|| trouble(state)) {
            return refused;
        }
        match state.messages.get(&id).filter(|(place, _)| *place == channel) {
            Some((_, message)) if message["author"]["id"] == json!(super::BOT.to_string()) => {}
            Some(_) => {
                state.complain("somebody else's message is deleted");
                return error(403, 50_003, "Cannot execute action on this channel type");
            }
            None => return error(404, 10_008, "Unknown Message"),
        }
        state.delete(&[id]);
        state.deleted.push(id);
        StatusCode::NO_CONTENT.into_response()
    })
}

async fn set_commands(state: State<Arc<Shared>>, Path(app): Path<u64>, headers: HeaderMap, body: Bytes) -> Response {
    register(&state, app, None, &headers, &body)
}

async fn set_guild_commands(
    state: State<Arc<Shared>>,
    Path((app, guild)): Path<(u64, u64)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    register(&state, app, Some(guild), &headers, &body)
}

fn register(shared: &Arc<Shared>, app: u64, guild: Option<u64>, headers: &HeaderMap, body: &[u8]) -> Response {
    shared.with(|state| {
        if let Some(refused) = authorised(state, headers) {
            return refused;
        }
        let body = match body_of(state, headers, body) {
            Ok(body) => body,
            Err(refused) => return *refused,
        };
        let mut problems = super::components::commands(&body);
        if app != super::APPLICATION {
            problems.push("commands of another application".to_owned());
        }
        if guild.is_some_and(|id| !state.guilds.iter().any(|guild| guild.id == id)) {
            return error(403, 50_001, "Missing Access");
        }
        if !problems.is_empty() {
            state.complain_of(problems);
            return error(400, 50_035, "Invalid Form Body");
        }
        state.registrations += 1;
        state.commands.insert(guild, body.as_array().cloned().unwrap_or_default());
        answer(200, &body)
    })
}

async fn respond(
    State(shared): State<Arc<Shared>>,
    Path((id, token)): Path<(u64, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let trouble = shared.with(|state| state.callback_troubles.pop_front());
    if trouble == Some(Trouble::Hang) {
        std::future::pending::<()>().await;
    }
    shared.with(|state| {
        let body = match body_of(state, &headers, &body) {
            Ok(body) => body,
            Err(refused) => return *refused,
        };
        let refused = match trouble {
            Some(Trouble::Refuse(status, code)) => Some(error(status, code, "refused")),
            Some(Trouble::TooMany(seconds)) => {
                let limited = json!({"message": "slow down", "retry_after": seconds, "global": false});
                Some(answer(429, &limited))
            }
            Some(Trouble::PostAndFail) => {
                let _ = state.respond(id, &token, &body);
                state.forgive_second = Some(id);
                Some(error(500, 0, "Internal Server Error"))
            }
            _ => None,
        };
        if let Some(refused) = refused {
            return refused;
        }
        match state.respond(id, &token, &body) {
            Ok(()) => StatusCode::NO_CONTENT.into_response(),
            Err((status, code)) => error(status, code, "refused"),
        }
    })
}

async fn follow_up(
    state: State<Arc<Shared>>,
    Path((app, token)): Path<(u64, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    said_more(&state, app, &token, &headers, &body, false)
}

async fn change_response(
    state: State<Arc<Shared>>,
    Path((app, token)): Path<(u64, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    said_more(&state, app, &token, &headers, &body, true)
}

fn said_more(
    shared: &Arc<Shared>,
    app: u64,
    token: &str,
    headers: &HeaderMap,
    body: &[u8],
    original: bool,
) -> Response {
    shared.with(|state| {
        let body = match body_of(state, headers, body) {
            Ok(body) => body,
            Err(refused) => return *refused,
        };
        if app != super::APPLICATION {
            state.complain("a message of another application");
        }
        match state.follow_up(token, &body, original) {
            Ok(message) => answer(200, &message),
            Err((status, code)) => error(status, code, "refused"),
        }
    })
}

async fn leave(State(shared): State<Arc<Shared>>, Path(id): Path<u64>, headers: HeaderMap) -> Response {
    shared.with(|state| {
        if let Some(refused) = authorised(state, &headers) {
            return refused;
        }
        if state.left.contains(&id) || !state.guilds.iter().any(|guild| guild.id == id) {
            return error(404, 10_004, "Unknown Guild");
        }
        state.left.push(id);
        StatusCode::NO_CONTENT.into_response()
    })
}

async fn create_message(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<u64>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if shared.with(super::state::State::hangs) {
        std::future::pending::<()>().await;
    }
    shared.with(|state| {
        state.attempts += 1;
        if let Some(refused) = authorised(state, &headers) {
            return refused;
        }
        if state.not_before.take().is_some_and(|time| Instant::now() < time) {
            state.complain("a request came before retry_after was over");
        }
        if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != "application/json") {
            state.complain("the body is not declared as JSON");
            return error(400, 50_035, "Invalid Form Body");
        }
        let Ok(body) = serde_json::from_slice::<Value>(&body) else {
            state.complain("the body is no JSON");
            return error(400, 50_109, "The request body contains invalid JSON.");
        };
        if !state.knows_channel(id) {
            return error(404, 10_003, "Unknown Channel");
        }
        let problems = problems(&body, id, state);
        if !problems.is_empty() {
            for problem in problems {
                state.complain(problem);
            }
            return error(400, 50_035, "Invalid Form Body");
        }
        if state.no_embeds.contains(&id) && body["embeds"].as_array().is_some_and(|embeds| !embeds.is_empty()) {
            return error(403, 50_013, "Missing Permissions");
        }
        if state.closed.contains(&id) {
            return error(403, 50_001, "Missing Access");
        }
        match state.troubles.pop_front().unwrap_or(Trouble::Pass) {
            Trouble::Pass | Trouble::Hang => answer(200, &state.post(id, &body)),
            Trouble::Refuse(status, code) => error(status, code, "refused"),
            Trouble::PostAndFail => {
                state.post(id, &body);
                error(500, 0, "Internal Server Error")
            }
            Trouble::TooManyAltogether(seconds) => {
                state.shut_until = Some(Instant::now() + Duration::from_secs_f64(seconds));
                answer(429, &json!({"message": "You are being rate limited.", "retry_after": seconds, "global": true}))
            }
            Trouble::TooMany(seconds) => {
                state.not_before = Some(Instant::now() + Duration::from_secs_f64(seconds));
                let body = json!({"message": "You are being rate limited.", "retry_after": seconds, "global": false});
                let mut response = answer(429, &body);
                response.headers_mut().insert(header::RETRY_AFTER, "1".parse().unwrap());
                response
            }
        }
    })
}

async fn anything_else(State(shared): State<Arc<Shared>>, method: Method, uri: Uri) -> Response {
    shared.with(|state| state.complain(format!("an unknown call: {method} {uri}")));
    error(404, 0, "404: Not Found")
}
