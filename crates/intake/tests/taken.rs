//! What is taken, how often it is stored, and what is remembered of it.

mod support;

use intake::Status;
use sha2::{Digest, Sha256};
use support::*;

#[tokio::test]
async fn a_good_submission_is_kept_once_however_often_it_is_sent() {
    let desk = desk(|_| {}).await;
    let sent = good(&desk);
    let first = desk.send(KEY, &sent).await;
    assert!(first.headers().get("idempotency-replayed").is_none());
    let location = first.headers()["location"].to_str().unwrap().to_owned();
    let first = receipt(first).await;
    assert_eq!(location, format!("applications/{}", first.number));
    assert_eq!(first.status_url.as_deref(), Some(location.as_str()));
    assert!(first.number.starts_with("M-20261123-"), "{}", first.number);
    assert_eq!(first.kept_until, day("2026-12-23"));
    assert_eq!(first.secret.len(), 43);

    let again = desk.send(KEY, &sent).await;
    assert_eq!(again.headers()["idempotency-replayed"], "true");
    assert_eq!(receipt(again).await, first);
    assert_eq!((desk.kept(), desk.arriving()), (1, 0));

    let other = receipt(desk.send("another-key-of-16+".replace('+', "x").as_str(), &sent).await).await;
    assert_ne!((other.number, other.secret), (first.number, first.secret));
    assert_eq!(desk.kept(), 2);
}

