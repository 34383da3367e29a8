//! Bars. They are stretched to the width of their place, so no text stands in them, and no reader hears of them: the same
//! stands beside them in words.

use maud::{Markup, html};

/// A bar of one number, `most` being the whole width.
pub(super) fn bar(value: f64, most: f64) -> Markup {
    html! {
        svg.bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.filled x="0" y="0" width=(share(value, most)) height="10" {}
        }
    }
}

/// A bar made of parts, one behind the other.
pub(super) fn stacked(parts: &[f64], most: f64) -> Markup {
    let mut begun = 0.0;
    let pieces = parts.iter().enumerate().map(|(place, part)| {
        let (start, width) = (share(begun, most), share(*part, most));
        begun += part.max(0.0);
        (place, start, width)
    });
    let pieces: Vec<_> = pieces.filter(|(_, _, width)| *width > 0.0).collect();
    html! {
        svg.bar.tall viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            @for (place, start, width) in pieces {
                rect class={ "piece tone-" (place % TONES) } x=(start) y="0" width=(width) height="10" {}
            }
        }
    }
}

/// A square that shows which piece of a stacked bar is meant.
pub(super) fn swatch(place: usize) -> Markup {
    html! {
        svg.swatch viewBox="0 0 10 10" aria-hidden="true" focusable="false" {
            rect class={ "piece tone-" (place % TONES) } x="0" y="0" width="10" height="10" {}
        }
    }
}

/// A confidence from 0 to 1, with lines that it is held against and a stretch that has to stay free.
pub(super) fn gauge(value: f64, lines: &[(f64, &str)], free: Option<(f64, f64)>) -> Markup {
    html! {
        svg.bar.tall viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.filled x="0" y="1.5" width=(share(value, 1.0)) height="7" {}
            @if let Some((from, to)) = free {
                rect.free x=(share(from, 1.0)) y="0" width=(share(to - from, 1.0)) height="10" {}
            }
            @for (at, class) in lines {
                @let at = share(*at, 1.0);
                line class=(class) x1=(at) y1="0" x2=(at) y2="10" {}
            }
        }
    }
}

/// So many pieces look different from one another (desk-entries.css).
const TONES: usize = 8;

/// Per cent of the whole, with two digits behind the point.
fn share(value: f64, most: f64) -> f64 {
    if most <= 0.0 {
        return 0.0;
    }
    ((value / most).clamp(0.0, 1.0) * 10_000.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_stay_within_their_place() {
        for (value, most, expected) in [(1.0, 2.0, 50.0), (3.0, 2.0, 100.0), (-1.0, 2.0, 0.0), (1.0, 0.0, 0.0)] {
            assert!((share(value, most) - expected).abs() < f64::EPSILON, "{value} of {most}");
        }
    }

    #[test]
    fn pieces_stand_one_behind_the_other_and_empty_ones_are_left_out() {
        let drawn = stacked(&[1.0, 0.0, 2.0], 4.0).into_string();
        assert!(drawn.contains(r#"tone-0" x="0" y="0" width="25""#), "{drawn}");
        assert!(drawn.contains(r#"tone-2" x="25" y="0" width="50""#), "{drawn}");
        assert!(!drawn.contains("tone-1"), "{drawn}");
    }
}
