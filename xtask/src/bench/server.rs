//! A server for one page of `bench/`: its files, what it measures, and an ear for what it says.

use super::report::Figures;
use crate::run::Outcome;
use crate::still;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// What is served, and where it lies.
pub struct Served {
    pub pages: PathBuf,
    pub portrait: PathBuf,
    /// What lies below an address of its own: our site, the rivals, another site.
    pub folders: Vec<(&'static str, PathBuf)>,
    pub papers: Vec<PathBuf>,
    pub config: Value,
}

/// What the page says.
#[derive(Deserialize)]
#[serde(tag = "kind", content = "what", rename_all = "kebab-case")]
pub enum Told {
    Step(String),
    Done(Figures),
    Failed(String),
}

/// The server, and what was asked of it.
pub struct Stand {
    pub address: String,
    asked: Arc<Mutex<BTreeSet<String>>>,
}

impl Stand {
    /// The addresses of all files that were fetched so far.
    pub fn asked(&self) -> BTreeSet<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Serves on a port of its own until the program ends.
pub fn open(served: Served) -> Outcome<(Stand, Receiver<Told>)> {
    let taken = TcpListener::bind(("127.0.0.1", 0)).and_then(|it| Ok((it.local_addr()?, it)));
    let (address, listener) = taken.map_err(|why| format!("there is no free port: {why}"))?;
    let stand = Stand {
        address: format!("http://{address}/"),
        asked: Arc::default(),
    };
    let (teller, told) = channel();
    let shared = Arc::new((served, stand.asked.clone()));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (shared, teller) = (shared.clone(), teller.clone());
            // A browser that goes away in the middle is no news.
            std::thread::spawn(move || answer(&stream, &shared.0, &shared.1, &teller).ok());
        }
    });
    Ok((stand, told))
}

fn answer(mut stream: &TcpStream, served: &Served, asked: &Mutex<BTreeSet<String>>, teller: &Sender<Told>) -> Result<()> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? <= 2 {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut words = first.split(' ');
    let (method, address) = (words.next().unwrap_or_default(), words.next().unwrap_or("/"));
    if method == "POST" {
        let mut body = Vec::new();
        reader.take(length).read_to_end(&mut body)?;
        let told = serde_json::from_slice(&body).unwrap_or_else(|why| Told::Failed(format!("the page says what is not understood: {why}")));
        // It fails when nobody waits any more.
        let _ = teller.send(told);
        return stream.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    }
    let (kind, body) = match content(served, address) {
        Some((kind, body)) => (kind, body?),
        None => return stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    };
    asked.lock().unwrap_or_else(PoisonError::into_inner).insert(address.to_owned());
    // The last two lines give the page its finest clock.
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nConnection: close\r\n\
         Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Embedder-Policy: require-corp\r\n\r\n",
        body.len()
    )?;
    stream.write_all(&body)
}

fn content(served: &Served, address: &str) -> Option<(&'static str, Result<Vec<u8>>)> {
    if address == "/config.json" {
        return Some(("application/json", Ok(served.config.to_string().into_bytes())));
    }
    let file = match address.trim_start_matches('/').split_once('/') {
        None if address == "/portrait.jpg" => served.portrait.clone(),
        None => still::file(&served.pages, address)?,
        Some(("papers", name)) => served.papers.get(name.strip_suffix(".pdf")?.parse::<usize>().ok()?)?.clone(),
        Some((folder, name)) => {
            let (_, place) = served.folders.iter().find(|(at, _)| *at == folder)?;
            still::file(place, name)?
        }
    };
    Some((still::kind(&file), std::fs::read(&file)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_sites_lie_side_by_side() {
        let folder = std::env::temp_dir().join(format!("bench-beside-{}", std::process::id()));
        let lie = |name: &str| {
            let site = folder.join(name);
            std::fs::create_dir_all(&site).unwrap();
            std::fs::write(site.join("a.js"), name).unwrap();
            site
        };
        let served = Served {
            pages: folder.clone(),
            portrait: folder.join("portrait.jpg"),
            folders: vec![("site", lie("new")), ("beside", lie("old"))],
            papers: Vec::new(),
            config: Value::Null,
        };
        let read = |address: &str| content(&served, address).map(|(_, bytes)| bytes.unwrap_or_default());
        let found = ["/site/a.js", "/beside/a.js", "/rivals/a.js"].map(read);
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found, [Some(b"new".to_vec()), Some(b"old".to_vec()), None]);
    }
}
