//! Documents that are edited while the bot serves.

use askwell::bot::Bot;
use askwell::config::{Settings, Sources};
use askwell::document::Source;
use askwell::message::{Block, Incoming, Mode, Platform};
use askwell::reload::{News, Reloader, Safety, Snapshot, watch};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Nothing here is timed; this only ends a test that would wait for ever.
const PATIENCE: Duration = Duration::from_secs(60);

fn faq(answer: &str) -> String {
    format!("[[entries]]\nid = \"parking\"\nquestion = \"Where can I park?\"\nanswer = \"{answer}\"\n")
}

const SECOND: &str =
    "[[entries]]\nid = \"eating\"\nquestion = \"Can I eat before I come?\"\nanswer = \"A light meal.\"\n";

fn settings() -> Settings {
    Sources::default().load().unwrap().settings
}

fn started(folder: &Path) -> Reloader {
    Reloader::start(folder, settings()).unwrap_or_else(|found| panic!("{found}")).0
}

fn said(bot: &Bot, text: &str) -> Option<String> {
    let incoming = Incoming::new(Platform::Console, "c", "a", text, Mode::Direct);
    bot.answer(&incoming).1?.blocks.into_iter().find_map(|block| match block {
        Block::Answer { answer, .. } => Some(answer),
        Block::Safety(text) => Some(text),
        _ => None,
    })
}

fn parking(bot: &Bot) -> Option<String> {
    said(bot, "where can I park?")
}

/// In short what became of an edit.
fn take(folder: &Path, reloader: &mut Reloader) -> String {
    match reloader.take(&Snapshot::of_folder(folder)) {
        None => "nothing".to_owned(),
        Some(News::InForce { entries, safety, .. }) => format!("{entries} with {safety}"),
        Some(News::Broken { found, entries, .. }) => {
            format!("broken: {}; {entries} stay", found.iter().next().unwrap().message)
        }
    }
}

#[test]
fn each_edit_is_told_once_and_the_last_good_pack_stays() {
    let home = tempfile::tempdir().unwrap();
    let file = |name: &str| home.path().join(name);
    fs::write(file("faq.toml"), faq("Yard.")).unwrap();
    let mut reloader = started(home.path());
    let bot = Arc::clone(reloader.bot());
    assert_eq!(take(home.path(), &mut reloader), "nothing");
    fs::write(file("faq.toml"), faq("Yard.")).unwrap();
    assert_eq!(take(home.path(), &mut reloader), "nothing", "written anew with the same words");

    fs::write(file("faq.toml"), faq("Street.")).unwrap();
    assert_eq!(take(home.path(), &mut reloader), "1 with the built-in safety rules");
    assert_eq!(parking(&bot).as_deref(), Some("Street."));

    fs::write(file("faq.toml"), faq("Roof.").replace("id =", "di =")).unwrap();
    let broken = take(home.path(), &mut reloader);
    assert!(broken.starts_with("broken: ") && broken.ends_with("; 1 stay"), "{broken}");
    assert_eq!(take(home.path(), &mut reloader), "nothing", "broken as before");
    assert_eq!(parking(&bot).as_deref(), Some("Street."));
    fs::write(file("faq.toml"), "title = 7\n").unwrap();
    let other = take(home.path(), &mut reloader);
    assert!(other.starts_with("broken: ") && other != broken, "broken in another way: {other}");
    fs::write(file("faq.toml"), faq("Street.")).unwrap();
    assert_eq!(take(home.path(), &mut reloader), "1 with the built-in safety rules", "mended");

    fs::write(file("more.toml"), SECOND).unwrap();
    assert_eq!(take(home.path(), &mut reloader), "2 with the built-in safety rules");
    fs::remove_file(file("more.toml")).unwrap();
    assert_eq!(take(home.path(), &mut reloader), "1 with the built-in safety rules");
    fs::remove_file(file("faq.toml")).unwrap();
    assert_eq!(
        take(home.path(), &mut reloader),
        "broken: the folder holds no FAQ document (a file that ends in .toml); 1 stay"
    );
    assert_eq!(parking(&bot).as_deref(), Some("Street."));
}

