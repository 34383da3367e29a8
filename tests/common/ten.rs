//! The ids of the ten questions of the seed, in its order.

pub(crate) const TEN: [&str; 10] = [
    "what-is-it",
    "how-quickly",
    "experience",
    "awake",
    "safe",
    "side-effects",
    "therapy",
    "sessions",
    "driving",
    "right-for-me",
];
