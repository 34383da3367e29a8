//! Lines: what tells groups of texts apart, fitted to texts whose group is known.
//!
//! For each group every term gets a weight such that the sum over a text of the group comes out at +1 or above, and over
//! all other texts at −1 or below, with weights as small as that allows. These are linear support vector machines, one group
//! against the rest, with squared hinge loss, fitted by dual coordinate descent (Hsieh et al., "A Dual Coordinate Descent
//! Method for Large-scale Linear SVM", ICML 2008). The same texts always give the same weights. A text's side of a line is a
//! plain sum of weights, so it can be explained term by term.

use std::panic::resume_unwind;
use std::thread::ScopedJoinHandle;

/// How much a text on the wrong side of a line costs against large weights. Three times less or more changes little.
const COST: f32 = 1.0;
/// Passes over the texts. More of them move the sides of texts by less than a hundredth.
const PASSES: usize = 12;
/// Lines that are fitted together where there are many, so that a processor takes several at a time.
const MANY: usize = 16;
/// Where the order of the texts starts from; any number but 0 would do.
const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// A text whose pulls changed by less is left out …
const SETTLED: f32 = 0.02;
/// … of so many passes, and of so many more each time that it has not moved since: most texts find their place early.
const REST: u8 = 2;

/// A text: its terms, by number, with how much each counts.
pub type Terms = Vec<(u32, f32)>;

/// The weights of all terms for all groups.
pub struct Lines {
    /// Numbers in a row: one for each group.
    width: usize,
    /// A row for each term; the last one is what every text has.
    weights: Vec<f32>,
}

impl Lines {
    /// Fits the lines between groups of texts whose terms have numbers below `terms`. A text without a group lies on the
    /// far side of all lines.
    pub fn fitted(terms: usize, groups: usize, texts: &[(&Terms, Option<u32>)]) -> Self {
        if groups == 1 {
            Self::fitted_by::<1>(terms, groups, texts)
        } else {
            Self::fitted_by::<MANY>(terms, groups, texts)
        }
    }

    fn fitted_by<const LANES: usize>(terms: usize, groups: usize, texts: &[(&Terms, Option<u32>)]) -> Self {
        let mut lines = Self { width: groups, weights: vec![0.0; (terms + 1) * groups] };
        let firsts: Vec<usize> = (0..groups).step_by(LANES).collect();
        // No line depends on another, so each core fits some.
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        for together in firsts.chunks(cores) {
            let blocks: Vec<Block<LANES>> = std::thread::scope(|scope| {
                let fit = |first: usize| scope.spawn(move || Block::fitted(first, terms, texts));
                let threads: Vec<_> = together.iter().map(|first| fit(*first)).collect();
                // A line that was lost in silence would be worse than a panic.
                let joined =
                    |thread: ScopedJoinHandle<'_, _>| thread.join().unwrap_or_else(|panic| resume_unwind(panic));
                threads.into_iter().map(joined).collect()
            });
            for block in &blocks {
                lines.take(block);
            }
        }
        lines
    }

    fn take<const LANES: usize>(&mut self, block: &Block<LANES>) {
        let lanes = LANES.min(self.width - block.first);
        for (row, weights) in self.weights.chunks_exact_mut(self.width).zip(&block.weights) {
            row[block.first..block.first + lanes].copy_from_slice(&weights[..lanes]);
        }
    }

    /// On which side of each group's line a text lies, and how far: the sums of its terms' weights, one a group.
    pub fn sides(&self, terms: impl Iterator<Item = (u32, f32)>, sides: &mut Vec<f32>) {
        sides.clear();
        sides.extend_from_slice(&self.weights[self.weights.len() - self.width..]);
        for (term, count) in terms {
            let row = &self.weights[term as usize * self.width..][..self.width];
            for (side, weight) in sides.iter_mut().zip(row) {
                *side += count * weight;
            }
        }
    }

    /// On which side of the first group's line a text lies, and how far.
    pub fn side(&self, terms: &Terms) -> f32 {
        let mut sides = Vec::with_capacity(self.width);
        self.sides(terms.iter().copied(), &mut sides);
        sides.first().copied().unwrap_or_default()
    }

    /// The weight of a term for a group.
    pub fn weight(&self, term: u32, group: usize) -> f32 {
        self.weights[term as usize * self.width + group]
    }
}

/// Some of the lines while they are fitted.
struct Block<const LANES: usize> {
    /// The group of the first line.
    first: usize,
    /// The weights of each term, then what every text has.
    weights: Vec<[f32; LANES]>,
}

impl<const LANES: usize> Block<LANES> {
    fn fitted(first: usize, terms: usize, texts: &[(&Terms, Option<u32>)]) -> Self {
        let mut block = Self { first, weights: vec![[0.0; LANES]; terms + 1] };
        let mut pulls = vec![[0.0; LANES]; texts.len()];
        let mut rests = vec![Rest::default(); texts.len()];
        let squares: Vec<f32> = texts.iter().map(|(terms, _)| square(terms)).collect();
        let mut order: Vec<u32> = (0..texts.len() as u32).collect();
        let mut random = SEED;
        for _ in 0..PASSES {
            shuffle(&mut order, &mut random);
            for at in order.iter().map(|at| *at as usize) {
                if rests[at].goes_on() {
                    continue;
                }
                let (terms, group) = &texts[at];
                let lane = group.and_then(|group| (group as usize).checked_sub(first)).filter(|lane| *lane < LANES);
                rests[at].after(block.settle(terms, squares[at], lane, &mut pulls[at]));
            }
        }
        block
    }

