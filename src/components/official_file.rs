//! The agency's own file, to be saved. With an answer in it that the agency's system would refuse, and for somebody who cannot use it
//! alone, it is said first and saved when it is pressed again.

use super::finding::Said;
use super::focus::focus_id;
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
    let known = door.slice(|case| case.assessment().code.is_some());
    // Each once: the same sentence may stand at several answers.
    let wrong = door.slice(|case| {
        let answers = case.assessment().blocking();
        let answers = answers.filter(|finding| matches!(finding.at, At::Field(_) | At::Group(_)));
        answers.cloned().collect::<Vec<_>>()
    });
    let alone = door.slice(|case| case.assessment().applicant.is_some() && !case.files_in_bulk());
    let (said, set_said) = signal(false);
    let something = move || alone.get() || !wrong.with(Vec::is_empty);
    let press = move |event: MouseEvent| {
        if !alone.get_untracked() && wrong.with_untracked(Vec::is_empty) {
            return errands::save_official(door);
        }
        set_said.set(true);
        let button = event_target::<Element>(&event);
        request_animation_frame(move || _ = focus_id(&button, SAID));
    };
    let text = Signal::derive(move || {
        let wrong = wrong.with(Vec::len);
        let first = (wrong > 0).then(|| door.tf("save.official.wrong", &[("n", &wrong.to_string())]));
        let second = alone.get().then(|| door.t("save.official.alone"));
        door.words().sentences(first.into_iter().chain(second))
    });
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
