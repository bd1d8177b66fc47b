//! A second opinion: another reader, written by others, opens the same bytes.
//!
//! Readers repair differently. A file on which two of them agree will most likely open at the office as well; one that
//! only one of them opens is odd, but is no file that cannot be opened.

use hayro_syntax::Pdf;

use super::names::without_codes;
use super::open::Packed;
use crate::bytes::find;

/// How many pages the other reader counts; `None` if it does not open the file.
///
/// It has no limits of its own. Ask it of files whose objects were counted and whose tree of pages was walked, or
/// [`can_be_asked_alone`].
pub(crate) fn pages(bytes: &[u8]) -> Option<usize> {
    Some(Pdf::new(bytes.to_vec()).ok()?.pages().len())
}

/// Whether a file that the first reader could not open is harmless for the second: nothing is packed, and no two
/// branches of the tree of pages share a list.
pub(super) fn can_be_asked_alone(bytes: &[u8], packed: Packed) -> bool {
    packed == Packed::Nothing && {
        let plain = without_codes(bytes);
        let mut from = 0;
        loop {
            let Some(at) = find(&plain, from, b"/Kids") else { return true };
            from = at + b"/Kids".len();
            let list = plain.get(from..).unwrap_or_default().trim_ascii_start();
            if !list.starts_with(b"[") {
                return false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_must_not_be_shared() {
        let asked = |bytes: &[u8]| can_be_asked_alone(bytes, Packed::Nothing);
        assert!(asked(b"<< /Kids [3 0 R] >> << /Kids\n[ ] >>"));
        assert!(!asked(b"<< /Kids [3 0 R] >> << /Kids 4 0 R >>"));
        assert!(!asked(b"<< /#4Bids 4 0 R >>"));
        assert!(!can_be_asked_alone(b"", Packed::Counted));
    }
}
