//! Triage: which rules a message meets, and by which of its words.

use std::ops::Range;

use super::classes::{ClassId, Classes, WordClasses, is_number};
use super::compile::{Compiler, Program};
use super::matcher::{BLOCK, Block, Places, STRIDE, Step};
use super::personal::{self, Personal};
use super::rules::Rules;
use super::tier::Tier;
use crate::text::{Lexicon, Text};

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

/// A caution that a message meets: it may be said in distress, so nothing of the FAQ may answer it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caution {
    /// The caution's id.
    pub id: String,
    /// Its language, in which the reply is given.
    pub language: String,
    /// The words that met it, as indices of [`Text::tokens`].
    pub tokens: Range<usize>,
}

/// What was found in a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triage {
    /// The rules met, highest tier first, then in the message's order. Each rule once.
    pub hits: Vec<Hit>,
    /// The cautions met, in the message's order. Each once.
    pub cautions: Vec<Caution>,
    /// Personal details, in the message's order.
    pub personal: Vec<Personal>,
}

impl Triage {
    /// The highest tier met.
    pub fn tier(&self) -> Option<Tier> {
        self.hits.first().map(|hit| hit.tier)
    }

    /// The ids of all rules and cautions met.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        let hits = self.hits.iter().map(|hit| hit.rule.as_str());
        hits.chain(self.cautions.iter().map(|caution| caution.id.as_str()))
    }

    /// The language to reply in: that of the hits of the highest tier, or of the cautions where there are none; another
    /// than English before English.
    pub fn language(&self) -> &str {
        let top = self.hits.iter().filter(|hit| Some(hit.tier) == self.tier()).map(|hit| hit.language.as_str());
        let cautions = self.cautions.iter().filter(|_| self.hits.is_empty()).map(|caution| caution.language.as_str());
        top.chain(cautions)
            .fold(super::document::ENGLISH, |kept, next| if kept == super::document::ENGLISH { next } else { kept })
    }
}

struct Rule {
    id: String,
    /// Nothing for a caution.
    tier: Option<Tier>,
    language: String,
    /// The exception sets that it respects, and its own.
    exceptions: Vec<usize>,
}

struct Pattern {
    rule: usize,
    parts: Vec<Box<[Step]>>,
    /// Classes of which a message must hold a word each; the words of the first one find the pattern.
    needs: Vec<ClassId>,
}

/// The safety rules, compiled against a lexicon.
pub struct Triager {
    rules: Vec<Rule>,
    patterns: Vec<Pattern>,
    exceptions: Vec<Vec<Box<[Step]>>>,
    /// For each word of the lexicon where the patterns that it finds begin in `found`; one more for the end.
    finds: Vec<u32>,
    found: Vec<u32>,
    classes: Classes,
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
        let (mut rules, mut patterns) = (Vec::new(), Vec::new());
        for (nth, text) in self.in_force() {
            let document = &self.documents[nth];
            let named = |name: &str| sets.iter().find(|set| (set.0, set.1) == (nth, name)).map(|set| set.2);
            let mut respected: Vec<usize> = text.except.iter().filter_map(|name| named(name.get_ref())).collect();
            if !text.exceptions.is_empty() {
                respected.push(exceptions.len());
                exceptions.push(steps(compiler.programs(document, nth, &text.exceptions)));
            }
            for program in compiler.programs(document, nth, &text.patterns) {
                patterns.push(Pattern { rule: rules.len(), parts: program.parts, needs: program.needs });
            }
            rules.push(Rule {
                id: text.id.get_ref().clone(),
                tier: text.tier,
                language: text.language.clone(),
                exceptions: respected,
            });
        }
        let (finds, found) = by_word(&patterns, &compiler, lexicon);
        let classes = Classes::new(&compiler.classes, lexicon);
        Triager { rules, patterns, exceptions, finds, found, classes }
    }
}

