//! What is still missing for the bot to do its work, and what to click for it.

use super::super::options::Options;
use super::super::rest::{Failure, Rest};
use super::super::{Error, STAFF_CHANNEL};
use super::objects::Channel;
use super::permissions::{NEEDED, Needed, Permissions};
use super::server::Servers;
use super::{account, application};
use crate::config::DiscordSettings;
use crate::platform::conduct::Finding;

const TOKEN: &str = "discord.token";
const INTENT: &str = "Message Content Intent";
const APPLICATIONS: &str = "https://discord.com/developers/applications";
const SERVERS: &str = "discord.servers";
const CHANNELS: &str = "discord.channels";
const FALLBACK: &str = "discord.staff_channel_fallback";
const PING: &str = "discord.staff_ping";
const MODERATORS: &str = "discord.moderator_roles";
const INVITE: &str = "open the link that `askwell discord invite` prints and choose the server";

/// Looks at the token, the intent, and every server, channel and role that the settings name.
///
/// # Errors
/// Settings that cannot be used. What Discord says is a finding.
pub async fn check(settings: &DiscordSettings) -> Result<Vec<Finding>, Error> {
    let options = Options::new(settings)?;
    let rest = options.rest()?;
    let mut found = Vec::new();
    let Some(bot) = token_and_intent(&rest, &mut found).await else { return Ok(found) };
    let mut look = Look { settings, servers: Servers::new(&rest, bot), rest: &rest, found };
    look.servers().await;
    look.channels().await;
    look.roles();
    Ok(look.found)
}

/// The bot's account, if the token is accepted.
async fn token_and_intent(rest: &Rest, found: &mut Vec<Finding>) -> Option<u64> {
    let looked = async { Ok::<_, Failure>((account(rest).await?, application(rest).await?)) };
    let (account, application) = match looked.await {
        Ok(known) => known,
        Err(Failure::Unauthorized) => {
            let todo = format!("copy it again: {APPLICATIONS}, the application, \"Bot\", \"Reset Token\"");
            found.push(Finding::bad(TOKEN, "Discord does not accept it", todo));
            return None;
        }
        Err(failure) => {
            let todo = "see that this machine reaches https://discord.com, then try again";
            found.push(Finding::bad(TOKEN, format!("it could not be tried: {failure}"), todo));
            return None;
        }
    };
    found.push(Finding::good(TOKEN, format!("accepted, for account {account}")));
    found.push(match application.may_read_text() {
        Some(true) => Finding::good(INTENT, "switched on"),
        Some(false) => Finding::bad(
            INTENT,
            "switched off: the bot hears only mentions and direct messages, and checks nothing else for danger",
            format!("{APPLICATIONS}, the application, \"Bot\", switch on \"Message Content Intent\""),
        ),
        None => Finding::unknown(INTENT, "Discord does not tell; if it is switched off, the log says so at the start"),
    });
    Some(account)
}

/// A look at what the settings name.
struct Look<'a> {
    settings: &'a DiscordSettings,
    rest: &'a Rest,
    servers: Servers<'a>,
    found: Vec<Finding>,
}

/// What a channel is for.
#[derive(Clone, Copy, PartialEq)]
enum Use {
    Questions,
    Staff,
}

