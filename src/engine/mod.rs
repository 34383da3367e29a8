//! The engine: how strongly a message asks for each entry of a pack, in points that can be explained.
//!
//! It knows no platform, no settings and no safety rule; it sees a `text::Text` and a `faq::Pack`.

mod confidence;
mod contrast;
mod explain;
mod field;
mod fire;
mod index;
mod keywords;
mod likeness;
mod literals;
mod parts;
mod prefilter;
mod ranking;
mod shortlist;
mod synonyms;
mod telling;
mod terms;
mod units;
mod weights;

pub use explain::Explanation;
pub use index::Index;
pub use likeness::Scratch;
pub use parts::Part;
pub use ranking::{Candidate, KEPT, Ranking, Unit};
pub use weights::Weights;
