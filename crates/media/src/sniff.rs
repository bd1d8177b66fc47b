//! What a file is, by its content alone.

use crate::bytes::{array, be32, find, stands};

/// What the content of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Jpeg,
    Png,
    Webp,
    Gif,
    Bmp,
    Tiff,
    Heic,
    Avif,
    Jxl,
    Pdf,
    Zip,
    Office,
    Html,
    Text,
    Unknown,
}

/// How far into a file `%PDF-` may stand: readers have always looked this far.
const PDF_WINDOW: usize = 1024;

impl Format {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Format::Jpeg => "jpeg",
            Format::Png => "png",
            Format::Webp => "webp",
            Format::Gif => "gif",
            Format::Bmp => "bmp",
            Format::Tiff => "tiff",
            Format::Heic => "heic",
            Format::Avif => "avif",
            Format::Jxl => "jxl",
            Format::Pdf => "pdf",
            Format::Zip => "zip",
            Format::Office => "office",
            Format::Html => "html",
            Format::Text => "text",
            Format::Unknown => "unknown",
        }
    }

    /// The extensions that files of this content bear, in lower case.
    pub(crate) fn extensions(self) -> &'static [&'static str] {
        match self {
            Format::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Format::Png => &["png", "apng"],
            Format::Webp => &["webp"],
            Format::Gif => &["gif"],
            Format::Bmp => &["bmp", "dib"],
            Format::Tiff => &["tif", "tiff"],
            Format::Heic => &["heic", "heif", "hif", "heics", "heifs"],
            Format::Avif => &["avif", "avifs"],
            Format::Jxl => &["jxl"],
            Format::Pdf => &["pdf"],
            Format::Zip => &["zip"],
            Format::Office => &[
                "docx", "docm", "dotx", "xlsx", "xlsm", "xltx", "pptx", "pptm", "ppsx", "doc", "xls", "ppt", "odt", "ods", "odp",
            ],
            Format::Html => &["html", "htm", "xhtml"],
            Format::Text => &["txt", "text", "csv", "tsv", "md", "json", "xml", "svg", "log"],
            Format::Unknown => &[],
        }
    }

    pub(crate) fn is_picture(self) -> bool {
        use Format::*;
        matches!(self, Jpeg | Png | Webp | Gif | Bmp | Tiff | Heic | Avif | Jxl)
    }
}

/// What the content is. Reads the first kilobytes only, of a ZIP also its end.
pub(crate) fn sniff(bytes: &[u8]) -> Format {
    by_magic(bytes).unwrap_or_else(|| by_words(bytes))
}

/// Where `%PDF-` stands, if it stands where readers look for it.
pub(crate) fn pdf_start(bytes: &[u8]) -> Option<usize> {
    find(bytes.get(..PDF_WINDOW + 4).unwrap_or(bytes), 0, b"%PDF-")
}

fn by_magic(bytes: &[u8]) -> Option<Format> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    Some(if starts(b"\xff\xd8\xff") {
        Format::Jpeg
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        Format::Png
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        Format::Gif
    } else if starts(b"RIFF") && stands(bytes, 8, b"WEBP") {
        Format::Webp
    } else if starts(b"II*\0") || starts(b"MM\0*") {
        Format::Tiff
    } else if starts(b"\xff\x0a") || starts(b"\0\0\0\x0cJXL \r\n\x87\n") {
        Format::Jxl
    } else if stands(bytes, 4, b"ftyp") {
        by_brand(bytes)?
    } else if starts(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
        // Two letters alone begin many a text; the four reserved zeros do not.
        Format::Bmp
    } else if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        if is_office_zip(bytes) { Format::Office } else { Format::Zip }
    } else if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        Format::Office
    } else if pdf_start(bytes).is_some() {
        Format::Pdf
    } else {
        return None;
    })
}

