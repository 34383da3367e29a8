//! The HTTP server as a part of `askwell serve`.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use tokio::task::JoinHandle;

use super::end::End;
use super::exit;
use super::living::Living;
use crate::config::Settings;
use crate::http::{BindError, Context, Door, Figures, More, Names, Server};
#[cfg(feature = "web")]
use crate::platform::web::{Desk, Operations, Site, described, desk as desk_pages, lost, operations, pages};
use crate::status::Status;

/// A server that runs, unless its address could not be had.
pub(super) struct Web(Option<(SocketAddr, JoinHandle<()>)>);

impl Web {
    /// Begins to serve HTTP until the end. Where the address cannot be had a bot with something else to serve goes on
    /// without.
    ///
    /// # Errors
    /// The exit code where the program cannot go on; stderr says why.
    pub(super) fn begin(
        settings: &Settings,
        living: &Living,
        status: &Status,
        end: &End,
        needed: bool,
        more: More,
    ) -> Result<Self, ExitCode> {
        let server = match living.runtime().block_on(bound(settings, living)) {
            Ok(server) => server,
            Err(error @ BindError::NotLoopback(_)) => {
                eprintln!("error: {error}");
                return Err(exit::wrong_use());
            }
            Err(error) if needed => {
                eprintln!("error: {error}");
                return Err(exit::failure());
            }
            Err(error) => {
                tracing::error!("{error}; the bot goes on without HTTP");
                return Ok(Self(None));
            }
        };
        let figures = Figures::install().map_err(|error| {
            eprintln!("error: {error}");
            exit::failure()
        })?;
        let address = server.address();
        tracing::info!("HTTP: listening at http://{address}");
        let (door, names) = (Arc::new(Door::default()), Names::new(&settings.web));
        #[cfg(feature = "web")]
        let more = {
            let site = Arc::new(Site::new(Arc::clone(living.bot()), Arc::clone(&door), settings));
            let desk = Desk::new(Arc::clone(living.bot()), living.moderation().clone(), Arc::clone(&door));
            let programs = Operations::new(Arc::clone(living.bot()), living.moderation().clone(), Arc::clone(&door));
            More {
                pages: more.pages.merge(pages(&site)),
                desk: more.desk.merge(desk_pages(desk)).merge(operations(programs)),
                lost: Some(lost(&site)),
                described: described(),
                ..more
            }
        };
        let context = Context::new(Arc::clone(living.bot()), status.clone(), figures, door, names);
        Ok(Self(Some((address, living.runtime().spawn(server.run(context, more, end.told()))))))
    }

    /// Says where it listens to whoever sits at the terminal, where no log line does.
    pub(super) fn introduce(&self) {
        if let Some((address, _)) = &self.0 {
            eprintln!("HTTP: http://{address}");
        }
    }

    /// Waits until what was begun is finished.
    pub(super) fn finish(self, living: &Living) {
        if let Some((_, task)) = self.0
            && living.runtime().block_on(task).is_err()
        {
            tracing::error!("HTTP: the server failed");
        }
    }
}

/// A server at the address of the settings.
async fn bound(settings: &Settings, living: &Living) -> Result<Server, BindError> {
    // A store that cannot be read has shown nobody's account.
    let accounts = living.moderation().accounts().await.map_or(0, |accounts| accounts.len());
    Server::bind(settings.web.bind, accounts > 0).await
}
