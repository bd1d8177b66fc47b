//! What a JPEG says its channels are: brightness and differences of colour, or the colours themselves. It may say so in several
//! ways, and readers do not believe the same one.

use crate::bytes::byte;

/// What stands in the file about it.
#[derive(Default)]
pub(super) struct Marks {
    jfif: bool,
    /// The number in Adobe's mark.
    adobe: Option<u8>,
    /// The names of the channels.
    names: Vec<u8>,
}

impl Marks {
    /// Takes up a segment.
    pub fn note(&mut self, marker: u8, body: &[u8]) {
        match marker {
            // Shorter ones do not count.
            0xe0 => self.jfif |= body.len() >= 12 && body.starts_with(b"JFIF\0"),
            0xee if body.starts_with(b"Adobe") && body.len() >= 12 => self.adobe = byte(body, 11),
            0xc0..=0xc2 if self.names.is_empty() => {
                let channels = body.get(6..).unwrap_or_default().chunks_exact(3);
                self.names = channels.filter_map(|it| it.first().copied()).collect();
            }
            _ => {}
        }
    }

    /// The number that Adobe's mark must have so that everybody takes the channels for what browsers take them for: these believe the
    /// mark of JFIF first, then Adobe's, then the names.
    fn told(&self) -> u8 {
        match (self.names.len(), self.adobe) {
            (3, _) if self.jfif => 1,
            (3, Some(0)) => 0,
            (3, None) if self.names == b"RGB" => 0,
            (3, _) => 1,
            (4, None | Some(0)) => 0,
            (4, _) => 2,
            _ => 0,
        }
    }

    /// What others make of it, who believe Adobe's mark first; `None` if they do not agree.
    fn taken_for(&self) -> Option<u8> {
        match (self.names.as_slice(), self.adobe) {
            (_, Some(number)) => Some(number),
            (b"RGB", None) => None,
            ([_, _, _], None) => Some(1),
            (_, None) => Some(0),
        }
    }

    /// Whether they are understood in one way only.
    pub fn are_one(&self) -> bool {
        self.names.len() == 1 || Some(self.told()) == self.taken_for()
    }

    /// A file with these marks; where they would be understood in two ways, with one mark instead, that is understood in one.
    pub fn said_once(&self, jpeg: Vec<u8>) -> Vec<u8> {
        if self.are_one() {
            return jpeg;
        }
        let mut said = vec![0xff, 0xd8];
        said.extend(b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00");
        said.push(self.told());
        let mut rest = jpeg.get(2..).unwrap_or_default();
        // They stand before the frame.
        while let [0xff, marker @ (0xe0..=0xef | 0xdb | 0xc4 | 0xdd), high, low, ..] = *rest {
            let length = 2 + usize::from(u16::from_be_bytes([high, low]));
            let Some((segment, after)) = rest.split_at_checked(length) else {
                break;
            };
            if !matches!(marker, 0xe0 | 0xee) {
                said.extend(segment);
            }
            rest = after;
        }
        said.extend(rest);
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JFIF: &[u8] = b"\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
    const ICC: &[u8] = b"\xff\xe2\x00\x10ICC_PROFILE\0\x01\x01";

    fn adobe(number: u8) -> Vec<u8> {
        [&b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00"[..], &[number]].concat()
    }

    /// What is left of these segments before a frame with channels of these names.
    #[track_caller]
    fn check(segments: &[&[u8]], names: &[u8], wanted: &[&[u8]]) {
        let channels: Vec<u8> = names.iter().flat_map(|it| [*it, 0x11, 0]).collect();
        let frame = [
            &[0xff, 0xc0, 0, 8 + channels.len() as u8, 8, 0, 1, 0, 1, names.len() as u8][..],
            &channels,
        ]
        .concat();
        let file = |segments: &[&[u8]]| [b"\xff\xd8", &segments.concat()[..], &frame, b"\xff\xda rest"].concat();
        let mut marks = Marks::default();
        for segment in segments.iter().copied().chain([&frame[..]]) {
            marks.note(segment[1], &segment[4..]);
        }
        assert_eq!(marks.said_once(file(segments)), file(wanted), "{names:?}");
    }

    #[test]
    fn what_all_understand_stays_to_the_byte() {
        check(&[JFIF], &[1, 2, 3], &[JFIF]);
        check(&[JFIF, ICC, &adobe(1)], &[1, 2, 3], &[JFIF, ICC, &adobe(1)]);
        check(&[&adobe(0)], &[1, 2, 3], &[&adobe(0)]);
        check(&[], &[0, 1, 2], &[]);
        check(&[], b"CMYK", &[]);
        check(&[&adobe(2)], &[1, 2, 3, 4], &[&adobe(2)]);
        check(&[JFIF], &[1], &[JFIF]);
    }

    #[test]
    fn what_is_understood_in_two_ways_is_said_in_one() {
        check(&[], b"RGB", &[&adobe(0)]);
        check(&[ICC], b"RGB", &[&adobe(0), ICC]);
        check(&[JFIF], b"RGB", &[&adobe(1)]);
        check(&[JFIF, ICC, &adobe(0)], &[1, 2, 3], &[&adobe(1), ICC]);
        check(&[&adobe(2)], &[1, 2, 3], &[&adobe(1)]);
        check(&[&adobe(1)], b"CMYK", &[&adobe(2)]);
    }
}
