//! What pages are told.

/// The event that htmx sends to a page once somebody has changed something.
pub(super) const CHANGED: &str = "desk-changed";
