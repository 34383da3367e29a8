//! Takes events in the order in which they come, asks the bot, and hands its replies to the channels' queues.

mod acts;
mod recent;
mod replies;
mod standing;

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serenity::model::id::{ApplicationId, ChannelId, GuildId, InteractionId, MessageId, UserId};

use tokio::sync::Semaphore;
use tokio::time::sleep;

use self::recent::Recent;
use self::standing::Replied;
use super::admin::Admin;
use super::event::{Message, Seen, Server};
use super::health::Health;
use super::intake::{self, Intake};
use super::patient::Patient;
use super::places::Places;
use super::queue::{Queues, Rank};
use super::registration::Registration;
use super::rest::{Failure, Rest};
use crate::bot::{Bot, Heard, Turn};
use crate::config::DiscordSettings;
use crate::message::{Incoming, Mode, Platform};
use crate::moderation::Moderation;

/// Messages that are remembered as heard, changed or gone. People edit within minutes.
const REMEMBERED_MESSAGES: usize = 10_000;

/// Interactions that are remembered. One that comes twice comes within seconds.
const REMEMBERED_INTERACTIONS: usize = 10_000;

/// Interactions that are dealt with at the same time. Past it people are asked to try again.
const AT_ONCE: usize = 512;

/// Messages of other replicas that are looked at again. With some kilobytes each this bounds memory at some ten megabytes.
const WATCHED_MESSAGES: usize = 2_000;

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
    replied: Mutex<Replied>,
    /// Messages that were heard.
    heard: Mutex<Recent<MessageId>>,
    /// Messages that were edited since.
    changed: Mutex<Recent<MessageId>>,
    /// Messages that were deleted.
    gone: Mutex<Recent<MessageId>>,
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
    queues: Queues,
    /// The channels of the settings file.
    named_channels: Vec<String>,
    /// What moderators had set when the places were told.
    generation: AtomicU64,
    /// Places for messages that other replicas work on.
    watched: Arc<Semaphore>,
}

/// What waits in a channel's queue.
enum Task {
    Act(Arc<Asked>),
    /// Messages are gone: their replies go along.
    TakeAlong(ChannelId, Vec<MessageId>),
    /// A message in a channel that nothing is known of: look it up, then treat the message as it deserves.
    Resolve(Box<Message>),
}

/// A message that was decided on.
struct Asked {
    message: MessageId,
    channel: ChannelId,
    author: UserId,
    incoming: Incoming,
    heard: Heard,
    /// It is an edit of a message.
    is_edit: bool,
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
            replied: Mutex::new(Replied::default()),
            heard: Mutex::new(Recent::new(REMEMBERED_MESSAGES)),
            changed: Mutex::new(Recent::new(REMEMBERED_MESSAGES)),
            gone: Mutex::new(Recent::new(REMEMBERED_MESSAGES)),
            acted: Mutex::new(Recent::new(REMEMBERED_INTERACTIONS)),
            acting: Arc::new(Semaphore::new(AT_ONCE)),
            servers: Mutex::new(HashSet::new()),
            unreadable: Mutex::new(0),
            invisible: Mutex::new(HashSet::new()),
            queues: Queues::default(),
            generation: AtomicU64::new(0),
            watched: Arc::new(Semaphore::new(WATCHED_MESSAGES)),
        })
    }

    /// Deals with one event. Never waits for Discord: what takes time is queued.
    pub(super) fn take(self: &Arc<Self>, seen: Seen) {
        match seen {
            Seen::Ready(account, application) => self.begin(account, application),
            Seen::Resumed => {}
            Seen::Written(message) => self.written(message),
            Seen::Edited(message) => self.edited(&message),
            Seen::Deleted(channel, messages) => self.deleted(channel, messages),
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
        self.queues.drained().await;
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
                self.queue(message.channel_id.get(), Task::Resolve(Box::new(message)), Rank::Unchecked);
            }
            Intake::Ask(incoming) => self.hear(&message, incoming, false),
        }
    }

    /// What an edit changes is answered, if the message was heard before: what was written long ago is left in peace,
    /// danger excepted.
    fn edited(self: &Arc<Self>, message: &Message) {
        if !message.is_text_edit() {
            return;
        }
        let Intake::Ask(incoming) = self.intake(message) else { return };
        let danger = self.bot.hear(&incoming).is_danger();
        if danger || locked(&self.heard).contains(&message.id) {
            locked(&self.changed).insert(message.id);
            self.hear(message, incoming, true);
        }
    }

    /// Decides on a message at once, so that danger overtakes what waits; what follows from it takes its turn.
    fn hear(self: &Arc<Self>, message: &Message, incoming: Incoming, is_edit: bool) {
        let heard = self.bot.hear(&incoming);
        let Some(author) = message.author.as_ref().map(|author| author.id) else { return };
        let asked =
            Arc::new(Asked { message: message.id, channel: message.channel_id, author, incoming, heard, is_edit });
        locked(&self.heard).insert(message.id);
        let danger = asked.heard.is_danger();
        // What staff announce is no question. Danger is looked for all the same.
        let announced = locked(&self.places).is_for_announcements(asked.channel);
        if announced && asked.incoming.mode == Mode::Ambient && !danger {
            return;
        }
        let rank = if danger { Rank::Danger } else { Rank::Ordinary };
        // What is silent needs no place among what waits to be posted, and people are told of danger even where there is
        // no place left.
        let silent = asked.heard.is_silent() && !is_edit;
        if silent || (!self.queue(message.channel_id.get(), Task::Act(Arc::clone(&asked)), rank) && danger) {
            let desk = Arc::clone(self);
            tokio::spawn(async move {
                if !matches!(desk.bot.act(&asked.incoming, &asked.heard).await, Turn::Wait(_)) {
                    desk.bot.done(&asked.incoming).await;
                }
            });
        }
    }

    /// Looks at a message again when the replica that works on it should be done with it.
    fn take_over_later(self: &Arc<Self>, asked: &Arc<Asked>, time: Duration) {
        let Ok(place) = Arc::clone(&self.watched).try_acquire_owned() else { return };
        let (desk, asked) = (Arc::clone(self), Arc::clone(asked));
        tokio::spawn(async move {
            sleep(time).await;
            drop(place);
            let rank = if asked.heard.is_danger() { Rank::Danger } else { Rank::Ordinary };
            desk.queue(asked.channel.get(), Task::Act(Arc::clone(&asked)), rank);
        });
    }

    /// False where there is no room: the work is dropped.
    fn queue(self: &Arc<Self>, channel: u64, task: Task, rank: Rank) -> bool {
        let desk = Arc::clone(self);
        let work = async move {
            match task {
                Task::Act(asked) => desk.act(&asked).await,
                Task::TakeAlong(channel, messages) => desk.take_along(channel, messages).await,
                Task::Resolve(message) => desk.resolve(*message).await,
            }
        };
        let taken = self.queues.push(channel, Box::pin(work), rank);
        if !taken {
            tracing::error!("Discord: too many replies are waiting for channel {channel}; one was dropped");
        }
        taken
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
            self.hear(&message, incoming, false);
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
