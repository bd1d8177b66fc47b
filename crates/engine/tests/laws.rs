//! Laws that hold for every case, tried with random answers to the real rulebook.

mod common;

use common::{book, root};
use engine::cases::CaseFile;
use engine::{Answers, Arg, At, Fact, FileEntry, Keeping, Need, Sign, Slot, Truth, assess, correct, fold, packet};
use proptest::prelude::*;
use rulebook::{CharClass, Condition, Day, Does, Field, FieldKind, Grade, GroupId, Item, Loaded, Part, Role, Rule, Step};
use std::collections::BTreeSet;
use std::sync::OnceLock;

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

/// Every field of the rulebook and the group that it is in.
fn fields() -> &'static [(&'static Field, Option<&'static GroupId>)] {
    static FIELDS: OnceLock<Vec<(&Field, Option<&GroupId>)>> = OnceLock::new();
    FIELDS.get_or_init(|| {
        let parts = std::iter::once(&book().core.start).chain(book().parts.values());
        let items = parts.flat_map(|part| &part.steps).flat_map(|step| &step.items);
        items
            .flat_map(|item| match item {
                Item::Heading(_) => vec![],
                Item::Field(field) => vec![(&**field, None)],
                Item::Group(group) => group.fields.iter().map(|field| (field, Some(&group.id))).collect(),
            })
            .collect()
    })
}

/// Worked people: random answers alone would never come near to what may be sent.
fn people() -> &'static [Answers] {
    static PEOPLE: OnceLock<Vec<Answers>> = OnceLock::new();
    PEOPLE.get_or_init(|| {
        let found = rulebook::host::load(&root()).unwrap();
        let files = found.cases();
        let texts = files.iter().filter_map(|file| CaseFile::open(file).ok());
        let mut people = vec![Answers::default()];
        for case in texts {
            people.push(case.answers());
            people.push(case.judged(book()));
        }
        people
    })
}

/// What somebody may type into a field: sometimes sense, sometimes not.
fn typed(field: &'static Field) -> BoxedStrategy<String> {
    let any_text = prop_oneof![
        "[ -~]{0,12}",
        "[\u{ff01}-\u{ff5e}\u{3000}\u{ff61}-\u{ff9f}\u{301c}\u{2212}\u{2013}]{0,12}",
        "[\u{3041}-\u{3096}\u{30a1}-\u{30fa}\u{4e00}-\u{4e40} -]{0,20}",
        "\\PC{0,8}",
        Just("\u{20BB7}".repeat(90)),
    ];
    let sense = match &field.kind {
        FieldKind::Text { .. } => prop_oneof![
            "[0-9]{7}",
            "[A-Z]{2}[0-9]{8}[A-Z]{2}",
            "[A-Z]{2,8} [A-Z]{2,8}",
            "[\u{ff10}-\u{ff19}-]{1,12}"
        ]
        .boxed(),
        FieldKind::Number { .. } => prop_oneof!["[0-9]{1,8}", "[\u{ff10}-\u{ff19}]{1,3},[0-9]{3}\u{5186}"].boxed(),
        FieldKind::Date { .. } => prop_oneof![
            "20[12][0-9]-(0[1-9]|1[0-2])-(0[0-9]|[12][0-9]|3[01])",
            "R[0-9]\\.[0-9]{1,2}\\.[0-9]{1,2}",
            Just("0000-00-00".to_owned()),
            Just("1990-00-00".to_owned()),
        ]
        .boxed(),
        FieldKind::Month { .. } => prop_oneof!["20[12][0-9]-(0[0-9]|1[0-3])", "[0-9]{6}"].boxed(),
        FieldKind::Choice { list, .. } | FieldKind::Choices { list } => {
            let prefix = format!("{list}_");
            let lists = book()
                .codes
                .iter()
                .filter(|(id, _)| *id == list.as_str() || id.starts_with(&prefix));
            let ids: Vec<String> = lists.flat_map(|(_, list)| list.items.iter().map(|item| item.id.clone())).collect();
            if ids.is_empty() {
                Just(String::new()).boxed()
            } else {
                proptest::sample::select(ids).boxed()
            }
        }
    };
    prop_oneof![4 => sense, 1 => any_text].boxed()
}

