//! What the file server sees of two people on the same road who differ in every other answer: the same.

use end_to_end::{Book, Browser, Desk, Front, edges, site, with};
use engine::cases::CaseFile;
use std::collections::BTreeSet;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_who_differ_in_all_but_the_road_ask_for_the_same_files() {
    let book = Book::read("ja");
    let one = book.case("extension/minimal_engineer");
    let mut other = book.case("extension/maximal_engineer");
    move_away(&mut other);
    let road = ["f.procedure", "f.status"];
    let same = one
        .answers
        .iter()
        .filter(|(field, typed)| other.answers.get(*field) == Some(*typed));
    println!("  {} answers of {} are alike", same.count(), one.answers.len());
    assert!(road.iter().all(|field| one.answers.get(*field) == other.answers.get(*field)));
    for field in [
        "f.applicant",
        "f.prefecture",
        "f.municipality",
        "f.employer_prefecture",
        "f.employer_municipality",
    ] {
        assert_ne!(one.answers.get(field), other.answers.get(field), "{field}");
    }
    for kind in edges() {
        let mut asked = Vec::new();
        for case in [&one, &other] {
            with(kind, "requests", async |browser: &Browser| {
                let desk = Desk::start(&site(), &case.today.to_string());
                let front = Front::before(desk.port).await;
                browser.begin(&front.address(), &book, case).await.walk_to("check").await;
                asked.push(front.arrived().into_iter().map(|it| it.path).collect::<BTreeSet<String>>());
            })
            .await;
        }
        assert!(asked[0].iter().any(|path| path.contains("/codes.municipality")), "{:?}", asked[0]);
        let differing: Vec<&String> = asked[0].symmetric_difference(&asked[1]).collect();
        assert_eq!(differing, Vec::<&String>::new());
    }
}

/// To the other end of the country, with the employer.
fn move_away(case: &mut CaseFile) {
    for (prefecture, municipality) in [
        ("f.prefecture", "f.municipality"),
        ("f.employer_prefecture", "f.employer_municipality"),
    ] {
        case.answers.insert(prefecture.into(), "010006".into());
        case.answers.insert(municipality.into(), "011011".into());
    }
}
