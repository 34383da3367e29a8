//! A server as the bot stands in it: asked for once.

use std::collections::HashMap;

use super::super::rest::{Failure, Rest};
use super::objects::{Channel, Member, Role, Server};
use super::permissions::{self, Permissions, effective};

/// The servers that were looked at. None for one that the bot is not in.
pub(super) struct Servers<'a> {
    rest: &'a Rest,
    bot: u64,
    known: HashMap<u64, Option<Standing>>,
}

/// How the bot stands in one server.
pub(super) struct Standing {
    id: u64,
    bot: u64,
    owner: u64,
    pub(super) roles: Vec<Role>,
    own_roles: Vec<u64>,
}

impl<'a> Servers<'a> {
    pub(super) fn new(rest: &'a Rest, bot: u64) -> Self {
        Self { rest, bot, known: HashMap::new() }
    }

    /// Looks at a server.
    pub(super) async fn get(&mut self, id: u64) -> Result<Option<&Standing>, Failure> {
        if !self.known.contains_key(&id) {
            let standing = match self.look(id).await {
                Ok(standing) => Some(standing),
                Err(Failure::Refused { .. }) => None,
                Err(failure) => return Err(failure),
            };
            self.known.insert(id, standing);
        }
        Ok(self.known.get(&id).and_then(Option::as_ref))
    }

    /// All that the bot is in, of those that were looked at.
    pub(super) fn all(&self) -> impl Iterator<Item = &Standing> {
        self.known.values().flatten()
    }

    async fn look(&self, id: u64) -> Result<Standing, Failure> {
        let server: Server = self.rest.look(&format!("/guilds/{id}")).await?;
        let member: Member = self.rest.look(&format!("/guilds/{id}/members/{}", self.bot)).await?;
        let roles: Vec<Role> = self.rest.look(&format!("/guilds/{id}/roles")).await?;
        Ok(Standing { id, bot: self.bot, owner: server.owner_id, roles, own_roles: member.roles })
    }
}

impl Standing {
    /// What the bot may do in a channel of this server; for a thread in the channel that it belongs to.
    pub(super) fn may(&self, channel: &Channel) -> Permissions {
        let member =
            permissions::Member { id: self.bot, owns: self.owner == self.bot, server: self.id, roles: &self.own_roles };
        let roles: Vec<_> = self.roles.iter().map(|role| (role.id, Permissions(role.permissions))).collect();
        effective(&member, &roles, &channel.overwrites())
    }
}
