//! Who knows an answer is told at the page where one party knows all of it, else at the question, and never to that party.

use super::*;
use rulebook::{Knower, StepId};

fn pages(case: &Case) -> Vec<(StepId, Option<Knower>)> {
    let steps = case.assessment().steps.iter();
    steps.map(|step| (step.id.clone(), case.knows_page(&step.id))).collect()
}

fn questions(case: &Case) -> Vec<FieldId> {
    let fields = case.assessment().fields.keys().map(|slot| slot.field.clone());
    fields.filter(|field| case.knows(field).is_some()).collect()
}

#[test]
fn it_is_told_once_for_a_page_that_one_party_knows() {
    let case = resumed("maximal_engineer");
    let told = pages(&case);
    let of = |id: &str| told.iter().find(|(step, _)| step.as_str() == id).expect("it is on the road").1;
    assert_eq!(of("st.contract"), Some(Knower::Organization));
    assert_eq!(of("st.education"), None);
    let many = told.iter().filter(|(_, knower)| knower.is_some()).count();
    assert!(many * 2 < told.len(), "it stands on {many} of {} pages", told.len());
    assert_eq!(questions(&case), [], "and at none of their questions besides");
}

#[test]
fn it_is_told_at_the_question_where_the_page_asks_others_too() {
    let path = root().join("cases/coe/minimal_food_worker.toml");
    let person = CaseFile::open(&path).expect("the person can be read");
    let open = |applicant: &str| {
        let mut person = person.clone();
        person.answers.insert("f.applicant".into(), applicant.into());
        let answers = person.judged(&book());
        let rest = Rest {
            answers: entries(&answers),
            rows: rows(&answers),
            edition: book().core.edition.clone(),
            ..Rest::default()
        };
        Case::resume(rest, book(), person.today, engine::assess)
    };
    let case = open("k.lawyer_scrivener");
    assert_eq!(case.knows_page(&"st.papers_questions".into()), None);
    assert_eq!(case.knows(&"f.ssw_yearly_hours".into()), Some(Knower::Organization));
    assert_eq!(case.knows(&"f.lives_where_screened".into()), None);
    assert_eq!(case.knows_page(&"st.agent".into()), None, "who files for others is the office");
    let own = open("k.org_staff");
    assert_eq!(questions(&own), [], "the organisation knows that it knows");
    assert!(pages(&own).iter().all(|(_, knower)| *knower != Some(Knower::Organization)));
}
