//! Triage: which rules a message meets, and by which of its words.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use super::classes::{ClassId, Classes, NUMBER, OfWord, is_number};
use super::compile::{Compiler, Program};
use super::found::{Caution, Hit, Triage};
use super::matcher::{BLOCK, Block, Places, Room, STRIDE, Step};
use super::personal;
use super::resemblance::{Resemblance, Sound};
use super::rules::Rules;
use super::tier::Tier;
use crate::text::{Lexicon, Text, WordList, Words};

/// How many words may stand between the parts of an `&&` pattern.
const NEAR: usize = 40;

/// So many words before and behind what a rule found are heard with it.
const AROUND: usize = 8;

/// Words after which a sentence might as well have begun, and before which it might have ended: "hi all gonna jump lol".
static OPENS: WordList = WordList::new(
    " hi hello hey yo hiya all everyone guys so ok okay well um please and but just honestly sorry folks ",
);
static CLOSES: WordList = WordList::new(
    " lol lmao haha hahaha thanks thank thx cheers please tbh ngl idk x xx xxx guys mate bro lads folks though anyway sorry bye ",
);

struct Rule {
    id: String,
    /// Nothing for a caution.
    tier: Option<Tier>,
    language: String,
    weak: bool,
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
    /// The named sets first, then those of single rules.
    exceptions: Vec<Vec<Box<[Step]>>>,
    /// How many of them are named sets.
    sets: usize,
    /// For each word of the lexicon where the patterns that it finds begin in `found`; one more for the end.
    finds: Vec<u32>,
    found: Vec<u32>,
    classes: Classes,
    resemblance: Option<Resemblance>,
}

impl Rules {
    /// Compiles the rules against the lexicon that messages are read with. It must hold the rules' own words. `wordings` are
    /// what the FAQ is asked: everyday messages.
    pub fn compile(&self, lexicon: &Lexicon, wordings: &[Words]) -> Triager {
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
                weak: text.weak,
                exceptions: respected,
            });
        }
        let (finds, found) = by_word(&patterns, &compiler, lexicon);
        let classes = Classes::new(&compiler.classes, lexicon);
        let resemblance = self.hear.then(|| Resemblance::new(self.documents.get(1).map(Arc::as_ref), wordings));
        Triager { rules, patterns, exceptions, sets: sets.len(), finds, found, classes, resemblance }
    }
}

