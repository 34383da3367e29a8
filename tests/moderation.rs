//! The moderators' operations through the library, on a folder and a store of their own.

pub(crate) mod clinic;
mod crash;
mod drafts;
mod odd;
mod review;
mod store_truth;
mod unanswered;
mod undo;
