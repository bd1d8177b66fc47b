//! Many files at once: where they go by their names, the tray, another document, the day of issue, and the room they take.

use super::*;
use crate::draft::DraftV1;
use engine::At;
use rulebook::{DocumentId, FactId, Takes};

fn attachment(key: &str, bytes: u64, pages: u32) -> Attachment {
    let facts = [("file.bytes", bytes as f64), ("pdf.pages", f64::from(pages))];
    let facts = facts.map(|(name, number)| (FactId::new(name), engine::Fact::Number(number)));
    Attachment {
        key: key.into(),
        name: format!("{key}.pdf"),
        bytes,
        facts: Some(BTreeMap::from(facts)),
        keeping: engine::Keeping::Kept,
    }
}

/// A case in which no paper has been given yet, and its papers that go out.
fn without_papers() -> (Case, Vec<DocumentId>) {
    let mut case = resumed("maximal_engineer");
    let papers = case.papers().filter(|it| it.goes_out()).map(|it| it.id.clone()).collect::<Vec<_>>();
    for id in &papers {
        for file in case.answers().files(id).to_vec() {
            case.apply(OfFiles::Detach(id.clone(), file.key));
        }
    }
    (case, papers)
}

fn fresh(case: &Case) -> DocumentId {
    let dated = |it: &&engine::DocumentView| it.takes == Takes::Paper && it.fresh_months.is_some() && it.goes_out();
    case.assessment().documents.iter().find(dated).expect("a certificate").id.clone()
}

fn keys(case: &Case, document: &DocumentId) -> Vec<String> {
    case.answers().files(document).iter().map(|file| file.key.clone()).collect()
}

#[test]
fn a_name_says_which_paper_a_file_is() {
    let (case, _) = without_papers();
    let check = |name: &str, expected: Option<&str>| {
        let found = case.paper_named(name);
        assert_eq!(found.as_ref().and_then(|id| id.as_str().split('.').nth(1)), expected, "{name}");
    };
    check("R7_kazei.pdf", Some("resident_tax_assessment"));
    check("Nozei 2026.PDF", Some("resident_tax_payment"));
    check("\u{8ab2}\u{7a0e}\u{8a3c}\u{660e}\u{66f8}.pdf", Some("resident_tax_assessment"));
    check("\u{7d0d}\u{7a0e}\u{8a3c}\u{660e}\u{66f8}.jpg", Some("resident_tax_payment"));
    check("\u{8ab2}\u{7a0e}\u{7d0d}\u{7a0e}.pdf", None);
    check("Employment contract.pdf", Some("working_conditions"));
    check("IMG_0001.JPG", None);
    // Not asked for in category 4.
    check("shikiho.pdf", None);
}

#[test]
fn originals_are_kept_of_what_goes_out() {
    let (mut case, papers) = without_papers();
    let originals = |case: &Case| case.originals().map(|it| it.id.clone()).collect::<Vec<_>>();
    assert_eq!(originals(&case), [], "nothing was scanned yet");
    papers.iter().enumerate().for_each(|(at, id)| {
        case.apply(OfFiles::Attach(id.clone(), attachment(&at.to_string(), 10, 1)));
    });
    let kept = originals(&case);
    assert!(
        !kept.is_empty() && kept.len() < papers.len(),
        "of some papers a copy will do: {kept:?}"
    );
    case.apply(OfFiles::Detach(kept[0].clone(), keys(&case, &kept[0]).concat()));
    assert_eq!(originals(&case), kept[1..]);
}

#[test]
fn what_others_give_is_asked_of_them_until_it_is_there() {
    let (mut case, _) = without_papers();
    assert_eq!(case.givers(), ["organization".into(), "client".into()]);
    let wanted = |case: &Case| case.wanted(&"organization".into());
    let first = wanted(&case);
    let many = |count: fn(usize) -> bool| first.iter().any(|papers| count(papers.len()));
    assert!(many(|it| it == 1) && many(|it| it > 1), "{first:?}");
    let own = |papers: &Vec<engine::DocumentView>| papers.iter().all(|it| it.from_whom.as_str() == "organization");
    assert!(first.iter().all(own), "nobody is asked for what the applicant has");
    for (at, papers) in first.iter().enumerate() {
        case.apply(OfFiles::Attach(papers[0].id.clone(), attachment(&at.to_string(), 10, 1)));
        assert_eq!(wanted(&case), first[at + 1..], "one of several is enough");
    }
}

