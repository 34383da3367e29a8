//! Setting the bot up: the link that invites it, and what is still missing for it to do its work.

mod check;
mod objects;
mod permissions;
mod server;

use super::Error;
use super::options::Options;
use super::rest::{Failure, Rest};
use crate::config::DiscordSettings;
pub use check::check;
use objects::{Application, User};
use permissions::{NEEDED, needed};

/// What the bot asks for on its invitation: itself, and commands.
const SCOPES: [(&str, &str); 2] =
    [("bot", "to be a member of the server"), ("applications.commands", "to offer commands")];

/// The link that invites the bot, and what it asks for.
pub struct Invitation {
    /// To be opened by somebody with "Manage Server".
    pub link: String,
    /// Each scope and what it is for.
    pub scopes: Vec<(&'static str, &'static str)>,
    /// Each permission and what it is for.
    pub permissions: Vec<(&'static str, &'static str)>,
    /// All permissions as Discord's number.
    pub bits: u64,
}

/// Makes the invitation of the bot whose token is set.
///
/// # Errors
/// Settings that cannot be used, a token that is not accepted, Discord out of reach.
pub async fn invitation(settings: &DiscordSettings) -> Result<Invitation, Error> {
    let rest = Options::new(settings)?.rest()?;
    let id = match application(&rest).await {
        Ok(application) => application.id,
        Err(Failure::Unauthorized) => return Err(Error::BadToken),
        Err(failure) => return Err(Error::Unprepared(failure.to_string())),
    };
    Ok(invitation_of(id))
}

fn invitation_of(id: u64) -> Invitation {
    let bits = needed().0;
    let scopes = SCOPES.map(|(scope, _)| scope).join("+");
    Invitation {
        link: format!("https://discord.com/oauth2/authorize?client_id={id}&scope={scopes}&permissions={bits}"),
        scopes: SCOPES.to_vec(),
        permissions: NEEDED.iter().map(|needed| (needed.name, needed.why)).collect(),
        bits,
    }
}

/// The bot's application. Where a server does not know the call, the account's id stands for it.
async fn application(rest: &Rest) -> Result<Application, Failure> {
    match rest.look::<Application>("/applications/@me").await {
        Ok(application) if application.id != 0 => Ok(application),
        Err(failure @ Failure::Unauthorized) => Err(failure),
        Ok(_) | Err(_) => Ok(Application::with_id(account(rest).await?)),
    }
}

/// The bot's account.
async fn account(rest: &Rest) -> Result<u64, Failure> {
    let user: User = rest.look("/users/@me").await?;
    if user.id == 0 {
        return Err(Failure::Unreachable("an account without an id".to_owned()));
    }
    Ok(user.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_asks_for_the_least() {
        let expected = "https://discord.com/oauth2/authorize?client_id=77&scope=bot+applications.commands&permissions=274877991936";
        assert_eq!(invitation_of(77).link, expected);
    }
}
