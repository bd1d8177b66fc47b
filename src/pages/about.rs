//! What this desk is, what it is not, and every source it rests on.

use crate::case::Place;
use crate::components::{Back, DeskMain, GradeMark};
use crate::door::Door;
use crate::errands;
use leptos::prelude::*;
use rulebook::Grade;

/// The page.
pub fn page() -> impl IntoView {
    let door = Door::here();
    errands::want_sources(door);
    let sources = door.slice(|case| case.book().core.sources.clone());
    let edition = door.slice(|case| case.book().core.edition.0.clone());
    view! {
        <DeskMain back=move || view! { <Back to=Place::Tasks text="ui.back"/> } title=door.text("about.title") lead=door.text("about.lead")>
            <div class="sheet">
                <section class="sheet-part"><h2>{move || door.t("about.not")}</h2><p>{move || door.t("about.not.says")}</p></section>
                <section class="sheet-part"><h2>{move || door.t("about.grades")}</h2><dl class="summary_list">
                    {[Grade::Official, Grade::Copy, Grade::Secondary, Grade::General, Grade::Own].map(|grade| view! {
                        <div class="summary_list-row"><dt><GradeMark grade/></dt><dd>{move || door.t(&format!("grade.{}.says", grade.word()))}</dd></div> }).collect_view()}</dl></section>
                <section class="sheet-part"><h2>{move || door.t("about.sources")}</h2><ul>{move || sources.get().into_iter().map(|source| {
                    let title = if source.address.starts_with("http") { view! { <a href=source.address.clone() rel="noreferrer noopener" target="_blank">{source.title.clone()}</a> }.into_any() } else { view! { <span>{source.title.clone()}</span> }.into_any() };
                    view! { <li>{title}" "<small class="quiet">{source.publisher.clone()}" "{door.words().plain_day(source.read)}</small>" "<GradeMark grade=source.grade/></li> }
                }).collect_view()}</ul></section>
                <p class="quiet">{move || door.tf("about.edition", &[("edition", &edition.get())])}</p>
            </div>
        </DeskMain>
    }
}
