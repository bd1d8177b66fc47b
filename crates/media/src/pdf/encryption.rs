//! The security settings of a PDF.
//!
//! The dictionary that holds them is never encrypted itself, so permissions can be read without any password.
//! The permissions are wishes that software respects, not locks: a file with an empty user password opens
//! everywhere and may still forbid printing.

use lopdf::encryption::DecryptionError;
use lopdf::{Dictionary, Document, Error, Object};
use memchr::memmem;

use super::lost;

pub(crate) enum Found {
    /// No security settings.
    Open,
    Locked(Lock),
    /// The part of the file that would tell is lost.
    Unknown,
}

pub(crate) struct Lock {
    /// Cipher and revision, or the name of a foreign handler.
    pub scheme: String,
    pub permissions: Option<Permissions>,
    /// `None` if it could not be tried.
    pub password_needed: Option<bool>,
}

pub(crate) struct Permissions {
    pub print: bool,
    pub copy: bool,
}

pub(crate) fn read(bytes: &[u8], document: Option<&Document>) -> Found {
    let Some(document) = document else {
        return search(bytes);
    };
    if let Some(state) = &document.encryption_state {
        // Opened without a password; the library has taken the dictionary out, but can write it again.
        let settings = state.encode().unwrap_or_default();
        return Found::Locked(Lock {
            password_needed: Some(false),
            ..lock(&settings, None)
        });
    }
    let id = document.trailer.get(b"ID").ok();
    match document.trailer.get(b"Encrypt") {
        Ok(Object::Dictionary(settings)) => Found::Locked(lock(settings, id)),
        Ok(_) => match document.get_encrypted() {
            Ok(settings) => Found::Locked(lock(settings, id)),
            Err(_) => match search(bytes) {
                Found::Locked(lock) => Found::Locked(lock),
                _ => Found::Locked(lock(&Dictionary::new(), None)),
            },
        },
        // A trailer that was read has a size; one that was made up to save a broken file has none.
        Err(_) if document.trailer.has(b"Size") => Found::Open,
        Err(_) => match search(bytes) {
            // The settings are named in plain words before the end mark; where that stands and no such word does, there are none.
            Found::Unknown if bytes.trim_ascii_end().ends_with(b"%%EOF") && memmem::find(bytes, b"/Encrypt").is_none() => Found::Open,
            found => found,
        },
    }
}

fn search(bytes: &[u8]) -> Found {
    match lost::settings(bytes) {
        Some(settings) => Found::Locked(lock(&settings, lost::id(bytes).as_ref())),
        None => Found::Unknown,
    }
}

fn lock(settings: &Dictionary, id: Option<&Object>) -> Lock {
    let permissions = integer(settings, b"P").map(|bits| Permissions {
        print: bits & 1 << 2 != 0,
        copy: bits & 1 << 4 != 0,
    });
    Lock {
        scheme: scheme(settings),
        permissions,
        password_needed: password_needed(settings, id),
    }
}

/// Such as `AES-256 R6`.
fn scheme(settings: &Dictionary) -> String {
    let handler = name(settings, b"Filter").unwrap_or(b"unknown");
    if handler != b"Standard" {
        // A name out of a hostile file: letters, digits and dots, and not many.
        return handler
            .iter()
            .filter(|it| it.is_ascii_alphanumeric() || **it == b'.')
            .take(40)
            .map(|&it| char::from(it))
            .collect();
    }
    let length = integer(settings, b"Length").filter(|bits| (40..=256).contains(bits));
    let cipher = match integer(settings, b"V") {
        Some(1) => "RC4-40".to_owned(),
        Some(2 | 3) => format!("RC4-{}", length.unwrap_or(40)),
        Some(4 | 5) => match method(settings) {
            Some(b"V2") => format!("RC4-{}", length.unwrap_or(128)),
            Some(b"AESV2") => "AES-128".to_owned(),
            Some(b"AESV3") => "AES-256".to_owned(),
            _ => "no cipher".to_owned(),
        },
        _ => "unknown cipher".to_owned(),
    };
    match integer(settings, b"R") {
        Some(revision) => format!("{cipher} R{revision}"),
        None => cipher,
    }
}

/// The method of the crypt filter that streams go through.
fn method(settings: &Dictionary) -> Option<&[u8]> {
    let filters = settings.get(b"CF").and_then(Object::as_dict).ok()?;
    let filter = filters.get(name(settings, b"StmF")?).and_then(Object::as_dict).ok()?;
    name(filter, b"CFM")
}

/// Tries the empty password on a document that holds nothing but its lock: so it can be tried on a lock whose
/// document cannot be opened for another reason.
fn password_needed(settings: &Dictionary, id: Option<&Object>) -> Option<bool> {
    if name(settings, b"Filter")? != b"Standard" {
        return Some(true);
    }
    let mut door = Document::new();
    let at = door.add_object(settings.clone());
    door.trailer.set("Encrypt", at);
    // Without an identifier a reader takes an empty one.
    let nothing = || Object::Array(vec![Object::string_literal(""), Object::string_literal("")]);
    let id = id.filter(|it| it.as_array().is_ok_and(|it| it.first().is_some_and(|it| it.as_str().is_ok())));
    door.trailer.set("ID", id.cloned().unwrap_or_else(nothing));
    match door.authenticate_password("") {
        Ok(()) => Some(false),
        Err(Error::Decryption(DecryptionError::IncorrectPassword)) => Some(true),
        Err(_) => None,
    }
}

fn name<'a>(dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
    dictionary.get(key).and_then(Object::as_name).ok()
}

fn integer(dictionary: &Dictionary, key: &[u8]) -> Option<i64> {
    dictionary.get(key).and_then(Object::as_i64).ok()
}
