//! What it means that a document is missing: its force decides, and a weak grade can only weaken it.

mod common;

use common::{book, root};
use engine::cases::CaseFile;
use engine::{At, Need, assess};
use rulebook::{Day, Document, DocumentId, Force, Grade, OneOf, OneOfId, Requirement, Severity, Takes};

/// A worked person without the papers, who is judged by a rulebook whose photo is asked for otherwise.
fn judged(change: impl Fn(&mut Document)) -> (Need, Option<(Severity, String, String)>) {
    let case = CaseFile::open(&root().join("cases/extension/minimal_engineer.toml")).unwrap();
    let mut answers = case.judged(book());
    let mut book = book().clone();
    // Every road has a set of its own.
    let photos = book.documents.values_mut().flat_map(|set| &mut set.documents);
    let mut id = None;
    for photo in photos.filter(|document| document.takes == Takes::Photo) {
        change(photo);
        id = Some(photo.id.clone());
    }
    let id = id.unwrap();
    let keys: Vec<String> = answers.files(&id).iter().map(|file| file.key.clone()).collect();
    keys.iter().for_each(|key| answers.remove_file(&id, key));
    let seen = assess(&book, &answers, case.today);
    let need = seen.documents.iter().find(|view| view.id == id).unwrap().need;
    let at = At::Document(id);
    let said: Vec<_> = seen.at(&at).collect();
    assert!(said.len() < 2, "{said:?}");
    assert_eq!(seen.ready, said.iter().all(|it| !it.blocks()));
    (need, said.first().map(|it| (it.severity, it.text.to_string(), it.hint.to_string())))
}

#[test]
fn force_decides_and_a_weak_grade_weakens() {
    let of = |force, grade| {
        judged(|document| {
            document.force = force;
            document.cite.grade = Some(grade);
        })
    };
    let check = |force: Option<Force>, grade, need, severity, text: &str, hint: &str| {
        assert_eq!(
            of(force, grade),
            (need, Some((severity, text.to_owned(), hint.to_owned()))),
            "{force:?} {grade:?}"
        );
    };
    let (photo, fix) = ("check.photo", "check.photo.fix");
    for force in [Force::Absolute, Force::List] {
        check(Some(force), Grade::Copy, Need::Needed, Severity::Blocks, photo, fix);
        check(Some(force), Grade::Secondary, Need::Needed, Severity::Warns, photo, fix);
    }
    for grade in [Grade::Official, Grade::General] {
        check(Some(Force::Class), grade, Need::Needed, Severity::Warns, photo, "check.class.fix");
        check(
            Some(Force::Advice),
            grade,
            Need::Optional,
            Severity::Advises,
            "check.advice",
            "check.advice.fix",
        );
    }
    // Nobody wrote it down: told, and nobody is stopped.
    check(None, Grade::Official, Need::Needed, Severity::Warns, photo, "check.class.fix");
}

#[test]
fn after_its_last_day_nothing_is_asked_for() {
    let case = |until: &str| judged(|document| document.until = Some(until.parse::<Day>().unwrap())).0;
    assert_eq!((case("2026-11-22"), case("2026-11-23")), (Need::NotNeeded, Need::Needed));
    assert_eq!(
        judged(|document| document.from = Some("2026-11-24".parse().unwrap())).0,
        Need::NotNeeded
    );
}

#[test]
fn of_several_that_only_help_the_first_is_named() {
    let group = OneOfId::new("o.any");
    let case = CaseFile::open(&root().join("cases/extension/minimal_engineer.toml")).unwrap();
    let answers = case.judged(book());
    let mut book = book().clone();
    let road = assess(&book, &answers, case.today).road;
    let sets = book
        .documents
        .iter_mut()
        .filter(|(id, _)| road.iter().any(|pack| pack.as_str() == id.as_str()));
    let (_, set) = sets.into_iter().next().unwrap();
    set.one_of.push(OneOf { id: group.clone() });
    let paper = |id: &str| Document {
        id: DocumentId::new(id),
        requirement: Requirement::OneOf(group.clone()),
        force: Some(Force::Advice),
        from_whom: "aunt".into(),
        ..Document::default()
    };
    set.documents.extend([paper("d.one"), paper("d.two")]);
    let seen = assess(&book, &answers, case.today);
    let said: Vec<_> = seen.findings.iter().filter(|it| it.text.as_str() == "check.advice").collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(said[0].at, At::Document("d.one".into()));
    assert!(
        seen.documents
            .iter()
            .all(|view| !view.is_needed() || view.from_whom.as_str() != "aunt")
    );
}
