//! Takes events in the order in which they come, and hands them to whoever deals with them.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::Value;
use tokio::sync::Semaphore;

use super::account::Account;
use super::act::{Act, What};
use super::admin::Admin;
use super::client::Failure;
use super::error::Error;
use super::event::{Message, Seen};
use super::intake::{Intake, take};
use super::messages::Messages;
use super::patient::{Patient, Place};
use super::wall::{Fatal, Wall};
use crate::bot::Bot;
use crate::config::SlackSettings;
use crate::message::Platform;
use crate::moderation::Moderation;
use crate::platform::conduct::Conduct;

/// Commands and presses that are dealt with at the same time. Past it people are asked to try again.
const AT_ONCE: u32 = 512;

/// The state of the platform, shared by everything that runs for it.
pub(super) struct Desk {
    bot: Arc<Bot>,
    conduct: Arc<Conduct<Messages>>,
    wall: Arc<Wall>,
    patient: Patient,
    admin: Admin,
    /// The bot's own account, known once Slack has been asked.
    account: OnceLock<Account>,
    /// The clinic's own workspaces; all where none is named.
    workspaces: Vec<String>,
    /// The channels of the settings file.
    named_channels: Vec<String>,
    /// The channels in which the bot listens, and what moderators had set when they were read.
    listening: Mutex<HashSet<String>>,
    generation: AtomicU64,
    /// Places for commands and presses that are dealt with.
    acting: Arc<Semaphore>,
    unreadable: AtomicU64,
    fatal: Fatal,
}

impl Desk {
    pub(super) fn new(
        bot: Arc<Bot>,
        moderation: Moderation,
        wall: Arc<Wall>,
        settings: &SlackSettings,
        fatal: Fatal,
    ) -> Arc<Self> {
        let messages = Messages { bot: Arc::clone(&bot), wall: Arc::clone(&wall) };
        let admin = Admin::new(Arc::clone(&bot), moderation, Arc::clone(&wall), settings);
        Arc::new(Self {
            conduct: Conduct::new(Arc::clone(&bot), Platform::Slack, "Slack", messages),
            patient: Patient::new(Arc::clone(&bot), Arc::clone(&wall), admin.guard()),
            admin,
            wall,
            bot,
            account: OnceLock::new(),
            workspaces: settings.workspaces.clone(),
            named_channels: settings.channels.clone(),
            listening: Mutex::default(),
            generation: AtomicU64::new(0),
            acting: Arc::new(Semaphore::new(AT_ONCE as usize)),
            unreadable: AtomicU64::new(0),
            fatal,
        })
    }

    /// Learns who the bot is. Nothing is dealt with before.
    pub(super) fn begin(&self, account: Account) {
        // Asked once: another account would need another token.
        let _ = self.account.set(account);
    }

    /// Whether the bot knows who it is.
    pub(super) fn has_begun(&self) -> bool {
        self.account.get().is_some()
    }

    /// Waits until another event can be taken in.
    pub(super) async fn room(&self) {
        self.conduct.room().await;
    }

    /// Deals with one event. Never waits for Slack: what takes time is queued.
    pub(super) fn take(self: &Arc<Self>, seen: Seen) {
        match seen {
            Seen::Written(message) => self.written(&message, false),
            Seen::Edited(message) => self.written(&message, true),
            Seen::Deleted { team, channel, ts } => {
                if self.serves(team.as_deref()) {
                    self.conduct.deleted(&channel, vec![ts]);
                }
            }
            Seen::Home { team, person } => {
                // Where there is no place, it stays as it was when it was opened last.
                if let (true, Ok(seat)) = (self.serves(team.as_deref()), Arc::clone(&self.acting).try_acquire_owned()) {
                    let desk = Arc::clone(self);
                    tokio::spawn(async move {
                        desk.patient.show_home(&person).await;
                        drop(seat);
                    });
                }
            }
            Seen::Acted(act) => self.acted(*act),
            Seen::Removed => {
                let desk = Arc::clone(self);
                tokio::spawn(async move { desk.look_whether_removed().await });
            }
            Seen::Unreadable(kind) => {
                let count = self.unreadable.fetch_add(1, Ordering::Relaxed) + 1;
                tracing::warn!("Slack: an event {kind} could not be read ({count} so far); it was passed over");
            }
            Seen::Nothing => {}
        }
    }

