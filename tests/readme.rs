//! The examples of the papers are run as tests.
//!
//! In a `console` block each line that begins with `$ ` is a command, and what follows is its output, to the letter; a
//! line of `…` stands for any number of lines, and at the end of a line for the rest of it. `askwell …` and `cargo run --
//! …` are the program; `echo "…" | askwell` pipes text in. The block runs in the project's own folder.

use crate::common::{Askwell, project};

/// Papers with examples.
const PAPERS: [&str; 3] = ["README.md", "CONTRIBUTING.md", "docs/moderators.md"];
/// Stands for lines, or the rest of a line, that are left out.
const LEFT_OUT: &str = "…";

struct Example {
    place: String,
    command: String,
    output: Vec<String>,
}

fn examples(paper: &str, text: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut inside = false;
    for (at, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            let place = format!("{paper}:{}", at + 1);
            examples.push(Example { place, command: command.to_owned(), output: Vec::new() });
        } else if let Some(example) = examples.last_mut().filter(|_| inside) {
            example.output.push(line.to_owned());
        }
    }
    examples
}

/// The words of a command line, with quotes as a shell takes them.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for ch in command.chars() {
        match quote {
            Some(mark) if ch == mark => quote = None,
            None if ch == '"' || ch == '\'' => quote = Some(ch),
            None if ch == ' ' => words.push(String::new()),
            _ => words.last_mut().unwrap().push(ch),
        }
    }
    words
}

fn run(example: &Example) -> String {
    let (input, command) = match example.command.strip_prefix("echo ").and_then(|rest| rest.split_once(" | ")) {
        Some((text, command)) => (Some(words(text).join(" ") + "\n"), command),
        None => (None, example.command.as_str()),
    };
    let arguments = command.strip_prefix("askwell").or_else(|| command.strip_prefix("cargo run --"));
    let arguments = words(arguments.unwrap_or_else(|| panic!("{}: no such program", example.place)).trim_start());
    let askwell =
        Askwell::new().in_project().args(arguments.iter().map(String::as_str).filter(|word| !word.is_empty()));
    let askwell = if let Some(input) = input { askwell.stdin(input) } else { askwell };
    askwell.run().stdout
}

/// Whether lines are those that were written down, where some are left out.
fn fits(written: &[String], lines: &[&str]) -> bool {
    let Some((first, rest)) = written.split_first() else { return lines.is_empty() };
    if first == LEFT_OUT {
        return (0..=lines.len()).any(|skipped| fits(rest, &lines[skipped..]));
    }
    let Some((line, others)) = lines.split_first() else { return false };
    let same = first.strip_suffix(LEFT_OUT).map_or(first == line, |beginning| line.starts_with(beginning));
    same && fits(rest, others)
}

#[test]
fn every_example_prints_what_the_paper_says() {
    let mut count = 0;
    for paper in PAPERS {
        for example in examples(paper, &std::fs::read_to_string(project(paper)).unwrap()) {
            let stdout = run(&example);
            let lines: Vec<&str> = stdout.trim_end().lines().map(str::trim_end).collect();
            let written: Vec<String> = example.output.iter().map(|line| line.trim_end().to_owned()).collect();
            let written = &written[..written.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1)];
            assert!(fits(written, &lines), "{}: {} prints:\n{stdout}", example.place, example.command);
            count += 1;
        }
    }
    assert!(count >= 5, "only {count} examples were found");
}

/// The lines of text in a picture.
fn lines_of(svg: &str) -> Vec<String> {
    let texts = svg.split("<text ").skip(1).filter_map(|text| text.split_once("</text>")).map(|(text, _)| text);
    let spans = |text: &str| text.split("<tspan").skip(1).filter_map(shown).collect::<String>();
    texts.map(spans).map(|line| line.replace("&#x27;", "'").replace("&gt;", ">")).collect()
}

/// What a piece of a picture shows: the text after its opening mark.
fn shown(span: &str) -> Option<&str> {
    let (_, text) = span.split_once('>')?;
    text.strip_suffix("</tspan>")
}

#[test]
fn the_picture_shows_what_the_console_says() {
    const PROMPT: &str = "you> ";
    let picture = lines_of(&std::fs::read_to_string(project("docs/console.svg")).unwrap());
    let typed: Vec<&str> = picture.iter().filter_map(|line| line.strip_prefix(PROMPT)).collect();
    assert!(typed.len() > 1, "{picture:?}");
    let said = picture.iter().skip_while(|line| !line.starts_with(PROMPT)).filter(|line| !line.starts_with(PROMPT));
    let said: Vec<&str> = said.flat_map(|line| line.split_whitespace()).collect();
    let piped = Askwell::new().stdin(typed.join("\n")).run().fine().stdout.replace("**", "");
    assert_eq!(said, piped.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn what_is_left_out_may_be_anything_and_the_rest_may_not() {
    let written = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    for (text, lines, expected) in [
        ("a\n…\nz", vec!["a", "b", "z"], true),
        ("a\n…\nz", vec!["a", "z"], true),
        ("…", vec!["a"], true),
        ("a b…", vec!["a bc"], true),
        ("a\nb", vec!["a"], false),
        ("a", vec!["a", "b"], false),
        ("a\n…\nz", vec!["a", "b"], false),
    ] {
        assert_eq!(fits(&written(text), &lines), expected, "{text:?} {lines:?}");
    }
}

#[test]
fn blocks_and_quotes_are_read_as_they_are_meant() {
    let text = "```console\n$ askwell ask \"a b\"\nout\n\n$ askwell config\n```\n```text\n$ rm\n```\n";
    let found = examples("x", text);
    assert_eq!(found.iter().map(|example| example.place.as_str()).collect::<Vec<_>>(), ["x:2", "x:5"]);
    assert_eq!(words("ask \"a b\" 'c \"d\"'"), ["ask", "a b", "c \"d\""]);
}
