//! How much room the files take of what may be sent, and making them fit.

use super::{FindingView, GradeMark, RefusalView, Said, focus_id};
use crate::case::Case;
use crate::door::Door;
use crate::errands::{self, Refusal};
use engine::At;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rulebook::Severity;

/// The id of its heading.
const HEAD: &str = "papers-total";

/// The bar, in words and as a picture of the words.
#[component]
pub fn BudgetBar() -> impl IntoView {
    let door = Door::here();
    let budget = door.slice(Case::budget);
    let over = Memo::new(move |_| budget.with(|it| it.is_over()));
    let grade = door.slice(|case| {
        let value = case.book().core.value_for("files-total-bytes");
        let stage = value.and_then(|value| value.since.cited_on(case.assessment().filing));
        stage.map(|stage| stage.cite.grade())
    });
    let all = door.findings(At::Papers);
    let count = move || {
        let (files, most) = budget.with(|it| (it.files.to_string(), it.max_files.to_string()));
        door.tf("papers.count", &[("n", &files), ("max", &most)])
    };
    let bytes = move || {
        let (now, most) = budget.with(|it| (it.bytes(), it.max_bytes));
        let words = door.words();
        let (text, left) = if over.get() {
            ("papers.over", now.saturating_sub(most))
        } else {
            ("papers.left", most.saturating_sub(now))
        };
        let both = words.sizes(&[now, most]);
        let said = words.fill("papers.bytes", &[("n", &both[0]), ("max", &both[1])]);
        format!("{said} {}", words.fill(text, &[("n", &words.bytes(left))]))
    };
    let part = move |bytes: u64| {
        // In tenths of a percent, of whatever is more.
        let whole = budget.with(|it| it.max_bytes.max(it.bytes())).max(1);
        let wide = bytes.saturating_mul(1_000) / whole;
        view! { <i class="budget_bar-part" style:inline-size=format!("{}.{}%", wide / 10, wide % 10)></i> }
    };
    view! {
        <section class="budget_bar" aria-labelledby=HEAD data-over=move || over.get().then_some("")>
            <div class="budget_bar-head"><h2 class="size-17" id=HEAD tabindex="-1">{move || door.t("papers.total")}</h2>
                <span>{count}</span></div>
            <p class="budget_bar-now">{bytes}" "{move || grade.get().map(|grade| view! { <GradeMark grade/> })}</p>
            <div class="budget_bar-track" aria-hidden="true">{move || budget.with(|it| it.parts.clone()).into_iter().map(part).collect_view()}</div>
            {move || all.get().into_iter().map(|finding| view! { <FindingView finding/> }).collect_view()}
            <Fit over/>
        </section>
    }
}

/// The way out when there is too much: smaller pictures, first as coarse as is advised, and coarser only if the person wants it.
#[component]
fn Fit(over: Memo<bool>) -> impl IntoView {
    let door = Door::here();
    let here: NodeRef<html::Div> = NodeRef::new();
    let going = RwSignal::new(false);
    let ended: RwSignal<Option<(bool, Vec<Refusal>)>> = RwSignal::new(None);
    let fit = move |low: bool| {
        if going.get_untracked() {
            return;
        }
        going.set(true);
        spawn_local(async move {
            let left = errands::make_fit(door, low).await;
            let _ = ended.try_set(Some((low, left)));
            let _ = going.try_set(false);
            // The button that was pressed may be gone.
            if let Some(here) = here.try_get_untracked().flatten() {
                focus_id(&here, HEAD);
            }
        });
    };
    let state = move || match (going.get(), ended.with(Option::is_some), over.get()) {
        (true, ..) => door.t("fit.going"),
        (_, true, false) => door.t("fit.done"),
        _ => String::new(),
    };
    let may_ask = move || over.get() && !going.get() && ended.with(|it| matches!(it, Some((false, _))));
    let at_end = move || over.get() && !going.get() && ended.with(|it| matches!(it, Some((true, _))));
    let ask = Signal::derive(move || {
        let dpi = door.peek(|case| case.number("join-low-dpi")).flatten().unwrap_or_default() as u32;
        door.tf("fit.low", &[("dpi", &dpi.to_string())])
    });
    view! {
        <div node_ref=here>
            <Show when=move || over.get() && ended.with(Option::is_none)>
                <p><button class="button" type="button" data-size="s" data-kind="go" on:click=move |_| fit(false)>{move || door.t("fit.do")}</button></p>
            </Show>
            <p role="status">{state}</p>
            {move || ended.get().into_iter().flat_map(|(_, left)| left).map(|refusal| view! { <RefusalView refusal/> }).collect_view()}
            <Show when=may_ask>
                <Said severity=Severity::Warns text=ask>
                    <button class="button" type="button" data-size="s" on:click=move |_| fit(true)>{move || door.t("fit.low.do")}</button>
                    <button class="button" type="button" data-size="s" data-kind="plain" on:click=move |_| ended.set(None)>{move || door.t("fit.low.not")}</button>
                </Said>
            </Show>
            <Show when=at_end><Said severity=Severity::Warns text=door.text("fit.still")/></Show>
        </div>
    }
}
