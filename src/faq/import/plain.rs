//! Plain text: a title, then questions with their answers as paragraphs.
//!
//! A question is a line or paragraph that ends with a question mark, or stands behind `Q:`. Everything up to the next
//! question is its answer, blank lines between paragraphs included.

use super::draft::{Draft, Item};
use super::questions::{labelled_answer, question, topic};
use crate::document::Span;

/// The longest line that is taken for the title.
const LONGEST_TITLE: usize = 120;

/// Lines without a blank one between them.
struct Block {
    lines: Vec<Span>,
}

impl Block {
    fn span(&self) -> Span {
        self.lines.first().map_or(0, |line| line.start)..self.lines.last().map_or(0, |line| line.end)
    }
}

pub(super) fn read(draft: &mut Draft) {
    let mut blocks = split_questions(draft, blocks(&draft.source.text));
    if let Some(title) = title(draft, &blocks) {
        draft.title = Some(title);
        blocks.remove(0);
    }
    let mut labelled = false;
    for index in 0..blocks.len() {
        let span = blocks[index].span();
        let text = draft.source.slice(&span).to_owned();
        if let Some(found) = question(&text) {
            labelled = found.labelled;
            draft.items.push(Item { span, question: found.text, ..Item::default() });
        } else {
            let next_is_question = blocks.get(index + 1).is_none_or(|next| is_question(draft, next));
            place(draft, span, &text, labelled, next_is_question);
        }
    }
}

/// A paragraph that is no question: an answer, a heading, or something before the first question.
fn place(draft: &mut Draft, span: Span, text: &str, labelled: bool, next_is_question: bool) {
    let heading = topic(text);
    let Some(item) = draft.items.last_mut() else {
        match heading.filter(|_| !next_is_question) {
            Some(heading) => return topic_entry(draft, span, heading),
            None => return draft.leave(span, "this stands before the first question", "it was left out"),
        }
    };
    match heading {
        Some(_) if !item.answer.is_empty() && next_is_question => {
            let hint = "it was left out; if it belongs to the answer above it, put it in there";
            draft.leave(span, "this looks like a heading between two questions", hint);
        }
        Some(heading) if !item.answer.is_empty() => topic_entry(draft, span, heading),
        _ => {
            let answer = labelled_answer(text).filter(|_| labelled && item.answer.is_empty()).unwrap_or(text);
            if !item.answer.is_empty() {
                item.answer.push_str("\n\n");
            }
            item.answer.push_str(answer);
        }
    }
}

fn topic_entry(draft: &mut Draft, span: Span, heading: String) {
    let hint = "it became an entry of its own; if it belongs to the answer above it, put it in there";
    draft.note(span.clone(), "a short line without a question mark was taken for a question", hint);
    draft.items.push(Item { span, question: heading, ..Item::default() });
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    let mut at = 0;
    for line in text.split('\n') {
        let span = at..at + line.len();
        at = span.end + 1;
        if line.trim().is_empty() {
            open = false;
        } else if let Some(block) = blocks.last_mut().filter(|_| open) {
            block.lines.push(span);
        } else {
            blocks.push(Block { lines: vec![span] });
            open = true;
        }
    }
    blocks
}

/// Makes a block of its own of every question that has its answer, or another answer, right beside it.
fn split_questions(draft: &Draft, blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        if block.lines.len() == 1 || is_question(draft, &block) && !every_line_asks(draft, &block) {
            out.push(block);
            continue;
        }
        let mut before: Option<&str> = None;
        let mut after_question = true;
        for line in block.lines {
            let text = draft.source.slice(&line);
            let asks = begins_sentence(before, text) && question(text).is_some();
            before = Some(text);
            match out.last_mut() {
                Some(open) if !asks && !after_question => open.lines.push(line),
                _ => out.push(Block { lines: vec![line] }),
            }
            after_question = asks;
        }
    }
    out
}

fn is_question(draft: &Draft, block: &Block) -> bool {
    question(draft.source.slice(&block.span())).is_some()
}

fn every_line_asks(draft: &Draft, block: &Block) -> bool {
    block.lines.iter().all(|line| question(draft.source.slice(line)).is_some())
}

/// Whether a line can begin a question: it is the first, the one before it ends a sentence, or that one is a heading
/// and this one begins with a capital.
fn begins_sentence(before: Option<&str>, line: &str) -> bool {
    let Some(before) = before else { return true };
    let end = before.trim_end().trim_end_matches(['"', '”', ')', '*', '’', '\'']);
    let small = line.trim_start().starts_with(char::is_lowercase);
    end.ends_with(['.', '!', '?', '…', ':', '。']) || (topic(before).is_some() && !small)
}

fn title(draft: &Draft, blocks: &[Block]) -> Option<String> {
    let (first, rest) = blocks.split_first()?;
    let text = draft.source.slice(&first.span()).trim();
    let fits = first.lines.len() == 1 && text.chars().count() <= LONGEST_TITLE && !text.ends_with('.');
    let heads = rest.first().is_some_and(|next| question(text).is_none() && next.lines.len() < 3);
    (fits && heads).then(|| text.trim_start_matches(['#', ' ']).to_owned())
}
