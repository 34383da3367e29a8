//! From points to a confidence from 0 to 1.

/// Points at which the confidence reaches 63 % of the way to certainty, in a pack with many wordings an entry.
const POINTS_SCALE: f32 = 2.0;
/// So much less it takes in a pack with a single wording an entry: a question put in other words can hardly be like one
/// wording, and nothing else can be more like it. It fades with the root of the wordings, so that a pack does not fall silent by its
/// first phrasings.
const THIN: f32 = 0.48;
/// That holds for a pack of so many entries. Among more, one is sooner like a message by chance.
const FEW_ENTRIES: f32 = 10.0;

/// The points at which the confidence reaches 63 % in a pack of so many entries and wordings.
pub(super) fn points_scale(entries: usize, wordings: usize) -> f32 {
    let each = wordings as f32 / entries.max(1) as f32;
    let few = (FEW_ENTRIES / entries.max(1) as f32).min(1.0).sqrt();
    POINTS_SCALE * (1.0 - THIN * few / each.max(1.0).sqrt())
}

/// The confidence that points come to.
pub(super) fn confidence(points: f32, scale: f32) -> f32 {
    1.0 - (-points.max(0.0) / scale).exp()
}
