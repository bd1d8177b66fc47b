//! The tables of points that are shown, of a worked person and of the same with answers missing.

use super::*;
use engine::{Outcome, Truth};

const TABLE: &str = "y.hsp";

fn set(case: &mut Case, field: &str, typed: &str) {
    case.apply(Change::Answer(Slot::of(field), typed.into()));
}

/// The table at the last check: what it comes to, whether that is enough, and which questions are open.
fn told(case: &Case) -> (u16, u16, Option<Outcome>, Vec<String>) {
    let shown = case.points();
    let [points] = shown.as_slice() else {
        panic!("{} tables", shown.len())
    };
    assert_eq!((points.table.id.as_str(), points.whole), (TABLE, true));
    let sum = points.table.points;
    let open = points.table.open().into_iter().map(|slot| slot.field.to_string());
    (sum.low, sum.high, points.table.outcome(), open.collect())
}

#[test]
fn a_table_says_what_it_comes_to_as_answers_come_and_go() {
    let mut case = resumed("maximal_professor");
    assert_eq!(told(&case), (175, 175, Some(Outcome::Reached), vec![]));
    // Whatever is answered there, it is enough.
    set(&mut case, "f.hsp_education_b", "");
    assert_eq!(told(&case), (145, 175, Some(Outcome::Reached), vec!["f.hsp_education_b".into()]));
    for none in [
        "f.hsp_two_degrees",
        "f.hsp_innovation",
        "f.hsp_award",
        "f.hsp_project",
        "f.hsp_university",
        "f.hsp_research_company",
    ] {
        set(&mut case, none, "none");
    }
    for (field, answer) in [
        ("f.hsp_income", "none"),
        ("f.hsp_japanese", "none"),
        ("f.hsp_licence", "none"),
        ("f.hsp_career_b", "none"),
    ] {
        set(&mut case, field, answer);
    }
    // Age 5, research 15; education open.
    assert_eq!(told(&case), (20, 50, Some(Outcome::Missed(20.0)), vec!["f.hsp_education_b".into()]));
    set(&mut case, "f.hsp_career_b", "");
    let (low, high, outcome, open) = told(&case);
    assert_eq!((low, high, outcome), (20, 70, Some(Outcome::Open)));
    assert_eq!(open, ["f.hsp_education_b", "f.hsp_career_b"]);
    set(&mut case, "f.hsp_career_b", "from_7");
    set(&mut case, "f.hsp_education_b", "bachelor");
    assert_eq!(told(&case), (45, 45, Some(Outcome::Missed(25.0)), vec![]));
}

#[test]
fn the_sum_is_that_of_the_rows_and_a_row_names_all_that_it_counts() {
    let mut case = resumed("maximal_professor");
    for field in ["", "f.hsp_innovation", "f.hsp_patent_b"] {
        if !field.is_empty() {
            set(&mut case, field, "");
        }
        let points = case.points().remove(0);
        let (low, high) = (
            |row: &engine::TallyRowView| row.points.low,
            |row: &engine::TallyRowView| row.points.high,
        );
        assert_eq!(points.table.points.low, points.table.rows.iter().map(low).sum::<u16>());
        assert_eq!(points.table.points.high, points.table.rows.iter().map(high).sum::<u16>());
        assert!(
            points
                .table
                .rows
                .iter()
                .all(|row| row.asked != Truth::No && row.points.high <= row.most)
        );
    }
    let points = case.points().remove(0);
    let row = |at: &str| points.table.rows.iter().find(|row| row.at.as_str() == at).expect("a row");
    let research: Vec<_> = row("f.hsp_patent_b").of.iter().map(|slot| slot.field.as_str()).collect();
    assert_eq!(research, ["f.hsp_patent_b", "f.hsp_grants_b", "f.hsp_papers_b", "f.hsp_other_b"]);
    // What is only asked after another answer leads to that one.
    let small = row("f.hsp_innovation_small");
    assert_eq!((small.asked, small.points.high), (Truth::Unknown, 10));
    assert_eq!(small.open, [Slot::of("f.hsp_innovation")]);
}

#[test]
fn a_table_stands_on_the_pages_with_its_questions_and_whole_on_the_last() {
    let case = resumed("maximal_professor");
    let with: Vec<_> = case
        .assessment()
        .steps
        .iter()
        .filter_map(|step| Some((step.id.as_str().to_owned(), case.points_at(&step.id).first()?.whole)))
        .collect();
    let expected = [
        ("st.hsp_background", false),
        ("st.hsp_results", false),
        ("st.hsp_organization", false),
        ("st.hsp_bonus", true),
    ];
    assert_eq!(with, expected.map(|(page, whole)| (page.to_owned(), whole)));
}

#[test]
fn where_nothing_is_counted_there_is_no_table() {
    assert_eq!(resumed("maximal_engineer").points(), []);
    // By the special scheme, which counts no points: a sum of nothing would say that it is not enough.
    let mut case = resumed("minimal_professor");
    assert_eq!(case.points(), []);
    set(&mut case, "f.hsp_j_skip", "");
    let (low, _, outcome, open) = told(&case);
    assert_eq!((low, outcome, open), (0, Some(Outcome::Open), vec!["f.hsp_j_skip".into()]));
}

#[test]
fn the_bar_names_its_source_and_what_it_means_to_stay_below() {
    let case = resumed("maximal_professor");
    let bar = case.points().remove(0).table.bar.expect("a bar");
    assert_eq!((bar.points, bar.rule.as_str()), (70.0, "r.hsp_points"));
    assert!(!bar.cite.source.as_str().is_empty() && bar.cite.grade().may_block());
}
