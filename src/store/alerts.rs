//! The outbox of alerts to staff.

use super::Result;
use crate::clock::Moment;
use async_trait::async_trait;

/// An alert before it is sent. It holds where, never what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAlert {
    /// One alert is raised for each key: `discord 123 crisis` for a message and its tier.
    pub key: String,
    /// When the message was written.
    pub at: Moment,
    /// The platform that it came from, and that sends the alert.
    pub platform: String,
    /// `emergency`, `crisis`, or `drill`.
    pub tier: String,
    /// The platform's id of the channel.
    pub channel: String,
    /// A link that staff can open.
    pub link: Option<String>,
    /// Where there is no link: the account that wrote.
    pub account: Option<String>,
}

/// How far an alert has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertState {
    /// It waits to be sent, or sent again.
    Pending,
    /// The platform has taken it.
    Delivered,
}

impl AlertState {
    /// Every state.
    pub const ALL: [Self; 2] = [Self::Pending, Self::Delivered];

    /// The name that is stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
        }
    }
}

/// An alert as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its number.
    pub id: i64,
    /// What it is.
    pub alert: NewAlert,
    /// How far it has come.
    pub state: AlertState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next.
    pub next_at: Moment,
    /// The first channel has refused it: it goes to the second.
    pub fallback: bool,
    /// What went wrong the last time.
    pub trouble: Option<String>,
    /// When it was delivered.
    pub delivered_at: Option<Moment>,
}

/// Keeps alerts until they are delivered.
#[async_trait]
pub trait Alerts {
    /// Keeps an alert; false where its key is known already.
    async fn raise_alert(&self, alert: &NewAlert) -> Result<bool>;

    /// Takes alerts of a platform that are due, the oldest first. Until the lease ends nobody else gets them.
    async fn take_alerts(&self, platform: &str, now: Moment, lease: Moment, limit: u32) -> Result<Vec<Alert>>;

    /// Marks an alert as delivered.
    async fn alert_delivered(&self, id: i64, at: Moment) -> Result<()>;

    /// Notes that an alert could not be sent, and when and where it is tried again.
    async fn alert_failed(&self, id: i64, next_at: Moment, fallback: bool, trouble: &str) -> Result<()>;

    /// How many wait to be delivered, and since when the oldest.
    async fn alerts_pending(&self) -> Result<(i64, Option<Moment>)>;

    /// The newest alerts, whatever their state.
    async fn alerts(&self, limit: u32) -> Result<Vec<Alert>>;
}
