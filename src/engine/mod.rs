//! The engine: how strongly a message asks for each entry of a pack, in points that can be explained.
//!
//! It knows no platform, no settings and no safety rule; it sees a `text::Text` and a `faq::Pack`.

mod bag_scores;
mod explain;
mod field;
mod index;
mod keywords;
mod log_odds;
mod parts;
mod prefilter;
mod ranking;
mod synonyms;
mod terms;
mod units;
mod weights;

pub use bag_scores::Scratch;
pub use explain::Explanation;
pub use index::Index;
pub use parts::Part;
pub use ranking::{Candidate, KEPT, Ranking, Unit};
pub use weights::Weights;
