//! One object out of bytes.

use lopdf::{Object, ObjectStream, Stream, dictionary};

/// The object at the start of these bytes. The library has no door for one object; a stream that holds one is it.
pub(super) fn parsed(bytes: &[u8]) -> Option<Object> {
    let index = b"1 0 ";
    let length = i64::try_from(index.len()).ok()?;
    let stream = Stream::new(dictionary! { "N" => 1, "First" => length }, [index, bytes].concat());
    let most = bytes.len() + index.len();
    ObjectStream::new_with_limit(&stream, Some(most)).ok()?.objects.remove(&(1, 0))
}

#[cfg(test)]
mod tests {
    use lopdf::Object;

    use super::parsed;

    #[test]
    fn what_stands_first_is_read() {
        assert_eq!(parsed(b" 7 endobj"), Some(Object::Integer(7)));
        assert_eq!(
            parsed(b"<< /A [1 2] >>\nstream").and_then(|it| it.as_dict().ok().map(|it| it.len())),
            Some(1)
        );
        assert_eq!(parsed(b"<< /A"), None);
        assert_eq!(parsed(b""), None);
    }
}
