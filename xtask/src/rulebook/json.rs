//! An assessment for other programs. Made here by hand: the assessment itself is not to be stored, so it has no form of its own.

use engine::cases::{need, verdict};
use engine::{Assessment, At, FieldView, Slot, StepState, Truth};
use serde_json::{Map, Value, json};

pub fn of(seen: &Assessment) -> Value {
    let fields = seen.fields.iter().map(|(slot, view)| (name(slot), field(view)));
    json!({
        "today": seen.today.to_string(),
        "filing": seen.filing.to_string(),
        "applicant": seen.applicant,
        "procedure": seen.procedure,
        "status": seen.status,
        "code": seen.code,
        "known": seen.known,
        "ready": seen.ready,
        "eligibility": { "verdict": verdict(seen.eligibility.verdict), "open": because(&seen.eligibility.open), "built": truth(seen.eligibility.built), "exists": seen.eligibility.exists, "offline": seen.eligibility.offline, "acts": acts(seen), "old": seen.eligibility.old.map(|day| day.to_string()) },
        "dates": seen.dates.iter().map(|it| json!({ "id": it.id, "day": it.day.to_string(), "because": because(&it.because) })).collect::<Value>(),
        "fees": seen.fees.iter().map(|it| json!({ "procedure": it.procedure, "on": it.on.to_string(), "bands": it.bands, "desired": it.desired, "because": because(&it.because) })).collect::<Value>(),
        "steps": seen.steps.iter().map(|it| json!({ "id": it.id, "asked": truth(it.asked), "state": state(it.state) })).collect::<Value>(),
        "fields": fields.collect::<Map<_, _>>(),
        "documents": seen.documents.iter().map(|it| json!({
            "id": it.id,
            "need": need(it.need),
            "one_of": it.one_of,
            "because": because(&it.because),
            "files": it.files,
        })).collect::<Value>(),
        "findings": seen.findings,
        "needs": seen.needs,
    })
}

fn acts(seen: &Assessment) -> Value {
    let acts = seen.eligibility.acts.iter();
    acts.map(|it| json!({ "rule": it.rule, "id": it.id, "day": it.day.map(|day| day.to_string()) }))
        .collect()
}

fn field(view: &FieldView) -> Value {
    json!({
        "asked": truth(view.asked),
        "required": truth(view.required),
        "list": view.list,
        "correction": view.correction.as_ref().map(|it| &it.to),
    })
}

/// As in the keys of findings: `f.name`, in a group `f.name#1`.
fn name(slot: &Slot) -> String {
    At::Field(slot.clone()).to_string()
}

fn because(all: &[Slot]) -> Vec<String> {
    all.iter().map(name).collect()
}

fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    }
}

fn state(state: StepState) -> &'static str {
    match state {
        StepState::Untouched => "untouched",
        StepState::Started => "started",
        StepState::Wrong => "wrong",
        StepState::Done => "done",
    }
}
