//! What a file is, by its content alone.

use memchr::memmem;

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
    Mail,
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
            Format::Mail => "mail",
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
            Format::Zip => &["zip", "7z", "rar", "gz", "tgz", "lzh", "epub"],
            Format::Office => &[
                "docx", "docm", "dotx", "xlsx", "xlsm", "xltx", "pptx", "pptm", "ppsx", "doc", "xls", "ppt", "odt", "ods", "odp", "rtf",
                "pages", "numbers", "key", "jtd", "xps", "oxps", "vsd", "vsdx", "pub", "mpp",
            ],
            Format::Html => &["html", "htm", "xhtml", "mht", "mhtml"],
            Format::Mail => &["eml", "msg", "emlx", "mbox"],
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
    } else if starts(b"7z\xbc\xaf\x27\x1c") || starts(b"Rar!\x1a\x07") || starts(b"\x1f\x8b\x08") || is_lzh(bytes) {
        // Each is unpacked like a ZIP.
        Format::Zip
    } else if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        if is_saved_mail(bytes) { Format::Mail } else { Format::Office }
    } else if starts(b"{\\rtf") {
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
    // The last one is of the programs of a Mac.
    const MEMBERS: [&[u8]; 2] = [b"[Content_Types].xml", b"Index/Document.iwa"];
    stands(bytes, 30, b"mimetypeapplication/vnd.oasis.opendocument")
        || [head, tail]
            .iter()
            .any(|part| MEMBERS.iter().any(|member| find(part, 0, member).is_some()))
}

/// What was packed by the packer that was usual in Japan: `-lh5-` behind two bytes.
fn is_lzh(bytes: &[u8]) -> bool {
    stands(bytes, 2, b"-lh") && bytes.get(6) == Some(&b'-')
}

/// Outlook keeps a mail in the container of old office files, under names of two bytes a letter.
fn is_saved_mail(bytes: &[u8]) -> bool {
    const NAME: &[u8] = b"_\0_\0s\0u\0b\0s\0t\0g\x001\0.\x000\0_\0";
    memmem::find(bytes, NAME).is_some()
}

fn by_words(bytes: &[u8]) -> Format {
    const WINDOW: usize = 4096;
    let head = bytes.get(..WINDOW).unwrap_or(bytes);
    let narrow = narrowed(head);
    let head = narrow.as_deref().unwrap_or(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
    let start: Vec<u8> = head.trim_ascii_start().to_ascii_lowercase();
    let is_text = !head.is_empty() && head.iter().all(|&byte| is_of_text(byte));
    if is_page(&start) {
        Format::Html
    } else if is_text && is_mail(&start) {
        Format::Mail
    } else if is_text {
        Format::Text
    } else {
        Format::Unknown
    }
}

/// Text of two bytes a letter, with a mark that says so, as far as it is written in Latin letters.
fn narrowed(bytes: &[u8]) -> Option<Vec<u8>> {
    let big = match bytes.get(..2)? {
        b"\xff\xfe" => false,
        b"\xfe\xff" => true,
        _ => return None,
    };
    let (pairs, _) = bytes.get(2..)?.as_chunks::<2>();
    let letter = |&[one, other]: &[u8; 2]| match if big { (one, other) } else { (other, one) } {
        (0, letter) => letter,
        _ => 0x80,
    };
    Some(pairs.iter().map(letter).collect())
}

/// A web page: by its first words, or, behind comments and the like, by what only pages have.
fn is_page(start: &[u8]) -> bool {
    const MARKS: [&[u8]; 5] = [b"<!doctype html", b"<html", b"<head>", b"<body", b"<script"];
    const SAVED_WHOLE: &[u8] = b"from: <saved by ";
    start.starts_with(SAVED_WHOLE) || start.first() == Some(&b'<') && MARKS.iter().any(|mark| find(start, 0, mark).is_some())
}

/// A mail as it is sent: lines of names and values, among them two that only mails have. The first line may be that of a mailbox,
/// or the count of bytes that one program writes.
fn is_mail(start: &[u8]) -> bool {
    const NAMES: [&[u8]; 10] = [
        b"from:",
        b"to:",
        b"subject:",
        b"date:",
        b"received:",
        b"return-path:",
        b"delivered-to:",
        b"message-id:",
        b"mime-version:",
        b"dkim-signature:",
    ];
    let lines = start.split(|it| *it == b'\n').map(<[u8]>::trim_ascii_end);
    let heads = lines.skip_while(|line| line.starts_with(b"from ") || line.iter().all(u8::is_ascii_digit));
    let mut heads = heads.take_while(|line| !line.is_empty());
    let named = |line: &[u8]| line.first().is_some_and(|it| matches!(it, b' ' | b'\t')) || find(line, 0, b":").is_some();
    let mut known = 0;
    heads.all(|line| {
        known += usize::from(NAMES.iter().any(|name| line.starts_with(name)));
        // The window may end in the middle of a line.
        named(line) || known > 1
    }) && known > 1
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
        check(b"<!-- saved -->\n<?xml version='1.0'?>\n<HTML lang=ja>", "html");
        check(b"<script>location='/login'</script>", "html");
        check(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "text");
        check(b"\xff\xfe<\0h\0t\0m\0l\0>\0", "html");
        check(b"\xff\xfea\0\x42\x30", "text");
        check(b"From: <Saved by Blink>\r\nSubject: x\r\n", "html");
        check(b"Received: from a\r\n\tby b;\r\nSubject: =?utf-8?B?5Lu2?=\r\n\r\nHello", "mail");
        check(b"From me Tue Dec  1\nTo: you\nDate: today\n\nHello", "mail");
        check(b"To: you\n\nDate: today, and a letter", "text");
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 _\0_\0s\0u\0b\0s\0t\0g\x001\0.\x000\0_\0", "mail");
        check(b"{\\rtf1\\ansi", "office");
        check(b"PK\x03\x04\x14\0\0\0\0\0 Index/Document.iwa", "office");
        check(b"7z\xbc\xaf\x27\x1c\0\x04", "zip");
        check(b"\x24\x5d-lh5-", "zip");
        check("what a person wrote, \u{7a93}\u{53e3}".as_bytes(), "text");
        check(b"\x8c\x8b\x8f\x91 in Shift_JIS", "text");
        check(b"\0\x01\x02\x03", "unknown");
        check(b"", "unknown");
    }
}
