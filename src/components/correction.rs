//! A correction that was made: before, after, what is to be known of it, and the way back.

use super::{field_id, focus_then};
use crate::case::Change;
use crate::door::Door;
use crate::texts::Words;
use engine::{Slot, Told};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Shown beneath the field for as long as the corrected answer stands.
#[component]
pub fn CorrectionMade(
    /// Which answer.
    at: Slot,
) -> impl IntoView {
    let door = Door::here();
    let made = {
        let slot = at.clone();
        door.slice(move |case| case.corrected(&slot).cloned().map(|pair| (pair, case.told_of_correction(&slot))))
    };
    let slot = StoredValue::new(at);
    let back = move |event: MouseEvent| {
        let box_ = format!("#{}", field_id(&slot.get_value()));
        door.apply(Change::TakeBack(slot.get_value()));
        focus_then(&event, [box_]);
    };
    let shown = move |text: &str| {
        let characters = door.peek(|case| engine::stretches(text, &case.book().characters));
        characters.map_or_else(|| text.to_owned(), |stretches| door.words().shown(&stretches))
    };
    view! {
            {move || made.get().map(|((before, after), told)| view! {
                <div class="correction">
                    <p><strong>{move || door.t("correction.made")}</strong></p>
                    <p class="correction-pair">
                        <span class="unseen">{move || door.t("correction.before")}</span><del>{move || shown(&before)}</del>
                        <span aria-hidden="true">"→"</span>
                        <span class="unseen">{move || door.t("correction.after")}</span><ins>{after}</ins>
                    </p>
                    {move || notes(&door.words(), &told).into_iter().map(|note| view! { <p>{note}</p> }).collect_view()}
                    <button class="button" type="button" data-size="s" on:click=back>
                        {move || door.t("correction.back")}
                    </button>
                </div>
            })}
    }
}

/// What was taken away unseen, and at which paper to look for the spelling of a name.
fn notes(words: &Words, told: &Told) -> Vec<String> {
    let mut notes = Vec::new();
    if !told.unseen.is_empty() {
        notes.push(words.fill("correction.unseen", &[("signs", &words.signs(&told.unseen))]));
    }
    for (sign, ways) in &told.spelled {
        let ways = ways.join(words.get("format.list"));
        notes.push(words.fill("correction.name.other", &[("sign", sign), ("to", &ways)]));
    }
    if told.name && told.spelled.is_empty() {
        notes.push(words.get("correction.name").to_owned());
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::Sign;
    use rulebook::{PackName, Texts};

    #[test]
    fn a_correction_says_what_nobody_saw_and_which_paper_decides() {
        let texts = [
            ("correction.unseen", "gone: {signs}"),
            ("correction.name.other", "{sign} as {to}"),
            ("correction.name", "see the passport"),
            ("format.sign.unseen", "{name} ({code})"),
            ("format.list", ", "),
            ("x.bidi", "a turn"),
        ];
        let mut words = Words::of("en");
        words.add(
            PackName::new("tests"),
            Texts(texts.map(|(id, text)| (id.into(), text.to_owned())).into()),
        );
        let mut told = Told {
            unseen: vec![Sign {
                sign: String::new(),
                code: "U+202E".into(),
                name: Some("x.bidi".into()),
                to: String::new(),
            }],
            spelled: vec![],
            name: true,
        };
        assert_eq!(notes(&words, &told), ["gone: a turn (U+202E)", "see the passport"]);
        told.unseen.clear();
        told.spelled.push(("\u{dc}".into(), vec!["UE".into(), "U".into()]));
        assert_eq!(notes(&words, &told), ["\u{dc} as UE, U"]);
    }
}
