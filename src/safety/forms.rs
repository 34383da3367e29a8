//! The safety document as it is written: the same declarations read it, name what is wrong, and give its JSON Schema.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use toml::Spanned;

use super::document::{Document, ENGLISH, ExceptionSet, Problem, RuleText, check};
use super::tier::Tier;
use crate::document::{
    Diagnostics, Field, Flag, Keyed, Node, Report, Source, Text, closest, parse as parse_toml, read_form,
};
use crate::form;

form! {
    /// A safety document: who may be in danger, and which questions only a provider can answer.
    pub struct SafetyForm is "a safety document" {
        required {}
        optional {
            /// Who reviewed the rules and texts. Never fill this in for somebody else.
            reviewed_by: Text,
            /// Lists of patterns that others use as `<name>`.
            lists: Keyed<Vec<Text>>,
            /// Sets of patterns that hide their own span from the rules that name the set.
            exceptions: Vec<ExceptionForm>,
            /// The rules, of all tiers.
            rules: Vec<RuleForm>,
            /// Words that may be said in distress: where they stand, the FAQ gives no answer.
            cautions: Vec<CautionForm>,
            /// Messages by which danger is known where no rule has the words (`crisis`, `emergency`, `everyday`), and medical advice told from general questions (`advice`, `question`).
            likeness: Keyed<Vec<Text>>,
            /// The fixed texts: by language, then by what they are for.
            replies: Keyed<Keyed<Text>>,
            /// Numbers and lines: by region, then by placeholder, then by language.
            regions: Keyed<Keyed<Keyed<Text>>>,
        }
    }
}

form! {
    /// Patterns that hide their own span from the rules that name the set.
    pub struct ExceptionForm is "a set of exceptions" {
        required {
            /// The name by which rules use it: small letters, digits and hyphens.
            id: Text,
            /// Why these words are no danger.
            rationale: Text,
            /// What is hidden.
            patterns: Vec<Text>,
        }
        optional {
            /// Messages that no emergency or crisis rule may meet.
            silent: Vec<Text>,
            /// Messages that are dangerous all the same.
            fires: Vec<Text>,
        }
    }
}

form! {
    /// A rule: patterns of words that mean danger, or ask for medical advice.
    pub struct RuleForm is "a safety rule" {
        required {
            /// A short name that nothing else has: small letters, digits and hyphens.
            id: Text,
            /// What a message that meets the rule needs.
            tier: Tier,
            /// Why these words are taken so.
            rationale: Text,
            /// The rule fires when one of these is found.
            patterns: Vec<Text>,
            /// Messages on which the rule must fire.
            fires: Vec<Text>,
        }
        optional {
            /// The language of the patterns, in which the reply is given; English when left out.
            language: Text,
            /// Patterns that hide their own span from this rule.
            exceptions: Vec<Text>,
            /// Sets of exceptions that the rule respects.
            except: Vec<Text>,
            /// Messages that no rule of this tier or a higher one may meet.
            silent: Vec<Text>,
            /// The words are said of trifles too: by itself the rule counts for nothing in a message that sounds everyday or, for advice, like a general question of an entry.
            weak: Flag,
        }
    }
}

form! {
    /// Words that may be said in distress, and mean no danger by themselves: the message gets no answer from the FAQ.
    pub struct CautionForm is "a caution" {
        required {
            /// A short name that nothing else has: small letters, digits and hyphens.
            id: Text,
            /// Why an answer would be wrong here.
            rationale: Text,
            /// The caution is met when one of these is found.
            patterns: Vec<Text>,
            /// Messages that must meet it.
            fires: Vec<Text>,
        }
        optional {
            /// The language of the patterns, in which the reply is given; English when left out.
            language: Text,
            /// Patterns that hide their own span from this caution.
            exceptions: Vec<Text>,
            /// Sets of exceptions that the caution respects.
            except: Vec<Text>,
            /// Messages that no caution may meet.
            silent: Vec<Text>,
            /// The words are said of trifles too: the caution says nothing in a message that sounds everyday.
            weak: Flag,
        }
    }
}

/// The tiers that rules can have.
const TIERS: [Tier; 3] = [Tier::Emergency, Tier::Crisis, Tier::Advice];

impl Field for Tier {
    const WANTED: &'static str = "text in quotes";
    const EXAMPLE: &'static str = "\"advice\"";

