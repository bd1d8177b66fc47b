//! Why a request is refused, named for what the person or the program in front can do next.

use axum::Json;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use engine::Finding;
use engine::wire::Problem;
use rulebook::Edition;

/// Kinds of problem are named by URIs that begin so.
const KIND: &str = "urn:madoguchi:problem:";

/// What to do next.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// Correct what the findings say, then send again.
    Correct {
        findings: Vec<Finding>,
        open: Vec<String>,
        editions: Editions,
    },
    /// Load the rules anew: by ours, these answers or files are not asked for.
    Reload { unasked: Vec<String>, editions: Editions },
    /// Mend the program that sends: the request is not in the agreed form.
    Mend(String),
    /// Send fewer or smaller files.
    SendLess(&'static str),
    /// Send faster, or on a better line.
    SendFaster,
    /// Wait: the same submission is being worked on.
    WaitForFirst,
    /// Take a new idempotency key: this one belongs to another submission.
    TakeNewKey,
    /// Come back after so many seconds: too many requests.
    ComeBack(u32),
    /// Try again after so many seconds: nothing is wrong with the submission.
    TryAgain { after: u32, why: &'static str },
    /// Check number and secret.
    CheckNumber,
    /// Ask with another method: these there are.
    OtherMethod(&'static str),
}

/// The editions by which both sides judged.
#[derive(Clone, Debug)]
pub(crate) struct Editions {
    pub ours: Edition,
    pub packet: Edition,
}

impl Refusal {
    pub fn status(&self) -> StatusCode {
        match self {
            Refusal::Correct { .. } | Refusal::Reload { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::Mend(_) => StatusCode::BAD_REQUEST,
            Refusal::SendLess(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::SendFaster => StatusCode::REQUEST_TIMEOUT,
            Refusal::WaitForFirst | Refusal::TakeNewKey => StatusCode::CONFLICT,
            Refusal::ComeBack(_) => StatusCode::TOO_MANY_REQUESTS,
            Refusal::TryAgain { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::CheckNumber => StatusCode::NOT_FOUND,
            Refusal::OtherMethod(_) => StatusCode::METHOD_NOT_ALLOWED,
        }
    }

    fn retry_after(&self) -> Option<u32> {
        match self {
            Refusal::WaitForFirst => Some(2),
            Refusal::ComeBack(after) | Refusal::TryAgain { after, .. } => Some(*after),
            _ => None,
        }
    }

    fn problem(self) -> Problem {
        let status = self.status().as_u16();
        let (kind, title, detail, findings, editions) = match self {
            Refusal::Correct { findings, open, editions } => {
                let detail = (!open.is_empty()).then(|| format!("not settled: {}", open.join(", ")));
                (
                    "not-ready",
                    "the application is not ready to be sent",
                    detail,
                    findings,
                    Some(editions),
                )
            }
            Refusal::Reload { unasked, editions } => {
                let detail = format!("not asked for: {}", unasked.join(", "));
                (
                    "not-asked",
                    "the packet holds what is not asked for",
                    Some(detail),
                    vec![],
                    Some(editions),
                )
            }
            Refusal::Mend(why) => ("malformed", "the request is not in the agreed form", Some(why), vec![], None),
            Refusal::SendLess(what) => ("too-large", "the request is too large", Some(what.into()), vec![], None),
            Refusal::SendFaster => ("too-slow", "the request did not arrive in time", None, vec![], None),
            Refusal::WaitForFirst => ("in-progress", "a request with this key is being worked on", None, vec![], None),
            Refusal::TakeNewKey => ("key-used", "this key belongs to another submission", None, vec![], None),
            Refusal::ComeBack(_) => ("too-often", "too many requests", None, vec![], None),
            Refusal::TryAgain { why, .. } => ("unavailable", "cannot be taken just now", Some(why.into()), vec![], None),
            Refusal::CheckNumber => ("not-found", "no such number, or another secret", None, vec![], None),
            Refusal::OtherMethod(_) => ("wrong-method", "this cannot be done here", None, vec![], None),
        };
        let (edition, packet_edition) = editions.map(|it| (it.ours, it.packet)).unzip();
        Problem {
            kind: format!("{KIND}{kind}"),
            title: title.into(),
            status,
            detail,
            findings,
            edition,
            packet_edition,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, after) = (self.status(), self.retry_after());
        let methods = if let Refusal::OtherMethod(methods) = self {
            Some(methods)
        } else {
            None
        };
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (status, kind, Json(self.problem())).into_response();
        if let Some(after) = after {
            response.headers_mut().insert(header::RETRY_AFTER, after.into());
        }
        if let Some(methods) = methods {
            response
                .headers_mut()
                .insert(header::ALLOW, axum::http::HeaderValue::from_static(methods));
        }
        response
    }
}

/// Says that a receipt was given before.
pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
