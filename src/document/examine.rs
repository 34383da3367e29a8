//! Looks for the mistakes that make a document unreadable, line by line, so that one forgotten quote is one finding.
//!
//! The TOML parser stops making sense after the first unclosed quote or bracket. This walk goes from one line that
//! begins something (a header, `key = value`) to the next, and takes such a line for the end of whatever was left
//! open. It only looks at documents that the parser refused, and knows less TOML than the parser does.

use std::sync::Arc;

use super::diagnostic::{Diagnostic, Diagnostics};
use super::lines::{begins_something, closing, closing_triple, is_word, is_words, leading_key};
use super::scalar;
use super::source::{Source, Span};

/// Brackets in brackets; no FAQ needs more than three.
const DEEPEST: usize = 32;

/// All mistakes of a document that this walk knows.
pub(super) fn examine(source: &Arc<Source>) -> Diagnostics {
    let mut walk = Walk { source, text: &source.text, at: 0, found: Diagnostics::default() };
    if !source.text.lines().any(begins_something) {
        walk.other_format();
        return walk.found;
    }
    walk.control_characters();
    while walk.reach_statement() {
        walk.statement();
    }
    walk.found
}

struct Walk<'s> {
    source: &'s Arc<Source>,
    text: &'s str,
    at: usize,
    found: Diagnostics,
}

/// The rest of a statement makes no sense; what is wrong was reported.
struct Lost;

