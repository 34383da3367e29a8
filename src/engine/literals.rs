//! The words that a pattern cannot do without, read from its structure.
//!
//! `\b(skip|without)\b.*\b(therapy|counselling)\b` needs one of " skip ", " without " and one of " therapy ",
//! " counselling ": where the pattern asks for the edge of a word, or for a space, the literal has a space there. Texts are
//! looked at in their [`shadow`], in which every edge of a word is a space.

use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Hir, HirKind, Look};

/// A literal with fewer bytes, spaces included, stands nearly everywhere and filters nothing.
const SHORTEST_LITERAL: usize = 2;
/// So many literals are kept for one stretch of a pattern. More make the stretch longer and rarer, and the automaton larger:
/// 16 let a third of the patterns through that single brackets let through, 32 hardly fewer.
const MOST_LITERALS: usize = 16;

/// One of these must stand in the shadow of the message.
pub(super) type Need = Vec<Vec<u8>>;

/// A text with a space at each end and for each byte that belongs to no word.
pub(super) fn shadow(text: &[u8], shadow: &mut Vec<u8>) {
    shadow.clear();
    shadow.push(b' ');
    shadow.extend(text.iter().map(|byte| if is_word(*byte) { *byte } else { b' ' }));
    shadow.push(b' ');
}

/// The sets of literals of which each match holds at least one.
pub(super) fn needs(pattern: &Hir) -> Vec<Need> {
    within(pattern, Edges { before: false, after: false })
}

/// What belongs to a word in every alphabet that `\b` may be asked in; other bytes are spaces in text and literal alike.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether a part of a pattern certainly has the edge of a word before and after it.
#[derive(Clone, Copy)]
struct Edges {
    before: bool,
    after: bool,
}

fn within(hir: &Hir, edges: Edges) -> Vec<Need> {
    let parts = match hir.kind() {
        HirKind::Concat(parts) => parts.as_slice(),
        _ => std::slice::from_ref(hir),
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let (literals, length) = run(&parts[at..]);
        let end = at + length.max(1);
        let own = Edges {
            before: edge_of(parts[..at].iter().rev(), false).unwrap_or(edges.before),
            after: edge_of(parts[end..].iter(), true).unwrap_or(edges.after),
        };
        match literals {
            Some(literals) => found.extend(padded(literals, own)),
            None => found.extend(inside(&parts[at], own)),
        }
        at = end;
    }
    found
}

/// The longest run of parts that can be written out in few literals, and how many parts it has.
fn run(parts: &[Hir]) -> (Option<Need>, usize) {
    let mut all: Option<Need> = None;
    for (at, part) in parts.iter().enumerate() {
        let joined = written_out(part).and_then(|next| match &all {
            None => Some(next),
            Some(before) if before.len() * next.len() <= MOST_LITERALS => {
                Some(before.iter().flat_map(|start| next.iter().map(|end| [&start[..], end].concat())).collect())
            }
            Some(_) => None,
        });
        match joined {
            Some(joined) => all = Some(joined),
            None => return (all, at),
        }
    }
    (all, parts.len())
}

/// Every text that a part matches, if they are few.
fn written_out(part: &Hir) -> Option<Need> {
    if !part.properties().look_set().is_empty() {
        return None;
    }
    let texts = Extractor::new().limit_total(MOST_LITERALS).extract(part);
    let literals = texts.literals().filter(|_| texts.is_exact())?;
    Some(literals.iter().map(|literal| literal.as_bytes().to_vec()).collect())
}

