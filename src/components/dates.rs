//! The days that follow from the answers, in order, with today among them.

use super::{GradeMark, WhyOf};
use crate::door::Door;
use engine::{Asked, DateView};
use leptos::prelude::*;
use rulebook::{Day, Grade};

/// A list of days.
#[component]
pub fn Dates(
    /// Without notes and eras, for the aside.
    #[prop(optional)]
    brief: bool,
    /// Whether each can say why it is this day.
    #[prop(optional)]
    why: bool,
) -> impl IntoView {
    let door = Door::here();
    let days = door.slice(|case| {
        let assessment = case.assessment();
        let mut days: Vec<(Day, Option<DateView>)> = assessment.dates.iter().map(|view| (view.day, Some(view.clone()))).collect();
        let at = days.partition_point(|(day, _)| *day < assessment.today);
        days.insert(at, (assessment.today, None));
        days
    });
    // What is open must not close when more words arrive: the words of a row change inside of it.
    let line = move |(day, view): (Day, Option<DateView>)| {
        let id = view.as_ref().map(|view| view.id.to_string());
        let name = {
            let id = id.clone();
            Signal::derive(move || door.t(id.as_deref().unwrap_or("dates.today")))
        };
        let key = view.as_ref().is_some_and(|view| view.key);
        let grade = view.as_ref().map(|view| view.cite.grade());
        let grade = grade.filter(|grade| !brief && *grade != Grade::Official);
        let help = id.as_ref().filter(|_| !brief).map(|id| format!("{id}.help"));
        let note = move || {
            let left = door.read(|case| (day - case.today()).num_days()).filter(|left| key && *left >= 0);
            let left = left.map(|left| format!("{} ", door.tf("dates.left", &[("n", &left.to_string())])));
            let note = help.as_ref().and_then(|help| door.t_if(help));
            (left.is_some() || note.is_some() || grade.is_some()).then(|| {
                view! { <span class="dates-note">{left}{note}" "{grade.map(|grade| view! { <GradeMark grade/> })}</span> }
            })
        };
        let when = move || {
            let words = door.words();
            let (plain, between, tail) = words.day_pieces(day);
            let between = between.to_owned();
            view! { <span class="nowrap">{plain}</span>{(!brief).then(|| view! { {between}<span class="nowrap">{tail}</span> })} }
        };
        let why = view.filter(|_| why).map(|view| {
            view! { <WhyOf asked=Asked::Day(view) row=true>{move || door.t("why.ask")}<span class="unseen">" "{name}</span></WhyOf> }
        });
        view! {
            <li class="dates-day" data-key=key.then_some("") data-date=id>
                <span class="dates-name">{name}</span>
                <span class="dates-when"><time datetime=day.to_string()>{when}</time></span>
                {note}{why}
            </li>
        }
    };
    view! { <ol class="dates">{move || days.get().into_iter().map(line).collect_view()}</ol> }
}
