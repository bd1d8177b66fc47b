//! What was kept and sent by every build that shipped: its drafts open with every answer, and its packets are judged.
//!
//! They rest in `tests/files/shipped`, one folder a build. A build that ships adds its own: `SHIPS=<folder>` before `cargo test shipped` writes
//! what the desk as it stands keeps and sends of one person for each application code, the one who answers only what must be answered.

use super::*;
use crate::case::Preparation;
use crate::draft::{self, DraftV1, Title};
use engine::wire;
use engine::{Answers, Assessment};
use rulebook::Takes;
use std::collections::BTreeSet;
use std::sync::Once;

/// A draft, the packet that was made of the same case, and where they lie.
struct Shipped {
    name: String,
    draft: DraftV1,
    packet: wire::Packet,
}

fn shipped() -> Vec<Shipped> {
    static WRITTEN: Once = Once::new();
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/shipped");
    if let Some(build) = std::env::var_os("SHIPS") {
        WRITTEN.call_once(|| write(&all.join(build)));
    }
    let mut builds = inside(&all);
    builds.retain(|path| path.is_dir());
    let drafts = builds.iter().flat_map(|build| inside(build));
    let mut found = Vec::new();
    for path in drafts.filter(|path| path.to_string_lossy().ends_with(".draft.json")) {
        let name = path
            .strip_prefix(&all)
            .unwrap_or(&path)
            .to_string_lossy()
            .replace(".draft.json", "");
        let packet = read(&all.join(format!("{name}.packet.json")));
        found.push(Shipped {
            draft: draft::read(&read(&path)).unwrap_or_else(|why| panic!("{name}: {why:?}")),
            packet: serde_json::from_str(&packet).unwrap_or_else(|why| panic!("{name}: {why}")),
            name,
        });
    }
    assert!(!found.is_empty(), "nothing has ever shipped");
    found
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

#[test]
fn a_draft_of_every_build_opens_with_every_answer() {
    for Shipped { name, draft, packet } in shipped() {
        let case = Case::resume(draft.clone().rest(), book(), packet.judged_on, engine::assess);
        assert_eq!(case.kept(), [], "{name}: these have no place any more");
        let rest = case.rest();
        let as_sent = wire::Packet {
            answers: draft.answers,
            rows: draft.rows,
            ..packet
        };
        let before = as_sent.now(&book().core);
        let (kept, new): (Vec<_>, Vec<_>) = rest
            .answers
            .into_iter()
            .partition(|answer| before.answers.iter().any(|it| it.slot == answer.slot));
        assert_eq!(kept, entries(&before.answers()), "{name}");
        assert!(
            new.iter().all(|answer| answer.typed.is_none()),
            "{name}: nobody answers for the person"
        );
        assert_eq!(rest.rows, before.rows, "{name}");
        let keys = |files: &[(rulebook::DocumentId, Attachment)]| files.iter().map(|(_, file)| file.key.clone()).collect::<BTreeSet<_>>();
        let before: BTreeSet<String> = draft.files.iter().map(|file| file.key.clone()).collect();
        assert_eq!(keys(&rest.files), before, "{name}");
        assert_eq!(case.outgoing().count(), before.len(), "{name}: what was given goes out still");
        assert_eq!(rest.looked, draft.looked, "{name}");
        assert_eq!((rest.made.len(), *case.place() == Place::Check), (draft.made.len(), true), "{name}");
        assert!(
            case.assessment().ready,
            "{name}: not ready any more: {:?}",
            in_the_way(case.assessment())
        );
        if let Some(changed) = case.changed() {
            assert!(changed.whole, "{name}: it says what was asked");
            assert_eq!((changed.not_asked, changed.against), (vec![], vec![]), "{name}");
            assert!(changed.asked.len() >= new.len(), "{name}: what was passed by is told");
        }
    }
}

#[test]
fn a_packet_of_every_build_is_judged_as_it_was() {
    for Shipped { name, draft, packet } in shipped() {
        let packet = packet.now(&book().core);
        let mut answers = packet.answers();
        engine::leave(&book(), &mut answers, packet.judged_on);
        for file in &packet.files {
            // As the receiving side finds it when it measures the file.
            let measured = draft.files.iter().find(|it| it.key == file.key).and_then(|it| it.facts.clone());
            put(
                &mut answers,
                file,
                measured.unwrap_or_else(|| panic!("{name}: {} was measured", file.key)),
            );
        }
        let seen = engine::assess(&book(), &answers, packet.judged_on);
        let mut ours = made(&answers, &seen).unwrap_or_else(|| panic!("{name}: {:?}", in_the_way(&seen)));
        let keys = |findings: Vec<&Finding>| findings.into_iter().map(Finding::key).collect::<Vec<_>>();
        assert_eq!(
            keys(seen.doubtful().collect()),
            packet.accepted,
            "{name}: no doubt that its build had not"
        );
        let sent = wire::Packet {
            edition: book().core.edition.clone(),
            ..packet
        };
        let was_sent = |answer: &wire::Answer| sent.answers.iter().any(|it| it.slot == answer.slot);
        ours.answers.retain(|answer| answer.typed.is_some() || was_sent(answer));
        assert_eq!(ours, sent, "{name}: all that was sent is asked for, and nothing else");
    }
}

/// What keeps a case from being sent: what blocks, and what nobody knows.
fn in_the_way(seen: &Assessment) -> Vec<String> {
    let unknown = |view: &engine::FieldView| view.asked == engine::Truth::Unknown || view.required == engine::Truth::Unknown;
    let fields = seen.fields.iter().filter(|(_, view)| unknown(view));
    let documents = seen.documents.iter().filter(|document| document.need == engine::Need::Perhaps);
    let mut all: Vec<String> = seen.blocking().map(Finding::key).collect();
    all.extend(fields.map(|(slot, _)| format!("{} open", slot.field)));
    all.extend(documents.map(|document| format!("{} perhaps, by {:?}", document.id, document.because)));
    all.extend(seen.eligibility.open.iter().map(|because| format!("{} open", because.field)));
    all
}

fn put(answers: &mut Answers, file: &wire::PacketFile, facts: BTreeMap<rulebook::FactId, engine::Fact>) {
    let entry = engine::FileEntry {
        key: file.key.clone(),
        name: file.name.clone(),
        facts: Some(facts),
        ..engine::FileEntry::default()
    };
    answers.put_file(&file.document, entry);
}

/// The packet of somebody who has seen every doubt.
fn made(answers: &Answers, seen: &Assessment) -> Option<wire::Packet> {
    let accepted: BTreeSet<String> = seen.doubtful().map(Finding::key).collect();
    let packet = engine::packet(&book(), answers, seen, &accepted).ok()?;
    Some(packet.wire().clone())
}

/// Writes what this build keeps and sends: for each application code the person who answers only what must be answered.
fn write(folder: &Path) {
    let mut codes = BTreeSet::new();
    for people in inside(&root().join("cases")).iter().filter(|path| path.is_dir()) {
        let procedure = people.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for path in inside(people) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if !name.starts_with("minimal_") {
                continue;
            }
            let person = CaseFile::open(&path).expect("the person can be read");
            let case = finished(&person, &format!("{procedure}-{name}"));
            if case.assessment().code.clone().is_some_and(|code| codes.insert(code)) {
                keep(folder, &case, person.today);
            }
        }
    }
}

