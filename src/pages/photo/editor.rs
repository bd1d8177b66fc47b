//! The picture with the frame over it, moved by mouse, fingers, keys and buttons; and how it fits while it moves.

use super::drawing::drawing;
use super::grip::Grip;
use super::ground::{Ground, Length, Lengths};
use super::verdict::{Doubts, hint};
use crate::components::{Icon, Picture};
use crate::door::Door;
use crate::errands::{self, Cut};
use crate::texts::at_most_tenth;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use leptos::svg;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use std::time::Duration;

/// A step of a button or an arrow key, in mm of the photo, and with the shift key held.
const STEP_MM: f64 = 0.2;
const STRIDE_MM: f64 = 1.0;
/// What a step makes of the width.
const GROWTH: f64 = 1.02;
/// How near to a corner a finger takes it, in px of the screen.
const REACH: f64 = 24.0;
/// How long the frame must rest before it is said aloud how it fits.
const REST: Duration = Duration::from_millis(700);

/// What a button or a key does.
#[derive(Clone, Copy)]
enum Step {
    Move(f64, f64),
    Grow(f64),
    Auto,
}

const BUTTONS: [(&str, Step); 7] = [
    ("photo.move.up", Step::Move(0.0, -STEP_MM)),
    ("photo.move.down", Step::Move(0.0, STEP_MM)),
    ("photo.move.left", Step::Move(-STEP_MM, 0.0)),
    ("photo.move.right", Step::Move(STEP_MM, 0.0)),
    ("photo.move.bigger", Step::Grow(GROWTH)),
    ("photo.move.smaller", Step::Grow(1.0 / GROWTH)),
    ("photo.move.auto", Step::Auto),
];

/// The editor of one picture; a sentence as long as its size is not known, or if it cannot be cut.
#[component]
pub fn Editor(
    /// Key of the picture.
    picture: String,
    /// Left edge, upper edge and width of the frame by which it was cut before.
    former: Option<(f64, f64, f64)>,
    /// Of which lengths no machine can be sure in it.
    doubts: Memo<Doubts>,
    /// What is done when it has been cut.
    done: Callback<()>,
) -> impl IntoView {
    let door = Door::here();
    let ground = {
        let key = picture.clone();
        door.slice(move |case| {
            let (_, file) = case.file(&key)?;
            Ground::of(file.facts.as_ref()?, errands::frame(case)?)
        })
    };
    let looking = {
        let key = picture.clone();
        door.slice(move |case| case.progress(&key).is_some())
    };
    // Nothing: where it was proposed, which may still become better.
    let moved = RwSignal::new(None::<Cut>);
    let frame = Memo::new(move |_| {
        ground.with(|ground| {
            let ground = ground.as_ref()?;
            let first = || former.map_or_else(|| ground.first(), |(x, y, width)| ground.cornered_at(x, y, width));
            Some(moved.get().map_or_else(first, |cut| ground.fit(cut)))
        })
    });
    let says = move || door.t(ground.with(|ground| hint(ground.as_ref(), looking.get(), former.is_some(), doubts.get())));
    let step = move |step: Step| {
        if let (Some(ground), Some(cut)) = (ground.get_untracked(), frame.get_untracked()) {
            moved.set(Some(match step {
                Step::Move(right, down) => ground.moved_mm(cut, right, down),
                Step::Grow(times) => ground.scaled(cut, times),
                Step::Auto => ground.first(),
            }));
        }
    };
    let there = Memo::new(move |_| ground.with(Option::is_some));
    view! {
        <Show when=move || there.get() fallback=move || view! { <p class="under-4">{says}</p> }>
            <p class="quiet under-4">{says}</p>
            <Stage picture=picture.clone() ground frame moved step=Callback::new(step)/>
            <div class="photo_crop-tools" role="group" aria-label=move || door.t("photo.move")>
                {BUTTONS.map(|(text, what)| view! {
                    <button class="button" type="button" data-size="s" data-kind=matches!(what, Step::Auto).then_some("plain") on:click=move |_| step(what)>{move || door.t(text)}</button>
                }).collect_view()}
            </div>
            <Readout ground frame doubts/>
            {key(door, ground)}
            <UseButton picture=picture.clone() frame done/>
        </Show>
    }
}

