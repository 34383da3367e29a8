//! What crosses the border between a platform and the bot: a neutral message in, a neutral reply out.

/// Where a message came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Platform {
    /// The terminal chat and piped text.
    Console,
    /// A Discord server or direct message.
    Discord,
    /// A Slack workspace.
    Slack,
    /// The web page and the HTTP API.
    Web,
}

impl Platform {
    /// The name used in logs and metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Console => "console",
            Self::Discord => "discord",
            Self::Slack => "slack",
            Self::Web => "web",
        }
    }
}

/// How a message reached the bot, which decides whether silence is an acceptable reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Put to the bot itself (mention, direct message, command, console): it always replies.
    Direct,
    /// Any other message in an enabled channel: the bot speaks only when it is sure.
    Ambient,
}

impl Mode {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Ambient => "ambient",
        }
    }
}

/// One message, as every platform describes it.
#[derive(Clone)]
pub struct Incoming {
    /// The platform that received it.
    pub platform: Platform,
    /// The platform's own id of the channel, thread or direct conversation.
    pub channel: String,
    /// The platform's own id of the person who wrote it.
    pub author: String,
    /// The message as written, mark-up of the platform included.
    pub text: String,
    /// Whether it was put to the bot.
    pub mode: Mode,
    /// The channel whose settings count: for a thread the channel that it belongs to, else the channel itself.
    pub home: String,
    /// What the platform knows the message by; `None` where messages have no ids.
    pub id: Option<MessageId>,
}

/// What a platform knows a message by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageId {
    /// The platform's own id of the message.
    pub message: String,
    /// The same for an event that comes twice, or to several replicas, and for no other: an edit has another one.
    pub event: String,
    /// A link to the message; `None` where only its author could open one.
    pub link: Option<String>,
}

impl Incoming {
    /// A message without an id, in a channel of its own.
    pub fn new(platform: Platform, channel: &str, author: &str, text: &str, mode: Mode) -> Self {
        Self {
            platform,
            channel: channel.to_owned(),
            author: author.to_owned(),
            text: text.to_owned(),
            mode,
            home: channel.to_owned(),
            id: None,
        }
    }
}

impl std::fmt::Debug for Incoming {
    /// Leaves the text out: no message text may reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Incoming")
            .field("platform", &self.platform)
            .field("channel", &self.channel)
            .field("mode", &self.mode)
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

/// What the bot says, before a platform has given it its own mark-up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// The parts, in the order in which they are shown.
    pub blocks: Vec<Block>,
    /// Whether the author is to be notified. Only an emergency or crisis reply asks for it.
    pub ping_author: bool,
    /// Under a danger reply, in its language: that nobody was told. Said only where no alert can be raised.
    pub untold: Option<String>,
}

/// One part of a reply. Texts are in the documents' own mark-up (see `reply::markup`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Block {
    /// A reviewed answer under the question that it answers.
    Answer {
        /// The entry's question, as matched.
        question: String,
        /// The entry's answer, word for word.
        answer: String,
    },
    /// "Did you mean …?" with the questions to choose from, best first.
    Choices(Vec<Choice>),
    /// A fixed text of the safety document.
    Safety(String),
    /// A line of the bot's own wording: a hand-off, a greeting.
    Line(String),
    /// The disclaimer that stands under answers.
    Disclaimer(String),
}

/// A question that the reader can pick.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Choice {
    /// The id of the entry that is answered when it is picked.
    pub entry: String,
    /// The entry's question.
    pub question: String,
}
