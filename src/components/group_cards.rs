//! Rows of a group as cards: add, change, take away, bring back.

use super::error_summary::place_id;
use super::{FieldFrame, FindingView, Icon, focus_then};
use crate::case::{Case, Change};
use crate::door::Door;
use engine::{At, GroupView, ItemView, RowId, Slot, Truth};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use rulebook::GroupId;

/// A group.
#[component]
pub fn GroupCards(
    /// Which.
    group: GroupId,
) -> impl IntoView {
    let door = Door::here();
    let view = {
        let group = group.clone();
        door.slice(move |case| group_of(case, &group))
    };
    let open = {
        let group = group.clone();
        door.slice(move |case| case.open_row().filter(|(of, _)| *of == group).map(|(_, row)| *row))
    };
    let rows = Memo::new(move |_| {
        view.with(|view| {
            view.as_ref()
                .map(|view| view.rows.iter().map(|(row, _)| *row).collect::<Vec<_>>())
                .unwrap_or_default()
        })
    });
    let asked = Memo::new(move |_| view.with(|view| view.as_ref().is_some_and(|view| view.asked == Truth::Yes)));
    let max = Memo::new(move |_| view.with(|view| view.as_ref().map_or(0, |view| usize::from(view.max))));
    let findings = door.findings(At::Group(group.clone()));
    let gone = door.slice(|case| case.can_restore());
    let (id, name) = (StoredValue::new(group.clone()), group.as_str().to_owned());
    let added = format!("{name}.add");
    let head = Signal::derive(move || {
        let (count, most) = (rows.with(Vec::len).to_string(), max.get().to_string());
        format!("{} {}", door.t(&name), door.tf("group.count", &[("n", &count), ("max", &most)]))
    });
    let add = Signal::derive(move || door.t_if(&added).unwrap_or_else(|| door.t("group.add")));
    let section = move || format!("#{}", place_id(&At::Group(id.get_value())));
    let put_in = move |event: MouseEvent| {
        door.apply(Change::AddRow(id.get_value()));
        focus_then(&event, [format!("{} .group_cards-edit {CONTROL}", section())]);
    };
    let bring_back = move |event: MouseEvent| {
        let before = rows.get_untracked();
        door.apply(Change::Restore);
        let back = rows.get_untracked().into_iter().find(|row| !before.contains(row));
        focus_then(&event, [back.map_or_else(section, change_button), section()]);
    };
    let row = move |row: RowId| {
        let Row { heading, drawn } = Row::of(door, id, row, view, open);
        move || match drawn.get() {
            None => ().into_any(),
            Some(Drawn { open: true, slots, .. }) => editing(door, id, row, heading, slots),
            Some(Drawn { slots, title, .. }) => card(door, id, row, heading, title, slots),
        }
    };
    view! {
        <Show when=move || asked.get()>
            <section class="sheet-part gap-part ruled" id=place_id(&At::Group(id.get_value())) tabindex="-1">
                <h2>{head}</h2>
                {move || findings.get().into_iter().map(|finding| view! { <FindingView finding/> }).collect_view()}
                <ul class="group_cards">
                    <For each=move || rows.get() key=|row| *row children=row/>
                </ul>
                <Show when=move || gone.get()>
                    <div class="undo gap-4"><p class="undo-say" role="status"><Icon name="check"/><span>{move || door.t("group.removed")}</span></p>
                        <button class="button" type="button" data-size="s" on:click=bring_back><Icon name="again"/>{move || door.t("group.restore")}</button></div>
                </Show>
                <Show when=move || open.get().is_none() && rows.with(Vec::len) < max.get()>
                    <p class="gap-4"><button class="button" type="button" data-kind="go" on:click=put_in><Icon name="plus"/>{add}</button></p>
                </Show>
            </section>
        </Show>
    }
}

/// What can be filled in.
const CONTROL: &str = ":is(input, select, textarea)";

fn change_button(row: RowId) -> String {
    format!(".group_cards-card[data-row='{}'] button", row.0)
}

/// Takes a row away; the focus goes to the way back, else to the group.
fn take_away(door: Door, group: StoredValue<GroupId>, row: RowId) -> impl Fn(MouseEvent) + Copy {
    move |event| {
        let section = format!("#{}", place_id(&At::Group(group.get_value())));
        door.apply(Change::RemoveRow(group.get_value(), row));
        focus_then(&event, [format!("{section} .undo button"), section]);
    }
}

fn group_of(case: &Case, group: &GroupId) -> Option<GroupView> {
    let mut items = case.assessment().steps.iter().flat_map(|step| &step.items);
    items.find_map(|item| match item {
        ItemView::Group(view) if view.id == *group => Some(view.clone()),
        _ => None,
    })
}

/// What is shown of one row. The heading is apart: it follows the language and the rows before, and an open row that was drawn
/// anew for it would lose the focus and what is being composed.
struct Row {
    heading: Signal<String>,
    drawn: Memo<Option<Drawn>>,
}

/// What makes a row be drawn anew.
#[derive(Clone, Debug, PartialEq)]
struct Drawn {
    open: bool,
    slots: Vec<Slot>,
    title: Slot,
}

impl Row {
    fn of(door: Door, group: StoredValue<GroupId>, row: RowId, view: Memo<Option<GroupView>>, open: Memo<Option<RowId>>) -> Row {
        let at = Memo::new(move |_| view.with(|view| view.as_ref()?.rows.iter().position(|(it, _)| *it == row)));
        let drawn = Memo::new(move |_| {
            let open = open.get() == Some(row);
            view.with(|view| {
                let view = view.as_ref()?;
                let (_, slots) = view.rows.iter().find(|(it, _)| *it == row)?;
                let (slots, field) = (slots.clone(), view.title.clone());
                let title = Slot { field, row };
                Some(Drawn { open, slots, title })
            })
        });
        let name = group.with_value(|group| format!("{group}.row"));
        let heading = Signal::derive(move || {
            let n = at.get().map_or(0, |at| at + 1).to_string();
            door.tf(&name, &[("n", &n)])
        });
        Row { heading, drawn }
    }
}