    fn read(node: &Node<'_>, key: &str, report: &mut Report) -> Option<Self> {
        let Text { value, span } = Text::read(node, key, report)?;
        let tier = TIERS.into_iter().find(|tier| tier.name() == value);
        if tier.is_none() {
            let names = TIERS.map(Tier::name);
            let hint = closest(&value, &names).map_or_else(
                || format!("it is one of: {}", names.join(", ")),
                |name| format!("did you mean `{name}`?"),
            );
            report.error(&span, format!("there is no tier `{value}`"), "not a tier", hint);
        }
        tier
    }

    fn schema() -> Value {
        json!({ "type": "string", "enum": TIERS.map(Tier::name) })
    }
}

/// Reads a document and finds all that is wrong with it.
pub(super) fn parse(toml: &str) -> Result<Document, Vec<Problem>> {
    let source = Source::new("", toml);
    let table = parse_toml(&source).map_err(problems)?;
    let mut report = Report::new(&source);
    let document = document(read_form(&table, &mut report));
    let mut problems = problems(report.found);
    problems.extend(check(toml, &document));
    if problems.is_empty() { Ok(document) } else { Err(problems) }
}

fn problems(found: Diagnostics) -> Vec<Problem> {
    let problem = |item: crate::document::Diagnostic| Problem {
        span: item.place.map(|(_, span)| span).unwrap_or_default(),
        what: item.message,
        hint: item.hint.unwrap_or_default(),
    };
    found.into_iter().map(problem).collect()
}

fn document(form: SafetyForm) -> Document {
    let rules = form.rules.into_iter().flatten().filter_map(rule);
    let cautions = form.cautions.into_iter().flatten().filter_map(caution);
    Document {
        lists: map(form.lists.unwrap_or_default(), spanned_all),
        exceptions: form.exceptions.into_iter().flatten().filter_map(exception_set).collect(),
        rules: rules.chain(cautions).collect(),
        likeness: map(form.likeness.unwrap_or_default(), spanned_all),
        replies: map(form.replies.unwrap_or_default(), |texts| map(texts, spanned)),
        regions: map(form.regions.unwrap_or_default(), |lines| map(lines, |texts| map(texts, |text| text.value))),
    }
}

/// `None` only where a required key is missing, which was reported.
fn exception_set(form: ExceptionForm) -> Option<ExceptionSet> {
    Some(ExceptionSet {
        id: spanned(form.id?),
        patterns: spanned_all(form.patterns?),
        silent: form.silent.into_iter().flatten().map(|text| text.value).collect(),
        fires: form.fires.into_iter().flatten().map(|text| text.value).collect(),
    })
}

/// `None` only where a required key is missing, which was reported.
fn rule(form: RuleForm) -> Option<RuleText> {
    Some(RuleText {
        id: spanned(form.id?),
        tier: Some(form.tier?),
        language: language(form.language),
        weak: form.weak.is_some_and(|flag| flag.value),
        patterns: spanned_all(form.patterns?),
        exceptions: spanned_all(form.exceptions.unwrap_or_default()),
        except: spanned_all(form.except.unwrap_or_default()),
        fires: spanned_all(form.fires?),
        silent: spanned_all(form.silent.unwrap_or_default()),
    })
}

/// `None` only where a required key is missing, which was reported.
fn caution(form: CautionForm) -> Option<RuleText> {
    Some(RuleText {
        id: spanned(form.id?),
        tier: None,
        language: language(form.language),
        weak: form.weak.is_some_and(|flag| flag.value),
        patterns: spanned_all(form.patterns?),
        exceptions: spanned_all(form.exceptions.unwrap_or_default()),
        except: spanned_all(form.except.unwrap_or_default()),
        fires: spanned_all(form.fires?),
        silent: spanned_all(form.silent.unwrap_or_default()),
    })
}

fn language(named: Option<Text>) -> String {
    named.map_or_else(|| ENGLISH.to_owned(), |text| text.value)
}

fn spanned(text: Text) -> Spanned<String> {
    Spanned::new(text.span, text.value)
}

fn spanned_all(texts: Vec<Text>) -> Vec<Spanned<String>> {
    texts.into_iter().map(spanned).collect()
}

fn map<T, U>(keyed: Keyed<T>, value: impl Fn(T) -> U) -> BTreeMap<String, U> {
    keyed.items.into_iter().map(|(key, _, item)| (key, value(item))).collect()
}
