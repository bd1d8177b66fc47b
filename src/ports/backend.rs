//! Where a finished packet goes: to an address by HTTP, or to a function of the host page. `docs/submission.md` is the contract.
//!
//! This is the only port through which an answer leaves the device, and only `send` does it.

use engine::wire::{Problem, Receipt};
use futures_channel::oneshot;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Event, FormData, ProgressEvent, Url, XmlHttpRequest};

/// Without a sign of life for this long, an HTTP request is given up. Not a limit for the whole: a slow line may take its time.
const SILENCE_MS: u32 = 120_000;

/// Withdrawing carries nothing but a number.
const WITHDRAW_MS: u32 = 30_000;

/// Where a finished packet goes.
#[derive(Clone, Debug)]
pub enum Backend {
    /// An address that takes `POST` requests.
    Address(String),
    /// An async function of the host page: `send(packet, [{key, name, blob}], key)`.
    Host(Function),
}

/// Why there is no receipt.
#[derive(Clone, Debug, PartialEq)]
pub enum SendError {
    /// Nobody was reached: try again when there is a connection.
    Offline,
    /// No answer came. It may have arrived: try again with the same key.
    TooLong,
    /// It is larger than the receiving side takes: make the files smaller.
    TooLarge,
    /// The receiving side has no time now: try again after these seconds, if it said so.
    Busy {
        /// What `Retry-After` says.
        wait_s: Option<u32>,
    },
    /// Under this key something else was sent already: look at it, then send with a new key.
    Conflict,
    /// The receiving side judged it and found something: mend that.
    Refused(Box<Problem>),
    /// It answered what we cannot read: tell whoever runs it.
    NotUnderstood {
        /// The HTTP status; 0 from a host function.
        status: u16,
    },
}

impl SendError {
    /// Whether sending the same again, with the same key, can help. The key makes it safe: the receiver takes it once.
    pub fn again(&self) -> bool {
        match self {
            SendError::Offline | SendError::TooLong | SendError::Busy { .. } => true,
            // A host function (0) has run and said something: calling it again may do again what it did.
            SendError::NotUnderstood { status } => *status != 0 && !(300..500).contains(status),
            SendError::TooLarge | SendError::Conflict | SendError::Refused(_) => false,
        }
    }

    /// What an HTTP status that is no success says.
    fn of(status: u16, problem: Option<Problem>, wait_s: Option<u32>) -> SendError {
        match (status, problem) {
            (408 | 504, _) => SendError::TooLong,
            // "Come again" with the same key: the first attempt is still being worked on.
            (409, _) if wait_s.is_some() => SendError::Busy { wait_s },
            (409, _) => SendError::Conflict,
            (413, _) => SendError::TooLarge,
            (422, Some(problem)) => SendError::Refused(Box::new(problem)),
            (429 | 503, _) => SendError::Busy { wait_s },
            (status, _) => SendError::NotUnderstood { status },
        }
    }
}

impl Backend {
    /// Sends a packet (as JSON) and its files (key, name, content). `progress` hears from 0 to 1 how much is on its way.
    /// Dropping the future gives the HTTP request up.
    pub async fn send(
        &self,
        packet_json: &str,
        files: &[(String, String, Blob)],
        key: &str,
        progress: impl Fn(f64) + 'static,
    ) -> Result<Receipt, SendError> {
        match self {
            Backend::Address(url) => by_http(url, packet_json, files, key, Rc::new(progress)).await,
            Backend::Host(send) => by_host(send, packet_json, files, key).await,
        }
    }

    /// Asks the receiving side to delete what was sent. A host's function knows no way to do that.
    pub async fn withdraw(&self, receipt: &Receipt) -> Withdrawn {
        match self {
            Backend::Address(url) => withdraw_by_http(url, receipt).await.unwrap_or(Withdrawn::Failed),
            Backend::Host(_) => Withdrawn::Failed,
        }
    }
}