#[test]
fn what_lies_in_the_tray_is_kept_and_stands_in_nobodys_way() {
    let mut case = resumed("maximal_engineer");
    let before = (case.budget(), case.assessment().ready);
    case.apply(OfFiles::Attach(
        Case::tray(),
        Attachment {
            facts: None,
            keeping: engine::Keeping::Kept,
            ..attachment("t", 90_000_000, 1)
        },
    ));
    assert_eq!(
        (case.budget(), case.assessment().ready),
        before,
        "neither its size nor that it is still being looked at"
    );
    let accepted = case.assessment().doubtful().map(Finding::key).collect();
    let packet = engine::packet(case.book(), case.answers(), case.assessment(), &accepted).expect("it may be sent");
    assert!(packet.wire().files.iter().all(|file| file.key != "t"));
    let again = Case::resume(DraftV1::of(case.rest()).rest(), book(), case.today(), engine::assess);
    assert_eq!(keys(&again, &Case::tray()), ["t"]);
    assert_eq!(again.size("t"), 90_000_000);
}

#[test]
fn a_file_moves_with_what_it_was_made_of_and_its_measuring_finds_it() {
    let (mut case, papers) = without_papers();
    let (one, other) = (papers.first().expect("a paper"), papers.get(1).expect("another"));
    case.apply(OfFiles::Attach(
        Case::tray(),
        Attachment {
            facts: None,
            keeping: engine::Keeping::Kept,
            ..attachment("a", 10, 1)
        },
    ));
    case.apply(OfFiles::Assign("a".into(), one.clone()));
    case.apply(OfFiles::Measured("a".into(), attachment("a", 10, 3).facts.expect("facts")));
    assert_eq!((keys(&case, one), case.pages_of("a").len()), (vec!["a".into()], 3));
    let mut sheets = case.sheets(one);
    sheets.turn(0);
    sheets.leave_out(2);
    assert!(sheets.move_to(0, 1));
    assert_eq!(case.holding(one, &sheets), ["a"]);
    case.apply(OfFiles::Prepared(Box::new(Preparation {
        document: one.clone(),
        file: attachment("m", 7, 2),
        of: vec!["a".into()],
        pages: sheets.pages(),
        facts: BTreeMap::new(),
    })));
    assert_eq!(
        (case.sheets(one), case.holding(one, &sheets)),
        (sheets, vec!["m".into()]),
        "it opens as it was arranged"
    );
    case.apply(OfFiles::Assign("m".into(), other.clone()));
    case.apply(OfFiles::PutBack("m".into()));
    assert_eq!((keys(&case, one), keys(&case, other)), (vec![], vec!["a".to_owned()]));
    case.apply(OfFiles::Assign("nobody".into(), one.clone()));
    assert!(keys(&case, one).is_empty());
}

#[test]
fn an_old_certificate_is_a_doubt_until_a_newer_day_is_said() {
    let (mut case, _) = without_papers();
    let document = fresh(&case);
    let today = case.today();
    let at = |case: &Case| {
        let at = At::File(document.clone(), "a".into());
        let found: Vec<_> = case
            .assessment()
            .at(&at)
            .map(|it| (it.rule.as_str().to_owned(), it.blocks()))
            .collect();
        found
    };
    case.apply(OfFiles::Attach(document.clone(), attachment("a", 10, 1)));
    assert_eq!(at(&case), []);
    let long_ago = today.checked_sub_months(chrono::Months::new(4)).expect("a day");
    case.apply(OfFiles::Issued("a".into(), Some(long_ago)));
    let old = at(&case);
    assert!(matches!(old.as_slice(), [(_, false)]), "{old:?}");
    case.apply(OfFiles::Measured("a".into(), attachment("a", 10, 1).facts.expect("facts")));
    assert_eq!(
        (at(&case), case.issue("a")),
        (old.clone(), Some(long_ago)),
        "looking again forgets nothing"
    );
    case.apply(OfFiles::Prepared(Box::new(Preparation {
        document: document.clone(),
        file: Attachment {
            facts: None,
            keeping: engine::Keeping::Kept,
            ..attachment("m", 7, 1)
        },
        of: vec!["a".into()],
        pages: Vec::new(),
        facts: BTreeMap::new(),
    })));
    case.apply(OfFiles::Measured("m".into(), attachment("m", 7, 1).facts.expect("facts")));
    assert_eq!(case.issue("m"), Some(long_ago), "what is made of it is as old");
    case.apply(OfFiles::PutBack("m".into()));
    let again = Case::resume(DraftV1::of(case.rest()).rest(), book(), case.today(), engine::assess);
    assert_eq!(again.issue("a"), Some(long_ago));
    case.apply(OfFiles::Issued("a".into(), Some(today)));
    assert_eq!(at(&case), []);
    case.apply(OfFiles::Issued("a".into(), None));
    assert_eq!(case.issue("a"), None);
}