/// The picture, and the frame that is held.
#[component]
fn Stage(
    picture: String,
    ground: Memo<Option<Ground>>,
    frame: Memo<Option<Cut>>,
    moved: RwSignal<Option<Cut>>,
    step: Callback<Step>,
) -> impl IntoView {
    let door = Door::here();
    let stage: NodeRef<svg::Svg> = NodeRef::new();
    let grip = StoredValue::new(Grip::default());
    let held = RwSignal::new(false);
    let view = Memo::new(move |before: Option<&Option<Cut>>| {
        let before = before.copied().flatten();
        // What is held does not slip away from under the finger.
        if before.is_some() && held.get() {
            return before;
        }
        ground.with(|ground| Some(ground.as_ref()?.view(before, frame.get()?)))
    });
    // A point of the screen in px of the picture, and how many of those one px of the screen is.
    let point = move |event: &PointerEvent| {
        let (stage, view) = (stage.get_untracked()?, view.get_untracked()?);
        let seen = stage.unchecked_ref::<Element>().get_bounding_client_rect();
        let scale = view.width / seen.width().max(1.0);
        let x = view.x + (f64::from(event.client_x()) - seen.left()) * scale;
        let y = view.y + (f64::from(event.client_y()) - seen.top()) * scale;
        Some(((event.pointer_id(), x, y), scale))
    };
    let press = move |event: PointerEvent| {
        let (Some((finger, scale)), Some(cut)) = (point(&event), frame.get_untracked()) else {
            return;
        };
        if let Some(hit) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            // It fails only for a finger that is gone already.
            let _ = hit.set_pointer_capture(event.pointer_id());
        }
        grip.update_value(|grip| grip.press(cut, finger, REACH * scale));
        held.set(true);
    };
    let drag = move |event: PointerEvent| {
        let (Some((finger, _)), Some(ground)) = (point(&event), ground.get_untracked()) else {
            return;
        };
        let cut = grip.try_update_value(|grip| grip.drag(&ground, finger)).flatten();
        if cut.is_some() {
            moved.set(cut);
        }
    };
    let release = move |event: PointerEvent| {
        if let Some(cut) = frame.get_untracked() {
            grip.update_value(|grip| grip.release(cut, event.pointer_id()));
        }
        held.set(grip.with_value(Grip::is_held));
    };
    let keys = move |event: KeyboardEvent| {
        let by = if event.shift_key() { STRIDE_MM } else { STEP_MM };
        let what = match event.key().as_str() {
            _ if event.ctrl_key() || event.meta_key() || event.alt_key() => return,
            "ArrowUp" => Step::Move(0.0, -by),
            "ArrowDown" => Step::Move(0.0, by),
            "ArrowLeft" => Step::Move(-by, 0.0),
            "ArrowRight" => Step::Move(by, 0.0),
            "+" | ";" | "=" => Step::Grow(GROWTH),
            "-" | "_" => Step::Grow(1.0 / GROWTH),
            _ => return,
        };
        event.prevent_default();
        step.run(what);
    };
    let drawn = move || {
        let (view, cut) = (view.get()?, frame.get()?);
        ground.with(|ground| Some(drawing(ground.as_ref()?, view, cut)))
    };
    // The frame and a finger's breadth around it, so that its corners can be taken from outside.
    let hit = move |side: fn(Cut, f64) -> f64| move || view.get().zip(frame.get()).map(|(view, cut)| side(cut, view.width * 0.04));
    let seen = move || {
        view.get()
            .map(|view| format!("{} {} {} {}", view.x, view.y, view.width, view.height))
    };
    let shape = move || view.get().map(|view| format!("{} / {}", view.width, view.height));
    view! {
        <div class="photo_crop-stage" style:aspect-ratio=shape>
            <Picture key=picture part=view/>
            <svg node_ref=stage viewBox=seen tabindex="0" role="application" aria-label=move || door.t("photo.stage") aria-describedby="photo-now" on:keydown=keys>
                <g inner_html=move || drawn().unwrap_or_default()></g>
                <rect class="photo_crop-hit" x=hit(|cut, more| cut.x - more) y=hit(|cut, more| cut.y - more)
                    width=hit(|cut, more| cut.width + 2.0 * more) height=hit(|cut, more| cut.height + 2.0 * more)
                    on:pointerdown=press on:pointermove=drag on:pointerup=release on:pointercancel=release></rect>
            </svg>
        </div>
    }
}

