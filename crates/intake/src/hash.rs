//! SHA-256, in the few ways in which it is needed here.

use sha2::{Digest, Sha256};

/// A hash as it is stored.
pub(crate) type Hash = [u8; 32];

/// The hash of several pieces, one after the other.
pub(crate) fn hash(pieces: &[&[u8]]) -> Hash {
    let mut hash = Sha256::new();
    pieces.iter().for_each(|piece| hash.update(piece));
    hash.finalize().into()
}

/// In hex, as receipts show it.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// In the alphabet of base64 for addresses, without padding.
pub(crate) fn base64url(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let piece = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = piece(0) << 16 | piece(1) << 8 | piece(2);
        for sign in 0..=three.len() {
            text.push(char::from(SIGNS[(bits >> (18 - 6 * sign)) as usize & 63]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_standards_write_them() {
        assert_eq!(hex(&hash(&[b"a", b"bc"]))[..8], *"ba7816bf");
        for (bytes, text) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg")] {
            assert_eq!(base64url(bytes.as_bytes()), text);
        }
        assert_eq!(base64url(&[0xfb, 0xff]), "-_8");
    }
}
