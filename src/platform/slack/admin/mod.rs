//! What moderators can do from chat: `/faq-admin`, "Why this answer?", and the buttons of drafts. Only they see any of it.

mod channels;
mod drafts;
mod explain;
mod orders;
mod pen;

use std::fmt::Write as _;
use std::sync::Arc;

use super::act::{Act, Press, What};
use super::aside::{in_place, privately};
use super::guard::{Guard, Standing};
use super::mrkdwn::escaped;
use super::patient::Place;
use super::post::Post;
use super::render::said;
use super::wall::Wall;
use super::words::words;
use crate::bot::Bot;
use crate::config::SlackSettings;
use crate::message::Platform;
use crate::moderation::{Moderation, Moderator};
use crate::platform::conduct::moderators::acts::{self, Pressed};
use crate::platform::conduct::moderators::{Trouble, moderator, questions, status};
use crate::reply::slack as sentences;
use orders::{ORDERS, Order};
use pen::{PEN, page};

/// The command.
pub(super) const COMMAND: &str = "faq-admin";
/// Explains a message, from its menu.
pub(super) const WHY: &str = "why_this_answer";
/// So many of the newest questions are put together.
const QUESTIONS: u32 = 1_000;

const NO_MODERATOR: &str = "Only admins of this workspace and members of the moderators' user groups may use this.";
const UNSURE: &str = "Slack does not say just now whether you are a moderator. Please try again in a minute.";
/// What is said of a button of another version.
const UNKNOWN: &str = "this is of another version of the bot: please use `/faq-admin` anew";

/// Moderators' side of Slack.
pub(super) struct Admin {
    bot: Arc<Bot>,
    moderation: Moderation,
    wall: Arc<Wall>,
    guard: Arc<Guard>,
}

/// What a moderator gets to see.
enum Shown {
    /// A new message.
    Below(Post),
    /// It takes the place of the message with the button.
    InPlace(Post),
}

impl Admin {
    pub(super) fn new(bot: Arc<Bot>, moderation: Moderation, wall: Arc<Wall>, settings: &SlackSettings) -> Self {
        let guard = Arc::new(Guard::new(Arc::clone(&wall.client), settings.moderator_groups.clone()));
        Self { bot, moderation, wall, guard }
    }

    /// Knows who is a moderator.
    pub(super) fn guard(&self) -> Arc<Guard> {
        Arc::clone(&self.guard)
    }

    /// Whether something is for moderators.
    pub(super) fn is_for(act: &Act) -> bool {
        match &act.what {
            What::Command { name, .. } => name == COMMAND,
            What::Shortcut { name, .. } => name == WHY,
            What::Press(press) => press.act.starts_with(acts::PREFIX),
            What::Suggest { .. } | What::Other => false,
        }
    }

    /// Does what a moderator asked for, if it is one.
    pub(super) async fn answer(&self, act: &Act, place: &Place) {
        let refusal = self.refusal(act, place).await;
        let shown = match refusal {
            Some(refusal) => Shown::Below(said(refusal)),
            None => self
                .done(act, place)
                .await
                .unwrap_or_else(|trouble| Shown::Below(said(&escaped(&trouble.sentence(&PEN))))),
        };
        match shown {
            Shown::Below(post) => privately(&self.wall.client, act, &[post]).await,
            Shown::InPlace(post) => in_place(&self.wall.client, act, &[post]).await,
        }
    }

