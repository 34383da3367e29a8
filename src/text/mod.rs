//! Text: what a message says, folded, cut into words and spelled right.

mod fold;
mod stems;

pub use stems::Stems;
