//! What every request must be like, whatever it asks for: named for a host, and with an address that is written correctly.

use crate::refusal::Refusal;
use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{Version, header};

/// Refuses what a proxy in front could read otherwise than we do.
pub(crate) fn check(request: &Request) -> Result<(), Refusal> {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let named = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().is_ok_and(|host| Authority::try_from(host).is_ok()),
        (None, _) => request.version() < Version::HTTP_11,
        (Some(_), Some(_)) => false,
    };
    if !named {
        return Err(Refusal::Mend("one header Host must name the host".into()));
    }
    if !coded(request.uri().path()) || !coded(request.uri().query().unwrap_or_default()) {
        return Err(Refusal::Mend("the address has a percent sign without two digits behind it".into()));
    }
    Ok(())
}

/// Whether every percent sign begins two hexadecimal digits.
fn coded(text: &str) -> bool {
    let mut pieces = text.split('%');
    pieces.next();
    pieces.all(|rest| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    #[test]
    fn one_host_and_whole_percent_signs() {
        let check = |version: Version, hosts: &[&str], path: &str| {
            let request = Request::builder().version(version).uri(path);
            let request = hosts.iter().fold(request, |request, host| request.header("host", *host));
            super::check(&request.body(Body::empty()).unwrap()).is_ok()
        };
        let new = Version::HTTP_11;
        assert!(check(new, &["x"], "/") && check(new, &["example.org:8080"], "/a%20b?c=%E5") && check(new, &["[::1]:80"], "/"));
        assert!(check(Version::HTTP_10, &[], "/"));
        for (hosts, path) in [
            (&[][..], "/"),
            (&[""], "/"),
            (&["a b"], "/"),
            (&["a", "b"], "/"),
            (&["a", "a"], "/"),
            (&["a"], "/%"),
            (&["a"], "/%2"),
            (&["a"], "/%zz"),
            (&["a"], "/x%%41"),
            (&["a"], "/?q=%g0"),
        ] {
            assert!(!check(new, hosts, path), "{hosts:?} {path}");
        }
    }
}