/// A person who has come as far as the last check, has seen every doubt and made sure of everything in a photo that was cut out of a picture.
fn finished(person: &CaseFile, id: &str) -> Case {
    let answers = person.judged(&book());
    let mut case = Case::new(id.into(), at_noon(person.today), book(), person.today, Some(engine::assess));
    let rest = Rest {
        answers: entries(&answers),
        rows: rows(&answers),
        edition: book().core.edition.clone(),
        ..case.rest()
    };
    case = Case::resume(rest, book(), person.today, engine::assess);
    for (document, file) in answers.all_files() {
        let attachment = |key: String| Attachment {
            key,
            name: file.name.clone(),
            bytes: file.number("file.bytes").unwrap_or(0.0) as u64,
            facts: file.facts.clone(),
            keeping: engine::Keeping::Kept,
        };
        case.apply(OfFiles::Attach(document.clone(), attachment(file.key.clone())));
        if case.takes(document) == Some(Takes::Photo) {
            case.apply(OfFiles::Prepared(Box::new(Preparation {
                document: document.clone(),
                file: attachment(format!("{}-cut", file.key)),
                of: vec![file.key.clone()],
                pages: Vec::new(),
                facts: BTreeMap::new(),
            })));
            let looks = case.looks(document).to_vec();
            looks
                .into_iter()
                .for_each(|look| case.apply(OfFiles::Look(file.key.clone(), look, true)));
        }
    }
    case.apply(Change::Go(Place::Check));
    case.apply(Change::ShowAll);
    let doubts: Vec<String> = case.assessment().doubtful().map(Finding::key).collect();
    doubts.into_iter().for_each(|key| case.apply(Change::Accept(key, true)));
    case
}

fn keep(folder: &Path, case: &Case, today: Day) {
    std::fs::create_dir_all(folder).expect("a folder");
    let draft = DraftV1 {
        stamp: "made-up-1".into(),
        changed_ms: at_noon(today),
        lang: "ja".into(),
        title: Title {
            procedure: case.assessment().procedure.clone(),
            status: case.assessment().status.clone(),
            name: case.applicant_name().map(str::to_owned),
        },
        ..DraftV1::of(case.rest())
    };
    let packet = made(case.answers(), case.assessment()).unwrap_or_else(|| panic!("{}: {:?}", case.id(), in_the_way(case.assessment())));
    let put = |kind: &str, text: String| std::fs::write(folder.join(format!("{}.{kind}.json", case.id())), text + "\n").expect("a file");
    put("draft", draft::write(&draft).expect("a draft"));
    put("packet", serde_json::to_string(&packet).expect("a packet"));
}

/// Noon in Japan, in milliseconds since 1970.
fn at_noon(day: Day) -> f64 {
    day.and_hms_opt(3, 0, 0).expect("a moment").and_utc().timestamp_millis() as f64
}
