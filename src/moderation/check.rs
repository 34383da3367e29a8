//! Checks a draft before anybody can apply it.
//!
//! Both versions of the documents decide on the labelled messages and on every question and phrasing of the new version,
//! put to the bot and in a channel. Refused is what nobody may decide on: a safety example that breaks, a message that
//! loses its tier or gets a lower one, and a finding that `askwell check` calls an error, such as a question of the FAQ
//! that leads to another entry. What is a matter of judgement is said loudly and left to the moderator: messages that are
//! newly answered wrong, and wordings of the FAQ that are not answered any more. `--apply` stops at these, too.

use std::collections::{BTreeMap, HashMap};

use super::error::{ModerationError, Result};
use super::report::{Changed, Finding, Report};
use super::truth::Papers;
use crate::bot::Brain;
use crate::config::Settings;
use crate::document::{Diagnostics, Severity};
use crate::eval::{Effect, LabelledMessage, Labels, Replay, read_messages};
use crate::explain::Prediction;
use crate::faq::read;
use crate::lint::{Subject, run as lint};
use crate::message::Mode;
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

/// What happens to one message, in the two ways in which it reaches the bot.
struct Fate {
    message: usize,
    effects: Vec<Effect>,
    worse: bool,
    lowered: bool,
    before: String,
    after: String,
    modes: Vec<Mode>,
}

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
    let lost =
        fates.iter().filter(|fate| fate.message >= report.messages && fate.effects.contains(&Effect::NewlySilent));
    match lost.count() {
        0 => {}
        1 => report.warnings.push("1 question or phrasing of the FAQ would not be answered any more".to_owned()),
        many => {
            report.warnings.push(format!("{many} questions and phrasings of the FAQ would not be answered any more"));
        }
    }
    let changed = |fate: &Fate| {
        let message = &messages[fate.message];
        let own = fate.message >= report.messages;
        let entry = || message.labels.iter().flat_map(|labels| &labels.labels).next().cloned().unwrap_or_default();
        Changed {
            place: if own { entry() } else { format!("line {}", message.line + 1) },
            own,
            text: message.text.clone(),
            effects: fate.effects.iter().map(|effect| effect.name().to_owned()).collect(),
            worse: fate.worse,
            before: fate.before.clone(),
            after: fate.after.clone(),
            mode: match fate.modes.as_slice() {
                [one] => one.name().to_owned(),
                _ => "both".to_owned(),
            },
        }
    };
    report.changes = fates.iter().take(MOST_CHANGES).map(changed).collect();
    Ok(())
}

/// The questions and phrasings of a pack as messages that ask for their entry.
fn wordings(brain: &Brain) -> Vec<LabelledMessage> {
    let all = brain.pack().entries.iter().flat_map(|entry| entry.wordings().map(move |text| (entry, text)));
    let message = |(line, (entry, text)): (usize, (&crate::faq::Entry, &String))| LabelledMessage {
        line,
        text: text.clone(),
        labels: Some(Labels { labels: vec![entry.id.clone()], addressed: true, ..Labels::default() }),
    };
    all.enumerate().map(message).collect()
}

/// Every message that is replied to in another way, the worst first.
fn fates(old: &Brain, new: &Brain, messages: &[LabelledMessage]) -> Vec<Fate> {
    let mut fates: BTreeMap<usize, Fate> = BTreeMap::new();
    for mode in [Mode::Direct, Mode::Ambient] {
        for change in Replay::new(old, new, messages, mode).changes {
            let lowered = lowered(&change.old, &change.new);
            let fate = fates.entry(change.message).or_insert_with(|| Fate {
                message: change.message,
                effects: Vec::new(),
                worse: false,
                lowered: false,
                before: change.old.in_short(),
                after: change.new.in_short(),
                modes: Vec::new(),
            });
            for effect in change.effects {
                if !fate.effects.contains(&effect) {
                    fate.effects.push(effect);
                }
            }
            fate.effects.sort_unstable();
            fate.worse |= change.worse;
            fate.lowered |= lowered;
            fate.modes.push(mode);
        }
    }
    let mut fates: Vec<Fate> = fates.into_values().collect();
    fates.sort_by_key(|fate| (!fate.lowered, !fate.worse, fate.effects.first().copied(), fate.message));
    fates
}

/// Whether safety decided, and decides no more or by a lower tier.
fn lowered(old: &Prediction, new: &Prediction) -> bool {
    const HIGHEST_FIRST: [&str; 4] = ["emergency", "crisis", "advice", "personal"];
    let rank = |prediction: &Prediction| {
        let tier = prediction.tier.as_deref();
        HIGHEST_FIRST.iter().position(|name| Some(*name) == tier).unwrap_or(HIGHEST_FIRST.len())
    };
    rank(new) > rank(old)
}
