//! What is wrong or doubtful about one answer by itself: characters, length, shape, and numbers and years that can hardly be meant.
//!
//! What is required, and rules between answers, are not judged here.

use crate::answers::Slot;
use crate::characters::{mend, signs, strange};
use crate::chars::length;
use crate::finding::{Arg, Finding, at_field, cited};
use crate::look::{Look, Scope};
use crate::read::Value;
use crate::roles;
use chrono::Datelike;
use rulebook::{Calendar, CharClass, Characters, Field, FieldKind, FieldNo, Role, TextId};
use std::borrow::Cow;

/// What is wrong with an answer that stands there: its characters, its length, its meaning, in this order, and at most one of them.
pub(crate) fn faults(
    look: &Look<'_>,
    no: FieldNo,
    scope: Scope<'_>,
    slot: &Slot,
    typed: &str,
    list: Option<&str>,
    findings: &mut Vec<Finding>,
) {
    let Some(field) = look.at(no) else { return };
    let mut say = |check: &str, args: Vec<(String, Arg)>| findings.push(at_field(check, slot, field, args));
    match &field.kind {
        FieldKind::Choice { .. } | FieldKind::Choices { .. } => {
            let Some(list) = list else { return say("check.parent", vec![]) };
            // A list that has not arrived cannot convict.
            let Some(list) = look.book.list(list) else { return };
            if typed.split_whitespace().any(|id| list.get(id).is_none()) {
                say("check.list", vec![]);
            }
            return;
        }
        _ => {}
    }
    let characters = &look.book.characters;
    let text = matches!(field.kind, FieldKind::Text { .. });
    let here = if text { strange(field, typed, characters) } else { vec![] };
    // What will be corrected is not complained of beside what will not.
    let mended = if here.is_empty() {
        Cow::Borrowed(typed)
    } else {
        mend(field, typed, characters, &look.book.core.numbers)
    };
    let stays = if here.is_empty() {
        vec![]
    } else {
        strange(field, &mended, characters)
    };
    if !stays.is_empty() {
        let (check, args) = not_taken(field, &mended, &stays, characters);
        return say(check, args);
    }
    // A text reads as it stands.
    let meaning = if text { None } else { look.read(no, scope) };
    if let Some(Err(fault)) = meaning {
        return say(fault.check(), fault.args());
    }
    if let Some(max) = field.limit.max.filter(|_| text || matches!(field.kind, FieldKind::Number { .. })) {
        let (now, max) = (length(&mended), usize::from(max));
        let name = matches!(field.role, Some(Role::RomanName | Role::WideName));
        let args = || {
            let number = |name: &str, number: usize| (name.to_owned(), Arg::Number(number as f64));
            vec![number("max", max), number("now", now), number("over", now.saturating_sub(max))]
        };
        if field.limit.exact && now != max && here.is_empty() {
            return say("check.exact", args());
        }
        if now > max {
            return say(if name { "check.length.name" } else { "check.length" }, args());
        }
    }
    if !here.is_empty() {
        let (check, args) = not_taken(field, typed, &here, characters);
        let mut finding = at_field(check, slot, field, args);
        // Each has something to write instead, or is not seen at all.
        finding.hint = TextId::new("check.chars.known.fix");
        return findings.push(finding);
    }
    if let Some((check, args)) = field.role.and_then(|role| roles::fault(role, typed)) {
        return say(check, args);
    }
    doubts(look, slot, field, typed, meaning.and_then(|it| it.as_ref().ok()), findings);
}

/// The check that these characters of a text fail, and what its texts tell. To whom the digits of another script are digits, it is said which
/// are meant.
pub(crate) fn not_taken(field: &Field, text: &str, of: &[char], characters: &Characters) -> (&'static str, Vec<(String, Arg)>) {
    let takes = |class: &CharClass| matches!(class, CharClass::Digits | CharClass::WideDigits);
    let digits = field.limit.chars.iter().any(takes) && of.iter().any(|c| is_other_digit(*c, characters));
    let check = if digits { "check.chars.digits" } else { "check.chars" };
    (check, vec![("chars".into(), Arg::Signs(signs(field, text, of, characters)))])
}

/// Whether it is a digit, and none of ours, narrow or wide.
fn is_other_digit(c: char, characters: &Characters) -> bool {
    let ours = c.is_ascii_digit() || ('\u{FF10}'..='\u{FF19}').contains(&c);
    // Before the tables have arrived, a number of any look counts.
    let digit = if characters.is_empty() {
        c.is_numeric()
    } else {
        characters.digit(c).is_some()
    };
    digit && !ours
}

/// Numbers and years that can hardly be meant: they stop where the desk knows it, and ask where it only believes it.
fn doubts(look: &Look<'_>, slot: &Slot, field: &Field, typed: &str, meaning: Option<&Value>, findings: &mut Vec<Finding>) {
    let numbering = look.book.core.numbers.iter().find(|it| Some(it.role) == field.role);
    if let Some(numbering) = numbering.filter(|it| !it.fits(typed)) {
        let check = format!("check.number.{}", numbering.role.word());
        findings.push(cited(&check, slot, field, &numbering.cite, vec![]));
    }
    let year = match meaning {
        Some(Value::Day(day)) => day.year,
        Some(Value::Month(month)) => Some(month.year),
        _ => None,
    };
    if let Some((year, years)) = year.zip(field.years.as_ref().or_else(|| look.years())) {
        let today = look.today.year();
        let (from, to) = (today - i32::from(years.back), today + i32::from(years.ahead));
        if (from..=to).contains(&year) {
            return;
        }
        let text = |name: &str, year: i32| (name.to_owned(), Arg::Text(year.to_string()));
        let mut args = vec![text("year", year), text("from", from), text("to", to)];
        let meant = |calendar: &&Calendar| (from..=to).contains(&(year - calendar.ahead));
        let check = match look.book.core.calendars.iter().find(meant) {
            Some(calendar) => {
                args.push(("calendar".into(), Arg::Words(TextId::new(calendar.id.as_str()))));
                args.push(text("western", year - calendar.ahead));
                "check.years.calendar"
            }
            None => "check.years",
        };
        findings.push(cited(check, slot, field, &years.cite, args));
    }
}
