//! The days that follow from the answers, in order, with today among them.

use super::GradeMark;
use crate::door::Door;
use leptos::prelude::*;
use rulebook::Day;

/// A list of days.
#[component]
pub fn Dates(
    /// Without notes and eras, for the aside.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let door = Door::here();
    let days = door.slice(|case| {
        let assessment = case.assessment();
        let mut days: Vec<(Day, Option<engine::DateView>)> = assessment.dates.iter().map(|view| (view.day, Some(view.clone()))).collect();
        let at = days.partition_point(|(day, _)| *day < assessment.today);
        days.insert(at, (assessment.today, None));
        days
    });
    let today = door.slice(|case| Some(case.today()));
    let line = move |(day, view): (Day, Option<engine::DateView>)| {
        let words = door.words();
        let id = view.as_ref().map(|view| view.id.as_str().to_owned());
        let name = words.get(id.as_deref().unwrap_or("dates.today")).to_owned();
        let key = view.as_ref().is_some_and(|view| view.key);
        let left = today.get().map(|today| (day - today).num_days()).filter(|left| key && *left >= 0);
        let note = id
            .as_ref()
            .filter(|_| !brief)
            .and_then(|id| words.find(&format!("{id}.help")).map(str::to_owned));
        let (plain, between, tail) = words.day_pieces(day);
        let between = between.to_owned();
        let grade = view
            .map(|view| view.cite.grade())
            .filter(|grade| !brief && *grade != rulebook::Grade::Official);
        view! {
            <li class="dates-day" data-key=key.then_some("") data-date=id>
                <span class="dates-name">{name}</span>
                <span class="dates-when"><time datetime=day.to_string()><span class="nowrap">{plain}</span>{(!brief).then(|| view! { {between}<span class="nowrap">{tail}</span> })}</time></span>
                {(left.is_some() || note.is_some() || grade.is_some()).then(|| view! { <span class="dates-note">
                    {left.map(|left| format!("{} ", words.fill("dates.left", &[("n", &left.to_string())])))}{note}" "
                    {grade.map(|grade| view! { <GradeMark grade/> })}</span> })}
            </li>
        }
    };
    view! { <ol class="dates">{move || days.get().into_iter().map(line).collect_view()}</ol> }
}
