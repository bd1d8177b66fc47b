//! What nobody may guess: folder names, salts and the secrets made from them.

use crate::hash::{Hash, base64url, hash, hex};

/// Bytes from the operating system.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// The name of a submission's folder.
pub(crate) fn folder() -> Result<String, getrandom::Error> {
    Ok(hex(&bytes::<16>()?))
}

/// The secret of a receipt: made from 32 random bytes, which are kept, and the idempotency key, which is not.
///
/// So who sends the same submission again gets the same secret, and who reads the database does not learn it.
pub(crate) fn secret(salt: &Hash, key: &str) -> String {
    base64url(&hash(&[b"madoguchi receipt secret 1\0", salt, key.as_bytes()]))
}
