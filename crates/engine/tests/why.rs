//! Whatever is told of somebody who asks can say why: when it holds, in words; the answers that made it so; and a source that can be looked up.

mod common;

use common::{book, root};
use engine::cases::{CaseFile, Scenarios};
use engine::{Asked, Assessment, At, in_words};
use rulebook::{Code, Texts, Tongue};

struct Words(Texts);

impl Tongue for Words {
    fn text(&self, id: &str) -> Option<&str> {
        self.0.get(id)
    }

    fn name<'i>(&self, item: &'i Code) -> &'i str {
        item.original()
    }

    fn size(&self, bytes: f64) -> String {
        bytes.to_string()
    }
}

fn words() -> Words {
    Words(rulebook::host::load(&root()).unwrap().texts("ja"))
}

fn files(folder: &str) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap();
    let mut all: Vec<_> = entries.map(|it| it.unwrap().path()).collect();
    all.sort();
    all
}

/// Everybody who only asks, and everybody who fills a form.
fn everybody() -> Vec<(String, Assessment)> {
    let mut all = Vec::new();
    for file in files("scenarios") {
        let read = Scenarios::read(&std::fs::read_to_string(&file).unwrap()).unwrap();
        all.extend(read.cases.iter().map(|case| (case.title.clone(), case.seen(book()))));
    }
    for file in files("cases")
        .iter()
        .filter(|it| it.is_dir())
        .flat_map(|it| files(it.to_str().unwrap()))
    {
        let case = CaseFile::open(&file).unwrap();
        let seen = engine::assess(book(), &case.judged(book()), case.today);
        all.push((case.title, seen));
    }
    assert!(all.len() > 300);
    all
}

fn asked(seen: &Assessment) -> Vec<Asked> {
    let findings = seen.findings.iter().cloned().map(Asked::Finding);
    let dates = seen.dates.iter().cloned().map(Asked::Day);
    let fees = seen.fees.iter().cloned().map(Asked::Fee);
    let documents = seen.documents.iter().filter(|it| it.is_needed()).cloned().map(Asked::Document);
    findings.chain(dates).chain(fees).chain(documents).collect()
}

#[test]
fn everything_can_say_why() {
    let words = words();
    let mut wrong = Vec::new();
    for (title, seen) in everybody() {
        for it in asked(&seen) {
            let name = it.name();
            let mut say = |what: &str| wrong.push(format!("{name}: {what}: {title}"));
            let ours = matches!(&it, Asked::Finding(finding) if finding.rule.starts_with("check."));
            if !ours && in_words(book(), &seen, &it, &words).is_empty() {
                say("is not put into words");
            }
            let (source, grade) = it.cite();
            let limit = grade == rulebook::Grade::Own;
            if !limit && book().core.source(source).is_none_or(|source| source.title.is_empty()) {
                say("has no source");
            }
        }
        for date in seen.dates.iter().filter(|date| date.because.is_empty()) {
            wrong.push(format!("{}: no answer made it so: {title}", date.id));
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_must_be_answered_only_sometimes_says_when() {
    let case = CaseFile::open(&root().join("cases/extension/minimal_engineer.toml")).unwrap();
    let mut answers = case.answers();
    answers.set(engine::Slot::of("f.has_career"), "yes");
    let seen = engine::assess(book(), &answers, case.today);
    let words = words();
    let mut told = 0;
    for finding in seen.findings.iter().filter(|it| it.rule.starts_with("check.required")) {
        let At::Field(slot) = &finding.at else { continue };
        let mut fields = seen.parts.iter().filter_map(|id| book().part(id)).flat_map(|part| part.fields());
        let field = fields.find(|field| field.id == slot.field).unwrap();
        let says = in_words(book(), &seen, &Asked::Finding(finding.clone()), &words);
        assert_eq!(
            says.is_empty(),
            field.asked.is_always() && field.required.is_always(),
            "{}",
            slot.field
        );
        told += usize::from(!says.is_empty());
    }
    println!("{told} of {}", seen.findings.len());
}

#[test]
fn of_what_has_not_arrived_nothing_is_said() {
    let alone = engine::cases::Scenario {
        answers: [("f.applicant", "k.self"), ("f.procedure", "p.reentry")]
            .map(|(field, typed)| (field.into(), typed.into()))
            .into(),
        ..Scenarios::read(&std::fs::read_to_string(root().join("scenarios/not_online.toml")).unwrap())
            .unwrap()
            .cases
            .remove(0)
    };
    let packs = rulebook::host::load(&root()).unwrap().packs();
    let core = rulebook::Loaded::from_core(&packs[0].bytes).unwrap();
    let words = words();
    let kinds = |book: &rulebook::Loaded| {
        let seen = alone.seen(book);
        let told = seen
            .fees
            .iter()
            .flat_map(|fee| in_words(book, &seen, &Asked::Fee(fee.clone()), &words));
        told.map(|it| it.says).collect::<Vec<_>>()
    };
    let (all, few) = (kinds(book()), kinds(&core));
    assert!(few.len() < all.len() && !few.is_empty(), "{all:?} {few:?}");
    assert!(few.iter().all(|says| all.contains(says)), "{few:?}");
}
