//! A comparison as lines for moderators: both entries side by side, then what to write.

use std::fmt::{self, Write as _};

use super::compare::{Comparison, Side};
use super::remedy::{Proposal, Verdict};
use super::why::Points;

/// The names at the left have at least this width, and no more than that.
const NAMES: (usize, usize) = (26, 60);
/// Of the wordings that a change pulls away so many are shown; the rest is counted.
const PULLED_SHOWN: usize = 3;

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.why.head(f)?;
        let asked = !matches!(self.verdict, Verdict::Safety { .. });
        if let Some(wanted) = self.wanted.as_ref().filter(|_| asked) {
            writeln!(f, "matched     “{}”, which {}\n", self.matched, self.act)?;
            let sides: Vec<&Side> = self.other.iter().chain([wanted]).collect();
            table(f, &sides, self.why.margin_needed)?;
        }
        if let Some(elsewhere) = &self.elsewhere {
            writeln!(
                f,
                "\nMore speaks for it in “{}”, which {}: {:.3}.",
                elsewhere.matched, elsewhere.act, elsewhere.score
            )?;
        }
        writeln!(f, "\n{}", self.verdict)
    }
}

fn table(f: &mut fmt::Formatter<'_>, sides: &[&Side], margin: f64) -> fmt::Result {
    let width = sides.iter().map(|side| side.points.id.len()).max().unwrap_or(0).max("0.000 missed".len()) + 2;
    let longest = sides.iter().flat_map(|side| &side.points.rules).map(|rule| rule.name.chars().count() + 4).max();
    let names_width = longest.unwrap_or(0).clamp(NAMES.0, NAMES.1);
    let mut row = |name: &str, cells: Vec<String>| {
        let name: String = name.chars().take(names_width - 1).collect();
        let mut line = format!("{name:names_width$}");
        for cell in cells {
            let _ = write!(line, "{cell:width$}");
        }
        writeln!(f, "{}", line.trim_end())
    };
    let met = |met: bool| if met { "met" } else { "missed" };
    let of = |cell: &dyn Fn(&Side) -> String| sides.iter().map(|side| cell(side)).collect::<Vec<_>>();
    row("", of(&|side| side.points.id.clone()))?;
    row("confidence", of(&|side| format!("{:.3}", side.points.score)))?;
    row("  an answer needs", of(&|side| format!("{:.3} {}", side.needed, met(side.sure))))?;
    row("ahead of the others by", of(&|side| format!("{:.3}", side.lead)))?;
    row("  an answer needs", of(&|side| format!("{margin:.3} {}", met(side.ahead))))?;
    row("points", of(&|side| format!("{:.2}", side.points.points)))?;
    for name in names(sides, |side| &side.points.scorers) {
        row(&format!("  {name}"), of(&|side| points_of(&side.points.scorers, &name)))?;
    }
    row("  rules", of(&|side| format!("{:.2}", side.points.rule_points)))?;
    if sides.iter().any(|side| side.points.hidden > 0.0) {
        row("  exceptions hide", of(&|side| format!("{:.0} %", side.points.hidden * 100.0)))?;
    }
    section(&mut row, "by word", sides, |side| &side.points.words)?;
    section(&mut row, "weight of rules", sides, |side| &side.points.rules)?;
    for side in sides {
        writeln!(f, "nearest wording of {}: “{}”", side.points.id, side.points.nearest)?;
    }
    Ok(())
}

/// Rows under a head, where there are any.
fn section(
    row: &mut impl FnMut(&str, Vec<String>) -> fmt::Result,
    head: &str,
    sides: &[&Side],
    of: impl Fn(&Side) -> &Vec<Points>,
) -> fmt::Result {
    let names = names(sides, &of);
    if names.is_empty() {
        return Ok(());
    }
    row(head, Vec::new())?;
    names
        .iter()
        .try_for_each(|name| row(&format!("  {name}"), sides.iter().map(|side| points_of(of(side), name)).collect()))
}

