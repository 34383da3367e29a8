//! From the options of a subcommand to an edit.

use super::super::interaction::Command;
use super::orders::EditOrder;
use crate::faq::edit::{Condition, Edit, RuleName};
use crate::platform::conduct::moderators::Trouble;

/// What a rule counts where nothing else is said, as in a document.
const USUAL_WEIGHT: f64 = 1.0;

/// The edit that is meant.
pub(super) fn edit(order: EditOrder, command: &Command) -> Result<Edit, Trouble> {
    let entry = || needed(command, "entry");
    Ok(match order {
        EditOrder::Retire => Edit::Retire { entry: entry()? },
        EditOrder::Restore => Edit::Restore { entry: entry()? },
        EditOrder::Threshold => match command.decimal("value") {
            Some(value) => Edit::SetThreshold { entry: entry()?, value },
            None => Edit::ClearThreshold { entry: entry()? },
        },
        EditOrder::AddPhrasing => Edit::AddPhrasing { entry: entry()?, text: needed(command, "text")? },
        EditOrder::RemovePhrasing => Edit::RemovePhrasing { entry: entry()?, text: needed(command, "text")? },
        EditOrder::AddKeyword => Edit::AddKeyword {
            entry: entry()?,
            rule: condition(command)?,
            weight: command.decimal("weight").unwrap_or(USUAL_WEIGHT),
        },
        EditOrder::RemoveKeyword => Edit::RemoveKeyword { entry: entry()?, rule: rule(command)? },
        EditOrder::SetWeight => Edit::SetWeight {
            entry: entry()?,
            rule: rule(command)?,
            weight: command.decimal("weight").ok_or("say how much the rule counts: `weight`")?,
        },
        EditOrder::AddException => Edit::AddException { entry: entry()?, rule: condition(command)? },
        EditOrder::RemoveException => Edit::RemoveException { entry: entry()?, rule: rule(command)? },
        EditOrder::AddSynonyms => Edit::AddSynonyms { words: words(command) },
        EditOrder::RemoveSynonyms => Edit::RemoveSynonyms { words: words(command) },
    })
}

/// An option that Discord lets nobody leave out, but for blanks.
pub(super) fn needed(command: &Command, option: &str) -> Result<String, Trouble> {
    command.text(option).map(str::to_owned).ok_or_else(|| Trouble::Told(format!("`{option}` is empty")))
}

/// Words or short phrases, with commas between.
fn words(command: &Command) -> Vec<String> {
    let words = command.text("words").unwrap_or_default().split([',', ';']).map(str::trim);
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn condition(command: &Command) -> Result<Condition, Trouble> {
    let (words, pattern) = (words(command), command.text("pattern").map(str::to_owned));
    if words.is_empty() && pattern.is_none() {
        return Err("say the words, with commas between, or a pattern".into());
    }
    let (any, all) = if command.flag("all") == Some(true) { (Vec::new(), words) } else { (words, Vec::new()) };
    Ok(Condition { any, all, pattern })
}

/// Which rule is meant: its number, or its words.
fn rule(command: &Command) -> Result<RuleName, Trouble> {
    let number = command.number("rule").and_then(|number| usize::try_from(number).ok());
    match (number, words(command)) {
        (Some(_), words) if !words.is_empty() => Err("name the rule by its number or by its words, not by both".into()),
        (Some(number), _) => Ok(RuleName::Number(number)),
        (None, words) if words.is_empty() => {
            Err("name the rule: its words, or its number in `/faq-admin entry show`".into())
        }
        (None, words) => Ok(RuleName::Words(words)),
    }
}
