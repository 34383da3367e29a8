//! The safety rules of a clinic: the built-in document, and its own beside it.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use toml::Spanned;

use super::compile::SAME_WORD;
use super::document::{Document, ENGLISH, Problem, RuleText};
use super::forms::parse;
use super::inflect::inflections;
use super::pattern::{Element, checked};
use super::tier::Tier;
use crate::document::Source;
use crate::text::Origin;

const BUILT_IN: &str = include_str!("../../faq/safety.toml");

/// The name under which findings show the built-in document.
const BUILT_IN_NAME: &str = "faq/safety.toml";

/// The document that the program carries.
pub fn built_in_source() -> Arc<Source> {
    Source::new(BUILT_IN_NAME, BUILT_IN)
}

/// The safety rules in force.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The built-in document, then the clinic's own.
    pub(super) documents: Vec<Arc<Document>>,
    /// Whether messages are taken by how they sound too: not where a document is looked at by itself.
    pub(super) hear: bool,
}

/// The built-in document, read once.
///
/// # Panics
/// Never in a build that passed its tests: they parse this very document. To go on without would be worse.
pub(super) fn built_in_document() -> &'static Arc<Document> {
    static DOCUMENT: LazyLock<Arc<Document>> = LazyLock::new(|| match parse(BUILT_IN) {
        Ok(document) => Arc::new(document),
        Err(problems) => panic!("the built-in safety document is broken: {problems:?}"),
    });
    &DOCUMENT
}

impl Rules {
    /// The rules that the program carries.
    pub fn built_in() -> Self {
        Self { documents: vec![Arc::clone(built_in_document())], hear: true }
    }

    /// The rules of one document alone, as `check` looks at it.
    pub fn of_document(toml: &str) -> Result<Self, Vec<Problem>> {
        Ok(Self { documents: vec![Arc::new(parse(toml)?)], hear: false })
    }

    /// The rules of a clinic's own document. Its advice rules stand for the built-in ones; its emergency and crisis
    /// rules and its cautions are added to them, since no document can take those away. `None` when it lacks emergency or crisis rules.
    pub fn with_own(toml: &str) -> Result<Option<Self>, Vec<Problem>> {
        let own = parse(toml)?;
        let has = |tier| own.rules.iter().any(|rule| rule.tier == Some(tier));
        if !has(Tier::Emergency) || !has(Tier::Crisis) {
            return Ok(None);
        }
        let mut rules = Self::built_in();
        if has(Tier::Advice) {
            rules
                .documents
                .iter_mut()
                .for_each(|document| Arc::make_mut(document).rules.retain(|rule| rule.tier != Some(Tier::Advice)));
        }
        rules.documents.push(Arc::new(own));
        Ok(Some(rules))
    }

    /// The rules and cautions in force with the number of their document. A rule that a clinic's document repeats counts once.
    pub(super) fn in_force(&self) -> impl Iterator<Item = (usize, &RuleText)> {
        let all = || {
            self.documents
                .iter()
                .enumerate()
                .flat_map(|(nth, document)| document.rules.iter().map(move |rule| (nth, rule)))
        };
        let repeats = move |(before, other): (usize, &RuleText), (nth, rule): (usize, &RuleText)| {
            before < nth
                && other.says_the_same(rule)
                && self.documents[before].means_by(other) == self.documents[nth].means_by(rule)
        };
        all().filter(move |rule| !all().any(|other| repeats(other, *rule)))
    }

    /// The words that the patterns name, for the lexicon. Words that stand in exceptions or cautions only are ordinary
    /// ones: no typo should rather be read as one of them than as a danger.
    pub fn words(&self) -> Vec<(String, Origin)> {
        let mut words = BTreeSet::new();
        for document in &self.documents {
            let mut lists = BTreeSet::new();
            let mut add = |texts: &[Spanned<String>], role| {
                Collector { document, role, words: &mut words, lists: &mut lists }.texts(texts);
            };
            for rule in &document.rules {
                add(&rule.patterns, Role::of(rule));
                add(&rule.exceptions, Role::Ordinary);
            }
            document.exceptions.iter().for_each(|set| add(&set.patterns, Role::Ordinary));
        }
        let spellings = SAME_WORD.iter().flat_map(|(_, others)| others.iter());
        words.extend(spellings.map(|spelling| ((*spelling).to_owned(), Role::Ordinary)));
        words.into_iter().map(|(word, role)| (word, role.origin())).collect()
    }
}

/// What a word is needed for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Danger,
    Foreign,
    Ordinary,
}

