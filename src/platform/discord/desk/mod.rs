//! Takes events in the order in which they come, asks the bot, and hands its replies to the channels' queues.

mod acts;
mod surface;

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serenity::model::id::{ApplicationId, ChannelId, GuildId, InteractionId, UserId};
use tokio::sync::Semaphore;

use self::surface::Messages;
use super::admin::Admin;
use super::event::{Message, Seen, Server};
use super::health::Health;
use super::intake::{self, Intake};
use super::patient::Patient;
use super::places::Places;
use super::registration::Registration;
use super::rest::{Failure, Rest};
use crate::bot::Bot;
use crate::config::DiscordSettings;
use crate::message::{Incoming, Mode, Platform};
use crate::moderation::Moderation;
use crate::platform::conduct::{Conduct, Rank, Recent};

/// Interactions that are remembered. One that comes twice comes within seconds.
const REMEMBERED_INTERACTIONS: usize = 10_000;

/// Interactions that are dealt with at the same time. Past it people are asked to try again.
const AT_ONCE: usize = 512;

/// The state of the platform, shared by everything that runs for it.
pub(super) struct Desk {
    bot: Arc<Bot>,
    rest: Arc<Rest>,
    health: Arc<Health>,
    admin: Admin,
    patient: Patient,
    registration: Registration,
    places: Mutex<Places>,
    /// The bot's own account, known from the first session on.
    account: Mutex<Option<UserId>>,
    conduct: Arc<Conduct<Messages>>,
    /// Servers in which the bot is, and that it has not left.
    servers: Mutex<HashSet<GuildId>>,
    unreadable: Mutex<u64>,
    /// The application whose commands are used, known from the first session on.
    application: Mutex<Option<ApplicationId>>,
    /// Interactions that were taken in.
    acted: Mutex<Recent<InteractionId>>,
    /// Places for interactions that are dealt with.
    acting: Arc<Semaphore>,
    /// Channels of the settings that were found to be out of the bot's sight.
    invisible: Mutex<HashSet<ChannelId>>,
    /// The channels of the settings file.
    named_channels: Vec<String>,
    /// What moderators had set when the places were told.
    generation: AtomicU64,
}

impl Desk {
    pub(super) fn new(
        bot: Arc<Bot>,
        moderation: Moderation,
        rest: Arc<Rest>,
        places: Places,
        health: Arc<Health>,
        settings: &DiscordSettings,
    ) -> Arc<Self> {
        let admin = Admin::new(Arc::clone(&bot), moderation, Arc::clone(&rest), Arc::clone(&health), settings);
        let patient = Patient::new(Arc::clone(&bot), Arc::clone(&rest));
        let messages = Messages { bot: Arc::clone(&bot), rest: Arc::clone(&rest), health: Arc::clone(&health) };
        let conduct = Conduct::new(Arc::clone(&bot), Platform::Discord, "Discord", messages);
        Arc::new(Self {
            bot,
            rest,
            health,
            admin,
            patient,
            registration: Registration::new(settings),
            named_channels: settings.channels.clone(),
            places: Mutex::new(places),
            account: Mutex::new(None),
            application: Mutex::new(None),
            conduct,
            acted: Mutex::new(Recent::new(REMEMBERED_INTERACTIONS)),
            acting: Arc::new(Semaphore::new(AT_ONCE)),
            servers: Mutex::new(HashSet::new()),
            unreadable: Mutex::new(0),
            invisible: Mutex::new(HashSet::new()),
            generation: AtomicU64::new(0),
        })
    }

    /// Waits until another event can be taken in.
    pub(super) async fn room(&self) {
        self.conduct.room().await;
    }

    /// Deals with one event. Never waits for Discord: what takes time is queued.
    pub(super) fn take(self: &Arc<Self>, seen: Seen) {
        match seen {
            Seen::Ready(account, application) => self.begin(account, application),
            Seen::Resumed => {}
            Seen::Written(message) => self.written(message),
            Seen::Edited(message) => self.edited(&message),
            Seen::Deleted(channel, messages) => {
                let messages = messages.iter().map(ToString::to_string).collect();
                self.conduct.deleted(&channel.to_string(), messages);
            }
            Seen::Acted(interaction) => self.acted(*interaction),
            Seen::Server(server) => self.server(&server),
            Seen::Channel(channel) => locked(&self.places).learn_channel(channel.guild_id, &channel),
            Seen::Unreadable(kind) => {
                let mut count = locked(&self.unreadable);
                *count += 1;
                tracing::warn!(
                    "Discord: an event {kind} could not be read ({count} so far); it was passed over",
                    count = *count
                );
            }
        }
    }

    /// Waits until every reply that was begun is posted.
    pub(super) async fn finish(&self) {
        self.conduct.finish().await;
        // Every place is free once nothing is dealt with any more; it fails only where the semaphore was closed.
        let _ = self.acting.acquire_many(AT_ONCE as u32).await;
    }