/// HEIC, AVIF, or something else in the same container, such as a film.
fn by_brand(bytes: &[u8]) -> Option<Format> {
    const AVIF: [&[u8; 4]; 2] = [b"avif", b"avis"];
    const HEIC: [&[u8; 4]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];
    // A file type box of more than 256 bytes would name sixty brands.
    let end = (be32(bytes, 0)? as usize).clamp(16, 256);
    let brands: Vec<[u8; 4]> = (8..end)
        .step_by(4)
        .filter(|&at| at != 12)
        .map_while(|at| array(bytes, at))
        .collect();
    let has = |known: &[&[u8; 4]]| brands.iter().any(|brand| known.contains(&brand));
    // AVIF first: such files name `mif1` too.
    if has(&AVIF) {
        Some(Format::Avif)
    } else if has(&HEIC) {
        Some(Format::Heic)
    } else {
        Some(Format::Unknown)
    }
}

/// Word, Excel, PowerPoint and OpenDocument files are ZIP files with a known member, first or listed at the end.
fn is_office_zip(bytes: &[u8]) -> bool {
    const WINDOW: usize = 64 << 10;
    let head = bytes.get(..WINDOW).unwrap_or(bytes);
    let tail = bytes.get(bytes.len().saturating_sub(WINDOW)..).unwrap_or_default();
    stands(bytes, 30, b"mimetypeapplication/vnd.oasis.opendocument")
        || [head, tail].iter().any(|part| find(part, 0, b"[Content_Types].xml").is_some())
}

fn by_words(bytes: &[u8]) -> Format {
    const WINDOW: usize = 4096;
    let head = bytes.get(..WINDOW).unwrap_or(bytes);
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let start: Vec<u8> = head.trim_ascii_start().iter().take(64).map(u8::to_ascii_lowercase).collect();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        Format::Html
    } else if !head.is_empty() && head.iter().all(|&byte| is_of_text(byte)) {
        Format::Text
    } else {
        Format::Unknown
    }
}

/// Bytes above 0x7f are letters in UTF-8, Shift_JIS and EUC; ESC shifts in ISO-2022-JP.
fn is_of_text(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b | 0x20..=0x7e | 0x80..)
}

#[cfg(test)]
mod tests {
    use super::sniff;

    #[track_caller]
    fn check(bytes: &[u8], wanted: &str) {
        assert_eq!(sniff(bytes).name(), wanted, "{:?}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn content_tells_the_format() {
        check(b"\xff\xd8\xff\xe0", "jpeg");
        check(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", "png");
        check(b"GIF89a", "gif");
        check(b"RIFF\x10\0\0\0WEBPVP8 ", "webp");
        check(b"RIFF\x10\0\0\0WAVEfmt ", "unknown");
        check(b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0", "bmp");
        check(b"BMW is a brand of cars", "text");
        check(b"II*\0\x08\0\0\0", "tiff");
        check(b"MM\0*\0\0\0\x08", "tiff");
        check(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic");
        check(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "heic");
        check(b"\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf", "avif");
        check(b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", "unknown");
        check(b"\xff\x0a\0\0", "jxl");
        check(b"%PDF-1.7\n", "pdf");
        check(b"junk before it\n%PDF-1.7\n", "pdf");
        check(&[&[b' '; 1023][..], b"%PDF-1.7\n"].concat(), "pdf");
        check(&[&[b' '; 1024][..], b"%PDF-1.7\n"].concat(), "text");
        check(b"PK\x03\x04\x14\0\0\0\0\0 photo.jpg", "zip");
        check(b"PK\x03\x04\x14\0\0\0\0\0 [Content_Types].xml", "office");
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "office");
        check(b"  <!DOCTYPE HTML>\n<title>", "html");
        check("\u{feff}<html lang=ja>".as_bytes(), "html");
        check("what a person wrote, \u{7a93}\u{53e3}".as_bytes(), "text");
        check(b"\x8c\x8b\x8f\x91 in Shift_JIS", "text");
        check(b"\0\x01\x02\x03", "unknown");
        check(b"", "unknown");
    }
}