fn editing(door: Door, group: StoredValue<GroupId>, row: RowId, heading: Signal<String>, slots: Vec<Slot>) -> AnyView {
    let close = move |event: MouseEvent| {
        door.apply(Change::CloseRow(group.get_value(), row));
        // Where something is wrong the row stays open, and the summary of it has the focus.
        focus_then(&event, [change_button(row)]);
    };
    view! {
        <li class="group_cards-edit" data-row=row.0.to_string()>
            <h3 class="under-5">{heading}</h3>
            {slots.into_iter().map(|slot| view! { <FieldFrame at=slot/> }).collect_view()}
            <div class="row gap-6">
                <button class="button" type="button" data-kind="go" on:click=close>{move || door.t("group.done")}</button>
                <button class="button" type="button" data-kind="plain" on:click=take_away(door, group, row)>{move || door.t("group.drop")}</button>
            </div>
        </li>
    }
    .into_any()
}

fn card(door: Door, group: StoredValue<GroupId>, row: RowId, heading: Signal<String>, title: Slot, slots: Vec<Slot>) -> AnyView {
    let name = {
        let title = title.clone();
        move || door.shown(&title).unwrap_or_default()
    };
    let wrong = door.slice(move |case| {
        case.findings().any(|finding| {
            finding.blocks() && matches!(&finding.at, At::Field(slot) if slot.row == row) && case.shown_at(&finding.at).next().is_some()
        })
    });
    let facts = slots.into_iter().filter(|slot| *slot != title).map(|slot| {
        let asked = { let field = door.field(slot.clone()); move || field.with(|field| field.as_ref().is_some_and(|field| field.asked == Truth::Yes)) };
        let label = slot.field.clone();
        view! {
            <Show when=asked><div><dt>{let label = label.clone(); move || door.asks(&label)}</dt><dd>{let slot = slot.clone(); move || match door.shown(&slot) {
                Some(text) => view! { <span>{text}</span> }.into_any(),
                None => view! { <span class="summary_list-blank">{door.t("ui.blank")}</span> }.into_any(),
            }}</dd></div></Show>
        }
    }).collect_view();
    let says = {
        let name = name.clone();
        move || format!(": {}", name())
    };
    let open = move |event: MouseEvent| {
        door.apply(Change::OpenRow(group.get_value(), row));
        focus_then(&event, [format!(".group_cards-edit[data-row='{}'] {CONTROL}", row.0)]);
    };
    view! {
        <li class="group_cards-card" data-row=row.0.to_string() data-state=move || wrong.get().then_some("problem")>
            <div class="group_cards-head"><h3>{heading}" "{name.clone()}</h3>
                <div class="group_cards-do">
                    <button class="button" type="button" data-size="s" on:click=open>{move || door.t("ui.change")}<span class="unseen">{says.clone()}</span></button>
                    <button class="button" type="button" data-kind="plain" data-size="s" on:click=take_away(door, group, row)>{move || door.t("group.remove")}<span class="unseen">{says.clone()}</span></button>
                </div></div>
            <dl class="group_cards-facts">{facts}</dl>
            <Show when=move || wrong.get()><p class="field-error"><Icon name="stop"/><span>{move || door.t("group.wrong")}</span></p></Show>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::tests::resumed;
    use crate::door::Receiver;
    use crate::texts::Words;
    use rulebook::{PackName, Texts};

    fn words(lang: &str, id: &str, text: &str) -> Words {
        let mut words = Words::of(lang);
        words.add(PackName::new("tests"), Texts([(id.into(), text.into())].into()));
        words
    }

    #[test]
    fn another_language_and_a_row_that_goes_change_the_heading_and_draw_nothing_anew() {
        let owner = Owner::new();
        owner.set();
        let door = Door::new(1, "ja", Receiver::None);
        door.open(resumed("maximal_engineer"));
        let (group, rows) = door
            .peek(|case| {
                let mut groups = case.answers().groups().filter(|(_, rows)| rows.len() > 1);
                groups.next().map(|(group, rows)| (group.clone(), rows.to_vec()))
            })
            .flatten()
            .expect("this person has rows");
        let (first, second) = (rows[0], rows[1]);
        door.apply(Change::OpenRow(group.clone(), second));
        let view = {
            let group = group.clone();
            door.slice(move |case| group_of(case, &group))
        };
        let open = door.slice(|case| case.open_row().map(|(_, row)| *row));
        let Row { heading, drawn } = Row::of(door, StoredValue::new(group.clone()), second, view, open);
        let draws = Memo::new(move |before: Option<&u32>| {
            drawn.get();
            before.map_or(1, |before| before + 1)
        });
        let id = format!("{group}.row");
        door.set_words(words("ja", &id, "ja {n}"));
        assert_eq!((draws.get(), heading.get()), (1, "ja 2".into()));
        door.set_words(words("en", &id, "en {n}"));
        assert_eq!((draws.get(), heading.get()), (1, "en 2".into()));
        door.apply(Change::RemoveRow(group.clone(), first));
        assert_eq!((draws.get(), heading.get()), (1, "en 1".into()));
        door.apply(Change::CloseRow(group, second));
        assert_eq!(draws.get(), 2, "a closed row is drawn as a card");
    }
}
