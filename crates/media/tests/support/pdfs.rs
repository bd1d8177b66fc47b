//! PDF files: a plain one made here, and what qpdf makes of it.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use lopdf::{Document, Object, Stream, dictionary};

/// A PDF 1.5 of some pages with a line on each.
pub fn plain(pages: u32) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" });
    let kids: Vec<Object> = (1..=pages)
        .map(|number| {
            let line = format!("BT /F1 12 Tf 72 720 Td (Page {number}) Tj ET");
            let content = document.add_object(Stream::new(dictionary! {}, line.into_bytes()));
            let fonts = dictionary! { "Font" => dictionary! { "F1" => font } };
            let sides = vec![0.into(), 0.into(), 595.into(), 842.into()];
            let page = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content, "MediaBox" => sides, "Resources" => fonts,
            };
            document.add_object(page).into()
        })
        .collect();
    let root = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => i64::from(pages) };
    document.objects.insert(tree, Object::Dictionary(root));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut file = Vec::new();
    document.save_to(&mut file).unwrap();
    file
}

/// What qpdf makes of `plain(3)` with these options.
pub fn by_qpdf(options: &str) -> Vec<u8> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let place =
        |what| -> PathBuf { PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{number}-{what}.pdf", std::process::id())) };
    let (from, to) = (place("from"), place("to"));
    fs::write(&from, plain(3)).unwrap();
    // An empty word stands for an empty password.
    let options = options.split_whitespace().map(|word| if word == "''" { "" } else { word });
    let output = Command::new("qpdf")
        .args(
            ["--allow-weak-crypto", "--deterministic-id"]
                .iter()
                .filter(|it| !options_lock(it, options.clone())),
        )
        .args(options.clone())
        .arg(&from)
        .arg(&to)
        .output()
        .expect("these tests need the program qpdf: install it (Debian: apt-get install qpdf) and run them again");
    assert!(output.status.success(), "qpdf: {}", String::from_utf8_lossy(&output.stderr));
    let made = fs::read(&to).unwrap();
    let _ = (fs::remove_file(from), fs::remove_file(to));
    made
}

/// qpdf refuses a deterministic identifier together with encryption.
fn options_lock<'a>(option: &str, mut options: impl Iterator<Item = &'a str>) -> bool {
    option == "--deterministic-id" && options.any(|it| it == "--encrypt")
}

/// A PDF out of object bodies, numbered from 1, with a right table; object 1 is the catalog.
pub fn of_objects(objects: &[Vec<u8>]) -> Vec<u8> {
    of_objects_behind(b"", objects)
}

/// The same behind other bytes, which are counted in the table.
pub fn of_objects_behind(before: &[u8], objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = [before, b"%PDF-1.5\n"].concat();
    let mut table = String::from("0000000000 65535 f \n");
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{} 0 obj\n", at + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.extend(format!("xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

/// A stream as it stands in a file.
pub fn stream(keys: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< {keys} /Length {} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// Packed as most streams are.
pub fn flate(data: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(data).unwrap();
    packer.finish().unwrap()
}

/// One page of A4 with this content. The catalog and the page get further keys; further objects begin with 5.
pub fn one_page(catalog: &str, page: &str, content: &[u8], further: &[Vec<u8>]) -> Vec<u8> {
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>").into_bytes(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /Contents 4 0 R {page} >>").into_bytes(),
        stream("", content),
    ];
    objects.extend_from_slice(further);
    of_objects(&objects)
}

/// An image of one colour, not packed.
pub fn image(width: usize, height: usize, keys: &str) -> Vec<u8> {
    let keys = format!("/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8 {keys}");
    stream(&keys, &vec![0x80; width * height])
}
