//! Right, wrong and unanswered by threshold: every message decided once more at each.

use super::chart::{frame, legend, line, percent, table, today};
use super::scored::{Best, Scored};
use crate::bot::Brain;
use crate::decision::Thresholds;
use crate::eval::chat::Asked;
use crate::eval::report::{Report, answerable};
use crate::explain::Prediction;
use crate::message::Mode;
use maud::{Markup, html};

/// Thresholds that are tried, in steps of one over this.
const STEPS: u32 = 50;

/// Shares at one threshold.
#[derive(Clone, Copy, Default)]
struct Point {
    threshold: f64,
    right: f64,
    wrong: f64,
    needless: f64,
}

pub(super) fn section(report: &Report<'_>, brain: &Brain, scored: &[Scored<'_>]) -> Markup {
    let mode = report.course.mode;
    let points: Vec<Point> =
        (0..=STEPS).map(|step| point(brain, mode, scored, f64::from(step) / f64::from(STEPS))).collect();
    let by = |of: fn(&Point) -> f64| points.iter().map(|point| (point.threshold, of(point))).collect::<Vec<_>>();
    let in_force = f64::from(threshold(brain.thresholds(), mode));
    let now = point(brain, mode, scored, in_force);
    let inside = html! {
        (today(brain.thresholds()))
        (line("silent", &by(|point| 1.0 - point.right - point.wrong)))
        (line("needless", &by(|point| point.needless)))
        (line("wrong", &by(|point| point.wrong)))
        (line("right", &by(|point| point.right)))
    };
    html! {
        section {
            h2 { "By threshold" }
            (frame("Shares of right, wrong and unanswered messages by threshold", "threshold", percent_label, &inside))
            (legend(&[("right", "right"), ("wrong", "wrong"), ("silent", "not answered"), ("needless", "answered, nothing wanted")]))
            p {
                "Today, at " (format!("{in_force:.2}")) ": " (percent(now.right)) " of the questions answered right, "
                (percent(now.wrong)) " wrong; " (percent(now.needless)) " of the messages that want no entry answered. "
                "Entries with a threshold of their own keep it."
            }
            (table(&["threshold", "right", "wrong", "not answered", "answered, nothing wanted"], &numbers(&points)))
        }
    }
}

/// Every fifth point: so many are read, not seen.
fn numbers(points: &[Point]) -> Vec<Vec<String>> {
    let row = |point: &Point| {
        let silent = 1.0 - point.right - point.wrong;
        let shares = [point.right, point.wrong, silent, point.needless].map(percent);
        std::iter::once(format!("{:.2}", point.threshold)).chain(shares).collect()
    };
    points.iter().step_by(5).map(row).collect()
}

fn percent_label(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn threshold(thresholds: &Thresholds, mode: Mode) -> f32 {
    match mode {
        Mode::Direct => thresholds.answer,
        Mode::Ambient => thresholds.ambient,
    }
}

fn point(brain: &Brain, mode: Mode, scored: &[Scored<'_>], threshold: f64) -> Point {
    let mut thresholds = brain.thresholds().clone();
    match mode {
        Mode::Direct => thresholds.answer = threshold as f32,
        Mode::Ambient => thresholds.ambient = threshold as f32,
    }
    let faq = answerable(brain);
    let (mut right, mut wrong, mut needless, mut asking) = (0.0, 0.0, 0.0, 0.0);
    for one in scored {
        let prediction = Prediction::of(&brain.decide_at(&one.outcome, mode, &thresholds), brain.pack());
        let answers = prediction.answers();
        if one.best == Best::NoneWanted {
            needless += f64::from(u8::from(answers));
            continue;
        }
        asking += 1.0;
        let is_wrong = Asked::of(one.labels, &faq).is_wrong(&prediction);
        wrong += f64::from(u8::from(is_wrong));
        right += f64::from(u8::from(answers && !is_wrong));
    }
    let others = (scored.len() as f64 - asking).max(1.0);
    let asking = f64::max(asking, 1.0);
    Point { threshold, right: right / asking, wrong: wrong / asking, needless: needless / others }
}
