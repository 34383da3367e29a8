//! Entries in a form: what is too long for an option is changed and added there.

use sha2::{Digest, Sha256};

use super::super::components::{Field, Form};
use super::super::interaction::{Answer, Filled};
use super::super::limits;
use super::super::post::Post;
use super::drafts::{private, proposed};
use super::moderators::{Admin, Request};
use super::pen::PEN;
use super::text::{known_by, page};
use crate::faq::edit::Edit;
use crate::moderation::EntryView;
use crate::platform::conduct::moderators::Trouble;
use crate::platform::conduct::moderators::acts::Pressed;
use crate::reply::split::units;

/// Names of fields.
pub(super) mod field {
    pub(crate) const ID: &str = "id";
    pub(crate) const QUESTION: &str = "question";
    pub(crate) const ANSWER: &str = "answer";
    pub(crate) const PHRASINGS: &str = "phrasings";
    pub(crate) const REASON: &str = "reason";
}

/// The longest reason that the history takes, in characters. A form has no such limit, and its other texts would be lost
/// over it.
const REASON: usize = 500;
/// What tells one text from another: so many signs of a digest.
const MARK: usize = 8;

impl Admin {
    /// Opens the form of an entry with what stands in it now.
    pub(super) async fn edit_form(&self, entry: &str) -> Result<Answer, Trouble> {
        Ok(Answer::Form(filled_form(&self.moderation.entry(entry).await?)?))
    }

    /// Takes in the form of an entry. `shown` tells what stood in it when it was opened.
    pub(super) async fn entry_filled(
        &self,
        request: &Request<'_>,
        entry: &str,
        shown: &str,
        form: &Filled,
    ) -> Result<Answer, Trouble> {
        let now = match self.moderation.entry(entry).await {
            Ok(now) => now,
            Err(error) => return Ok(given_back(error, form)),
        };
        let edits = changed(&now, form.text(field::QUESTION), form.text(field::ANSWER));
        if edits.is_empty() {
            return Ok(Answer::private("Nothing was changed: the entry says so already."));
        }
        let note = (mark(&now) != shown).then_some(
            "**CAREFUL:** somebody changed this entry while you wrote. The lines below show what would be replaced.",
        );
        match self.moderation.draft(&request.who, edits, reason(form).as_deref()).await {
            Ok(drafted) => Ok(proposed(&drafted, note)),
            Err(error) => Ok(given_back(error, form)),
        }
    }

    /// Takes in the form of a new entry.
    pub(super) async fn new_entry_filled(&self, request: &Request<'_>, form: &Filled) -> Result<Answer, Trouble> {
        let edits = added(form.text(field::ID), form);
        match self.moderation.draft(&request.who, edits, reason(form).as_deref()).await {
            Ok(drafted) => Ok(proposed(&drafted, None)),
            Err(error) => Ok(given_back(error, form)),
        }
    }
}

/// The form of an entry.
fn filled_form(entry: &EntryView) -> Result<Form, Trouble> {
    let id = &entry.id;
    let act = known_by(&Pressed::Edit(mark(entry), id.clone()));
    let act = act.ok_or_else(|| format!("the id `{id}` is too long for a form: {BY_FILE}"))?;
    let answer = entry.answer.as_deref();
    let mut fields = vec![line(field::QUESTION, "Question", &entry.question, true)];
    fields.extend(answer.map(|answer| Field { long: true, ..line(field::ANSWER, "Answer", answer, true) }));
    if let Some(long) = fields.iter().find(|field| units(&field.value) > limits::FIELD) {
        let what = long.label.to_lowercase();
        return Err(Trouble::Told(format!(
            "the {what} of `{id}` is longer than a form holds (4,000 characters): {BY_FILE}"
        )));
    }
    fields.push(line(field::REASON, "Why (for the history)", "", false));
    Ok(Form { act, title: format!("Edit {id}"), fields })
}

/// What to do where a form is too small.
const BY_FILE: &str = "change it in its document, or at the command line with `askwell entry answer ENTRY --file FILE`";

/// The form of a new entry.
pub(super) fn empty_form() -> Form {
    let long = |field: Field| Field { long: true, ..field };
    Form {
        act: Pressed::Add.to_string(),
        title: "A new entry".to_owned(),
        fields: vec![
            line(field::ID, "Id: small letters, digits, hyphens", "", true),
            line(field::QUESTION, "Question, as patients ask it", "", true),
            long(line(field::ANSWER, "Answer; empty: left to the provider", "", false)),
            long(line(field::PHRASINGS, "Other ways to ask, one a line", "", false)),
            line(field::REASON, "Why (for the history)", "", false),
        ],
    }
}

