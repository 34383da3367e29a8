//! The stretch of a message on which it was decided.

use crate::bot::Outcome;
use crate::engine::Candidate;

/// The number of the stretch that was decided on: the one that brought what was given, else the one of the best candidate.
pub(super) fn decided_on(outcome: &Outcome) -> usize {
    let (decision, units) = (&outcome.decision, &outcome.ranking.units);
    let brought = |best: &Candidate| decision.gives(best.entry) && best.score.total_cmp(&decision.score).is_eq();
    let is_best = |best: &Candidate| decision.candidates.first() == Some(best);
    let with =
        |wanted: &dyn Fn(&Candidate) -> bool| units.iter().position(|unit| unit.candidates.first().is_some_and(wanted));
    with(&brought).or_else(|| with(&is_best)).unwrap_or_default()
}
