//! Questions that found no answer, given to their entries.

use std::time::Duration;

use serenity::model::id::ChannelId;
use tokio::time::timeout;

use super::super::components::{Component, Field, Form, Line, Row, Style};
use super::super::fetch::without_mentions;
use super::super::interaction::{Answer, Filled};
use super::super::limits;
use super::super::post::{Embed, Post};
use super::drafts::{draft_page, private, proposed};
use super::explain::message_id;
use super::forms::{field, line, reason};
use super::moderators::{Admin, PLATFORM, Request};
use super::pen::PEN;
use super::text::known_by;
use crate::faq::edit::LONGEST_WORDING;
use crate::moderation::Group;
use crate::platform::conduct::moderators::Trouble;
use crate::platform::conduct::moderators::acts::Pressed;
use crate::platform::conduct::moderators::questions;
use crate::platform::conduct::moderators::text::lines;
use crate::store::Kept;

/// So many of the newest questions are put together.
const LOOKED_AT: u32 = 1_000;
/// The best candidates have a button each.
const CANDIDATES: usize = 3;
/// How long the words may take to be read at Discord. Then there is still time to open a form.
const READ_LIMIT: Duration = Duration::from_millis(800);
/// The field with the words of a question.
const WORDS: &str = "words";
/// The field with its entry.
const ENTRY: &str = "entry";

impl Admin {
    /// The groups, with a menu to open a question of one.
    pub(super) async fn unanswered(&self) -> Result<Answer, Trouble> {
        let groups = self.moderation.unanswered(LOOKED_AT).await?;
        if groups.is_empty() {
            return Ok(Answer::private("No question is waiting for an answer."));
        }
        Ok(private(groups_page(&groups)))
    }

    /// One question with what can be done about it.
    pub(super) async fn question(&self, chosen: &[String]) -> Result<Answer, Trouble> {
        let id = chosen.first().and_then(|id| id.parse().ok()).ok_or("choose a question")?;
        Ok(private(question_page(&self.kept(id).await?)))
    }

    /// Gives a question to an entry: with the words that are kept, that Discord has, or that a form asks for.
    pub(super) async fn belongs(&self, request: &Request<'_>, id: i64, entry: &str) -> Result<Answer, Trouble> {
        let kept = self.kept(id).await?;
        let text = match kept.question.text.clone() {
            Some(text) => Some(text),
            None => self.words_at_discord(&kept).await,
        };
        let Some(text) = text.filter(|text| text.chars().count() <= LONGEST_WORDING) else {
            let act =
                known_by(&Pressed::Belongs(id, entry.to_owned())).ok_or("the entry's id is too long for a form")?;
            return Ok(Answer::Form(words_form(act, &kept, Some(entry))));
        };
        let drafted = self.moderation.belongs(&request.who, id, entry, Some(&text), None).await?;
        Ok(Answer::Change(vec![draft_page(&drafted, None)]))
    }

    /// The words of a question came in a form.
    pub(super) async fn belongs_filled(
        &self,
        request: &Request<'_>,
        id: i64,
        entry: Option<&str>,
        form: &Filled,
    ) -> Result<Answer, Trouble> {
        let entry = entry.unwrap_or_else(|| form.text(ENTRY));
        let mut text = Some(form.text(WORDS).to_owned()).filter(|text| !text.is_empty());
        if text.is_none() {
            let kept = self.kept(id).await?;
            text = match kept.question.text.clone() {
                Some(text) => Some(text),
                None => self.words_at_discord(&kept).await,
            };
        }
        let text = text.ok_or("the words of this question are not kept: read it by its link, and type its words")?;
        let why = reason(form);
        let drafted = self.moderation.belongs(&request.who, id, entry, Some(&text), why.as_deref()).await?;
        Ok(proposed(&drafted, None))
    }

    /// Asks which entry a question belongs to.
    pub(super) async fn other(&self, id: i64) -> Result<Answer, Trouble> {
        let kept = self.kept(id).await?;
        Ok(Answer::Form(words_form(Pressed::Other(id).to_string(), &kept, None)))
    }

