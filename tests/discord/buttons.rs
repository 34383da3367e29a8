//! What people can press under a reply, and what they can send as a command.

use crate::discord::stand_in::{Posted, StandIn, Trouble, Used};
use crate::discord::{
    ANNA, BEN, CLINIC, CRISIS, DIRECT, DRIVING, ENABLED, FOREIGN, FOREIGN_CHANNEL, OTHER, STAFF, THREAD,
};
use crate::discord::{Guild, Program, Said, clinic, connected, here, settle};
use serde_json::{Value, json};

/// The labels of all buttons of a message as it stands now.
fn labels(discord: &StandIn, message: u64) -> Vec<String> {
    let rows = discord.set(|state| state.messages[&message].1["components"].clone());
    let all = rows.as_array().into_iter().flatten().flat_map(|row| row["components"].as_array().unwrap().clone());
    all.map(|button| button["label"].as_str().unwrap().to_owned()).collect()
}

/// A message of the bot's as it stands now.
fn stands(discord: &StandIn, message: u64) -> Posted {
    let body = discord.set(|state| state.messages[&message].1.clone());
    Posted { channel: 0, reply_to: 0, id: message, body, at: std::time::Instant::now() }
}

/// A message that could mean several things.
const EITHER: &str = "how many sessions do i need and how quickly does it work?";
/// With these, nothing is so certain that it is answered.
const UNSURE: [&str; 2] = ["ASKWELL__MATCH__ANSWER", "ASKWELL__MATCH__AMBIENT"];

