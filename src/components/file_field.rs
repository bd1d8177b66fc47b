//! A place where files are put: a native button, always a drop zone, and the verdict on each file.

use super::heard::ticked;
use super::{FindingView, Icon, PaperTools, Said};
use crate::case::{Case, Change, OfFiles};
use crate::door::{Door, Reader};
use crate::errands;
use engine::{At, Finding, Keeping};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys;
use rulebook::{DocumentId, Severity, Takes};

/// What a row carries while it is dragged to another document: its key.
const DRAGGED: &str = "application/x-madoguchi-file";

/// The check that says that a file is still being looked at or kept.
const PENDING: &str = "check.file.pending";
/// The check that says that the bytes of a file are gone.
const LOST: &str = "check.file.lost";

/// The files of one document.
#[component]
pub fn FileField(
    /// Of which document.
    document: DocumentId,
    /// What it takes.
    takes: Takes,
    /// Whether the page says elsewhere what is wrong by the rules for files of this kind.
    #[prop(optional)]
    apart: bool,
    /// What becomes of a file, if it is not simply given for this document.
    #[prop(optional)]
    give: Option<Callback<web_sys::File>>,
    /// Text of the button while there is no file.
    #[prop(default = "file.choose")]
    choose: &'static str,
    /// Text that names the place, if not the document does.
    #[prop(optional)]
    label: Option<&'static str>,
) -> impl IntoView {
    let door = Door::here();
    let (over, set_over) = signal(false);
    let here: NodeRef<html::Input> = NodeRef::new();
    let keys = {
        let document = document.clone();
        door.slice(move |case| {
            case.answers()
                .files(&document)
                .iter()
                .map(|file| file.key.clone())
                .collect::<Vec<_>>()
        })
    };
    let name = label.unwrap_or(document.as_str()).to_owned();
    let id = StoredValue::new(document);
    let take = move |files: Option<web_sys::FileList>| {
        let Some(files) = files else { return };
        for at in 0..files.length() {
            if let Some(file) = files.get(at) {
                match give {
                    Some(give) => give.run(file),
                    None => errands::attach(door, id.get_value(), takes, file),
                }
            }
        }
    };
    // A program may have put files there without a word.
    let read = Reader::new(move |()| {
        let Some(input) = here.get_untracked() else { return };
        let files = input.files().filter(|files| files.length() > 0);
        if files.is_some() {
            take(files);
            // Without this, choosing the same file again would say nothing.
            input.set_value("");
        }
    });
    door.heed(read);
    let drop = move |event: web_sys::DragEvent| {
        event.prevent_default();
        set_over.set(false);
        let Some(data) = event.data_transfer() else { return };
        match data.get_data(DRAGGED) {
            Ok(key) if !key.is_empty() && takes == Takes::Paper => door.apply(OfFiles::Assign(key, id.get_value())),
            _ => take(data.files()),
        }
    };
    let (accept, hint) = match takes {
        Takes::Photo => ("image/jpeg,image/png,image/webp,image/heic,image/*", "file.photo"),
        Takes::Paper => ("application/pdf,image/jpeg,image/png,image/webp", "file.paper"),
    };
    view! {
        <div class="attach_place" data-state=move || if keys.with(Vec::is_empty) { "empty" } else { "filled" }>
            <ul class="file_list"><For each=move || keys.get() key=Clone::clone children=move |key| file_row(door, id.get_value(), takes, key, apart)/></ul>
            <div class="file_field">
                <div class="file_field-drop" data-state=move || over.get().then_some("over") on:dragover=move |event: web_sys::DragEvent| { event.prevent_default(); set_over.set(true) }
                    on:dragleave=move |_| set_over.set(false) on:drop=drop>
                    <span class="button" data-size="s"><Icon name="plus"/>{move || door.t(if keys.with(Vec::is_empty) { choose } else { "file.more" })}
                        <input type="file" node_ref=here accept=accept multiple=takes == Takes::Paper on:change=move |_| read.run(())
                            aria-label={let name = name.clone(); move || door.tf("file.choose.for", &[("label", &door.t(&name))])}/></span>
                    <span class="quiet">{move || door.t(hint)}</span>
                </div>
            </div>
        </div>
    }
}

