//! A door before the receiving side: writes down every request, and can answer a submission in its place or lose the answer.
//!
//! What a browser tells of itself may be incomplete (workers, speculative loads); what arrives here is all there is.

use crate::http::{Incoming, answer};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
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
}

impl Front {
    /// Opens a door before the server on another port of this machine.
    pub async fn before(port: u16) -> Front {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let front = Front {
            port: listener.local_addr().expect("an address").port(),
            arrived: Arc::default(),
            plan: Arc::default(),
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
        self.plan.lock().unwrap_or_else(PoisonError::into_inner).extend(next);
    }

    /// Every request so far.
    pub fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The submissions so far.
    pub fn posted(&self) -> Vec<Arrived> {
        self.arrived().into_iter().filter(|it| it.method == "POST").collect()
    }

    async fn one(&self, mut stream: TcpStream, port: u16) {
        let Some(incoming) = Incoming::read(&mut stream).await else {
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
        self.arrived.lock().unwrap_or_else(PoisonError::into_inner).push(arrived);
        let planned = if incoming.method == "POST" {
            self.plan.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
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

async fn hand_on(incoming: &Incoming, port: u16) -> Option<Vec<u8>> {
    let mut behind = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    behind.write_all(&incoming.again()).await.ok()?;
    let mut bytes = Vec::new();
    behind.read_to_end(&mut bytes).await.ok()?;
    (!bytes.is_empty()).then_some(bytes)
}
