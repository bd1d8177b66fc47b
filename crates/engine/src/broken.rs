//! Rules that are broken, and what their words tell.

use crate::Truth;
use crate::dates::told;
use crate::finding::{Arg, At, Finding};
use crate::look::{Look, Scope, Seen};
use rulebook::{Judging, Rule, Severity, TextId};

/// Adds the finding of a rule when it is in force and broken. A rule on a weak source never blocks, whatever it says; and none does for
/// an age that is reached when this day ends.
pub(crate) fn broken(
    look: &Look<'_>,
    (rule, judging): (&Rule, &Judging),
    scope: Scope<'_>,
    at: &dyn Fn() -> At,
    findings: &mut Vec<Finding>,
) {
    if !rule.in_force(look.filing) {
        return;
    }
    let truth = look.broken(judging, scope);
    let on_eve = look.broken_on_eve(judging, scope).unwrap_or(truth);
    let doubt = (truth == Truth::Yes) != (on_eve == Truth::Yes) && truth != Truth::Unknown && on_eve != Truth::Unknown;
    if truth != Truth::Yes && !doubt {
        return;
    }
    let (text, hint, severity) = if doubt {
        (
            "check.age.eve".to_owned(),
            "check.age.eve.fix".to_owned(),
            rule.weight().max(Severity::Warns),
        )
    } else {
        (rule.id.to_string(), format!("{}.fix", rule.id), rule.weight())
    };
    let [.., wrong] = &judging.tests;
    let mut args = args(look, judging, scope);
    let told = rule
        .tells
        .as_ref()
        .and_then(|id| told(look, id).map(|day| (id.to_string(), Arg::Day(day))));
    args.extend(told);
    findings.push(Finding {
        rule: rule.id.as_str().into(),
        at: at(),
        severity,
        grade: rule.cite.grade(),
        text: TextId::new(text),
        args,
        hint: TextId::new(hint),
        source: rule.cite.source.clone(),
        because: look.because(&wrong.test, scope),
        decides: rule.decides,
    });
}

/// What a rule compared, under the names of the values, facts and fields, for its texts: `{v.min_age}`, `{file.bytes}`.
pub(crate) fn args(look: &Look<'_>, rule: &Judging, scope: Scope<'_>) -> Vec<(String, Arg)> {
    let mut found: Vec<(String, Arg)> = Vec::new();
    for (name, term) in &rule.compared {
        let arg = match look.see(term, scope) {
            Seen::Number(number) => Arg::Number(number),
            Seen::Day(day) => Arg::Day(day),
            Seen::Text(text) => Arg::Text(text.to_owned()),
            _ => continue,
        };
        if !found.iter().any(|(seen, _)| seen == name) {
            found.push((name.clone(), arg));
        }
    }
    found
}
