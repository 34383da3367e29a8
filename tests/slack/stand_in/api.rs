//! The Web API: who calls, with what, and what goes wrong; the methods themselves stand in `chat`, `reading` and `views`.

use super::arguments::{Form, read};
use super::methods::{Method as Known, Token, method, scope};
use super::state::State as Slack;
use super::troubles::{Before, Trouble, answer, refused};
use super::{APP_TOKEN, BOT_TOKEN, Shared, chat, reading, views};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Instant;

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/api/{method}", any(call))
}

/// What a refusal before the method is.
type Refusal = Box<Response>;

async fn call(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    verb: Method,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let hangs = shared.with(|state| {
        state.calls.push(name.clone());
        state.api_hangs
    });
    if hangs {
        return std::future::pending().await;
    }
    let known = shared.with(|state| {
        if state.api_down {
            return Err(Box::new(StatusCode::SERVICE_UNAVAILABLE.into_response()));
        }
        let Some(known) = method(&name) else {
            state.complain(format!("an unknown method: {name}"));
            return Err(Box::new(refused("unknown_method", &json!({"req_method": name}))));
        };
        authorised(known, &headers, state)?;
        let arguments = arguments(known, &verb, &headers, query.as_deref().unwrap_or_default(), &body, state)?;
        in_scope(known, &arguments, state)?;
        let lane = format!("{name} {}", arguments["channel"].as_str().unwrap_or_default());
        if state.not_before.remove(&lane).is_some_and(|time| Instant::now() < time) {
            state.complain(format!("{name} came before Retry-After was over"));
        }
        Ok((known, arguments, next_trouble(known, state), lane))
    });
    let (known, arguments, trouble, lane) = match known {
        Ok(known) => known,
        Err(refusal) => return *refusal,
    };
    match shared.with(|state| trouble.before(&lane, state)) {
        Before::Never => std::future::pending().await,
        Before::Answer(response) => *response,
        Before::Go => trouble.after(shared.with(|state| done(known, &arguments, state))),
    }
}

fn next_trouble(known: &Known, state: &mut Slack) -> Trouble {
    let own = state.method_troubles.get_mut(known.name).and_then(std::collections::VecDeque::pop_front);
    let shared = known.name.starts_with("chat.").then(|| state.troubles.pop_front()).flatten();
    own.or(shared).unwrap_or(Trouble::Pass)
}

/// Looks at the token.
fn authorised(known: &Known, headers: &HeaderMap, state: &mut Slack) -> Result<(), Refusal> {
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let token = token.strip_prefix("Bearer ").unwrap_or_default();
    let code = match (known.token, token) {
        (_, "") => {
            state.complain(format!("{} without a token in its header", known.name));
            Some("not_authed")
        }
        (Token::Bot, BOT_TOKEN) => state.bot_token_refused,
        (Token::App, APP_TOKEN) => state.app_token_refused,
        (Token::Bot, APP_TOKEN) | (Token::App, BOT_TOKEN) => Some("not_allowed_token_type"),
        _ => Some("invalid_auth"),
    };
    code.map_or(Ok(()), |code| Err(Box::new(refused(code, &json!({})))))
}

/// Reads and looks at the arguments.
fn arguments(
    known: &Known,
    verb: &Method,
    headers: &HeaderMap,
    query: &str,
    body: &[u8],
    state: &mut Slack,
) -> Result<Value, Refusal> {
    let refuse = |code: &str| Err(Box::new(refused(code, &json!({}))));
    if *verb != Method::GET && *verb != Method::POST {
        state.complain(format!("{} with {verb}", known.name));
        return refuse("invalid_arguments");
    }
    let (form, arguments) = match read(verb, headers, query, body) {
        Ok(read) => read,
        Err((code, note)) => {
            state.complain(format!("{}: {note}", known.name));
            return refuse(code);
        }
    };
    if !known.writes && form == Form::Json {
        state.complain(format!("{} reads, and takes no JSON", known.name));
        return refuse("invalid_arguments");
    }
    for key in arguments.as_object().into_iter().flat_map(|fields| fields.keys()) {
        if key == "token" {
            state.complain(format!("{}: a token among the arguments", known.name));
        } else if !known.arguments.contains(&key.as_str()) {
            state.complain(format!("{}: unknown argument {key}", known.name));
        }
    }
    for key in known.needed {
        if arguments[key].is_null() {
            state.complain(format!("{}: without {key}", known.name));
            return Err(Box::new(refused(
                "invalid_arguments",
                &json!({"response_metadata": {"messages": [
                    format!("[ERROR] missing required field: {key}"),
                ]}}),
            )));
        }
    }
    Ok(arguments)
}

/// Looks at the scopes. That one is missing is the operator's fault, and no complaint.
fn in_scope(known: &Known, arguments: &Value, state: &Slack) -> Result<(), Refusal> {
    match scope(known.name, arguments, state) {
        Some(needed) if !state.scopes.contains(&needed) => {
            let provided = state.scopes.join(",");
            Err(Box::new(refused("missing_scope", &json!({"needed": needed, "provided": provided}))))
        }
        _ => Ok(()),
    }
}

fn done(known: &Known, arguments: &Value, state: &mut Slack) -> Response {
    match known.name {
        "apps.connections.open" => super::socket::open(state),
        "auth.test" => reading::auth_test(state),
        "chat.postMessage" => chat::post(arguments, state),
        "chat.update" => chat::update(arguments, state),
        "chat.delete" => chat::delete(arguments, state),
        "chat.postEphemeral" => chat::post_ephemeral(arguments, state),
        "conversations.open" => reading::open(arguments, state),
        "conversations.info" => reading::info(arguments, state),
        "conversations.replies" => reading::replies(arguments, state),
        "conversations.history" => reading::history(arguments, state),
        "users.info" => reading::user(arguments, state),
        "usergroups.users.list" => reading::group(arguments, state),
        "views.publish" => views::publish(arguments, state),
        "views.open" => views::open(arguments, state),
        "views.update" => views::update(arguments, state),
        _ => answer(&json!({"ok": false, "error": "unknown_method"})),
    }
}

pub(super) async fn anything_else(State(shared): State<Arc<Shared>>, method: Method, uri: Uri) -> Response {
    shared.with(|state| state.complain(format!("an unknown call: {method} {}", uri.path())));
    StatusCode::NOT_FOUND.into_response()
}
