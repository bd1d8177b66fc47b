//! Security settings out of a file whose table of objects is lost.
//!
//! Without this a cut file would look unlocked: its trailer, which names the settings, is what was cut off.

use lopdf::{Dictionary, Object};

use super::object::parsed;
use crate::bytes::{find, find_last, stands};

/// Settings are some hundred bytes; this is generous.
const LONGEST: usize = 16 << 10;

/// The settings, if any are to be found.
pub(super) fn settings(bytes: &[u8]) -> Option<Dictionary> {
    named_by_a_trailer(bytes).or_else(|| known_by_handler(bytes))
}

/// The file's identifier, which goes into the test of a password.
pub(super) fn id(bytes: &[u8]) -> Option<Object> {
    let mut from = 0;
    loop {
        let at = find(bytes, from, b"/ID")? + b"/ID".len();
        let value = bytes.get(at..)?.trim_ascii_start();
        if value.starts_with(b"[") {
            return object(value).filter(|it| matches!(it, Object::Array(_)));
        }
        from = at;
    }
}

/// `/Encrypt 12 0 R` or `/Encrypt << .. >>`.
fn named_by_a_trailer(bytes: &[u8]) -> Option<Dictionary> {
    let mut from = 0;
    loop {
        let at = find(bytes, from, b"/Encrypt")? + b"/Encrypt".len();
        let value = bytes.get(at..)?;
        let found = match object(value) {
            Some(Object::Dictionary(settings)) => Some(settings),
            Some(Object::Reference((number, generation))) => {
                let head = format!("{number} {generation} obj");
                let body = find_last(bytes, head.as_bytes())? + head.len();
                bytes.get(body..).and_then(object).and_then(|it| it.as_dict().ok().cloned())
            }
            _ => None,
        };
        match found {
            Some(settings) if settings.has(b"Filter") => return Some(settings),
            _ => from = at,
        }
    }
}

/// An object that names the standard handler and has what it needs.
fn known_by_handler(bytes: &[u8]) -> Option<Dictionary> {
    let at = find(bytes, 0, b"/Standard")?;
    let before = bytes.get(at.saturating_sub(LONGEST)..at)?;
    let start = at - before.len() + find_last(before, b"obj")? + b"obj".len();
    let settings = object(bytes.get(start..)?)?.as_dict().ok()?.clone();
    [&b"V"[..], b"R", b"P", b"O", b"U"]
        .iter()
        .all(|key| settings.has(key))
        .then_some(settings)
}

/// The object at the start of these bytes.
fn object(bytes: &[u8]) -> Option<Object> {
    let bytes = bytes.get(..LONGEST).unwrap_or(bytes);
    if stands(bytes, 0, b"Metadata") {
        // `/EncryptMetadata` is another key.
        return None;
    }
    parsed(bytes)
}
