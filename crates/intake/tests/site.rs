//! The built site, and that nothing else of the disk can be reached.

mod support;

use reqwest::header::HeaderMap;
use std::path::PathBuf;
use support::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

async fn desk_with_site() -> Desk {
    let folder = tempfile::TempDir::new().unwrap();
    book::write(&folder.path().join("rulebook"), "");
    let site: PathBuf = folder.path().join("site");
    for (name, text) in [
        ("index.html", "<!doctype html>"),
        ("index.html.br", "brotli"),
        ("index.html.gz", "gzip"),
        ("madoguchi.js", "js"),
        ("app-0123_bg.wasm", "wasm"),
        ("app-0123_bg.wasm.br", "brotli of wasm"),
        ("packs/core.0123.json", "{}"),
        ("twin.js", "plain"),
        ("bound.js", "plain"),
        ("bound.js.br.real", "inside"),
        ("workers/ab12/photo.js", "worker"),
        (".hidden", "hidden"),
        (".git/config", "hidden"),
        ("../outside.txt", "outside"),
    ] {
        let path = site.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path().join("outside.txt"), site.join("link.txt")).unwrap();
        std::os::unix::fs::symlink(folder.path(), site.join("up")).unwrap();
        for ending in ["br", "gz"] {
            std::os::unix::fs::symlink(folder.path().join("outside.txt"), site.join(format!("twin.js.{ending}"))).unwrap();
        }
        std::os::unix::fs::symlink(site.join("bound.js.br.real"), site.join("bound.js.br")).unwrap();
    }
    start(folder, |options| options.site = Some(site)).await
}

async fn get(desk: &Desk, path: &str, accept: &str) -> (u16, HeaderMap, String) {
    let response = desk.http.get(desk.at(path)).header("accept-encoding", accept).send().await.unwrap();
    (
        response.status().as_u16(),
        response.headers().clone(),
        response.text().await.unwrap(),
    )
}

#[tokio::test]
async fn the_page_carries_its_policy() {
    let desk = desk_with_site().await;
    for path in ["/", "/index.html"] {
        let (status, headers, text) = get(&desk, path, "identity").await;
        assert_eq!((status, text.as_str()), (200, "<!doctype html>"));
        let policy = headers["content-security-policy"].to_str().unwrap();
        for piece in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(piece), "{policy}");
        }
        assert!(!policy.contains("  ") && !policy.contains("unsafe-inline"), "{policy}");
        assert_eq!(headers["cache-control"], "no-cache");
        assert_eq!(headers["referrer-policy"], "no-referrer");
    }
}

#[tokio::test]
async fn types_lifetimes_and_other_origins() {
    let desk = desk_with_site().await;
    let lasts = "public, max-age=31536000, immutable";
    for (path, kind, keep) in [
        ("/madoguchi.js", "text/javascript", "no-cache"),
        ("/app-0123_bg.wasm", "application/wasm", lasts),
        ("/packs/core.0123.json", "application/json", lasts),
        ("/workers/ab12/photo.js", "text/javascript", lasts),
    ] {
        let (status, headers, _) = get(&desk, path, "identity").await;
        assert_eq!((status, headers["cache-control"].to_str().unwrap()), (200, keep), "{path}");
        assert_eq!(headers["content-type"], kind, "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["access-control-allow-origin"], "*");
        assert_eq!(headers["cross-origin-resource-policy"], "cross-origin");
        assert!(headers.get("content-security-policy").is_none(), "{path}");
    }
    let changed = get(&desk, "/madoguchi.js", "identity").await.1["last-modified"].clone();
    let again = desk
        .http
        .get(desk.at("/madoguchi.js"))
        .header("if-modified-since", changed)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (again.status().as_u16(), again.headers()["cache-control"].to_str().unwrap()),
        (304, "no-cache")
    );
}

