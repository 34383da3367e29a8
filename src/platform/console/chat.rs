//! The chat at a terminal, with line editing and a history that lives in memory only.

use super::session::{Session, Turn};
use super::style::Style;
use crate::bot::Bot;
use rustyline::error::ReadlineError;
use rustyline::{Config, DefaultEditor, ExternalPrinter};
use std::io::{self, Write};

const PROMPT: &str = "you> ";
const WELCOME: &str = "Ask a question as you would ask it in the chat. /help lists what else there is; /quit ends.";

/// Says something at the terminal while somebody may be typing.
pub type Notices = Box<dyn FnMut(String) + Send>;

/// Chats until the person at the terminal ends it. `begin` gets the means to say something meanwhile; what it returns is
/// kept until the end.
///
/// # Errors
/// A terminal that cannot be read or written.
pub fn chat<Kept>(bot: &Bot, begin: impl FnOnce(Notices) -> Kept) -> io::Result<()> {
    let mut editor = DefaultEditor::with_config(Config::builder().auto_add_history(true).build()).map_err(as_io)?;
    let _kept = begin(notices(&mut editor));
    let mut output = io::stdout();
    let style = fitted(&mut editor);
    let mut session = Session::new(bot, style);
    writeln!(output, "{}\n", style.dim(&style.wrap(WELCOME)))?;
    loop {
        let line = match editor.readline(PROMPT) {
            Ok(line) => line,
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => return Ok(()),
            Err(error) => return Err(as_io(error)),
        };
        session.set_style(fitted(&mut editor));
        match session.turn(&line) {
            Turn::Say(text) => writeln!(output, "\n{text}\n")?,
            Turn::Silence => {}
            Turn::End => return Ok(()),
        }
    }
}

/// Above the line that is being typed where the terminal can do that, else simply on stderr.
fn notices(editor: &mut DefaultEditor) -> Notices {
    match editor.create_external_printer() {
        Ok(mut printer) => Box::new(move |text| {
            if printer.print(format!("{text}\n")).is_err() {
                eprintln!("{text}");
            }
        }),
        Err(_) => Box::new(|text| eprintln!("{text}")),
    }
}

/// The style for the window as it is now.
fn fitted(editor: &mut DefaultEditor) -> Style {
    let columns = editor.dimensions().map_or(0, |(columns, _)| usize::from(columns));
    Style::of(&io::stdout()).with_columns(columns)
}

fn as_io(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        other => io::Error::other(other),
    }
}
