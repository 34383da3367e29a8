//! Records the figures of the program.

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

use crate::telemetry;

/// The recorder of the program's figures.
#[derive(Clone)]
pub struct Figures(PrometheusHandle);

/// Why figures cannot be recorded.
#[derive(Debug, thiserror::Error)]
pub enum FiguresError {
    /// A border of a histogram is wrong.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The process records its figures already.
    #[error("figures are recorded already")]
    Taken,
}

impl Figures {
    /// Begins to record the figures of this process. Once in its life.
    ///
    /// # Errors
    /// Where it records them already.
    pub fn install() -> Result<Self, FiguresError> {
        let borders = Matcher::Full(telemetry::DECISION_SECONDS.to_owned());
        let builder = PrometheusBuilder::new().set_buckets_for_metric(borders, &telemetry::DECISION_BORDERS)?;
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        metrics::set_global_recorder(recorder).map_err(|_| FiguresError::Taken)?;
        telemetry::describe();
        Ok(Self(handle))
    }

    /// Everything that was recorded, in the text form of Prometheus.
    pub(super) fn text(&self) -> String {
        self.0.render()
    }

    /// Keeps what was recorded in bounds; wants to be called every few seconds.
    pub(super) fn tidy(&self) {
        self.0.run_upkeep();
    }
}
