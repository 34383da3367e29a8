//! A first look at all patterns at once: which of them can match a message at all.
//!
//! A pattern such as `\b(skip|without)\b.*\b(therapy|counselling)\b` needs one word of each bracket (`literals.rs`). All those
//! words are looked for in one pass (Aho-Corasick); only patterns of which every need was met are then run.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::literals::{letters, needs, shadow};

/// Needs that are looked at in one pattern, the strictest: more let hardly fewer through, and cost time for each message.
const MOST_NEEDS: usize = 3;

/// The literals of all patterns.
#[derive(Default)]
pub(super) struct Prefilter {
    automaton: Option<AhoCorasick>,
    /// For each literal, the patterns and needs that it serves.
    serves: Vec<Vec<(u32, u8)>>,
    /// For each pattern, the needs that must be met, as bits.
    wanted: Vec<u8>,
}

/// A rule that is nothing but a pattern, with what is known of it from the whole message.
pub(super) struct PossibleRule {
    pub(super) rule: u32,
    /// Its part of [`Possible::spans`]; nothing where the pattern may match a stretch that it does not match in the whole.
    pub(super) spans: Option<Range<usize>>,
}

/// Which patterns can match, from the last look.
#[derive(Default)]
pub(super) struct Possible {
    shadow: Vec<u8>,
    met: Vec<u8>,
    can_match: Vec<u32>,
    /// Rules that are nothing but such a pattern and that the whole message satisfies.
    pub(super) rules: Vec<PossibleRule>,
    /// Where their patterns match in the whole message, as bytes, those of one rule together.
    pub(super) spans: Vec<Range<usize>>,
    /// Room for the rules that a stretch can fire.
    pub(super) started: Vec<u32>,
}

impl Possible {
    /// The rules that a stretch of the message, in bytes, can satisfy. A match in a stretch is one in the whole, so it has bytes in
    /// common with one of those that were found there.
    pub(super) fn rules_in(&self, stretch: Range<usize>) -> impl Iterator<Item = u32> + '_ {
        let inside =
            move |span: &Range<usize>| span.start < stretch.end && stretch.start < span.end.max(span.start + 1);
        let can = move |own: &&PossibleRule| {
            own.spans.as_ref().is_none_or(|spans| self.spans[spans.clone()].iter().any(&inside))
        };
        self.rules.iter().filter(can).map(|own| own.rule)
    }

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
            let mut needs = regex_syntax::parse(source).map(|hir| needs(&hir)).unwrap_or_default();
            needs.sort_by_key(|need| std::cmp::Reverse(letters(need)));
            let mut bits = 0;
            for (number_of_need, need) in needs.into_iter().take(MOST_NEEDS).enumerate() {
                bits |= 1 << number_of_need;
                for literal in need {
                    let number = *numbers.entry(literal.clone()).or_insert_with(|| {
                        literals.push(literal);
                        serves.push(Vec::new());
                        serves.len() - 1
                    });
                    serves[number].push((pattern as u32, number_of_need as u8));
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
        shadow(understood.as_bytes(), &mut possible.shadow);
        for found in self.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(&possible.shadow)) {
            for (pattern, need) in &self.serves[found.pattern().as_usize()] {
                possible.met[*pattern as usize] |= 1 << need;
            }
        }
        let both = possible.met.iter().zip(&self.wanted).enumerate();
        possible.can_match.clear();
        possible
            .can_match
            .extend(both.filter(|(_, (met, wanted))| *met & *wanted == **wanted).map(|(at, _)| at as u32));
    }
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

    #[test]
    fn a_stretch_satisfies_only_rules_that_match_the_whole_there_or_are_bound() {
        let possible = Possible {
            spans: vec![2..5, 9..12],
            rules: vec![PossibleRule { rule: 7, spans: Some(0..2) }, PossibleRule { rule: 8, spans: None }],
            ..Possible::default()
        };
        let rules = |stretch: Range<usize>| possible.rules_in(stretch).collect::<Vec<_>>();
        assert_eq!(rules(0..2), [8]);
        assert_eq!(rules(0..3), [7, 8]);
        assert_eq!(rules(5..9), [8]);
        assert_eq!(rules(11..20), [7, 8]);
    }

    proptest::proptest! {
        #[test]
        fn what_a_pattern_matches_is_always_possible(
            words in proptest::collection::vec("how|long|soon|skip|x|therapy|safe|é|-", 0..8),
            joint in " |é|-|",
        ) {
            let patterns = [
                r"\b(skip|x)\b.*\b(therapy|so?on)\b",
                r"how (long|soon)( x)?",
                r"(how|x y|safe){1,2}",
                r"^safe",
                r"\bhow( [a-z]+){0,2} (long|safe)$",
                r"^(so |and )?(how|x)\b( long)?",
                r"\Bo",
                r"(ski|the)[a-z]+ ?x?",
            ];
            let message = words.join(&joint);
            let filter = Prefilter::new(&patterns);
            let mut possible = Possible::default();
            filter.look(&message, &mut possible);
            for (number, pattern) in patterns.iter().enumerate() {
                let plain = regex::bytes::RegexBuilder::new(pattern).unicode(false).build();
                if plain.is_ok_and(|regex| regex.is_match(message.as_bytes())) {
                    proptest::prop_assert!(possible.patterns().any(|other| other == number), "{pattern}");
                }
            }
        }
    }
}