#[derive(Clone, Debug)]
enum Move {
    /// Types something; in a group into this row, if there are so many.
    Type(usize, usize, String),
    Leave(usize, usize),
    Clear(usize, usize),
    AddRow(GroupId),
    Attach(usize, f64, bool),
    TakeAway(usize),
}

fn a_move() -> impl Strategy<Value = Move> {
    let groups: Vec<GroupId> = fields().iter().filter_map(|(_, group)| (*group).cloned()).collect();
    let at = 0..fields().len();
    prop_oneof![
        8 => (at.clone(), 0_usize..3).prop_flat_map(|(at, row)| (Just(at), Just(row), typed(fields()[at].0))).prop_map(|(at, row, text)| Move::Type(at, row, text)),
        1 => (at.clone(), 0_usize..3).prop_map(|(at, row)| Move::Leave(at, row)),
        3 => (at, 0_usize..3).prop_map(|(at, row)| Move::Clear(at, row)),
        1 => proptest::sample::select(groups).prop_map(Move::AddRow),
        1 => (0_usize..60, prop_oneof![0.0..1e8, Just(f64::NAN), Just(-1.0)], any::<bool>()).prop_map(|(at, size, known)| Move::Attach(at, size, known)),
        1 => (0_usize..60).prop_map(Move::TakeAway),
    ]
}

fn slot(answers: &Answers, at: usize, row: usize) -> Option<Slot> {
    let (field, group) = fields()[at];
    let row = match group {
        None => return Some(Slot::from(field.id.clone())),
        Some(group) => *answers.rows(group).get(row)?,
    };
    Some(Slot {
        field: field.id.clone(),
        row,
    })
}

fn apply(answers: &mut Answers, one: &Move) {
    let documents: Vec<_> = book().documents.values().flat_map(|set| &set.documents).map(|it| &it.id).collect();
    match one {
        Move::Type(at, row, text) => {
            if let Some(slot) = slot(answers, *at, *row) {
                answers.set(slot, text.as_str());
            }
        }
        Move::Leave(at, row) => {
            if let Some(slot) = slot(answers, *at, *row) {
                answers.leave_blank(slot);
            }
        }
        Move::Clear(at, row) => {
            if let Some(slot) = slot(answers, *at, *row) {
                answers.set(slot, "");
            }
        }
        Move::AddRow(group) => _ = answers.add_row(group),
        Move::Attach(at, size, known) => {
            let fact = |name: &str, fact| (name.into(), fact);
            let facts = [
                fact("file.bytes", Fact::Number(*size)),
                fact("file.format", Fact::Text("jpeg".into())),
                fact("photo.decoded", Fact::Bool(*size > 100.0)),
            ];
            let file = FileEntry {
                key: "x".into(),
                name: "x.jpg".into(),
                facts: known.then(|| facts.into()),
                keeping: [Keeping::Kept, Keeping::Pending, Keeping::Loose, Keeping::Lost][*at % 4],
            };
            answers.put_file(documents[*at % documents.len()], file);
        }
        Move::TakeAway(at) => {
            let document = documents[*at % documents.len()];
            let keys: Vec<String> = answers.files(document).iter().map(|file| file.key.clone()).collect();
            keys.iter().for_each(|key| answers.remove_file(document, key));
        }
    }
}

/// A worked person, or nobody, after some random moves.
fn case(moves: usize) -> impl Strategy<Value = Answers> {
    (0..people().len(), proptest::collection::vec(a_move(), 0..moves)).prop_map(|(person, moves)| {
        let mut answers = people()[person].clone();
        moves.iter().for_each(|one| apply(&mut answers, one));
        answers
    })
}

fn day() -> impl Strategy<Value = Day> {
    (0_u64..1500).prop_map(|days| "2025-01-01".parse::<Day>().unwrap() + chrono::Days::new(days))
}

