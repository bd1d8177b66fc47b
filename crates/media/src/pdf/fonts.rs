//! Whether a font travels with the file.

use lopdf::{Dictionary, Document, Object};

/// The name of a font that is neither in the file nor in every reader; `None` if the font will be there.
pub(super) fn missing<'a>(font: &'a Dictionary, document: &'a Document) -> Option<&'a [u8]> {
    let value = |of: &'a Dictionary, key: &[u8]| of.get_deref(key, document).ok();
    let kind = value(font, b"Subtype")?.as_name().ok()?;
    let described = match kind {
        // Its letters are drawings in the file.
        b"Type3" => return None,
        b"Type0" => {
            let descendants = value(font, b"DescendantFonts")?.as_array().ok()?;
            document.dereference(descendants.first()?).ok()?.1.as_dict().ok()?
        }
        _ => font,
    };
    let descriptor = value(described, b"FontDescriptor").and_then(|it| it.as_dict().ok());
    let embedded = descriptor.is_some_and(|it| {
        [&b"FontFile"[..], b"FontFile2", b"FontFile3"]
            .iter()
            .any(|key| matches!(value(it, key), Some(Object::Stream(_))))
    });
    let name = value(font, b"BaseFont")?.as_name().ok()?;
    (!embedded && !is_everywhere(name)).then_some(name)
}

/// The fourteen fonts that every reader brings, and the names under which they are also known.
fn is_everywhere(name: &[u8]) -> bool {
    // A subset is marked by six letters and a plus, also where it was then not put in.
    let plain = match name.iter().position(|it| *it == b'+') {
        Some(6) => name.get(7..).unwrap_or_default(),
        _ => name,
    };
    const FAMILIES: [&[u8]; 8] = [
        b"Helvetica",
        b"Courier",
        b"Times",
        b"Arial",
        b"CourierNew",
        b"TimesNewRoman",
        b"Symbol",
        b"ZapfDingbats",
    ];
    let family = plain.split(|it| matches!(it, b'-' | b',')).next().unwrap_or_default();
    let family = family.strip_suffix(b"MT").unwrap_or(family);
    let family = family.strip_suffix(b"PS").unwrap_or(family);
    FAMILIES.contains(&family)
}

#[cfg(test)]
mod tests {
    use super::is_everywhere;

    #[test]
    fn the_fourteen_are_everywhere() {
        for name in [
            "Helvetica",
            "Helvetica-BoldOblique",
            "Times-Roman",
            "Arial,Bold",
            "ArialMT",
            "TimesNewRomanPS-BoldMT",
            "ABCDEF+Courier",
        ] {
            assert!(is_everywhere(name.as_bytes()), "{name}");
        }
        for name in ["MS-Mincho", "HelveticaNeue", "ArialUnicodeMS", "Calibri"] {
            assert!(!is_everywhere(name.as_bytes()), "{name}");
        }
    }
}
