//! Who may ask for a submission, and when it is gone.

mod support;

use engine::wire::Receipt;
use reqwest::{Method, Response};
use support::*;

async fn ask(desk: &Desk, method: Method, number: &str, secret: Option<&str>) -> Response {
    let request = desk.http.request(method, desk.at(&format!("/applications/{number}")));
    let request = secret.into_iter().fold(request, |request, secret| request.bearer_auth(secret));
    request.send().await.unwrap()
}

/// Every wrong way to ask gets the same answer.
async fn nobody(desk: &Desk, method: Method, receipt: &Receipt) {
    let mut other = receipt.number.clone().into_bytes();
    other.swap(11, 12);
    let other = String::from_utf8(other).unwrap();
    let mut answers = Vec::new();
    for (number, secret) in [
        (receipt.number.as_str(), None),
        (&receipt.number, Some("")),
        (&receipt.number, Some("wrong")),
        (&receipt.number, Some(&receipt.secret[1..])),
        (&other, Some(receipt.secret.as_str())),
        ("M-20261123-0000-00", Some(&receipt.secret)),
        ("..%2f..%2fetc", Some(&receipt.secret)),
    ] {
        let response = ask(desk, method.clone(), number, secret).await;
        let mut headers = response.headers().clone();
        headers.remove("date");
        answers.push((response.status(), headers, response.text().await.unwrap()));
    }
    assert_eq!(answers[0].0, 404);
    assert!(answers.iter().all(|it| *it == answers[0]), "{answers:#?}");
}

#[tokio::test]
async fn only_who_holds_the_secret_sees_and_withdraws() {
    let desk = desk(|_| {}).await;
    let mine = receipt(desk.send(KEY, &good(&desk)).await).await;
    nobody(&desk, Method::GET, &mine).await;
    nobody(&desk, Method::DELETE, &mine).await;

    let status = ask(&desk, Method::GET, &mine.number.to_lowercase(), Some(&mine.secret)).await;
    assert_eq!(status.headers()["cache-control"], "no-store");
    let status: intake::Status = status.json().await.unwrap();
    assert_eq!(
        (&status.number, status.kept_until, &status.received_at),
        (&mine.number, mine.kept_until, &mine.received_at)
    );
    assert!(status.findings.is_empty());

    assert_eq!(ask(&desk, Method::DELETE, &mine.number, Some(&mine.secret)).await.status(), 204);
    assert_eq!(desk.kept(), 0);
    assert_eq!(ask(&desk, Method::GET, &mine.number, Some(&mine.secret)).await.status(), 404);
    assert_eq!(ask(&desk, Method::DELETE, &mine.number, Some(&mine.secret)).await.status(), 404);
}

#[tokio::test]
async fn what_is_old_is_deleted() {
    let desk = desk(|options| options.retention_days = 10).await;
    let mine = receipt(desk.send(KEY, &named(&desk, "DOUBT")).await).await;
    assert_eq!(mine.kept_until, day("2026-12-03"));
    desk.clock.set(day("2026-12-03"));
    assert_eq!((desk.server.sweep().await, desk.kept()), (0, 1));
    desk.clock.set(day("2026-12-04"));
    assert_eq!((desk.server.sweep().await, desk.kept()), (1, 0));
    assert_eq!(ask(&desk, Method::GET, &mine.number, Some(&mine.secret)).await.status(), 404);
    for file in ["intake.sqlite", "intake.sqlite-wal"] {
        let bytes = std::fs::read(desk.folder.path().join("data").join(file)).unwrap_or_default();
        assert!(!bytes.windows(7).any(|piece| piece == b"r.doubt"), "{file} still holds a finding");
    }
}

#[tokio::test]
async fn the_sweep_happens_by_itself() {
    let desk = desk(|options| options.limits.sweep = std::time::Duration::from_millis(50)).await;
    receipt(desk.send(KEY, &good(&desk)).await).await;
    desk.clock.set(day("2027-11-23"));
    for _ in 0..100 {
        if desk.kept() == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("still there");
}

#[tokio::test]
async fn a_new_start_keeps_what_has_a_row_and_clears_the_rest() {
    let first = desk(|_| {}).await;
    let sent = good(&first);
    let mine = receipt(first.send(KEY, &sent).await).await;
    let data = first.folder.path().join("data");
    // As a crash would leave it: a settled folder without a row, and one that was arriving.
    for lost in ["files/lost", "arriving/lost"] {
        std::fs::create_dir(data.join(lost)).unwrap();
        std::fs::write(data.join(lost).join("file-000"), "x").unwrap();
    }
    let Desk { server, folder, .. } = first;
    server.close().await;
    let desk = start(folder, |_| {}).await;
    assert_eq!((desk.kept(), desk.arriving()), (1, 0));
    assert_eq!(ask(&desk, Method::GET, &mine.number, Some(&mine.secret)).await.status(), 200);
    assert_eq!(receipt(desk.send(KEY, &sent).await).await, mine);
}

#[tokio::test]
async fn one_program_at_a_time_works_in_a_folder() {
    let desk = desk(|_| {}).await;
    let mut options = intake::Options::new(desk.folder.path().join("data"));
    options.rulebook = desk.folder.path().join("rulebook");
    options.listen.set_port(0);
    let second = intake::Server::start(options, intake::Clock::real()).await;
    assert!(matches!(second, Err(intake::StartError::Data(_))));
}
