//! # `text-missing`
//! **What it checks.** Everything that a person reads has its words in Japanese: `<id>`, for rules also `<id>.fix` (unless acts say what
//! can be done), for those that tell a day `<id>.day`, for acts that are done here `<id>.do`, for rules about a
//! photo also `<id>.name`, for those that cannot always be told `<id>.eye`, for procedures also `<id>.official`, for guidance also `<id>.says`; the ids of units, bands of
//! fees, headings and of what a person is asked to look at in a file; for a fact that a condition looks at `fact.<id>`, and for a word with which
//! it is compared `fact.<id>.<word>`; for a document who gives it (`from.<word>`, with the letter to
//! them in `ask.<word>` and `ask.title.<word>`) and whose it is (`holder.<word>`);
//! and for a page or a question whose answers somebody else knows, who that is (`knows.page.<word>`, `knows.<word>`).
//! **Why.** The page shows the text of an id; without one it would show the id.

use crate::host::book::name_of_fee;
use crate::host::walk::{Seen, conditions, seen};
use crate::host::{Book, Problem};
use crate::{Document, Expr, FieldKind, Item, Literal, Part, Place, Rule, Takes};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let texts = book.texts("ja");
    for (owner, id) in needed(book) {
        if texts.get(&id).is_none_or(|text| text.trim().is_empty()) {
            let say = if owner == id {
                "has no text in Japanese".into()
            } else {
                format!("`{id}` has no text in Japanese")
            };
            found.push(book.problem("text-missing", &owner, say));
        }
    }
}

/// What needs a text, and the text.
fn needed(book: &Book) -> Vec<(String, String)> {
    let core = &book.core;
    let mut all: Vec<(String, String)> = Vec::new();
    let mut own = |id: &str, ending: &str| all.push((id.to_owned(), format!("{id}{ending}")));
    core.applicants.iter().for_each(|it| own(it.id.as_str(), ""));
    core.statuses.iter().for_each(|it| own(it.id.as_str(), ""));
    core.dates.iter().for_each(|it| own(it.id.as_str(), ""));
    for act in &core.acts {
        own(act.id.as_str(), "");
        if act.here {
            own(act.id.as_str(), ".do");
        }
    }
    core.calendars.iter().for_each(|it| own(it.id.as_str(), ""));
    let named = book.characters.tables.iter().filter(|it| it.does.is_told());
    named.for_each(|it| own(it.id.as_str(), ""));
    book.characters.marks.iter().for_each(|it| own(it.id.as_str(), ""));
    for numbering in &core.numbers {
        let check = format!("check.number.{}", numbering.role.word());
        own(&check, "");
        own(&check, ".fix");
    }
    for procedure in &core.procedures {
        own(procedure.id.as_str(), "");
        own(procedure.id.as_str(), ".official");
    }
    for set in &book.documents {
        set.one_of.iter().for_each(|it| own(it.id.as_str(), ""));
        set.documents.iter().for_each(|it| own(it.id.as_str(), ""));
    }
    for document in book.documents.iter().flat_map(|set| &set.documents) {
        all.extend(document.looks.iter().map(|look| (document.id.to_string(), look.to_string())));
        all.extend(of_others(document).map(|text| (document.id.to_string(), text)));
    }
    book.classes.iter().for_each(|it| all.push((it.id.to_string(), it.id.to_string())));
    for guide in &book.guides {
        all.push((guide.id.to_string(), guide.id.to_string()));
        all.push((guide.id.to_string(), format!("{}.says", guide.id)));
    }
    core.values.iter().for_each(|it| all.push((it.id.to_string(), it.unit.clone())));
    for fee in &core.fees {
        let bands = fee.since.stages().iter().filter_map(|stage| stage.is.as_ref()).flatten();
        all.extend(bands.map(|band| (name_of_fee(fee), band.name.clone())));
    }
    of_facts(book, &mut all);
    book.all_parts().for_each(|part| of_part(part, &mut all));
    book.documents.iter().for_each(|set| of_rules(&set.rules, &mut all));
    all
}

/// What was measured, for whoever asks why.
fn of_facts(book: &Book, all: &mut Vec<(String, String)>) {
    for at in conditions(book) {
        for one in seen(at.condition, at.row) {
            match one {
                Seen::Expr(Expr::Fact(fact), _) => all.push((at.id.to_owned(), format!("fact.{fact}"))),
                Seen::In(Expr::Fact(fact), literals) => {
                    let words = literals.iter().filter_map(|literal| match literal {
                        // A number is its own name.
                        Literal::Text(word) if word.starts_with(char::is_alphabetic) => Some(word),
                        _ => None,
                    });
                    all.extend(words.map(|word| (at.id.to_owned(), format!("fact.{fact}.{word}"))));
                }
                _ => {}
            }
        }
    }
}

