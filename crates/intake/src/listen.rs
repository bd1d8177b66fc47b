//! Takes connections: so many at once, each with a time limit for the head of every request and for reading its answer.

use crate::crowd::Crowd;
use crate::door::Peer;
use crate::limits::Limits;
use crate::log::log;
use crate::manners;
use crate::paced::Paced;
use crate::proxy::Proxies;
use axum::Router;
use axum::body::Body;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::timeout;
use tower::ServiceExt;

/// What every connection is treated by.
#[derive(Clone)]
pub(crate) struct House {
    pub routes: Router,
    pub limits: Arc<Limits>,
    pub proxies: Arc<Proxies>,
}

/// Takes connections until it is told to stop, then lets the open ones end.
pub(crate) async fn listen(listener: TcpListener, house: House, mut stopped: watch::Receiver<bool>) {
    let (open, crowd) = (GracefulShutdown::new(), Crowd::new(&house.limits));
    loop {
        let next = async {
            // At the limit nobody is accepted: who comes waits in the queue of the system.
            crowd.room().await;
            listener.accept().await
        };
        let (stream, from) = tokio::select! {
            accepted = next => match accepted {
                Ok(accepted) => accepted,
                Err(_) => {
                    // Out of file handles, perhaps: others end meanwhile.
                    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
                    continue;
                }
            },
            _ = stopped.changed() => break,
        };
        let Some(place) = crowd.enter(from.ip(), house.proxies.trusts(from.ip())) else {
            turn_away(&stream);
            continue;
        };
        let connection = open.watch(connection(stream, from, house.clone()));
        tokio::spawn(async move {
            tokio::select! {
                _ = connection => {}
                () = place.give_way() => {}
            }
        });
    }
    drop(listener);
    if timeout(house.limits.closing, open.shutdown()).await.is_err() {
        log!("some requests were broken off");
    }
}

/// Says why the connection is closed, if the other end can still hear it.
fn turn_away(stream: &TcpStream) {
    const BODY: &str = r#"{"type":"urn:madoguchi:problem:too-often","title":"too many connections","status":429}"#;
    let answer = format!(
        "HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/problem+json\r\nContent-Length: {}\r\nRetry-After: 5\r\n\
         Connection: close\r\n\r\n{BODY}",
        BODY.len()
    );
    let _ = stream.try_write(answer.as_bytes());
}

/// One connection, with a time limit for every head of a request.
fn connection(
    stream: TcpStream,
    from: SocketAddr,
    house: House,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> + Send + use<> {
    let (head, least, grace) = (house.limits.head, house.limits.least_speed, house.limits.grace);
    let service = hyper::service::service_fn(move |request| answer(house.clone(), from.ip(), request));
    hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .max_buf_size(64 << 10)
        .serve_connection(TokioIo::new(Paced::new(stream, least, grace)), service)
}

async fn answer(
    house: House,
    peer: IpAddr,
    request: hyper::Request<hyper::body::Incoming>,
) -> Result<axum::response::Response, std::convert::Infallible> {
    let mut request = request.map(Body::new);
    if let Err(refusal) = manners::check(&request) {
        return Ok(axum::response::IntoResponse::into_response(refusal));
    }
    let client = house.proxies.client(peer, request.headers());
    request.extensions_mut().insert(Peer(client));
    house.routes.oneshot(request).await
}
