//! Guidance is told where it belongs, to whom it concerns, and only once that is settled.

mod common;

use common::{book, root};
use engine::cases::CaseFile;
use engine::{Answers, Slot, guides};
use rulebook::{Day, GuidePlace, Loaded};

fn told(answers: &Answers, today: Day, place: GuidePlace) -> Vec<&'static str> {
    guides(book(), answers, today, place)
        .into_iter()
        .map(|guide| guide.id.as_str())
        .collect()
}

#[test]
fn everybody_is_told_what_concerns_them() {
    let case = CaseFile::open(&root().join("cases/extension/minimal_engineer.toml")).unwrap();
    let answers = case.judged(book());
    assert_eq!(
        told(&answers, case.today, GuidePlace::Verdict),
        [
            "guide.may_self",
            "guide.card_ready",
            "guide.register",
            "guide.forgotten",
            "guide.system",
            "guide.specified_card"
        ]
    );
    let by_mail = told(&answers, case.today, GuidePlace::Receipt);
    assert!(by_mail.contains(&"guide.receive_by_mail") && !by_mail.contains(&"guide.receive_at_counter"));
    let mut other = answers.clone();
    other.set(Slot::of("f.card_delivery"), "counter");
    other.set(Slot::of("f.applicant"), "k.org_staff");
    assert_eq!(
        told(&other, case.today, GuidePlace::Verdict),
        [
            "guide.may_org",
            "guide.register_organization",
            "guide.id_validity",
            "guide.writing",
            "guide.forgotten",
            "guide.system"
        ]
    );
    assert!(told(&other, case.today, GuidePlace::Receipt).contains(&"guide.receive_at_counter"));
}

#[test]
fn what_is_open_or_of_another_time_is_not_told() {
    let nobody = Answers::default();
    let day = |text: &str| text.parse::<Day>().unwrap();
    assert_eq!(told(&nobody, day("2026-11-23"), GuidePlace::Verdict), [""; 0]);
    let case = CaseFile::open(&root().join("cases/extension/minimal_engineer.toml")).unwrap();
    let tells = |id: &str, today: &str| told(&case.judged(book()), day(today), GuidePlace::Receipt).contains(&id);
    for (id, before) in [("guide.pay", false), ("guide.pay_stamps", true)] {
        assert_eq!((tells(id, "2026-09-30"), tells(id, "2026-10-01")), (before, !before), "{id}");
    }
}

#[test]
fn every_place_tells_something_and_nothing_before_it_has_arrived() {
    for place in [
        GuidePlace::Start,
        GuidePlace::Verdict,
        GuidePlace::Otherwise,
        GuidePlace::Need,
        GuidePlace::Papers,
        GuidePlace::Check,
        GuidePlace::Receipt,
    ] {
        assert!(book().guides.iter().any(|guide| guide.place == place), "{place:?}");
    }
    let core = Loaded::new(book().core.clone());
    assert_eq!(core.guides, []);
    assert_eq!(book().pack_for_guides(), None);
}
