//! What a machine does not see: short sentences to tick, each with a drawing of what is good and what is not.

use crate::case::OfFiles;
use crate::components::ticked;
use crate::door::Door;
use leptos::html;
use leptos::prelude::*;
use rulebook::{DocumentId, TextId};

/// The text that a drawing goes with, what is added to the head that is good, and to the one that is not. Drawn in 48 by 56, the head in
/// the middle. A text without a drawing is asked all the same.
const LOOKS: [(&str, &str, &str); 8] = [
    (
        "photo.eye.open",
        r#"<circle cx="20" cy="24" r="1.500"/><circle cx="28" cy="24" r="1.500"/><path d="M20 34h8"/>"#,
        r#"<path d="M17 24q3 2 6 0M25 24q3 2 6 0"/><path d="M20 32h8v5h-8z" fill="currentColor"/>"#,
    ),
    (
        "photo.eye.lines",
        r#"<path d="M4 12h40M4 38h40" stroke-dasharray="2 3"/>"#,
        r#"<path d="M20 12c-2-12 10-12 8 0z" fill="currentColor"/><path d="M4 3h40M4 33h40" stroke-dasharray="2 3"/>"#,
    ),
    (
        "photo.eye.hat",
        "",
        r#"<path d="M8 19h32M14 18c0-14 20-14 20 0z" fill="currentColor"/>"#,
    ),
    (
        "photo.eye.glasses",
        r#"<path d="M15 24h7v5h-7zM26 24h7v5h-7zM22 25h4"/>"#,
        r#"<path d="M15 24h7v5h-7zM26 24h7v5h-7z" fill="currentColor"/><path d="M22 25h4M9 17l5 5M39 17l-5 5"/>"#,
    ),
    (
        "photo.eye.edit",
        "",
        r#"<path d="M8 6v8M4 10h8M40 8v8M36 12h8M11 26v5M8.500 28.500h5" /><path d="M14 34l20-18" stroke-dasharray="2 3"/>"#,
    ),
    (
        "photo.eye.like",
        r#"<path d="M20 34q4 2 8 0"/>"#,
        r#"<path d="M18 33q6 7 12 0zM16 21l6 2M32 21l-6 2" fill="currentColor"/>"#,
    ),
    (
        "photo.eye.recent",
        r#"<path d="M30 4h14v12H30zM30 8h14M33 12l3 2 5-4"/>"#,
        r#"<path d="M30 4h14v12H30zM30 8h14M34 10l6 5M40 10l-6 5"/>"#,
    ),
    (
        "photo.eye.card",
        "",
        r#"<path d="M2 3h44v50H2z"/><path d="M6 8h12M6 12h8M6 48h36"/>"#,
    ),
];
const HEAD: &str = r#"<path d="M14 26c0-18 20-18 20 0 0 16-20 16-20 0zM6 54c0-10 8-13 18-13s18 3 18 13"/>"#;

/// The list, to be ticked once there is a picture to look at.
#[component]
pub fn EyeList(
    /// The photo that is asked for.
    document: DocumentId,
) -> impl IntoView {
    let door = Door::here();
    let (looks, picture) = {
        let (ours, theirs) = (document.clone(), document);
        let looks = door.slice(move |case| case.looks(&ours).to_vec());
        let picture = door.slice(move |case| {
            let file = case.answers().files(&theirs).first()?;
            Some(case.looked_at(&file.key).to_owned())
        });
        (looks, picture)
    };
    let row = move |look: TextId| {
        let says = look.to_string();
        let drawing = LOOKS.iter().find(|(of, ..)| *of == says);
        let pair = drawing.map(|(_, good, bad)| view! { <span class="photo_eye-pair" aria-hidden="true">{draw(door, true, good)}{draw(door, false, bad)}</span> });
        let says = move || door.t(&says);
        match picture.get() {
            None => view! { <li class="photo_eye-row">{pair}<span>{says}</span></li> }.into_any(),
            Some(picture) => {
                let of = StoredValue::new((picture, look));
                let seen = door.slice(move |case| of.with_value(|(picture, look)| case.has_looked(picture, look)));
                let put = move |yes: bool| {
                    let (picture, look) = of.get_value();
                    door.apply(OfFiles::Look(picture, look, yes));
                };
                let here: NodeRef<html::Input> = NodeRef::new();
                let heard = ticked(door, here, move || seen.get(), put);
                view! {
                    <li><label class="choice_field-row photo_eye-row">
                        <input type="checkbox" node_ref=here on:change=move |_| heard.read()/>
                        {pair}<span>{says}</span></label></li>
                }
                .into_any()
            }
        }
    };
    let says = move || {
        door.t(if picture.with(Option::is_some) {
            "photo.eye.says"
        } else {
            "photo.eye.first"
        })
    };
    view! {
        <Show when=move || looks.with(|looks| !looks.is_empty())>
            <section class="sheet-part" aria-labelledby="photo-eye"><h2 id="photo-eye">{move || door.t("photo.eye")}</h2>
                <p class="under-4">{says}</p>
                <ul class="photo_eye">{move || looks.get().into_iter().map(row).collect_view()}</ul>
            </section>
        </Show>
    }
}

/// A head as it should be, or as it should not.
fn draw(door: Door, good: bool, more: &str) -> impl IntoView + use<> {
    let says = if good { "photo.eye.good" } else { "photo.eye.bad" };
    view! {
        <span class="photo_eye-draw" data-good=good.then_some("")>
            <svg viewBox="0 0 48 56" aria-hidden="true" inner_html=format!("{HEAD}{more}")></svg><span>{move || door.t(says)}</span></span>
    }
}
