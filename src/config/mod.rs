//! Settings: what `config/default.toml`, the operator's files and the environment say, layered and checked once.
//!
//! The rest of the program is handed the checked values of [`Settings`] and never reads a file or a variable for
//! itself. Every problem is reported at once, with the file and line or the variable it stands in; secrets appear in no
//! message and no `Debug` output.

mod check;
mod effective;
mod ids;
mod layer;
mod load;
mod origin;
mod problem;
mod raw;
mod schema;
mod settings;

pub use effective::{Effective, Setting};
pub use ids::check_id;
pub use load::{Loaded, Sources};
pub use problem::Problem;
pub use settings::{
    BotSettings, Commands, DiscordSettings, FaqSettings, FaqSource, Keep, MatchSettings, PrivacySettings, Provider,
    Region, Settings, SlackMode, SlackSettings, StoreSettings, WebSettings,
};