    /// A question needs no answer.
    pub(super) async fn ignore(&self, request: &Request<'_>, id: i64) -> Result<Answer, Trouble> {
        let deed = self.moderation.deed(&request.who, None)?;
        self.moderation.ignore(id, &deed).await?;
        Ok(Answer::Change(vec![Post::text(format!("Question {id} needs no answer."))]))
    }

    async fn kept(&self, id: i64) -> Result<Kept, Trouble> {
        let kept = self.moderation.store().unanswered_question(id).await?;
        kept.ok_or_else(|| Trouble::Told(format!("there is no unanswered question {id}")))
    }

    /// The words of a question that everybody in its channel can read. What was written to the bot alone has no link,
    /// and is not read again.
    async fn words_at_discord(&self, kept: &Kept) -> Option<String> {
        let question = &kept.question;
        if question.platform != PLATFORM || question.link.is_none() {
            return None;
        }
        let channel = question.channel.parse().ok().filter(|id| *id != 0).map(ChannelId::new)?;
        let message = question.message.as_ref()?.parse().ok().and_then(message_id)?;
        let text = timeout(READ_LIMIT, self.read(channel, message)).await.ok()??;
        Some(without_mentions(&text)).filter(|text| !text.is_empty())
    }
}

fn groups_page(groups: &[Group]) -> Post {
    let words = questions::groups(groups, &PEN);
    let newest = groups.iter().filter_map(|group| Some((group, group.questions.first()?)));
    let menu: Vec<Line> = newest
        .take(limits::MENU_LINES)
        .map(|(group, kept)| Line {
            label: format!("{}  {}  {}", kept.id, kept.question.at.minute(), questions::nearest(&group.entry)),
            value: kept.id.to_string(),
        })
        .collect();
    let menu =
        Component::Menu { hint: "Settle a question".to_owned(), act: Pressed::Question.to_string(), lines: menu };
    let embed = Embed { description: lines(&words, limits::DESCRIPTION), ..Embed::default() };
    Post { embeds: vec![embed], rows: vec![Row(vec![menu])], ..Post::default() }
}

fn question_page(kept: &Kept) -> Post {
    let id = kept.id;
    let own = kept.question.candidates.iter().take(CANDIDATES);
    let buttons = own.filter_map(|(entry, _)| {
        let act = known_by(&Pressed::Belongs(id, entry.clone()))?;
        Some(Component::button(&format!("Belongs to {entry}"), Style::Primary, act))
    });
    let mut row: Vec<Component> = buttons.collect();
    row.push(Component::button("Another entry …", Style::Secondary, Pressed::Other(id).to_string()));
    row.push(Component::button("Needs no answer", Style::Danger, Pressed::Ignore(id).to_string()));
    let embed = Embed {
        title: format!("Question {id}"),
        description: lines(&questions::line(kept, &PEN), limits::DESCRIPTION),
        ..Embed::default()
    };
    Post { embeds: vec![embed], rows: vec![Row(row)], ..Post::default() }
}

/// Asks for the words of a question; for its entry too where none is named.
fn words_form(act: String, kept: &Kept, entry: Option<&str>) -> Form {
    let text: String = kept.question.text.as_deref().unwrap_or_default().chars().take(LONGEST_WORDING).collect();
    let known = kept.question.text.is_some();
    let mut fields = Vec::new();
    if entry.is_none() {
        fields.push(line(ENTRY, "Id of the entry", "", true));
    }
    let label = if entry.is_none() { "Its words; empty: as they were written" } else { "Its words" };
    fields.push(Field { long: true, ..line(WORDS, label, &text, entry.is_some() && !known) });
    fields.push(line(field::REASON, "Why (for the history)", "", false));
    let title = entry.map_or_else(|| format!("Question {}", kept.id), |entry| format!("Question {}: {entry}", kept.id));
    Form { act, title, fields }
}
