//! Real files: good ones made for a case, and those that people really send.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A photo of three by four; `tests/files/LICENCE.md` says where it is from.
const PHOTO: &[u8] = include_bytes!("../files/photo.jpg");

/// A square picture of somebody, with room around the head; `crates/media/tests/files/LICENCE.md` says where it is from.
const PORTRAIT: &[u8] = include_bytes!("../../crates/media/tests/files/astronaut.jpg");

/// A folder of files that goes with the test.
pub struct Folder(tempfile::TempDir);

impl Default for Folder {
    fn default() -> Self {
        Folder::new()
    }
}

impl Folder {
    /// An empty folder.
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a folder"))
    }

    /// Writes a file.
    pub fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    /// A file without a fault, by the ending of its name; every document gets its own.
    pub fn good(&self, document: &str, name: &str) -> PathBuf {
        let photo = [".jpg", ".jpeg"].iter().any(|ending| name.ends_with(ending));
        let bytes = if photo { PHOTO.to_vec() } else { pdf(2, document) };
        self.put(name, &bytes)
    }

    /// The photo.
    pub fn photo(&self) -> PathBuf {
        self.put("photo.jpg", PHOTO)
    }

    /// A picture out of which the photo is yet to be cut, and that says where it was taken.
    pub fn portrait(&self) -> PathBuf {
        let (start, rest) = PORTRAIT.split_at(2);
        self.put("portrait.jpg", &[start, &place_segment(), rest].concat())
    }

    /// A file of so many bytes that takes no room: all of it is a hole.
    pub fn sparse(&self, name: &str, bytes: u64) -> PathBuf {
        let path = self.put(name, b"");
        let file = std::fs::OpenOptions::new().write(true).open(&path).expect("a file");
        file.set_len(bytes).expect("a hole");
        path
    }

    /// A PDF that asks for a password.
    pub fn locked_pdf(&self, name: &str) -> PathBuf {
        let open = self.put("open.pdf", &pdf(1, "locked"));
        let path = self.0.path().join(name);
        let done = Command::new("qpdf")
            .args(["--encrypt", "secret", "owner", "256", "--"])
            .args([open.as_path(), path.as_path()])
            .status();
        assert!(done.is_ok_and(|it| it.success()), "qpdf is needed to lock a PDF");
        path
    }

    /// A PDF with a box to fill in.
    pub fn form_pdf(&self, name: &str) -> PathBuf {
        let field = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (box) /V (word) /Rect [50 700 250 720] /P 3 0 R >>";
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Annots [4 0 R] >>",
            field,
        ];
        self.put(name, &written(&objects.map(str::to_owned), ""))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

/// The segment of a JPEG that holds EXIF with nothing but a latitude.
fn place_segment() -> Vec<u8> {
    // Tag, kind and count of the only entry, and where it points to; then "no further table".
    let table = |entry: [u8; 8], at: u32| [&[0, 1], &entry[..], &at.to_be_bytes(), &[0; 4]].concat();
    let place = table([0x88, 0x25, 0, 4, 0, 0, 0, 1], 26);
    let latitude = table([0, 2, 0, 5, 0, 0, 0, 3], 44);
    let degrees = [35_u32, 1, 40, 1, 0, 1].map(u32::to_be_bytes).concat();
    let exif = [&b"Exif\0\0MM\0*\0\0\0\x08"[..], &place, &latitude, &degrees].concat();
    let length = (exif.len() as u16 + 2).to_be_bytes();
    [&b"\xff\xe1"[..], &length, &exif].concat()
}

/// A small real PDF of empty pages, different for each word.
pub fn pdf(pages: usize, word: &str) -> Vec<u8> {
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", page + 3)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >>"),
    ];
    objects.extend((0..pages).map(|_| "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>".to_owned()));
    objects.push(format!("<< /Title ({word}) >>"));
    let info = format!("/Info {} 0 R ", objects.len());
    written(&objects, &info)
}

/// A PDF of these objects, of which the first is its root.
fn written(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut text = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(text.len());
        text += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let table = text.len();
    text += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in &places {
        text += &format!("{place:010} 00000 n \n");
    }
    let size = objects.len() + 1;
    text += &format!("trailer\n<< /Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{table}\n%%EOF\n");
    text.into_bytes()
}

/// A grey PNG of this size: a few kilobytes that unpack to as much as one likes.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let line = vec![0; 1 + width.div_ceil(8) as usize];
    // One bit a pixel, grey, nothing unusual.
    picture(width, height, [1, 0], |_| line.clone())
}

/// A PNG in three colours that no packing makes smaller.
pub fn noise(width: u32, height: u32) -> Vec<u8> {
    let mut seed = 0x9e37_79b9_u32;
    picture(width, height, [8, 2], |_| {
        let mut line = vec![0; 1 + 3 * width as usize];
        for byte in line.iter_mut().skip(1) {
            // Xorshift.
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            *byte = (seed >> 24) as u8;
        }
        line
    })
}

/// A PNG of these lines, each with its filter in front; `how` is bits and kind of colour.
fn picture(width: u32, height: u32, how: [u8; 2], mut line: impl FnMut(u32) -> Vec<u8>) -> Vec<u8> {
    let mut head = Vec::new();
    head.extend_from_slice(&width.to_be_bytes());
    head.extend_from_slice(&height.to_be_bytes());
    head.extend_from_slice(&how);
    head.extend_from_slice(&[0, 0, 0]);
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    for at in 0..height {
        packed.write_all(&line(at)).expect("in memory");
    }
    let packed = packed.finish().expect("in memory");
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in [(b"IHDR", head.as_slice()), (b"IDAT", packed.as_slice()), (b"IEND", &[])] {
        out.extend_from_slice(&(data.len() as u32).to_be_bytes());
        let mut sum = flate2::Crc::new();
        sum.update(name);
        sum.update(data);
        out.extend_from_slice(name);
        out.extend_from_slice(data);
        out.extend_from_slice(&sum.sum().to_be_bytes());
    }
    out
}
