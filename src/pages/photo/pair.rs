//! The picture and the photo that was cut out of it, side by side.

use crate::components::Picture;
use crate::door::Door;
use crate::errands;
use engine::Fact;
use leptos::prelude::*;

/// What is told of each.
#[derive(Clone, Debug, Default, PartialEq)]
struct About {
    size: Option<(f64, f64)>,
    bytes: u64,
    place: Option<bool>,
}

/// Both, and the ways on: cut again, or take the picture as it was chosen.
#[component]
pub fn Pair(
    /// Key of the photo.
    photo: String,
    /// Key of the picture.
    picture: String,
    /// Whether it is being cut again.
    again: RwSignal<bool>,
) -> impl IntoView {
    let door = Door::here();
    let (before, after) = (about(door, picture.clone()), about(door, photo.clone()));
    let says = move |about: About, place: &str| {
        let size = about.size.map(|(width, height)| format!("{width} × {height}"));
        let parts = [size, Some(door.words().bytes(about.bytes)), door.t_if(place)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(&door.t("format.list"))
    };
    let place = move || match before.with(|about| about.place) {
        Some(true) => "photo.place.yes",
        Some(false) => "photo.place.no",
        None => "",
    };
    let back = {
        let photo = photo.clone();
        move |_| errands::put_back(door, photo.clone())
    };
    view! {
        <div class="photo_crop-pair">
            <figure><Picture key=picture label=door.text("photo.before")/>
                <figcaption><strong>{move || door.t("photo.before")}</strong>{move || says(before.get(), place())}</figcaption></figure>
            <figure><Picture key=photo label=door.text("photo.after")/>
                <figcaption><strong>{move || door.t("photo.after")}</strong>{move || says(after.get(), "photo.place.gone")}</figcaption></figure>
        </div>
        <div class="photo_crop-tools">
            <button class="button" type="button" data-size="s" on:click=move |_| again.update(|again| *again = !*again)>
                {move || door.t(if again.get() { "photo.stay" } else { "photo.again" })}</button>
            <button class="button" type="button" data-size="s" data-kind="plain" on:click=back>{move || door.t("photo.back")}</button>
        </div>
    }
}

fn about(door: Door, key: String) -> Memo<About> {
    door.slice(move |case| {
        let Some((_, file)) = case.file(&key) else {
            return About::default();
        };
        let fact = |name: &str| file.facts.as_ref().and_then(|facts| facts.get(name));
        let number = |name: &str| fact(name).and_then(Fact::number);
        About {
            size: number("photo.width_px").zip(number("photo.height_px")),
            bytes: file.bytes,
            place: match fact("photo.has_gps") {
                Some(Fact::Bool(is)) => Some(*is),
                _ => None,
            },
        }
    })
}
