//! What an account may do in a channel, computed as Discord documents it.

use std::fmt;
use std::ops::BitOr;

/// A set of permissions, as Discord's bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Permissions(pub(super) u64);

impl Permissions {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ALL: Self = Self(u64::MAX);
    pub(super) const ADMINISTRATOR: Self = Self(1 << 3);
    pub(super) const VIEW_CHANNEL: Self = Self(1 << 10);
    pub(super) const SEND_MESSAGES: Self = Self(1 << 11);
    pub(super) const EMBED_LINKS: Self = Self(1 << 14);
    pub(super) const READ_MESSAGE_HISTORY: Self = Self(1 << 16);
    pub(super) const MENTION_EVERYONE: Self = Self(1 << 17);
    pub(super) const SEND_MESSAGES_IN_THREADS: Self = Self(1 << 38);

    /// Whether all of these are in it.
    pub(super) fn has(self, wanted: Self) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    fn without(self, denied: Self) -> Self {
        Self(self.0 & !denied.0)
    }
}

impl BitOr for Permissions {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl fmt::Display for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A permission that the bot needs, as Discord's pages call it, and what for.
pub(super) struct Needed {
    pub(super) permission: Permissions,
    pub(super) name: &'static str,
    pub(super) why: &'static str,
}

/// The least that lets the bot do its work.
pub(super) const NEEDED: [Needed; 5] = [
    Needed { permission: Permissions::VIEW_CHANNEL, name: "View Channels", why: "to hear questions" },
    Needed { permission: Permissions::SEND_MESSAGES, name: "Send Messages", why: "to answer" },
    Needed {
        permission: Permissions::SEND_MESSAGES_IN_THREADS,
        name: "Send Messages in Threads",
        why: "to answer in threads and forum posts",
    },
    Needed {
        permission: Permissions::EMBED_LINKS,
        name: "Embed Links",
        why: "to show question, answer and disclaimer in a frame",
    },
    Needed {
        permission: Permissions::READ_MESSAGE_HISTORY,
        name: "Read Message History",
        why: "to attach an answer to the message that asked",
    },
];

/// Together.
pub(super) fn needed() -> Permissions {
    NEEDED.iter().fold(Permissions::NONE, |all, needed| all | needed.permission)
}

/// Whom a channel's exception is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    Role(u64),
    Member(u64),
}

/// An exception that a channel makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Overwrite {
    pub(super) whom: Whom,
    pub(super) allow: Permissions,
    pub(super) deny: Permissions,
}

/// A member as far as permissions go.
pub(super) struct Member<'a> {
    pub(super) id: u64,
    /// Whether the server is theirs.
    pub(super) owns: bool,
    /// The server, whose id is that of the role that everybody has.
    pub(super) server: u64,
    /// Their other roles.
    pub(super) roles: &'a [u64],
}

/// What a member may do in a channel. `roles` are the server's with their permissions.
pub(super) fn effective(member: &Member<'_>, roles: &[(u64, Permissions)], overwrites: &[Overwrite]) -> Permissions {
    let base = roles
        .iter()
        .filter(|(id, _)| *id == member.server || member.roles.contains(id))
        .fold(Permissions::NONE, |all, (_, permissions)| all | *permissions);
    if member.owns || base.has(Permissions::ADMINISTRATOR) {
        return Permissions::ALL;
    }
    let of_role = |wanted: &dyn Fn(u64) -> bool| sum(overwrites, |whom| matches!(whom, Whom::Role(id) if wanted(id)));
    let layers = [
        of_role(&|id| id == member.server),
        of_role(&|id| id != member.server && member.roles.contains(&id)),
        sum(overwrites, |whom| whom == Whom::Member(member.id)),
    ];
    let allowed = layers.into_iter().fold(base, |all, (allow, deny)| all.without(deny) | allow);
    // What needs another permission is worth nothing without it.
    if !allowed.has(Permissions::VIEW_CHANNEL) {
        Permissions::NONE
    } else if allowed.has(Permissions::SEND_MESSAGES) || allowed.has(Permissions::SEND_MESSAGES_IN_THREADS) {
        allowed
    } else {
        allowed.without(Permissions::EMBED_LINKS | Permissions::MENTION_EVERYONE)
    }
}