fn tries(cases: u32) -> ProptestConfig {
    // MADOGUCHI_TRIES=50 tries every law fifty times as often.
    let times = std::env::var("MADOGUCHI_TRIES")
        .ok()
        .and_then(|times| times.parse().ok())
        .unwrap_or(1);
    ProptestConfig {
        cases: cases * times,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(tries(96))]

    /// Any answers on any day are judged, and always alike.
    #[test]
    fn judging_is_total_and_gives_the_same_again(answers in case(30), today in day()) {
        let once = assess(book(), &answers, today);
        // Facts may be no number (NaN), which is not equal to itself: compare what is shown.
        prop_assert_eq!(format!("{once:?}"), format!("{:?}", assess(book(), &answers, today)));
    }

    /// What is missing of the rulebook makes answers unknown, never a panic and never ready.
    #[test]
    fn a_rulebook_that_has_not_arrived_judges_too(answers in case(10)) {
        let core = Loaded::new(book().core.clone());
        let seen = assess(&core, &answers, today());
        prop_assert!(!seen.ready);
    }

    /// There is no packet against a finding that blocks, and none with an answer to a question that is not asked.
    #[test]
    fn a_packet_holds_only_what_is_asked(answers in case(4)) {
        let seen = assess(book(), &answers, today());
        let accepted: BTreeSet<String> = seen.doubtful().map(engine::Finding::key).collect();
        match packet(book(), &answers, &seen, &accepted) {
            Err(against) => prop_assert!(!seen.ready || !against.is_empty()),
            Ok(packet) => {
                prop_assert!(seen.ready);
                prop_assert_eq!(seen.blocking().count(), 0);
                let wire = packet.wire();
                for answer in &wire.answers {
                    prop_assert_eq!(seen.fields.get(&answer.slot).map(|view| view.asked), Some(Truth::Yes), "{:?}", answer.slot);
                }
                for file in &wire.files {
                    let view = seen.documents.iter().find(|it| it.id == file.document);
                    prop_assert!(view.is_some_and(|it| it.need != Need::NotNeeded));
                }
                // The receiving side sees the same answers and judges them alike.
                let again = assess(book(), &wire.answers(), today());
                let fields = |seen: &engine::Assessment| -> BTreeSet<Slot> {
                    let asked = seen.fields.iter().filter(|(_, view)| view.asked == Truth::Yes);
                    asked.map(|(slot, _)| slot.clone()).collect()
                };
                prop_assert_eq!(fields(&again), fields(&seen));
            }
        }
    }

    /// A doubt that nobody has accepted stops the packet.
    #[test]
    fn an_unseen_doubt_stops_the_packet(answers in case(3)) {
        let seen = assess(book(), &answers, today());
        if seen.doubtful().next().is_some() {
            prop_assert!(packet(book(), &answers, &seen, &BTreeSet::new()).is_err());
        }
    }
}

/// The laws about packets say something: worked people do come through.
#[test]
fn worked_people_who_are_ready_get_a_packet() {
    let mut sent = 0;
    for answers in people() {
        let seen = assess(book(), answers, today());
        let accepted: BTreeSet<String> = seen.doubtful().map(engine::Finding::key).collect();
        assert_eq!(packet(book(), answers, &seen, &accepted).is_ok(), seen.ready);
        sent += usize::from(seen.ready);
    }
    assert!(sent > 1, "nobody is ready");
}

/// A question of which it is open whether it is asked has no answer yet, whatever is typed there: else, once it turns out not to
/// be asked, what was decided by it would open again.
#[test]
fn an_answer_counts_only_once_its_question_is_asked() {
    let when = |text: &str| rulebook::host::parse_condition(text).unwrap();
    let field = |id: &str, asked: &str| {
        let field = Field {
            id: id.into(),
            asked: when(asked),
            ..Field::default()
        };
        Item::Field(Box::new(field))
    };
    let items = vec![
        field("f.a", "always"),
        field("f.b", "f.a is x"),
        field("f.c", "f.b is not y"),
        field("f.d", "f.c is z"),
        field("f.e", "f.b empty"),
    ];
    let mut core = rulebook::Core::default();
    core.start.steps.push(Step { items, ..Step::default() });
    let book = Loaded::new(core);
    let asked = |answers: &[(&str, &str)], id: &str| {
        let mut all = Answers::default();
        answers.iter().for_each(|(id, typed)| all.set(Slot::of(*id), *typed));
        assess(&book, &all, today()).fields.get(&Slot::of(id)).unwrap().asked
    };
    assert_eq!(asked(&[("f.b", "y")], "f.d"), Truth::Unknown);
    assert_eq!(asked(&[("f.b", "y"), ("f.a", "w")], "f.d"), Truth::Unknown);
    assert_eq!(asked(&[("f.b", "y"), ("f.a", "x")], "f.d"), Truth::No);
    // It is not empty either.
    assert_eq!(asked(&[("f.b", "y")], "f.e"), Truth::No);
    assert_eq!(asked(&[("f.b", "y"), ("f.a", "w")], "f.e"), Truth::Yes);
}

