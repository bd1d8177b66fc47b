//! What is in a picture's file and is not the picture: a film behind it, further pictures, notes.

use super::Header;
use crate::bytes::{be32, find};

/// Takes up what is known once the end of the picture was met at `end`, with so many bytes of notes before it.
pub(super) fn note(bytes: &[u8], end: usize, notes: u64, header: &mut Header) {
    let behind = bytes.get(end..).unwrap_or_default();
    // Some devices fill a file up with zeros.
    let length = behind.iter().rposition(|it| *it != 0).map_or(0, |last| last as u64 + 1);
    header.beside = Some(notes + length);
    header.film = Some(has_film(behind));
}

/// Whether the first box of a film stands somewhere in these bytes.
fn has_film(bytes: &[u8]) -> bool {
    const NAME: &[u8] = b"ftyp";
    let mut at = 0;
    while let Some(found) = find(bytes, at, NAME) {
        let length = found.checked_sub(4).and_then(|at| be32(bytes, at));
        if length.is_some_and(|it| (16..=1024).contains(&it)) {
            return true;
        }
        at = found + NAME.len();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(behind: &[u8]) -> (Option<u64>, Option<bool>) {
        let mut header = Header::default();
        note(&[b"picture", behind].concat(), 7, 100, &mut header);
        (header.beside, header.film)
    }

    #[test]
    fn what_lies_behind_is_counted_and_a_film_is_known() {
        assert_eq!(noted(b""), (Some(100), Some(false)));
        assert_eq!(noted(&[0; 4096]), (Some(100), Some(false)));
        assert_eq!(noted(b"the word ftyp\0\0"), (Some(113), Some(false)));
        assert_eq!(noted(b"\xff\xd8 second \xff\xd9"), (Some(112), Some(false)));
        assert_eq!(noted(b"MotionPhoto_Data\0\0\0\x18ftypmp42\0\0\0\0"), (Some(128), Some(true)));
    }
}