fn steps(programs: Vec<Program>) -> Vec<Box<[Step]>> {
    programs.into_iter().flat_map(|program| program.parts).collect()
}

/// The patterns that each word finds, one word after the other.
fn by_word(patterns: &[Pattern], compiler: &Compiler<'_>, lexicon: &Lexicon) -> (Vec<u32>, Vec<u32>) {
    let mut of_word = vec![Vec::new(); lexicon.words().count()];
    for (nth, pattern) in patterns.iter().enumerate() {
        for id in pattern.needs.first().into_iter().flat_map(|class| &compiler.classes[*class as usize]) {
            of_word[id.0 as usize].push(nth as u32);
        }
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
struct Work<'a> {
    block: Block<'a>,
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
            block: Block::default(),
            met: vec![false; self.rules.len()],
            tried: vec![false; self.patterns.len()],
            hides: vec![None; self.exceptions.len()],
        };
        let mut found = Triage { personal: personal::find(raw), ..Triage::default() };
        let mut start = 0;
        loop {
            let end = text.tokens.len().min(start + BLOCK);
            self.fill(&mut work, text, start..end);
            self.search(&mut work, text, start..end, &mut found);
            if end == text.tokens.len() {
                break;
            }
            start += STRIDE;
        }
        let order = |a: &Hit, b: &Hit| b.tier.cmp(&a.tier).then(a.tokens.start.cmp(&b.tokens.start));
        found.hits.sort_by(|a, b| order(a, b).then(a.rule.cmp(&b.rule)));
        found.cautions.sort_by(|a, b| a.tokens.start.cmp(&b.tokens.start).then(a.id.cmp(&b.id)));
        found
    }

    fn fill<'a>(&'a self, work: &mut Work<'a>, text: &Text, tokens: Range<usize>) {
        work.block.clear();
        work.tried.fill(false);
        work.hides.fill(None);
        let mut sentence = None;
        for token in &text.tokens[tokens] {
            let classes = match token.id {
                Some(id) => self.classes.of(id),
                None if is_number(text.word(token)) => WordClasses::NUMBER,
                None => WordClasses::NONE,
            };
            work.block.push(classes, sentence != Some(token.sentence));
            sentence = Some(token.sentence);
        }
    }

    fn search(&self, work: &mut Work<'_>, text: &Text, block: Range<usize>, triage: &mut Triage) {
        for id in text.tokens[block.clone()].iter().filter_map(|token| token.id) {
            let at = id.0 as usize;
            for &nth in &self.found[self.finds[at] as usize..self.finds[at + 1] as usize] {
                let pattern = &self.patterns[nth as usize];
                if work.met[pattern.rule] || std::mem::replace(&mut work.tried[nth as usize], true) {
                    continue;
                }
                if let Some(found) = self.try_pattern(work, pattern) {
                    let rule = &self.rules[pattern.rule];
                    work.met[pattern.rule] = true;
                    let (id, language) = (rule.id.clone(), rule.language.clone());
                    let tokens = block.start + found.start..block.start + found.end;
                    match rule.tier {
                        Some(tier) => triage.hits.push(Hit { tier, rule: id, language, tokens }),
                        None => triage.cautions.push(Caution { id, language, tokens }),
                    }
                }
            }
        }
    }

    fn try_pattern(&self, work: &mut Work<'_>, pattern: &Pattern) -> Option<Range<usize>> {
        work.block.hidden = 0;
        let has_all = pattern.needs.iter().skip(1).all(|class| work.block.has(*class));
        if !has_all || !pattern.parts.iter().all(|part| work.block.holds(part)) {
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
    fn hidden(&self, work: &mut Work<'_>, rule: usize) -> Places {
        self.rules[rule].exceptions.iter().fold(0, |all, &set| {
            let block = &work.block;
            let hidden = *work.hides[set]
                .get_or_insert_with(|| self.exceptions[set].iter().fold(0, |all, steps| all | block.covered(steps)));
            all | hidden
        })
    }
}