/// All that some exceptions allow, and all that they deny.
fn sum(overwrites: &[Overwrite], counts: impl Fn(Whom) -> bool) -> (Permissions, Permissions) {
    overwrites
        .iter()
        .filter(|overwrite| counts(overwrite.whom))
        .fold((Permissions::NONE, Permissions::NONE), |(allow, deny), one| (allow | one.allow, deny | one.deny))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: u64 = 1;
    const BOT: u64 = 9;
    const A: u64 = 21;
    const B: u64 = 22;
    const VIEW: Permissions = Permissions::VIEW_CHANNEL;
    const SEND: Permissions = Permissions::SEND_MESSAGES;
    const EMBED: Permissions = Permissions::EMBED_LINKS;

    fn role(id: u64, allow: Permissions, deny: Permissions) -> Overwrite {
        Overwrite { whom: Whom::Role(id), allow, deny }
    }

    fn own(allow: Permissions, deny: Permissions) -> Overwrite {
        Overwrite { whom: Whom::Member(BOT), allow, deny }
    }

    #[test]
    fn permissions_are_those_that_discord_computes() {
        const NONE: Permissions = Permissions::NONE;
        let everyone = (SERVER, VIEW | SEND);
        let roles = [everyone, (A, EMBED), (B, Permissions::ADMINISTRATOR)];
        let cases = [
            ("everybody's role", vec![], vec![], VIEW | SEND),
            ("a role adds", vec![A], vec![], VIEW | SEND | EMBED),
            ("an unknown role adds nothing", vec![77], vec![], VIEW | SEND),
            ("an administrator may do all", vec![B], vec![role(SERVER, NONE, VIEW)], Permissions::ALL),
            ("a private channel", vec![A], vec![role(SERVER, NONE, VIEW)], NONE),
            ("opened for a role", vec![A], vec![role(SERVER, NONE, VIEW), role(A, VIEW, NONE)], VIEW | SEND | EMBED),
            ("opened for a role that it has not", vec![], vec![role(SERVER, NONE, VIEW), role(A, VIEW, NONE)], NONE),
            ("opened for the bot itself", vec![], vec![role(SERVER, NONE, VIEW), own(VIEW, NONE)], VIEW | SEND),
            (
                "one role's allow beats another's deny",
                vec![A, 5],
                vec![role(5, NONE, SEND), role(A, SEND, NONE)],
                VIEW | SEND | EMBED,
            ),
            ("the bot's own deny beats a role's allow", vec![A], vec![role(A, SEND, NONE), own(NONE, VIEW)], NONE),
            ("without sending there is no embedding", vec![A], vec![role(SERVER, NONE, SEND)], VIEW),
            (
                "another member's exception",
                vec![],
                vec![Overwrite { whom: Whom::Member(8), allow: NONE, deny: VIEW }],
                VIEW | SEND,
            ),
            (
                "an exception for a member with a role's id",
                vec![A],
                vec![Overwrite { whom: Whom::Member(A), allow: NONE, deny: VIEW }],
                VIEW | SEND | EMBED,
            ),
        ];
        for (name, own_roles, overwrites, expected) in cases {
            let member = Member { id: BOT, owns: false, server: SERVER, roles: &own_roles };
            assert_eq!(effective(&member, &roles, &overwrites), expected, "{name}");
        }
        let owner = Member { id: BOT, owns: true, server: SERVER, roles: &[] };
        assert_eq!(effective(&owner, &[], &[own(NONE, VIEW)]), Permissions::ALL, "the owner");
        let stranger = Member { id: BOT, owns: false, server: SERVER, roles: &[] };
        assert_eq!(effective(&stranger, &[], &[]), NONE, "nothing is known of the server's roles");
    }

    #[test]
    fn the_least_is_five_permissions() {
        assert_eq!(needed().0, 1 << 10 | 1 << 11 | 1 << 14 | 1 << 16 | 1 << 38);
    }
}
