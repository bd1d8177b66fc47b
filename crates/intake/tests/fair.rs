//! That nobody shuts the others out: not with heavy files, not by being slow, not by coming often, and not by going away.
#![cfg(unix)]

mod support;

use reqwest::{Client, Response};
use std::time::Duration;
use support::*;
use tokio::io::AsyncWriteExt;

/// What the measuring program does for files that are called heavy.
const HEAVY: &str = "case \"$order\" in *heavy*) sleep 3;; esac";

fn heavy(desk: &Desk) -> Sent {
    let mut sent = good(desk);
    sent.packet.files[0].name = "heavy.pdf".into();
    sent
}

async fn send_as(client: &Client, desk: &Desk, key: &str, sent: &Sent, forwarded: Option<&str>) -> Response {
    let request = client.post(desk.at("/applications")).header("Idempotency-Key", key);
    let request = forwarded
        .into_iter()
        .fold(request, |request, client| request.header("X-Forwarded-For", client));
    request.multipart(sent.form()).send().await.unwrap()
}

fn retry_after(response: &Response) -> u32 {
    response.headers()["retry-after"].to_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn nobody_waits_for_anothers_heavy_files() {
    let desk = desk(|options| {
        measurer(options, HEAVY);
        options.limits.arriving_from_one = 16;
        options.limits.quick = Duration::from_secs(1);
    })
    .await;
    let mut slow = tokio::task::JoinSet::new();
    for at in 0..3 {
        let request = desk.post(&format!("{KEY}-heavy-{at}"), heavy(&desk).form()).send();
        slow.spawn(async move { receipt(request.await.unwrap()).await });
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    receipt(send_as(&desk.client_from("127.0.0.2"), &desk, KEY, &good(&desk), None).await).await;
    assert!(slow.try_join_next().is_none(), "it had to wait for the heavy ones");
    // They are taken too, one after the other.
    while let Some(done) = slow.join_next().await {
        done.unwrap();
    }
    assert_eq!(desk.kept(), 4);
}

#[tokio::test]
async fn all_files_of_a_submission_together_have_so_much_time() {
    let desk = desk(|options| {
        measurer(options, HEAVY);
        options.limits.quick = Duration::from_millis(100);
        options.limits.measuring_all = Duration::from_millis(500);
    })
    .await;
    problem(desk.send(KEY, &heavy(&desk)).await, 413, "too-large").await;
    receipt(desk.send(KEY, &good(&desk)).await).await;
}

#[tokio::test]
async fn what_no_measurement_could_mend_is_refused_before_a_file_is_opened() {
    let desk = desk(|options| {
        let mark = options.data.with_file_name("measured");
        measurer(options, &format!("echo x >> {}", mark.display()));
    })
    .await;
    let measured = desk.folder.path().join("measured");
    let mut late = good(&desk);
    let day = late.packet.answers.iter_mut().find(|it| it.slot.field.as_str() == "f.day").unwrap();
    day.typed = Some("2031-01-01".into());
    problem(desk.send(KEY, &late).await, 422, "not-ready").await;
    let mut other = good(&desk);
    other.packet.files[0].document = rulebook::DocumentId::new("d.unknown");
    problem(desk.send(KEY, &other).await, 422, "not-ready").await;
    assert!(!measured.exists());
    receipt(desk.send(KEY, &good(&desk)).await).await;
    assert!(measured.exists());
}

#[tokio::test]
async fn a_body_below_the_least_speed_is_let_go() {
    let desk = desk(|options| {
        options.limits.grace = Duration::from_millis(500);
        options.limits.least_speed = 100_000;
    })
    .await;
    let mut line = raw::connect("127.0.0.1", desk.server.address()).await;
    let whole = raw::submission(KEY, &good(&desk));
    let (head, slowly) = whole.split_at(whole.len() / 2);
    line.write_all(head).await.unwrap();
    for byte in &slowly[..20] {
        line.write_all(&[*byte]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(15)).await;
    }
    // Long before a silence of half a minute would have ended it.
    let said = tokio::time::timeout(Duration::from_secs(15), raw::rest(&mut line)).await.unwrap();
    assert!(said.starts_with("HTTP/1.1 408 ") && said.contains("too-slow"), "{said}");
    receipt(desk.send(KEY, &good(&desk)).await).await;
}

#[tokio::test]
async fn slow_bodies_from_several_addresses_shut_nobody_out() {
    let desk = desk(|options| options.limits.arriving = 8).await;
    let mut slow = Vec::new();
    for (at, last) in (0..8).zip([2, 3].into_iter().cycle()) {
        let mut line = raw::connect(&format!("127.0.0.{last}"), desk.server.address()).await;
        let whole = raw::submission(&format!("{KEY}-slow-{at}"), &good(&desk));
        line.write_all(&whole[..whole.len() - 20]).await.unwrap();
        slow.push(line);
    }
    tokio::time::sleep(Duration::from_millis(2500)).await;
    for at in 0..3 {
        receipt(desk.send(&format!("{KEY}-{at}"), &good(&desk)).await).await;
    }
    assert_eq!(desk.kept(), 3);
}

#[tokio::test]
async fn connections_of_one_address_shut_nobody_out() {
    let desk = desk(|options| {
        options.limits.connections = 8;
        options.limits.connections_from_one = 6;
    })
    .await;
    let to = desk.server.address();
    let mut lines = Vec::new();
    for _ in 0..6 {
        lines.push(raw::connect("127.0.0.2", to).await);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    // One more than it may have.
    let mut seventh = raw::connect("127.0.0.2", to).await;
    assert!(raw::rest(&mut seventh).await.starts_with("HTTP/1.1 429 "));
    // All places are taken, and yet there is one for whoever has none.
    for _ in 0..2 {
        lines.push(raw::connect("127.0.0.3", to).await);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    for last in 4..7 {
        let client = desk.client_from(&format!("127.0.0.{last}"));
        receipt(send_as(&client, &desk, &format!("{KEY}-{last}"), &good(&desk), None).await).await;
    }
}

#[tokio::test]
async fn an_answer_that_nobody_reads_is_given_up() {
    const SIZE: usize = 24 << 20;
    let folder = tempfile::TempDir::new().unwrap();
    book::write(&folder.path().join("rulebook"), "");
    let site = folder.path().join("site");
    std::fs::create_dir(&site).unwrap();
    std::fs::write(site.join("index.html"), "page").unwrap();
    std::fs::write(site.join("large.bin"), vec![b'x'; SIZE]).unwrap();
    let desk = start(folder, |options| {
        options.site = Some(site);
        options.limits.grace = Duration::from_millis(500);
    })
    .await;
    let mut line = raw::connect("127.0.0.1", desk.server.address()).await;
    let request = "GET /large.bin HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    line.write_all(request.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_secs(2)).await;
    let got = raw::rest(&mut line).await.len();
    assert!(got > 0 && got < SIZE, "{got}");
    // Who reads gets all of it.
    assert!(raw::asked(&desk, request).await.len() > SIZE);
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_client_is_counted_alone() {
    let desk = desk(|options| {
        options.proxies = vec!["127.0.0.1".parse().unwrap()];
        options.limits.arriving_from_one = 1;
        options.limits.connections_from_one = 2;
        options.limits.rate = 2;
        measurer(options, "sleep 0.05");
    })
    .await;
    let mut people = tokio::task::JoinSet::new();
    for at in 0..30 {
        let request = desk.post(&format!("{KEY}-person-{at}"), good(&desk).form());
        let request = request.header("X-Forwarded-For", format!("203.0.113.1, 198.51.100.{at}"));
        people.spawn(async move { receipt(request.send().await.unwrap()).await });
    }
    while let Some(done) = people.join_next().await {
        done.unwrap();
    }
    assert_eq!(desk.kept(), 30);
    // What a client says of itself counts for nothing.
    let other = desk.client_from("127.0.0.2");
    let mut statuses = Vec::new();
    for at in 0..4 {
        let named = format!("198.51.100.{}", 100 + at);
        let sent = send_as(&other, &desk, &format!("{KEY}-other-{at}"), &good(&desk), Some(&named)).await;
        statuses.push(sent.status().as_u16());
    }
    assert_eq!(statuses, [201, 201, 429, 429]);
}

#[tokio::test]
async fn a_place_is_taken_until_the_work_is_done_also_when_the_sender_left() {
    let desk = desk(|options| {
        measurer(options, "sleep 1");
        options.limits.arriving_from_one = 2;
    })
    .await;
    for at in 0..2 {
        let mut line = raw::connect("127.0.0.1", desk.server.address()).await;
        line.write_all(&raw::submission(&format!("{KEY}-left-{at}"), &good(&desk)))
            .await
            .unwrap();
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    // Both have gone away, and both are still judged.
    let mut waits = Vec::new();
    for at in 0..6 {
        let response = desk.send(&format!("{KEY}-more-{at}"), &good(&desk)).await;
        waits.push(retry_after(&response));
        problem(response, 429, "too-often").await;
    }
    assert!(waits.windows(2).all(|two| two[0] <= two[1]) && waits[0] < waits[5], "{waits:?}");
    for _ in 0..200 {
        if (desk.kept(), desk.arriving()) == (2, 0) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!((desk.kept(), desk.arriving()), (2, 0));
    receipt(desk.send(KEY, &good(&desk)).await).await;
}
