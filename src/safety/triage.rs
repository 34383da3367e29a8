//! Triage: which rules a message meets, and by which of its words.

use std::ops::Range;

use super::compile::{Compiler, NUMBER, Program};
use super::matcher::{BLOCK, Block, ClassId, Places, STRIDE, Step};
use super::personal::{self, Personal};
use super::rules::Rules;
use super::tier::Tier;
use crate::text::{Lexicon, Text, Token};

/// How many words may stand between the parts of an `&&` pattern.
const NEAR: usize = 40;

/// A rule that a message meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The rule's tier.
    pub tier: Tier,
    /// The rule's id.
    pub rule: String,
    /// The language of the rule, in which the reply is given.
    pub language: String,
    /// The words that met it, as indices of [`Text::tokens`].
    pub tokens: Range<usize>,
}

/// What was found in a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triage {
    /// The rules met, highest tier first, then in the message's order. Each rule once.
    pub hits: Vec<Hit>,
    /// Personal details, in the message's order.
    pub personal: Vec<Personal>,
}

impl Triage {
    /// The highest tier met.
    pub fn tier(&self) -> Option<Tier> {
        self.hits.first().map(|hit| hit.tier)
    }

    /// The language to reply in: that of the hits of the highest tier, another than English before English.
    pub fn language(&self) -> &str {
        let top = self.hits.iter().filter(|hit| Some(hit.tier) == self.tier()).map(|hit| hit.language.as_str());
        top.fold(super::document::ENGLISH, |kept, next| if kept == super::document::ENGLISH { next } else { kept })
    }
}

struct Rule {
    id: String,
    tier: Tier,
    language: String,
    /// The exception sets that it respects, and its own.
    exceptions: Vec<usize>,
}

struct Pattern {
    rule: usize,
    parts: Vec<Box<[Step]>>,
}

/// The safety rules, compiled against a lexicon.
pub struct Triager {
    rules: Vec<Rule>,
    patterns: Vec<Pattern>,
    exceptions: Vec<Vec<Box<[Step]>>>,
    /// For each class, the patterns that are found by it.
    anchored: Vec<Vec<usize>>,
    /// For each word of the lexicon where its classes begin in `classes`; one more for the end.
    starts: Vec<u32>,
    classes: Vec<ClassId>,
}

impl Rules {
    /// Compiles the rules against the lexicon that messages are read with. It must hold the rules' own words.
    pub fn compile(&self, lexicon: &Lexicon) -> Triager {
        let mut compiler = Compiler::new(lexicon);
        let mut exceptions = Vec::new();
        let mut sets: Vec<(usize, &str, usize)> = Vec::new();
        for (nth, document) in self.documents.iter().enumerate() {
            for set in &document.exceptions {
                sets.push((nth, set.id.get_ref(), exceptions.len()));
                exceptions.push(steps(compiler.programs(document, nth, &set.patterns)));
            }
        }
        let (mut rules, mut patterns, mut found_by) = (Vec::new(), Vec::new(), Vec::new());
        for (nth, text) in self.in_force() {
            let document = &self.documents[nth];
            let named = |name: &str| sets.iter().find(|set| (set.0, set.1) == (nth, name)).map(|set| set.2);
            let mut respected: Vec<usize> = text.except.iter().filter_map(|name| named(name.get_ref())).collect();
            if !text.exceptions.is_empty() {
                respected.push(exceptions.len());
                exceptions.push(steps(compiler.programs(document, nth, &text.exceptions)));
            }
            for program in compiler.programs(document, nth, &text.patterns) {
                found_by.push(program.anchors);
                patterns.push(Pattern { rule: rules.len(), parts: program.parts });
            }
            rules.push(Rule {
                id: text.id.get_ref().clone(),
                tier: text.tier,
                language: text.language.clone(),
                exceptions: respected,
            });
        }
        let mut anchored = vec![Vec::new(); compiler.classes.len()];
        for (pattern, classes) in found_by.iter().enumerate() {
            classes.iter().for_each(|class| anchored[usize::from(*class)].push(pattern));
        }
        let (starts, classes) = by_word(&compiler.classes, lexicon);
        Triager { rules, patterns, exceptions, anchored, starts, classes }
    }
}

fn steps(programs: Vec<Program>) -> Vec<Box<[Step]>> {
    programs.into_iter().flat_map(|program| program.parts).collect()
}

