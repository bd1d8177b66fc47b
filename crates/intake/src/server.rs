//! Puts the pieces together: loads the rulebook, opens the store, listens, sweeps, and stops without breaking anything off.

use crate::arrivals::Arrivals;
use crate::calendar::Step;
use crate::door::Door;
use crate::keys::AtWork;
use crate::limits::Limits;
use crate::listen::House;
use crate::log::{self, log};
use crate::proxy::Proxies;
use crate::refusal::Refusal;
use crate::site::{self, Site};
use crate::store::{Store, StoreError};
use crate::turns::Turns;
use crate::{Clock, Options, applications, cors, listen, status};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use rulebook::Loaded;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use std::{fmt, io};
use tokio::net::TcpListener;
use tokio::sync::watch;
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
    pub arrivals: Arrivals,
    /// Turns to be judged.
    pub quick: Turns,
    /// Turns for single files that take longer.
    pub heavy: Turns,
    pub closing: Arc<AtomicBool>,
}

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
        if site.as_ref().is_some_and(|site| site.holds(&options.data)) {
            return Err(StartError::Data(
                "it lies in the folder of the site, which everybody can read".into(),
            ));
        }
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
            arrivals: Arrivals::new(&limits),
            quick: Turns::new(limits.judging),
            heavy: Turns::new(limits.heavy),
            closing: Arc::default(),
            limits,
        };
        log!("edition {}", desk.book.core.edition.0);
        if let Some(day) = options.clock_is_right {
            confirm(&desk, day);
        }
        let (stop, stopped) = watch::channel(false);
        let house = House {
            routes: routes(&desk, site),
            limits: desk.limits.clone(),
            proxies: Arc::new(Proxies {
                trusted: options.proxies,
                forwarded: options.forwarded,
            }),
        };
        let listening = tokio::spawn(listen::listen(listener, house, stopped));
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
        let _ = self.sweeping.await;
        self.desk.store.close().await;
        log::settle(Duration::from_secs(1));
    }
}

/// Somebody says which day it is. Only where the clock says the same, so that the word does not also stand for the next jump.
fn confirm(desk: &Desk, day: rulebook::Day) {
    let today = desk.clock.today();
    if day == today {
        desk.store.see(today);
        log!("the clock is right: it is {today}");
    } else {
        log!("--clock-is-right {day} counts only on that day, and the clock says {today}");
    }
}

fn routes(desk: &Desk, site: Option<Site>) -> Router {
    let limit = usize::try_from(desk.limits.request_bytes + desk.limits.packet_bytes).unwrap_or(usize::MAX);
    let applications = Router::new()
        .route("/applications", post(applications::post).fallback(other("POST, OPTIONS")))
        .route(
            "/applications/{number}",
            get(status::get)
                .delete(status::delete)
                .fallback(other("GET, HEAD, DELETE, OPTIONS")),
        )
        .layer(DefaultBodyLimit::max(limit))
        .layer(axum::middleware::from_fn_with_state(desk.clone(), cors::guard))
        .with_state(desk.clone());
    match site {
        Some(site) => applications.fallback_service(axum::routing::any(site::serve).with_state(site)),
        None => applications.fallback(async || Refusal::CheckNumber),
    }
}

/// Answers every method that a place does not have.
fn other(methods: &'static str) -> impl Fn() -> std::future::Ready<Refusal> + Clone {
    move || std::future::ready(Refusal::OtherMethod(methods))
}

async fn sweep(desk: &Desk) -> usize {
    let gone = sweep_old(desk).await;
    desk.store.keep_reserve();
    gone
}

async fn sweep_old(desk: &Desk) -> usize {
    desk.store.forget_leaving().await;
    let today = desk.clock.today();
    match desk.store.step_to(today) {
        Step::Fits => desk.store.see(today),
        jump => {
            log!("{jump}");
            return 0;
        }
    }
    match desk.store.forget_old(today).await {
        Ok(swept) => {
            if swept.gone > 0 {
                log!("deleted {} submissions whose time is over", swept.gone);
            }
            if swept.stay > 0 {
                log!(
                    "{} submissions whose time is over could not be deleted, and are still here",
                    swept.stay
                );
            }
            swept.gone
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
