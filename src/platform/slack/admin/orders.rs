//! What somebody means who writes `/faq-admin …`.

/// What is to be done. Texts are as Slack writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Test(String),
    Why(String),
    Status,
    Unanswered,
    /// In the channel that is named, or in this one.
    Enable(Option<String>),
    Disable(Option<String>),
    /// All of them, or one.
    Drafts(Option<i64>),
    Staff(Staff),
    Help,
    /// It is done at the command line, with this command.
    Elsewhere(&'static str),
    /// It needs something behind it.
    Lacks(&'static str),
    /// It is no order; with the nearest one.
    Unknown(Option<&'static str>),
}

/// Where alerts are to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Staff {
    Here,
    To(String),
    /// Where the settings file says.
    Reset,
}

/// All orders, as the help lists them.
pub(super) const ORDERS: [(&str, &str); 9] = [
    ("test", "`test TEXT`: what a message would get"),
    ("why", "`why TEXT`: the same in points, and why"),
    ("status", "`status`: how the bot is doing"),
    ("unanswered", "`unanswered`: questions that found no answer"),
    ("enable", "`enable` or `enable #channel`: the bot listens in a channel"),
    ("disable", "`disable` or `disable #channel`: it listens there no more, not even for danger"),
    ("drafts", "`drafts` or `drafts NUMBER`: edits that wait, to apply or drop"),
    ("staff-channel", "`staff-channel`, `staff-channel #channel` or `staff-channel reset`: where alerts go"),
    ("help", "`help`: this list"),
];

/// What other chats or people's habits may lead to, and the command that does it.
const ELSEWHERE: [(&str, &str); 15] = [
    ("entry", "askwell entry"),
    ("phrasing", "askwell phrasing"),
    ("keyword", "askwell keyword"),
    ("exception", "askwell exception"),
    ("synonym", "askwell synonym"),
    ("threshold", "askwell threshold"),
    ("history", "askwell history"),
    ("diff", "askwell diff"),
    ("undo", "askwell undo"),
    ("restore", "askwell restore"),
    ("stats", "askwell stats"),
    ("belongs", "askwell belongs"),
    ("mode", "askwell channel mode slack"),
    ("mute", "askwell channel mute slack"),
    ("unmute", "askwell channel unmute slack"),
];

/// Two words that are at least so alike may be a slip of the finger.
const NEAR: f64 = 0.8;

impl Order {
    /// Reads the words after the command.
    pub(super) fn read(words: &str) -> Self {
        let words = words.trim();
        let (name, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let (name, rest) = (name.to_lowercase(), rest.trim());
        let text = |order: fn(String) -> Self, lacks| {
            if rest.is_empty() { Self::Lacks(lacks) } else { order(rest.to_owned()) }
        };
        match name.as_str() {
            "" | "help" => Self::Help,
            "test" => text(Self::Test, "`/faq-admin test` and then a message"),
            "why" => text(Self::Why, "`/faq-admin why` and then a message"),
            "status" => Self::Status,
            "unanswered" => Self::Unanswered,
            "enable" | "disable" => {
                let order = if name == "enable" { Self::Enable } else { Self::Disable };
                match (rest, channel(rest)) {
                    ("" | "here", _) => order(None),
                    (_, Some(channel)) => order(Some(channel)),
                    _ => Self::Lacks("a channel, as `#channel` chosen from the list or as its id"),
                }
            }
            "draft" | "drafts" => match (rest, rest.parse().ok()) {
                ("", _) => Self::Drafts(None),
                (_, Some(id)) => Self::Drafts(Some(id)),
                _ => Self::Lacks("the number of a draft"),
            },
            "staff-channel" => match (rest, channel(rest)) {
                ("" | "here", _) => Self::Staff(Staff::Here),
                ("reset", _) => Self::Staff(Staff::Reset),
                (_, Some(channel)) => Self::Staff(Staff::To(channel)),
                _ => Self::Lacks("a channel, as `#channel` chosen from the list or as its id"),
            },
            name => match ELSEWHERE.iter().find(|(elsewhere, _)| *elsewhere == name) {
                Some((_, command)) => Self::Elsewhere(command),
                None => Self::Unknown(near(name)),
            },
        }
    }
}

/// The order that is nearest to a word that is none.
fn near(name: &str) -> Option<&'static str> {
    let alike = ORDERS.iter().map(|(order, _)| (strsim::jaro_winkler(order, name), *order));
    alike.filter(|(likeness, _)| *likeness >= NEAR).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, order)| order)
}

/// The channel that is named: chosen from Slack's list, or by its id.
fn channel(words: &str) -> Option<String> {
    let inside = words.strip_prefix("<#").and_then(|rest| rest.strip_suffix('>')).unwrap_or(words);
    let id = inside.split('|').next().unwrap_or_default();
    let is_id = id.starts_with(['C', 'G']) && id.len() > 1;
    (is_id && id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_read() {
        let text = str::to_owned;
        for (words, expected) in [
            ("", Order::Help),
            ("  help ", Order::Help),
            ("test can I drive?", Order::Test(text("can I drive?"))),
            ("TEST  x", Order::Test(text("x"))),
            ("test", Order::Lacks("`/faq-admin test` and then a message")),
            ("why x y", Order::Why(text("x y"))),
            ("status", Order::Status),
            ("unanswered", Order::Unanswered),
            ("enable", Order::Enable(None)),
            ("enable here", Order::Enable(None)),
            ("enable <#C12|general>", Order::Enable(Some(text("C12")))),
            ("disable C12", Order::Disable(Some(text("C12")))),
            ("disable #general", Order::Lacks("a channel, as `#channel` chosen from the list or as its id")),
            ("drafts", Order::Drafts(None)),
            ("draft 7", Order::Drafts(Some(7))),
            ("drafts seven", Order::Lacks("the number of a draft")),
            ("staff-channel", Order::Staff(Staff::Here)),
            ("staff-channel <#G1|>", Order::Staff(Staff::To(text("G1")))),
            ("staff-channel reset", Order::Staff(Staff::Reset)),
            ("entry edit x", Order::Elsewhere("askwell entry")),
            ("mute 3", Order::Elsewhere("askwell channel mute slack")),
            ("statsu", Order::Unknown(Some("status"))),
            ("enabel", Order::Unknown(Some("enable"))),
            ("xyz", Order::Unknown(None)),
        ] {
            assert_eq!(Order::read(words), expected, "{words:?}");
        }
    }

    #[test]
    fn every_order_of_the_help_is_read_as_one() {
        for (name, _) in ORDERS {
            assert!(!matches!(Order::read(name), Order::Unknown(_) | Order::Elsewhere(_)), "{name}");
        }
    }
}
