//! Every way to be refused, and that nothing is kept then.

mod support;

use reqwest::multipart::{Form, Part};
use std::time::Duration;
use support::*;

fn json(text: impl Into<Vec<u8>>) -> Part {
    Part::bytes(text.into()).mime_str("application/json").unwrap()
}

#[tokio::test]
async fn what_is_not_in_the_agreed_form() {
    let desk = desk(|_| {}).await;
    let sent = good(&desk);
    let file = || Part::bytes(sent.files[0].1.clone());
    let edited = |edit: &dyn Fn(&mut engine::wire::Packet)| {
        let mut sent = sent.clone();
        edit(&mut sent.packet);
        sent.form()
    };
    let cases: Vec<(&str, Form)> = vec![
        ("no part", Form::new()),
        ("file first", Form::new().part("file-0", file()).part("packet", json(sent.json()))),
        (
            "packet is text",
            Form::new().part("packet", Part::bytes(sent.json())).part("file-0", file()),
        ),
        ("packet is no JSON", Form::new().part("packet", json("{"))),
        ("packet is another thing", Form::new().part("packet", json("{\"a\": 1}"))),
        ("file missing", Form::new().part("packet", json(sent.json()))),
        ("file too much", sent.form().part("file-1", file())),
        ("file twice", sent.form().part("file-0", file())),
        ("packet twice", sent.form().part("packet", json(sent.json()))),
        (
            "file shorter",
            form(sent.json(), &[("file-0".into(), sent.files[0].1[1..].to_vec())]),
        ),
        (
            "file longer",
            form(sent.json(), &[("file-0".into(), [&*sent.files[0].1, b"x"].concat())]),
        ),
        ("version", edited(&|packet| packet.version = 99)),
        ("no answer typed", edited(&|packet| packet.answers[0].typed = Some(String::new()))),
        ("answer twice", edited(&|packet| packet.answers.push(packet.answers[0].clone()))),
        ("reserved key", edited(&|packet| packet.files[0].key = "packet".into())),
        ("name too long", edited(&|packet| packet.files[0].name = "x".repeat(300))),
        ("another procedure", edited(&|packet| packet.procedure = "p.two".into())),
        (
            "a doubt as long as a letter",
            edited(&|packet| packet.accepted = vec!["x".repeat(600)]),
        ),
        ("another type", edited(&|packet| packet.files[0].media_type = "image/jpeg".into())),
    ];
    for (what, form) in cases {
        let response = desk.post(KEY, form).send().await.unwrap();
        assert_eq!(response.status(), 400, "{what}");
        problem(response, 400, "malformed").await;
    }
    let plain = desk.http.post(desk.at("/applications")).header("Idempotency-Key", KEY).body("x");
    problem(plain.send().await.unwrap(), 400, "malformed").await;
    for key in [None, Some("short"), Some("0123456789abcde/../x")] {
        let request = desk.http.post(desk.at("/applications")).multipart(sent.form());
        let request = key.into_iter().fold(request, |request, key| request.header("Idempotency-Key", key));
        problem(request.send().await.unwrap(), 400, "malformed").await;
    }
    assert_eq!((desk.kept(), desk.arriving()), (0, 0));
    receipt(desk.send(KEY, &sent).await).await;
}

#[tokio::test]
async fn the_words_of_a_refusal_repeat_no_answer() {
    let desk = desk(|_| {}).await;
    let text = String::from_utf8(good(&desk).json())
        .unwrap()
        .replace("\"judged_on\":\"2026-11-23\"", "\"judged_on\":\"SECRET WORD\"");
    assert!(text.contains("SECRET WORD"));
    let response = desk.post(KEY, Form::new().part("packet", json(text))).send().await.unwrap();
    assert!(!response.text().await.unwrap().contains("SECRET"));
}

