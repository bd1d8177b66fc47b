//! Where in a file an object begins, whatever its table says.

use std::collections::{BTreeMap, HashSet};

use lopdf::ObjectId;
use memchr::memmem;

use crate::bytes::stands;

/// The beginning of an object: `12 0 obj`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    pub id: ObjectId,
    /// Where its number begins.
    pub at: usize,
    /// Where what it holds begins.
    pub body: usize,
    /// Whether no digit stands before the number: otherwise this is the end of another one.
    pub whole: bool,
}

/// The head that stands at a place, behind blanks and comments.
pub(super) fn head(bytes: &[u8], at: usize) -> Option<Head> {
    let mut from = at;
    loop {
        from += blanks(bytes.get(from..)?);
        if bytes.get(from) != Some(&b'%') {
            break;
        }
        from += bytes.get(from..)?.iter().position(|it| matches!(it, b'\r' | b'\n'))?;
    }
    let (number, behind) = digits(bytes, from)?;
    let (generation, behind) = digits(bytes, behind + some(blanks(bytes.get(behind..)?))?)?;
    let keyword = behind + blanks(bytes.get(behind..)?);
    let before = from.checked_sub(1).and_then(|it| bytes.get(it));
    stands(bytes, keyword, b"obj").then_some(Head {
        id: (number.try_into().ok()?, generation.try_into().ok()?),
        at: from,
        body: keyword + b"obj".len(),
        whole: !before.is_some_and(u8::is_ascii_digit),
    })
}

/// All of them, but for what stands inside of streams.
#[derive(Default)]
pub(super) struct Scan {
    /// By number, in the order of the file.
    heads: BTreeMap<u32, Vec<Head>>,
    /// Where they begin, in order.
    starts: Vec<usize>,
}

impl Scan {
    pub fn of(bytes: &[u8]) -> Scan {
        let mut scan = Scan::default();
        let mut words = Words::of(bytes);
        while let Some(head) = words.next_head() {
            scan.heads.entry(head.id.0).or_default().push(head);
            scan.starts.push(head.at);
        }
        scan
    }

    /// The newest object of each number.
    pub fn newest(&self) -> impl Iterator<Item = Head> {
        self.heads.values().filter_map(|all| all.last().copied())
    }

    /// The newest object of this number.
    pub fn last(&self, number: u32) -> Option<Head> {
        self.heads.get(&number)?.last().copied()
    }

    /// Where the next object begins.
    pub fn next(&self, at: usize) -> Option<usize> {
        self.starts.get(self.starts.partition_point(|start| *start <= at)).copied()
    }
}

/// The numbers of all objects that begin somewhere in a file.
pub(crate) fn numbers(bytes: &[u8]) -> HashSet<u32> {
    let mut words = Words::of(bytes);
    std::iter::from_fn(|| words.next_head()).map(|head| head.id.0).collect()
}

struct Words<'a> {
    bytes: &'a [u8],
    from: usize,
    /// The next `stream`, if it was found already.
    stream: Option<usize>,
}

