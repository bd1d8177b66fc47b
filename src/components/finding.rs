//! The one kind of complaint, shown: what is wrong, the way out, what would change it, how sure, and why.

use super::grade::stands_out;
use super::{GradeMark, Icon, LetterAbout, WhyOf};
use crate::case::Change;
use crate::door::Door;
use crate::errands::Refusal;
use crate::texts::isolated;
use engine::{ActView, Asked, At, Finding};
use leptos::prelude::*;
use rulebook::Severity;

/// One finding.
#[component]
pub fn FindingView(
    /// What was found.
    finding: Finding,
    /// Whether it stands away from the file that it is about, and must name it.
    #[prop(optional)]
    apart: bool,
    /// Buttons that lead out, beside the sentence that says how.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let door = Door::here();
    let icon = icon_of(finding.severity);
    let (severity, rule) = (finding.severity.word(), finding.rule.clone());
    // What the law does not let online cannot be corrected.
    let word = match (&finding.at, finding.severity) {
        (At::Eligibility, Severity::Blocks) => "severity.no".to_owned(),
        (_, severity) => format!("severity.{}", severity.word()),
    };
    let shown = StoredValue::new(finding.clone());
    let fix = move || shown.with_value(|finding| door.words().fix(finding));
    view! {
        <div class="finding" data-severity=severity data-rule=rule>
            <Icon name=icon/>
            <div class="finding-body">
                <p><strong class="finding-word">{move || door.t(&word)}</strong>" "
                    <span class="finding-say">{move || shown.with_value(|finding| if apart { door.says_of(finding) } else { door.words().says(finding) })}</span></p>
                {move || fix().map(|fix| view! { <p class="finding-fix">{fix}</p> })}
                {acts(door, finding.clone())}
                {children.map(|children| view! { <div class="finding-do">{children()}</div> })}
                <LetterAbout finding=finding.clone()/>
                <Why finding/>
            </div>
        </div>
    }
}

fn icon_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocks => "stop",
        Severity::Warns => "care",
        Severity::Advises => "hint",
    }
}

/// Something to say in the frame of a finding, though no rule says it: what came of what the person wanted to do.
#[component]
pub fn Said(
    /// How grave it is.
    severity: Severity,
    /// The words.
    text: Signal<String>,
    /// Buttons that lead out.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let door = Door::here();
    let word = format!("severity.{}", severity.word());
    view! {
        <div class="finding" data-severity=severity.word()>
            <Icon name=icon_of(severity)/>
            <div class="finding-body">
                <p><strong class="finding-word">{move || door.t(&word)}</strong>" "<span class="finding-say">{text}</span></p>
                {children.map(|children| view! { <div class="finding-do">{children()}</div> })}
            </div>
        </div>
    }
}

/// Why nothing was made of files.
#[component]
pub fn RefusalView(
    /// Why.
    refusal: Refusal,
) -> impl IntoView {
    let door = Door::here();
    let text = Signal::derive(move || door.tf(refusal.text.as_str(), &[("file", &isolated(&refusal.file))]));
    view! { <Said severity=Severity::Warns text/> }
}

/// Why: the rule's reason, when it holds, the answers that made it so, and the source.
#[component]
pub fn Why(
    /// Of what.
    finding: Finding,
) -> impl IntoView {
    let door = Door::here();
    let (why, grade) = (format!("{}.why", finding.rule), finding.grade);
    let reason = MaybeProp::derive(move || door.t_if(&why));
    view! {
        <WhyOf asked=Asked::Finding(finding) reason>
            {move || door.t("why.ask")}" "{stands_out(grade).then(|| view! { <GradeMark grade/> })}</WhyOf>
    }
}

/// What would change it: only what a person can do.
fn acts(door: Door, finding: Finding) -> impl IntoView {
    let acts = door.slice(move |case| case.acts(&finding));
    let line = move |act: ActView| {
        let day = act.day.map(|day| door.words().plain_day(day)).unwrap_or_default();
        let (id, here) = (act.id.to_string(), act.here);
        let says = door.tf(&id, &[("day", &day)]);
        let label = door.t_if(&format!("{id}.do")).filter(|_| here);
        view! {
            <li data-act=id>{says}{label.map(|label| view! {
                <span class="finding-do"><button class="button" type="button" data-size="s" on:click=move |_| door.apply(Change::Take(act.id.clone()))>{label}</button></span>
            })}</li>
        }
    };
    view! {
        <Show when=move || !acts.with(Vec::is_empty)>
            <div class="finding-acts"><p>{move || door.t("acts.head")}</p><ul>{move || acts.get().into_iter().map(line).collect_view()}</ul></div>
        </Show>
    }
}
