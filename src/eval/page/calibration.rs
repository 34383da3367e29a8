//! Whether a confidence means what it says: the share of right candidates at each.

use super::chart::{frame, line, x, y};
use super::scored::{Best, Scored};
use maud::{Markup, html};

/// Steps of the confidence.
const STEPS: usize = 10;
/// Fewer messages say nothing about a share.
const FEWEST: usize = 5;

pub(super) fn section(scored: &[Scored<'_>]) -> Markup {
    let mut counts = [(0_usize, 0_usize); STEPS];
    for one in scored {
        let step = ((one.score * STEPS as f64) as usize).min(STEPS - 1);
        counts[step].0 += usize::from(one.best == Best::Right);
        counts[step].1 += 1;
    }
    let middle = |step: usize| (step as f64 + 0.5) / STEPS as f64;
    let known = counts.iter().enumerate().filter(|(_, (_, all))| *all >= FEWEST);
    let points: Vec<(f64, f64, usize)> =
        known.map(|(step, (right, all))| (middle(step), *right as f64 / *all as f64, *all)).collect();
    let inside = html! {
        (line("even", &[(0.0, 0.0), (1.0, 1.0)]))
        (line("right", &points.iter().map(|(across, up, _)| (*across, *up)).collect::<Vec<_>>()))
        @for (across, up, count) in &points {
            circle.right cx=(x(*across)) cy=(y(*up)) r="3.5" {}
            text.across x=(x(*across)) y=(y(*up) - 8.0) { (count) }
        }
    };
    html! {
        section {
            h2 { "Calibration" }
            (frame("Share of right candidates by confidence", "confidence",
                |share| format!("{:.0} %", share * 100.0), &inside))
            p {
                "How often the best candidate is right, by its confidence; the numbers are messages. On the dashed line a "
                "confidence would be a probability. It is none, and need not be: it only has to rise."
            }
        }
    }
}
