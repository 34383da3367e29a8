//! Entries as moderators look at them.

use serde::Serialize;

use super::Moderation;
use super::error::{ModerationError, Result};
use super::truth::Papers;
use crate::document::{Source, closest};
use crate::faq::edit::Condition;
use crate::faq::{EntryForm, read, reviewer};
use crate::store::{DocumentChange, Revision};

/// Of the revisions since one so many are looked at.
const MOST_SINCE: u32 = 20;

/// An entry with all that can be changed about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntryView {
    /// Its id.
    pub id: String,
    /// The name of its document.
    pub document: String,
    /// The question.
    pub question: String,
    /// The answer; none for a topic that is left to the provider.
    pub answer: Option<String>,
    /// Other wordings.
    pub phrasings: Vec<String>,
    /// The keyword rules with their weights; the first is rule 1.
    pub keywords: Vec<(Condition, f64)>,
    /// The exceptions; the first is exception 1.
    pub except: Vec<Condition>,
    /// Its own threshold.
    pub threshold: Option<f64>,
    /// Who reviewed it as it stands.
    pub reviewed_by: Option<String>,
    /// It is kept but not used.
    pub retired: bool,
}

impl Moderation {
    /// All entries in the order of the documents, the retired ones included.
    ///
    /// # Errors
    /// The documents cannot be read.
    pub async fn entries(&self) -> Result<Vec<EntryView>> {
        let papers = self.papers().await?;
        let reading = read(&papers.faq);
        if reading.found.has_errors() {
            return Err(ModerationError::Documents(reading.found));
        }
        Ok(views(&papers))
    }

    /// One entry.
    ///
    /// # Errors
    /// There is none of this id, or the documents cannot be read.
    pub async fn entry(&self, id: &str) -> Result<EntryView> {
        let all = self.entries().await?;
        let ids: Vec<&str> = all.iter().map(|entry| entry.id.as_str()).collect();
        let at = ids.iter().position(|own| *own == id);
        let at = at.ok_or_else(|| ModerationError::Refused(unknown(id, &ids)))?;
        Ok(all[at].clone())
    }

    /// The revisions after one that changed an entry, the newest first. Of very many only the newest are looked at.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub async fn changes_of(&self, entry: &str, since: i64) -> Result<Vec<Revision>> {
        let newest = self.store.revisions(None, None, MOST_SINCE).await?;
        let later = newest.into_iter().take_while(|revision| revision.id > since);
        let changes = |revision: &Revision| {
            let DocumentChange { document, before, after } = &revision.change;
            let view = |text: &Option<String>| {
                let source = Source::new(document.clone(), text.clone()?);
                let papers = Papers { faq: vec![source], ..Papers::default() };
                views(&papers).into_iter().find(|view| view.id == entry)
            };
            view(before) != view(after)
        };
        Ok(later.filter(changes).collect())
    }
}

/// What is said of an id that no entry has.
fn unknown(id: &str, ids: &[&str]) -> String {
    const SHOWN: usize = 60;
    let shown: String = id.chars().filter(|ch| !ch.is_control()).take(SHOWN).collect();
    match closest(&shown, ids) {
        Some(near) => format!("there is no entry `{shown}`: did you mean `{near}`?"),
        None => format!("there is no entry `{shown}`: `askwell entry list` shows all"),
    }
}

/// All entries that can be read.
pub(super) fn views(papers: &Papers) -> Vec<EntryView> {
    let reading = read(&papers.faq);
    let mut all = Vec::new();
    for document in &reading.documents {
        for form in document.form.entries.iter().flatten() {
            let by = reviewer(&document.form, form).map(str::to_owned);
            all.push(view(document.source.file_name(), form, by));
        }
    }
    all
}

fn view(document: &str, form: &EntryForm, reviewed_by: Option<String>) -> EntryView {
    let text = |text: Option<&crate::document::Text>| text.map(|text| text.value.clone());
    let texts = |list: Option<&Vec<crate::document::Text>>| -> Vec<String> {
        list.into_iter().flatten().map(|text| text.value.clone()).collect()
    };
    let pattern = |pattern: &Option<crate::document::Pattern>| pattern.as_ref().map(|pattern| pattern.value.clone());
    let handoff = form.handoff.as_ref().is_some_and(|flag| flag.value);
    EntryView {
        id: form.id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
        document: document.to_owned(),
        question: text(form.question.as_ref()).unwrap_or_default(),
        answer: text(form.answer.as_ref()).filter(|_| !handoff),
        phrasings: texts(form.phrasings.as_ref()),
        keywords: form
            .keywords
            .iter()
            .flatten()
            .map(|rule| {
                let weight = rule.weight.as_ref().map_or(1.0, |weight| weight.0.value);
                let condition = Condition {
                    any: texts(rule.any.as_ref()),
                    all: texts(rule.all.as_ref()),
                    pattern: pattern(&rule.pattern),
                };
                (condition, weight)
            })
            .collect(),
        except: form
            .except
            .iter()
            .flatten()
            .map(|rule| Condition { any: texts(rule.any.as_ref()), all: Vec::new(), pattern: pattern(&rule.pattern) })
            .collect(),
        threshold: form.threshold.as_ref().map(|share| share.0.value),
        reviewed_by,
        retired: form.retired.as_ref().is_some_and(|flag| flag.value),
    }
}
