//! The place of a row: what is wanted in the first row only.

mod common;

use common::{book, root};
use engine::cases::CaseFile;
use engine::{Answers, Truth, assess};
use rulebook::host::parse_condition;
use rulebook::{GroupId, Item};

#[test]
fn an_answer_can_be_wanted_in_the_first_row_only() {
    let case = CaseFile::open(&root().join("cases/extension/maximal_engineer.toml")).unwrap();
    let mut answers = case.judged(book());
    let group = GroupId::new("g.family");
    let rows = answers.rows(&group).len();
    assert!(rows > 1, "there is more than one row");
    let mut book = book().clone();
    let mut wanted = 0;
    for item in book
        .parts
        .values_mut()
        .flat_map(|part| &mut part.steps)
        .flat_map(|step| &mut step.items)
    {
        if let Item::Group(of) = item
            && of.id == group
        {
            of.fields[0].required = parse_condition("row is 1").unwrap();
            wanted += 1;
        }
    }
    assert!(wanted > 0);
    let required = |answers: &Answers| -> Vec<bool> {
        let seen = assess(&book, answers, case.today);
        let first = seen.steps.iter().flat_map(|step| &step.items).find_map(|item| match item {
            engine::ItemView::Group(of) if of.id == group => Some(of.rows.clone()),
            _ => None,
        });
        let firsts = first.unwrap().into_iter().map(|(_, slots)| slots[0].clone());
        firsts.map(|slot| seen.fields[&slot].required == Truth::Yes).collect()
    };
    let expected: Vec<bool> = (0..rows).map(|at| at == 0).collect();
    assert_eq!(required(&answers), expected);
    let row = answers.rows(&group)[0];
    answers.remove_row(&group, row);
    assert_eq!(required(&answers), expected[..rows - 1], "the next one is the first then");
}
