//! What a machine does not see: short sentences, each with a drawing of what is good and what is not.

use crate::door::Door;
use leptos::prelude::*;

/// Sentence, what is added to the head that is good, and to the one that is not. Drawn in 48 by 56, the head in the middle.
const LOOKS: [(&str, &str, &str); 6] = [
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

/// The list.
#[component]
pub fn EyeList() -> impl IntoView {
    let door = Door::here();
    let draw = move |good: bool, more: &str| {
        let says = if good { "photo.eye.good" } else { "photo.eye.bad" };
        view! {
            <span class="photo_eye-draw" data-good=good.then_some("")>
                <svg viewBox="0 0 48 56" aria-hidden="true" inner_html=format!("{HEAD}{more}")></svg><span>{move || door.t(says)}</span></span>
        }
    };
    view! {
        <section class="sheet-part"><h2>{move || door.t("photo.eye")}</h2>
            <p class="under-4">{move || door.t("photo.eye.says")}</p>
            <ul class="photo_eye">{LOOKS.map(|(text, good, bad)| view! {
                <li><span class="photo_eye-pair" aria-hidden="true">{draw(true, good)}{draw(false, bad)}</span><span>{move || door.t(text)}</span></li>
            }).collect_view()}</ul>
        </section>
    }
}