impl<'a> Words<'a> {
    fn of(bytes: &'a [u8]) -> Words<'a> {
        Words {
            bytes,
            from: 0,
            stream: Some(0),
        }
    }

    fn find(&self, from: usize, word: &[u8]) -> Option<usize> {
        memmem::find(self.bytes.get(from..)?, word).map(|at| from + at)
    }

    fn next_head(&mut self) -> Option<Head> {
        loop {
            let at = self.find(self.from, b"obj")?;
            if let Some(end) = self.end_of_a_stream_before(at) {
                self.from = end;
                continue;
            }
            self.from = at + b"obj".len();
            if let Some(head) = self.head_before(at) {
                return Some(head);
            }
        }
    }

    /// If data begins before `at`, where that ends: at its own end mark, or at the end of the object where it has none.
    fn end_of_a_stream_before(&mut self, at: usize) -> Option<usize> {
        const STREAM: &[u8] = b"stream";
        loop {
            if self.stream.is_some_and(|known| known < self.from) {
                self.stream = self.find(self.from, STREAM);
            }
            let stream = self.stream.filter(|stream| *stream < at)?;
            let behind = stream + STREAM.len();
            let begins = !self.bytes.get(..stream)?.ends_with(b"end") && matches!(self.bytes.get(behind), Some(b'\r' | b'\n' | b' '));
            let end = if begins { self.find(behind, b"endstream") } else { None };
            if let Some(end) = end {
                return Some(self.end_without_a_mark(behind, end).unwrap_or(end + b"endstream".len()));
            }
            self.stream = self.find(behind, STREAM);
        }
    }

    /// Where an object ends and another begins before that end mark, the mark is that of the other.
    fn end_without_a_mark(&self, from: usize, mark: usize) -> Option<usize> {
        let mut at = from;
        loop {
            let behind = self.find(at, b"endobj").filter(|it| *it < mark)? + b"endobj".len();
            if head(self.bytes, behind).is_some_and(|next| next.at > behind && next.at < mark) {
                return Some(behind);
            }
            at = behind;
        }
    }

    /// The head whose keyword stands at `at`.
    fn head_before(&self, at: usize) -> Option<Head> {
        let back = |end: usize, belongs: fn(&u8) -> bool| -> Option<usize> {
            let count = self.bytes.get(..end)?.iter().rev().take_while(|it| belongs(it)).count();
            Some(end - count)
        };
        let start = back(back(back(back(at, is_blank)?, u8::is_ascii_digit)?, is_blank)?, u8::is_ascii_digit)?;
        head(self.bytes, start).filter(|head| head.at == start && head.body == at + b"obj".len() && head.whole)
    }
}

/// A number of at most ten digits, and where it ends.
fn digits(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let written = bytes.get(at..)?;
    let count = some(written.iter().take_while(|it| it.is_ascii_digit()).count()).filter(|count| *count <= 10)?;
    let number = str::from_utf8(written.get(..count)?).ok()?.parse().ok()?;
    Some((number, at + count))
}

fn some(count: usize) -> Option<usize> {
    (count > 0).then_some(count)
}

/// How many blanks stand first.
pub(super) fn blanks(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|it| is_blank(it)).count()
}

fn is_blank(byte: &u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> Vec<(u32, usize)> {
        let mut words = Words::of(bytes);
        std::iter::from_fn(|| words.next_head()).map(|head| (head.id.0, head.at)).collect()
    }

    #[test]
    fn objects_are_found_wherever_they_stand() {
        assert_eq!(
            found(b"1 0 obj 7 endobj 12 0 obj<<>>endobj\n3\r\n0\r\nobj"),
            [(1, 0), (12, 17), (3, 36)]
        );
        assert_eq!(found(b"endobj obj x 0 obj 1 x obj"), []);
    }

    #[test]
    fn what_stands_in_a_stream_is_none() {
        assert_eq!(found(b"1 0 obj<<>>stream\n2 0 obj endstream endobj 3 0 obj"), [(1, 0), (3, 43)]);
        // Without an end mark of its own it ends where its object does.
        let open = b"1 0 obj<<>>stream\nabc endobj 2 0 obj<<>>stream\nabc endstream endobj 3 0 obj";
        assert_eq!(found(open).iter().map(|it| it.0).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(found(b"1 0 obj<<>>stream\n2 0 obj"), [(1, 0), (2, 18)]);
    }

    #[test]
    fn a_head_is_a_whole_number() {
        assert_eq!(head(b"12 0 obj", 0).map(|it| (it.id, it.whole)), Some(((12, 0), true)));
        assert_eq!(head(b"12 0 obj", 1).map(|it| (it.id, it.whole)), Some(((2, 0), false)));
        assert_eq!(head(b" % 1 0 obj\n 12 0 obj", 0).map(|it| it.at), Some(12));
        assert_eq!(head(b"12 0 xbj", 0), None);
        assert_eq!(head(b"12 0 obj", 99), None);
    }
}