    /// Moves the lines until a text lies on the right side of each, or pulls at it as hard as that costs. `own` is the line of
    /// its group, if that is one of these. Returns the largest change of a pull.
    fn settle(&mut self, terms: &Terms, square: f32, own: Option<usize>, pulls: &mut [f32; LANES]) -> f32 {
        let mut sides = self.weights[self.weights.len() - 1];
        for &(term, count) in terms {
            let row = &self.weights[term as usize];
            for lane in 0..LANES {
                sides[lane] += count * row[lane];
            }
        }
        let mut change = [0.0; LANES];
        for lane in 0..LANES {
            change[lane] = -step(-sides[lane], pulls[lane], square);
        }
        if let Some(own) = own {
            change[own] = step(sides[own], pulls[own], square);
            pulls[own] += 2.0 * change[own];
        }
        let largest = change.iter().fold(0.0, |largest: f32, change| largest.max(change.abs()));
        if largest <= 0.0 {
            return 0.0;
        }
        let last = self.weights.len() - 1;
        for lane in 0..LANES {
            pulls[lane] -= change[lane];
            self.weights[last][lane] += change[lane];
        }
        for &(term, count) in terms {
            let row = &mut self.weights[term as usize];
            let mut moved = *row;
            for lane in 0..LANES {
                moved[lane] += count * change[lane];
            }
            *row = moved;
        }
        largest
    }
}

/// How long a text is left out.
#[derive(Clone, Copy, Default)]
struct Rest {
    left: u8,
    next: u8,
}

impl Rest {
    /// Whether the text is left out of this pass too.
    fn goes_on(&mut self) -> bool {
        let resting = self.left > 0;
        self.left = self.left.saturating_sub(1);
        resting
    }

    /// What follows when a text's pulls changed by `change`.
    fn after(&mut self, change: f32) {
        self.next = if change < SETTLED { self.next + REST } else { 0 };
        self.left = self.next;
    }
}

/// The square of a text's length, what every text has included.
fn square(terms: &Terms) -> f32 {
    terms.iter().fold(1.0, |sum, (_, count)| sum + count * count)
}

/// By how much the pull of a text on a line changes: `side` is where it lies, its own side counted as positive, `square` the
/// square of its length.
fn step(side: f32, pull: f32, square: f32) -> f32 {
    let ridge = 0.5 / COST;
    (pull - (side - 1.0 + ridge * pull) / (square + ridge)).max(0.0) - pull
}

/// Brings the texts into another order, the same one each time the lines are fitted: neighbours in a document say nearly the same,
/// and an order that is kept from pass to pass makes the lines settle slowly. The numbers are xorshift's (Marsaglia, "Xorshift
/// RNGs", 2003).
fn shuffle(order: &mut [u32], random: &mut u64) {
    for last in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(last, (*random % (last as u64 + 1)) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides(lines: &Lines, terms: &[(u32, f32)]) -> Vec<f32> {
        let mut sides = Vec::new();
        lines.sides(terms.iter().copied(), &mut sides);
        sides
    }

    #[test]
    fn each_text_comes_out_on_the_side_of_its_group() {
        // Terms 0 and 1 tell the groups apart, 2 stands in every text.
        let [one, other, neither] = [0, 1, 3].map(|own| vec![(own, 0.8), (2, 0.6)]);
        let texts = [(&one, Some(0)), (&other, Some(1)), (&neither, None)];
        let lines = Lines::fitted(4, 2, &texts);
        for (terms, group) in texts {
            for (line, side) in sides(&lines, terms).into_iter().enumerate() {
                assert_eq!(side > 0.0, group == Some(line as u32), "{terms:?} {line}: {side}");
            }
        }
        assert!(lines.weight(0, 0) > 0.5 && lines.weight(1, 0) < 0.0 && lines.weight(2, 0).abs() < 0.3);
    }

    #[test]
    fn more_groups_than_lanes_are_fitted_and_the_same_each_time() {
        let groups = 2 * MANY as u32 + 3;
        let own: Vec<Terms> = (0..groups).map(|group| vec![(group, 1.0)]).collect();
        let texts: Vec<(&Terms, Option<u32>)> = own.iter().zip((0..groups).map(Some)).collect();
        let lines = Lines::fitted(groups as usize, groups as usize, &texts);
        for group in 0..groups {
            let found = sides(&lines, &[(group, 1.0)]);
            let best = (0..found.len()).max_by(|a, b| found[*a].total_cmp(&found[*b]));
            assert_eq!(best, Some(group as usize));
        }
        assert_eq!(lines.weights, Lines::fitted(groups as usize, groups as usize, &texts).weights);
    }

    #[test]
    fn without_texts_or_groups_nothing_is_told_apart() {
        assert_eq!(sides(&Lines::fitted(3, 2, &[]), &[(1, 1.0)]), [0.0, 0.0]);
        assert!(sides(&Lines::fitted(3, 0, &[]), &[(1, 1.0)]).is_empty());
    }

    #[test]
    fn a_text_rests_longer_each_time_that_it_has_not_moved() {
        let mut rest = Rest::default();
        let mut passes_out = |change: f32| {
            rest.after(change);
            (0..PASSES).take_while(|_| rest.goes_on()).count()
        };
        assert_eq!([0.0, SETTLED / 2.0, SETTLED, 0.0].map(&mut passes_out), [2, 4, 0, 2]);
    }

    #[test]
    fn every_text_is_taken_once_a_pass_and_in_another_order_each_time() {
        let mut order: Vec<u32> = (0..100).collect();
        let mut random = SEED;
        shuffle(&mut order, &mut random);
        let first = order.clone();
        shuffle(&mut order, &mut random);
        assert_ne!(first, order);
        order.sort_unstable();
        assert_eq!(order, (0..100).collect::<Vec<_>>());
    }
}
