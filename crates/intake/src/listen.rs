//! Takes connections: so many at once, each with a time limit for the head of every request.

use crate::limits::Limits;
use crate::log::log;
use crate::server::Peer;
use axum::Router;
use axum::body::Body;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;
use tower::ServiceExt;

/// Takes connections until it is told to stop, then lets the open ones end.
pub(crate) async fn listen(listener: TcpListener, routes: Router, limits: Arc<Limits>, mut stopped: watch::Receiver<bool>) {
    let (open, places) = (GracefulShutdown::new(), Arc::new(Semaphore::new(limits.connections)));
    loop {
        // At the limit nobody is accepted: who comes waits in the queue of the system.
        let Ok(place) = places.clone().acquire_owned().await else { break };
        let (stream, from) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(_) => {
                    // Out of file handles, perhaps: others end meanwhile.
                    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
                    continue;
                }
            },
            _ = stopped.changed() => break,
        };
        let connection = open.watch(connection(stream, from, routes.clone(), &limits));
        tokio::spawn(async move {
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    if timeout(limits.closing, open.shutdown()).await.is_err() {
        log!("some requests were broken off");
    }
}

/// One connection, with a time limit for every head of a request.
fn connection(
    stream: TcpStream,
    from: SocketAddr,
    routes: Router,
    limits: &Limits,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> + Send + use<> {
    let service = hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(from.ip()));
        routes.clone().oneshot(request)
    });
    hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(64 << 10)
        .serve_connection(TokioIo::new(stream), service)
}