#[tokio::test]
async fn the_same_key_for_something_else() {
    let desk = desk(|_| {}).await;
    receipt(desk.send(KEY, &good(&desk)).await).await;
    let response = desk.send(KEY, &named(&desk, "PHAM THI")).await;
    assert!(response.headers().get("retry-after").is_none());
    problem(response, 409, "key-used").await;
    assert_eq!((desk.kept(), desk.arriving()), (1, 0));
}

#[tokio::test]
async fn too_large() {
    let desk = desk(|options| {
        options.limits.packet_bytes = 3000;
        options.limits.file_bytes = 2000;
        options.limits.request_bytes = 6000;
    })
    .await;
    let sent = good(&desk);
    let mut fat = sent.clone();
    fat.packet.accepted = vec!["x".repeat(3000)];
    problem(desk.send(KEY, &fat).await, 413, "too-large").await;
    let mut one = sent.clone();
    one.packet.files[0].bytes = 2001;
    problem(desk.send(KEY, &one).await, 413, "too-large").await;
    let mut all = sent.clone();
    all.files[0].1.resize(1 << 20, b' ');
    problem(desk.send(KEY, &all).await, 413, "too-large").await;
    assert_eq!((desk.kept(), desk.arriving()), (0, 0));
    receipt(desk.send(KEY, &sent).await).await;
}

#[tokio::test]
async fn what_blocks_is_told_in_findings_with_both_editions() {
    let desk = desk(|_| {}).await;
    let mut sent = good(&desk);
    sent.packet.edition = rulebook::Edition("another".into());
    let day = sent.packet.answers.iter_mut().find(|it| it.slot.field.as_str() == "f.day").unwrap();
    day.typed = Some("2026-11-24".into());
    let found = problem(desk.send(KEY, &sent).await, 422, "not-ready").await;
    assert_eq!(found.findings.iter().map(|it| it.rule.as_str()).collect::<Vec<_>>(), ["r.future"]);
    assert_eq!(found.packet_edition.unwrap().0, "another");
    assert_eq!(
        found.edition,
        Some(loaded(&desk.folder.path().join("rulebook")).core.edition.clone())
    );

    // The key is not used up: the corrected submission goes with it. And it is our day that counts.
    desk.clock.set(support::day("2026-11-24"));
    receipt(desk.send(KEY, &sent).await).await;
}

#[tokio::test]
async fn files_are_measured_again_whatever_the_packet_says() {
    let desk = desk(|_| {}).await;
    let sent = good(&desk);
    for (what, bytes, rule) in [
        ("too many pages", paper::pdf(3), "r.pages"),
        ("no PDF", b"%PDF-1.4 nothing".to_vec(), "r.unreadable"),
    ] {
        let mut other = sent.clone();
        other.packet.files[0].bytes = bytes.len() as u64;
        other.files[0].1 = bytes;
        let found = problem(desk.send(KEY, &other).await, 422, "not-ready").await;
        assert!(found.findings.iter().any(|it| it.rule == rule), "{what}: {found:?}");
    }
    let mut without = sent.clone();
    without.packet.files.clear();
    without.files.clear();
    let found = problem(desk.send(KEY, &without).await, 422, "not-ready").await;
    assert_eq!(found.findings[0].rule, "check.document");
    assert_eq!((desk.kept(), desk.arriving()), (0, 0));
}

#[tokio::test]
async fn what_is_not_asked_for_is_not_kept() {
    let desk = desk(|_| {}).await;
    let sent = good(&desk);
    let answer = |field: &str| engine::wire::Answer {
        slot: engine::Slot::of(field),
        typed: Some("X".into()),
    };
    for field in ["f.more", "f.unknown"] {
        let mut more = sent.clone();
        more.packet.answers.push(answer(field));
        let found = problem(desk.send(KEY, &more).await, 422, "not-asked").await;
        assert!(found.detail.unwrap().contains(field) && found.edition.is_some() && found.packet_edition.is_some());
    }
    for document in [book::EXTRA, "d.unknown"] {
        let mut more = sent.clone();
        let mut file = more.packet.files[0].clone();
        (file.key, file.document) = ("more".into(), document.into());
        more.packet.files.push(file);
        more.files.push(("more".into(), sent.files[0].1.clone()));
        problem(desk.send(KEY, &more).await, 422, "not-asked").await;
    }
    let mut rows = sent.clone();
    rows.packet.rows.insert("g.unknown".into(), vec![engine::RowId(1)]);
    problem(desk.send(KEY, &rows).await, 422, "not-asked").await;
    assert_eq!((desk.kept(), desk.arriving()), (0, 0));
}

