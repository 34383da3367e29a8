//! Slack, over a socket or over HTTP.
//!
//! `client` is all that is done through slack-morphism. What comes in goes through `entrance`, from a `socket` that
//! `supervisor` keeps open or through the HTTP `door`; `event` and `act` read it, `desk` hands it on: messages to the
//! conduct that every platform shares, everything else to `patient` and `admin`. `render` gives a reply its form, `wall`
//! posts it, `courier` carries alerts to staff. Nothing here knows how a decision is made.

mod account;
mod act;
mod admin;
mod aside;
mod blocks;
mod client;
mod courier;
mod desk;
mod door;
mod entrance;
mod error;
mod event;
mod fetch;
mod guard;
mod health;
mod intake;
mod lenient;
mod limits;
mod messages;
mod mrkdwn;
mod pace;
mod patient;
mod post;
mod render;
mod setup;
mod socket;
mod supervisor;
mod wall;
mod words;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::sync::{mpsc, watch};
use tokio::time::{sleep, timeout};

use crate::backoff::Backoff;
use crate::bot::Bot;
use crate::config::{SlackMode, SlackSettings};
use crate::message::Platform;
use crate::moderation::Moderation;
use crate::platform::conduct::Alerting;
use crate::status::{Link, Status};
use account::Account;
use client::{Client, Failure, Seal};
pub use courier::{STAFF_CHANNEL, StaffCourier};
use desk::Desk;
use entrance::Entrance;
pub use error::Error;
use event::Seen;
pub use fetch::message_text;
use health::Health;
pub use setup::{Addresses, check, manifest};
use supervisor::Supervisor;
use wall::Wall;

/// Events that may wait for their turn. Past it Slack is asked to send them again.
const EVENTS_WAITING: usize = 1_024;
/// How long a goodbye to Slack may take.
const GOODBYE_LIMIT: Duration = Duration::from_secs(2);
/// How long replies that were begun may take to go out when the program ends.
const FINISH_LIMIT: Duration = Duration::from_secs(10);
/// The pauses between attempts to ask Slack who the bot is.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// One app at Slack, ready to be served.
pub struct Slack {
    settings: SlackSettings,
    bot: Arc<Bot>,
    client: Arc<Client>,
    desk: Arc<Desk>,
    entrance: Entrance,
    events: mpsc::Receiver<Seen>,
    fatal: mpsc::Receiver<Error>,
    link: Link,
}

impl Slack {
    /// Prepares an app. `status` is told whether it is connected.
    ///
    /// # Errors
    /// Tokens and addresses that cannot be used.
    pub fn new(
        settings: &SlackSettings,
        bot: Arc<Bot>,
        moderation: Moderation,
        status: &Status,
    ) -> Result<Self, Error> {
        let client = Arc::new(Client::of(settings)?);
        let (tell, fatal) = mpsc::channel(1);
        let wall = Arc::new(Wall::new(Arc::clone(&client), Arc::new(Health::default()), tell.clone()));
        let desk = Desk::new(Arc::clone(&bot), moderation, wall, settings, tell);
        let (sender, events) = mpsc::channel(EVENTS_WAITING);
        let entrance = Entrance::new(Arc::clone(&desk), sender);
        let link = status.serve(Platform::Slack);
        link.expect(1);
        if settings.workspaces.is_empty() && settings.channels.is_empty() {
            tracing::warn!(
                "Slack: neither slack.workspaces nor slack.channels is set: the bot answers mentions, direct messages and \
                 commands, and listens nowhere"
            );
        }
        Ok(Self { settings: settings.clone(), bot, client, desk, entrance, events, fatal, link })
    }

    /// The routes for Slack's requests, where it sends any.
    pub fn routes(&self) -> Router {
        match (&self.settings.mode, &self.settings.signing_secret) {
            (SlackMode::Http, Some(secret)) => door::routes(Seal::new(secret), self.entrance.clone()),
            _ => Router::new(),
        }
    }

