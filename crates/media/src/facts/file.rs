//! Facts about any file.

use super::{FactInfo, number, text, yes_no};

/// `file.bytes`
pub const BYTES: FactInfo = number("file.bytes", "bytes", "The size of the file; always present.");

/// `file.format`
pub const FORMAT: FactInfo = text(
    "file.format",
    "What the content is, whatever the name says: jpeg, png, webp, gif, bmp, tiff, heic, avif, jxl, pdf, zip, \
     office, html, mail, text or unknown; absent if the file is empty or too big.",
);

/// `file.extension`
pub const EXTENSION: FactInfo = text(
    "file.extension",
    "What follows the last dot of the name, in lower case; empty if there is none; always present.",
);

/// `file.extension_fits`
pub const EXTENSION_FITS: FactInfo = yes_no(
    "file.extension_fits",
    "Whether the extension is one that files of this content bear; absent if the content is unknown.",
);

/// `file.unreadable`
pub const UNREADABLE: FactInfo = text(
    "file.unreadable",
    "Why the file could not be read: empty, too-big, unknown-format, truncated, too-many-pixels or damaged; \
     absent if it could.",
);

/// The extension of a file name, in lower case without its dot; empty if it has none.
pub(crate) fn extension(name: &str) -> String {
    // Longer than any extension in use: then the dot belongs to the name.
    const LONGEST: usize = 16;
    match name.trim().rsplit_once('.') {
        Some((_, end)) if end.chars().count() <= LONGEST => end.to_lowercase(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::extension;

    #[test]
    fn the_extension_is_what_follows_the_last_dot() {
        for (name, wanted) in [
            ("photo.JPG", "jpg"),
            ("photo.tar.gz", "gz"),
            (" photo.png ", "png"),
            ("photo", ""),
            ("photo.", ""),
            ("", ""),
            (".pdf", "pdf"),
            ("see 3. the whole story of my life", ""),
        ] {
            assert_eq!(extension(name), wanted, "{name:?}");
        }
    }
}
