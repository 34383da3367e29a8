//! Commands, buttons and forms: `read` says what somebody did, `answer` what they get, `acknowledge` sees to it that
//! Discord hears of it in time.
//!
//! Nothing here knows what a command is for: that is [`super::patient`] and [`super::admin`].

mod acknowledge;
mod answer;
mod read;

pub(super) use acknowledge::acknowledge;
pub(super) use answer::Answer;
pub(super) use read::{Act, Command, Filled, Interaction, Press, Target};
