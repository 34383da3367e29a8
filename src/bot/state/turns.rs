//! Turns that only one process at a time may have.

use std::time::Duration;

use super::State;

/// What became of asking for a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnTaken {
    /// It is ours.
    Here,
    /// Another process has it, for so much longer at most.
    Elsewhere(Duration),
    /// There is no store to ask, or it does not answer: nobody knows of another process.
    Unshared,
}

impl State {
    /// Asks for a turn, at most for so long.
    pub async fn take_turn(&self, name: &str, length: Duration) -> TurnTaken {
        let Some(store) = &self.store else { return TurnTaken::Unshared };
        let now = self.clock.now();
        match self.breaker.ask("a turn", store.claim(name, "", now.after(length), now)).await {
            Some(true) => TurnTaken::Here,
            None => TurnTaken::Unshared,
            Some(false) => {
                let until = self.breaker.ask("a turn", store.claimed_until(name)).await;
                // A turn that ended between the two questions is asked for again.
                until.map_or(TurnTaken::Unshared, |until| {
                    TurnTaken::Elsewhere(until.map_or(Duration::ZERO, |until| until.since(now)))
                })
            }
        }
    }

    /// Lets a turn that was had here end so much later than now.
    pub async fn hold_turn(&self, name: &str, length: Duration) {
        if let Some(store) = &self.store {
            let until = self.clock.now().after(length);
            self.breaker.ask("a turn", store.extend_claim(name, until)).await;
        }
    }
}
