//! The photo: the picture is chosen, the photo is cut out of it, and held against the rules.
//!
//! `ground` and `grip` are where the frame may lie and how it is held, without a browser; `drawing` and `editor` show it; `pair` is before
//! and after, `verdict` what is said of it, `rules` shows that rule by rule, `eye` what no machine sees.

mod drawing;
mod editor;
mod eye;
mod grip;
mod ground;
mod pair;
mod rules;
#[cfg(test)]
mod tests;
mod verdict;

use crate::case::Place;
use crate::components::{Back, DeskMain, FileField, FindingView, Icon, NextForm, Stage, WhyDocument, focus_id, place_id};
use crate::door::Door;
use crate::errands;
use crate::texts::at_most_tenth;
use editor::Editor;
use engine::{At, DocumentView, Need};
use eye::EyeList;
use leptos::html;
use leptos::prelude::*;
use pair::Pair;
use rulebook::{DocumentId, Takes};
use rules::RuleList;
use verdict::{Doubts, is_right};

/// What is said before there is a picture.
const RULES: [&str; 3] = ["photo.rule.size", "photo.rule.face", "photo.rule.background"];

/// The page.
pub fn page() -> impl IntoView {
    let door = Door::here();
    let documents = door.slice(|case| {
        case.assessment()
            .documents
            .iter()
            .filter(|document| document.takes == Takes::Photo)
            // How many files there are is told by the part itself: it stays when one comes or goes.
            .map(|document| DocumentView {
                files: 0,
                ..document.clone()
            })
            .collect::<Vec<_>>()
    });
    let over = Signal::derive(move || door.tf("step.over.gather", &[("n", "1"), ("of", "2")]));
    view! {
        <DeskMain back=move || view! { <Back to=Place::Tasks text="ui.back.tasks"/> } stage=Stage::Gather summary=true wide=true
            over title=door.text("place.photo") lead=door.text("photo.lead")>
            <NextForm>
                <div class="sheet">
                    {move || documents.get().into_iter().map(|document| of_document(door, document)).collect_view()}
                </div>
            </NextForm>
        </DeskMain>
    }
}

/// The file that goes out, and the picture that it was cut out of.
#[derive(Clone, Debug, PartialEq)]
struct Given {
    file: String,
    picture: Option<String>,
    // Left edge, upper edge and width of what was cut out.
    cut: Option<(f64, f64, f64)>,
}

/// One photo that is asked for.
fn of_document(door: Door, document: DocumentView) -> impl IntoView {
    let missing = door.findings(At::Document(document.id.clone()));
    let id = place_id(&At::Document(document.id.clone()));
    let unneeded = match document.need {
        Need::Needed => None,
        Need::Perhaps => Some("need.perhaps"),
        Need::OneOf | Need::Optional | Need::NotNeeded => Some("need.not"),
    };
    let given = {
        let document = document.id.clone();
        door.slice(move |case| {
            let file = case.answers().files(&document).first()?.key.clone();
            let made = case.made(&file);
            let number = |name: &str| made?.facts.get(name)?.number();
            let cut = || Some((number("made.cut_x")?, number("made.cut_y")?, number("made.cut_width")?));
            Some(Given {
                picture: made.and_then(|made| made.of.first()).map(|(_, file)| file.key.clone()),
                cut: cut(),
                file,
            })
        })
    };
    let here: NodeRef<html::Div> = NodeRef::new();
    // The button that was pressed is gone with the editor: on to what came of it.
    let done = Callback::new(move |()| {
        request_animation_frame(move || {
            if let Some(here) = here.get_untracked() {
                focus_id(&here, "photo-crop");
            }
        });
    });
    let of = StoredValue::new(document.id.clone());
    view! {
        <div class="sheet-part" id=id tabindex="-1" node_ref=here>
            <section class="sheet-part">
                <h2>{door.t(document.id.as_str())}</h2>
                <p>{door.t_if(&format!("{}.help", document.id))}</p>
                {unneeded.map(|says| view! { <p class="quiet">{door.t(says)}</p> })}
                {move || missing.get().into_iter().map(|finding| view! { <FindingView finding/> }).collect_view()}
                <div class="gap-4"><FileField document=document.id.clone() takes=Takes::Photo apart=true/></div>
                <WhyDocument document/>
            </section>
            {move || match given.get() {
                None => before(door).into_any(),
                Some(given) => of_file(door, of.get_value(), given, done).into_any(),
            }}
            <EyeList document=of.get_value()/>
        </div>
    }
}

/// What is worth knowing before a picture is chosen.
fn before(door: Door) -> impl IntoView {
    view! {
        <section class="sheet-part"><h3>{move || door.t("photo.rules")}</h3>
            <ul>{RULES.map(|rule| view! { <li>{move || door.t(rule)}</li> }).collect_view()}</ul>
            <p class="quiet gap-3"><Icon name="hint"/>" "{move || door.t("photo.machine")}</p></section>
    }
}

/// The photo that was chosen or cut: its frame, or before and after; beside it the rules.
fn of_file(door: Door, document: DocumentId, given: Given, done: Callback<()>) -> impl IntoView {
    let again = RwSignal::new(false);
    let right = {
        let (document, file) = (document.clone(), given.file.clone());
        door.slice(move |case| is_right(&case.checks(&document, &file)))
    };
    let doubts = {
        let (document, file) = (document.clone(), given.file.clone());
        door.slice(move |case| Doubts::of(&case.checks(&document, &file)))
    };
    let (file, cut) = (given.file.clone(), given.cut);
    let is_cut = given.picture.is_some();
    let from = StoredValue::new(given.picture.clone().unwrap_or_else(|| given.file.clone()));
    let title = if is_cut { "photo.pair" } else { "photo.crop" };
    view! {
        <section class="sheet-part">
            <h2 id="photo-crop" tabindex="-1">{move || door.t(title)}</h2>
            <div class="photo_crop">
                <div>
                    {move || (!is_cut && right.get()).then(|| view! { <p class="under-3"><Icon name="done"/>" "{door.t("photo.right")}</p> })}
                    {given.picture.map(|picture| view! { <Pair photo=given.file.clone() picture again/> })}
                    {move || (!is_cut || again.get()).then(|| view! { <div class=is_cut.then_some("gap-5")><Editor picture=from.get_value() former=cut doubts done/></div> })}
                    <p class="quiet gap-4">{move || door.t("photo.only")}</p>
                    {move || (is_cut || right.get()).then(|| print(door, file.clone()))}
                </div>
                <div><RuleList document file=given.file/></div>
            </div>
        </section>
    }
}

/// The photo on paper, for whom the file is not enough.
fn print(door: Door, file: String) -> impl IntoView {
    let failed = RwSignal::new(false);
    let sizes = door.slice(|case| errands::frame(case).map(|frame| (frame.height_mm, frame.width_mm)));
    let says = move || {
        let (height, width) = sizes.get().unwrap_or_default();
        door.tf(
            "photo.print.says",
            &[("height", &at_most_tenth(height)), ("width", &at_most_tenth(width))],
        )
    };
    let press = move |_| {
        failed.set(!errands::print_photo(
            door,
            file.clone(),
            &door.words_now().fill("place.photo", &[]),
            &says(),
        ))
    };
    view! {
        <div class="gap-5">
            <p class="quiet under-2">{says}</p>
            <button class="button" type="button" data-size="s" on:click=press><Icon name="print"/>{move || door.t("photo.print")}</button>
            <div role="alert">{move || failed.get().then(|| view! { <p class="gap-2">{door.t("photo.print.failed")}</p> })}</div>
        </div>
    }
}