/// A field of one line.
pub(super) fn line(name: &str, label: &str, value: &str, required: bool) -> Field {
    Field { name: name.to_owned(), label: label.to_owned(), value: value.to_owned(), long: false, required }
}

/// The reason in a form.
pub(super) fn reason(form: &Filled) -> Option<String> {
    let reason: String = form.text(field::REASON).chars().take(REASON).collect();
    Some(reason).filter(|reason| !reason.is_empty())
}

/// Tells what stood in a form: another mark where the question or the answer is another one.
fn mark(entry: &EntryView) -> String {
    let text = format!("{}\0{}", entry.question, entry.answer.as_deref().unwrap_or_default());
    let digest = format!("{:x}", Sha256::digest(text.as_bytes()));
    digest.chars().take(MARK).collect()
}

/// Edits for what a form says otherwise. Clients may send other line ends than they got.
fn changed(entry: &EntryView, question: &str, answer: &str) -> Vec<Edit> {
    let same = |one: &str, other: &str| one.replace("\r\n", "\n").trim() == other.replace("\r\n", "\n").trim();
    let mut edits = Vec::new();
    if !same(&entry.question, question) {
        edits.push(Edit::SetQuestion { entry: entry.id.clone(), text: question.to_owned() });
    }
    if entry.answer.as_deref().is_some_and(|own| !same(own, answer)) {
        edits.push(Edit::SetAnswer { entry: entry.id.clone(), text: answer.to_owned() });
    }
    edits
}

fn added(id: &str, form: &Filled) -> Vec<Edit> {
    let entry = id.to_owned();
    let answer = Some(form.text(field::ANSWER)).filter(|answer| !answer.is_empty()).map(str::to_owned);
    let question = form.text(field::QUESTION).to_owned();
    let phrasings = form.text(field::PHRASINGS).lines().map(str::trim).filter(|line| !line.is_empty());
    let mut edits = vec![Edit::AddEntry { entry: entry.clone(), question, answer, document: None }];
    edits.extend(phrasings.map(|text| Edit::AddPhrasing { entry: entry.clone(), text: text.to_owned() }));
    edits
}

/// Says why a form was not taken in, with the longest of its texts, so that nobody writes it twice.
fn given_back(error: impl Into<Trouble>, form: &Filled) -> Answer {
    let said = error.into().sentence(&PEN);
    let text = form.text(field::ANSWER);
    if text.is_empty() {
        return private(Post::text(said));
    }
    private(page(&format!("{said}\nYour answer, so that you need not write it again:"), Some((text, "")), Vec::new()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(answer: Option<&str>) -> EntryView {
        EntryView {
            id: "parking".into(),
            document: "faq.toml".into(),
            question: "Where can I park?".into(),
            answer: answer.map(str::to_owned),
            phrasings: Vec::new(),
            keywords: Vec::new(),
            except: Vec::new(),
            threshold: None,
            reviewed_by: None,
            retired: false,
        }
    }

    fn form(entry: &EntryView) -> Form {
        filled_form(entry).map_err(|trouble| trouble.sentence(&PEN)).unwrap()
    }

    #[test]
    fn a_form_holds_exactly_what_the_entry_says() {
        let answer = "It’s **behind** the house — “yard 2”.\n\n- [map](https://x.example)\n  `code` \\*";
        let form = form(&entry(Some(answer)));
        assert_eq!(form.fields[1].value, answer);
        assert!(changed(&entry(Some(answer)), "Where can I park?", &answer.replace('\n', "\r\n")).is_empty());
        let edits = changed(&entry(Some(answer)), "Where?", answer);
        assert_eq!(edits, [Edit::SetQuestion { entry: "parking".into(), text: "Where?".into() }]);
    }

    #[test]
    fn a_topic_of_the_provider_has_no_answer_to_edit() {
        let form = form(&entry(None));
        assert_eq!(form.fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["question", "reason"]);
        assert!(changed(&entry(None), "Where can I park?", "").is_empty());
    }

    #[test]
    fn what_does_not_fit_is_refused_with_another_way() {
        for text in ["x".repeat(4_001), "😀".repeat(2_001)] {
            let Err(trouble) = filled_form(&entry(Some(&text))) else { panic!("a form was opened") };
            assert!(trouble.sentence(&PEN).contains("--file FILE"), "{}", trouble.sentence(&PEN));
        }
        assert!(filled_form(&entry(Some(&"x".repeat(4_000)))).is_ok());
    }

    #[test]
    fn another_text_has_another_mark() {
        assert_eq!(mark(&entry(Some("a"))), mark(&entry(Some("a"))));
        assert_ne!(mark(&entry(Some("a"))), mark(&entry(Some("b"))));
    }
}