/// The classes of each word, one word after the other.
fn by_word(classes: &[Vec<crate::text::WordId>], lexicon: &Lexicon) -> (Vec<u32>, Vec<ClassId>) {
    let mut of_word = vec![Vec::new(); lexicon.words().count()];
    for (id, word) in lexicon.words() {
        if word.starts_with(|ch: char| ch.is_ascii_digit()) {
            of_word[id.0 as usize].push(NUMBER);
        }
    }
    for (class, words) in classes.iter().enumerate() {
        words.iter().for_each(|id| of_word[id.0 as usize].push(class as ClassId));
    }
    let mut starts = vec![0];
    let mut flat = Vec::new();
    for list in of_word {
        flat.extend(list);
        starts.push(flat.len() as u32);
    }
    (starts, flat)
}

/// What one call of [`Triager::triage`] works with.
struct Work {
    block: Block,
    /// Rules met so far.
    met: Vec<bool>,
    /// Patterns already tried in this block.
    tried: Vec<bool>,
    /// What each exception set hides in this block, once known.
    hides: Vec<Option<Places>>,
}

impl Triager {
    /// Triages a message, given as typed and as understood.
    pub fn triage(&self, raw: &str, text: &Text) -> Triage {
        let mut work = Work {
            block: Block::new(self.anchored.len()),
            met: vec![false; self.rules.len()],
            tried: vec![false; self.patterns.len()],
            hides: vec![None; self.exceptions.len()],
        };
        let mut hits = Vec::new();
        let mut start = 0;
        loop {
            let end = text.tokens.len().min(start + BLOCK);
            self.fill(&mut work, text, start..end);
            self.search(&mut work, start, &mut hits);
            if end == text.tokens.len() {
                break;
            }
            start += STRIDE;
        }
        hits.sort_by(|a, b| b.tier.cmp(&a.tier).then(a.tokens.start.cmp(&b.tokens.start)).then(a.rule.cmp(&b.rule)));
        Triage { hits, personal: personal::find(raw) }
    }

    fn fill(&self, work: &mut Work, text: &Text, tokens: Range<usize>) {
        work.block.clear();
        work.tried.fill(false);
        work.hides.fill(None);
        let mut sentence = None;
        for token in &text.tokens[tokens] {
            work.block.push(self.classes_of(token, text), sentence != Some(token.sentence));
            sentence = Some(token.sentence);
        }
    }

    fn classes_of(&self, token: &Token, text: &Text) -> &[ClassId] {
        match token.id {
            Some(id) => {
                let at = id.0 as usize;
                &self.classes[self.starts[at] as usize..self.starts[at + 1] as usize]
            }
            None if text.word(token).starts_with(|ch: char| ch.is_ascii_digit()) => &[NUMBER],
            None => &[],
        }
    }

    fn search(&self, work: &mut Work, start: usize, hits: &mut Vec<Hit>) {
        for held in 0..work.block.held.len() {
            let class = work.block.held[held];
            for &nth in &self.anchored[usize::from(class)] {
                let pattern = &self.patterns[nth];
                if work.met[pattern.rule] || std::mem::replace(&mut work.tried[nth], true) {
                    continue;
                }
                if let Some(found) = self.try_pattern(work, pattern) {
                    let rule = &self.rules[pattern.rule];
                    work.met[pattern.rule] = true;
                    hits.push(Hit {
                        tier: rule.tier,
                        rule: rule.id.clone(),
                        language: rule.language.clone(),
                        tokens: start + found.start..start + found.end,
                    });
                }
            }
        }
    }

    fn try_pattern(&self, work: &mut Work, pattern: &Pattern) -> Option<Range<usize>> {
        work.block.hidden = 0;
        if !pattern.parts.iter().all(|part| work.block.holds(part)) {
            return None;
        }
        work.block.hidden = self.hidden(work, pattern.rule);
        let (first, rest) = pattern.parts.split_first()?;
        let near = |one: (usize, usize), two: (usize, usize)| two.0 <= one.1 + NEAR && one.0 <= two.1 + NEAR;
        work.block
            .matches(first)
            .find(|found| rest.iter().all(|part| work.block.matches(part).any(|other| near(*found, other))))
            .map(|(from, to)| from..to)
    }

    /// The tokens that the rule's exceptions hide.
    fn hidden(&self, work: &mut Work, rule: usize) -> Places {
        self.rules[rule].exceptions.iter().fold(0, |all, &set| {
            let block = &work.block;
            let hidden = *work.hides[set]
                .get_or_insert_with(|| self.exceptions[set].iter().fold(0, |all, steps| all | block.covered(steps)));
            all | hidden
        })
    }
}
