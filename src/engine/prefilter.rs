//! A first look at all patterns at once: which of them can match a message at all.
//!
//! A pattern such as `\b(skip|without)\b.*\b(therapy|counselling)\b` needs one word of each bracket. All those words are
//! looked for in one pass (Aho-Corasick); only patterns of which every bracket was met are then run.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use regex_syntax::hir::{Hir, HirKind};

/// A literal with fewer bytes stands nearly everywhere and filters nothing.
const SHORTEST_LITERAL: usize = 2;
/// Brackets that are looked at in one pattern.
const MOST_NEEDS: usize = 8;

/// One of these must stand in the message.
type Need = Vec<Vec<u8>>;

/// The literals of all patterns.
#[derive(Default)]
pub(super) struct Prefilter {
    automaton: Option<AhoCorasick>,
    /// For each literal, the patterns and brackets that it serves.
    serves: Vec<Vec<(u32, u8)>>,
    /// For each pattern, the brackets that must be met, as bits.
    wanted: Vec<u8>,
}

/// Which patterns can match, from the last look.
#[derive(Default)]
pub(super) struct Possible {
    met: Vec<u8>,
    can_match: Vec<u32>,
    /// Rules that are nothing but such a pattern and that the whole message satisfies.
    pub(super) rules: Vec<u32>,
    /// Room for the rules that a stretch can fire.
    pub(super) started: Vec<u32>,
}

impl Possible {
    /// The patterns that can match the message last looked at.
    pub(super) fn patterns(&self) -> impl Iterator<Item = usize> + use<> {
        self.can_match.clone().into_iter().map(|pattern| pattern as usize)
    }
}

impl Prefilter {
    /// Takes the patterns in the order in which they are asked for later.
    pub(super) fn new(patterns: &[&str]) -> Self {
        let mut literals: Vec<Vec<u8>> = Vec::new();
        let mut serves: Vec<Vec<(u32, u8)>> = Vec::new();
        let mut numbers = std::collections::BTreeMap::new();
        let mut wanted = Vec::new();
        for (pattern, source) in patterns.iter().enumerate() {
            let needs = regex_syntax::parse(source).map(|hir| needs(&hir)).unwrap_or_default();
            let mut bits = 0;
            for (bracket, need) in needs.into_iter().take(MOST_NEEDS).enumerate() {
                bits |= 1 << bracket;
                for literal in need {
                    let number = *numbers.entry(literal.clone()).or_insert_with(|| {
                        literals.push(literal);
                        serves.push(Vec::new());
                        serves.len() - 1
                    });
                    serves[number].push((pattern as u32, bracket as u8));
                }
            }
            wanted.push(bits);
        }
        let automaton = AhoCorasickBuilder::new().match_kind(MatchKind::Standard).build(&literals).ok();
        Self { automaton, serves, wanted }
    }

    /// Looks at a message.
    pub(super) fn look(&self, understood: &str, possible: &mut Possible) {
        possible.met.clear();
        // Without an automaton nothing is known, so every pattern counts as possible.
        let start = if self.automaton.is_some() { 0 } else { u8::MAX };
        possible.met.resize(self.wanted.len(), start);
        for found in self.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(understood)) {
            for (pattern, bracket) in &self.serves[found.pattern().as_usize()] {
                possible.met[*pattern as usize] |= 1 << bracket;
            }
        }
        let both = possible.met.iter().zip(&self.wanted).enumerate();
        possible.can_match.clear();
        possible
            .can_match
            .extend(both.filter(|(_, (met, wanted))| *met & *wanted == **wanted).map(|(at, _)| at as u32));
    }
}

/// The sets of literals of which each match holds at least one.
fn needs(hir: &Hir) -> Vec<Need> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let bytes = literal.0.trim_ascii().to_vec();
            if bytes.len() < SHORTEST_LITERAL { Vec::new() } else { vec![vec![bytes]] }
        }
        HirKind::Capture(capture) => needs(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needs(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(needs).collect(),
        HirKind::Alternation(choices) => either(choices).map(|need| vec![need]).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// One literal of one of the choices must stand in a match, if each choice needs one.
fn either(choices: &[Hir]) -> Option<Need> {
    let mut all = Vec::new();
    for choice in choices {
        let strictest = needs(choice).into_iter().max_by_key(|need| need.iter().map(Vec::len).min())?;
        all.extend(strictest);
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_patterns_whose_words_stand_in_the_message_are_possible() {
        let patterns =
            [r"\b(skip|without)\b.*\b(therapy|counsell?ing)\b", r"\bhow (long|soon)\b", r"\w+", r"(maybe )?safe"];
        let filter = Prefilter::new(&patterns);
        let mut possible = Possible::default();
        for (message, expected) in [
            ("can i skip the therapy", [true, false, true, false]),
            ("can i skip it", [false, false, true, false]),
            ("how soon is it safe", [false, true, true, true]),
            ("without counselling", [true, false, true, false]),
            ("", [false, false, true, false]),
        ] {
            filter.look(message, &mut possible);
            let found: Vec<bool> =
                (0..patterns.len()).map(|pattern| possible.patterns().any(|other| other == pattern)).collect();
            assert_eq!(found, expected, "{message}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_a_pattern_matches_is_always_possible(words in proptest::collection::vec("how|long|soon|skip|x|therapy|safe", 0..8)) {
            let patterns = [r"\b(skip|x)\b.*\b(therapy|so?on)\b", r"how (long|soon)( x)?", r"(how|x y|safe){1,2}", r"^safe"];
            let message = words.join(" ");
            let filter = Prefilter::new(&patterns);
            let mut possible = Possible::default();
            filter.look(&message, &mut possible);
            for (number, pattern) in patterns.iter().enumerate() {
                if regex::Regex::new(pattern).is_ok_and(|regex| regex.is_match(&message)) {
                    proptest::prop_assert!(possible.patterns().any(|other| other == number), "{pattern}");
                }
            }
        }
    }
}
