//! What the page says of a photo, worked out once and without a browser: how each rule came out, of which lengths no machine can be sure,
//! whether it need not be cut, and what stands above the frame. That no two of these contradict each other is tested in `tests/said`.

use super::ground::Ground;
use crate::texts::Words;
use engine::{Check, Finding, Truth};
use rulebook::{Cutting, Grade, Severity};

/// How a rule came out, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Missed,
    /// What was measured is not enough: a person is to look.
    ByEye,
    Unknown,
    /// It hangs on how the photo will be cut out.
    Later,
    Met,
}

/// Rules of one name: several may say that a file opens, each for another reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What is looked at.
    pub name: String,
    /// How it came out.
    pub state: State,
    /// What was measured, or what to look at.
    pub seen: Option<String>,
    /// How sure the rule is.
    pub grade: Grade,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// Of which lengths no machine can be sure in a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    /// From the crown to the chin.
    pub face: bool,
    /// From the upper edge to the crown.
    pub top: bool,
    /// Whether the face is in the middle.
    pub centre: bool,
}

impl Doubts {
    /// By what the rules about those lengths say of themselves.
    pub fn of(checks: &[Check]) -> Doubts {
        let doubt = |name: &str| checks.iter().any(|check| check.sure == Truth::No && looks_at(check, name));
        Doubts {
            face: doubt("photo.uncut_face_mm"),
            top: doubt("photo.uncut_top_mm"),
            centre: doubt("photo.uncut_centre_off_mm"),
        }
    }
}

/// Lengths of a picture as if it were the photo.
const AS_IT_IS: &str = "photo.uncut_";
/// The shape of a picture, without which it is not the photo.
const SHAPE: &str = "photo.aspect";

fn looks_at(check: &Check, name: &str) -> bool {
    check.facts.iter().any(|(fact, _)| fact.as_str().starts_with(name))
}

/// Whether the photo can only come of cutting: the picture has another shape.
fn must_be_cut(checks: &[Check]) -> bool {
    checks.iter().any(|check| check.kept == Truth::No && looks_at(check, SHAPE))
}

/// Whether cutting would change nothing: the photo has its shape, everything in it lies where it should by all that was measured, and
/// nothing is wrong that cutting would mend.
pub fn is_right(checks: &[Check]) -> bool {
    let hangs = |check: &&Check| looks_at(check, SHAPE) || looks_at(check, AS_IT_IS);
    let mends = |check: &Check| check.cut == Some(Cutting::Mends) && check.kept == Truth::No;
    checks.iter().any(|check| looks_at(check, AS_IT_IS))
        && checks.iter().filter(hangs).all(|check| check.kept == Truth::Yes)
        && !checks.iter().any(mends)
}

/// The text above the frame, or in its place.
pub fn hint(ground: Option<&Ground>, looking: bool, former: bool, doubts: Doubts) -> &'static str {
    let Some(ground) = ground else {
        return if looking { "photo.crop.wait" } else { "photo.crop.none" };
    };
    match (ground.face.is_some(), looking) {
        _ if former => "photo.crop.former",
        (true, _) if doubts.face || doubts.top || doubts.centre => "photo.crop.doubt",
        (true, _) if ground.is_tight() => "photo.crop.tight",
        (true, _) => "photo.crop.auto",
        (false, true) => "photo.crop.wait",
        (false, false) => "photo.crop.eye",
    }
}

/// The photo held against every rule, one by one: first what is not met, then what a machine cannot tell, then what is met.
pub fn rows(words: &Words, checks: &[Check], findings: &[Finding]) -> Vec<Row> {
    let cut = must_be_cut(checks);
    let stopped = checks
        .iter()
        .any(|check| check.kept == Truth::No && check.severity == Severity::Blocks);
    let mut rows: Vec<Row> = Vec::new();
    for check in checks {
        let Some(state) = state(check, cut, stopped) else { continue };
        let text = |tail: &str| format!("{}.{tail}", check.rule);
        let name = words.get(&text("name")).to_owned();
        let row = Row {
            seen: match state {
                State::Later | State::Unknown => None,
                State::ByEye => words.find(&text("eye")).map(str::to_owned),
                State::Missed | State::Met => words.compared(&text("seen"), &check.args),
            },
            findings: findings
                .iter()
                .filter(|finding| finding.rule == check.rule.as_str())
                .cloned()
                .collect(),
            grade: check.cite.grade(),
            name,
            state,
        };
        match rows.iter_mut().find(|known| known.name == row.name) {
            Some(known) => {
                known.state = known.state.min(row.state);
                known.findings.extend(row.findings);
            }
            None => rows.push(row),
        }
    }
    rows.sort_by_key(|row| row.state);
    rows
}

/// How one came out; nothing where it is not asked of this file.
fn state(check: &Check, cut: bool, stopped: bool) -> Option<State> {
    let later = cut && check.cut == Some(Cutting::Decides);
    match (check.asked, check.sure, check.kept) {
        (_, _, Truth::No) => Some(State::Missed),
        // Of a file that does not open nothing else can be told.
        _ if stopped => None,
        _ if later => Some(State::Later),
        (Truth::No, ..) => None,
        (Truth::Yes, Truth::No, _) => Some(State::ByEye),
        (_, _, Truth::Unknown) => Some(State::Unknown),
        (_, _, Truth::Yes) => Some(State::Met),
    }
}