/// How much the message sounds like one that seeks medical advice, where a weak rule for it is all that was met.
fn doubtful_advice(found: &Triage) -> Option<f32> {
    let [hit] = found.hits.as_slice() else { return None };
    found.sound.as_ref().filter(|_| hit.weak && !hit.tier.is_danger()).map(|sound| sound.advice)
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

/// What [`Triager::triage`] works with, used again from message to message.
#[derive(Default)]
struct Work {
    room: Room,
    tried: Tried,
}

/// What is known of the rules while a message is triaged.
#[derive(Default)]
struct Tried {
    /// Rules met so far.
    met: Vec<bool>,
    /// Patterns already tried in this block.
    patterns: Vec<bool>,
    /// What each exception set hides in this block, once known.
    hides: Vec<Option<Places>>,
}

impl Triager {
    /// Triages a message, given as typed and as understood.
    pub fn triage(&self, raw: &str, text: &Text) -> Triage {
        thread_local! {
            static WORK: RefCell<Work> = RefCell::new(Work::default());
        }
        let mut found = Triage { personal: personal::find(raw), ..Triage::default() };
        WORK.with_borrow_mut(|work| {
            found.sound = self.sound(work, text);
            self.find(work, text, &mut found);
        });
        let order = |a: &Hit, b: &Hit| b.tier.cmp(&a.tier).then(a.tokens.start.cmp(&b.tokens.start));
        found.hits.sort_by(|a, b| order(a, b).then(a.rule.cmp(&b.rule)));
        found.cautions.sort_by(|a, b| a.tokens.start.cmp(&b.tokens.start).then(a.id.cmp(&b.id)));
        found.doubtful = self.doubtful(text, &found);
        found.doubtful_advice = doubtful_advice(&found);
        found
    }

    /// How the only danger found sounds, where a weak rule found it.
    fn doubtful(&self, text: &Text, found: &Triage) -> Option<f32> {
        let mut dangers = found.hits.iter().filter(|hit| hit.tier.is_danger());
        let hit = dangers.next().filter(|hit| hit.weak && dangers.next().is_none())?;
        let whole = found.sound.as_ref()?.side;
        let around = hit.tokens.start.saturating_sub(AROUND)..(hit.tokens.end + AROUND).min(text.tokens.len());
        Some(whole.max(self.resemblance.as_ref()?.side_of(text, &around)))
    }

    /// How a message sounds: the whole of it, or what is left without what exceptions explain ("I am not suicidal"), whichever
    /// sounds less like danger.
    fn sound(&self, work: &mut Work, text: &Text) -> Option<Sound> {
        let resemblance = self.resemblance.as_ref()?;
        let sound = resemblance.of(text, &[])?;
        if sound.side <= 0.0 {
            return Some(sound);
        }
        let explained = self.explained(work, text);
        if !explained.contains(&true) {
            return Some(sound);
        }
        resemblance.of(text, &explained).filter(|rest| rest.side < sound.side).or(Some(sound))
    }

    /// For each word whether some set of exceptions covers it.
    fn explained(&self, work: &mut Work, text: &Text) -> Vec<bool> {
        let mut explained = vec![false; text.tokens.len()];
        let mut block = Block::new(&self.classes, &mut work.room);
        for start in (0..text.tokens.len()).step_by(STRIDE) {
            let tokens = start..text.tokens.len().min(start + BLOCK);
            self.fill(&mut block, text, tokens.clone());
            let steps = self.exceptions[..self.sets].iter().flatten();
            let covered = steps.fold(0, |all: Places, steps| all | block.covered(steps));
            for at in tokens.filter(|at| covered >> (at - start) & 1 == 1) {
                explained[at] = true;
            }
        }
        explained
    }

    fn find(&self, work: &mut Work, text: &Text, found: &mut Triage) {
        let mut block = Block::new(&self.classes, &mut work.room);
        fill(&mut work.tried.met, self.rules.len(), false);
        let mut start = 0;
        loop {
            let end = text.tokens.len().min(start + BLOCK);
            self.fill(&mut block, text, start..end);
            fill(&mut work.tried.patterns, self.patterns.len(), false);
            fill(&mut work.tried.hides, self.exceptions.len(), None);
            self.search(&mut block, &mut work.tried, text, start..end, found);
            if end == text.tokens.len() {
                break;
            }
            start += STRIDE;
        }
    }

    fn fill(&self, block: &mut Block<'_>, text: &Text, tokens: Range<usize>) {
        block.clear();
        let mut sentence = None;
        let (mut opens, mut tail) = (true, 0);
        for token in &text.tokens[tokens] {
            if sentence != Some(token.sentence) {
                block.mark_tail(tail);
                (opens, tail) = (true, 0);
            }
            opens &= OPENS.has(text.word(token));
            tail = if CLOSES.has(text.word(token)) { tail + 1 } else { 0 };
            let classes = match token.id {
                Some(id) => self.classes.of(id),
                None if is_number(text.word(token)) => OfWord::List(&[NUMBER]),
                None => OfWord::List(&[]),
            };
            block.push(&classes, sentence != Some(token.sentence));
            if opens {
                block.mark_head();
            }
            sentence = Some(token.sentence);
        }
        block.mark_tail(tail);
    }

    fn search(&self, block: &mut Block<'_>, tried: &mut Tried, text: &Text, tokens: Range<usize>, triage: &mut Triage) {
        for id in text.tokens[tokens.clone()].iter().filter_map(|token| token.id) {
            let at = id.0 as usize;
            for &nth in &self.found[self.finds[at] as usize..self.finds[at + 1] as usize] {
                let pattern = &self.patterns[nth as usize];
                if tried.met[pattern.rule] || std::mem::replace(&mut tried.patterns[nth as usize], true) {
                    continue;
                }
                if let Some(found) = self.try_pattern(block, &mut tried.hides, pattern) {
                    let rule = &self.rules[pattern.rule];
                    tried.met[pattern.rule] = true;
                    let (id, language) = (rule.id.clone(), rule.language.clone());
                    let tokens = tokens.start + found.start..tokens.start + found.end;
                    match rule.tier {
                        Some(tier) => triage.hits.push(Hit { tier, rule: id, language, tokens, weak: rule.weak }),
                        None => triage.cautions.push(Caution { id, language, tokens, weak: rule.weak }),
                    }
                }
            }
        }
    }

    fn try_pattern(
        &self,
        block: &mut Block<'_>,
        hides: &mut [Option<Places>],
        pattern: &Pattern,
    ) -> Option<Range<usize>> {
        block.hidden = 0;
        let has_all = pattern.needs.iter().skip(1).all(|class| block.has(*class));
        if !has_all || !pattern.parts.iter().all(|part| block.holds(part)) {
            return None;
        }
        block.hidden = self.hidden(block, hides, pattern.rule);
        let (first, rest) = pattern.parts.split_first()?;
        let near = |one: (usize, usize), two: (usize, usize)| two.0 <= one.1 + NEAR && one.0 <= two.1 + NEAR;
        block
            .matches(first)
            .find(|found| rest.iter().all(|part| block.matches(part).any(|other| near(*found, other))))
            .map(|(from, to)| from..to)
    }

    /// The tokens that the rule's exceptions hide.
    fn hidden(&self, block: &Block<'_>, hides: &mut [Option<Places>], rule: usize) -> Places {
        self.rules[rule].exceptions.iter().fold(0, |all, &set| {
            let covered = || self.exceptions[set].iter().fold(0, |all, steps| all | block.covered(steps));
            all | *hides[set].get_or_insert_with(covered)
        })
    }
}

/// Makes a list as long as wanted, the same value everywhere, in the room that it has.
fn fill<T: Clone>(list: &mut Vec<T>, length: usize, value: T) {
    list.clear();
    list.resize(length, value);
}