#[test]
fn the_safety_document_is_reloaded_by_the_same_rule() {
    let home = tempfile::tempdir().unwrap();
    let rule = |id: &str, tier: &str, words: &str| {
        format!(
            "[[rules]]\nid = \"{id}\"\ntier = \"{tier}\"\nrationale = \"A test.\"\npatterns = [\"{words}\"]\nfires = [\"{words}\"]\n"
        )
    };
    let safety = home.path().join("safety.toml");
    fs::write(home.path().join("faq.toml"), faq("Yard.")).unwrap();
    let mut reloader = started(home.path());
    let bot = Arc::clone(reloader.bot());
    assert_eq!(said(&bot, "a green banana"), None);
    let crisis = rule("own-crisis", "crisis", "green banana");
    fs::write(&safety, &crisis).unwrap();
    assert!(take(home.path(), &mut reloader).contains("since "), "it lacks emergency rules");
    assert_eq!(said(&bot, "a green banana"), None);
    fs::write(&safety, rule("own-emergency", "emergency", "blue banana") + &crisis).unwrap();
    assert!(take(home.path(), &mut reloader).contains("beside the built-in ones"));
    assert!(said(&bot, "a green banana").is_some());
    fs::write(&safety, "[[rules]]\nid = \"x\"\n").unwrap();
    assert!(take(home.path(), &mut reloader).starts_with("broken: "));
    assert!(said(&bot, "a green banana").is_some(), "the last good rules stay");
    fs::remove_file(&safety).unwrap();
    assert_eq!(take(home.path(), &mut reloader), "1 with the built-in safety rules");
}

fn next(news: &Receiver<News>) -> News {
    news.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("an edit was never noticed"))
}

#[test]
fn a_folder_is_watched_through_renames_and_even_when_it_is_replaced() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("faq");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("faq.toml"), faq("Yard.")).unwrap();
    let reloader = started(&folder);
    let bot = Arc::clone(reloader.bot());
    let (sender, news) = channel();
    let watching = watch(folder.clone(), reloader, move |found| sender.send(found).unwrap_or_default()).unwrap();

    // As many editors save: beside, then over.
    fs::write(folder.join(".faq.toml.swp"), faq("Street.")).unwrap();
    fs::rename(folder.join(".faq.toml.swp"), folder.join("faq.toml")).unwrap();
    assert!(matches!(next(&news), News::InForce { entries: 1, safety: Safety::BuiltIn, .. }));
    assert_eq!(parking(&bot).as_deref(), Some("Street."));

    fs::write(folder.join("faq.toml"), "[[entries]]\nid = \"x\n").unwrap();
    assert!(matches!(next(&news), News::Broken { .. }));

    fs::rename(&folder, home.path().join("gone")).unwrap();
    let News::Broken { found, .. } = next(&news) else { panic!("the folder is gone") };
    assert!(found.to_string().contains("the folder cannot be read"), "{found}");
    assert_eq!(parking(&bot).as_deref(), Some("Street."));

    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("faq.toml"), faq("Roof.")).unwrap();
    loop {
        // The new folder may be seen before its document is.
        if let News::InForce { .. } = next(&news) {
            break;
        }
    }
    assert_eq!(parking(&bot).as_deref(), Some("Roof."));
    fs::write(folder.join("more.toml"), SECOND).unwrap();
    assert!(matches!(next(&news), News::InForce { entries: 2, .. }));
    drop(watching);
    assert!(news.recv_timeout(PATIENCE).is_err(), "the watch ends with its handle");
}

#[test]
fn texts_without_a_folder_are_a_snapshot_too() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("faq.toml"), faq("Yard.")).unwrap();
    let mut reloader = started(home.path());
    let text = |text: &str| Source::new("faq.toml", text);
    let street = Snapshot::of_sources(vec![text(&faq("Street."))], None);
    assert!(matches!(reloader.take(&street), Some(News::InForce { entries: 1, safety: Safety::BuiltIn, .. })));
    assert_eq!(parking(reloader.bot()).as_deref(), Some("Street."));
    assert!(reloader.take(&street).is_none());
    for broken in [Snapshot::of_sources(vec![], None), Snapshot::of_sources(vec![text(SECOND)], Some(text("x = 1\n")))]
    {
        assert!(matches!(reloader.take(&broken), Some(News::Broken { .. })));
    }
    assert_eq!(parking(reloader.bot()).as_deref(), Some("Street."));
}
