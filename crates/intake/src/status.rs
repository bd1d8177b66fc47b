//! `GET` and `DELETE /applications/{number}`: for who holds the number and the secret of a receipt.

use crate::door::Peer;
use crate::hash::hash;
use crate::log::log;
use crate::number;
use crate::refusal::Refusal;
use crate::server::Desk;
use crate::store::Row;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::{Extension, Json};
use engine::Finding;
use rulebook::{Day, Edition};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

/// How a submission stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// Its number.
    pub number: String,
    /// Always `received`: what becomes of it afterwards is not known here.
    pub state: String,
    /// When it was taken: RFC 3339 with offset.
    pub received_at: String,
    /// SHA-256 over what was received, in hex.
    pub digest: String,
    /// Until which day it is kept.
    pub kept_until: Day,
    /// The edition by which it was judged here.
    pub edition: Edition,
    /// The doubts that were found here.
    pub findings: Vec<Finding>,
    /// Keys of those among them that the person was not shown before sending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unseen: Vec<String>,
}

/// Tells how a submission stands.
pub(crate) async fn get(
    State(desk): State<Desk>,
    Extension(Peer(from)): Extension<Peer>,
    typed: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Json<Status>, Refusal> {
    desk.door.knock(from).map_err(Refusal::ComeBack)?;
    let row = entitled(&desk, typed, &headers).await?;
    Ok(Json(Status {
        number: row.number,
        state: "received".into(),
        received_at: row.received_at,
        digest: row.digest,
        kept_until: row.kept_until,
        edition: Edition(row.edition),
        findings: row.findings,
        unseen: row.unseen,
    }))
}

/// Deletes a submission: the person may withdraw what was sent. "Gone" is said only of what is gone.
pub(crate) async fn delete(
    State(desk): State<Desk>,
    Extension(Peer(from)): Extension<Peer>,
    typed: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<StatusCode, Refusal> {
    desk.door.knock(from).map_err(Refusal::ComeBack)?;
    let row = entitled(&desk, typed, &headers).await?;
    desk.store.forget(&row).await?;
    log!("deleted {} at the wish of its sender", row.number);
    Ok(StatusCode::NO_CONTENT)
}

/// The submission, for who knows its secret. An unknown number takes the same road as a wrong secret.
async fn entitled(desk: &Desk, typed: Result<Path<String>, PathRejection>, headers: &HeaderMap) -> Result<Row, Refusal> {
    // What is no text at all is no number either.
    let number = typed.ok().and_then(|Path(typed)| number::read(&typed)).unwrap_or_default();
    let row = desk.store.by_number(&number).await?;
    let kept = row.as_ref().map_or([0; 32], |row| row.secret_hash);
    let given = hash(&[bearer(headers).unwrap_or_default().as_bytes()]);
    let same: bool = given.ct_eq(&kept).into();
    row.filter(|_| same).ok_or(Refusal::CheckNumber)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, secret) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(secret.trim())
}
