//! Who may ask for a submission, and when it is gone.

mod support;

use engine::wire::Receipt;
use reqwest::{Method, Response};
use std::path::Path;
use support::*;

async fn ask(desk: &Desk, method: Method, number: &str, secret: Option<&str>) -> Response {
    let request = desk.http.request(method, desk.at(&format!("/applications/{number}")));
    let request = secret.into_iter().fold(request, |request, secret| request.bearer_auth(secret));
    request.send().await.unwrap()
}

/// Every wrong way to ask gets the same answer.
async fn nobody(desk: &Desk, method: Method, receipt: &Receipt) {
    let mut other = receipt.number.clone().into_bytes();
    other[11] = if other[11] == b'0' { b'1' } else { b'0' };
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
    assert_eq!(desk.pass_until("2026-12-03").await, 0);
    assert_eq!(desk.kept(), 1);
    assert_eq!(desk.pass_until("2026-12-04").await, 1);
    assert_eq!(desk.kept(), 0);
    assert_eq!(ask(&desk, Method::GET, &mine.number, Some(&mine.secret)).await.status(), 404);
    for file in ["intake.sqlite", "intake.sqlite-wal"] {
        let bytes = std::fs::read(desk.folder.path().join("data").join(file)).unwrap_or_default();
        assert!(!bytes.windows(7).any(|piece| piece == b"r.doubt"), "{file} still holds a finding");
    }
}

