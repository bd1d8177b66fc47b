//! Every worked person of the rulebook walks through the desk, and comes as far as the engine says: to the receipt, or to the very field
//! or rule that stands in the way. A new procedure is tried here by adding its people.
//!
//! Takes a quarter of a minute to two each, and there are more than five hundred of them: one of each of the agency's divisions walks always. With
//! `cargo xtask test --all` walk, of each division and procedure, the one who answers least and the one who answers most; all of them natively, in the
//! tests of the engine. `MADOGUCHI_PERSON` names one (`*` for everybody), `MADOGUCHI_LOOK` keeps their pages as pictures under that name.

use end_to_end::{Book, Browser, Desk, End, browsers, compare, everything, site, with};
use engine::cases::CaseFile;
use engine::{Assessment, At, Finding, RowId, Truth, Verdict, assess};
use futures_util::{StreamExt, stream};
use rulebook::GroupId;
use std::collections::{BTreeMap, BTreeSet};

/// Most of a walk is waiting.
const AT_ONCE: usize = 2;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_worked_person_comes_as_far_as_the_engine_says() {
    let Some(kind) = browsers().into_iter().next() else { return };
    let one = std::env::var("MADOGUCHI_PERSON").ok();
    let all = Book::read("ja").cases();
    let people: Vec<String> = match one {
        Some(one) if one == "*" => all,
        Some(one) => all.into_iter().filter(|name| *name == one).collect(),
        None => of_each_division(all),
    };
    assert!(!people.is_empty(), "somebody walks");
    let people = stream::iter(people);
    let walks = people.for_each_concurrent(AT_ONCE, async |name| {
        println!("{name} begins");
        // A browser of their own: a draft of the person before would wait for the next one.
        with(kind, "people", async |browser: &Browser| walk(browser, &name).await).await;
        println!("{name} has come to the end");
    });
    walks.await;
}

/// Of each division the one who answers least; with everything, of each division and procedure, and the one who answers most besides. Those who say of
/// themselves that they answer little or much, and against whom nothing stands.
fn of_each_division(all: Vec<String>) -> Vec<String> {
    let book = Book::read("ja");
    let loaded = book.loaded();
    let mut found: BTreeMap<(char, String, bool), (usize, String)> = BTreeMap::new();
    for name in all {
        let little = name.contains("/minimal_") && !name.contains("_hsp_");
        let much = name.contains("/maximal_") && everything();
        if !little && !much {
            continue;
        }
        let case = book.case(&name);
        let seen = assess(&loaded, &case.judged(&loaded), case.today);
        if !seen.ready {
            continue;
        }
        // The letter behind the two digits that tell the tool: `04N2`. Some procedures have no tool.
        let division = seen.code.as_ref().and_then(|code| code.chars().nth(2));
        let road = match division {
            _ if everything() => (division.unwrap_or('-'), seen.procedure.unwrap_or_default(), much),
            Some(division) => (division, String::new(), much),
            None => continue,
        };
        let answers = case.answers.len() + case.rows.iter().map(|row| row.answers.len()).sum::<usize>();
        let better = |before: &(usize, String)| if much { answers > before.0 } else { answers < before.0 };
        let kept = found.entry(road).or_insert_with(|| (answers, name.clone()));
        if better(kept) {
            *kept = (answers, name);
        }
    }
    found.into_values().map(|(_, name)| name).collect()
}

async fn walk(browser: &Browser, name: &str) {
    let book = Book::read("ja");
    let case = book.case(name);
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    let end = person.walk_as_far_as_it_goes().await;
    let case = mended(&book, &case);
    let seen = judged(&book, &case);
    let blocking: Vec<&Finding> = seen.blocking().collect();
    let rules: BTreeSet<String> = blocking.iter().map(|finding| finding.rule.clone()).collect();
    let fields: BTreeSet<String> = blocking.iter().copied().filter_map(field).collect();
    match end {
        End::Receipt => {
            assert_eq!(rules, BTreeSet::new(), "{name} was taken");
            let kept = desk.kept();
            let [(packet, sizes)] = kept.as_slice() else {
                panic!("{name}: {} packets are kept", kept.len())
            };
            assert_eq!(compare(&case, packet, sizes), Vec::<String>::new(), "{name}");
        }
        // The first page with a fault stops; what is wrong on later pages is not reached.
        End::Stopped(at) => assert!(
            !at.is_empty() && at.is_subset(&fields),
            "{name}: stopped at {at:?}, wrong are {fields:?}"
        ),
        End::Refused(said) => assert_eq!(said, rules, "{name}"),
        End::Verdict { says, not_built } => {
            let (verdict, built) = (seen.eligibility.verdict, seen.eligibility.built);
            assert_eq!(says, engine::cases::verdict(verdict), "{name}");
            assert_eq!(not_built, verdict != Verdict::No, "{name}: the law and the desk are told apart");
            assert_eq!((built, seen.ready), (Truth::No, false), "{name}");
        }
    }
    if rules.is_empty() && seen.eligibility.built == Truth::Yes {
        assert!(!desk.kept().is_empty(), "{name} has nothing against it and was not taken");
    }
    assert_eq!(browser.watch.errors(), Vec::<String>::new(), "{name}");
}

/// The person as the desk has them once a field is left in which something obvious was to be mended.
fn mended(book: &Book, case: &CaseFile) -> CaseFile {
    let (mut case, answers) = (case.clone(), case.answers());
    for (slot, view) in judged(book, &case).fields {
        let Some(correction) = view.correction else { continue };
        if slot.row == RowId::NONE {
            case.answers.insert(slot.field, correction.to);
            continue;
        }
        // The how-manieth row of its group it is.
        let at = |group: &GroupId| answers.rows(group).iter().position(|row| *row == slot.row);
        let mut counted: BTreeMap<GroupId, usize> = BTreeMap::new();
        for row in &mut case.rows {
            let no = counted.entry(row.group.clone()).or_default();
            if at(&row.group) == Some(*no) && row.answers.contains_key(&slot.field) {
                row.answers.insert(slot.field.clone(), correction.to.clone());
            }
            *no += 1;
        }
    }
    case
}

/// What the engine says.
fn judged(book: &Book, case: &CaseFile) -> Assessment {
    let loaded = book.loaded();
    assess(&loaded, &case.judged(&loaded), case.today)
}

fn field(finding: &Finding) -> Option<String> {
    match &finding.at {
        At::Field(slot) => Some(slot.field.as_str().to_owned()),
        _ => None,
    }
}
