//! The list of facts, and the words on the wire.

use std::collections::BTreeSet;

use media::wire::{FromWorker, ToWorker};
use media::{BUILD, FACTS, Fact, FactKind, Job, Report, Unreadable};

#[test]
fn every_fact_has_a_name_of_its_own_and_a_sentence() {
    let names: BTreeSet<&str> = FACTS.iter().map(|info| info.name).collect();
    assert_eq!(names.len(), FACTS.len(), "a name stands twice");
    for info in FACTS {
        let (family, name) = info.name.split_once('.').expect(info.name);
        assert!(["file", "photo", "pdf", "made", "join"].contains(&family), "{}", info.name);
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{}", info.name);
        assert!(info.doc.ends_with('.') && info.doc.is_ascii(), "{}", info.name);
        assert!(info.unit.is_empty() || info.kind == FactKind::Number, "{}", info.name);
    }
}

#[track_caller]
fn check(message: &FromWorker, wanted: &str) {
    let text = message.to_text().unwrap();
    assert_eq!(text, wanted);
    assert_eq!(FromWorker::from_text(&text).as_ref(), Some(message));
}

#[test]
fn the_wire_is_plain_json() {
    let job = Job::Photo {
        max_bytes: 10,
        max_pixels: 20,
        frame: None,
    };
    let task = ToWorker {
        id: 7,
        job,
        names: vec!["a \"b\".jpg".to_owned()],
    };
    let text = r#"{"id":7,"job":{"kind":"photo","max_bytes":10,"max_pixels":20},"names":["a \"b\".jpg"]}"#;
    assert_eq!(task.to_text().unwrap(), text);
    assert_eq!(ToWorker::from_text(text), Some(task));
    assert_eq!(ToWorker::from_text("{}"), None);

    check(&FromWorker::ready(), &format!(r#"{{"kind":"ready","build":"{BUILD}"}}"#));
    check(
        &FromWorker::Progress { id: 7, percent: 30 },
        r#"{"kind":"progress","id":7,"percent":30}"#,
    );
    check(
        &FromWorker::Failed {
            id: 7,
            why: "cannot-read".to_owned(),
        },
        r#"{"kind":"failed","id":7,"why":"cannot-read"}"#,
    );
    check(
        &FromWorker::Done {
            id: 7,
            report: Report::too_big("x.pdf", 11),
            media_type: None,
        },
        r#"{"kind":"done","id":7,"report":{"facts":{"file.bytes":11.0,"file.extension":"pdf","file.unreadable":"too-big"},"unreadable":"too-big"}}"#,
    );
}

#[test]
fn facts_are_bare_values_on_the_wire() {
    for (fact, text) in [
        (Fact::Bool(true), "true"),
        (Fact::Number(1.5), "1.5"),
        (Fact::Text("rgb".to_owned()), "\"rgb\""),
    ] {
        assert_eq!(serde_json::to_string(&fact).unwrap(), text);
        assert_eq!(serde_json::from_str::<Fact>(text).unwrap(), fact);
    }
    // A whole number may come back without its point.
    assert_eq!(serde_json::from_str::<Fact>("3").unwrap(), Fact::Number(3.0));
}

#[test]
fn a_reason_has_one_word() {
    use Unreadable::*;
    for why in [Empty, TooBig, UnknownFormat, Truncated, TooManyPixels, Damaged] {
        assert_eq!(serde_json::to_value(why).unwrap(), why.code());
    }
}
