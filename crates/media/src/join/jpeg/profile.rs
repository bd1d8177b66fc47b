//! A colour profile in a JPEG: it may lie in several segments.

/// The parts that were met so far, each with its number, and how many there shall be.
#[derive(Default)]
pub(super) struct Parts<'a> {
    met: Vec<(u8, &'a [u8])>,
    count: u8,
    /// Behind the start of a scan none is looked for.
    over: bool,
}

impl<'a> Parts<'a> {
    /// Takes up a segment, if it is a part.
    pub fn note(&mut self, marker: u8, body: &'a [u8]) {
        const NAME: &[u8] = b"ICC_PROFILE\0";
        self.over |= marker == 0xda;
        if marker != 0xe2 || self.over {
            return;
        }
        if let Some([number, count, part @ ..]) = body.strip_prefix(NAME) {
            self.count = *count;
            self.met.push((*number, part));
        }
    }

    /// All parts in order; `None` if there are none, or one is missing or comes twice: then browsers take it for none as well.
    pub fn together(mut self) -> Option<Vec<u8>> {
        self.met.sort_by_key(|(number, _)| *number);
        let wanted = (1..=self.count).eq(self.met.iter().map(|(number, _)| *number));
        let parts: Vec<&[u8]> = self.met.into_iter().map(|(_, part)| part).collect();
        (wanted && !parts.is_empty()).then(|| parts.concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bodies: &[&[u8]], wanted: Option<&[u8]>) {
        let mut parts = Parts::default();
        let bodies: Vec<Vec<u8>> = bodies.iter().map(|it| [b"ICC_PROFILE\0", *it].concat()).collect();
        bodies.iter().for_each(|it| parts.note(0xe2, it));
        parts.note(0xda, &[]);
        parts.note(0xe2, b"ICC_PROFILE\0\x01\x01late");
        assert_eq!(parts.together().as_deref(), wanted);
    }

    #[test]
    fn parts_are_put_together_if_all_are_there() {
        check(&[], None);
        check(&[b"\x01\x01one"], Some(b"one"));
        check(&[b"\x02\x02two", b"\x01\x02one "], Some(b"one two"));
        check(&[b"\x01\x02one"], None);
        check(&[b"\x01\x01one", b"\x01\x01one"], None);
        check(&[b""], None);
    }
}
