//! Names as they are written.

/// A name, or anything with names in it, with its `#20` and the like read.
pub(crate) fn without_codes(written: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(written.len());
    let mut left = written;
    while let Some((&byte, rest)) = left.split_first() {
        let digit = |at: usize| char::from(*rest.get(at)?).to_digit(16);
        let code = (byte == b'#').then(|| digit(0).zip(digit(1))).flatten();
        let code = code.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        plain.push(code.unwrap_or(byte));
        left = if code.is_some() { rest.get(2..).unwrap_or_default() } else { rest };
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::without_codes;

    #[test]
    fn names_may_be_written_in_codes() {
        assert_eq!(without_codes(b"Im#30"), b"Im0");
        assert_eq!(without_codes(b"a#zz#4"), b"a#zz#4");
    }
}
