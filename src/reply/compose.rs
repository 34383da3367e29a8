//! From a decision to a reply.

use super::wording::{self, provider_line};
use crate::config::Provider;
use crate::decision::{Decision, Kind};
use crate::faq::{Entry, Pack};
use crate::message::{Block, Choice, Reply};

/// What a reply is made from besides the decision.
pub struct Context<'a> {
    /// The pack that the decision refers to.
    pub pack: &'a Pack,
    /// The disclaimer of entries whose document has none.
    pub disclaimer: &'a str,
    /// Whom the reply refers to.
    pub provider: &'a Provider,
    /// The fixed text of the tier, when safety decided, or of a cautious hand-off.
    pub safety_text: Option<String>,
    /// The line that is added where a message holds personal details.
    pub personal_line: &'a str,
    /// Said under a danger reply where no alert can be raised.
    pub untold_line: &'a str,
    /// The message is thanks and not a greeting.
    pub thanks: bool,
}

/// The reply to a decision; `None` for silence.
pub fn compose(decision: &Decision, context: &Context<'_>) -> Option<Reply> {
    let danger = decision.is_danger();
    let untold = danger.then(|| context.untold_line.to_owned());
    let mut reply = Reply { blocks: Vec::new(), ping_author: danger, untold };
    match decision.kind {
        Kind::Silent => return None,
        Kind::Safety => reply.blocks.extend(context.safety_text.clone().map(Block::Safety)),
        Kind::Greeting => {
            reply.blocks.push(line(if context.thanks { wording::WELCOME } else { wording::GREETING }));
        }
        Kind::Answer => answers(decision, context, &mut reply),
        Kind::Suggest => {
            let entries = entries(&decision.entries, context.pack);
            reply.blocks.push(Block::Choices(entries.map(choice).collect()));
            reply.blocks.extend(reach(context));
        }
        Kind::Handoff => {
            if decision.foreign {
                reply.blocks.push(line(wording::OTHER_LANGUAGE));
            }
            if decision.cautious {
                reply.blocks.extend(context.safety_text.clone().map(Block::Safety));
            } else {
                reply.blocks.push(handoff(decision, context));
                reply.blocks.extend(reach(context));
            }
        }
    }
    if decision.personal {
        reply.blocks.push(line(context.personal_line));
    }
    Some(reply)
}

fn answers(decision: &Decision, context: &Context<'_>, reply: &mut Reply) {
    let mut disclaimers: Vec<String> = Vec::new();
    for entry in entries(&decision.entries, context.pack) {
        let Some(answer) = &entry.answer else { continue };
        reply.blocks.push(Block::Answer { question: entry.question.clone(), answer: answer.clone() });
        let disclaimer = entry.disclaimer.clone().unwrap_or_else(|| context.disclaimer.to_owned());
        if !disclaimers.contains(&disclaimer) {
            disclaimers.push(disclaimer);
        }
    }
    if !decision.handoffs.is_empty() {
        reply.blocks.push(handoff(decision, context));
    }
    let provider = provider_line(context.provider);
    disclaimers.extend(provider);
    reply.blocks.push(Block::Disclaimer(disclaimers.join(" ")));
}

fn handoff(decision: &Decision, context: &Context<'_>) -> Block {
    let questions: Vec<&str> = entries(&decision.handoffs, context.pack).map(|entry| entry.question.as_str()).collect();
    if questions.is_empty() { line(wording::NO_ANSWER) } else { Block::Line(wording::handoff_topic(&questions)) }
}

/// How to reach the provider, where the settings say so.
fn reach(context: &Context<'_>) -> Option<Block> {
    provider_line(context.provider).map(Block::Line)
}

fn entries<'a>(numbers: &'a [usize], pack: &'a Pack) -> impl Iterator<Item = &'a Entry> {
    numbers.iter().filter_map(|number| pack.entries.get(*number))
}

fn choice(entry: &Entry) -> Choice {
    Choice { entry: entry.id.clone(), question: entry.question.clone() }
}

fn line(text: &str) -> Block {
    Block::Line(text.to_owned())
}
