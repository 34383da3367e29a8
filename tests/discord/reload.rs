//! Documents that are edited while the program serves Discord.

use crate::discord::program::Program;
use crate::discord::stand_in::{BOT, Said, StandIn};
use crate::discord::{ANNA, CLINIC, ENABLED, clinic};

fn faq(answer: &str) -> String {
    format!("[[entries]]\nid = \"parking\"\nquestion = \"Where can I park?\"\nanswer = \"{answer}\"\n")
}

async fn answer(discord: &StandIn) -> String {
    let id = discord.say(&Said::new(CLINIC, ENABLED, ANNA, &format!("<@{BOT}> where can i park?")));
    discord.reply_to(id).await.body["embeds"][0]["description"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_is_in_force_without_a_restart_and_a_broken_one_is_not() {
    let discord = StandIn::start(vec![clinic()]).await;
    let home = tempfile::tempdir().unwrap();
    let (folder, file) = (home.path().to_str().unwrap(), home.path().join("faq.toml"));
    std::fs::write(&file, faq("In the yard.")).unwrap();
    let program = Program::start_with(&discord, &["--faq", folder], &[("CHANNELS", &ENABLED.to_string())]);
    discord.until_connected(1).await;
    assert_eq!(answer(&discord).await, "In the yard.");

    std::fs::write(&file, faq("In the street.")).unwrap();
    program.until_log("The new FAQ is in force: 1 entry, pack").await;
    assert_eq!(answer(&discord).await, "In the street.");

    std::fs::write(&file, faq("Roof.").replace("question =", "qestion =")).unwrap();
    program.until_log("stays in force: 1 entry, pack").await;
    let log = program.log();
    assert!(log.contains("did you mean `question`?") && log.contains("╭─["), "{log}");
    assert_eq!(answer(&discord).await, "In the street.");

    std::fs::write(&file, faq("On the roof.")).unwrap();
    program.until_lines("The new FAQ is in force", 2).await;
    assert_eq!(answer(&discord).await, "On the roof.");
    assert_eq!(program.log().matches("cannot be used").count(), 1, "told once: {}", program.log());
    program.stop_cleanly(&discord, &["where can i park"]).await;
}
