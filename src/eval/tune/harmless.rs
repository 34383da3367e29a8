//! Bundles without the phrasings that draw an entry towards somebody in danger.

use super::candidates::{Candidate, in_force};
use super::ground::{Base, Ground, Trial};
use super::parallel;
use crate::faq::edit::Change;
use std::sync::atomic::AtomicBool;

/// So many times it is looked who is drawn towards an entry, and by which phrasing.
const PASSES: usize = 16;
/// The entries that a message in danger could be given: as many as are suggested at once.
const NEAREST: usize = 3;

/// The bundles without the phrasings by which somebody in danger is given an entry and was not, and the ground with them.
/// It may not be all of them: the opening is tried for safety as everything is. `None` when it was stopped.
pub(super) fn harmless<'a>(
    base: &'a Base<'a>,
    start: &Ground<'_>,
    mut bundles: Vec<Candidate>,
    stop: &AtomicBool,
) -> Option<(Vec<Candidate>, Ground<'a>)> {
    for _ in 0..PASSES {
        let there = Ground::new(base, &bundles);
        let drawn = drawn(start, &there);
        let mut worst = Vec::new();
        for at in &drawn {
            worst.extend(drawing(&there, &bundles, *at, stop)?);
        }
        if worst.is_empty() {
            return Some((bundles, there));
        }
        for bundle in &mut bundles {
            bundle.steps.retain(|step| !worst.contains(&step.change));
        }
        bundles.retain(|bundle| !bundle.steps.is_empty());
    }
    let there = Ground::new(base, &bundles);
    Some((bundles, there))
}

/// The messages of somebody in danger that are given something, and were not.
fn drawn(start: &Ground<'_>, there: &Ground<'_>) -> Vec<usize> {
    let pairs = start.trials.iter().zip(&there.trials).enumerate();
    let given = |(before, after): (&Trial<'_>, &Trial<'_>)| {
        (0..2).any(|mode| after.verdicts[mode].danger && !before.verdicts[mode].danger)
    };
    pairs.filter(|(_, pair)| given(*pair)).map(|(at, _)| at).collect()
}

/// The phrasing without which a message comes least near to an entry.
fn drawing(ground: &Ground<'_>, bundles: &[Candidate], at: usize, stop: &AtomicBool) -> Option<Vec<Change>> {
    let trial = &ground.trials[at];
    let entries = &ground.whole().pack().entries;
    let nearest = trial.outcome.decision.candidates.iter().take(NEAREST);
    let near: Vec<&str> = nearest.map(|candidate| entries[candidate.entry].id.as_str()).collect();
    let mut changes = in_force(bundles, trial.fold);
    changes.retain(|change| change.entry().is_some_and(|entry| near.contains(&entry)));
    let values = parallel::map(&changes, stop, |change| {
        let mut others = bundles.to_vec();
        for bundle in &mut others {
            bundle.steps.retain(|step| step.change != *change);
        }
        let brains = ground.variant(&others.iter(), &[trial.fold], false);
        ground.try_out(&brains, trial, false).iter().map(|verdict| verdict.value).sum::<f64>()
    })?;
    let best = changes.into_iter().zip(values).max_by(|a, b| a.1.total_cmp(&b.1));
    Some(best.map(|(change, _)| change).into_iter().collect())
}
