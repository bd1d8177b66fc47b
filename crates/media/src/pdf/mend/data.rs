//! An object where it stands, and the data of a stream, also where its length is not said or wrong.

use lopdf::{Document, Object, Stream};
use memchr::memmem;

use super::parsed;
use super::scan::{Head, Scan, blanks};
use crate::bytes::stands;

const STREAM: &[u8] = b"stream";
const END_STREAM: &[u8] = b"endstream";
const END_OBJECT: &[u8] = b"endobj";

/// The object that begins at a head.
pub(super) fn object(bytes: &[u8], head: &Head, scan: &Scan, document: &Document) -> Option<Object> {
    let Some(keyword) = keyword(bytes, head) else {
        let next = scan.next(head.at).unwrap_or(bytes.len());
        let body = bytes.get(head.body..next)?;
        return parsed(body.get(..memmem::find(body, END_OBJECT).unwrap_or(body.len()))?);
    };
    let Object::Dictionary(dictionary) = parsed(bytes.get(head.body..keyword)?)? else {
        return None;
    };
    let start = start(bytes, keyword + STREAM.len());
    let length = dictionary.get_deref(b"Length", document).and_then(Object::as_i64).ok();
    let said = length.and_then(|length| start.checked_add(usize::try_from(length).ok()?));
    let content = match said.filter(|end| ends_at(bytes, *end)) {
        Some(end) => bytes.get(start..end)?,
        None => up_to_the_end(bytes, start, scan),
    };
    Some(Stream::new(dictionary, content.to_vec()).into())
}

/// Where `stream` stands behind the dictionary of an object.
pub(super) fn keyword(bytes: &[u8], head: &Head) -> Option<usize> {
    let body = bytes.get(head.body..)?;
    let body = body.get(..memmem::find(body, END_OBJECT).unwrap_or(body.len()))?;
    let mut words = memmem::find_iter(body, STREAM);
    let at = words.find(|at| body.get(..*at).is_some_and(|before| before.trim_ascii_end().ends_with(b">>")))?;
    Some(head.body + at)
}

/// Data begins behind the line end that follows the keyword; some writers put blanks before that, and some leave it out.
fn start(bytes: &[u8], behind: usize) -> usize {
    let spaces = bytes.get(behind..).unwrap_or_default().iter().take_while(|it| **it == b' ').count();
    let line = behind + spaces;
    match (bytes.get(line), bytes.get(line + 1)) {
        (Some(b'\r'), Some(b'\n')) => line + 2,
        (Some(b'\r' | b'\n'), _) => line + 1,
        _ => behind + spaces.min(1),
    }
}

/// Whether data may end here: its end mark follows.
pub(super) fn ends_at(bytes: &[u8], end: usize) -> bool {
    bytes
        .get(end..)
        .is_some_and(|rest| stands(rest, blanks(rest.get(..2).unwrap_or(rest)), END_STREAM))
}

/// Data up to its end mark, as other readers take it where they are not told the length: without one to the end of the
/// object, or to the next one.
pub(super) fn up_to_the_end<'a>(bytes: &'a [u8], start: usize, scan: &Scan) -> &'a [u8] {
    let rest = bytes.get(start..).unwrap_or_default();
    let mark = memmem::find(rest, END_STREAM);
    let next = scan.next(start).and_then(|next| next.checked_sub(start));
    let mark = mark.filter(|mark| next.is_none_or(|next| *mark < next));
    let end = mark.unwrap_or_else(|| {
        let own = rest.get(..next.unwrap_or(rest.len())).unwrap_or(rest);
        memmem::find(own, END_OBJECT).unwrap_or(own.len())
    });
    let data = rest.get(..end).unwrap_or_default();
    // One line end belongs to the mark.
    let data = data.strip_suffix(b"\n").map_or(data, |it| it.strip_suffix(b"\r").unwrap_or(it));
    data.strip_suffix(b"\r").unwrap_or(data)
}