async fn by_http(
    url: &str,
    packet_json: &str,
    files: &[(String, String, Blob)],
    key: &str,
    progress: Rc<dyn Fn(f64)>,
) -> Result<Receipt, SendError> {
    // What fails before a byte has left is a fault of ours or of the address.
    let here = |_: JsValue| SendError::NotUnderstood { status: 0 };
    let body = form(packet_json, files).map_err(here)?;
    // `fetch` cannot tell how far an upload is.
    let request = Request(XmlHttpRequest::new().map_err(here)?);
    request.0.open("POST", url).map_err(here)?;
    request.0.set_with_credentials(false);
    request.0.set_request_header("Idempotency-Key", key).map_err(here)?;
    request
        .0
        .set_request_header("Accept", "application/json, application/problem+json")
        .map_err(here)?;

    let (say, heard) = oneshot::channel();
    let say = Rc::new(Cell::new(Some(say)));
    let end = move |how: Result<(), SendError>| {
        if let Some(say) = say.take() {
            // Nobody waits any more: the request is being dropped.
            let _ = say.send(how);
        }
    };
    // Each sign of life winds the clock up again.
    let limit = Rc::new(RefCell::new(None));
    let wind_up = {
        let (limit, end) = (Rc::downgrade(&limit), end.clone());
        move || {
            let end = end.clone();
            if let Some(limit) = limit.upgrade() {
                let next = Timeout::new(SILENCE_MS, move || end(Err(SendError::TooLong)));
                limit.replace(Some(next));
            }
        }
    };
    wind_up();
    let upload = request.0.upload().map_err(here)?;
    let alive = wind_up.clone();
    let heard_of = |event: &Event| event.dyn_ref::<ProgressEvent>().map(|it| (it.loaded(), it.total()));
    let loaded = end.clone();
    let _listeners = [
        EventListener::new(&upload, "progress", move |event| {
            alive();
            if let Some((sent, all)) = heard_of(event)
                && all > 0.0
            {
                progress((sent / all).clamp(0.0, 1.0));
            }
        }),
        EventListener::new(&request.0, "progress", move |_| wind_up()),
        EventListener::new(&request.0, "load", move |_| loaded(Ok(()))),
        // Also when the address does not let this page read its answer (CORS): browsers do not tell the two apart.
        EventListener::new(&request.0, "error", move |_| end(Err(SendError::Offline))),
    ];
    request.0.send_with_opt_form_data(Some(&body)).map_err(here)?;
    heard.await.unwrap_or(Err(SendError::Offline))?;

    let status = request.0.status().unwrap_or(0);
    let text = request.0.response_text().ok().flatten().unwrap_or_default();
    match status {
        200 | 201 => serde_json::from_str(&text).map_err(|_| SendError::NotUnderstood { status }),
        _ => Err(SendError::of(status, serde_json::from_str(&text).ok(), wait_s(&request.0))),
    }
}

/// What became of the wish to withdraw what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawn {
    /// It is gone at the receiving side.
    Gone,
    /// The receiving side knows no such number with this secret: it was deleted before, or sent elsewhere.
    Unknown,
    /// It could not be asked, or cannot do it now.
    Failed,
}

/// Asks the receiving side to delete what was sent.
async fn withdraw_by_http(url: &str, receipt: &Receipt) -> Result<Withdrawn, JsValue> {
    let request = Request(XmlHttpRequest::new()?);
    request.0.open("DELETE", &place_of(url, receipt)?)?;
    request.0.set_with_credentials(false);
    request.0.set_timeout(WITHDRAW_MS);
    request
        .0
        .set_request_header("Authorization", &format!("Bearer {}", receipt.secret))?;
    let (say, heard) = oneshot::channel();
    let say = Rc::new(Cell::new(Some(say)));
    let _listener = EventListener::new(&request.0, "loadend", move |_| {
        if let Some(say) = say.take() {
            // Nobody waits any more: the request is being dropped.
            let _ = say.send(());
        }
    });
    request.0.send()?;
    let _ = heard.await;
    Ok(match request.0.status().unwrap_or(0) {
        200 | 204 => Withdrawn::Gone,
        404 | 410 => Withdrawn::Unknown,
        _ => Withdrawn::Failed,
    })
}

/// Where the receiving side keeps it: as the receipt says, if that is the same side; else under the number.
fn place_of(url: &str, receipt: &Receipt) -> Result<String, JsValue> {
    let base = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|page| page.base_uri().ok().flatten());
    let own = Url::new_with_base(url, &base.unwrap_or_default())?;
    let told = receipt
        .status_url
        .as_deref()
        .and_then(|told| Url::new_with_base(told, &own.href()).ok());
    // The secret goes to nobody but who gave it.
    if let Some(told) = told.filter(|told| told.origin() == own.origin()) {
        return Ok(told.href());
    }
    let path = own.pathname();
    own.set_pathname(&format!(
        "{}/{}",
        path.trim_end_matches('/'),
        String::from(js_sys::encode_uri_component(&receipt.number))
    ));
    own.set_search("");
    Ok(own.href())
}

/// The packet first: the receiver knows what is to come before the first file arrives.
fn form(packet_json: &str, files: &[(String, String, Blob)]) -> Result<FormData, JsValue> {
    let form = FormData::new()?;
    let bag = BlobPropertyBag::new();
    bag.set_type("application/json");
    let packet = Blob::new_with_str_sequence_and_options(&Array::of1(&packet_json.into()), &bag)?;
    form.append_with_blob_and_filename("packet", &packet, "packet.json")?;
    for (key, name, blob) in files {
        form.append_with_blob_and_filename(key, blob, name)?;
    }
    Ok(form)
}