#[test]
fn the_largest_papers_make_room_one_after_the_other() {
    let (mut case, papers) = without_papers();
    let most = case.budget().max_bytes;
    let (one, other) = (papers.first().expect("a paper"), papers.get(1).expect("another"));
    case.apply(OfFiles::Attach(one.clone(), attachment("small", 1_000, 1)));
    assert_eq!(case.to_shrink(&BTreeSet::new()), None);
    case.apply(OfFiles::Attach(one.clone(), attachment("large", most, 1)));
    case.apply(OfFiles::Attach(other.clone(), attachment("larger", most + 1, 1)));
    assert!(case.budget().is_over());
    let photo = case.budget().bytes() - (2 * most + 1 + 1_000);
    let (key, share) = case.to_shrink(&BTreeSet::new()).expect("something to do");
    assert_eq!((key.as_str(), share), ("larger", (most - photo - 1_000) / 2));
    let tried = BTreeSet::from(["larger".to_owned()]);
    assert_eq!(
        case.to_shrink(&tried),
        Some(("large".into(), 0)),
        "what could not be made smaller leaves nothing"
    );
    let tried = BTreeSet::from(["larger", "large", "small"].map(str::to_owned));
    assert_eq!(case.to_shrink(&tried), None, "then there is nothing more to try");
}

#[test]
fn one_pdf_for_all_names_what_cannot_be_in_it() {
    let (mut case, papers) = without_papers();
    let (one, other) = (papers.first().expect("a paper"), papers.get(1).expect("another"));
    let pageless = |key: &str| Attachment {
        facts: Some(BTreeMap::from([(FactId::new("pdf.encrypted"), engine::Fact::Bool(true))])),
        ..attachment(key, 10, 0)
    };
    case.apply(OfFiles::Attach(one.clone(), attachment("a", 10, 2)));
    case.apply(OfFiles::Attach(one.clone(), pageless("locked")));
    case.apply(OfFiles::Attach(
        other.clone(),
        Attachment {
            facts: None,
            ..attachment("unread", 10, 1)
        },
    ));
    case.apply(OfFiles::Attach(Case::tray(), pageless("loose")));
    let (pages, without) = case.whole();
    assert_eq!(
        pages.iter().map(|page| (page.key.as_str(), page.page)).collect::<Vec<_>>(),
        [("a", 1), ("a", 2)]
    );
    let mut names: Vec<&str> = without.iter().map(|file| file.key.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["locked", "unread"]);
}

#[test]
fn what_is_not_needed_any_more_is_kept_aside() {
    let mut case = resumed("maximal_engineer");
    let gone = case
        .papers()
        .find(|it| !it.goes_out())
        .expect("a paper that is not asked for")
        .id
        .clone();
    let before = case.budget();
    case.apply(OfFiles::Attach(
        gone.clone(),
        Attachment {
            facts: None,
            keeping: engine::Keeping::Kept,
            ..attachment("g", 90_000_000, 1)
        },
    ));
    assert_eq!(case.budget(), before);
    assert!(case.assessment().ready && case.outgoing().all(|(_, file)| file.key != "g"));
    assert_eq!(keys(&case, &gone), ["g"]);
}

#[test]
fn a_name_that_deceives_is_harmless_wherever_the_file_came_from() {
    let (mut case, papers) = without_papers();
    let paper = papers.first().expect("a paper is asked for");
    let deceiving = |key: &str| Attachment {
        name: "proof\u{202e}fdp.exe".into(),
        ..attachment(key, 10, 1)
    };
    case.apply(OfFiles::Attach(paper.clone(), deceiving("chosen")));
    let mut rest = case.rest();
    // As an older desk may have kept it.
    rest.files.push((paper.clone(), deceiving("kept")));
    rest.made.insert(
        "chosen".into(),
        Made {
            of: vec![(paper.clone(), deceiving("beside"))],
            ..Made::default()
        },
    );
    let case = Case::resume(rest, book(), case.today(), engine::assess);
    for key in ["chosen", "kept", "beside"] {
        let name = case.file(key).map(|(_, file)| file.name);
        assert_eq!(name.as_deref(), Some("proof\u{fffd}fdp.exe"), "{key}");
    }
}
