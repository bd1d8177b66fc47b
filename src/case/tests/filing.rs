//! What is said of filing online, as the pages show it.

use super::*;
use engine::cases::Scenarios;
use engine::{Asked, At};
use rulebook::Severity;

/// Everybody who only asks, each as an open case.
fn everybody() -> &'static [(String, Case)] {
    static ALL: OnceLock<Vec<(String, Case)>> = OnceLock::new();
    ALL.get_or_init(open)
}

fn open() -> Vec<(String, Case)> {
    let folder = root().join("scenarios");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("there are scenarios") {
        let text = std::fs::read_to_string(entry.expect("a file").path()).expect("it can be read");
        for scenario in Scenarios::read(&text).expect("scenarios").cases {
            let mut case = Case::new("new".into(), 0.0, book(), scenario.today, Some(engine::assess));
            for (field, typed) in &scenario.answers {
                case.apply(Change::Answer(field.clone().into(), typed.clone()));
            }
            all.push((scenario.title, case));
        }
    }
    assert!(all.len() > 300);
    all
}

#[test]
fn a_yes_never_stands_beside_a_no() {
    let mut kinds = BTreeSet::new();
    for (title, case) in everybody() {
        let no = case.about_filing().any(Finding::blocks);
        assert_eq!(case.verdict() == Verdict::No, no, "{title}");
        kinds.extend(case.about_filing().map(|it| matches!(it.at, At::Field(_))));
    }
    assert_eq!(kinds.len(), 2, "some of them stand at answers");
}

#[test]
fn what_the_receiving_side_found_is_no_yes_either() {
    let with = |verdict| everybody().iter().map(|(_, case)| case).find(move |case| case.verdict() == verdict);
    let mut case = with(Verdict::Yes).expect("somebody may").clone();
    let other = with(Verdict::No).expect("somebody may not");
    let against = other.about_filing().find(|it| it.blocks() && it.at == At::Eligibility).cloned();
    case.apply(Change::Refused(vec![against.expect("a rule says so")]));
    assert_eq!(case.verdict(), Verdict::No);
    assert!(case.together().is_empty());
}

#[test]
fn what_would_change_it_stands_beneath_what_it_changes() {
    let mut offered = BTreeSet::new();
    for (title, case) in everybody() {
        let mut left = case.assessment().eligibility.acts.clone();
        for finding in case.about_filing() {
            let acts = case.acts(finding);
            assert!(
                finding.severity != Severity::Advises || acts.is_empty(),
                "{title}: {}",
                finding.rule
            );
            left.retain(|act| !acts.contains(act));
            offered.extend(acts.into_iter().map(|act| act.id));
        }
        assert!(left.is_empty(), "{title}: nobody is shown {left:?}");
        let others = case.findings().filter(|finding| !finding.is_about_filing());
        assert_eq!(others.map(|finding| case.acts(finding).len()).sum::<usize>(), 0, "{title}");
    }
    assert!(offered.len() > 10);
}

#[test]
fn of_what_only_the_counter_takes_no_price_online_is_told() {
    let mut seen = 0;
    for (title, case) in everybody() {
        let (fees, says) = (&case.assessment().fees, &case.assessment().eligibility);
        assert!(fees.iter().all(|fee| !fee.bands.is_empty()), "{title}: a table of nothing");
        if says.offline {
            seen += usize::from(!fees.is_empty());
            assert!(case.amounts().is_empty(), "{title}");
        }
    }
    assert!(seen > 0);
}

#[test]
fn where_there_is_no_such_procedure_nothing_is_told_of_it() {
    for (title, case) in everybody().iter().filter(|(_, case)| !case.assessment().eligibility.exists) {
        let seen = case.assessment();
        assert!(
            seen.fees.is_empty() && seen.dates.is_empty() && seen.documents.is_empty(),
            "{title}"
        );
        assert!(case.together().is_empty(), "{title}");
    }
}

