//! What moderators can do, whatever they do it from: the command line, a chat, the desk.
//!
//! Every deed is recorded with who did it, when and why. Nothing here touches how emergency and crisis are found and
//! answered.

mod channels;
mod deed;
mod export;
mod questions;
mod seed;
mod statistics;
mod trouble;

pub use channels::{Listening, channels, disable, enable, mute, set_staff_channel, set_voice, unmute};
pub use deed::Deed;
pub use export::export;
pub use questions::{Group, grouped, ignore};
pub use seed::seed;
pub use statistics::{By, Statistics, statistics};
pub use trouble::Trouble;