/// What was prepared for judging ends with what it was made of.
#[test]
fn a_rulebook_that_changes_is_judged_as_it_is_then() {
    let mut book = book().clone();
    let mut changed = 0;
    for answers in people() {
        let before = assess(&book, answers, today());
        let all: &mut rulebook::Arrived = &mut book;
        let parts = std::iter::once(&mut all.core.start).chain(all.parts.values_mut());
        for step in parts
            .flat_map(|part| &mut part.steps)
            .filter(|step| step.id.as_str().len() % 2 == changed % 2)
        {
            step.asked = if step.asked == Condition::Always {
                Condition::Never
            } else {
                Condition::Always
            };
        }
        let after = assess(&book, answers, today());
        assert_eq!(format!("{after:?}"), format!("{:?}", assess(&book.clone(), answers, today())));
        changed += usize::from(format!("{before:?}") != format!("{after:?}"));
    }
    assert!(changed > 10, "{changed}");
}

/// A correction is taken once, and after that nothing stands against the answer that could have been corrected too.
#[test]
fn a_correction_leaves_nothing_to_correct() {
    for (field, _) in fields() {
        let mut runner = proptest::test_runner::TestRunner::new(tries(24));
        let law = runner.run(&typed(field), |text| {
            let Some(to) = correct(book(), field, &text).map(|it| it.to) else {
                return Ok(());
            };
            prop_assert_eq!(correct(book(), field, &to), None, "{}: `{}` -> `{}`", field.id, text, to);
            let seen = assess(&asking(field), &answering(field, &to), today());
            let shape = ["check.number", "check.date", "check.date.part", "check.date.year", "check.month"];
            let at = At::Field(Slot::from(field.id.clone()));
            let wrong: Vec<_> = seen.at(&at).filter(|it| shape.contains(&it.rule.as_str())).collect();
            prop_assert!(wrong.is_empty(), "{}: `{}` -> `{}`: {:?}", field.id, text, to, wrong);
            // What is left of strange characters nobody could mend, and each can be told.
            for finding in seen.at(&at).filter(|it| it.rule.starts_with("check.chars")) {
                prop_assert!(
                    finding.hint.as_str() == format!("{}.fix", finding.rule),
                    "{}: `{}` -> `{}`",
                    field.id,
                    text,
                    to
                );
                for sign in signs(finding) {
                    prop_assert!(sign.to.is_empty(), "{}: `{}` -> `{}`: {:?}", field.id, text, to, sign);
                }
            }
            Ok(())
        });
        if let Err(why) = law {
            panic!("{why}");
        }
    }
}

