//! Reports of drafts that were just made here. They hold the texts of the labelled messages, which are never stored: who has
//! made a draft reads them for a while, as at the command line and in a chat.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use crate::moderation::{Drafted, Report};

/// So many reports are remembered; who looks at an older draft reads the lines' numbers.
const MOST: usize = 32;

/// Reports by the numbers of their drafts, the newest last.
#[derive(Default)]
pub(super) struct Fresh(Mutex<VecDeque<(i64, Report)>>);

impl Fresh {
    /// Remembers the report of a draft that was made a moment ago.
    pub(super) fn keep(&self, drafted: &Drafted) {
        let mut reports = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        reports.push_back((drafted.id, drafted.report.clone()));
        while reports.len() > MOST {
            reports.pop_front();
        }
    }

    /// The report of a draft with all its texts, where it was made a while ago at most.
    pub(super) fn report(&self, draft: i64) -> Option<Report> {
        let reports = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        reports.iter().find(|(id, _)| *id == draft).map(|(_, report)| report.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;
    use crate::store::DraftState;

    #[test]
    fn old_reports_make_way() {
        let fresh = Fresh::default();
        let draft = |id| Drafted {
            id,
            state: DraftState::Open,
            action: String::new(),
            author: String::new(),
            at: Moment(0),
            reason: None,
            decided_by: None,
            needs_approval: false,
            settles: None,
            report: Report::default(),
            diff: String::new(),
        };
        for id in 0..=i64::try_from(MOST).unwrap() {
            fresh.keep(&draft(id));
        }
        assert!(fresh.report(0).is_none() && fresh.report(1).is_some());
    }
}
