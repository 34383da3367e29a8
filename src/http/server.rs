//! Takes connections, within bounds, until it is asked to end.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use tower::ServiceExt as _;

use super::context::Context;
use super::frame::Peer;
use super::limits::{CONNECTIONS, HEAD_BYTES, HEAD_LIMIT};
use super::routes::{More, routes};

/// How long requests that were begun may take when the program ends.
const FINISH_LIMIT: Duration = Duration::from_secs(5);
/// Where a connection cannot be taken (too many open files), so long is waited before the next try.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);
/// How often figures and limits are tidied, and the pack in force is looked at.
const TIDY: Duration = Duration::from_secs(5);

/// Why the server cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// Others than this machine could ask it.
    #[error(
        "web.bind is {0}, which other machines can reach. Without accounts the server is for this machine only: \
         make one (askwell desk add-user), or set 127.0.0.1 or [::1] and put a proxy on this machine before it \
         (web.public_url)"
    )]
    NotLoopback(SocketAddr),
    /// The address cannot be had.
    #[error("web.bind: {address} cannot be had ({source}): is another program using it? Set another port")]
    Taken {
        /// What was asked for.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
}

/// A server that listens, but takes no connection yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Listens at an address. Port 0 takes any that is free. Without accounts it has to be one of this machine's own.
    ///
    /// # Errors
    /// Where others could reach the address and must not, or it cannot be had.
    pub async fn bind(address: SocketAddr, has_accounts: bool) -> Result<Self, BindError> {
        if !has_accounts && !address.ip().is_loopback() {
            return Err(BindError::NotLoopback(address));
        }
        let taken = |source| BindError::Taken { address, source };
        let listener = TcpListener::bind(address).await.map_err(taken)?;
        let address = listener.local_addr().map_err(taken)?;
        Ok(Self { listener, address })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `shutdown` is ready, then finishes what was begun and returns.
    pub async fn run(self, context: Context, more: More, shutdown: impl Future<Output = ()>) {
        let context = Arc::new(context);
        let app = routes(Arc::clone(&context), more);
        let graceful = GracefulShutdown::new();
        tokio::select! {
            () = accept(&self.listener, &app, &graceful) => {}
            () = tidy(&context) => {}
            () = shutdown => {}
        }
        context.end();
        // Who comes now is turned away at once instead of waiting to be taken.
        drop(self.listener);
        if timeout(FINISH_LIMIT, graceful.shutdown()).await.is_err() {
            tracing::warn!("HTTP: requests were still open after {} s; they are cut off", FINISH_LIMIT.as_secs());
        }
    }
}

async fn accept(listener: &TcpListener, app: &Router, graceful: &GracefulShutdown) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        // The semaphore is never closed.
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, peer)) => {
                let (app, watcher) = (app.clone(), graceful.watcher());
                tokio::spawn(async move {
                    serve(stream, peer.ip(), app, watcher).await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!("HTTP: a connection could not be taken: {error}");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

async fn serve(stream: TcpStream, peer: IpAddr, app: Router, watcher: Watcher) {
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        app.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_LIMIT)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    // A client that breaks off, or speaks no HTTP, is its own business.
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!("HTTP: a connection ended early: {error}");
    }
}

/// Keeps limits and figures in bounds, for ever.
async fn tidy(context: &Context) {
    let mut ticks = interval(TIDY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        context.door.tidy();
        context.figures.tidy();
        context.pack_age.of(&context.bot.brain().pack().hash);
    }
}
