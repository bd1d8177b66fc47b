//! Idempotency keys: their form, and which of them are at work.

use crate::hash::{Hash, hash};
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use validator::{Validate, ValidationError};

/// What names one attempt to hand something in, however often it is repeated.
#[derive(Clone, Validate)]
pub(crate) struct Key {
    #[validate(length(min = 16, max = 128), custom(function = "signs"))]
    text: String,
}

fn signs(text: &str) -> Result<(), ValidationError> {
    let fits = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if fits { Ok(()) } else { Err(ValidationError::new("signs")) }
}

impl Key {
    pub fn read(text: &str) -> Option<Key> {
        let key = Key { text: text.to_owned() };
        key.validate().is_ok().then_some(key)
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the key is remembered: the key itself opens the receipt and is not stored.
    pub fn hash(&self) -> Hash {
        hash(&[b"madoguchi idempotency key 1\0", self.text.as_bytes()])
    }
}

/// The keys at work.
#[derive(Clone, Default)]
pub(crate) struct AtWork(Arc<Mutex<HashSet<Hash>>>);

/// A key at work; free again when this is dropped.
pub(crate) struct Held(AtWork, Hash);

impl AtWork {
    /// Takes a key to work, unless it already is.
    pub fn hold(&self, key: &Key) -> Option<Held> {
        let hash = key.hash();
        let new = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(hash);
        new.then(|| Held(self.clone(), hash))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_a_key_and_one_at_a_time() {
        for wrong in ["", "short", "0123456789abcde ", "0123456789abcde/", &"x".repeat(129)] {
            assert!(Key::read(wrong).is_none(), "{wrong}");
        }
        let key = Key::read("0123456789-abc_DEF").unwrap();
        let work = AtWork::default();
        let held = work.hold(&key);
        assert!(held.is_some() && work.hold(&key).is_none());
        drop(held);
        assert!(work.hold(&key).is_some());
    }
}