/// Seconds only: a date would have to be compared with a clock that may be wrong.
fn wait_s(request: &XmlHttpRequest) -> Option<u32> {
    // Asking for one header that another origin does not show us is written to the console as an error; asking for all is not.
    seconds(&request.get_all_response_headers().ok()?)
}

fn seconds(headers: &str) -> Option<u32> {
    let mut fields = headers.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = fields.find(|(name, _)| name.trim().eq_ignore_ascii_case("retry-after"))?;
    value.trim().parse().ok()
}

/// A request that is given up when it is dropped. After the answer that does nothing.
struct Request(XmlHttpRequest);

impl Drop for Request {
    fn drop(&mut self) {
        // It fails for no request that was made.
        let _ = self.0.abort();
    }
}

/// No time limit: the host may show dialogues of its own, a sign-in for example.
async fn by_host(send: &Function, packet_json: &str, files: &[(String, String, Blob)], key: &str) -> Result<Receipt, SendError> {
    let not_understood = SendError::NotUnderstood { status: 0 };
    let Some(answer) = called(send, packet_json, files, key) else {
        return Err(not_understood);
    };
    match answer {
        Ok(answer) => match JsFuture::from(Promise::resolve(&answer)).await {
            Ok(receipt) => as_json(&receipt)
                .and_then(|text| serde_json::from_str(&text).ok())
                .ok_or(not_understood),
            Err(why) => Err(rejected(&why)),
        },
        Err(why) => Err(rejected(&why)),
    }
}

/// `None` if the arguments could not be made; `Err` with what the function threw.
fn called(send: &Function, packet_json: &str, files: &[(String, String, Blob)], key: &str) -> Option<Result<JsValue, JsValue>> {
    let packet = JSON::parse(packet_json).ok()?;
    let list = Array::new();
    for (key, name, blob) in files {
        let file = Object::new();
        Reflect::set(&file, &"key".into(), &key.into()).ok()?;
        Reflect::set(&file, &"name".into(), &name.into()).ok()?;
        Reflect::set(&file, &"blob".into(), blob).ok()?;
        list.push(&file);
    }
    Some(send.call3(&JsValue::UNDEFINED, &packet, &list, &key.into()))
}

/// A host may pass on the problem that its own server gave it, or throw whatever it likes.
fn rejected(why: &JsValue) -> SendError {
    let problem: Option<Problem> = as_json(why).and_then(|text| serde_json::from_str(&text).ok());
    match problem {
        Some(problem) if problem.status != 0 && problem.findings.is_empty() => SendError::of(problem.status, Some(problem), None),
        Some(problem) if !problem.findings.is_empty() => SendError::Refused(Box::new(problem)),
        // What a `fetch` without a connection throws looks like any other mistake.
        _ if web_sys::window().is_some_and(|window| !window.navigator().on_line()) => SendError::Offline,
        _ => SendError::NotUnderstood { status: 0 },
    }
}

fn as_json(value: &JsValue) -> Option<String> {
    JSON::stringify(value).ok()?.as_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_says_what_to_do_next() {
        assert_eq!(SendError::of(409, None, Some(2)), SendError::Busy { wait_s: Some(2) });
        let check = |status: u16, problem: Option<Problem>, expected: SendError, again: bool| {
            let error = SendError::of(status, problem, Some(7).filter(|_| status != 409));
            assert_eq!((error.again(), &error), (again, &expected), "{status}");
        };
        let problem = || Some(Problem::default());
        check(409, problem(), SendError::Conflict, false);
        check(413, None, SendError::TooLarge, false);
        check(422, problem(), SendError::Refused(Box::default()), false);
        check(422, None, SendError::NotUnderstood { status: 422 }, false);
        check(429, None, SendError::Busy { wait_s: Some(7) }, true);
        check(503, None, SendError::Busy { wait_s: Some(7) }, true);
        check(504, None, SendError::TooLong, true);
        check(404, None, SendError::NotUnderstood { status: 404 }, false);
        check(500, None, SendError::NotUnderstood { status: 500 }, true);
        // A success that we cannot read may well have been taken.
        check(201, None, SendError::NotUnderstood { status: 201 }, true);
    }

    #[test]
    fn retry_after_is_read_in_seconds() {
        let check = |headers: &str, expected: Option<u32>| assert_eq!(seconds(headers), expected, "{headers}");
        check("content-type: text/plain\r\nretry-after: 30\r\n", Some(30));
        check("Retry-After:5", Some(5));
        check("retry-after: Wed, 21 Oct 2026 07:28:00 GMT\r\n", None);
        check("", None);
    }
}
