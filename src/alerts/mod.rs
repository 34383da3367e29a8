//! Alerts to staff: written before they are sent, and sent until they are delivered.
//!
//! The [`Outbox`] takes alerts and keeps them in the store, or in memory while the store is away. What a
//! platform has to do is to carry one alert to its staff channel: a [`Courier`]. An alert is delivered at least once;
//! a second time only where the process was killed after the platform took it and before that was written down.
//! Nothing here knows a platform: names of platforms are texts.

mod courier;
mod outbox;
mod retry;
mod spare;
mod staff;
mod wording;

pub use courier::{Courier, Refusal};
pub use outbox::{LEASE, Outbox, Pending, RAISE_LIMIT, Round, SEND_LIMIT};
pub use spare::SPARE_LIMIT;
pub use staff::StaffChannels;
pub use wording::{DRILL, text};