/// The needs of a part that cannot be written out.
fn inside(part: &Hir, edges: Edges) -> Vec<Need> {
    match part.kind() {
        HirKind::Capture(capture) => within(&capture.sub, edges),
        HirKind::Repetition(repetition) if repetition.min > 0 => {
            within(&repetition.sub, Edges { before: false, after: false })
        }
        HirKind::Alternation(choices) => either(choices, edges).map(|need| vec![need]).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// One literal of one of the choices must stand in a match, if each choice needs one.
fn either(choices: &[Hir], edges: Edges) -> Option<Need> {
    let mut all = Vec::new();
    for choice in choices {
        all.extend(within(choice, edges).into_iter().max_by_key(letters)?);
    }
    Some(all)
}

/// How many letters the shortest literal has: what tells a strict need from a lax one.
pub(super) fn letters(need: &Need) -> usize {
    need.iter().map(|literal| literal.iter().filter(|byte| is_word(**byte)).count()).min().unwrap_or(0)
}

/// The literals as they stand in a shadow; nothing where one of them says too little.
fn padded(literals: Need, edges: Edges) -> Option<Need> {
    let pad = |literal: Vec<u8>| {
        let (first, last) = (*literal.first()?, *literal.last()?);
        let mut padded = Vec::with_capacity(literal.len() + 2);
        if edges.before && is_word(first) {
            padded.push(b' ');
        }
        padded.extend(literal.iter().map(|byte| if is_word(*byte) { *byte } else { b' ' }));
        if edges.after && is_word(last) {
            padded.push(b' ');
        }
        (padded.len() >= SHORTEST_LITERAL && literal.iter().any(|byte| is_word(*byte))).then_some(padded)
    };
    literals.into_iter().map(pad).collect()
}

/// Whether the parts, from the nearest one on, certainly begin with an edge of a word: `None` when all of them may be empty,
/// so that what stands beyond them decides. `start` says whether their start or their end is near.
fn edge_of<'a>(parts: impl Iterator<Item = &'a Hir>, start: bool) -> Option<bool> {
    parts.into_iter().find_map(|part| edge(part, start))
}

fn edge(part: &Hir, start: bool) -> Option<bool> {
    match part.kind() {
        HirKind::Empty => None,
        HirKind::Look(Look::WordAscii | Look::WordUnicode | Look::Start | Look::End) => Some(true),
        HirKind::Literal(literal) => {
            let nearest = if start { literal.0.first() } else { literal.0.last() };
            nearest.map(|byte| !is_word(*byte))
        }
        HirKind::Capture(capture) => edge(&capture.sub, start),
        HirKind::Repetition(repetition) => match edge(&repetition.sub, start) {
            Some(true) if repetition.min == 0 => None,
            found => found,
        },
        HirKind::Concat(parts) if start => edge_of(parts.iter(), start),
        HirKind::Concat(parts) => edge_of(parts.iter().rev(), start),
        HirKind::Alternation(choices) => {
            let edges = || choices.iter().map(|choice| edge(choice, start));
            if edges().any(|found| found == Some(false)) {
                return Some(false);
            }
            edges().all(|found| found == Some(true)).then_some(true)
        }
        _ => Some(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs_of(pattern: &str) -> Vec<Vec<String>> {
        let text = |literal: Vec<u8>| String::from_utf8(literal).unwrap_or_default();
        let needs = regex_syntax::parse(pattern).map(|hir| needs(&hir)).unwrap_or_default();
        needs.into_iter().map(|need| need.into_iter().map(text).collect()).collect()
    }

    #[test]
    fn edges_of_words_are_spaces() {
        for (pattern, expected) in [
            (r"\b(skip|without)\b.*\btherapy\b", vec![vec![" skip ", " without "], vec![" therapy "]]),
            (
                r"\b(do|does) (i|you) drive\b",
                vec![vec![" do i drive ", " do you drive ", " does i drive ", " does you drive "]],
            ),
            (r"\bcan( [a-z]+)? drive", vec![vec![" can "], vec![" drive"]]),
            (r"counsell?ing", vec![vec!["counselling", "counseling"]]),
            (r"\bis\b", vec![vec![" is "]]),
            (r"^(so )?safe$", vec![vec![" so safe ", " safe "]]),
            (r"\w+", vec![]),
            (r"(a|b)?", vec![]),
        ] {
            assert_eq!(needs_of(pattern), expected, "{pattern}");
        }
    }
}