#[tokio::test]
async fn the_sweep_happens_by_itself() {
    let desk = desk(|options| {
        options.limits.sweep = std::time::Duration::from_millis(50);
        options.limits.clock_step_days = 1000;
    })
    .await;
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
async fn a_new_start_keeps_what_has_a_row_and_puts_the_rest_aside() {
    let first = desk(|_| {}).await;
    let sent = good(&first);
    let mine = receipt(first.send(KEY, &sent).await).await;
    let data = first.data();
    // As a crash would leave it: a settled folder without a row, and one that was arriving.
    for lost in ["files/lost", "arriving/00112233445566778899aabbccddeeff"] {
        std::fs::create_dir(data.join(lost)).unwrap();
        std::fs::write(data.join(lost).join("file-000"), "x").unwrap();
    }
    std::fs::write(data.join("arriving/letter.txt"), "of somebody").unwrap();
    let desk = first.again(|_| {}).await;
    assert_eq!((desk.kept(), desk.arriving()), (1, 0));
    assert_eq!(names(&desk, "aside"), ["letter.txt", "lost"]);
    assert_eq!(ask(&desk, Method::GET, &mine.number, Some(&mine.secret)).await.status(), 200);
    assert_eq!(receipt(desk.send(KEY, &sent).await).await, mine);
}

fn names(desk: &Desk, folder: &str) -> Vec<String> {
    let all = std::fs::read_dir(desk.data().join(folder)).unwrap();
    let mut names: Vec<String> = all.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Every file of the database, taken away or put back.
fn database(from: &Path, to: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let name = format!("intake.sqlite{ending}");
        let _ = std::fs::remove_file(to.join(&name));
        let _ = std::fs::copy(from.join(&name), to.join(&name));
    }
}

async fn send_several(desk: &Desk, keys: &[&str]) -> Vec<Receipt> {
    let mut receipts = Vec::new();
    for key in keys {
        receipts.push(receipt(desk.send(&format!("{KEY}-{key}"), &good(desk)).await).await);
    }
    receipts
}

#[tokio::test]
async fn without_its_database_nothing_that_was_received_is_deleted_and_with_it_all_is_back() {
    for empty in [false, true] {
        let first = desk(|_| {}).await;
        let receipts = send_several(&first, &["a", "b", "c"]).await;
        let (data, safe) = (first.data(), tempfile::TempDir::new().unwrap());
        let folder = first.close().await;
        database(&data, safe.path());
        database(Path::new("/nowhere"), &data);
        if empty {
            std::fs::write(data.join("intake.sqlite"), "").unwrap();
        }
        let second = start(folder, |_| {}).await;
        assert_eq!((second.kept(), names(&second, "aside").len()), (0, 3));
        let folder = second.close().await;
        database(safe.path(), &data);
        let third = start(folder, |_| {}).await;
        assert_eq!((third.kept(), names(&third, "aside").len()), (3, 0));
        for mine in &receipts {
            assert_eq!(ask(&third, Method::GET, &mine.number, Some(&mine.secret)).await.status(), 200);
            assert_eq!(ask(&third, Method::DELETE, &mine.number, Some(&mine.secret)).await.status(), 204);
        }
        assert_eq!(third.kept(), 0);
    }
}

#[tokio::test]
async fn with_the_database_of_yesterday_what_came_since_is_put_aside() {
    let first = desk(|_| {}).await;
    send_several(&first, &["a", "b"]).await;
    let (data, yesterday) = (first.data(), tempfile::TempDir::new().unwrap());
    let folder = first.close().await;
    database(&data, yesterday.path());
    let second = start(folder, |_| {}).await;
    send_several(&second, &["c", "d", "e"]).await;
    let folder = second.close().await;
    database(yesterday.path(), &data);
    let third = start(folder, |_| {}).await;
    assert_eq!((third.kept(), names(&third, "aside").len()), (2, 3));
    for name in names(&third, "aside") {
        assert!(data.join("aside").join(name).join("packet.json").exists());
    }
}

#[tokio::test]
async fn a_folder_of_somebody_else_is_refused_and_stays_as_it_was() {
    for (name, text) in [("files/holiday.jpg", "photo"), ("lock", "x"), ("index.html", "page")] {
        let folder = tempfile::TempDir::new().unwrap();
        book::write(&folder.path().join("rulebook"), "");
        let data = folder.path().join("data");
        std::fs::create_dir_all(data.join(name).parent().unwrap()).unwrap();
        std::fs::write(data.join(name), text).unwrap();
        std::fs::write(data.join("notes.txt"), "mine").unwrap();
        let mut options = intake::Options::new(&data);
        options.rulebook = folder.path().join("rulebook");
        options.listen.set_port(0);
        let refused = intake::Server::start(options, intake::Clock::real()).await;
        assert!(matches!(refused, Err(intake::StartError::Data(_))), "{name}");
        assert_eq!(std::fs::read_to_string(data.join(name)).unwrap(), text);
        assert!(!data.join("intake.sqlite").exists() && !data.join("arriving").exists());
    }
}

#[tokio::test]
async fn a_folder_of_an_earlier_edition_is_taken_over() {
    let first = desk(|_| {}).await;
    let mine = send_several(&first, &["a"]).await.remove(0);
    let data = first.data();
    let folder = first.close().await;
    // What that edition did not have yet.
    for file in ["intake.data", "day"] {
        std::fs::remove_file(data.join(file)).unwrap();
    }
    for empty in ["leaving", "aside"] {
        std::fs::remove_dir(data.join(empty)).unwrap();
    }
    let second = start(folder, |_| {}).await;
    assert_eq!(ask(&second, Method::GET, &mine.number, Some(&mine.secret)).await.status(), 200);
    assert!(data.join("intake.data").exists());
    assert_eq!((second.kept(), names(&second, "aside").len()), (1, 0));
}

#[tokio::test]
async fn what_cannot_be_deleted_is_not_called_gone() {
    let desk = desk(|options| options.retention_days = 1).await;
    let mine = send_several(&desk, &["a"]).await.remove(0);
    let folder = names(&desk, "files").remove(0);
    // Where it should go stands something already.
    let obstacle = desk.data().join("leaving").join(&folder);
    std::fs::write(&obstacle, "x").unwrap();
    let stays = ask(&desk, Method::DELETE, &mine.number, Some(&mine.secret)).await;
    assert!(stays.headers().contains_key("retry-after"));
    let problem = problem(stays, 503, "unavailable").await;
    assert!(problem.detail.unwrap().contains("still here"));
    assert!(desk.data().join("files").join(&folder).join("file-000").exists());
    assert_eq!(ask(&desk, Method::GET, &mine.number, Some(&mine.secret)).await.status(), 200);
    assert_eq!(desk.pass_until("2026-11-25").await, 0);
    assert_eq!(desk.kept(), 1);
    std::fs::remove_file(&obstacle).unwrap();
    assert_eq!(ask(&desk, Method::DELETE, &mine.number, Some(&mine.secret)).await.status(), 204);
    assert_eq!((desk.kept(), names(&desk, "leaving").len()), (0, 0));
}

#[tokio::test]
async fn what_was_being_deleted_at_the_end_is_deleted_at_the_next_start() {
    let first = desk(|_| {}).await;
    let mine = send_several(&first, &["a"]).await.remove(0);
    let (data, folder) = (first.data(), names(&first, "files").remove(0));
    let dir = first.close().await;
    std::fs::rename(data.join("files").join(&folder), data.join("leaving").join(&folder)).unwrap();
    let desk = start(dir, |_| {}).await;
    assert_eq!(ask(&desk, Method::GET, &mine.number, Some(&mine.secret)).await.status(), 404);
    assert!(names(&desk, "leaving").is_empty() && names(&desk, "aside").is_empty());
}

#[tokio::test]
async fn a_clock_that_jumps_deletes_nothing_until_somebody_says_that_it_is_right() {
    let first = desk(|_| {}).await;
    let mine = send_several(&first, &["a"]).await.remove(0);
    // While it runs.
    first.clock.set(day("2027-02-21"));
    assert_eq!((first.server.sweep().await, first.kept()), (0, 1));
    // At a start, and the word of another day does not count.
    let folder = first.close().await;
    let second = start_on(folder, "2027-02-21", |_| {}).await;
    assert_eq!((second.server.sweep().await, second.kept()), (0, 1));
    let folder = second.close().await;
    let third = start_on(folder, "2027-02-21", |options| options.clock_is_right = Some(day("2026-12-01"))).await;
    assert_eq!((third.server.sweep().await, third.kept()), (0, 1));
    assert_eq!(ask(&third, Method::GET, &mine.number, Some(&mine.secret)).await.status(), 200);
    let folder = third.close().await;
    let fourth = start_on(folder, "2027-02-21", |options| options.clock_is_right = Some(day("2027-02-21"))).await;
    fourth.server.sweep().await;
    assert_eq!(fourth.kept(), 0);
}

#[tokio::test]
async fn a_folder_of_an_earlier_edition_is_safe_from_a_jump_too() {
    let first = desk(|_| {}).await;
    send_several(&first, &["a"]).await;
    let data = first.data();
    let folder = first.close().await;
    std::fs::remove_file(data.join("day")).unwrap();
    let second = start_on(folder, "2027-02-21", |_| {}).await;
    assert_eq!((second.server.sweep().await, second.kept()), (0, 1));
}

#[tokio::test]
async fn what_comes_while_the_clock_is_behind_is_not_kept_too_short() {
    let desk = desk(|options| options.retention_days = 10).await;
    desk.server.sweep().await;
    desk.clock.set(day("2026-11-02"));
    let mine = send_several(&desk, &["a"]).await.remove(0);
    assert_eq!(mine.kept_until, day("2026-12-03"));
    desk.clock.set(day("2026-11-24"));
    assert_eq!((desk.server.sweep().await, desk.kept()), (0, 1));
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_that_others_can_read_is_closed() {
    use std::os::unix::fs::PermissionsExt;
    let open = std::fs::Permissions::from_mode(0o755);
    let first = desk(|_| {}).await;
    send_several(&first, &["a"]).await;
    let data = first.data();
    let folder = first.close().await;
    for name in ["", "files", "arriving", "aside", "leaving"] {
        std::fs::set_permissions(data.join(name), open.clone()).unwrap();
    }
    let _second = start(folder, |_| {}).await;
    for name in ["", "files", "arriving", "aside", "leaving", "intake.sqlite"] {
        let mode = std::fs::metadata(data.join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}: {mode:o}");
    }
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
