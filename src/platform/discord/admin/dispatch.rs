//! What a moderator did, taken to whatever does it.

use serde_json::Value;

use super::super::super::conduct::completion::{Choice, named};
use super::super::components::MENU;
use super::super::interaction::{Act, Answer, Command, Filled, Interaction, Press};
use super::definition::{self, COMMAND, WHY};
use super::drafts::{self, proposed};
use super::edits::{edit, needed};
use super::moderators::{Admin, Request};
use super::orders::{EditOrder, Order};
use super::pen::PEN;
use super::{forms, guard};
use crate::message::Platform;
use crate::platform::conduct::moderators::acts::{self, Pressed};
use crate::platform::conduct::moderators::{Trouble, moderator};

/// What is said of a command, button or form of another version.
const UNKNOWN: &str = "this is of another version of the bot: please use `/faq-admin` anew";

impl Admin {
    /// The definitions of the commands, to be registered.
    pub(crate) fn commands() -> Vec<Value> {
        definition::commands()
    }

    /// Whether an interaction is for moderators.
    pub(crate) fn is_for(interaction: &Interaction) -> bool {
        match &interaction.act {
            Act::Command(command) | Act::Complete(command) => command.name == COMMAND,
            Act::Message(command) => command.name == WHY,
            Act::Press(press) => press.act.starts_with(acts::PREFIX),
            Act::Filled(form) => form.act.starts_with(acts::PREFIX),
            Act::Other => false,
        }
    }

    /// Does what a moderator asked for. Whoever is none is told so.
    pub(crate) async fn answer(&self, interaction: &Interaction) -> Answer {
        let refusal = guard::refusal(&self.roles, interaction);
        if let Act::Complete(command) = &interaction.act {
            let found = if refusal.is_none() { self.completions(command).await } else { Vec::new() };
            return Answer::Completions(found);
        }
        if let Some(refusal) = refusal {
            return Answer::private(refusal);
        }
        let request = Request {
            interaction,
            who: moderator(Platform::Discord, &interaction.person.name, &interaction.person.id.to_string()),
        };
        let done = match &interaction.act {
            Act::Command(command) => self.command(&request, command).await,
            Act::Message(command) => self.why_message(interaction, &command.target).await,
            Act::Press(press) => self.pressed(&request, press).await,
            Act::Filled(form) => self.filled(&request, form).await,
            Act::Complete(_) | Act::Other => Ok(Answer::Nothing),
        };
        done.unwrap_or_else(|trouble| Answer::private(trouble.sentence(&PEN)))
    }

    async fn command(&self, request: &Request<'_>, command: &Command) -> Result<Answer, Trouble> {
        let reason = command.text("reason");
        match Order::at(&command.path).ok_or(UNKNOWN)? {
            Order::Status => Ok(self.status().await),
            Order::Channel(order) => self.channel_order(request, order, command).await,
            Order::Test => Ok(self.test(&needed(command, "text")?)),
            Order::Why => Ok(self.why(&needed(command, "text")?, None)),
            Order::Stats => self.stats(command).await,
            Order::History => self.history(command).await,
            Order::Diff => self.diff(command).await,
            Order::Undo => Ok(proposed(&self.undo(request, command.number("revision"), reason).await?, None)),
            Order::Restore => {
                let revision = command.number("revision").ok_or("say the number of the revision")?;
                Ok(proposed(&self.moderation.restore(&request.who, revision, reason).await?, None))
            }
            Order::Drafts => self.drafts().await,
            Order::Unanswered => self.unanswered().await,
            Order::Entries => self.entries(command).await,
            Order::Entry => self.entry(command).await,
            Order::AddEntry => Ok(Answer::Form(forms::empty_form())),
            Order::EditEntry => self.edit_form(&needed(command, "entry")?).await,
            Order::Edit(order) => {
                let edits = vec![edit(order, command)?];
                Ok(proposed(&self.moderation.draft(&request.who, edits, reason).await?, None))
            }
        }
    }

    async fn pressed(&self, request: &Request<'_>, press: &Press) -> Result<Answer, Trouble> {
        match Pressed::read(&press.act).ok_or(UNKNOWN)? {
            Pressed::Apply(draft) => self.apply(request, draft).await,
            Pressed::Drop(draft) => self.drop_draft(request, draft).await,
            Pressed::Redo(draft) => self.redo(request, draft).await,
            Pressed::Undo(revision) => {
                let drafted = self.undo(request, Some(revision), None).await?;
                Ok(Answer::Change(vec![drafts::draft_page(&drafted, None)]))
            }
            Pressed::Draft => self.open_draft(&press.values).await,
            Pressed::Question => self.question(&press.values).await,
            Pressed::Belongs(question, entry) => self.belongs(request, question, &entry).await,
            Pressed::Other(question) => self.other(question).await,
            Pressed::Ignore(question) => self.ignore(request, question).await,
            Pressed::Edit(..) | Pressed::Add => Err(UNKNOWN.into()),
        }
    }

    async fn filled(&self, request: &Request<'_>, form: &Filled) -> Result<Answer, Trouble> {
        match Pressed::read(&form.act).ok_or(UNKNOWN)? {
            Pressed::Edit(shown, entry) => self.entry_filled(request, &entry, &shown, form).await,
            Pressed::Add => self.new_entry_filled(request, form).await,
            Pressed::Belongs(question, entry) => self.belongs_filled(request, question, Some(&entry), form).await,
            Pressed::Other(question) => self.belongs_filled(request, question, None, form).await,
            _ => Err(UNKNOWN.into()),
        }
    }

    /// What fits the option that is being typed. What cannot be found out is no completion.
    async fn completions(&self, command: &Command) -> Vec<(String, String)> {
        let Some(option) = command.focused.as_deref() else { return Vec::new() };
        let typed = command.text(option).unwrap_or_default();
        let order = Order::at(&command.path);
        match (option, order) {
            ("document", _) => {
                let heads = self.moderation.store().heads().await.unwrap_or_default();
                named(MENU, typed, heads.iter().map(|head| Choice { value: &head.change.document, words: "" }))
            }
            // Retired entries are not in force, so that they are read from the documents.
            ("entry", Some(Order::Edit(EditOrder::Restore) | Order::Entry)) => {
                let all = self.moderation.entries().await.unwrap_or_default();
                let wanted = all.iter().filter(|entry| entry.retired || order == Some(Order::Entry));
                named(MENU, typed, wanted.map(|entry| Choice { value: &entry.id, words: &entry.question }))
            }
            ("entry", _) => {
                let brain = self.bot.brain();
                let all = brain.pack().entries.iter();
                named(MENU, typed, all.map(|entry| Choice { value: &entry.id, words: &entry.question }))
            }
            ("text", Some(Order::Edit(EditOrder::RemovePhrasing))) => {
                let brain = self.bot.brain();
                let entry = brain.pack().entries.iter().find(|entry| Some(entry.id.as_str()) == command.text("entry"));
                let phrasings = entry.into_iter().flat_map(|entry| &entry.phrasings);
                named(MENU, typed, phrasings.map(|text| Choice { value: text, words: "" }))
            }
            _ => Vec::new(),
        }
    }
}
