//! Which pages of other sites may send here, and what every answer of the receiving side carries.

use crate::server::Desk;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Answers preflights and adds the headers to everything else.
pub(crate) async fn guard(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let allowed = allowed(&desk.origins, request.headers());
    let mut response = if request.method() == Method::OPTIONS {
        preflight(allowed.is_some())
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    if let Some(origin) = allowed {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("Location, Retry-After, Idempotency-Replayed"),
        );
    }
    for (name, value) in [
        (header::VARY, "Origin"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn preflight(allowed: bool) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    if allowed {
        let headers = response.headers_mut();
        for (name, value) in [
            (header::ACCESS_CONTROL_ALLOW_METHODS, "POST, GET, DELETE"),
            (header::ACCESS_CONTROL_ALLOW_HEADERS, "Idempotency-Key, Content-Type, Authorization"),
            (header::ACCESS_CONTROL_MAX_AGE, "600"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    response
}

/// The origin to name in the answer, if the request has one that may send here.
fn allowed(origins: &[String], headers: &HeaderMap) -> Option<HeaderValue> {
    let origin = headers.get(header::ORIGIN)?;
    let known = |it: &String| it == "*" || it.as_bytes() == origin.as_bytes();
    origins.iter().any(known).then(|| origin.clone())
}
