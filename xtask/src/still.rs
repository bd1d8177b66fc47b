//! A small server of built files, with the policy the desk is made for. It receives nothing: that is the intake's part.

use crate::run::Outcome;
use std::io::{BufRead, BufReader, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

/// What our own page allows itself.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; \
    style-src 'self'; img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Answers until the process ends.
pub fn serve(site: &Path, address: &str) -> Outcome {
    let listener = TcpListener::bind(address).map_err(|why| format!("{address} cannot be used: {why}"))?;
    std::thread::scope(|scope| {
        for stream in listener.incoming().flatten() {
            // A visitor who goes away in the middle is no news.
            scope.spawn(move || answer(&stream, site).ok());
        }
    });
    Ok(())
}

fn answer(mut stream: &TcpStream, site: &Path) -> Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let mut brotli = false;
    for line in lines {
        let line = line?.to_ascii_lowercase();
        brotli |= line.starts_with("accept-encoding:") && line.contains("br");
        if line.is_empty() {
            break;
        }
    }
    let mut words = first.split(' ');
    let method = words.next().unwrap_or_default();
    let Some(file) = file(site, words.next().unwrap_or("/")) else {
        return stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    };
    if method != "GET" && method != "HEAD" {
        return stream.write_all(b"HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
    let packed = PathBuf::from(format!("{}.br", file.display()));
    let brotli = brotli && packed.is_file();
    let body = std::fs::read(if brotli { &packed } else { &file })?;
    let encoding = if brotli { "Content-Encoding: br\r\n" } else { "" };
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: {}\r\n{encoding}Vary: Accept-Encoding\r\n\
         Cache-Control: no-cache\r\nAccess-Control-Allow-Origin: *\r\nX-Content-Type-Options: nosniff\r\n\
         Content-Security-Policy: {POLICY}\r\nConnection: close\r\n\r\n",
        kind(&file),
        body.len()
    )?;
    if method == "GET" {
        stream.write_all(&body)?;
    }
    Ok(())
}

/// The file behind an address, never outside of the site.
pub fn file(site: &Path, address: &str) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next()?.trim_start_matches('/');
    let plain = path.split('/').all(|it| it != ".." && !it.contains(['\\', ':', '%']));
    let file = site.join(if path.is_empty() { "index.html" } else { path });
    (plain && file.is_file()).then_some(file)
}

pub fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|it| it.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm", // without it no streaming compilation
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_of_the_site_is_served() {
        let site = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(file(site, "/Cargo.toml?x#y").is_some());
        for address in ["/../Cargo.toml", "/src/../../Cargo.toml", "/..%2fCargo.toml", "/src"] {
            assert_eq!(file(site, address), None, "{address}");
        }
        assert_eq!(file(site, "//etc/passwd"), None);
    }
}
