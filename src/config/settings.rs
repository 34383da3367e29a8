//! The settings after they were checked: what the rest of the program may rely on.

use secrecy::SecretString;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// All settings, checked. A setting that is "not set" is `None`.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `[bot]`
    pub bot: BotSettings,
    /// `[provider]`
    pub provider: Provider,
    /// `[faq]`
    pub faq: FaqSettings,
    /// `[match]`
    pub matching: MatchSettings,
    /// `[discord]`
    pub discord: DiscordSettings,
    /// `[slack]`
    pub slack: SlackSettings,
    /// `[web]`
    pub web: WebSettings,
    /// `[store]`
    pub store: StoreSettings,
    /// `[privacy]`
    pub privacy: PrivacySettings,
}

/// `[bot]`: how the bot speaks.
#[derive(Clone, Debug)]
pub struct BotSettings {
    /// Whose emergency and crisis lines the safety replies name.
    pub region: Region,
    /// The sentence under each answer whose document has none of its own.
    pub disclaimer: String,
}

/// The countries whose emergency and crisis lines are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// United States.
    Us,
    /// Canada.
    Ca,
    /// United Kingdom.
    Uk,
    /// Ireland.
    Ie,
    /// Australia.
    Au,
    /// New Zealand.
    Nz,
    /// Anywhere else: the replies name findahelpline.com and "your local emergency number".
    Other,
}

impl Region {
    /// Every region, in the order in which the default file lists them.
    pub const ALL: [Self; 7] = [Self::Us, Self::Ca, Self::Uk, Self::Ie, Self::Au, Self::Nz, Self::Other];

    /// The name used in settings and documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Ca => "ca",
            Self::Uk => "uk",
            Self::Ie => "ie",
            Self::Au => "au",
            Self::Nz => "nz",
            Self::Other => "other",
        }
    }
}

/// `[provider]`: whom a reader is referred to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provider {
    /// The clinic's or provider's name.
    pub name: Option<String>,
    /// The number to call about treatment.
    pub phone: Option<String>,
    /// A page with contact details, `http(s)://…`.
    pub url: Option<String>,
    /// Opening hours, as one would say them.
    pub hours: Option<String>,
}

/// `[faq]`: where the documents are.
#[derive(Clone, Debug)]
pub struct FaqSettings {
    /// The folder of documents; the built-in pack when none.
    pub dir: Option<PathBuf>,
    /// What counts as the truth.
    pub source: FaqSource,
    /// Labelled messages that drafts are replayed over.
    pub messages: Option<PathBuf>,
}

/// What counts as the truth about the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaqSource {
    /// The folder.
    Files,
    /// The newest revision in the store.
    Store,
}

/// `[match]`: when a question counts as recognised. All from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MatchSettings {
    /// The confidence from which a direct question is answered.
    pub answer: f64,
    /// How far the best entry must be ahead of the next one.
    pub margin: f64,
    /// The confidence from which "did you mean …?" is offered; at most `answer`.
    pub suggest: f64,
    /// The confidence from which an ambient message is answered; at least `answer`.
    pub ambient: f64,
}

/// Where the bot's commands on Discord can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Commands {
    /// Everywhere.
    Global,
    /// In the server with this id, for trying them out: there they change at once.
    Server(String),
    /// Nowhere.
    Off,
}

/// `[discord]`
#[derive(Clone, Debug)]
pub struct DiscordSettings {
    /// The bot's token; Discord is off without it.
    pub token: Option<SecretString>,
    /// Ids of the clinic's own servers.
    pub servers: Vec<String>,
    /// Ids of the channels enabled from the start.
    pub channels: Vec<String>,
    /// Where alerts to staff go.
    pub staff_channel: Option<String>,
    /// Where alerts go when `staff_channel` refuses.
    pub staff_channel_fallback: Option<String>,
    /// The one role that an alert may mention.
    pub staff_ping: Option<String>,
    /// Roles that may tune the FAQ.
    pub moderator_roles: Vec<String>,
    /// Where the bot's commands can be used.
    pub commands: Commands,
    /// A stand-in for Discord on loopback, without a closing slash.
    pub api_url: Option<String>,
}

/// How Slack delivers events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlackMode {
    /// Over a socket that the bot opens.
    Socket,
    /// As requests to the bot's own address.
    Http,
}

/// `[slack]`
#[derive(Clone, Debug)]
pub struct SlackSettings {
    /// How events arrive.
    pub mode: SlackMode,
    /// The app-level token, for the mode socket.
    pub app_token: Option<SecretString>,
    /// The bot token; Slack is off without it.
    pub bot_token: Option<SecretString>,
    /// The signing secret, for the mode http.
    pub signing_secret: Option<SecretString>,
    /// Ids of the clinic's own workspaces.
    pub workspaces: Vec<String>,
    /// Ids of the channels enabled from the start.
    pub channels: Vec<String>,
    /// Where alerts to staff go.
    pub staff_channel: Option<String>,
    /// Where alerts go when `staff_channel` refuses.
    pub staff_channel_fallback: Option<String>,
    /// The one user group that an alert may mention.
    pub staff_ping: Option<String>,
    /// User groups whose members may tune the FAQ.
    pub moderator_groups: Vec<String>,
    /// A stand-in for Slack on loopback, without a closing slash.
    pub api_url: Option<String>,
}

/// `[web]`
#[derive(Clone, Debug)]
pub struct WebSettings {
    /// Address and port of the web page.
    pub bind: SocketAddr,
    /// Where patients find the page through a proxy: `https://HOST`, without a closing slash.
    pub public_url: Option<String>,
    /// Addresses of proxies whose word about a visitor counts.
    pub trusted_proxies: Vec<IpAddr>,
    /// Origins of sites that may show the chat in a frame, as browsers write them.
    pub allowed_origins: Vec<String>,
}

/// `[store]`
#[derive(Clone, Debug)]
pub struct StoreSettings {
    /// `sqlite:FILE` or `postgres://…`; a secret, since it may hold a password.
    pub url: SecretString,
}

/// What is kept of a question that found no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// A link to the message and no word of it.
    Nothing,
    /// The text without names, numbers and addresses.
    Redacted,
    /// The text as written.
    Text,
}

/// `[privacy]`
#[derive(Clone, Copy, Debug)]
pub struct PrivacySettings {
    /// What is kept of a question that found no answer.
    pub keep: Keep,
    /// Days after which kept text is deleted, 1 to 3650.
    pub retention_days: u32,
}
