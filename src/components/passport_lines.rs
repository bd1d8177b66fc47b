//! The two lines at the foot of a passport's page, typed or pasted, as answers.

use super::{Icon, focus_then};
use crate::case::Change;
use crate::door::Door;
use engine::{Checked, LinesFault, PassportLines, Slot, passport_lines};
use leptos::prelude::*;
use rulebook::{Day, Role, StepId};

/// Offered on a page that asks what stands in a passport; nothing elsewhere.
#[component]
pub fn PassportBox(
    /// Which page.
    at: StepId,
) -> impl IntoView {
    let door = Door::here();
    let asked = door.slice(move |case| case.asks_passport(&at));
    move || asked.get().then(|| view! { <Lines/> })
}

#[component]
fn Lines() -> impl IntoView {
    let door = Door::here();
    let id = format!("passport-lines-{}", door.number());
    let (text, set_text) = signal(String::new());
    let (pressed, set_pressed) = signal(false);
    let (filled, set_filled) = signal(None::<usize>);
    let read = Memo::new(move |_| {
        let today = door.read(|case| case.today()).unwrap_or_default();
        text.with(|text| passport_lines(text, today))
    });
    let typed = move |event| {
        set_text.set(event_target_value(&event));
        set_pressed.set(false);
        set_filled.set(None);
    };
    // Who is still typing is not told that something is missing.
    let fault = move || read.with(|read| read.as_ref().err().filter(|_| pressed.get()).map(|fault| says(door, fault)));
    let found = move || read.with(|read| read.as_ref().ok().map(|lines| found(door, lines, set_filled)));
    let (help_id, fault_id) = (format!("{id}-h"), format!("{id}-e"));
    let described = format!("{help_id} {fault_id}");
    view! {
        <details class="field-why passport_lines"><summary><Icon name="next"/>{move || door.t("lines.title")}</summary>
            <p class="field-help" id=help_id>{move || door.t("lines.help")}</p>
            <label class="field-label" for=id.clone()>{move || door.t("lines.label")}</label>
            <textarea class="input code" id=id rows="3" spellcheck="false" autocapitalize="characters" autocomplete="off"
                aria-describedby=described aria-invalid=move || fault().is_some().then_some("true") on:input=typed></textarea>
            <div id=fault_id>{move || fault().map(|says| view! {
                <p class="field-error" role="alert"><Icon name="stop"/><span><span class="unseen">{door.t("ui.error")}</span>{says}</span></p> })}</div>
            <Show when=move || read.with(Result::is_err)>
                <p class="gap-2"><button class="button" type="button" data-size="s" on:click=move |_| set_pressed.set(true)>{move || door.t("lines.read")}</button></p>
            </Show>
            {found}
            <p role="status" tabindex="-1" class="passport_lines-filled">{move || filled.get().map(|n| door.tf("lines.filled", &[("n", &n.to_string())]))}</p>
        </details>
    }
}

fn says(door: Door, fault: &LinesFault) -> String {
    match fault {
        LinesFault::Empty => door.t("lines.empty"),
        LinesFault::Length(n) => door.tf("lines.length", &[("n", &n.to_string())]),
        LinesFault::Kind => door.t("lines.kind"),
        LinesFault::Sign(line, place, sign) => {
            let (line, place, sign) = (line.to_string(), place.to_string(), sign.to_string());
            door.tf("lines.sign", &[("line", &line), ("place", &place), ("sign", &sign)])
        }
    }
}

/// What was read, beside what is answered, and the button that takes it over.
fn found(door: Door, lines: &PassportLines, set_filled: WriteSignal<Option<usize>>) -> AnyView {
    let answers = door.peek(|case| case.of_passport(lines)).unwrap_or_default();
    let open = lines.says.iter().filter(|(role, _)| *role == Role::Nationality).count()
        > answers
            .iter()
            .filter(|(slot, _)| role_of(door, slot) == Some(Role::Nationality))
            .count();
    let wrong = lines.wrong.clone();
    let notes = move || {
        let wrong = wrong.iter().map(|wrong| match wrong {
            Checked::Number => "lines.wrong.number",
            Checked::Birth => "lines.wrong.birth",
            Checked::Expiry => "lines.wrong.expiry",
            Checked::Line => "lines.wrong.line",
        });
        wrong
            .map(|id| view! { <p class="field-error"><Icon name="stop"/><span>{door.t(id)}</span></p> })
            .collect_view()
    };
    let cut = lines.cut;
    let rows = {
        let answers = answers.clone();
        move || answers.iter().map(|(slot, typed)| row(door, slot, typed)).collect_view()
    };
    let fill = move |event: leptos::ev::MouseEvent| {
        for (slot, typed) in &answers {
            door.apply(Change::Answer(slot.clone(), typed.clone()));
            door.apply(Change::Leave(slot.clone()));
        }
        set_filled.set(Some(answers.len()));
        focus_then(&event, [".passport_lines-filled".to_owned()]);
    };
    view! {
        {notes}
        <dl class="passport_lines-found">{rows}</dl>
        {cut.then(|| view! { <p>{move || door.t("lines.cut")}</p> })}
        {open.then(|| view! { <p>{move || door.t("lines.nationality")}</p> })}
        <p class="gap-2"><button class="button" type="button" data-size="s" on:click=fill>{move || door.t("lines.fill")}</button></p>
    }
    .into_any()
}

fn role_of(door: Door, slot: &Slot) -> Option<Role> {
    door.peek(|case| case.field(&slot.field)?.role).flatten()
}

fn row(door: Door, slot: &Slot, typed: &str) -> impl IntoView + use<> {
    let name = door.peek(|case| case.item_of(slot, typed).cloned()).flatten();
    let words = door.words();
    let value = match (name, typed.parse::<Day>()) {
        (Some(item), _) => words.name(&item).to_owned(),
        (None, Ok(day)) => words.plain_day(day),
        (None, Err(_)) => typed.to_owned(),
    };
    let now = door
        .shown(slot)
        .filter(|_| door.peek(|case| case.answers().typed(slot) != typed).unwrap_or(false));
    view! {
        <dt>{door.asks(&slot.field)}</dt>
        <dd><strong>{value}</strong>{now.map(|now| view! { <span class="quiet">{door.tf("lines.now", &[("now", &now)])}</span> })}</dd>
    }
}