    /// Why somebody may not use the commands.
    async fn refusal(&self, act: &Act, place: &Place) -> Option<&'static str> {
        if !place.served {
            return Some(sentences::ELSEWHERE);
        }
        match self.guard.standing(&act.person.id).await {
            Standing::Moderator => None,
            Standing::Nobody => Some(NO_MODERATOR),
            Standing::Unknown => Some(UNSURE),
        }
    }

    async fn done(&self, act: &Act, place: &Place) -> Result<Shown, Trouble> {
        let who = moderator(Platform::Slack, &act.person.name, &act.person.id);
        match &act.what {
            What::Command { words, .. } => self.ordered(act, place, &who, words).await.map(Shown::Below),
            What::Shortcut { message, .. } => self.why_message(act, message, place).await.map(Shown::Below),
            What::Press(press) => self.pressed(&who, press).await,
            What::Suggest { .. } | What::Other => Err(UNKNOWN.into()),
        }
    }

    async fn ordered(&self, act: &Act, place: &Place, who: &Moderator, written: &str) -> Result<Post, Trouble> {
        let plain = |text: &str| words(text, &place.account.user);
        match Order::read(written) {
            Order::Test(text) => Ok(self.test(&plain(&text))),
            Order::Why(text) => Ok(self.why(&plain(&text), None)),
            Order::Status => Ok(self.status().await),
            Order::Unanswered => self.unanswered().await,
            Order::Enable(channel) => self.enable(act, who, channel).await,
            Order::Disable(channel) => self.disable(act, who, channel).await,
            Order::Staff(wanted) => self.staff_channel(act, who, wanted).await,
            Order::Drafts(None) => self.drafts().await,
            Order::Drafts(Some(id)) => self.draft(id).await,
            Order::Help => Ok(help(String::new())),
            Order::Elsewhere(command) => Ok(said(&format!(
                "This is done at the command line, by whoever runs the bot: `{command} --help` tells how."
            ))),
            Order::Lacks(what) => Err(Trouble::Told(format!("this needs more: {what}"))),
            Order::Unknown(near) => Ok(help(unknown(near))),
        }
    }

    async fn pressed(&self, who: &Moderator, press: &Press) -> Result<Shown, Trouble> {
        match Pressed::read(&press.act).ok_or(UNKNOWN)? {
            Pressed::Apply(draft) => self.apply(who, draft).await,
            Pressed::Drop(draft) => self.drop_draft(who, draft).await,
            Pressed::Redo(draft) => self.redo(who, draft).await,
            Pressed::Undo(revision) => self.undo(who, revision).await,
            Pressed::Draft => {
                let id = press.value.as_deref().and_then(|id| id.parse().ok()).ok_or("choose a draft")?;
                self.draft(id).await.map(Shown::Below)
            }
            _ => Err(UNKNOWN.into()),
        }
    }

    async fn status(&self) -> Post {
        let mut words = "*Slack:* connected\n".to_owned();
        for (channel, what) in self.wall.health.refusals() {
            // Writing into a text cannot fail.
            let _ = writeln!(words, "⚠️ The last reply in <#{channel}> was refused: {}", pen::plain(&what));
        }
        words.push_str(&status::status(&self.bot, &self.moderation, &PEN).await);
        page(&words, None, Vec::new())
    }

    async fn unanswered(&self) -> Result<Post, Trouble> {
        let groups = self.moderation.unanswered(QUESTIONS).await?;
        if groups.is_empty() {
            return Ok(said("No question is waiting for an answer."));
        }
        let hint = "`askwell belongs` gives a question to its entry, at the command line.";
        Ok(page(&format!("{hint}\n{}", questions::groups(&groups, &PEN)), None, Vec::new()))
    }
}

/// What is said of an order that is none.
fn unknown(near: Option<&str>) -> String {
    match near {
        None => "There is no such order.\n".to_owned(),
        Some(near) => format!("There is no such order. Did you mean `/faq-admin {near}`?\n"),
    }
}

/// What can be done, below other words.
fn help(mut words: String) -> Post {
    words.push_str("After `/faq-admin` you can write:\n");
    for (_, line) in ORDERS {
        // Writing into a text cannot fail.
        let _ = writeln!(words, "• {line}");
    }
    words.push_str("Entries are edited at the command line: `askwell entry --help`.");
    page(&words, None, Vec::new())
}