impl Look<'_> {
    async fn servers(&mut self) {
        if self.settings.servers.is_empty() {
            let said = if self.settings.channels.is_empty() {
                "none set, and no channels either: the bot answers mentions in every server, and never leaves one"
            } else {
                "none set: the clinic's own servers are those of discord.channels"
            };
            self.found.push(Finding::unknown(SERVERS, said));
        }
        for text in &self.settings.servers {
            let subject = format!("{SERVERS}: {text}");
            let finding = match self.servers.get(id(text)).await {
                Ok(Some(_)) => Finding::good(subject, "the bot is a member"),
                Ok(None) => {
                    Finding::bad(subject, "the bot is not in this server, or there is none with this id", INVITE)
                }
                Err(failure) => unasked(subject, &failure),
            };
            self.found.push(finding);
        }
    }

    async fn channels(&mut self) {
        if self.settings.channels.is_empty() {
            let said = "none set: the bot answers only mentions and direct messages, until moderators enable a channel";
            self.found.push(Finding::unknown(CHANNELS, said));
        }
        let settings = self.settings;
        let questions = settings.channels.iter().map(|text| (CHANNELS, text, Use::Questions));
        let staff = settings.staff_channel.iter().map(|text| (STAFF_CHANNEL, text, Use::Staff));
        let fallback = settings.staff_channel_fallback.iter().map(|text| (FALLBACK, text, Use::Staff));
        for (key, text, used) in questions.chain(staff).chain(fallback) {
            let subject = format!("{key}: {text}");
            let finding = self.channel(subject.clone(), id(text), used).await;
            self.found.push(finding.unwrap_or_else(|failure| unasked(subject, &failure)));
        }
        if settings.staff_channel.is_none() {
            self.found.push(Finding::unknown(STAFF_CHANNEL, "not set: nobody is told of an emergency or a crisis"));
        }
    }

    async fn channel(&mut self, subject: String, id: u64, used: Use) -> Result<Finding, Failure> {
        let channel: Channel = match self.rest.look(&format!("/channels/{id}")).await {
            Ok(channel) => channel,
            Err(Failure::Refused { .. }) => {
                let todo = "see that the id is right (right-click the channel, \"Copy Channel ID\"); if it is, open the \
                            channel's settings, \"Permissions\", add the bot's role and allow \"View Channel\"";
                return Ok(Finding::bad(subject, "the bot cannot see it", todo));
            }
            Err(failure) => return Err(failure),
        };
        if channel.is_category() {
            return Ok(Finding::bad(subject, "this is a category", "name the channels in it instead"));
        }
        let named = &self.settings.servers;
        if !named.is_empty() && !named.iter().any(|text| self::id(text) == channel.guild_id) {
            let said = format!("it belongs to server {}, which {SERVERS} does not name", channel.guild_id);
            return Ok(Finding::bad(subject, said, format!("add the server to {SERVERS}, or take the channel out")));
        }
        let home: Option<Channel> = if channel.is_thread() {
            Some(self.rest.look(&format!("/channels/{}", channel.parent_id)).await?)
        } else {
            None
        };
        let Some(standing) = self.servers.get(channel.guild_id).await? else {
            return Ok(Finding::bad(subject, "the bot is not in its server", INVITE));
        };
        let may = standing.may(home.as_ref().unwrap_or(&channel));
        let missing: Vec<&str> = NEEDED
            .iter()
            .filter(|needed| is_needed(needed, &channel, used))
            .filter(|needed| !may.has(needed.permission))
            .map(|needed| needed.name)
            .collect();
        if !missing.is_empty() {
            let missing = missing.join(", ");
            let todo =
                format!("open the channel's settings, \"Permissions\", choose the bot's role and allow: {missing}");
            return Ok(Finding::bad(subject, format!("the bot lacks: {missing}"), todo));
        }
        if used == Use::Staff
            && let Some(trouble) = self.silent_ping(may)
        {
            return Ok(Finding { subject, ..trouble });
        }
        Ok(Finding::good(subject, "the bot has every permission that it needs here"))
    }

    /// The role that is to be told of alerts cannot be mentioned by everybody, nor by the bot.
    fn silent_ping(&self, may: Permissions) -> Option<Finding> {
        let ping = id(self.settings.staff_ping.as_ref()?);
        let role = self.servers.all().flat_map(|server| &server.roles).find(|role| role.id == ping)?;
        (!role.mentionable && !may.has(Permissions::MENTION_EVERYONE)).then(|| {
            Finding::bad(
                PING,
                format!("alerts arrive here, but the role {ping} is not notified"),
                "in the server's settings, \"Roles\", the role: switch on \"Allow anyone to @mention this role\"; or allow \
                 the bot \"Mention @everyone, @here, and All Roles\" in this channel",
            )
        })
    }

    fn roles(&mut self) {
        let settings = self.settings;
        let ping = settings.staff_ping.iter().map(|text| (PING, text));
        let moderators = settings.moderator_roles.iter().map(|text| (MODERATORS, text));
        for (key, text) in ping.chain(moderators) {
            let subject = format!("{key}: {text}");
            let known = self.servers.all().count() > 0;
            let exists = self.servers.all().any(|server| server.roles.iter().any(|role| role.id == id(text)));
            self.found.push(if exists {
                Finding::good(subject, "the role exists")
            } else if known {
                let todo = "in the server's settings, \"Roles\", right-click the role and \"Copy Role ID\"";
                Finding::bad(subject, "no server that was looked at has this role", todo)
            } else {
                Finding::unknown(subject, format!("there is no server to look for it: set {SERVERS}"))
            });
        }
    }
}

/// Threads and forums take messages in threads only; staff are told in a plain text.
fn is_needed(needed: &Needed, channel: &Channel, used: Use) -> bool {
    let permission = needed.permission;
    let in_threads_only = channel.is_thread() || channel.holds_threads_only();
    match used {
        _ if permission == Permissions::SEND_MESSAGES => !in_threads_only,
        Use::Questions => true,
        Use::Staff if permission == Permissions::SEND_MESSAGES_IN_THREADS => in_threads_only,
        Use::Staff => permission == Permissions::VIEW_CHANNEL,
    }
}

/// The number in a setting; 0, which is nobody's, where it is none.
fn id(text: impl AsRef<str>) -> u64 {
    text.as_ref().trim().parse().unwrap_or_default()
}

fn unasked(subject: String, failure: &Failure) -> Finding {
    Finding::bad(subject, format!("Discord could not be asked: {failure}"), "try again in a minute")
}
