//! What lies in a folder of documents, and what it says.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use crate::document::{Diagnostic, Diagnostics, Source, parse, read_source};
use crate::faq::{self, Pack, SAFETY_DOCUMENT};
use crate::safety::{Problem, Rules};

/// The texts of a folder, or of the store, at one moment.
#[derive(Debug)]
pub struct Snapshot {
    faq: Result<Vec<Arc<Source>>, Diagnostics>,
    /// The folder's own safety document, if it has one.
    safety: Option<Result<Arc<Source>, Diagnostics>>,
}

/// What the documents in force say.
pub struct Documents {
    /// The entries.
    pub pack: Pack,
    /// The safety rules.
    pub rules: Rules,
    /// Where these come from.
    pub safety: Safety,
}

/// Which safety rules are in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Safety {
    /// The built-in ones: the folder has no safety document.
    BuiltIn,
    /// Those of this document, beside the built-in ones.
    Own(String),
    /// The built-in ones: this document lacks rules for emergency or crisis.
    Incomplete(String),
}

impl Snapshot {
    /// Reads a folder.
    pub fn of_folder(folder: &Path) -> Self {
        let path = folder.join(SAFETY_DOCUMENT);
        Self { faq: faq::read_documents(folder), safety: path.exists().then(|| read_source(&path)) }
    }

    /// Of texts that lie in no folder: the store's. `safety` is the clinic's own safety document, if it has one.
    pub fn of_sources(faq: Vec<Arc<Source>>, safety: Option<Arc<Source>>) -> Self {
        let faq = if faq.is_empty() {
            Err(Diagnostics::of_file("the store", "it holds no FAQ document".to_owned()))
        } else {
            Ok(faq)
        };
        Self { faq, safety: safety.map(Ok) }
    }

    /// A number that is another one when anything in the folder that matters is.
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let mut add = |read: Result<&[Arc<Source>], &Diagnostics>| match read {
            Ok(sources) => sources.iter().for_each(|source| (&source.name, &source.text).hash(&mut hasher)),
            Err(found) => found.to_string().hash(&mut hasher),
        };
        add(self.faq.as_deref());
        if let Some(safety) = &self.safety {
            add(safety.as_ref().map(std::slice::from_ref));
        }
        hasher.finish()
    }

    /// The FAQ documents.
    pub fn faq(&self) -> Result<&[Arc<Source>], &Diagnostics> {
        self.faq.as_deref()
    }

    /// The folder's own safety document, if there is one that can be read.
    pub fn safety_source(&self) -> Option<&Arc<Source>> {
        self.safety.as_ref()?.as_ref().ok()
    }

    /// The safety rules: the folder's own beside the built-in ones, or these alone where it has none, or none for
    /// emergency or crisis.
    ///
    /// # Errors
    /// Everything that is wrong in the safety document.
    pub fn rules(&self) -> Result<(Rules, Safety), Diagnostics> {
        match &self.safety {
            None => Ok((Rules::built_in(), Safety::BuiltIn)),
            Some(Ok(source)) => rules_of(source),
            Some(Err(found)) => Err(found.clone()),
        }
    }

    /// What the texts say.
    ///
    /// # Errors
    /// Everything that is wrong in them.
    pub fn documents(&self) -> Result<Documents, Diagnostics> {
        let pack = match &self.faq {
            Ok(sources) => faq::parse_documents(sources),
            Err(found) => Err(found.clone()),
        };
        match (pack, self.rules()) {
            (Ok(pack), Ok((rules, safety))) => Ok(Documents { pack, rules, safety }),
            (pack, rules) => {
                let mut found = pack.err().unwrap_or_default();
                found.append(rules.err().unwrap_or_default());
                Err(found)
            }
        }
    }
}

fn rules_of(source: &Arc<Source>) -> Result<(Rules, Safety), Diagnostics> {
    parse(source)?;
    match Rules::with_own(&source.text) {
        Ok(Some(rules)) => Ok((rules, Safety::Own(source.name.clone()))),
        Ok(None) => Ok((Rules::built_in(), Safety::Incomplete(source.name.clone()))),
        Err(problems) => {
            let mut found = Diagnostics::default();
            for problem in problems {
                found.push(drawn(source, problem));
            }
            Err(found)
        }
    }
}

fn drawn(source: &Arc<Source>, problem: Problem) -> Diagnostic {
    Diagnostic::error(source, problem.span, problem.what).hint(problem.hint)
}

impl Documents {
    /// Those that the program carries.
    pub fn built_in() -> Self {
        let (pack, rules) = std::thread::scope(|scope| {
            let rules = scope.spawn(Rules::built_in);
            (faq::built_in(), rules.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        Self { pack, rules, safety: Safety::BuiltIn }
    }

    /// Those of a folder.
    ///
    /// # Errors
    /// Everything that is wrong in them.
    pub fn of_folder(folder: &Path) -> Result<Self, Diagnostics> {
        Snapshot::of_folder(folder).documents()
    }
}

impl std::fmt::Display for Safety {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BuiltIn => f.write_str("the built-in safety rules"),
            Self::Own(file) => write!(f, "the safety rules of {file} beside the built-in ones"),
            Self::Incomplete(file) => {
                write!(f, "the built-in safety rules, since {file} lacks rules for emergency or crisis")
            }
        }
    }
}