/// On the desk a newer photo takes the place of the older: there are never two.
#[tokio::test]
async fn one_photo_is_asked_for_and_no_second_one_taken() {
    let desk = desk(|_| {}).await;
    let book = loaded(&desk.folder.path().join("rulebook"));
    let files = [(book::PAPER, paper::pdf(1))];
    let mut sent = made(&book, &book::answers("PHOTO"), &files, "2026-11-23").unwrap();
    let mut add = |at: usize| {
        let mut file = sent.packet.files[0].clone();
        (file.key, file.document) = (format!("photo-{at}"), rulebook::DocumentId::new(book::PHOTO));
        (file.bytes, file.media_type) = (paper::photo().len() as u64, "image/jpeg".into());
        sent.packet.files.push(file);
        sent.files.push((format!("photo-{at}"), paper::photo()));
        sent.clone()
    };
    let one = add(0);
    let twelve = (1..12).map(add).last().unwrap();
    let found = problem(desk.send(KEY, &twelve).await, 422, "not-asked").await;
    assert!(found.detail.unwrap().contains(book::PHOTO));
    receipt(desk.send(KEY, &one).await).await;
}

#[tokio::test]
async fn whatever_is_asked_wrongly_is_answered_in_the_agreed_form() {
    let desk = desk(|_| {}).await;
    for (request, status, kind) in [
        ("GET /applications/M-1 HTTP/1.1", 400, "malformed"),
        ("GET /applications/M-1 HTTP/1.1\r\nHost: a\r\nHost: b", 400, "malformed"),
        ("GET /applications/%zz HTTP/1.1\r\nHost: x", 400, "malformed"),
        ("GET /applications/M-1% HTTP/1.1\r\nHost: x", 400, "malformed"),
        ("GET /applications/M-1?x=%0 HTTP/1.1\r\nHost: x", 400, "malformed"),
        ("GET /applications/%ff%fe HTTP/1.1\r\nHost: x", 404, "not-found"),
        ("GET /elsewhere HTTP/1.1\r\nHost: x", 404, "not-found"),
        ("GET /applications HTTP/1.1\r\nHost: x", 405, "wrong-method"),
        ("PUT /applications/M-1 HTTP/1.1\r\nHost: x", 405, "wrong-method"),
    ] {
        let said = raw::asked(&desk, &format!("{request}\r\nConnection: close\r\n\r\n")).await;
        let head = said.to_lowercase();
        assert!(said.starts_with(&format!("HTTP/1.1 {status} ")), "{request}: {said}");
        assert!(head.contains("content-type: application/problem+json"), "{request}: {said}");
        assert!(said.contains(&format!("urn:madoguchi:problem:{kind}")), "{request}: {said}");
        assert_eq!(status == 405, head.contains("\r\nallow: "), "{request}: {said}");
    }
}

#[tokio::test]
async fn a_case_that_is_open_is_not_ready() {
    let desk = desk(|_| {}).await;
    let mut sent = good(&desk);
    sent.packet.answers.retain(|it| it.slot.field.as_str() != "f.procedure");
    let found = problem(desk.send(KEY, &sent).await, 422, "not-ready").await;
    assert!(!found.findings.is_empty() || found.detail.is_some());
}

