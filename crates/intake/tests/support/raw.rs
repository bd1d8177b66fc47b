//! Requests written by hand, for what a well-behaved client does not do.

use super::*;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// A connection from this address.
pub async fn connect(from: &str, to: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(from.parse().unwrap(), 0)).unwrap();
    socket.connect(to).await.unwrap()
}

/// A whole submission as bytes.
pub fn submission(key: &str, sent: &Sent) -> Vec<u8> {
    let mut body = Vec::new();
    let mut part = |head: String, bytes: &[u8]| {
        body.extend_from_slice(format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    };
    part("name=\"packet\"\r\nContent-Type: application/json".into(), &sent.json());
    for (name, bytes) in &sent.files {
        part(format!("name=\"{name}\"; filename=\"x\""), bytes);
    }
    body.extend_from_slice(b"--x--\r\n");
    let mut request = format!(
        "POST /applications HTTP/1.1\r\nHost: x\r\nConnection: close\r\nIdempotency-Key: {key}\r\n\
         Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    request.append(&mut body);
    request
}

/// Everything that still comes on a connection.
pub async fn rest(line: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let read = line.read_to_end(&mut all);
    // A connection that was given up may end in an error; what came before counts.
    let _ = tokio::time::timeout(std::time::Duration::from_secs(20), read)
        .await
        .expect("the line must be closed");
    String::from_utf8_lossy(&all).into_owned()
}

/// The answer to a request without a body.
pub async fn asked(desk: &Desk, request: &str) -> String {
    let mut line = TcpStream::connect(desk.server.address()).await.unwrap();
    line.write_all(request.as_bytes()).await.unwrap();
    rest(&mut line).await
}
