//! What there is and what was done, to be read.

use super::super::components::{Component, Row, Style};
use super::super::interaction::{Answer, Command};
use super::drafts::private;
use super::edits::needed;
use super::moderators::Admin;
use super::text::page;
use crate::moderation::{By, EntryView, pages};
use crate::platform::conduct::moderators::Trouble;
use crate::platform::conduct::moderators::acts::Pressed;

/// So many changes are listed.
const CHANGES: u32 = 30;
/// Without a number of days so many are counted.
const DAYS: u32 = 30;

impl Admin {
    /// All entries, or those with some letters.
    pub(super) async fn entries(&self, command: &Command) -> Result<Answer, Trouble> {
        let all = self.moderation.entries().await?;
        let find = command.text("find").unwrap_or_default().to_lowercase();
        let has = |entry: &EntryView| entry.id.contains(&find) || entry.question.to_lowercase().contains(&find);
        let found: Vec<EntryView> = all.into_iter().filter(has).collect();
        let hint = "`/faq-admin entry list find:` shortens the list, `/faq-admin entry show` shows one.";
        Ok(private(page(hint, Some((&pages::entries(&found), "")), Vec::new())))
    }

    /// All of one entry.
    pub(super) async fn entry(&self, command: &Command) -> Result<Answer, Trouble> {
        let entry = self.moderation.entry(&needed(command, "entry")?).await?;
        Ok(private(page("", Some((&pages::entry(&entry), "")), Vec::new())))
    }

    /// What was changed, the newest first.
    pub(super) async fn history(&self, command: &Command) -> Result<Answer, Trouble> {
        let revisions = self.moderation.history(command.text("document"), CHANGES).await?;
        Ok(private(page("", Some((&pages::history(&revisions), "")), Vec::new())))
    }

    /// What one revision changed.
    pub(super) async fn diff(&self, command: &Command) -> Result<Answer, Trouble> {
        let id = command.number("revision").ok_or("say the number of the revision")?;
        let revision = self.moderation.revision(id).await?;
        let undo = Component::button("Undo", Style::Secondary, Pressed::Undo(id).to_string());
        Ok(private(page("", Some((&pages::revision(&revision), "diff")), vec![Row(vec![undo])])))
    }

    /// Numbers of the last days.
    pub(super) async fn stats(&self, command: &Command) -> Result<Answer, Trouble> {
        let days = command.number("days").and_then(|days| u32::try_from(days).ok()).unwrap_or(DAYS).max(1);
        let by = match command.text("by") {
            Some("entry") => By::Entry,
            Some("platform") => By::Platform,
            _ => By::Day,
        };
        let now = self.now();
        let (from, to) = (now.days_before(days - 1).day(), now.day());
        let sums = self.moderation.statistics(&from, &to, by).await?;
        let words = format!("From {from} to {to} (UTC)");
        Ok(private(page(&words, Some((&pages::numbers(&from, &to, by, &sums), "")), Vec::new())))
    }
}
