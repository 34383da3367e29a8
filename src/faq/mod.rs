//! FAQ packs: what a clinic's documents say, checked and ready to be matched.

pub mod edit;
mod forms;
pub mod import;
mod pack;
mod parse;
pub mod typography;

pub use forms::{
    DocumentForm, EntryForm, ExceptForm, Id, KeywordForm, RESERVED_IDS, Reviewer, Share, SynonymForm, Weight, slug,
};
pub use pack::{Entry, ExceptRule, KeywordRule, Pack, SynonymSet};
pub use parse::{
    Document, Reading, SAFETY_DOCUMENT, built_in, built_in_source, load_folder, parse_documents, read, read_documents,
    reviewer,
};