#[tokio::test]
async fn compressed_twins_by_what_the_client_takes() {
    let desk = desk_with_site().await;
    for (path, accept, coding, text) in [
        ("/", "gzip, br", Some("br"), "brotli"),
        ("/", "gzip", Some("gzip"), "gzip"),
        ("/", "identity", None, "<!doctype html>"),
        ("/app-0123_bg.wasm", "br", Some("br"), "brotli of wasm"),
        ("/app-0123_bg.wasm", "gzip", None, "wasm"),
    ] {
        let (_, headers, seen) = get(&desk, path, accept).await;
        assert_eq!(
            headers.get("content-encoding").map(|it| it.to_str().unwrap()),
            coding,
            "{path} {accept}"
        );
        assert_eq!((seen.as_str(), headers["vary"].to_str().unwrap()), (text, "Accept-Encoding"));
    }
    assert_eq!(get(&desk, "/app-0123_bg.wasm", "br").await.1["content-type"], "application/wasm");
}

#[tokio::test]
async fn nothing_outside_can_be_reached() {
    let desk = desk_with_site().await;
    for path in [
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/..%2foutside.txt",
        "/packs/../../outside.txt",
        "/packs/%2e%2e/%2e%2e/outside.txt",
        "/..\\outside.txt",
        "/..%5coutside.txt",
        "//etc/passwd",
        "/./index.html",
        "/.hidden",
        "/%2ehidden",
        "/.git/config",
        "/link.txt",
        "/up/outside.txt",
        "/up/data/intake.sqlite",
        "/index.html%00.js",
        "/packs",
        "/packs/",
        "/nothing.js",
    ] {
        // By hand: a client would tidy the path up.
        let mut line = tokio::net::TcpStream::connect(desk.server.address()).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        line.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        line.read_to_string(&mut answer).await.unwrap();
        let status = answer.split(' ').nth(1).unwrap_or_default();
        assert!(matches!(status, "404" | "400"), "{path}: {answer}");
        assert!(
            !answer.contains("outside") && !answer.contains("hidden") && !answer.contains("root:"),
            "{path}"
        );
    }
    let post = desk.http.post(desk.at("/index.html")).send().await.unwrap();
    assert_eq!(post.status(), 405);
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_beside_a_file_leads_nowhere_outside_either() {
    let desk = desk_with_site().await;
    for accept in ["br", "gzip", "gzip, br", "identity"] {
        let (status, headers, text) = get(&desk, "/twin.js", accept).await;
        assert_eq!((status, text.as_str()), (200, "plain"), "{accept}");
        assert!(headers.get("content-encoding").is_none());
    }
    assert_eq!(get(&desk, "/bound.js", "br").await.2, "inside");
    // Not for the first page either.
    let site = desk.folder.path().join("site");
    std::fs::remove_file(site.join("index.html.br")).unwrap();
    std::os::unix::fs::symlink(desk.folder.path().join("outside.txt"), site.join("index.html.br")).unwrap();
    assert_eq!(get(&desk, "/", "br").await.2, "<!doctype html>");
    std::fs::remove_file(site.join("index.html")).unwrap();
    std::os::unix::fs::symlink(desk.folder.path().join("outside.txt"), site.join("index.html")).unwrap();
    for accept in ["br", "identity"] {
        assert_eq!(get(&desk, "/", accept).await.0, 404, "{accept}");
    }
}

#[tokio::test]
async fn what_is_received_never_lies_where_everybody_can_fetch_it() {
    let folder = tempfile::TempDir::new().unwrap();
    book::write(&folder.path().join("rulebook"), "");
    for data in ["site/data", "site"] {
        std::fs::create_dir_all(folder.path().join("site")).unwrap();
        let mut options = intake::Options::new(folder.path().join(data));
        options.rulebook = folder.path().join("rulebook");
        options.site = Some(folder.path().join("site"));
        options.listen.set_port(0);
        let refused = intake::Server::start(options, intake::Clock::real()).await;
        assert!(matches!(refused, Err(intake::StartError::Data(_))), "{data}");
    }
}