/// The names that either side has, each once.
fn names(sides: &[&Side], of: impl Fn(&Side) -> &Vec<Points>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for own in sides.iter().flat_map(|side| of(side)).filter(|own| own.points != 0.0) {
        if !names.contains(&own.name) {
            names.push(own.name.clone());
        }
    }
    names
}

fn points_of(all: &[Points], name: &str) -> String {
    all.iter().find(|own| own.name == name).map_or_else(|| "–".to_owned(), |own| format!("{:.2}", own.points))
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given => write!(f, "It is given already."),
            Self::Safety { tier } => write!(
                f,
                "No keyword or phrasing changes this: safety decided ({tier}), and no entry is asked after that."
            ),
            Self::Fixed { reason } => write!(f, "No keyword or phrasing changes this: {reason}."),
            Self::Search { entry, keyword: None, phrasing: None } => write!(
                f,
                "No single keyword up to a weight of 4 and no phrasing from this message leads it to `{entry}`. Look at \
                 what pulls it elsewhere, and make that an exception there."
            ),
            Self::Search { entry, keyword: None, phrasing: Some(phrasing) } => {
                write!(f, "No single keyword up to a weight of 4 leads it to `{entry}`. ")?;
                proposed(f, entry, phrasing)
            }
            Self::Search { entry, keyword, phrasing } => {
                let mut gap = "";
                for proposal in keyword.iter().chain(phrasing) {
                    f.write_str(gap)?;
                    proposed(f, entry, proposal)?;
                    gap = "\n\n";
                }
                Ok(())
            }
        }
    }
}

fn proposed(f: &mut fmt::Formatter<'_>, entry: &str, proposal: &Proposal) -> fmt::Result {
    let head = match (proposal.raises, proposal.weight, proposal.joins_list) {
        (Some(number), Some(weight), _) => format!(
            "Keywords {number} of `{entry}` have “{}” already. With a weight of {weight:.1} they lead it there:",
            proposal.words
        ),
        (_, Some(_), _) => format!("The smallest keyword that leads it to `{entry}`, to write under that entry:"),
        (_, None, true) => format!("A phrasing that leads it to `{entry}`, one more for the list of that entry:"),
        (_, None, false) => format!("A phrasing that leads it to `{entry}`, to write above the answer of that entry:"),
    };
    write!(f, "{head}\n\n{}{}", proposal.toml, Pulls(proposal))
}

/// What a proposal takes from other entries.
struct Pulls<'a>(&'a Proposal);

impl fmt::Display for Pulls<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pulls = &self.0.pulls;
        if pulls.is_empty() {
            return Ok(());
        }
        let what = if pulls.len() == 1 { "question or phrasing" } else { "questions and phrasings" };
        write!(f, "\n\nBut with it {} {what} of other entries would no longer find their entry:", pulls.len())?;
        for pulled in pulls.iter().take(PULLED_SHOWN) {
            write!(f, "\n  {}: “{}”", pulled.entry, pulled.wording)?;
        }
        match pulls.len().saturating_sub(PULLED_SHOWN) {
            0 => Ok(()),
            rest => write!(f, "\n  … and {rest} more"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::remedy::Pulled;
    use super::*;

    #[test]
    fn what_a_change_would_pull_away_is_counted_and_shown_in_part() {
        let pulled = |number: usize| Pulled { entry: "driving".into(), wording: format!("wording {number}") };
        let said = |count: usize| {
            let pulls = (1..=count).map(pulled).collect();
            let toml = "phrasings = [\"x\"]".to_owned();
            Pulls(&Proposal { words: "x".into(), weight: None, raises: None, toml, joins_list: false, pulls })
                .to_string()
        };
        assert_eq!(said(0), "");
        assert!(said(1).contains("1 question or phrasing of other") && said(1).ends_with("  driving: “wording 1”"));
        assert!(said(5).contains("5 questions and phrasings") && said(5).ends_with("wording 3”\n  … and 2 more"));
    }
}
