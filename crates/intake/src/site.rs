//! Serves the built site: the page, and the files of the widget for pages of other sites.

use crate::refusal::Refusal;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use std::path::{Path, PathBuf};
use tower::ServiceExt;
use tower_http::services::ServeDir;

/// What a page of ours may do. Only our own files, no inline script, no frame around it.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; \
                      style-src 'self'; img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

/// The folder of the built site, without symbolic links in its own path.
#[derive(Clone)]
pub(crate) struct Site(PathBuf);

impl Site {
    pub fn open(folder: &Path) -> std::io::Result<Site> {
        Ok(Site(folder.canonicalize()?))
    }

    /// Whether a path, which need not be there yet, lies in this folder: all that does can be fetched by anybody.
    pub fn holds(&self, path: &Path) -> bool {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let real = path.ancestors().find_map(|there| there.canonicalize().ok());
        real.is_some_and(|real| real.starts_with(&self.0))
    }

    /// The real place of a file, if it lies in the folder: a symbolic link may not lead out of it.
    async fn real(&self, path: &Path) -> Option<PathBuf> {
        let real = tokio::fs::canonicalize(self.0.join(path)).await.ok()?;
        (real.starts_with(&self.0) && real.is_file()).then_some(real)
    }

    /// Whether a twin with this ending may be served: it is not there, or lies in the folder as well.
    async fn twin(&self, path: &Path, ending: &str) -> bool {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let twin = PathBuf::from(name);
        tokio::fs::symlink_metadata(self.0.join(&twin)).await.is_err() || self.real(&twin).await.is_some()
    }
}

/// Answers one request for a file.
pub(crate) async fn serve(State(site): State<Site>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Refusal::OtherMethod("GET, HEAD").into_response();
    }
    let path = request.uri().path().to_owned();
    // A folder other than the root has nothing to show.
    let inside = plain(&path).map(|plain| if path == "/" { "index.html".into() } else { plain });
    let found = match &inside {
        Some(inside) => site.real(inside).await,
        None => None,
    };
    let mut response = match (inside, found) {
        (Some(inside), Some(_)) => file(&site, &inside, request).await,
        _ => StatusCode::NOT_FOUND.into_response(),
    };
    let good = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let headers = response.headers_mut();
    let keep = match (good, lasts(&path)) {
        (true, true) => "public, max-age=31536000, immutable",
        (true, false) => "no-cache",
        (false, _) => "no-store",
    };
    let mut put = |name: header::HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    put(header::CACHE_CONTROL, keep);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "no-referrer");
    put(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    put(header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    put(header::VARY, "Accept-Encoding");
    if html {
        put(header::CONTENT_SECURITY_POLICY, POLICY);
    }
    response
}

async fn file(site: &Site, inside: &Path, mut request: Request) -> Response {
    // The query has no meaning here; a client can only lengthen the address with it.
    if let Ok(uri) = Uri::try_from(request.uri().path().to_owned()) {
        *request.uri_mut() = uri;
    }
    let mut files = ServeDir::new(&site.0);
    if site.twin(inside, ".br").await {
        files = files.precompressed_br();
    }
    if site.twin(inside, ".gz").await {
        files = files.precompressed_gzip();
    }
    match files.oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}

/// The path inside the folder, if it is written plainly: no `..`, no hidden file, nothing escaped, no empty piece.
fn plain(path: &str) -> Option<PathBuf> {
    let rest = path.strip_prefix('/')?;
    let sign = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let fits = |piece: &str| !piece.is_empty() && !piece.starts_with('.') && piece.bytes().all(sign);
    (rest.is_empty() || rest.split('/').all(fits)).then(|| PathBuf::from(rest))
}

/// Whether a name says which content it has, so that it never changes.
fn lasts(path: &str) -> bool {
    match path.trim_start_matches('/').split_once('/') {
        Some(("packs", _)) => true,
        Some(("models", name)) => name.ends_with(".onnx"),
        Some(("workers", rest)) => rest.contains('/'),
        Some(_) => false,
        None => path.starts_with("/app-") || (path.starts_with("/madoguchi-") && path.ends_with(".css")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_paths_and_only_hashed_names_last() {
        for path in ["/", "/index.html", "/packs/core.0123.bin", "/workers/ab12/photo.js"] {
            assert!(plain(path).is_some(), "{path}");
        }
        for path in [
            "",
            "x",
            "/../x",
            "/a/../x",
            "/.git/config",
            "//etc",
            "/a//b",
            "/a/",
            "/%2e%2e/x",
            "/a\\b",
            "/a:b",
        ] {
            assert!(plain(path).is_none(), "{path}");
        }
        for path in [
            "/packs/core.0123.bin",
            "/app-01_bg.wasm",
            "/workers/ab12/photo.js",
            "/models/face-mesh-01.onnx",
        ] {
            assert!(lasts(path), "{path}");
        }
        for path in [
            "/",
            "/index.html",
            "/madoguchi.js",
            "/workers/photo.js",
            "/packs",
            "/x/app-1.js",
            "/models/NOTICE.md",
        ] {
            assert!(!lasts(path), "{path}");
        }
    }
}