impl Role {
    fn of(rule: &RuleText) -> Self {
        match rule.tier {
            _ if rule.language != ENGLISH => Self::Foreign,
            Some(_) => Self::Danger,
            None => Self::Ordinary,
        }
    }

    fn origin(self) -> Origin {
        match self {
            Self::Danger => Origin::SAFETY,
            Self::Foreign => Origin::FOREIGN,
            Self::Ordinary => Origin::USUAL,
        }
    }
}

impl Document {
    /// What the rule of this document reads besides its own text: the words of the lists that it names, and the sets of
    /// exceptions that it respects. A clinic that adds a word to a list means it.
    fn means_by(&self, rule: &RuleText) -> BTreeSet<(String, Role)> {
        let mut words = BTreeSet::new();
        let mut lists = BTreeSet::new();
        let mut collector = Collector { document: self, role: Role::Danger, words: &mut words, lists: &mut lists };
        collector.texts(&rule.patterns);
        let sets =
            self.exceptions.iter().filter(|set| rule.except.iter().any(|name| name.get_ref() == set.id.get_ref()));
        let hidden = sets.flat_map(|set| &set.patterns).chain(&rule.exceptions);
        collector.role = Role::Ordinary;
        for pattern in hidden {
            collector.texts(std::slice::from_ref(pattern));
            collector.add(pattern.get_ref().clone());
        }
        words
    }
}

impl RuleText {
    /// Whether the other rule is written as this one is.
    fn says_the_same(&self, other: &Self) -> bool {
        let texts = |rule: &Self| -> Vec<String> {
            let all = rule.patterns.iter().chain(&rule.exceptions).chain(&rule.except);
            all.map(|text| text.get_ref().clone()).collect()
        };
        self.id.get_ref() == other.id.get_ref()
            && self.tier == other.tier
            && self.weak == other.weak
            && texts(self) == texts(other)
    }
}

/// Collects the words of patterns, those of the lists that they name included.
struct Collector<'a> {
    document: &'a Document,
    role: Role,
    words: &'a mut BTreeSet<(String, Role)>,
    /// The lists that were already read, and what for.
    lists: &'a mut BTreeSet<(String, Role)>,
}

