//! The opening move: what many messages say together, before anything is tried by itself.
//!
//! From a bare document no single phrasing pays: the thresholds are made for documents with many wordings, and one more
//! hardly moves a message over them. All phrasings together, with thresholds that suit them, do.

use super::candidates::{Candidate, bundles, common, with_threshold};
use super::folds::numbers;
use super::ground::{Base, Ground};
use super::harmless::harmless;
use super::parallel;
use super::tally::Tally;
use super::watch::{Progress, Watch};
use std::sync::atomic::{AtomicUsize, Ordering};

/// So many times the thresholds of the entries are gone through, each beside the others.
const SWEEPS: usize = 2;
/// So many wrong answers of each kind and mode have to go, where there are as many: chance makes some more on other
/// messages.
const ROOM: usize = 1;

/// The best way to begin (empty where none is worth anything), and how many were tried; `None` when it was stopped. The ways: all
/// phrasings of all entries, one threshold for all, and both; then other thresholds for single entries.
pub(super) fn opening<'a>(
    base: &'a Base<'a>,
    start: &Ground<'_>,
    watch: &Watch<'_>,
) -> Option<(usize, Vec<Candidate>)> {
    let (bundles, bundled) = harmless(base, start, bundles(start), watch.stop)?;
    let tried = AtomicUsize::new(0);
    let mut best: Option<(f64, Way<'_, '_>)> = None;
    for (phrasings, there) in [(Vec::new(), start), (bundles, &bundled)] {
        let mut way = Way { start, there, phrasings, thresholds: None, watch, tried: &tried };
        let found = way.begin()?;
        if found > best.as_ref().map_or(0.0, |(worth, _)| *worth) {
            best = Some((found, way));
        }
    }
    let candidates = match best {
        Some((worth, way)) => way.refined(worth)?,
        None => Vec::new(),
    };
    Some((tried.into_inner(), candidates))
}

/// Phrasings, and thresholds that may suit them.
struct Way<'a, 'g> {
    start: &'a Ground<'g>,
    /// The ground with the phrasings alone.
    there: &'a Ground<'g>,
    phrasings: Vec<Candidate>,
    thresholds: Option<Candidate>,
    watch: &'a Watch<'a>,
    tried: &'a AtomicUsize,
}

impl Way<'_, '_> {
    /// Takes the best common threshold, or none, and says what that is worth.
    fn begin(&mut self) -> Option<f64> {
        let ways = common(self.start).into_iter().map(Some).chain([None]).collect();
        let (worth, thresholds) = self.best_of(ways)?;
        self.thresholds = thresholds;
        Some(worth)
    }

    /// Goes through the entries for a better threshold of each; the whole as candidates.
    fn refined(mut self, mut worth: f64) -> Option<Vec<Candidate>> {
        for entry in [&self.start.faq; SWEEPS].into_iter().flatten() {
            let ways = with_threshold(self.start, self.thresholds.as_ref(), entry).into_iter().map(Some).collect();
            let (more, better) = self.best_of(ways)?;
            if more > worth {
                (worth, self.thresholds) = (more, better);
            }
        }
        Some(self.phrasings.into_iter().chain(self.thresholds.into_iter().flat_map(Candidate::parted)).collect())
    }

    /// The best of some thresholds that is safe and worth something, and what that is; else 0.
    fn best_of(&self, ways: Vec<Option<Candidate>>) -> Option<(f64, Option<Candidate>)> {
        let of = self.tried.load(Ordering::Relaxed) + ways.len();
        let tallies = parallel::map(&ways, self.watch.stop, |way| {
            let tried = self.tried.fetch_add(1, Ordering::Relaxed) + 1;
            (self.watch.progress)(Progress { round: 0, tried, of });
            self.effect(way.as_ref())
        })?;
        let room = room(self.start);
        let good = tallies.into_iter().zip(ways).filter(|(tally, _)| tally.has_room(room) && tally.plain_worth() > 0.0);
        let best = good.max_by(|a, b| a.0.plain_worth().total_cmp(&b.0.plain_worth()));
        Some(best.map(|(tally, way)| (tally.plain_worth(), way)).unwrap_or_default())
    }

    /// What the phrasings and some thresholds do to the messages.
    fn effect(&self, thresholds: Option<&Candidate>) -> Tally {
        let brains = self.there.variant(&self.phrasings.iter().chain(thresholds), &numbers(self.there.folds), true);
        let mut tally = Tally::default();
        for (before, trial) in self.start.trials.iter().zip(&self.there.trials) {
            tally.add(before.verdicts, self.there.try_out(&brains, trial, true));
        }
        tally
    }
}

/// How many wrong answers have to go, for each mode: other entries than were asked for, and strays.
fn room(start: &Ground<'_>) -> [[i64; 2]; 2] {
    [0, 1].map(|mode| {
        [false, true].map(|stray| {
            let verdicts = start.trials.iter().map(|trial| trial.verdicts[mode]);
            let most = verdicts.filter(|verdict| verdict.wrong && verdict.stray == stray).take(ROOM).count();
            i64::try_from(most).unwrap_or_default()
        })
    })
}