/// Who gives a document and whose it is.
fn of_others(document: &Document) -> impl Iterator<Item = String> {
    let from = &document.from_whom;
    let asked = ["ask", "ask.title"].into_iter().filter(|_| from.is_somebody_else());
    let from = std::iter::once("from").chain(asked).map(move |kind| format!("{kind}.{from}"));
    let holder = Some(&document.holder).filter(|holder| !holder.is_empty());
    from.chain(holder.map(|holder| format!("holder.{holder}")))
}

fn of_part(part: &Part, all: &mut Vec<(String, String)>) {
    for step in &part.steps {
        all.push((step.id.to_string(), step.id.to_string()));
        all.extend(
            step.knows
                .map(|knows| (step.id.to_string(), format!("knows.page.{}", knows.word()))),
        );
        for item in &step.items {
            match item {
                Item::Heading(heading) => all.push((step.id.to_string(), heading.text.to_string())),
                Item::Field(_) => {}
                Item::Group(group) => all.push((group.id.to_string(), group.id.to_string())),
            }
            for field in item.fields().1 {
                all.push((field.id.to_string(), field.words().to_owned()));
                let others = field.but.iter().filter_map(|but| but.text.as_ref());
                let called = field.called.iter().map(|called| &called.text);
                all.extend(others.chain(called).map(|text| (field.id.to_string(), text.to_string())));
                let knows = field.but.iter().filter_map(|but| but.knows).chain(field.knows);
                all.extend(knows.map(|knows| (field.id.to_string(), format!("knows.{}", knows.word()))));
                match &field.kind {
                    FieldKind::Number { unit } if !unit.is_empty() => all.push((field.id.to_string(), unit.clone())),
                    _ => {}
                }
            }
        }
    }
    all.extend(part.tallies.iter().map(|tally| (tally.id.to_string(), tally.id.to_string())));
    of_rules(&part.rules, all);
}

fn of_rules(rules: &[Rule], all: &mut Vec<(String, String)>) {
    for rule in rules {
        all.push((rule.id.to_string(), rule.id.to_string()));
        // What a person can do is said by the acts, where there are any.
        if rule.acts.is_empty() {
            all.push((rule.id.to_string(), format!("{}.fix", rule.id)));
        }
        if rule.tells.is_some() {
            all.push((rule.id.to_string(), format!("{}.day", rule.id)));
        }
        // The photo is held against all of them, one by one: also what is right has a name there.
        if rule.at == Place::Files(Takes::Photo) {
            all.push((rule.id.to_string(), format!("{}.name", rule.id)));
        }
        if !rule.sure.is_always() {
            all.push((rule.id.to_string(), format!("{}.eye", rule.id)));
        }
    }
}

#[test]
fn what_has_no_words_is_found() {
    let text = super::tests::part(&[("f.a", ""), ("f.b", "kind = { as = \"number\", unit = \"unit.yen\" }")])
        + "[[rule]]\nid = \"r.a\"\nat = { field = \"f.a\" }\nwrong = \"never\"\nseverity = \"warns\"";
    super::tests::expect(
        check,
        &[
            ("forms/a.toml", &text),
            ("texts/ja/a.toml", "f.b = \"b\"\nr.a = \" \"\nst.a = \"a\""),
        ],
        &[
            "forms/a.toml: f.a: text-missing: has no text in Japanese",
            "forms/a.toml: f.b: text-missing: `unit.yen` has no text in Japanese",
            "forms/a.toml: r.a: text-missing: `r.a.fix` has no text in Japanese",
            "forms/a.toml: r.a: text-missing: has no text in Japanese",
        ],
    );
}

#[test]
fn a_rule_about_a_photo_has_a_name() {
    let rules = "id = \"ds.a\"\nsource = \"src.a\"\n[[rule]]\nid = \"r.a\"\nat = { files = \"photo\" }\nwrong = \"never\"\nseverity = \"warns\"\n\
                 [[rule]]\nid = \"r.b\"\nat = { files = \"paper\" }\nwrong = \"never\"\nseverity = \"warns\"";
    let words = "r.a = \"a\"\nr.b = \"b\"\n\"r.a.fix\" = \"a\"\n\"r.b.fix\" = \"b\"";
    super::tests::expect(
        check,
        &[("documents/a.toml", rules), ("texts/ja/a.toml", words)],
        &["documents/a.toml: r.a: text-missing: `r.a.name` has no text in Japanese"],
    );
}

