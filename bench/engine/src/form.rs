//! The one form that all engines are given, from its facts (`form.json`) into our types.

use engine::{Answers, Slot};
use rulebook::{
    CharClass, Cmp, Code, CodeList, Condition, Core, Expr, Field, FieldId, FieldKind, Item, Limit, Literal, Loaded, Role, Shape, Step,
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

const CHOICES: &str = "choices";
const YES: &str = "yes";
/// How many questions stand on one page.
const PAGE: usize = 15;

/// What every engine is told of the form.
#[derive(Deserialize)]
pub struct Facts {
    choices: Vec<String>,
    digits: u16,
    letters: u16,
    first: BTreeMap<Kind, Value>,
    questions: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    name: String,
    kind: Kind,
    required: bool,
    shown: Option<Shown>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Text,
    Email,
    Number,
    Choice,
    Date,
    Yes,
}

/// When a question is asked: a choice, a number of at least so much, and an answer to the question before it in its chain.
#[derive(Deserialize)]
struct Shown {
    choice: String,
    is: String,
    number: String,
    least: f64,
    after: Option<String>,
}

pub fn read(facts: &str) -> Result<Facts, String> {
    serde_json::from_str(facts).map_err(|why| why.to_string())
}

/// An answer as it is typed.
pub fn typed(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => YES.to_owned(),
        other => other.to_string(),
    }
}

impl Facts {
    /// The rulebook that holds nothing but this form.
    pub fn book(&self, times: usize) -> Loaded {
        let mut core = Core {
            codes: vec![list(CHOICES, &self.choices), list(YES, &[YES.to_owned()])],
            ..Core::default()
        };
        let items: Vec<Item> = (0..times)
            .flat_map(|time| self.questions.iter().map(move |it| self.item(it, time)))
            .collect();
        core.start.steps = items
            .chunks(PAGE)
            .zip(0..)
            .map(|(items, page)| Step {
                id: format!("page{page}").as_str().into(),
                items: items.to_vec(),
                ..Step::default()
            })
            .collect();
        Loaded::new(core)
    }

    /// How the form is answered when it begins.
    pub fn answers(&self, times: usize) -> Answers {
        let mut answers = Answers::default();
        for time in 0..times {
            for question in &self.questions {
                if let Some(first) = self.first.get(&question.kind) {
                    answers.set(Slot::of(name(&question.name, time)), typed(first));
                }
            }
        }
        answers
    }

    fn item(&self, question: &Question, time: usize) -> Item {
        let chars = match question.kind {
            Kind::Text => vec![CharClass::Capitals, CharClass::Space, CharClass::Period, CharClass::Hyphen],
            Kind::Number => vec![CharClass::Digits],
            _ => vec![],
        };
        let max = match question.kind {
            Kind::Text => Some(self.letters),
            Kind::Number => Some(self.digits),
            _ => None,
        };
        let choice = |list: &str| FieldKind::Choice {
            list: list.into(),
            parent: None,
            shape: Shape::Select,
        };
        Item::Field(Box::new(Field {
            id: name(&question.name, time),
            kind: match question.kind {
                Kind::Text | Kind::Email => FieldKind::Text { lines: 1 },
                Kind::Number => FieldKind::Number { unit: String::new() },
                Kind::Choice => choice(CHOICES),
                Kind::Date => FieldKind::Date { unknown: false },
                Kind::Yes => choice(YES),
            },
            role: (question.kind == Kind::Email).then_some(Role::Email),
            limit: Limit { chars, max, exact: false },
            asked: question.shown.as_ref().map_or(Condition::Always, |shown| asked(shown, time)),
            required: if question.required { Condition::Always } else { Condition::Never },
            ..Field::default()
        }))
    }
}

fn asked(shown: &Shown, time: usize) -> Condition {
    let field = |of: &str| Expr::Field(name(of, time));
    let mut all = vec![
        Condition::In(field(&shown.choice), vec![Literal::Text(shown.is.clone())]),
        Condition::Compare(field(&shown.number), Cmp::Ge, Expr::Number(shown.least)),
    ];
    all.extend(
        shown
            .after
            .iter()
            .map(|after| Condition::Not(Box::new(Condition::Empty(field(after))))),
    );
    Condition::And(all)
}

/// The form a second time has names of its own.
fn name(name: &str, time: usize) -> FieldId {
    if time == 0 {
        FieldId::new(name)
    } else {
        FieldId::new(format!("{name}.{time}"))
    }
}

fn list(id: &str, items: &[String]) -> CodeList {
    let item = |id: &String| Code {
        id: id.clone(),
        ..Code::default()
    };
    CodeList {
        id: id.into(),
        items: items.iter().map(item).collect(),
        ..CodeList::default()
    }
}
