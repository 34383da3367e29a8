//! Checks a draft before anybody can apply it.
//!
//! Both versions of the documents decide on the labelled messages and on every question and phrasing of the new version,
//! put to the bot and in a channel. Refused is what nobody may decide on: a safety example that breaks, a message that
//! loses its tier or gets a lower one, and a finding that `askwell check` calls an error, such as a question of the FAQ
//! that leads to another entry. What is a matter of judgement is said loudly and left to the moderator: messages that are
//! newly answered wrong, and wordings of the FAQ that are not answered any more. `--apply` stops at these, too.

use std::collections::{BTreeMap, HashMap};

use super::error::{ModerationError, Result};
use super::fates::{Fate, fates, wordings};
use super::report::{Finding, Report};
use super::truth::Papers;
use crate::bot::Brain;
use crate::config::Settings;
use crate::document::{Diagnostics, Severity};
use crate::eval::{Effect, read_messages};
use crate::faq::read;
use crate::lint::{Subject, run as lint};
use crate::reload::Documents;

/// Of many changes so many are kept and shown.
const MOST_CHANGES: usize = 60;
/// Of many broken examples so many are named.
const MOST_EXAMPLES: usize = 5;

/// Two versions of the documents.
pub(super) struct Case {
    pub(super) old: Papers,
    pub(super) new: Papers,
    pub(super) settings: Settings,
    /// `2026-11-28`
    pub(super) today: String,
}

/// Checks the new version against the old one. It takes as long as building two bots and asking them everything.
///
/// # Errors
/// The new documents cannot be read, or the labelled messages cannot.
pub(super) fn check(case: &Case) -> Result<Report> {
    let built = |papers: &Papers| {
        let Documents { pack, rules, .. } = papers.snapshot().documents()?;
        Ok(Brain::new(pack, rules, &case.settings.matching))
    };
    let new = built(&case.new).map_err(|found: Diagnostics| {
        ModerationError::Refused(format!("with this the documents could not be read any more: {found}"))
    })?;
    let mut report = Report { base: case.old.fingerprint(), base_revision: case.old.revision, ..Report::default() };
    // Documents that cannot be read are mended by an undo; there is nothing to compare with then.
    let old = built(&case.old).ok();
    if old.is_none() {
        report.warnings.push("the documents as they are cannot be read: nothing was compared with them".to_owned());
    }
    examples(old.as_ref(), &new, &mut report);
    findings(case, old.as_ref(), &new, &mut report);
    if let Some(old) = &old {
        replay(case, old, &new, &mut report)?;
    }
    Ok(report)
}

/// Safety examples that the old documents keep and the new ones break.
fn examples(old: Option<&Brain>, new: &Brain, report: &mut Report) {
    let mut broken = new.failed_examples();
    if !broken.is_empty() {
        let before = old.map(Brain::failed_examples).unwrap_or_default();
        broken.retain(|failed| !before.contains(failed));
    }
    for failed in broken.iter().take(MOST_EXAMPLES) {
        let what = if failed.should_fire { "would not fire any more on" } else { "would fire on" };
        report.refused.push(format!("the safety rule `{}` {what} its example “{}”", failed.id, failed.text));
    }
    if let Some(more) = broken.len().checked_sub(MOST_EXAMPLES).filter(|more| *more > 0) {
        report.refused.push(format!("… and {more} more safety examples"));
    }
}

/// Lints that are new.
fn findings(case: &Case, old: Option<&Brain>, new: &Brain, report: &mut Report) {
    let linted = |papers: &Papers, brain: &Brain| {
        let reading = read(&papers.faq);
        let subject = Subject::new(&reading.documents, brain, papers.safety.as_ref(), &case.today);
        lint(&subject)
    };
    let mut known: HashMap<(Option<&'static str>, String), usize> = HashMap::new();
    if let Some(old) = old {
        for finding in linted(&case.old, old) {
            *known.entry((finding.lint, finding.message)).or_default() += 1;
        }
    }
    for finding in linted(&case.new, new) {
        if let Some(left) = known.get_mut(&(finding.lint, finding.message.clone())).filter(|left| **left > 0) {
            *left -= 1;
            continue;
        }
        let file = finding.file.rsplit('/').next().unwrap_or_default();
        let place = finding.position().map_or_else(|| file.to_owned(), |at| format!("{file}:{}", at.line));
        if finding.severity == Severity::Error && old.is_some() {
            report.refused.push(finding.message.clone());
        }
        report.findings.push(Finding {
            severity: finding.severity,
            lint: finding.lint.unwrap_or_default().to_owned(),
            place,
            message: finding.message,
            hint: finding.hint,
        });
    }
}

/// Decides on everything with both versions, and judges what changes.
fn replay(case: &Case, old: &Brain, new: &Brain, report: &mut Report) -> Result<()> {
    let mut messages = match &case.settings.faq.messages {
        Some(path) => read_messages(path).map_err(|error| {
            ModerationError::Refused(format!("the labelled messages (faq.messages) cannot be read: {error}"))
        })?,
        None => Vec::new(),
    };
    report.messages = messages.len();
    messages.extend(wordings(new));
    report.wordings = messages.len() - report.messages;
    let fates = fates(old, new, &messages);
    let mut effects: BTreeMap<Effect, usize> = BTreeMap::new();
    for effect in fates.iter().flat_map(|fate| &fate.effects) {
        *effects.entry(*effect).or_default() += 1;
    }
    report.effects = effects.iter().map(|(effect, count)| (effect.name().to_owned(), *count)).collect();
    report.safety = fates.iter().filter(|fate| fate.lowered).count();
    judge(&fates, report);
    let labelled = report.messages;
    report.changes = fates.iter().take(MOST_CHANGES).map(|fate| fate.shown(&messages, labelled)).collect();
    Ok(())
}

/// What nobody may decide on is refused, what is a matter of judgement is a warning.
fn judge(fates: &[Fate], report: &mut Report) {
    match report.safety {
        0 => {}
        1 => report.refused.push("1 message would lose its safety reply, or get one of a lower tier".to_owned()),
        many => {
            let sentence = format!("{many} messages would lose their safety reply, or get one of a lower tier");
            report.refused.push(sentence);
        }
    }
    match report.count(Effect::NewlyWrong) {
        0 => {}
        1 => report.warnings.push("1 message would be answered wrong that is not now".to_owned()),
        many => report.warnings.push(format!("{many} messages would be answered wrong that are not now")),
    }
    let own = fates.iter().filter(|fate| fate.message >= report.messages);
    match own.filter(|fate| fate.effects.contains(&Effect::NewlySilent)).count() {
        0 => {}
        1 => report.warnings.push("1 question or phrasing of the FAQ would not be answered any more".to_owned()),
        many => {
            report.warnings.push(format!("{many} questions and phrasings of the FAQ would not be answered any more"));
        }
    }
}