#[tokio::test]
async fn too_often() {
    let desk = desk(|options| options.limits.rate = 2).await;
    for _ in 0..2 {
        problem(desk.http.get(desk.at("/applications/M-1")).send().await.unwrap(), 404, "not-found").await;
    }
    let response = desk.send(KEY, &good(&desk)).await;
    let after: u32 = response.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=30).contains(&after), "{after}");
    problem(response, 429, "too-often").await;
    let status = desk.http.get(desk.at("/applications/M-1")).send().await.unwrap();
    problem(status, 429, "too-often").await;
}

#[tokio::test]
async fn no_room_and_being_stopped() {
    let full = desk(|options| options.limits.kept_bytes = 100).await;
    let response = full.send(KEY, &good(&full)).await;
    assert_eq!(response.headers()["retry-after"], "3600");
    problem(response, 503, "unavailable").await;
    assert_eq!((full.kept(), full.arriving()), (0, 0));

    let desk = desk(|_| {}).await;
    desk.server.turn_away();
    let response = desk.send(KEY, &good(&desk)).await;
    assert_eq!(response.headers()["retry-after"], "30");
    problem(response, 503, "unavailable").await;
    problem(desk.http.get(desk.at("/applications/M-1")).send().await.unwrap(), 404, "not-found").await;
}

#[tokio::test]
async fn too_slow() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let desk = desk(|options| {
        options.limits.head = Duration::from_millis(300);
        options.limits.silence = Duration::from_millis(300);
    })
    .await;
    let answer = async |sent: String| {
        let mut line = tokio::net::TcpStream::connect(desk.server.address()).await.unwrap();
        line.write_all(sent.as_bytes()).await.unwrap();
        let mut answer = String::new();
        let read = line.read_to_string(&mut answer);
        let _ = tokio::time::timeout(Duration::from_secs(10), read)
            .await
            .expect("the line must be closed");
        answer
    };
    let head = "POST /applications HTTP/1.1\r\nHost: x\r\n".to_owned();
    assert!(!answer(head.clone()).await.contains(" 200 "), "a head that never ends");
    let body = format!(
        "{head}Connection: close\r\nIdempotency-Key: {KEY}\r\nContent-Length: 1000\r\n\
         Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
    );
    let seen = answer(body).await;
    assert!(seen.starts_with("HTTP/1.1 408 "), "{seen}");
    assert!(seen.contains("urn:madoguchi:problem:too-slow"), "{seen}");
    receipt(desk.send(KEY, &good(&desk)).await).await;
}

/// What a crafted file does to its reader, done by a program in the reader's place.
#[cfg(unix)]
#[tokio::test]
async fn a_file_that_cannot_be_measured_in_time_or_at_all() {
    use std::os::unix::fs::PermissionsExt;
    for (what, script) in [
        ("never ends", "exec sleep 600"),
        ("breaks down", "kill -ABRT $$"),
        ("says nonsense", "echo nonsense"),
    ] {
        let desk = desk(|options| {
            let program = options.data.with_file_name("measurer");
            std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
            std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
            options.measurer = program;
            options.limits.measuring = Duration::from_millis(500);
        })
        .await;
        let response = desk.send(KEY, &good(&desk)).await;
        let problem = problem(response, 422, "not-ready").await;
        assert!(
            problem.findings.iter().any(|finding| finding.rule == "r.unreadable"),
            "{what}: {problem:?}"
        );
        assert_eq!((desk.kept(), desk.arriving()), (0, 0), "{what}");
    }
}

/// The bound holds in the real program: a paper that needs more memory than it may have is refused, and taken where it may.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn memory_is_bounded() {
    let long = |desk: &Desk| {
        let book = loaded(&desk.folder.path().join("rulebook"));
        made(
            &book,
            &book::answers("LE THI"),
            &[(book::PAPER, paper::heavy(90_000))],
            "2026-11-23",
        )
        .unwrap()
    };
    let narrow = desk(|options| options.limits.measuring_memory = 4 << 20).await;
    problem(narrow.send(KEY, &long(&narrow)).await, 422, "not-ready").await;
    let usual = desk(|_| {}).await;
    receipt(usual.send(KEY, &long(&usual)).await).await;
}
