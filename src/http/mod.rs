//! The HTTP server: health, figures and the API, for this machine only.
//!
//! [`Server`] takes connections, `routes` says what there is, `frame` is what every request passes through; the other
//! files hold one thing each. Nothing here knows a platform or how a decision is made.

mod ask;
mod context;
mod figures;
mod frame;
mod health;
mod home;
mod limits;
mod pack_age;
mod problem;
mod recorder;
mod render;
mod routes;
mod server;

pub use context::Context;
pub use limits::{BODY_LIMIT, BURST};
pub use recorder::{Figures, FiguresError};
pub use routes::More;
pub use server::{BindError, Server};
