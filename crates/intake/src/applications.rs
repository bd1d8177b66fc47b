//! `POST /applications`: from one request to one receipt, however often it is repeated.

use crate::arrivals::Arrival;
use crate::clock::Clock;
use crate::door::{Arriving, Peer};
use crate::hash::{Hash, hash, hex};
use crate::judge::{Judged, judge, orders};
use crate::keys::{Held, Key};
use crate::log::log;
use crate::measuring::measure_all;
use crate::parcel::Parcel;
use crate::refusal::{REPLAYED, Refusal};
use crate::server::Desk;
use crate::store::{Row, StoreError};
use crate::{number, random, receive};
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use chrono::Days;
use engine::wire::Receipt;
use rulebook::Loaded;
use std::net::IpAddr;
use std::sync::atomic::Ordering;

const KEY: &str = "idempotency-key";

/// Answers a submission.
pub(crate) async fn post(State(desk): State<Desk>, Extension(Peer(from)): Extension<Peer>, request: Request) -> Response {
    let start = Clock::passed();
    match take(&desk, from, request).await {
        Ok((receipt, replayed)) => {
            log!(
                "taken {}{} in {:?}",
                receipt.number,
                if replayed { " again" } else { "" },
                Clock::passed() - start
            );
            receipt_response(receipt, replayed)
        }
        Err(refusal) => {
            log!(
                "refused a submission: {} in {:?}",
                refusal.status().as_u16(),
                Clock::passed() - start
            );
            refusal.into_response()
        }
    }
}

async fn take(desk: &Desk, from: IpAddr, request: Request) -> Result<(Receipt, bool), Refusal> {
    let limits = &desk.limits;
    // A client that waits for `100 Continue` has not sent its body, and need not.
    let waits = request.headers().contains_key(header::EXPECT);
    let admitted = match admit(desk, from, request.headers()) {
        Ok(admitted) => admitted,
        Err(refusal) => {
            if !waits {
                receive::drain_body(request.into_body(), limits).await;
            }
            return Err(refusal);
        }
    };
    let mut multipart = Multipart::from_request(request, &())
        .await
        .map_err(|_| Refusal::Mend("the body must be multipart/form-data".into()))?;
    let parcel = match receive::receive(&mut multipart, &admitted.arrival.body, limits, &desk.store).await {
        Ok(parcel) => parcel,
        Err(refusal) => {
            if !matches!(refusal, Refusal::SendFaster) {
                receive::drain(multipart, limits).await;
            }
            return Err(refusal);
        }
    };
    // From here on it goes to its end even if the client goes away: the next attempt finds the receipt.
    let work = tokio::spawn(finish(desk.clone(), parcel, admitted));
    work.await.unwrap_or(Err(Refusal::TryAgain {
        after: 60,
        why: "the judgement failed",
    }))
}

/// What a submission holds as long as it is at hand, whether or not its sender still waits: nothing of it is free before the work is done.
struct Admitted {
    from: IpAddr,
    key: Key,
    arrival: Arrival,
    _held: Held,
    _place: Arriving,
}

/// All that can be said from the head of the request.
fn admit(desk: &Desk, from: IpAddr, headers: &HeaderMap) -> Result<Admitted, Refusal> {
    if desk.closing.load(Ordering::Relaxed) {
        return Err(Refusal::TryAgain {
            after: 30,
            why: "the server is being stopped",
        });
    }
    desk.door.knock(from).map_err(Refusal::ComeBack)?;
    let text = headers.get(KEY).and_then(|value| value.to_str().ok());
    let key = text
        .and_then(Key::read)
        .ok_or_else(|| Refusal::Mend("the header Idempotency-Key must have 16 to 128 of A-Z a-z 0-9 - _".into()))?;
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > desk.limits.request_bytes) {
        return Err(Refusal::SendLess("the request"));
    }
    let held = desk.at_work.hold(&key).ok_or(Refusal::WaitForFirst)?;
    let place = desk.door.arrive(from, desk.arrivals.took()).map_err(Refusal::ComeBack)?;
    let arrival = desk.arrivals.begin().map_err(|after| Refusal::TryAgain {
        after,
        why: "too many submissions are at hand",
    })?;
    Ok(Admitted {
        from,
        key,
        arrival,
        _held: held,
        _place: place,
    })
}