impl Collector<'_> {
    fn texts(&mut self, texts: &[Spanned<String>]) {
        for pattern in texts.iter().filter_map(checked) {
            pattern.parts.iter().for_each(|part| self.elements(part));
        }
    }

    fn elements(&mut self, elements: &[Element]) {
        for element in elements {
            match element {
                Element::Word(word) => self.add(word.clone()),
                Element::Inflected(word) => inflections(word).into_iter().for_each(|form| self.add(form)),
                Element::Group(alternatives) => alternatives.iter().for_each(|one| self.elements(one)),
                Element::Optional(inner) => self.elements(std::slice::from_ref(&**inner)),
                Element::NotNext(inner) => {
                    let role = std::mem::replace(&mut self.role, Role::Ordinary);
                    self.elements(std::slice::from_ref(&**inner));
                    self.role = role;
                }
                Element::List(name) if self.lists.insert((name.clone(), self.role)) => {
                    // A checked document has no list that contains itself, so this ends.
                    let document = self.document;
                    self.texts(document.lists.get(name).map(Vec::as_slice).unwrap_or_default());
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, word: String) {
        self.words.insert((word, self.role));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lexicon, Text};

    const OWN: &str = r#"
        [[rules]]
        id = "own-emergency"
        tier = "emergency"
        rationale = "the clinic's own word for it"
        patterns = ["code purple"]
        fires = ["code purple in here"]

        [[rules]]
        id = "kill-self"
        tier = "crisis"
        rationale = "an attempt to silence a built-in rule"
        patterns = ["kill myself"]
        exceptions = ["i am going to kill myself", "kill myself"]
        fires = []
        silent = []
    "#;

    fn tiers(rules: &Rules, messages: &[&str]) -> Vec<Option<Tier>> {
        let words = rules.words();
        let lexicon = Lexicon::new(words.iter().map(|(word, origin)| (word.as_str(), *origin)));
        let triager = rules.compile(&lexicon, &[]);
        messages.iter().map(|raw| triager.triage(raw, &Text::read(raw, &lexicon)).tier()).collect()
    }

    #[test]
    fn a_clinic_adds_danger_rules_and_takes_none_away() {
        let own = OWN.replace("fires = []", "fires = [\"x\"]");
        let rules = Rules::with_own(&own).expect("valid").expect("has emergency and crisis");
        let found = tiers(&rules, &["code purple", "i am going to kill myself", "can i take it with my lithium"]);
        assert_eq!(found, [Some(Tier::Emergency), Some(Tier::Crisis), Some(Tier::Advice)]);
    }

    #[test]
    fn own_advice_rules_stand_for_the_built_in_ones() {
        let advice = OWN.replace("fires = []", "fires = [\"x\"]")
            + "[[rules]]\nid = \"own-advice\"\ntier = \"advice\"\nrationale = \"r\"\npatterns = [\"tea\"]\nfires = [\"tea\"]\n";
        let rules = Rules::with_own(&advice).expect("valid").expect("complete");
        assert_eq!(tiers(&rules, &["tea", "can i take it with my lithium"]), [Some(Tier::Advice), None]);
    }

    #[test]
    fn a_copy_of_the_built_in_document_changes_nothing() {
        let rules = Rules::with_own(BUILT_IN).expect("valid").expect("complete");
        assert_eq!(rules.in_force().count(), Rules::built_in().in_force().count());
    }

    #[test]
    fn a_word_added_to_a_list_of_a_copy_counts() {
        let widened = BUILT_IN.replace("\nkill = [", "\nkill = [\"zap\", ");
        let rules = Rules::with_own(&widened).expect("valid").expect("complete");
        assert_eq!(tiers(&rules, &["i am going to zap myself"]), [Some(Tier::Crisis)]);
        assert_eq!(tiers(&Rules::built_in(), &["i am going to zap myself"]), [None]);
    }

    #[test]
    fn a_clinic_adds_messages_of_danger_and_its_everyday_ones_make_nobody_blind() {
        let quiet = "\n[likeness]\neveryday = [\"the kite is in the attic with the rope\"]\n";
        let loud = "\n[likeness]\ncrisis = [\"the purple kite went over the orchard\", \"my purple kite is over the orchard\"]\n";
        let own = OWN.replace("fires = []", "fires = [\"x\"]");
        let side = |more: &str, raw: &str| {
            let rules = Rules::with_own(&(own.clone() + more)).expect("valid").expect("complete");
            let words = rules.words();
            let lexicon = Lexicon::new(words.iter().map(|(word, origin)| (word.as_str(), *origin)));
            let triage = rules.compile(&lexicon, &[]).triage(raw, &Text::read(raw, &lexicon));
            triage.sound.map_or(0.0, |sound| sound.side)
        };
        let (kite, attic) = ("a purple kite over the orchard", "the kite is in the attic with the rope");
        assert!(side(loud, kite) > side("", kite) + 0.5);
        assert!((side(quiet, attic) - side("", attic)).abs() < f32::EPSILON);
    }

    #[test]
    fn a_document_without_danger_rules_is_not_taken() {
        assert!(Rules::with_own("").expect("valid").is_none());
    }

    #[test]
    fn what_is_wrong_is_named_where_it_stands() {
        let rule = |pattern: &str| {
            format!(
                "[lists]\nround = [\"<trip>\"]\ntrip = [\"<round>\"]\n[[rules]]\nid = \"a\"\ntier = \"crisis\"\nrationale = \"r\"\npatterns = [\"{pattern}\"]\nfires = [\"x\"]\n"
            )
        };
        for (toml, what) in [
            (rule("a (b"), "`)` is missing"),
            (rule("<nowhere>"), "no list `nowhere`"),
            (rule("kill"), "would contain itself"),
            ("[likeness]\nweather = [\"rain\"]".to_owned(), "cannot be like `weather`"),
            ("[[rules]]\nid = \"a\"\n".to_owned(), "has no `tier`"),
            (rule("kill").replace("\"crisis\"", "\"emergency\"\nweak = true"), "cannot be weak"),
            ("[replies.en]\ncrisis = \"call 911\"".to_owned(), "must hold `findahelpline.com`"),
            ("[replies.en]\nadvice = \"{emergency_number} {phone}\"".to_owned(), "nothing fills `{phone}`"),
            (rule("kill").replace("[\"<trip>\"]", "[]").replace("\"kill\"", "\"_ ...3 #\""), "match anything"),
            (
                rule("kill")
                    .replace("[\"<trip>\"]", "[]")
                    .replace("\"kill\"", "\"a ...12 b ...12 c ...12 d ...12 e ...12 f\""),
                "span more than",
            ),
        ] {
            let problems = Rules::of_document(&toml).expect_err("broken");
            let found = problems.iter().any(|problem| problem.what.contains(what) && problem.span.end <= toml.len());
            assert!(found, "{what}: {problems:?}");
        }
    }
}
