//! Commands, buttons and forms: each is dealt with once, and acknowledged in time.

use std::sync::Arc;

use super::super::admin::Admin;
use super::super::interaction::{Answer, Interaction, acknowledge};
use super::super::patient::{Patient, Place};
use super::super::places::Standing;
use super::{Desk, locked};
use crate::message::Platform;
use crate::reply::buttons as words;

impl Desk {
    /// Deals with an interaction on a task of its own: it has no time to wait for its turn.
    pub(super) fn acted(self: &Arc<Self>, interaction: Interaction) {
        if !locked(&self.acted).insert(interaction.id) {
            return;
        }
        let seat = Arc::clone(&self.acting).try_acquire_owned();
        let desk = Arc::clone(self);
        tokio::spawn(async move {
            let event = format!("interaction/{}", interaction.id);
            let Some(application) = *locked(&desk.application) else { return };
            if !desk.bot.is_first(Platform::Discord, &event).await {
                return;
            }
            let place = desk.place(&interaction);
            let private = Admin::is_for(&interaction) || Patient::is_private(&interaction, place);
            let interaction = Arc::new(interaction);
            let work = Arc::clone(&desk).work(Arc::clone(&interaction), place, seat.is_ok());
            acknowledge(&desk.rest, &interaction, application, private, work).await;
            drop(seat);
        });
    }

    /// Works on an interaction, on a task that may fail without leaving it unacknowledged.
    async fn work(self: Arc<Self>, interaction: Arc<Interaction>, place: Place, free: bool) -> Answer {
        if !free {
            return Answer::private(words::BUSY);
        }
        let id = interaction.id;
        let work = tokio::spawn(async move { self.answer(&interaction, place).await });
        work.await.unwrap_or_else(|error| {
            tracing::error!("Discord: interaction {id} failed: {error}");
            Answer::private(words::FAILED)
        })
    }

    async fn answer(self: &Arc<Self>, interaction: &Interaction, place: Place) -> Answer {
        if Admin::is_for(interaction) {
            return self.admin.answer(interaction).await;
        }
        self.patient.answer(interaction, place).await
    }

    /// Where an interaction comes from.
    fn place(self: &Arc<Self>, interaction: &Interaction) -> Place {
        self.listen_anew();
        let places = locked(&self.places);
        let open = interaction.server.is_none() || places.standing(interaction.channel) == Standing::Enabled;
        Place {
            served: interaction.server.is_none_or(|server| places.serves(server)),
            open,
            home: places.home(interaction.channel),
        }
    }
}