/// Finds the receipt of an earlier attempt, or judges and keeps.
async fn finish(desk: Desk, parcel: Parcel, admitted: Admitted) -> Result<(Receipt, bool), Refusal> {
    let (from, key) = (admitted.from, &admitted.key);
    let ((digest, each), parcel) = blocking(move || Ok((parcel.hashes().map_err(StoreError::from)?, parcel))).await?;
    let digest = hex(&digest);
    if let Some(row) = desk.store.by_key(&key.hash()).await? {
        return if row.digest == digest {
            Ok((receipt(&row, key), true))
        } else {
            Err(Refusal::TakeNewKey)
        };
    }
    as_named(&parcel, &each)?;
    desk.store.room_for(parcel.bytes).await?;
    let turn = desk.quick.take(from).await;
    let today = desk.clock.today();
    let (book, limits) = (desk.book.clone(), desk.limits.clone());
    let (orders, parcel) = blocking(move || Ok((orders(&book, &parcel.packet, today, &limits)?, parcel))).await?;
    let reports = measure_all(&desk, &parcel, orders, from, turn).await?;
    let book = desk.book.clone();
    let (judged, parcel) = blocking(move || {
        let judged = judge(&book, &parcel.packet, reports, today)?;
        let parcel = with_nothing_else(parcel, &judged, &book);
        parcel.write_packet().map_err(StoreError::from)?;
        Ok((judged, parcel))
    })
    .await?;
    log!(
        "judged: {} files, {} bytes, {} doubts",
        parcel.packet.files.len(),
        parcel.bytes,
        judged.doubts.len()
    );
    let row = row(&desk, &parcel, key, digest, judged).await?;
    desk.store.keep(parcel, &row).await?;
    Ok((receipt(&row, key), false))
}

/// Whether every file is the one that the packet names, where it says by what it is known.
fn as_named(parcel: &Parcel, each: &[Hash]) -> Result<(), Refusal> {
    let other = |(named, found): (&engine::wire::PacketFile, &Hash)| named.sha256.as_ref().is_some_and(|named| *named != hex(found));
    match parcel.packet.files.iter().zip(each).position(other) {
        Some(at) => Err(Refusal::Mend(format!("part {at}: its bytes are not those that the packet names"))),
        None => Ok(()),
    }
}

/// A doubt that does not exist here was accepted in vain: it is not kept.
fn with_nothing_else(mut parcel: Parcel, judged: &Judged, book: &Loaded) -> Parcel {
    let doubts: Vec<String> = judged.doubts.iter().map(engine::Finding::key).collect();
    let now = |id: &str| book.core.now(id);
    parcel.packet.accepted.retain(|key| doubts.contains(&engine::key_now(key, now)));
    parcel
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Refusal> + Send + 'static) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(Refusal::TryAgain {
        after: 60,
        why: "the judgement failed",
    }))
}

async fn row(desk: &Desk, parcel: &Parcel, key: &Key, digest: String, judged: Judged) -> Result<Row, StoreError> {
    let today = desk.clock.today();
    let from = desk.store.keeps_from(today);
    let salt: Hash = random::bytes()?;
    let mut number = number::make(today)?;
    while desk.store.by_number(&number).await?.is_some() {
        number = number::make(today)?;
    }
    Ok(Row {
        folder: random::folder()?,
        number,
        key_hash: key.hash(),
        secret_hash: hash(&[random::secret(&salt, key.text()).as_bytes()]),
        salt,
        digest,
        received_at: desk.clock.now(),
        kept_until: from.checked_add_days(Days::new(desk.retention_days.into())).unwrap_or(from),
        bytes: parcel.bytes,
        edition: desk.book.core.edition.0.clone(),
        packet_edition: parcel.packet.edition.0.clone(),
        findings: judged.doubts,
        unseen: judged.unseen,
    })
}

fn receipt(row: &Row, key: &Key) -> Receipt {
    Receipt {
        number: row.number.clone(),
        secret: random::secret(&row.salt, key.text()),
        received_at: row.received_at.clone(),
        digest: row.digest.clone(),
        kept_until: row.kept_until,
        status_url: Some(place(&row.number)),
    }
}

/// Relative to the address that was posted to, so that it also holds behind a proxy that adds a path.
fn place(number: &str) -> String {
    format!("applications/{number}")
}

fn receipt_response(receipt: Receipt, replayed: bool) -> Response {
    let place = place(&receipt.number);
    let mut response = (StatusCode::CREATED, [(header::LOCATION, place)], Json(receipt)).into_response();
    if replayed {
        response
            .headers_mut()
            .insert(REPLAYED, axum::http::HeaderValue::from_static("true"));
    }
    response
}