#[test]
fn what_a_person_looks_at_has_words() {
    let photo = "id = \"ds.a\"\nsource = \"src.a\"\n[[document]]\nid = \"d.a\"\ntakes = \"photo\"\nfrom_whom = \"applicant\"\n\
                 looks = [\"look.hat\", \"look.glasses\"]";
    let words = "d.a = \"a\"\nlook.hat = \"no hat\"\n\"from.applicant\" = \"yours\"";
    super::tests::expect(
        check,
        &[("documents/a.toml", photo), ("texts/ja/a.toml", words)],
        &["documents/a.toml: d.a: text-missing: `look.glasses` has no text in Japanese"],
    );
}

#[test]
fn whoever_gives_a_paper_and_whose_it_is_have_words() {
    let paper = "id = \"ds.a\"\nsource = \"src.a\"\n[[document]]\nid = \"d.a\"\nfrom_whom = \"aunt\"\nholder = \"uncle\"";
    super::tests::expect(
        check,
        &[
            ("documents/a.toml", paper),
            ("texts/ja/a.toml", "d.a = \"a\"\n\"from.aunt\" = \"a\""),
        ],
        &[
            "documents/a.toml: d.a: text-missing: `ask.aunt` has no text in Japanese",
            "documents/a.toml: d.a: text-missing: `ask.title.aunt` has no text in Japanese",
            "documents/a.toml: d.a: text-missing: `holder.uncle` has no text in Japanese",
        ],
    );
}

#[test]
fn what_is_measured_has_a_name() {
    let rules = "id = \"ds.a\"\nsource = \"src.a\"\n[[rule]]\nid = \"r.a\"\nat = { files = \"paper\" }\nseverity = \"warns\"\n\
                 wrong = 'pdf.pages > 3 and file.format in [pdf, zip] and pdf.version is \"2.0\"'";
    let words =
        "r.a = \"a\"\n\"r.a.fix\" = \"a\"\n\"fact.file.format\" = \"a\"\n\"fact.file.format.zip\" = \"a\"\n\"fact.pdf.version\" = \"a\"";
    super::tests::expect(
        check,
        &[("documents/a.toml", rules), ("texts/ja/a.toml", words)],
        &[
            "documents/a.toml: r.a: text-missing: `fact.file.format.pdf` has no text in Japanese",
            "documents/a.toml: r.a: text-missing: `fact.pdf.pages` has no text in Japanese",
        ],
    );
}

#[test]
fn whoever_knows_an_answer_has_words() {
    let text = super::tests::part(&[("f.a", "knows = \"school\"")]).replacen("id = \"st.a\"", "id = \"st.a\"\nknows = \"organization\"", 1);
    super::tests::expect(
        check,
        &[
            ("forms/a.toml", &text),
            ("texts/ja/a.toml", "f.a = \"a\"\nst.a = \"a\"\n\"knows.organization\" = \"a\""),
        ],
        &[
            "forms/a.toml: f.a: text-missing: `knows.school` has no text in Japanese",
            "forms/a.toml: st.a: text-missing: `knows.page.organization` has no text in Japanese",
        ],
    );
}

#[test]
fn what_is_done_and_told_here_has_words() {
    let rule = |acts: &str| {
        super::tests::part(&[("f.a", "")])
            + "[[rule]]\nid = \"r.a\"\nat = \"eligibility\"\nwrong = \"never\"\nseverity = \"warns\"\ntells = \"t.a\"\n"
            + acts
    };
    let acts = "[[act]]\nid = \"act.a\"\nhere = true\nset = { \"f.a\" = \"a\" }";
    let date = "[[date]]\nid = \"t.a\"\nday = \"today\"";
    let words = "f.a = \"a\"\nr.a = \"a\"\nst.a = \"a\"\nact.a = \"a\"\nt.a = \"a\"";
    super::tests::expect(
        check,
        &[
            ("forms/a.toml", &rule("acts = [\"act.a\"]")),
            ("acts.toml", acts),
            ("dates.toml", date),
            ("texts/ja/a.toml", words),
        ],
        &[
            "acts.toml: act.a: text-missing: `act.a.do` has no text in Japanese",
            "forms/a.toml: r.a: text-missing: `r.a.day` has no text in Japanese",
        ],
    );
}