impl Walk<'_> {
    fn report(&mut self, span: Span, message: impl Into<String>, label: &str, hint: impl Into<String>) {
        self.found.push(Diagnostic::error(self.source, span, message).label(label).hint(hint));
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn line_end(&self) -> usize {
        self.rest().find('\n').map_or(self.text.len(), |newline| self.at + newline)
    }

    fn skip_spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\r']).len();
    }

    /// Spaces, line ends and comments.
    fn skip_blank(&mut self) {
        loop {
            self.at += self.rest().len() - self.rest().trim_start().len();
            if self.peek() != Some('#') {
                return;
            }
            self.at = self.line_end();
        }
    }

    fn reach_statement(&mut self) -> bool {
        self.skip_blank();
        self.at < self.text.len()
    }

    fn control_characters(&mut self) {
        let is_bad = |at: usize, ch: char| match ch {
            '\t' | '\n' => false,
            '\r' => !self.text[at + 1..].starts_with('\n'),
            _ => ch.is_ascii_control(),
        };
        let first = self.text.char_indices().find(|(at, ch)| is_bad(*at, *ch));
        if let Some((at, ch)) = first {
            let message = format!("an invisible control character (U+{:04X}) stands here", u32::from(ch));
            self.report(at..at + 1, message, "here", "delete it: put the cursor behind it and press backspace");
        }
    }

    /// Not one line is TOML: the file is something else that ended up in the folder.
    fn other_format(&mut self) {
        self.skip_blank();
        let end = self.line_end();
        let hint = "`askwell import FILE` makes a document of plain text, Markdown, a table or JSON lines";
        self.report(
            self.at..end,
            "this file is not a FAQ document (TOML)",
            "neither `key = value` nor `[[entries]]`",
            hint,
        );
    }

    fn statement(&mut self) {
        let result = if self.peek() == Some('[') { self.header() } else { self.key_and_value() };
        if result.is_err() {
            self.recover();
        }
    }

    /// To the next line that begins something.
    fn recover(&mut self) {
        loop {
            self.at = (self.line_end() + 1).min(self.text.len());
            if self.at == self.text.len() || begins_something(self.rest()) {
                return;
            }
        }
    }

    fn header(&mut self) -> Result<(), Lost> {
        let start = self.at;
        let end = self.line_end();
        let line = self.text[start..end].split('#').next().unwrap_or_default().trim_end();
        let inner = line.trim_start_matches('[');
        let opened = line.len() - inner.len();
        let name = inner.trim_end_matches(']');
        let closed = inner.len() - name.len();
        let span = start..start + line.len();
        let name = name.trim();
        if name.is_empty() || !name.split('.').all(|part| is_word(part.trim())) {
            let hint = "a header is one word in brackets on a line of its own, for example `[[entries]]`";
            self.report(span, "this line begins with a bracket and is no header", "not a header", hint);
            return Err(Lost);
        }
        if opened != closed || opened > 2 {
            let message = format!("the brackets around `{name}` do not match");
            self.report(span, message, "a header has as many brackets behind as before", format!("write `[[{name}]]`"));
        }
        self.at = end;
        Ok(())
    }

    fn key_and_value(&mut self) -> Result<(), Lost> {
        let start = self.at;
        let line = self.text[start..self.line_end()].trim_end();
        let Some(key) = leading_key(line) else {
            return self.no_statement(start, line);
        };
        self.at += key.len();
        self.skip_spaces();
        if self.peek() != Some('=') {
            return self.no_statement(start, line);
        }
        self.at += 1;
        self.skip_spaces();
        self.value(key, 0)?;
        self.line_must_end(key)
    }

    fn no_statement(&mut self, start: usize, line: &str) -> Result<(), Lost> {
        let span = start..start + line.len();
        let key = leading_key(line).unwrap_or_default();
        let behind = line[key.len()..].trim_start();
        if let Some(value) = behind.strip_prefix(':').filter(|value| !key.is_empty() && !value.trim().is_empty()) {
            let hint = format!("write `{key} = {}`", scalar::quoted(value.trim()));
            self.report(span, "a key and its value are joined by `=`, not by `:`", "`:` in place of `=`", hint);
        } else if !key.is_empty()
            && (behind.starts_with(['"', '\'', '[']) || (behind.is_empty() && !key.ends_with('.')))
        {
            let hint = format!("write `{key} = {}`", if behind.is_empty() { "\"…\"" } else { behind });
            self.report(span, format!("`=` is missing behind `{key}`"), "a key without its value", hint);
        } else if let Some(words) = line.split_once('=').map(|(words, _)| words.trim()).filter(|words| is_words(words))
        {
            let span = start..start + words.len();
            let hint = format!("write `{}`, if there is such a key", words.replace(' ', "_"));
            self.report(span, "a key is one word without spaces", "more than one word", hint);
        } else {
            let hint =
                "an answer stands between three quotes: answer = \"\"\"…\"\"\"; a note of your own begins with #";
            self.report(
                span,
                "this line is neither `key = value` nor a header such as `[[entries]]`",
                "this line",
                hint,
            );
        }
        Err(Lost)
    }

    /// Only a comment may follow a value.
    fn line_must_end(&mut self, key: &str) -> Result<(), Lost> {
        self.skip_spaces();
        let end = self.line_end();
        let rest = self.text[self.at..end].trim_end();
        if rest.is_empty() || rest.starts_with('#') {
            self.at = end;
            return Ok(());
        }
        let span = self.at..self.at + rest.len();
        let message = format!("more stands behind the value of `{key}`");
        let hint = scalar::hint_for_leftover(self.text[..self.at].trim_end(), rest);
        self.report(span, message, "not part of the value", hint);
        Err(Lost)
    }

    fn value(&mut self, key: &str, depth: usize) -> Result<(), Lost> {
        match self.peek() {
            Some('[') => self.list(key, depth),
            Some('{') => self.braces(key, depth),
            Some(quote @ ('"' | '\'')) => self.string(key, quote),
            _ => self.bare(key, depth),
        }
    }

    fn string(&mut self, key: &str, quote: char) -> Result<(), Lost> {
        let start = self.at;
        let triple = quote.to_string().repeat(3);
        if self.rest().starts_with(&triple) {
            return self.long_string(key, &triple);
        }
        let line = &self.text[start + 1..self.line_end()];
        let Some(length) = closing(line, quote) else {
            let hint = format!(
                "close it with {quote} at its end; a text of several lines stands between {triple} and {triple}"
            );
            self.report(start..start + 1, format!("the text behind `{key}` has no closing quote"), "opened here", hint);
            return Err(Lost);
        };
        self.at = start + 1 + length + 1;
        if quote == '"' {
            self.escapes(start + 1, start + 1 + length);
        }
        Ok(())
    }

    fn long_string(&mut self, key: &str, triple: &str) -> Result<(), Lost> {
        let start = self.at;
        let body = &self.text[start + triple.len()..];
        let end = closing_triple(body, triple);
        let body = &body[..end.unwrap_or(body.len())];
        // A later text's opening quotes look like the closing ones of this text.
        let swallowed = body.match_indices('\n').any(|(newline, _)| begins_something(&body[newline + 1..]));
        if end.is_none() || swallowed {
            let hint = format!("close it with {triple} at its end");
            self.report(
                start..start + triple.len(),
                format!("the text behind `{key}` is not closed"),
                "opened here",
                hint,
            );
            return Err(Lost);
        }
        let last = start + triple.len() + body.len();
        self.at = last + triple.len();
        // Up to two quotes may stand before the closing three.
        self.at += self.rest().bytes().take(2).take_while(|byte| triple.as_bytes()[0] == *byte).count();
        if triple.starts_with('"') {
            self.escapes(start + triple.len(), last);
        }
        Ok(())
    }

    /// A backslash in double quotes must begin something that is known.
    fn escapes(&mut self, from: usize, to: usize) {
        let mut at = from;
        while let Some(found) = self.text[at..to].find('\\') {
            let slash = at + found;
            let next = self.text[slash + 1..].chars().next().unwrap_or('\n');
            let known = matches!(next, 'b' | 't' | 'n' | 'f' | 'r' | 'e' | '"' | '\\' | 'x' | 'u' | 'U')
                || next.is_whitespace();
            let span = slash..slash + 1 + next.len_utf8();
            if !known {
                let hint = "write it twice (\\\\); or use single quotes '…', in which a backslash means itself";
                self.report(span.clone(), "a backslash means something special in double quotes", "not known", hint);
            }
            at = span.end.min(to);
        }
    }

    fn list(&mut self, key: &str, depth: usize) -> Result<(), Lost> {
        let opened = self.at;
        self.at += 1;
        let mut before = self.at;
        loop {
            self.skip_blank();
            let new_line = self.text[before..self.at].contains('\n');
            match self.peek() {
                Some(']') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(_) if depth < DEEPEST && !(new_line && begins_something(self.rest())) => {}
                _ => {
                    let hint = "add `]` behind its last element";
                    self.report(
                        opened..opened + 1,
                        format!("the list behind `{key}` is not closed"),
                        "opened here",
                        hint,
                    );
                    return Err(Lost);
                }
            }
            self.value(key, depth + 1)?;
            let end = self.at;
            before = end;
            self.skip_blank();
            match self.peek() {
                Some(',') => {
                    self.at += 1;
                    before = self.at;
                }
                Some('"' | '\'') => {
                    let hint = "put a comma between two elements of a list";
                    self.report(end..end, "a comma is missing here", "between these two", hint);
                }
                Some('}' | ')') => {
                    let hint = "close the list with `]`";
                    self.report(self.at..self.at + 1, "a list ends with a square bracket", "another bracket", hint);
                    return Err(Lost);
                }
                _ => {}
            }
        }
    }

    fn braces(&mut self, key: &str, depth: usize) -> Result<(), Lost> {
        let opened = self.at;
        self.at += 1;
        loop {
            self.skip_blank();
            let line = &self.text[self.at..self.line_end()];
            let inner = leading_key(line).filter(|_| depth < DEEPEST);
            match (self.peek(), inner) {
                (Some('}'), _) => {
                    self.at += 1;
                    return Ok(());
                }
                (Some(','), _) => self.at += 1,
                (_, Some(inner)) if line[inner.len()..].trim_start().starts_with('=') => {
                    self.at += inner.len();
                    self.skip_spaces();
                    self.at += 1;
                    self.skip_spaces();
                    self.value(inner, depth + 1)?;
                }
                _ => {
                    let hint = "write it as { key = value, key = value }";
                    self.report(
                        opened..opened + 1,
                        format!("the braces behind `{key}` are not closed"),
                        "opened here",
                        hint,
                    );
                    return Err(Lost);
                }
            }
        }
    }

    /// A value without quotes or brackets: a number, true, false, a date, or a mistake.
    fn bare(&mut self, key: &str, depth: usize) -> Result<(), Lost> {
        let start = self.at;
        let line = &self.text[start..self.line_end()];
        let stops: &[char] = if depth == 0 { &['#'] } else { &['#', ',', ']', '}'] };
        let written = line[..line.find(stops).unwrap_or(line.len())].trim_end();
        if scalar::is_valid(written) {
            self.at = start + written.len();
            return Ok(());
        }
        let scalar::Fault { message, label, hint } = scalar::explain(key, written, depth > 0);
        self.report(start..start + written.len(), message, label, hint);
        self.at = start + written.len();
        if depth == 0 || written.is_empty() { Err(Lost) } else { Ok(()) }
    }
}
