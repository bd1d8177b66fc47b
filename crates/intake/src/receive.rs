//! Takes one request apart: the packet first, then its files, each straight to the disk.

use crate::arrivals::Body as Arriving;
use crate::parcel::{PACKET, Parcel};
use crate::refusal::Refusal;
use crate::store::{Store, StoreError};
use crate::{Limits, shape};
use axum::body::Body;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use engine::wire::Packet;
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};
use std::future::Future;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

/// Receives a whole submission, within the limits of size and time.
pub(crate) async fn receive(multipart: &mut Multipart, body: &Arriving, limits: &Limits, store: &Store) -> Result<Parcel, Refusal> {
    let all = parts(multipart, body, limits, store);
    let parcel = timeout(limits.body, all).await.unwrap_or(Err(Refusal::SendFaster))?;
    body.is_whole();
    Ok(parcel)
}

async fn parts(multipart: &mut Multipart, body: &Arriving, limits: &Limits, store: &Store) -> Result<Parcel, Refusal> {
    let (packet, bytes) = packet(multipart, body, limits).await?;
    let announced = announced(&packet, limits)?;
    store.room_for(announced).await?;
    let folder = store.arrive()?;
    let mut open: Vec<bool> = vec![true; packet.files.len()];
    while let Some(mut field) = patient(body, multipart.next_field()).await? {
        let at = field.name().and_then(|name| packet.files.iter().position(|file| file.key == name));
        let (Some(at), Some(true)) = (at, at.map(|at| std::mem::take(&mut open[at]))) else {
            return Err(Refusal::Mend("a part that the packet does not name, or names once".into()));
        };
        let due = packet.files[at].bytes;
        if to_disk(&mut field, &folder.file(at), due, body).await? != due {
            return Err(Refusal::Mend(format!("part {at}: its size is not that in the packet")));
        }
    }
    if let Some(at) = open.iter().position(|open| *open) {
        return Err(Refusal::Mend(format!("the part of file {at} is missing")));
    }
    let mut head = Sha256::new();
    head.update(&bytes);
    Ok(Parcel {
        packet,
        head,
        folder,
        bytes: announced + bytes.len() as u64,
    })
}

async fn packet(multipart: &mut Multipart, body: &Arriving, limits: &Limits) -> Result<(Packet, Vec<u8>), Refusal> {
    let first = patient(body, multipart.next_field()).await?;
    let Some(mut field) = first.filter(|field| field.name() == Some(PACKET)) else {
        return Err(Refusal::Mend("the first part must be `packet`".into()));
    };
    let kind = field.content_type().and_then(|kind| kind.split(';').next()).map(str::trim);
    if !kind.is_some_and(|kind| kind.eq_ignore_ascii_case("application/json")) {
        return Err(Refusal::Mend("the part `packet` must be application/json".into()));
    }
    let mut bytes = Vec::new();
    while let Some(piece) = patient(body, field.chunk()).await? {
        body.came(piece.len());
        bytes.extend_from_slice(&piece);
        if bytes.len() as u64 > limits.packet_bytes {
            return Err(Refusal::SendLess("the part `packet`"));
        }
    }
    // The decoder's own words could repeat an answer: only the place is told.
    let packet: Packet = serde_json::from_slice(&bytes)
        .map_err(|why| Refusal::Mend(format!("packet: not in its form at line {} column {}", why.line(), why.column())))?;
    match shape::fault(&packet) {
        Some(fault) => Err(Refusal::Mend(fault)),
        None => Ok((packet, bytes)),
    }
}

/// How many bytes of files the packet announces.
fn announced(packet: &Packet, limits: &Limits) -> Result<u64, Refusal> {
    if packet.files.iter().any(|file| file.bytes > limits.file_bytes) {
        return Err(Refusal::SendLess("one file"));
    }
    let sum: u64 = packet.files.iter().map(|file| file.bytes).sum();
    if sum > limits.request_bytes {
        Err(Refusal::SendLess("all files together"))
    } else {
        Ok(sum)
    }
}

/// Writes a part until it ends or is longer than it should be; says how long it was.
async fn to_disk(field: &mut Field<'_>, path: &std::path::Path, due: u64, body: &Arriving) -> Result<u64, Refusal> {
    let mut file = tokio::fs::File::create_new(path).await.map_err(StoreError::from)?;
    let mut written = 0;
    while let Some(piece) = patient(body, field.chunk()).await? {
        body.came(piece.len());
        written += piece.len() as u64;
        if written > due {
            break;
        }
        file.write_all(&piece).await.map_err(StoreError::from)?;
    }
    file.flush().await.map_err(StoreError::from)?;
    Ok(written)
}

/// Waits for the next piece, but not for ever.
async fn patient<T>(body: &Arriving, piece: impl Future<Output = Result<T, MultipartError>>) -> Result<T, Refusal> {
    match body.next(piece).await? {
        Ok(piece) => Ok(piece),
        Err(why) if why.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE => Err(Refusal::SendLess("the request")),
        Err(_) => Err(Refusal::Mend("the body is not whole, or not multipart/form-data".into())),
    }
}

/// Reads away the rest of a refused request for a moment: many clients do not look at an answer before they have sent all.
pub(crate) async fn drain(mut multipart: Multipart, limits: &Limits) {
    let rest = async { while let Ok(Some(_)) = multipart.next_field().await {} };
    let _ = timeout(limits.drain, rest).await;
}

/// The same for a body that was not taken apart yet.
pub(crate) async fn drain_body(mut body: Body, limits: &Limits) {
    let rest = async {
        let mut read = 0;
        while let Some(Ok(frame)) = body.frame().await {
            read += frame.data_ref().map_or(0, |data| data.len() as u64);
            if read > 2 * limits.request_bytes {
                break;
            }
        }
    };
    let _ = timeout(limits.drain, rest).await;
}