    fn begin(self: &Arc<Self>, account: UserId, application: ApplicationId) {
        *locked(&self.account) = Some(account);
        *locked(&self.application) = Some(application);
        let desk = Arc::clone(self);
        tokio::spawn(async move {
            desk.registration.run(&desk.rest, application, &desk.health).await;
            desk.find_channels().await;
        });
    }

    /// Looks up the channels of the settings that no server has shown yet, and says which the bot cannot see.
    async fn find_channels(&self) {
        let unseen = locked(&self.places).unseen_channels();
        for id in unseen {
            match self.rest.channel(id).await {
                Ok(channel) => locked(&self.places).learn_channel(channel.guild_id, &channel),
                Err(failure @ Failure::Refused { .. }) if locked(&self.places).unseen_channels().contains(&id) => {
                    // Each shard's session looks again; an operator needs to be told once.
                    if !locked(&self.invisible).insert(id) {
                        continue;
                    }
                    tracing::warn!(
                        "Discord: discord.channels names {id}, which the bot cannot see ({failure}): is the id right, and \
                         does the bot's role have \"View Channel\" there?"
                    );
                }
                Err(failure) => tracing::debug!("Discord: channel {id} could not be looked up: {failure}"),
            }
        }
        self.leave_foreign().await;
    }

    fn server(self: &Arc<Self>, server: &Server) {
        locked(&self.places).learn_server(server);
        locked(&self.servers).insert(server.id);
        let desk = Arc::clone(self);
        tokio::spawn(async move { desk.leave_foreign().await });
    }

    /// Leaves servers that are certainly none of the clinic's own.
    async fn leave_foreign(&self) {
        let foreign: Vec<GuildId> = {
            let places = locked(&self.places);
            let mut servers = locked(&self.servers);
            let foreign: Vec<GuildId> = servers.iter().filter(|id| places.is_foreign(**id)).copied().collect();
            servers.retain(|id| !foreign.contains(id));
            foreign
        };
        for id in foreign {
            match self.rest.leave(id).await {
                Ok(()) => tracing::warn!("Discord: left server {id}, which is none of the clinic's own"),
                Err(failure) => {
                    tracing::warn!(
                        "Discord: server {id} is none of the clinic's own, and could not be left: {failure}"
                    );
                }
            }
        }
    }

    fn written(self: &Arc<Self>, message: Message) {
        match self.intake(&message) {
            Intake::Ignore => {}
            Intake::LookUp => {
                let (desk, channel) = (Arc::clone(self), message.channel_id.to_string());
                self.conduct.queue(&channel, Box::pin(async move { desk.resolve(message).await }), Rank::Unchecked);
            }
            Intake::Ask(incoming) => self.hear(&message, incoming),
        }
    }

    fn edited(self: &Arc<Self>, message: &Message) {
        if let (true, Intake::Ask(incoming)) = (message.is_text_edit(), self.intake(message)) {
            let danger_only = self.is_announced(message, &incoming);
            self.conduct.edited(incoming, (), danger_only);
        }
    }

    fn hear(self: &Arc<Self>, message: &Message, incoming: Incoming) {
        let danger_only = self.is_announced(message, &incoming);
        self.conduct.hear(incoming, (), danger_only);
    }

    /// What staff announce is no question. Danger is looked for all the same.
    fn is_announced(&self, message: &Message, incoming: &Incoming) -> bool {
        incoming.mode == Mode::Ambient && locked(&self.places).is_for_announcements(message.channel_id)
    }

    /// Listens where moderators want it, as soon as they have said so.
    fn listen_anew(self: &Arc<Self>) {
        let state = self.bot.state();
        let generation = state.generation();
        if self.generation.swap(generation, Ordering::AcqRel) == generation {
            return;
        }
        let channels = state.listens_in(Platform::Discord.name(), &self.named_channels);
        let channels = channels.iter().filter_map(|id| id.parse().ok().filter(|id| *id != 0).map(ChannelId::new));
        locked(&self.places).listen_in(channels.collect());
        let desk = Arc::clone(self);
        tokio::spawn(async move { desk.find_channels().await });
    }

    /// Finds out whether an unknown channel is a thread in an enabled one, then answers in place.
    async fn resolve(self: Arc<Self>, message: Message) {
        if let Intake::LookUp = self.intake(&message) {
            match self.rest.channel(message.channel_id).await {
                Ok(channel) => locked(&self.places).learn_channel(message.guild_id, &channel),
                Err(_) => locked(&self.places).learn_unreachable(message.channel_id),
            }
        }
        if let Intake::Ask(incoming) = self.intake(&message) {
            self.hear(&message, incoming);
        }
    }

    fn intake(self: &Arc<Self>, message: &Message) -> Intake {
        self.listen_anew();
        match *locked(&self.account) {
            Some(account) => intake::take(message, account, &locked(&self.places)),
            None => Intake::Ignore,
        }
    }
}

/// A lock that outlives a panic elsewhere: each critical section leaves its data whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
