//! Puts the pieces together: loads the rulebook, opens the store, listens, sweeps, and stops without breaking anything off.

use crate::door::Door;
use crate::keys::AtWork;
use crate::limits::Limits;
use crate::log::log;
use crate::refusal::Refusal;
use crate::site::{self, Site};
use crate::store::{Store, StoreError};
use crate::{Clock, Options, applications, cors, listen, status};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use rulebook::Loaded;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{fmt, io};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;

/// What every request can reach.
#[derive(Clone)]
pub(crate) struct Desk {
    pub book: Arc<Loaded>,
    pub store: Store,
    pub clock: Clock,
    pub limits: Arc<Limits>,
    pub origins: Arc<[String]>,
    pub retention_days: u32,
    pub measurer: Arc<Path>,
    pub door: Door,
    pub at_work: AtWork,
    pub arriving: Arc<Semaphore>,
    pub judging: Arc<Semaphore>,
    pub closing: Arc<AtomicBool>,
}

/// From where a connection comes.
#[derive(Clone, Copy)]
pub(crate) struct Peer(pub IpAddr);

/// A server that listens.
pub struct Server {
    desk: Desk,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    listening: JoinHandle<()>,
    sweeping: JoinHandle<()>,
}

/// Why the server cannot start.
#[derive(Debug)]
pub enum StartError {
    /// Mend the rulebook, or name another folder.
    Rulebook(String),
    /// Mend the folder of the data, or name another.
    Data(String),
    /// Build the site, or name another folder.
    Site(io::Error),
    /// Listen somewhere else.
    Listen(io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StartError::Rulebook(why) => write!(f, "the rulebook cannot be read:\n{why}"),
            StartError::Data(why) => write!(f, "the folder of the data cannot be used: {why}"),
            StartError::Site(why) => write!(f, "the folder of the site cannot be read: {why}"),
            StartError::Listen(why) => write!(f, "cannot listen: {why}"),
        }
    }
}

impl std::error::Error for StartError {}

impl Server {
    /// Starts, and returns once connections are taken.
    pub async fn start(options: Options, clock: Clock) -> Result<Server, StartError> {
        let folder = options.rulebook.clone();
        let book = tokio::task::spawn_blocking(move || rulebook::host::load(&folder).map(|book| book.loaded()))
            .await
            .map_err(|why| StartError::Rulebook(why.to_string()))?
            .map_err(|wrong| StartError::Rulebook(wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))?;
        if book.core.procedures.is_empty() {
            return Err(StartError::Rulebook("there is no procedure in this folder".into()));
        }
        let site = options.site.as_deref().map(Site::open).transpose().map_err(StartError::Site)?;
        let data = |why: StoreError| StartError::Data(why.to_string());
        let store = Store::open(&options.data, &options.limits).await.map_err(data)?;
        let listener = TcpListener::bind(options.listen).await.map_err(StartError::Listen)?;
        let address = listener.local_addr().map_err(StartError::Listen)?;
        let limits = Arc::new(options.limits);
        let desk = Desk {
            book: Arc::new(book),
            store,
            clock,
            origins: options.origins.into(),
            retention_days: options.retention_days,
            measurer: options.measurer.into(),
            door: Door::new(&limits),
            at_work: AtWork::default(),
            arriving: Arc::new(Semaphore::new(limits.arriving)),
            judging: Arc::new(Semaphore::new(limits.judging)),
            closing: Arc::default(),
            limits,
        };
        log!("edition {}", desk.book.core.edition.0);
        let (stop, stopped) = watch::channel(false);
        let listening = tokio::spawn(listen::listen(listener, routes(&desk, site), desk.limits.clone(), stopped));
        let sweeping = tokio::spawn(sweep_for_ever(desk.clone()));
        Ok(Server {
            desk,
            address,
            stop,
            listening,
            sweeping,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Deletes what was to be kept until before today. Happens by itself too, every hour. Says how many submissions that were.
    pub async fn sweep(&self) -> usize {
        sweep(&self.desk).await
    }

    /// Takes no new submission from now on; all else goes on.
    pub fn turn_away(&self) {
        self.desk.closing.store(true, Ordering::Relaxed);
    }

    /// Stops: what is being received or judged comes to its end, if that does not take too long.
    pub async fn close(self) {
        self.turn_away();
        let _ = self.stop.send(true);
        let _ = self.listening.await;
        self.sweeping.abort();
        self.desk.store.close().await;
    }
}

fn routes(desk: &Desk, site: Option<Site>) -> Router {
    let limit = usize::try_from(desk.limits.request_bytes + desk.limits.packet_bytes).unwrap_or(usize::MAX);
    let applications = Router::new()
        .route("/applications", post(applications::post))
        .route("/applications/{number}", get(status::get).delete(status::delete))
        .layer(DefaultBodyLimit::max(limit))
        .layer(axum::middleware::from_fn_with_state(desk.clone(), cors::guard))
        .with_state(desk.clone());
    match site {
        Some(site) => applications.fallback_service(axum::routing::any(site::serve).with_state(site)),
        None => applications.fallback(async || Refusal::CheckNumber),
    }
}

async fn sweep(desk: &Desk) -> usize {
    match desk.store.forget_old(desk.clock.today()).await {
        Ok(0) => 0,
        Ok(gone) => {
            log!("deleted {gone} submissions whose time is over");
            gone
        }
        Err(why) => {
            log!("cannot delete what is old: {why}");
            0
        }
    }
}

async fn sweep_for_ever(desk: Desk) {
    let mut hours = tokio::time::interval(desk.limits.sweep);
    loop {
        hours.tick().await;
        sweep(&desk).await;
    }
}
