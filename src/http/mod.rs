//! The HTTP server: health, figures and the API, for this machine only.
//!
//! [`Server`] takes connections, `routes` says what there is, `frame` is what every request passes through; the other
//! files hold one thing each. Nothing here knows a platform or how a decision is made.

mod ask;
mod body;
mod context;
mod door;
mod figures;
mod frame;
mod health;
mod limits;
mod names;
mod nowhere;
mod openapi;
mod pack_age;
mod problem;
mod recorder;
mod render;
mod routes;
mod server;
mod topics;

pub use body::{Unread, read, read_up_to};
pub use context::Context;
pub use door::{Door, Refusal};
pub use limits::{BODY_LIMIT, BURST, Quota, Rates};
pub use names::{Names, Visitor};
pub use nowhere::{nothing_there, wrong_method};
pub use problem::{PROBLEM, Problem, ProblemBody};
pub use recorder::{Figures, FiguresError};
pub use routes::More;
pub use server::{BindError, Server};