    /// Serves Slack until `shutdown` is ready, then posts what was begun and returns.
    ///
    /// # Errors
    /// Only for what an operator must mend: tokens that are not accepted, an app that was removed. Outages are waited for,
    /// with growing pauses.
    pub async fn run(mut self, shutdown: impl Future<Output = ()>) -> Result<(), Error> {
        let state = Arc::clone(self.bot.state());
        let chosen = move || state.preference(STAFF_CHANNEL);
        let courier = StaffCourier::over(Arc::clone(&self.client), &self.settings, chosen);
        let alerting = Alerting::start(Platform::Slack, "Slack", STAFF_CHANNEL, &self.bot, courier);
        let (desk, mut events) = (Arc::clone(&self.desk), self.events);
        let take_events = async {
            while let Some(seen) = events.recv().await {
                desk.room().await;
                desk.take(seen);
            }
            std::future::pending::<()>().await;
        };
        let serving = Serving {
            settings: &self.settings,
            client: &self.client,
            desk: &self.desk,
            entrance: &self.entrance,
            link: &self.link,
        };
        let (close, closing) = watch::channel(false);
        let mut served = std::pin::pin!(serving.serve(closing));
        let result = tokio::select! {
            served = &mut served => served,
            Some(error) = self.fatal.recv() => Err(error),
            () = take_events => Ok(()),
            () = shutdown => {
                // It fails only where nobody waits for it any more.
                let _ = close.send(true);
                let _ = timeout(GOODBYE_LIMIT, served).await;
                Ok(())
            }
        };
        // Nothing more is acknowledged; what was is still answered.
        events.close();
        while let Ok(seen) = events.try_recv() {
            desk.take(seen);
        }
        if timeout(FINISH_LIMIT, desk.finish()).await.is_err() {
            tracing::error!("Slack: replies were still waiting after {} s; they are lost", FINISH_LIMIT.as_secs());
        }
        // Alerts end last: what was still heard may have raised one.
        alerting.end().await;
        result
    }
}

/// What is needed to stay connected.
struct Serving<'a> {
    settings: &'a SlackSettings,
    client: &'a Arc<Client>,
    desk: &'a Desk,
    entrance: &'a Entrance,
    link: &'a Link,
}

impl Serving<'_> {
    /// Finds out who the bot is and stays connected until `closing` is said.
    async fn serve(&self, mut closing: watch::Receiver<bool>) -> Result<(), Error> {
        let account = self.account().await?;
        let workspaces = &self.settings.workspaces;
        if !workspaces.is_empty() && !workspaces.contains(&account.team) {
            return Err(Error::Foreign(account.team));
        }
        self.desk.begin(account);
        match self.settings.mode {
            SlackMode::Socket => {
                let supervisor = Supervisor {
                    client: Arc::clone(self.client),
                    entrance: self.entrance.clone(),
                    link: self.link.clone(),
                    on_loopback: self.settings.api_url.is_some(),
                };
                supervisor.serve(closing).await
            }
            SlackMode::Http => {
                let part = self.link.part();
                part.up();
                tracing::info!("Slack: ready for requests at /slack/events, /slack/commands and /slack/interactions");
                // It fails only where nobody can say it any more.
                let _ = closing.wait_for(|closing| *closing).await;
                Ok(())
            }
        }
    }

    /// Asks Slack who the bot is, until it says so.
    async fn account(&self) -> Result<Account, Error> {
        let mut backoff = Backoff::new(PAUSES.0, PAUSES.1);
        loop {
            let failure = match Account::of(self.client).await {
                Ok(account) => return Ok(account),
                Err(Failure::BadToken(code)) => return Err(Error::BadToken { key: "slack.bot_token", code }),
                Err(failure) => failure,
            };
            let pause = backoff.pause();
            tracing::warn!("Slack: no connection: {failure}; trying again in {:.0} s", pause.as_secs_f64().ceil());
            sleep(pause).await;
        }
    }
}
