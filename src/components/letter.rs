//! Words to copy, for a letter to somebody else: to whoever has to give a paper, or to send it again without a lock.

use super::Icon;
use crate::door::Door;
use crate::errands;
use engine::{DocumentView, Finding};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rulebook::Provider;

/// A letter, folded away until it is wanted.
#[component]
pub fn Letter(
    /// What it is for.
    title: Signal<String>,
    /// Its words.
    words: Signal<String>,
) -> impl IntoView {
    let door = Door::here();
    let here: NodeRef<html::Textarea> = NodeRef::new();
    let said = RwSignal::new(None::<&'static str>);
    let copy = move |_| {
        let words = words.get_untracked();
        spawn_local(async move {
            let done = errands::copy(&words).await;
            if let Some(here) = here.get_untracked().filter(|_| !done) {
                here.select();
            }
            let _ = said.try_set(Some(if done { "ask.copied" } else { "ask.selected" }));
        });
    };
    view! {
        <details class="field-why letter"><summary><Icon name="next"/>{title}</summary>
            <textarea class="input" readonly node_ref=here aria-label=title prop:value=words></textarea>
            <p class="gap-2"><button class="button" type="button" data-size="s" on:click=copy>{move || door.t("ask.copy")}</button>" "
                <span role="status">{move || said.get().map(|said| door.t(said))}</span></p>
        </details>
    }
}

/// The letter that goes with a finding, where the rulebook has one: the way out leads over somebody else.
#[component]
pub fn LetterAbout(
    /// What was found.
    finding: Finding,
) -> impl IntoView {
    let door = Door::here();
    let id = format!("{}.ask", finding.rule);
    let file = door.file_name(&finding.at);
    let words = Signal::derive(move || {
        let file = file.as_deref().unwrap_or_default();
        door.t_if(&id).map(|_| door.tf(&id, &[("file", file)])).unwrap_or_default()
    });
    view! { <Show when=move || !words.with(String::is_empty)><Letter title=door.text("ask.title") words/></Show> }
}

/// A letter to whoever gives papers that are needed and not there yet; nothing where none is missing.
#[component]
pub fn LetterTo(
    /// Who gives them.
    from: Provider,
) -> impl IntoView {
    let door = Door::here();
    let wanted = {
        let from = from.clone();
        door.slice(move |case| case.wanted(&from))
    };
    let procedure = door.slice(|case| case.assessment().procedure.clone().unwrap_or_default());
    let name = move |paper: &DocumentView| {
        let fresh = paper.fresh_months.map(|months| door.tf("ask.fresh", &[("n", &months.to_string())]));
        door.t(paper.id.as_str()) + &fresh.unwrap_or_default()
    };
    let (letter, head) = (format!("ask.{from}"), format!("ask.title.{from}"));
    let words = Signal::derive(move || {
        let or = door.t("ask.or");
        let line = |papers: &Vec<DocumentView>| {
            let names = papers.iter().map(name).collect::<Vec<_>>().join(&or);
            door.tf("ask.line", &[("names", &names)])
        };
        let list = wanted.with(|wanted| wanted.iter().map(line).collect::<Vec<_>>().join("\n"));
        let procedure = procedure.with(|id| door.t_if(&format!("{id}.official")).unwrap_or_else(|| door.t(id)));
        door.tf(&letter, &[("procedure", &procedure), ("list", &list)])
    });
    let title = Signal::derive(move || {
        let count = wanted.with(Vec::len).to_string();
        door.tf(&head, &[("n", &count)])
    });
    view! { <Show when=move || !wanted.with(Vec::is_empty)><Letter title words/></Show> }
}