async fn registered(discord: &StandIn) {
    discord.until("commands are registered", |state| (state.registrations > 0).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_can_be_praised_once_and_only_by_whoever_asked() {
    let (discord, program) = connected().await;
    let id = discord.say(&here(ANNA, "can i drive home afterwards?"));
    let reply = discord.reply_to(id).await;
    let before = labels(&discord, reply.id);
    assert!(before.ends_with(&["Helpful".into(), "Not my question".into(), "Remove".into()]), "{before:?}");
    let other = discord.answer_to(discord.press(reply.id, "Helpful", BEN, &[])).await;
    assert!(other.private && other.posted().text().contains("Only whoever asked"), "{other:?}");
    assert_eq!(labels(&discord, reply.id), before, "nothing changes for a stranger's press");
    let own = discord.answer_to(discord.press(reply.id, "Helpful", ANNA, &[])).await;
    assert_eq!(own.response, Some(7));
    let after = labels(&discord, reply.id);
    assert!(after.contains(&"Thank you".to_owned()) && !after.contains(&"Helpful".to_owned()), "{after:?}");
    assert_eq!(stands(&discord, reply.id).titles(), [DRIVING], "the answer stays");
    program.stop_cleanly(&discord, &["drive home", "interaction-token"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_another_question_is_withdrawn_for_others() {
    let (discord, program) = connected().await;
    let id = discord.say(&here(ANNA, "can i drive home afterwards?"));
    let reply = discord.reply_to(id).await;
    discord.answer_to(discord.press(reply.id, "Not my question", ANNA, &[])).await;
    let withdrawn = stands(&discord, reply.id);
    assert!(withdrawn.text().contains("not to your question") && withdrawn.titles().is_empty(), "{withdrawn:?}");
    let offered = labels(&discord, reply.id);
    assert!(offered.len() > 1 && !offered.contains(&DRIVING.to_owned()), "{offered:?}");
    let stranger = discord.answer_to(discord.press(reply.id, &offered[0], BEN, &[])).await;
    assert!(stranger.private);
    discord.answer_to(discord.press(reply.id, &offered[0], ANNA, &[])).await;
    let picked = stands(&discord, reply.id).text();
    assert!(picked.contains(&offered[0]) && !picked.contains("not to your question"), "{picked}");
    program.stop_cleanly(&discord, &["drive home", "interaction-token"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asked_can_take_the_reply_away() {
    let (discord, program) = connected().await;
    let id = discord.say(&here(ANNA, "can i drive home afterwards?"));
    let reply = discord.reply_to(id).await;
    discord.answer_to(discord.press(reply.id, "Remove", BEN, &[])).await;
    assert!(discord.set(|state| state.deleted.is_empty()), "not for a stranger");
    discord.press(reply.id, "Remove", ANNA, &[]);
    discord.until("the reply is gone", |state| state.deleted.contains(&reply.id).then_some(())).await;
    program.stop_cleanly(&discord, &["drive home"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn did_you_mean_is_picked_from() {
    let discord = StandIn::start(vec![clinic()]).await;
    let program = Program::start_in(&discord, &[], &UNSURE.map(|setting| (setting.to_owned(), "1")));
    discord.until_connected(1).await;
    let id = discord.say(&Said::directly(DIRECT, ANNA, EITHER));
    let reply = discord.reply_to(id).await;
    assert!(reply.text().contains("Did you mean"), "{reply:?}");
    let offered = labels(&discord, reply.id);
    assert!(offered.len() > 2, "{offered:?}");
    let picked = discord.answer_to(discord.press(reply.id, &offered[1], ANNA, &[])).await;
    assert_eq!((picked.response, stands(&discord, reply.id).titles()), (Some(7), vec![offered[1].clone()]));
    program.stop_cleanly(&discord, &[EITHER]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ask_answers_whoever_asked_and_shows_it_where_the_bot_is_enabled() {
    let (discord, program) = connected().await;
    registered(&discord).await;
    let question = json!("can i drive home afterwards?");
    for (channel, options, private) in [
        (ENABLED, vec![("question", question.clone())], false),
        (ENABLED, vec![("question", question.clone()), ("private", json!(true))], true),
        (THREAD, vec![("question", question.clone())], false),
        (OTHER, vec![("question", question.clone())], true),
    ] {
        let id = discord.uses(Used::command(CLINIC, channel, ANNA, "ask", &options));
        let answer = discord.answer_to(id).await;
        assert_eq!((answer.posted().titles(), answer.private), (vec![DRIVING.to_owned()], private), "{channel}");
        let has_remove = answer.shown["components"].to_string().contains("Remove");
        assert_eq!(has_remove, !private, "what only one person sees need not be removed");
    }
    let id = discord.uses(Used::command(CLINIC, DIRECT, ANNA, "ask", &[("question", question)]).directly());
    assert_eq!(discord.answer_to(id).await.posted().titles(), [DRIVING]);
    program.stop_cleanly(&discord, &["drive home", "interaction-token"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn danger_in_a_command_is_met_and_staff_are_told_who_where_no_link_leads() {
    let discord = StandIn::start(vec![clinic()]).await;
    let settings = [("CHANNELS", ENABLED.to_string()), ("STAFF_CHANNEL", STAFF.to_string())];
    let settings: Vec<(&str, &str)> = settings.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let program = Program::start(&discord, &settings);
    discord.until_connected(1).await;
    registered(&discord).await;
    let options = [("question", json!(CRISIS)), ("private", json!(true))];
    let id = discord.uses(Used::command(CLINIC, ENABLED, ANNA, "ask", &options));
    let answer = discord.answer_to(id).await;
    assert!(answer.private && answer.posted().text().contains("988"), "{answer:?}");
    assert_eq!(answer.shown["components"], json!([]), "nothing to press beside the numbers");
    let alert = discord.until("an alert", |state| state.posts_in(STAFF).first().cloned()).await;
    assert!(alert.text().contains("5001") && !alert.text().contains("kill"), "{}", alert.text());
    program.stop_cleanly(&discord, &["kill myself"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_are_completed_and_shown() {
    let (discord, program) = connected().await;
    registered(&discord).await;
    let used = |typed: &str| Used::command(CLINIC, ENABLED, ANNA, "faq topic", &[("topic", json!(typed))]);
    let choices = |shown: &Value| -> Vec<String> {
        let choices = shown["choices"].as_array().unwrap();
        choices.iter().map(|choice| choice["name"].as_str().unwrap().to_owned()).collect()
    };
    let all = discord.answer_to(discord.uses(used("").typing("topic"))).await;
    assert_eq!(choices(&all.shown).len(), 25, "as many as Discord takes");
    let typed = discord.answer_to(discord.uses(used("driv").typing("topic"))).await;
    assert_eq!(choices(&typed.shown)[0], DRIVING);
    let meant = discord.answer_to(discord.uses(used("can someone pick me up by car").typing("topic"))).await;
    assert!(choices(&meant.shown).contains(&DRIVING.to_owned()), "{:?}", meant.shown);
    let shown = discord.answer_to(discord.uses(used("driving"))).await;
    assert_eq!((shown.posted().titles(), shown.private), (vec![DRIVING.to_owned()], false));
    let danger = discord.answer_to(discord.uses(used(CRISIS))).await;
    assert!(danger.posted().text().contains("988"), "what is typed instead of chosen is a question like any other");
    program.stop_cleanly(&discord, &["kill myself"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn members_can_read_what_the_bot_reads_and_keeps() {
    let (discord, program) = connected().await;
    registered(&discord).await;
    let id = discord.uses(Used::command(CLINIC, ENABLED, ANNA, "faq about", &[]));
    let about = discord.answer_to(id).await;
    let text = about.posted().text();
    assert!(about.private, "{text}");
    for part in ["automated", "every message", "not stored"] {
        assert!(text.contains(part), "no {part:?} in {text}");
    }
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_can_be_answered_from_its_menu() {
    let (discord, program) = connected().await;
    registered(&discord).await;
    let sure = discord.say(&Said::new(CLINIC, OTHER, ANNA, "can i drive home afterwards?"));
    let here_too = discord.say(&here(ANNA, "whatever, nothing to ask"));
    let uses = |message: u64| {
        let used = discord.set(|state| state.on_message("Answer from FAQ", message, BEN, &[]));
        discord.uses(used)
    };
    let elsewhere = discord.answer_to(uses(sure)).await;
    assert_eq!((elsewhere.posted().titles(), elsewhere.private), (vec![DRIVING.to_owned()], true));
    let nothing = discord.answer_to(uses(here_too)).await;
    assert!(nothing.private, "what is no answer only whoever asked for it sees");
    let crisis = discord.say(&Said::new(CLINIC, ENABLED, ANNA, "so tired of the weather"));
    discord.edit(crisis, CRISIS);
    let met = discord.answer_to(uses(crisis)).await;
    assert!(!met.private && met.posted().text().contains("988"), "{met:?}");
    assert_eq!(met.posted().pinged(), ["5001"], "its author, and not whoever asked for the reply");
    program.stop_cleanly(&discord, &["drive home", "kill myself"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interaction_that_comes_twice_is_dealt_with_once() {
    let (discord, program) = connected().await;
    registered(&discord).await;
    let id = discord.uses(Used::command(CLINIC, ENABLED, ANNA, "ask", &[("question", json!("can i drive?"))]));
    discord.set(|state| state.repeat_interaction(id));
    discord.answer_to(id).await;
    settle(&discord, ENABLED).await;
    // A second response would be a complaint.
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_server_that_is_not_the_clinics_commands_say_so() {
    let discord = StandIn::start(vec![clinic(), Guild::new(FOREIGN, &[FOREIGN_CHANNEL])]).await;
    let program = Program::start(&discord, &[("SERVERS", &CLINIC.to_string()), ("CHANNELS", &ENABLED.to_string())]);
    discord.until_connected(1).await;
    registered(&discord).await;
    let id = discord.uses(Used::command(FOREIGN, FOREIGN_CHANNEL, ANNA, "ask", &[("question", json!("can i drive?"))]));
    let answer = discord.answer_to(id).await;
    assert!(answer.private && answer.posted().titles().is_empty(), "{answer:?}");
    program.stop_cleanly(&discord, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_are_registered_where_the_settings_say() {
    for (setting, everywhere, in_the_clinic) in [("global", 3, 0), ("off", 0, 0), ("1001", 0, 3)] {
        let discord = StandIn::start(vec![clinic()]).await;
        let program = Program::start(&discord, &[("COMMANDS", setting), ("SERVERS", &CLINIC.to_string())]);
        program.until_log("commands are registered").await;
        let count = |guild| discord.set(|state| state.commands.get(&guild).map_or(0, Vec::len));
        assert_eq!((count(None) >= everywhere, count(None) == 0), (true, everywhere == 0), "{setting}");
        assert_eq!((count(Some(CLINIC)) >= in_the_clinic, count(Some(CLINIC)) == 0), (true, in_the_clinic == 0));
        program.stop_cleanly(&discord, &[]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn related_topics_are_shown_to_whoever_presses() {
    let (discord, program) = connected().await;
    let id = discord.say(&here(ANNA, "can i drive home afterwards?"));
    let reply = discord.reply_to(id).await;
    let related = labels(&discord, reply.id)[0].clone();
    let shown = discord.answer_to(discord.press(reply.id, &related, BEN, &[])).await;
    assert!(shown.private, "{shown:?}");
    assert_eq!(shown.posted().titles(), [related]);
    assert_eq!(stands(&discord, reply.id).titles(), [DRIVING], "the reply itself stays");
    program.stop_cleanly(&discord, &["drive home"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_response_whose_way_was_lost_is_tried_again_in_time() {
    for trouble in [Trouble::Hang, Trouble::Refuse(500, 0), Trouble::TooMany(0.1), Trouble::PostAndFail] {
        let (discord, program) = connected().await;
        registered(&discord).await;
        discord.set(|state| state.callback_troubles.push_back(trouble));
        let id = discord.uses(Used::command(CLINIC, ENABLED, ANNA, "ask", &[("question", json!("can i drive?"))]));
        assert_eq!(discord.answer_to(id).await.posted().titles(), [DRIVING]);
        program.stop_cleanly(&discord, &[]).await;
    }
}
