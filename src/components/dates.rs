//! The days that follow from the answers, in order, with today among them. What falls on one day stands together.

use super::grade::stands_out;
use super::{GradeMark, WhyOf};
use crate::door::Door;
use engine::{Asked, DateView};
use leptos::prelude::*;
use rulebook::Day;

/// One day, and what it is: nothing if it is only today.
type Line = (Day, Vec<DateView>);

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
        lines(&assessment.dates, assessment.today)
    });
    let today = door.slice(|case| case.today());
    // What is open must not close when more words arrive: the words of a row change inside of it.
    let line = move |(day, views): Line| {
        let key = views.iter().any(|view| view.key);
        let first = views.first().cloned();
        let names = names(door, views.iter().map(|view| view.id.to_string()).collect(), day);
        let note = {
            let help = first.as_ref().filter(|_| !brief).map(|view| format!("{}.help", view.id));
            let grade = views
                .iter()
                .map(|view| view.cite.grade())
                .find(|grade| !brief && stands_out(*grade));
            move || {
                let left = (day - today.get()).num_days();
                let said = match left {
                    0 if key => vec![door.t("dates.left.none")],
                    // What is over needs no explanation, and no advice.
                    ..0 => Vec::new(),
                    _ => {
                        let left = key.then(|| door.tf("dates.left", &[("n", &left.to_string())]));
                        left.into_iter().chain(help.as_ref().and_then(|help| door.t_if(help))).collect()
                    }
                };
                let said = door.sentences(said.into_iter().map(Some));
                let grade = grade.map(|grade| view! { " "<GradeMark grade/> });
                (!said.is_empty() || grade.is_some()).then(|| view! { <span class="dates-note">{said}{grade}</span> })
            }
        };
        let when = move || {
            let words = door.words();
            let (plain, between, tail) = words.day_pieces(day);
            let between = between.to_owned();
            view! { <span class="nowrap">{plain}</span>{(!brief).then(|| view! { {between}<span class="nowrap">{tail}</span> })} }
        };
        let id = first.map(|view| view.id.to_string());
        let why = views.into_iter().filter(|_| why).map(|view| {
            let name = view.id.to_string();
            view! { <WhyOf asked=Asked::Day(view) row=true>{move || door.t("why.ask")}<span class="unseen">" "{move || door.t(&name)}</span></WhyOf> }
        });
        view! {
            <li class="dates-day" data-key=key.then_some("") data-past=move || (day < today.get()).then_some("") data-date=id>
                {names}
                <span class="dates-when"><time datetime=day.to_string()>{when}</time></span>
                {note}{why.collect_view()}
            </li>
        }
    };
    view! { <ol class="dates">{move || days.get().into_iter().map(line).collect_view()}</ol> }
}

/// What a day is, each by its name. The day is called by the first, as the row is.
fn names(door: Door, ids: Vec<String>, day: Day) -> impl IntoView {
    let today = door.slice(move |case| case.today() == day);
    let name = move |(at, id): (usize, String)| {
        let date = (at > 0).then(|| id.clone());
        view! { <span class="dates-name" data-date=date>{move || door.t(&id)}</span> }
    };
    let all = ids.into_iter().enumerate().map(name).collect_view();
    view! { {move || today.get().then(|| view! { <span class="dates-name">{door.t("dates.today")}</span> })}{all} }
}

/// The days in order, each once, with today among them.
fn lines(dates: &[DateView], today: Day) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for view in dates {
        match lines.last_mut().filter(|(day, _)| *day == view.day) {
            Some((_, views)) => views.push(view.clone()),
            None => lines.push((view.day, vec![view.clone()])),
        }
    }
    if !lines.iter().any(|(day, _)| *day == today) {
        lines.insert(lines.partition_point(|(day, _)| *day < today), (today, Vec::new()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_falls_on_one_day_stands_together_and_today_among_it() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let view = |id: &str, on: &str| DateView {
            id: rulebook::DateId::new(id),
            key: false,
            day: day(on),
            because: Vec::new(),
            cite: rulebook::Cite::default(),
        };
        let dates = [view("t.a", "2026-12-17"), view("t.b", "2026-12-18"), view("t.c", "2026-12-18")];
        let seen = |today: &str| -> Vec<(String, usize)> {
            let lines = lines(&dates, day(today));
            lines.into_iter().map(|(day, views)| (day.to_string(), views.len())).collect()
        };
        let told = |all: &[(&str, usize)]| -> Vec<(String, usize)> { all.iter().map(|(day, n)| ((*day).to_owned(), *n)).collect() };
        assert_eq!(seen("2026-12-17"), told(&[("2026-12-17", 1), ("2026-12-18", 2)]));
        assert_eq!(seen("2026-12-01"), told(&[("2026-12-01", 0), ("2026-12-17", 1), ("2026-12-18", 2)]));
        assert_eq!(seen("2026-12-20"), told(&[("2026-12-17", 1), ("2026-12-18", 2), ("2026-12-20", 0)]));
    }
}
