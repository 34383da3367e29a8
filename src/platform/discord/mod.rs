//! Discord, through serenity.

mod event;
mod intake;
mod limits;
mod places;
mod post;
mod render;