/// How the photo fits as the frame lies, seen at once and said when the frame rests.
#[component]
fn Readout(ground: Memo<Option<Ground>>, frame: Memo<Option<Cut>>, doubts: Memo<Doubts>) -> impl IntoView {
    let door = Door::here();
    let lengths = Memo::new(move |_| ground.with(|ground| ground.as_ref()?.lengths(frame.get()?)));
    let lines = move |lengths: Lengths| {
        let doubts = doubts.get();
        [
            (lengths.face, doubts.face, "photo.now.face"),
            (lengths.top, doubts.top, "photo.now.top"),
            (lengths.centre, doubts.centre, "photo.now.middle"),
        ]
        .map(|(length, doubt, text)| {
            let (state, icon, verdict) = match (doubt, length.is_kept()) {
                (true, _) => ("unknown", "unknown", "photo.by_eye"),
                (false, true) => ("met", "done", "photo.met"),
                (false, false) => ("missed", "stop", "photo.missed"),
            };
            (state, icon, format!("{} {}", says(door, text, length), door.t(verdict)))
        })
    };
    let said = RwSignal::new(String::new());
    Effect::new(move |before: Option<Option<Lengths>>| {
        let now = lengths.get();
        // Not when the page is opened: then it is read like all the rest.
        if before.is_some_and(|before| before.is_some() && before != now) {
            let rested = move || {
                if lengths.try_get_untracked().flatten() == now {
                    let all = now.map(|now| lines(now).map(|(_, _, line)| line).join(" "));
                    let _ = said.try_set(all.unwrap_or_default());
                }
            };
            set_timeout(rested, REST);
        }
        now
    });
    view! {
        <ul class="photo_crop-now" id="photo-now">{move || lengths.get().map(|lengths| lines(lengths).map(|(state, icon, line)| view! {
            <li data-state=state><Icon name=icon/>{line}</li>
        }).collect_view())}</ul>
        <p class="unseen" role="status">{said}</p>
    }
}

fn says(door: Door, text: &str, length: Length) -> String {
    let Length { from, to, .. } = length;
    door.tf(
        text,
        &[("n", &length.told()), ("from", &at_most_tenth(from)), ("to", &at_most_tenth(to))],
    )
}

/// What the lines mean.
fn key(door: Door, ground: Memo<Option<Ground>>) -> impl IntoView {
    let face = Memo::new(move |_| ground.with(|ground| ground.as_ref().is_some_and(|ground| ground.face.is_some())));
    let band = move || {
        let top = ground.with(|ground| ground.as_ref().map(|ground| ground.frame.top))?;
        let (from, to) = (at_most_tenth(top.mm - top.give), at_most_tenth(top.mm + top.give));
        Some(door.tf("photo.key.top", &[("from", &from), ("to", &to)]))
    };
    let line = |class: &'static str, says: String| {
        view! { <div><dt><svg viewBox="0 0 36 16" aria-hidden="true"><path class=class d="M2 8h32"></path></svg></dt><dd>{says}</dd></div> }
    };
    view! {
        <dl class="photo_crop-key">{move || [
            face.get().then(|| line("photo_crop-line", door.t("photo.key.lines"))),
            band().map(|says| line("photo_crop-top", says)),
            (!face.get()).then(|| line("photo_crop-chin", door.t("photo.key.chin"))),
            Some(line("photo_crop-middle", door.t("photo.key.middle"))),
        ].into_iter().flatten().collect_view()}</dl>
    }
}

/// The button that cuts, and what became of it.
#[component]
fn UseButton(picture: String, frame: Memo<Option<Cut>>, done: Callback<()>) -> impl IntoView {
    let door = Door::here();
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None));
    let press = move |_| {
        let Some(cut) = frame.get_untracked().filter(|_| !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        failed.set(None);
        let key = picture.clone();
        spawn_local(async move {
            match errands::cut_photo(door, key, cut).await {
                Ok(()) => {
                    // With the photo the page has changed, and may have been left.
                    let _ = done.try_run(());
                }
                Err(text) => {
                    let _ = failed.try_set(Some(text));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <p class="gap-5"><button class="button" type="button" data-kind="go" aria-busy=move || busy.get().to_string() on:click=press>
            {move || door.t(if busy.get() { "photo.using" } else { "photo.use" })}</button></p>
        <div role="alert">{move || failed.get().map(|text| view! { <p class="photo_crop-failed gap-3"><Icon name="stop"/>{door.t(text.as_str())}</p> })}</div>
    }
}