fn file_row(door: Door, document: DocumentId, takes: Takes, key: String, apart: bool) -> impl IntoView {
    let at = At::File(document.clone(), key.clone());
    let findings = door.findings(at);
    let file = {
        let (document, key) = (document.clone(), key.clone());
        door.slice(move |case| {
            let file = case.answers().files(&document).iter().find(|file| file.key == key)?;
            let fact = |name: &str| {
                file.facts.as_ref().and_then(|facts| facts.get(name)).map(|fact| match fact {
                    engine::Fact::Number(number) => number.to_string(),
                    engine::Fact::Text(text) => text.clone(),
                    engine::Fact::Bool(is) => is.to_string(),
                })
            };
            Some((
                file.name.clone(),
                case.size(&key),
                case.progress(&key),
                file.facts.is_some(),
                fact("pdf.pages"),
                fact("photo.width_px").zip(fact("photo.height_px")),
            ))
        })
    };
    let facts = move || {
        let (_, bytes, _, _, pages, size) = file.get()?;
        let mut said = vec![door.words().bytes(bytes)];
        if let Some(pages) = pages {
            said.push(door.tf("file.pages", &[("n", &pages)]));
        }
        if let Some((width, height)) = size {
            said.push(format!("{width} × {height}"));
        }
        Some(said.join(door.words().get("format.list")))
    };
    let loose = document == Case::tray();
    // Of a file that does not go out nothing is judged; that it is gone is said all the same.
    let gone = {
        let key = key.clone();
        door.slice(move |case| case.file(&key).is_some_and(|(_, file)| file.keeping == Keeping::Lost))
    };
    let unsaid = Memo::new(move |_| gone.get() && !findings.with(|found| found.iter().any(|finding| finding.rule == LOST)));
    let verdict = Memo::new(move |_| {
        let measured = file.with(|file| file.as_ref().is_some_and(|file| file.3));
        // More may still be found, and it may not be kept yet; what stops it already will not go away.
        let waits = findings.with(|found| found.iter().any(|finding| finding.rule == PENDING));
        let looking = waits || file.with(|file| file.as_ref().is_some_and(|file| file.2.is_some()));
        let said = |found: &Vec<Finding>| found.iter().filter(|it| it.rule != PENDING).map(|it| it.severity).min();
        let worst = findings.with(said);
        match (measured, worst) {
            _ if gone.get() => ("problem", "stop", "file.problem"),
            (false, _) => ("now", "half", "file.now"),
            (true, _) if loose => ("open", "unknown", "file.open"),
            (true, Some(Severity::Blocks)) => ("problem", "stop", "file.problem"),
            (true, _) if looking => ("now", "half", "file.now"),
            (true, Some(Severity::Warns)) => ("care", "care", "file.care"),
            _ => ("good", "done", "file.good"),
        }
    });
    let name = Memo::new(move |_| file.with(|file| file.as_ref().map(|file| file.0.clone()).unwrap_or_default()));
    let told_here = {
        let (document, key) = (document.clone(), key.clone());
        move |finding: &Finding| {
            let of_rule = || door.peek(|case| case.checks(&document, &key).iter().any(|check| check.rule.as_str() == finding.rule));
            finding.rule != PENDING && !(apart && of_rule() == Some(true))
        }
    };
    let tools = (takes == Takes::Paper).then(|| view! { <PaperTools document=document.clone() key=key.clone()/> });
    let drag = {
        let key = key.clone();
        move |event: web_sys::DragEvent| {
            if let Some(data) = event.data_transfer() {
                // It fails only for an event that is over.
                let _ = data.set_data(DRAGGED, &key);
            }
        }
    };
    let away = move |_| errands::detach(door, document.clone(), key.clone());
    view! {
        <li class="file_list-row"><Icon name="file"/>
            <div class="file_list-body" draggable=(takes == Takes::Paper).then_some("true") on:dragstart=drag><bdi class="file_list-name" translate="no">{name}</bdi><span class="file_list-facts">{facts}</span>
                <span class="file_list-verdict" role="status" data-state=move || verdict.get().0><Icon name=Signal::derive(move || verdict.get().1)/>{move || door.t(verdict.get().2)}</span></div>
            <button class="button" type="button" data-kind="plain" data-size="s" on:click=away>{move || door.t("file.away")}<span class="unseen">{move || format!(": {}", name.get())}</span></button>
            <div class="file_list-found">{move || unsaid.get().then(|| { let text = door.text(LOST); view! { <Said severity=Severity::Blocks text><p>{door.t("check.file.lost.fix")}</p></Said> } })}{move || findings.get().into_iter().filter(&told_here).map(|finding| {
                let (key, doubt) = (finding.key(), finding.severity == Severity::Warns);
                view! { <FindingView finding>{doubt.then(|| view! { <AcceptBox key=key.clone()/> })}</FindingView> }
            }).collect_view()}</div>
            {tools}
        </li>
    }
}

/// "I have seen this and go on with it."
#[component]
pub fn AcceptBox(
    /// Key of the finding.
    key: String,
) -> impl IntoView {
    let door = Door::here();
    let on = {
        let key = key.clone();
        door.slice(move |case| case.accepted().contains(&key))
    };
    let here: NodeRef<html::Input> = NodeRef::new();
    let heard = ticked(
        door,
        here,
        move || on.get(),
        move |yes| door.apply(Change::Accept(key.clone(), yes)),
    );
    view! {
        <label class="choice_field-row"><input type="checkbox" node_ref=here on:change=move |_| heard.read()/>
            <span class="choice_field-name" data-plain="">{move || door.t("accept")}</span></label>
    }
}
