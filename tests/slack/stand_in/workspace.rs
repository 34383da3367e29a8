//! The workspace: its channels, people and groups, and who writes.

use super::{APP, BOT, BOT_PROGRAM, TEAM};
use serde_json::{Value, json};

/// A conversation.
#[derive(Clone, Debug)]
pub(crate) struct Channel {
    /// Its id: C… for channels, D… for a direct conversation.
    pub(crate) id: String,
    /// Whether the bot is in it.
    pub(crate) member: bool,
    /// Whether it is archived.
    pub(crate) archived: bool,
    /// Whether only its members see it.
    pub(crate) private: bool,
    /// The other person of a direct conversation.
    pub(crate) with: Option<String>,
}

impl Channel {
    /// A channel that the bot is in.
    pub(crate) fn new(id: &str) -> Self {
        Self { id: id.to_owned(), member: true, archived: false, private: false, with: None }
    }

    /// The direct conversation with a person.
    pub(crate) fn direct(person: &str) -> Self {
        Self { with: Some(person.to_owned()), private: true, ..Self::new(&direct_id(person)) }
    }

    /// The same without the bot in it.
    pub(crate) fn without_bot(mut self) -> Self {
        self.member = false;
        self
    }

    /// What events call its kind.
    pub(super) fn kind(&self) -> &'static str {
        match (&self.with, self.private) {
            (Some(_), _) => "im",
            (None, true) => "group",
            (None, false) => "channel",
        }
    }

    /// What scopes call its kind.
    pub(super) fn family(&self) -> &'static str {
        match self.kind() {
            "im" => "im",
            "group" => "groups",
            _ => "channels",
        }
    }

    /// As `conversations.info` shows it.
    pub(super) fn object(&self) -> Value {
        if let Some(person) = &self.with {
            return json!({
                "id": self.id, "created": 1_600_000_000, "is_im": true, "is_org_shared": false, "user": person,
                "is_archived": false, "is_open": true, "priority": 0, "context_team_id": TEAM, "last_read": "0000000000.000000",
            });
        }
        json!({
            "id": self.id, "name": self.id.to_lowercase(), "name_normalized": self.id.to_lowercase(), "is_channel": true,
            "is_group": false, "is_im": false, "is_mpim": false, "is_private": self.private, "created": 1_600_000_000,
            "is_archived": self.archived, "is_general": false, "unlinked": 0, "is_shared": false, "is_org_shared": false,
            "is_pending_ext_shared": false, "pending_shared": [], "context_team_id": TEAM, "updated": 1_600_000_000_000_u64,
            "creator": "U0FOUNDER", "is_ext_shared": false, "shared_team_ids": [TEAM], "pending_connected_team_ids": [],
            "is_member": self.member, "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0}, "previous_names": [],
        })
    }
}

/// The id of the direct conversation with a person.
pub(crate) fn direct_id(person: &str) -> String {
    format!("D{}", person.trim_start_matches('U'))
}

/// A workspace.
#[derive(Clone, Debug)]
pub(crate) struct Workspace {
    /// Its conversations.
    pub(crate) channels: Vec<Channel>,
    /// People who administer it.
    pub(crate) admins: Vec<String>,
    /// User groups and their members.
    pub(crate) groups: Vec<(String, Vec<String>)>,
    /// The one group that may be called, and the channels in which it may be.
    pub(crate) may_be_called: Option<(String, Vec<String>)>,
}

impl Workspace {
    /// A workspace with these channels, the bot in all of them.
    pub(crate) fn new(channels: &[&str]) -> Self {
        let channels = channels.iter().map(|id| Channel::new(id)).collect();
        Self { channels, admins: Vec::new(), groups: Vec::new(), may_be_called: None }
    }

    /// Adds a channel.
    pub(crate) fn channel(mut self, channel: Channel) -> Self {
        self.channels.push(channel);
        self
    }

    /// Makes somebody an administrator.
    pub(crate) fn admin(mut self, person: &str) -> Self {
        self.admins.push(person.to_owned());
        self
    }

    /// Adds a user group.
    pub(crate) fn group(mut self, id: &str, members: &[&str]) -> Self {
        self.groups.push((id.to_owned(), members.iter().map(|id| (*id).to_owned()).collect()));
        self
    }

    /// Lets the bot call a group in these channels.
    pub(crate) fn may_call(mut self, group: &str, channels: &[&str]) -> Self {
        self.may_be_called = Some((group.to_owned(), channels.iter().map(|id| (*id).to_owned()).collect()));
        self
    }
}

/// Who writes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Author {
    /// A person.
    Person(&'static str),
    /// Another app's bot, which is a member too.
    OtherBot(&'static str),
    /// An integration of the old kind, or a workflow: only a program, no member.
    Program(&'static str),
    /// The bot under test.
    TheBot,
}

impl Author {
    /// Puts into a message who wrote it, as Slack does.
    pub(super) fn sign(self, message: &mut Value) {
        match self {
            Self::Person(id) => message["user"] = json!(id),
            Self::OtherBot(id) => {
                message["user"] = json!(id);
                message["bot_id"] = json!(id.replacen('U', "B", 1));
                message["app_id"] = json!("A0OTHER");
                message["bot_profile"] = json!({"id": id.replacen('U', "B", 1), "app_id": "A0OTHER", "name": "Other"});
            }
            Self::Program(id) => {
                message["subtype"] = json!("bot_message");
                message["bot_id"] = json!(id);
                message["username"] = json!("A workflow");
            }
            Self::TheBot => {
                message["user"] = json!(BOT);
                message["bot_id"] = json!(BOT_PROGRAM);
                message["app_id"] = json!(APP);
                message["bot_profile"] = json!({"id": BOT_PROGRAM, "app_id": APP, "name": "Askwell", "team_id": TEAM});
            }
        }
    }
}

/// A person's account, as `users.info` shows it.
pub(super) fn user_object(id: &str, admin: bool) -> Value {
    json!({
        "id": id, "team_id": TEAM, "name": id.to_lowercase(), "deleted": false, "color": "9f69e7", "real_name": "Somebody",
        "tz": "Europe/Vienna", "tz_label": "Central European Time", "tz_offset": 3_600,
        "profile": {"real_name": "Somebody", "display_name": "somebody", "team": TEAM},
        "is_admin": admin, "is_owner": false, "is_primary_owner": false, "is_restricted": false,
        "is_ultra_restricted": false, "is_bot": id == BOT, "is_app_user": false, "updated": 1_600_000_000,
        "is_email_confirmed": true, "who_can_share_contact_card": "EVERYONE",
    })
}