#[test]
fn why_is_told_in_the_words_of_the_reader() {
    let loaded = rulebook::host::load(&root()).expect("the rulebook can be read");
    let (_, case) = everybody()
        .iter()
        .find(|(_, case)| case.assessment().dates.len() > 2)
        .expect("somebody has days");
    for lang in ["ja", "en"] {
        let mut words = crate::texts::Words::among(lang, &loaded.core);
        words.add(rulebook::PackName::new("tests"), loaded.texts(lang));
        for date in &case.assessment().dates {
            let asked = Asked::Day(date.clone());
            let told = engine::in_words(case.book(), case.assessment(), &asked, &words);
            let first = told.first().expect("how the day is found");
            assert!(first.says.starts_with(words.get("why.day")), "{lang}: {}", first.says);
        }
    }
}

#[test]
fn the_day_that_is_the_answer_is_told_in_one_line() {
    let texts = rulebook::host::load(&root()).expect("the rulebook can be read");
    let mut told = BTreeSet::new();
    for (title, case) in everybody() {
        let Some((text, day)) = case.day_told() else { continue };
        for lang in ["ja", "en"] {
            let words = texts.texts(lang);
            assert!(
                words.get(&text).is_some_and(|words| words.contains("{day}")),
                "{title}: {lang}: {text}"
            );
        }
        assert!(day >= case.today(), "{title}: {text} tells {day}");
        let rule = text.trim_end_matches(".day");
        let finding = case.about_filing().find(|finding| finding.rule == rule).expect("who tells it");
        assert!(case.verdict() != Verdict::No || finding.blocks(), "{title}: {text} beside a no");
        told.insert(text);
    }
    assert!(told.len() > 6, "{told:?}");
}

#[test]
fn a_day_online_is_not_told_where_something_else_stands_against_it() {
    let planned = |card: &str| {
        let mut case = scenario("Planned for the last day, which is ahead");
        case.apply(Change::Answer(Slot::of("f.mynumber_card"), card.into()));
        case.day_told().map(|(text, day)| (text, day.to_string()))
    };
    assert_eq!(planned("yes"), Some(("r.expiry_day.day".into(), "2026-12-17".into())));
    assert_eq!(planned("no"), None);
    let mut counter = scenario("On the last day, a Friday");
    counter.apply(Change::Answer(Slot::of("f.mynumber_card"), "no".into()));
    let day = counter.day_told().map(|(_, day)| day.to_string());
    assert_eq!(day.as_deref(), Some("2026-12-18"), "the counter is open to whoever has no card");
}

fn scenario(piece: &str) -> Case {
    let found = everybody().iter().find(|(title, _)| title.starts_with(piece));
    found.map(|(_, case)| case.clone()).expect("somebody of this name")
}

#[test]
fn what_is_only_another_answer_is_done_with_one_press() {
    let mut done = BTreeSet::new();
    for (title, case) in everybody() {
        for act in &case.assessment().eligibility.acts {
            let mut after = case.clone();
            after.apply(Change::Take(act.id.clone()));
            if !act.here {
                assert_eq!(after.answers(), case.answers(), "{title}: {} is done in the world", act.id);
                continue;
            }
            let speaks = after.about_filing().any(|finding| finding.rule == act.rule.as_str());
            assert!(!speaks && after.place() != case.place(), "{title}: {}", act.id);
            done.insert(act.id.clone());
        }
        assert_eq!(case.turns_here(), case.assessment().eligibility.acts.iter().any(|act| act.here));
    }
    let here = book().core.acts.iter().filter(|act| act.here).count();
    assert_eq!(done.len(), here);
}

#[test]
fn whoever_cannot_file_online_is_sent_to_the_page_about_it() {
    let mut seen = 0;
    for (title, case) in everybody().iter().filter(|(_, case)| case.verdict() == Verdict::No) {
        assert!(case.pays_at_counter(), "{title}");
        let page = case.agency_page();
        assert_eq!(page.is_some(), case.assessment().eligibility.exists, "{title}: {page:?}");
        assert!(
            page.is_none_or(|page| page.starts_with("https://www.moj.go.jp/isa/applications/procedures/")),
            "{title}"
        );
        seen += 1;
    }
    assert!(seen > 50);
}