    /// Ends the bot where Slack accepts its token no more.
    async fn look_whether_removed(&self) {
        if let Err(Failure::BadToken(_)) = Account::of(&self.wall.client).await {
            // Only the first one is taken, and one is enough.
            let _ = self.fatal.try_send(Error::Removed);
        }
    }

    /// What has to be answered in the very acknowledgement: completions. Pure, and quick.
    pub(super) fn at_once(&self, act: &Act) -> Option<Value> {
        match &act.what {
            What::Suggest { act: name, typed } if self.serves(act.team.as_deref()) => {
                Some(self.patient.suggest(name, typed))
            }
            _ => None,
        }
    }

    /// Waits until every reply that was begun is posted.
    pub(super) async fn finish(&self) {
        self.conduct.finish().await;
        // Every place is free once nothing is dealt with any more; it fails only where the semaphore was closed.
        let _ = self.acting.acquire_many(AT_ONCE).await;
    }

    fn written(self: &Arc<Self>, message: &Message, is_edit: bool) {
        let Some(account) = self.account.get().filter(|_| self.serves(message.team.as_deref())) else { return };
        let Intake::Ask { incoming, thread, danger_only } = take(message, account, self.listens_in(&message.channel))
        else {
            return;
        };
        if is_edit {
            self.conduct.edited(*incoming, thread, danger_only);
        } else {
            self.conduct.hear(*incoming, thread, danger_only);
        }
    }

    /// Whether the clinic has anything to do with a workspace: one that it names, else the one that its channels are in,
    /// which is the token's own. With neither named all count.
    fn serves(&self, team: Option<&str>) -> bool {
        let Some(team) = team else { return true };
        if !self.workspaces.is_empty() {
            return self.workspaces.iter().any(|own| own == team);
        }
        self.named_channels.is_empty() || self.account.get().is_none_or(|account| account.team == team)
    }

    /// Whether the bot listens in a channel, as moderators have it now.
    fn listens_in(&self, channel: &str) -> bool {
        let state = self.bot.state();
        let generation = state.generation();
        let mut listening = self.listening.lock().unwrap_or_else(PoisonError::into_inner);
        if self.generation.swap(generation, Ordering::AcqRel) != generation {
            *listening = state.listens_in(Platform::Slack.name(), &self.named_channels).into_iter().collect();
        }
        listening.contains(channel)
    }

    /// Deals with a command, a button or a form on a task of its own, once.
    fn acted(self: &Arc<Self>, act: Act) {
        let Ok(seat) = Arc::clone(&self.acting).try_acquire_owned() else {
            tracing::error!("Slack: too many commands and presses at once; one was dropped");
            return;
        };
        let desk = Arc::clone(self);
        tokio::spawn(async move {
            desk.answer(act).await;
            drop(seat);
        });
    }

    async fn answer(&self, act: Act) {
        let Some(account) = self.account.get() else { return };
        if matches!(act.what, What::Suggest { .. } | What::Other) {
            return;
        }
        if !self.bot.is_first(Platform::Slack, &format!("act/{}", act.id)).await {
            return;
        }
        let place = Place {
            served: self.serves(act.team.as_deref()),
            open: act.channel.as_deref().is_some_and(|channel| self.listens_in(channel)),
            account: account.clone(),
        };
        if Admin::is_for(&act) {
            self.admin.answer(&act, &place).await;
        } else {
            self.patient.answer(&act, &place).await;
        }
    }
}
