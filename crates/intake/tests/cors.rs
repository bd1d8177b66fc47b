//! Which pages of other sites may send.

mod support;

use reqwest::{Method, Response};
use support::*;

const FRIEND: &str = "https://friend.example";

async fn preflight(desk: &Desk, origin: &str, path: &str) -> Response {
    let request = desk.http.request(Method::OPTIONS, desk.at(path)).header("origin", origin);
    let request = request
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "idempotency-key");
    request.send().await.unwrap()
}

#[tokio::test]
async fn only_named_origins_may_send() {
    let desk = desk(|options| options.origins = vec![FRIEND.into()]).await;
    for path in ["/applications", "/applications/M-20261123-7KQ4-2F"] {
        let good = preflight(&desk, FRIEND, path).await;
        assert_eq!(good.status(), 204);
        assert_eq!(good.headers()["access-control-allow-origin"], FRIEND);
        assert_eq!(good.headers()["vary"], "Origin");
        let allowed = good.headers()["access-control-allow-headers"].to_str().unwrap();
        assert!(
            ["Idempotency-Key", "Content-Type", "Authorization"]
                .iter()
                .all(|it| allowed.contains(it)),
            "{allowed}"
        );
        for other in ["https://friend.example.evil.example", "http://friend.example", "null"] {
            let bad = preflight(&desk, other, path).await;
            assert!(bad.headers().get("access-control-allow-origin").is_none(), "{other}");
            assert!(bad.headers().get("access-control-allow-headers").is_none(), "{other}");
        }
    }
    let sent = desk.post(KEY, good(&desk).form()).header("origin", FRIEND).send().await.unwrap();
    assert_eq!(sent.headers()["access-control-allow-origin"], FRIEND);
    let exposed = sent.headers()["access-control-expose-headers"].to_str().unwrap().to_owned();
    assert!(exposed.contains("Location") && exposed.contains("Retry-After"), "{exposed}");
    let refused = desk
        .post("short", good(&desk).form())
        .header("origin", FRIEND)
        .send()
        .await
        .unwrap();
    assert_eq!(refused.headers()["access-control-allow-origin"], FRIEND);
    problem(refused, 400, "malformed").await;
}

#[tokio::test]
async fn by_default_no_other_site_may() {
    let desk = desk(|_| {}).await;
    let answer = preflight(&desk, FRIEND, "/applications").await;
    assert!(answer.headers().get("access-control-allow-origin").is_none());
}