/// No answer is told with a character that nobody sees, and none that is not seen stays where it can be taken away.
#[test]
fn what_is_not_seen_is_never_told_alone() {
    let unseen = "[\u{0}-\u{1f}\u{7f}-\u{9f}\u{ad}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{3164}\u{e0001}\u{e0100}\u{300}-\u{303}A\u{4e00}1]{1,10}";
    let text = |field: &&Field| matches!(field.kind, FieldKind::Text { .. });
    for field in fields().iter().map(|(field, _)| *field).filter(text) {
        let mut runner = proptest::test_runner::TestRunner::new(tries(24));
        let law = runner.run(&unseen, |text| {
            let seen = assess(&asking(field), &answering(field, &text), today());
            for sign in seen.findings.iter().flat_map(signs) {
                let hidden = |c: char| !c.is_alphanumeric() && !c.is_ascii_graphic();
                prop_assert!(!sign.sign.chars().any(hidden), "{}: {:?} -> {:?}", field.id, text, sign);
                prop_assert!(!sign.sign.is_empty() || sign.name.is_some(), "{}: {:?} has no name", field.id, sign);
            }
            let to = correct(book(), field, &text).map_or(text.clone(), |it| it.to);
            let left = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{E0100}');
            // An answer of nothing else has nothing to be corrected to.
            let nothing = !text.contains(|c: char| c.is_alphanumeric() && c.is_ascii() || c == '\u{4e00}');
            prop_assert!(nothing || !to.contains(left), "{}: {:?} -> {:?}", field.id, text, to);
            Ok(())
        });
        if let Err(why) = law {
            panic!("{}: {why}", field.id);
        }
    }
}

/// What can be seen is never dropped: a correction says the same to whoever looks for it.
#[test]
fn a_correction_loses_nothing_that_is_seen() {
    let characters = &book().characters;
    let wide = |field: &&Field| {
        field.role.is_none()
            && matches!(field.kind, FieldKind::Text { .. })
            && (field.limit.chars.is_empty() || field.limit.chars.contains(&CharClass::Kanji))
    };
    for field in fields().iter().map(|(field, _)| *field).filter(wide) {
        let mut runner = proptest::test_runner::TestRunner::new(tries(32));
        let law = runner.run(&typed(field), |text| {
            let to = correct(book(), field, &text).map_or(text.clone(), |it| it.to);
            // A letter of another alphabet that looks like a Latin one becomes that one, with a mark on it too: searching keeps the two apart.
            let greek_or_cyrillic = |c| matches!(c, '\u{370}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{1f00}'..='\u{1fff}');
            let looks = text.contains(|c| characters.to(Does::Look, c).is_some() || greek_or_cyrillic(c));
            // A half-width sign of voice that stands alone becomes the wide one, which looks the same and is searched for otherwise.
            let voice = text.contains(['\u{ff9e}', '\u{ff9f}']);
            let signs_only = !text.contains(|c: char| c.is_alphanumeric() && !characters.is(Does::Dash, c));
            prop_assert!(
                looks || voice || signs_only || fold(&to, characters) == fold(&text, characters),
                "{}: {:?} -> {:?}",
                field.id,
                text,
                to
            );
            Ok(())
        });
        if let Err(why) = law {
            panic!("{}: {why}", field.id);
        }
    }
}

fn signs(finding: &engine::Finding) -> impl Iterator<Item = &Sign> {
    finding.args.iter().flat_map(|(_, arg)| match arg {
        Arg::Signs(signs) => signs.as_slice(),
        _ => &[],
    })
}

/// A rulebook that asks one question and nothing else.
fn asking(field: &Field) -> Loaded {
    let mut field = field.clone();
    field.asked = Condition::Always;
    field.from = None;
    field.cite.grade = Some(Grade::Official);
    let step = Step {
        items: vec![Item::Field(Box::new(field))],
        ..Step::default()
    };
    let mut core = rulebook::Core::default();
    core.start.steps.push(step);
    let mut loaded = Loaded::new(core);
    loaded.characters = book().characters.clone();
    loaded
}

fn answering(field: &Field, text: &str) -> Answers {
    let mut answers = Answers::default();
    answers.set(Slot::from(field.id.clone()), text);
    answers
}

/// The rulebook with every test for emptiness decided: `empty` is the one condition that an answer may turn round, so that a
/// question that was decided can become open again. Without it, an answer to an open question only ever settles.
fn without_empty(is: bool) -> Loaded {
    let mut loaded = book().clone();
    let constant = if is { Condition::Always } else { Condition::Never };
    let all: &mut rulebook::Arrived = &mut loaded;
    let parts = std::iter::once(&mut all.core.start).chain(all.parts.values_mut());
    parts.for_each(|part| settle_part(part, &constant));
    for set in loaded.documents.values_mut() {
        set.documents.iter_mut().for_each(|document| settle(&mut document.when, &constant));
        set.rules.iter_mut().for_each(|rule| settle_rule(rule, &constant));
    }
    loaded.core.dates.iter_mut().for_each(|date| settle(&mut date.when, &constant));
    let variants = loaded.core.procedures.iter_mut().flat_map(|procedure| &mut procedure.variants);
    variants.for_each(|variant| settle(&mut variant.when, &constant));
    loaded
}

