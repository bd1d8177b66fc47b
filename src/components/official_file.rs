//! The agency's own file, to be saved by whoever may file in bulk. With an answer in it that the agency's system would refuse it is said first and
//! saved when it is pressed again. Everybody else copies the answers across.

use super::finding::Said;
use super::focus::focus_id;
use crate::case::Case;
use crate::door::Door;
use crate::errands;
use engine::At;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::web_sys::Element;
use rulebook::Severity;

const SAID: &str = "official-said";

/// The button, and what is to be known of the file.
#[component]
pub fn OfficialFile() -> impl IntoView {
    let door = Door::here();
    let known = door.slice(Case::files_in_bulk);
    // Each once: the same sentence may stand at several answers.
    let wrong = door.slice(|case| {
        let answers = case.assessment().blocking();
        let answers = answers.filter(|finding| matches!(finding.at, At::Field(_) | At::Group(_)));
        answers.cloned().collect::<Vec<_>>()
    });
    let (said, set_said) = signal(false);
    let something = move || !wrong.with(Vec::is_empty);
    let press = move |event: MouseEvent| {
        if wrong.with_untracked(Vec::is_empty) {
            return errands::save_official(door);
        }
        set_said.set(true);
        let button = event_target::<Element>(&event);
        request_animation_frame(move || _ = focus_id(&button, SAID));
    };
    let text = Signal::derive(move || door.tf("save.official.wrong", &[("n", &wrong.with(Vec::len).to_string())]));
    view! {
        <Show when=move || known.get()>
            <button class="button" type="button" data-kind="plain" on:click=press>{move || door.t("save.official")}</button>
            <Show when=move || said.get() && something()>
                <div class="gap-4" id=SAID tabindex="-1">
                    <Said severity=Severity::Warns text=text>
                        <ul>{move || wrong.get().into_iter().map(|finding| view! { <li>{door.words().says(&finding)}</li> }).collect_view()}</ul>
                        <button class="button" type="button" data-size="s" on:click=move |_| errands::save_official(door)>{move || door.t("save.official.anyway")}</button>
                    </Said>
                </div>
            </Show>
        </Show>
    }
}
