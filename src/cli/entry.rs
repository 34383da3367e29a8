//! `askwell entry`: the entries of the FAQ, listed, shown, added, changed.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::moderate::{Making, propose, with_moderation};
use super::output::print;
use super::{entry_page, exit};
use crate::config::Settings;
use crate::faq::edit::{Edit, LONGEST_ANSWER};
use crate::moderation::pages;

/// No answer is longer, in bytes: what follows is not read.
const LONGEST_READ: u64 = LONGEST_ANSWER as u64 * 8;
/// Names the text that is piped in.
const PIPE: &str = "-";

#[derive(clap::Args)]
pub(super) struct EntryOptions {
    #[command(subcommand)]
    command: EntryCommand,
}

#[derive(clap::Subcommand)]
enum EntryCommand {
    /// List all entries, those out of use too
    List {
        /// Print one JSON object for programs
        #[arg(long)]
        json: bool,
    },
    /// Show an entry with its phrasings and its rules by number
    Show {
        /// The entry's id
        entry: String,
        /// Print one JSON object for programs
        #[arg(long)]
        json: bool,
    },
    /// Add an entry: a question with its answer, or a topic for the provider
    Add {
        /// Its id: small letters, digits and hyphens
        entry: String,
        /// The question, as patients put it
        #[arg(long)]
        question: String,
        #[command(flatten)]
        answer: AnswerText,
        /// A topic that the FAQ leaves to the provider
        #[arg(long, required_unless_present_any = ["text", "file"], conflicts_with_all = ["text", "file"])]
        handoff: bool,
        /// The document that gets it; without it the first one
        #[arg(long, value_name = "FILE")]
        document: Option<String>,
        #[command(flatten)]
        making: Making,
    },
    /// Change the question above the answer
    Question {
        /// The entry's id
        entry: String,
        /// The question; several words are joined
        #[arg(value_name = "TEXT", required = true)]
        question: Vec<String>,
        #[command(flatten)]
        making: Making,
    },
    /// Change the answer
    Answer {
        /// The entry's id
        entry: String,
        #[command(flatten)]
        answer: AnswerText,
        #[command(flatten)]
        making: Making,
    },
    /// Take an entry out of use and keep it
    Retire(One),
    /// Take a retired entry into use again
    Restore(One),
}

#[derive(clap::Args)]
struct One {
    /// The entry's id
    entry: String,
    #[command(flatten)]
    making: Making,
}

/// An answer, typed or from a file.
#[derive(clap::Args)]
struct AnswerText {
    /// The answer
    #[arg(long = "answer", value_name = "TEXT")]
    text: Option<String>,
    /// A file with the answer; `-` for what is piped in
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    file: Option<PathBuf>,
}

impl AnswerText {
    fn read(self) -> io::Result<Option<String>> {
        let Some(path) = self.file else { return Ok(self.text) };
        let mut bytes = Vec::new();
        if path == Path::new(PIPE) {
            io::stdin().take(LONGEST_READ).read_to_end(&mut bytes)?;
        } else {
            let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
            fs::File::open(&path).map_err(named)?.take(LONGEST_READ).read_to_end(&mut bytes).map_err(named)?;
        }
        let text = String::from_utf8(bytes);
        text.map(Some).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "the answer is not UTF-8 text"))
    }
}

pub(super) fn run(settings: &Settings, options: EntryOptions) -> io::Result<ExitCode> {
    match options.command {
        EntryCommand::List { json } => with_moderation(settings, async |moderation| {
            let entries = moderation.entries().await?;
            print(&if json { entry_page::list_json(&entries) } else { pages::entries(&entries) })?;
            Ok(ExitCode::SUCCESS)
        }),
        EntryCommand::Show { entry, json } => with_moderation(settings, async |moderation| {
            let entry = moderation.entry(&entry).await?;
            print(&if json { format!("{}\n", entry_page::json(&entry)) } else { pages::entry(&entry) })?;
            Ok(ExitCode::SUCCESS)
        }),
        EntryCommand::Add { entry, question, answer, document, making, .. } => {
            let answer = answer.read()?;
            propose(settings, &making, vec![Edit::AddEntry { entry, question, answer, document }])
        }
        EntryCommand::Question { entry, question, making } => {
            propose(settings, &making, vec![Edit::SetQuestion { entry, text: question.join(" ") }])
        }
        EntryCommand::Answer { entry, answer, making } => {
            let Some(text) = answer.read()? else {
                eprintln!("error: say the answer with --answer TEXT, or name its file with --file FILE");
                return Ok(exit::wrong_use());
            };
            propose(settings, &making, vec![Edit::SetAnswer { entry, text }])
        }
        EntryCommand::Retire(One { entry, making }) => propose(settings, &making, vec![Edit::Retire { entry }]),
        EntryCommand::Restore(One { entry, making }) => propose(settings, &making, vec![Edit::Restore { entry }]),
    }
}
