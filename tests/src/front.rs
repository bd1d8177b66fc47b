//! A door before the receiving side: writes down every request, can answer a submission in its place or lose the answer, and can
//! spoil files on their way.
//!
//! What a browser tells of itself may be incomplete (workers, speculative loads); what arrives here is all there is.

use crate::http::{Incoming, answer};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What is done with a submission instead of handing it on.
#[derive(Clone, Debug)]
pub enum Canned {
    /// This is answered.
    Answer {
        /// Status with its words: `413 Content Too Large`.
        status: &'static str,
        /// More headers.
        headers: Vec<(String, String)>,
        /// The problem, as JSON.
        body: String,
    },
    /// It is handed on, and the answer never reaches the browser.
    Lost,
}

impl Canned {
    /// A problem of the contract.
    pub fn problem(status: &'static str, kind: &str, retry_after: Option<u32>) -> Canned {
        let code = status.split(' ').next().unwrap_or("0");
        let mut headers = vec![("content-type".to_owned(), "application/problem+json".to_owned())];
        headers.extend(retry_after.map(|seconds| ("retry-after".to_owned(), seconds.to_string())));
        Canned::Answer {
            status,
            headers,
            body: format!(r#"{{"type":"urn:madoguchi:problem:{kind}","title":"{kind}","status":{code}}}"#),
        }
    }
}

/// What becomes of a file on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoilt {
    /// The line breaks in the middle of it.
    Cut,
    /// Half of it comes and nothing more, though the line holds.
    Silent,
    /// One byte of it is another.
    Changed,
    /// There is no such file any more.
    Gone,
    /// It comes in so many pieces, a tenth of a second apart.
    Slow(usize),
}

/// A request as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// The method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// The idempotency key.
    pub key: Option<String>,
    /// What a cookie or a referrer told.
    pub told: Vec<String>,
    /// Bytes of the body.
    pub bytes: usize,
}

/// The door.
#[derive(Clone)]
pub struct Front {
    /// Where it listens.
    pub port: u16,
    arrived: Arc<Mutex<Vec<Arrived>>>,
    plan: Arc<Mutex<VecDeque<Canned>>>,
    spoilt: Arc<Mutex<Vec<(String, Spoilt, usize)>>>,
}

impl Front {
    /// Opens a door before the server on another port of this machine.
    pub async fn before(port: u16) -> Front {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let front = Front {
            port: listener.local_addr().expect("an address").port(),
            arrived: Arc::default(),
            plan: Arc::default(),
            spoilt: Arc::default(),
        };
        let here = front.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let here = here.clone();
                tokio::spawn(async move { here.one(stream, port).await });
            }
        });
        front
    }

    /// The address to open.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// What is done with the next submissions, one after the other.
    pub fn plan(&self, next: impl IntoIterator<Item = Canned>) {
        lock(&self.plan).extend(next);
    }

    /// Spoils the file of this name, so many times.
    pub fn spoil(&self, file: &str, how: Spoilt, times: usize) {
        lock(&self.spoilt).push((file.to_owned(), how, times));
    }

    /// From now on everything arrives as it is.
    pub fn mend(&self) {
        lock(&self.spoilt).clear();
    }

    /// How often a file of this name was asked for.
    pub fn asked(&self, file: &str) -> usize {
        self.arrived().iter().filter(|it| is_file(&it.path, file)).count()
    }

    fn spoils(&self, path: &str) -> Option<Spoilt> {
        let mut all = lock(&self.spoilt);
        let (_, how, left) = all.iter_mut().find(|(file, _, left)| is_file(path, file) && *left > 0)?;
        *left -= 1;
        Some(*how)
    }

    /// Every request so far.
    pub fn arrived(&self) -> Vec<Arrived> {
        lock(&self.arrived).clone()
    }

    /// The submissions so far.
    pub fn posted(&self) -> Vec<Arrived> {
        self.arrived().into_iter().filter(|it| it.method == "POST").collect()
    }

    async fn one(&self, mut stream: TcpStream, port: u16) {
        let Some(mut incoming) = Incoming::read(&mut stream).await else {
            return;
        };
        let told = ["cookie", "referer"]
            .iter()
            .filter_map(|name| incoming.header(name).map(|value| format!("{name}: {value}")));
        let arrived = Arrived {
            method: incoming.method.clone(),
            path: incoming.path.clone(),
            key: incoming.header("idempotency-key").map(str::to_owned),
            told: told.collect(),
            bytes: incoming.body.len(),
        };
        lock(&self.arrived).push(arrived);
        if let Some(how) = self.spoils(&incoming.path) {
            // As they are, so that it is the file that is spoilt and not its compression.
            incoming.headers.retain(|(name, _)| name != "accept-encoding");
            return spoilt(stream, incoming, port, how).await;
        }
        let planned = if incoming.method == "POST" {
            lock(&self.plan).pop_front()
        } else {
            None
        };
        match planned {
            Some(Canned::Answer { status, headers, body }) => answer(&mut stream, status, &headers, body.as_bytes()).await,
            Some(Canned::Lost) => {
                let _ = hand_on(&incoming, port).await;
            }
            None => match hand_on(&incoming, port).await {
                Some(bytes) => {
                    let _ = stream.write_all(&bytes).await;
                    let _ = stream.shutdown().await;
                }
                // Nobody is behind the door: the connection breaks, as it does when a server is away.
                None => drop(stream),
            },
        }
    }
}

/// Whether this is the path of a file, whatever is asked behind it.
fn is_file(path: &str, file: &str) -> bool {
    path.split('?').next().and_then(|path| path.rsplit('/').next()) == Some(file)
}

async fn spoilt(mut stream: TcpStream, mut incoming: Incoming, port: u16, how: Spoilt) {
    if how == Spoilt::Gone {
        incoming.path = "/gone".into();
    }
    let Some(mut bytes) = hand_on(&incoming, port).await else { return };
    let body = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .map_or(bytes.len(), |end| end + 4);
    let middle = body + (bytes.len() - body) / 2;
    let (pieces, lasts) = match how {
        Spoilt::Cut | Spoilt::Silent => {
            bytes.truncate(middle);
            (1, how == Spoilt::Silent)
        }
        Spoilt::Changed => {
            bytes[middle] ^= 1;
            (1, false)
        }
        Spoilt::Gone => (1, false),
        Spoilt::Slow(pieces) => (pieces, false),
    };
    for piece in bytes.chunks(bytes.len().div_ceil(pieces).max(1)) {
        if stream.write_all(piece).await.is_err() {
            return;
        }
        if pieces > 1 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    if lasts {
        // Until the browser gives it up.
        let _ = stream.read(&mut [0]).await;
    }
    let _ = stream.shutdown().await;
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn hand_on(incoming: &Incoming, port: u16) -> Option<Vec<u8>> {
    let mut behind = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    behind.write_all(&incoming.again()).await.ok()?;
    let mut bytes = Vec::new();
    behind.read_to_end(&mut bytes).await.ok()?;
    (!bytes.is_empty()).then_some(bytes)
}