#[tokio::test]
async fn the_digest_is_over_the_packet_and_then_the_files() {
    let desk = desk(|_| {}).await;
    let sent = good(&desk);
    let receipt = receipt(desk.send(KEY, &sent).await).await;
    let mut hash = Sha256::new();
    hash.update(sent.json());
    sent.files.iter().for_each(|(_, bytes)| hash.update(bytes));
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(receipt.digest, hex);

    let folder = std::fs::read_dir(desk.folder.path().join("data/files"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    assert_eq!(std::fs::read(folder.join("packet.json")).unwrap(), sent.json());
    assert_eq!(std::fs::read(folder.join("file-000")).unwrap(), sent.files[0].1);
    let stored = std::fs::read(desk.folder.path().join("data/intake.sqlite")).unwrap();
    let wal = std::fs::read(desk.folder.path().join("data/intake.sqlite-wal")).unwrap_or_default();
    for secret in [&receipt.secret, KEY] {
        let found = |bytes: &[u8]| bytes.windows(secret.len()).any(|piece| piece == secret.as_bytes());
        assert!(!found(&stored) && !found(&wal), "neither secret nor key may be stored");
    }
}

#[tokio::test]
async fn the_same_key_at_the_same_time_stores_once() {
    let desk = desk(|options| options.limits.arriving_from_one = 16).await;
    let sent = good(&desk);
    let all = (0..8).map(|_| tokio::spawn(desk.post(KEY, sent.form()).send()));
    let mut receipts = Vec::new();
    for one in all.collect::<Vec<_>>() {
        let response = one.await.unwrap().unwrap();
        match response.status().as_u16() {
            201 => receipts.push(receipt(response).await),
            _ => {
                assert_eq!(response.headers()["retry-after"], "2");
                problem(response, 409, "in-progress").await;
            }
        }
    }
    assert!(!receipts.is_empty() && receipts.iter().all(|it| *it == receipts[0]));
    assert_eq!(receipt(desk.send(KEY, &sent).await).await, receipts[0]);
    assert_eq!(desk.kept(), 1);
}

#[tokio::test]
async fn doubts_do_not_refuse_and_unseen_ones_are_remembered() {
    let desk = desk(|_| {}).await;
    let mut sent = named(&desk, "DOUBT");
    assert_eq!(sent.packet.accepted.len(), 1);
    sent.packet.accepted.clear();
    let receipt = receipt(desk.send(KEY, &sent).await).await;
    let status = desk
        .http
        .get(desk.at(&format!("/applications/{}", receipt.number)))
        .bearer_auth(&receipt.secret);
    let status: Status = status.send().await.unwrap().json().await.unwrap();
    assert_eq!(status.findings.len(), 1);
    assert_eq!(status.unseen, [status.findings[0].key()]);
    assert_eq!((status.state.as_str(), &status.digest), ("received", &receipt.digest));
}

#[tokio::test]
async fn parts_may_come_in_any_order_after_the_packet() {
    let desk = desk(|_| {}).await;
    let book = loaded(&desk.folder.path().join("rulebook"));
    let mut answers = book::answers("MORE");
    answers.push(("f.more", "more"));
    let files = [(book::PAPER, paper::pdf(1)), (book::EXTRA, paper::pdf(2))];
    let mut sent = made(&book, &answers, &files, "2026-11-23").unwrap();
    let first = receipt(desk.send(KEY, &sent).await).await;
    sent.files.reverse();
    assert_eq!(receipt(desk.send(KEY, &sent).await).await, first);
}

#[tokio::test]
async fn what_was_being_sent_when_the_client_left_can_be_sent_again() {
    let desk = desk(|_| {}).await;
    let sent = good(&desk);
    for wait in [1, 5, 20, 50] {
        let going = desk.post(KEY, sent.form()).send();
        let _ = tokio::time::timeout(std::time::Duration::from_millis(wait), going).await;
    }
    let last = loop {
        let response = desk.send(KEY, &sent).await;
        if response.status() != 409 {
            break receipt(response).await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    };
    assert!(!last.number.is_empty());
    assert_eq!((desk.kept(), desk.arriving()), (1, 0));
}

#[tokio::test]
async fn what_does_not_belong_to_a_packet_is_not_kept() {
    let desk = desk(|_| {}).await;
    let mut sent = good(&desk);
    sent.packet.accepted = vec!["d.unknown: r.secret_words".into()];
    let mut json: serde_json::Value = serde_json::from_slice(&sent.json()).unwrap();
    json["unknown"] = "HIDDEN".repeat(150_000).into();
    json["answers"][0]["unknown"] = "HIDDEN".into();
    json["files"][0]["unknown"] = serde_json::json!({ "deep": ["HIDDEN"] });
    let packet = serde_json::to_vec(&json).unwrap();
    let form = || form(packet.clone(), &sent.files);
    let first = receipt(desk.post(KEY, form()).send().await.unwrap()).await;
    let folder = std::fs::read_dir(desk.data().join("files"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let kept = std::fs::read_to_string(folder.join("packet.json")).unwrap();
    assert!(!kept.contains("HIDDEN") && !kept.contains("secret_words"), "{kept}");
    sent.packet.accepted.clear();
    assert_eq!(serde_json::from_str::<engine::wire::Packet>(&kept).unwrap(), sent.packet);
    // The receipt is over what was sent, and what was sent again gets it again.
    let mut hash = Sha256::new();
    hash.update(&packet);
    sent.files.iter().for_each(|(_, bytes)| hash.update(bytes));
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(first.digest, hex);
    assert_eq!(receipt(desk.post(KEY, form()).send().await.unwrap()).await, first);
}

#[tokio::test]
async fn a_file_that_the_packet_names_by_its_hash_is_taken_and_no_other() {
    let desk = desk(|_| {}).await;
    let sent = good(&desk);
    let hex = |bytes: &[u8]| -> String { Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect() };
    let named = |hash: String| {
        let mut sent = sent.clone();
        sent.packet.files[0].sha256 = Some(hash);
        sent
    };
    // Another paper of the same size.
    let mut swapped = named(hex(&sent.files[0].1));
    let at = swapped.files[0].1.len() - 300;
    swapped.files[0].1[at] ^= 1;
    let refused = problem(desk.send(KEY, &swapped).await, 400, "malformed").await;
    assert!(refused.detail.unwrap().contains("part 0"));
    for odd in [hex(&sent.files[0].1).to_uppercase(), "00".into(), String::new()] {
        problem(desk.send(KEY, &named(odd)).await, 400, "malformed").await;
    }
    assert_eq!((desk.kept(), desk.arriving()), (0, 0));
    receipt(desk.send(KEY, &named(hex(&sent.files[0].1))).await).await;
}

#[tokio::test]
async fn what_an_older_desk_sends_is_judged_under_the_ids_of_today_and_kept_as_it_was_sent() {
    let folder = tempfile::TempDir::new().unwrap();
    let rulebook = folder.path().join("rulebook");
    book::write(&rulebook, "");
    let renames =
        r#"rename = [{ old = "f.once", new = "f.then", since = 2026-01-01 }, { old = "f.then", new = "f.name", since = 2026-02-01 }]"#;
    std::fs::write(rulebook.join("renames.toml"), renames).unwrap();
    // Since then somebody may also say something, on which another question hangs.
    let form = std::fs::read_to_string(rulebook.join("forms/one.toml")).unwrap();
    let new = "[[step.item]]\n[step.item.field]\nid = \"f.say\"\nrequired = \"never\"\nkind = { as = \"text\" }\n\
               [[step.item]]\n[step.item.field]\nid = \"f.said\"\nasked = \"f.say is YES\"\nkind = { as = \"text\" }\n[[rule]]";
    std::fs::write(rulebook.join("forms/one.toml"), form.replacen("[[rule]]", new, 1)).unwrap();
    let desk = start(folder, |_| {}).await;
    let mut answers = book::answers("DOUBT");
    answers.push(("f.say", "NO"));
    let mut sent = made(&loaded(&rulebook), &answers, &[(book::PAPER, paper::pdf(1))], "2026-11-23").unwrap();
    sent.packet.answers.retain(|answer| answer.slot.field.as_str() != "f.say");
    for answer in sent
        .packet
        .answers
        .iter_mut()
        .filter(|answer| answer.slot.field.as_str() == "f.name")
    {
        answer.slot.field = "f.once".into();
    }
    sent.packet.accepted = vec!["f.once: r.doubt".into()];
    sent.packet.edition = rulebook::Edition("before".into());
    receipt(desk.send(KEY, &sent).await).await;
    let mut folders = std::fs::read_dir(desk.data().join("files")).unwrap();
    let kept = std::fs::read(folders.next().unwrap().unwrap().path().join("packet.json")).unwrap();
    assert_eq!(String::from_utf8(kept).unwrap(), String::from_utf8(sent.json()).unwrap());
}
