//! A file against every rule for its kind: also those that it keeps, and those of which nothing can be said.

use crate::broken::args;
use crate::look::{Look, Scope};
use crate::{Answers, Arg, Fact, Truth};
use rulebook::{Cite, Cutting, Day, DocumentId, Expr, FactId, Loaded, Place, RuleId, Severity, Takes};

/// One rule, held against one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The rule.
    pub rule: RuleId,
    /// Whether it is asked of this file at all.
    pub asked: Truth,
    /// Whether what was measured is enough to tell. No: a person is to look.
    pub sure: Truth,
    /// Whether the file keeps it. Unknown: it is not asked or cannot be told, or something that the rule looks at was not measured or not
    /// answered.
    pub kept: Truth,
    /// What cutting does to it.
    pub cut: Option<Cutting>,
    /// What a broken rule means for sending.
    pub severity: Severity,
    /// What was measured of that at which the rule looks, in the order of the rule.
    pub facts: Vec<(FactId, Fact)>,
    /// What was compared, under its names, for texts about the rule: `{file.bytes}`.
    pub args: Vec<(String, Arg)>,
    /// Where the rule is written.
    pub cite: Cite,
}

/// The rules for files of this kind that are in force, held against one file of a document, in the order of the rulebook.
/// Nothing where there is no such file or it has not been measured.
///
/// What is broken here is the same as the findings at that file in an [`Assessment`](crate::Assessment); this is for a page that
/// also shows what is right.
pub fn checks(book: &Loaded, answers: &Answers, today: Day, takes: Takes, document: &DocumentId, key: &str) -> Vec<Check> {
    let look = Look::new(book, answers, today);
    let file = answers.files(document).iter().find(|file| file.key == key);
    let Some(facts) = file.and_then(|file| file.facts.as_ref()) else {
        return vec![];
    };
    let measured = look.measured(facts);
    let scope = Scope {
        facts: Some(&measured),
        ..Scope::default()
    };
    let rules = look.sets().flat_map(|(set, wanting)| set.rules.iter().zip(&wanting.rules));
    let of_kind = rules.filter(|(rule, _)| rule.at == Place::Files(takes) && rule.in_force(look.filing));
    of_kind
        .map(|(rule, judging)| {
            let mut looked_at = Vec::new();
            rule.wrong.expressions(&mut looked_at);
            let mut seen: Vec<(FactId, Fact)> = Vec::new();
            for expr in looked_at {
                if let Expr::Fact(id) = expr
                    && let Some(fact) = facts.get(id)
                    && !seen.iter().any(|(known, _)| known == id)
                {
                    seen.push((id.clone(), fact.clone()));
                }
            }
            let [asked, sure, wrong] = judging.tests.each_ref().map(|one| look.truth(&one.test, scope));
            Check {
                rule: rule.id.clone(),
                asked,
                sure,
                kept: match asked.and(sure) {
                    Truth::Yes => !wrong,
                    Truth::No | Truth::Unknown => Truth::Unknown,
                },
                cut: rule.cut,
                severity: rule.weight(),
                facts: seen,
                args: args(&look, judging, scope),
                cite: rule.cite.clone(),
            }
        })
        .collect()
}
