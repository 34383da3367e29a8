//! (replaced by the http branch)
#![allow(missing_docs)]
use crate::clock::Clock;
use crate::store::{NewAlert, Store};
use std::sync::Arc;
pub struct Outbox {
    store: Option<Arc<dyn Store>>,
    _clock: Clock,
}
impl Outbox {
    pub fn new(store: Option<Arc<dyn Store>>, clock: Clock) -> Self {
        Self { store, _clock: clock }
    }
    pub async fn raise(&self, alert: NewAlert) {
        if let Some(store) = &self.store {
            let _ = store.raise_alert(&alert).await;
        }
    }
}
