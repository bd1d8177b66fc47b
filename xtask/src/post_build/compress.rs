//! `.br` and `.gz` beside each file of a release: the best compression costs seconds once, not for every visitor.

use super::Site;
use crate::place;
use crate::run::{Outcome, at};
use std::io::Write;
use std::path::{Path, PathBuf};

const WORTH_IT: [&str; 8] = ["html", "js", "wasm", "css", "json", "bin", "svg", "onnx"];

pub fn all(site: &Site) -> Outcome {
    let mut files: Vec<PathBuf> = place::files(&site.0)?
        .into_iter()
        .filter(|it| worth_it(it))
        .map(|it| site.0.join(it))
        .collect();
    // The longest first, so that no core is left waiting for it at the end.
    files.sort_by_key(|it| std::cmp::Reverse(it.metadata().map_or(0, |it| it.len())));
    let queue = std::sync::Mutex::new(files.into_iter());
    let cores = std::thread::available_parallelism().map_or(1, |it| it.get());
    std::thread::scope(|scope| {
        let hands: Vec<_> = (0..cores).map(|_| scope.spawn(|| work(&queue))).collect();
        let results = hands.into_iter().map(|it| it.join());
        let results: Vec<Outcome> = results
            .map(|it| it.unwrap_or_else(|_| Err("a file could not be compressed".into())))
            .collect();
        // Every hand was waited for; only now may one of them spoil it.
        results.into_iter().collect()
    })
}

fn work(queue: &std::sync::Mutex<std::vec::IntoIter<PathBuf>>) -> Outcome {
    loop {
        let next = queue.lock().map(|mut it| it.next()).unwrap_or(None);
        let Some(file) = next else { return Ok(()) };
        one(&file)?;
    }
}

/// Compresses one file, beside itself.
pub fn one(file: &Path) -> Outcome {
    let bytes = at(file, std::fs::read(file))?;
    let beside = |ending: &str| PathBuf::from(format!("{}.{ending}", file.display()));
    at(file, std::fs::write(beside("br"), brotli(&bytes)))?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let packed = gzip.write_all(&bytes).and_then(|()| gzip.finish());
    at(file, packed.and_then(|it| std::fs::write(beside("gz"), it)))
}

/// Brotli at its best, as servers send it.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        ..Default::default()
    };
    // Reading from memory into memory has nothing to fail at.
    let _ = brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters);
    out
}

fn worth_it(file: &Path) -> bool {
    file.extension().and_then(|it| it.to_str()).is_some_and(|it| WORTH_IT.contains(&it))
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_packed_can_be_unpacked() {
        let text = b"madoguchi ".repeat(100);
        let packed = super::brotli(&text);
        assert!(packed.len() < 40);
        let mut back = Vec::new();
        assert!(brotli::BrotliDecompress(&mut &packed[..], &mut back).is_ok());
        assert_eq!(back, text);
    }
}