fn settle_part(part: &mut Part, constant: &Condition) {
    for step in &mut part.steps {
        settle(&mut step.asked, constant);
        for item in &mut step.items {
            let fields = match item {
                Item::Heading(_) => continue,
                Item::Field(field) => std::slice::from_mut(&mut **field),
                Item::Group(group) => {
                    settle(&mut group.asked, constant);
                    group.fields.as_mut_slice()
                }
            };
            for field in fields {
                settle(&mut field.asked, constant);
                settle(&mut field.required, constant);
            }
        }
    }
    part.rules.iter_mut().for_each(|rule| settle_rule(rule, constant));
}

fn settle_rule(rule: &mut Rule, constant: &Condition) {
    for condition in [&mut rule.when, &mut rule.sure, &mut rule.wrong] {
        settle(condition, constant);
    }
}

fn settle(condition: &mut Condition, constant: &Condition) {
    match condition {
        Condition::Empty(_) => condition.clone_from(constant),
        Condition::Not(inner) | Condition::Any(_, inner) | Condition::All(_, inner) => settle(inner, constant),
        Condition::And(all) | Condition::Or(all) => all.iter_mut().for_each(|one| settle(one, constant)),
        Condition::Always | Condition::Never | Condition::In(..) | Condition::Contains(..) | Condition::Compare(..) => {}
    }
}

/// What was decided of a case: questions asked and required, documents needed.
fn open(seen: &engine::Assessment) -> BTreeSet<String> {
    let asked = seen.fields.iter().filter(|(_, view)| view.asked == Truth::Unknown);
    let required = seen.fields.iter().filter(|(_, view)| view.required == Truth::Unknown);
    let documents = seen.documents.iter().filter(|it| it.need == Need::Perhaps);
    asked
        .map(|(slot, _)| format!("{} asked", At::Field(slot.clone())))
        .chain(required.map(|(slot, _)| format!("{} required", At::Field(slot.clone()))))
        .chain(documents.map(|it| it.id.to_string()))
        .collect()
}

proptest! {
    #![proptest_config(tries(96))]

    /// An answer to an open question never makes a decided truth unknown.
    #[test]
    fn an_answer_only_settles(
        mut answers in case(12),
        is in any::<bool>(),
        more in proptest::collection::vec((0..fields().len(), 0_usize..3).prop_flat_map(|(at, row)| (Just(at), Just(row), typed(fields()[at].0))), 1..8),
    ) {
        static BOOKS: OnceLock<[Loaded; 2]> = OnceLock::new();
        let [never, always] = BOOKS.get_or_init(|| [without_empty(false), without_empty(true)]);
        let book = if is { always } else { never };
        // The day of filing has a default, so that it is never open: whoever answers it changes an answer.
        if let Some(field) = book.by_role(Role::FilingDay).next() {
            answers.leave_blank(Slot::from(field.id.clone()));
        }
        let mut before = assess(book, &answers, today());
        for (at, row, text) in more {
            let Some(slot) = slot(&answers, at, row).filter(|slot| answers.get(slot).is_none() && !text.is_empty()) else { continue };
            answers.set(slot.clone(), text.as_str());
            let after = assess(book, &answers, today());
            let known: BTreeSet<String> = before.fields.keys().map(|slot| At::Field(slot.clone()).to_string()).chain(before.documents.iter().map(|it| it.id.to_string())).collect();
            let was_open = open(&before);
            for id in open(&after) {
                let place = id.split(' ').next().unwrap_or_default();
                prop_assert!(!known.contains(place) || was_open.contains(&id), "`{}` at {:?} opened {}", text, slot, id);
            }
            before = after;
        }
    }
}
