//! Every condition of the real rulebook can be put into words, in every language: none is empty, and nobody has to read an id.
#![cfg(feature = "host")]

use rulebook::host::{Book, load, parse_condition, parse_expr};
use rulebook::{Code, Condition, Day, Expr, Loaded, PartId, Speaker, Texts, Tongue, Worded};
use std::path::Path;

struct Words {
    lang: String,
    language: usize,
    texts: Texts,
}

impl Tongue for Words {
    fn text(&self, id: &str) -> Option<&str> {
        self.texts.get(id)
    }

    fn name<'i>(&self, item: &'i Code) -> &'i str {
        item.name(self.language)
    }

    fn size(&self, bytes: f64) -> String {
        format!("{bytes} B")
    }
}

fn book() -> Book {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebook")).unwrap_or_else(|all| panic!("{all:#?}"))
}

fn words(book: &Book, lang: &str) -> Words {
    Words {
        lang: lang.to_owned(),
        language: book.core.language_at(lang),
        texts: book.texts(lang),
    }
}

/// The day on which values count here.
fn day() -> Day {
    "2026-12-01".parse().unwrap()
}

/// How ids begin, those of texts and measurements among them.
const KINDS: [&str; 30] = [
    "f", "g", "r", "s", "p", "k", "v", "t", "d", "o", "y", "st", "ds", "part", "src", "codes", "act", "guide", "char", "cal", "unit",
    "fee", "cond", "fact", "why", "ui", "photo", "file", "pdf", "case",
];

/// What nobody should have to read in a sentence.
fn wrong(says: &str, words: &Words) -> Option<String> {
    if says.trim().is_empty() {
        return Some("says nothing".into());
    }
    for empty in ["「」", "“”", "{", "}"] {
        if says.contains(empty) {
            return Some(format!("has `{empty}`"));
        }
    }
    if says.contains(words.text("ui.arriving").unwrap()) {
        return Some("has a choice without a name".into());
    }
    let pieces = says.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')));
    for piece in pieces {
        let id = piece
            .split_once('.')
            .is_some_and(|(kind, name)| KINDS.contains(&kind) && name.len() > 1 && name.starts_with(|c: char| c.is_ascii_lowercase()));
        let raw = piece.contains('_');
        if id || raw {
            return Some(format!("has `{piece}`"));
        }
    }
    None
}

struct Found {
    count: usize,
    wrong: Vec<String>,
}

impl Found {
    fn look(&mut self, id: &str, worded: &Worded, words: &Words) {
        self.count += 1;
        self.deep(id, worded, words);
    }

    fn deep(&mut self, id: &str, worded: &Worded, words: &Words) {
        if let Some(wrong) = wrong(&worded.says, words) {
            self.wrong.push(format!("{} {id}: {wrong}: {}", words.lang, worded.says));
        }
        worded.parts.iter().for_each(|part| self.deep(id, part, words));
    }
}

/// Every condition and every expression that stands alone, each with what it belongs to and the parts of its road.
fn all(book: &Book, loaded: &Loaded, mut each: impl FnMut(&str, &[PartId], Result<&Condition, &Expr>)) {
    let core = &loaded.core;
    for date in &core.dates {
        each(date.id.as_str(), &[], Ok(&date.when));
        each(date.id.as_str(), &[], Err(&date.day));
    }
    for act in &core.acts {
        each(act.id.as_str(), &[], Ok(&act.when));
        act.day.iter().for_each(|day| each(act.id.as_str(), &[], Err(day)));
    }
    let stages = core.fees.iter().flat_map(|fee| fee.since.stages());
    for band in stages.filter_map(|stage| stage.is.as_ref()).flatten() {
        each(&band.name, &[], Ok(&band.when));
    }
    book.guides.iter().for_each(|guide| each(guide.id.as_str(), &[], Ok(&guide.when)));
    core.variants()
        .for_each(|(procedure, variant)| each(procedure.id.as_str(), &[], Ok(&variant.when)));
    for (_, variant) in core.variants() {
        let road: Vec<PartId> = std::iter::once(&core.start.id).chain(&variant.parts).cloned().collect();
        for part in loaded.parts_of(Some(variant)) {
            for step in &part.steps {
                each(step.id.as_str(), &road, Ok(&step.asked));
            }
            for field in part.fields() {
                each(field.id.as_str(), &road, Ok(&field.asked));
                each(field.id.as_str(), &road, Ok(&field.required));
            }
            for group in part.groups() {
                each(group.id.as_str(), &road, Ok(&group.asked));
            }
            for rule in &part.rules {
                rule.conditions().iter().for_each(|it| each(rule.id.as_str(), &road, Ok(it)));
            }
            for tally in &part.tallies {
                tally.conditions().for_each(|it| each(tally.id.as_str(), &road, Ok(it)));
            }
        }
        for set in loaded.sets_of(Some(variant)) {
            set.documents.iter().for_each(|it| each(it.id.as_str(), &road, Ok(&it.when)));
            for rule in &set.rules {
                rule.conditions().iter().for_each(|it| each(rule.id.as_str(), &road, Ok(it)));
            }
        }
    }
}

#[test]
fn nobody_has_to_read_an_id() {
    let book = book();
    let loaded = book.loaded();
    let mut found = Found {
        count: 0,
        wrong: Vec::new(),
    };
    for (lang, _) in book.languages() {
        let words = words(&book, lang);
        all(&book, &loaded, |id, parts, what| {
            let speaker = Speaker {
                book: &loaded,
                parts,
                on: day(),
                tongue: &words,
            };
            let worded = match what {
                Ok(condition) => speaker.condition(condition),
                Err(expr) => speaker.expr(expr).into(),
            };
            found.look(id, &worded, &words);
        });
    }
    println!("{} in words", found.count);
    found.wrong.sort();
    found.wrong.dedup();
    assert!(found.count > 5_000, "only {} were found", found.count);
    assert!(found.wrong.is_empty(), "{}\n{}", found.wrong.len(), found.wrong.join("\n"));
}

/// Sentences as they stand, those below others further in.
fn told(worded: &Worded, depth: usize, lines: &mut Vec<String>) {
    lines.push(format!("{}{}", "  ".repeat(depth), worded.says));
    worded.parts.iter().for_each(|part| told(part, depth + 1, lines));
}

fn check(lang: &str, expected: &[(&str, &[&str])]) {
    let book = book();
    let (loaded, words) = (book.loaded(), words(&book, lang));
    let speaker = Speaker {
        book: &loaded,
        parts: &[],
        on: day(),
        tongue: &words,
    };
    for (condition, lines) in expected {
        let mut said = Vec::new();
        told(&speaker.condition(&parse_condition(condition).unwrap()), 0, &mut said);
        assert_eq!(said, *lines, "{condition}");
    }
}

#[test]
fn conditions_read_as_sentences_in_japanese() {
    check(
        "ja",
        &[
            ("f.in_japan is no", &["「あなたは、いま日本にいますか」の答えが「いいえ」"]),
            (
                "procedure is p.extension and expiry < today",
                &[
                    "次のすべてがそろう",
                    "  「手続」が「日本にいる期間をのばしたい」",
                    "  「在留期間の満了日」がきょうより前",
                ],
            ),
            (
                "status in [s.diplomat, s.temporary_visitor]",
                &["「在留資格」が「外交」「短期滞在」のどれか"],
            ),
            (
                "filing < expiry - v.window_months months",
                &["送る日が「在留期間の満了日」の3か月前より前"],
            ),
            (
                "not (months(current-period) >= v.window_from_period)",
                &["「今の在留期間」の長さが6か月以上、ではない"],
            ),
            (
                "applicant is k.self and age(birth-date, filing) < v.min_age_self",
                &[
                    "次のすべてがそろう",
                    "  「あなたの立場」が「わたし本人です」",
                    "  送る日の年齢（「生年月日」から数える）が15歳未満",
                ],
            ),
            ("file.bytes > v.photo_file_bytes", &["ファイルの大きさが50000 Bを超える"]),
            ("photo.film is false", &["「動画が入っている」ではない"]),
            ("f.expiry filled", &["「在留期間の満了日」に答えがある"]),
        ],
    );
}

#[test]
fn what_does_not_hold_is_said_of_each_piece() {
    check(
        "en",
        &[
            // Not both: one of them is not so.
            (
                "not (procedure is p.coe and status is s.temporary_visitor)",
                &[
                    "one of these holds",
                    "  “Procedure” is not “Bring somebody from abroad to Japan”",
                    "  “Status of residence” is not “Temporary Visitor”",
                ],
            ),
            // Neither: both are not so.
            (
                "not (f.in_japan is no or f.expiry empty)",
                &[
                    "all of these come together",
                    "  the answer to “Are you in Japan now?” is not “No”",
                    "  “Last day of the period of stay” has an answer",
                ],
            ),
            (
                "not any g.family (f.family_relation empty)",
                &["in every entry of “Family in Japan and people you live with”: “Relationship” has an answer"],
            ),
            ("always and f.in_japan is no", &["the answer to “Are you in Japan now?” is “No”"]),
            ("always", &["always"]),
            // Two questions that are called the same.
            (
                "days(current-period) <= 30 or days(f.period_now) <= 30",
                &["the length of “Present period of stay” is at most 30 days"],
            ),
        ],
    );
}

#[test]
fn many_choices_stand_below_each_other() {
    let many = "status in [s.diplomat, s.official, s.professor, s.artist, s.religious]";
    let lines: &[&str] = &[
        "「在留資格」が、次のどれか",
        "  「外交」",
        "  「公用」",
        "  「教授」",
        "  「芸術」",
        "  「宗教」",
    ];
    check("ja", &[(many, lines)]);
}

#[test]
fn a_day_is_told_as_it_is_found() {
    let book = book();
    let (loaded, words) = (book.loaded(), words(&book, "ja"));
    let speaker = Speaker {
        book: &loaded,
        parts: &[],
        on: day(),
        tongue: &words,
    };
    for (expr, expected) in [
        ("expiry - 1 days", "「在留期間の満了日」の1日前"),
        ("expiry + v.special_period_months civil-months", "「在留期間の満了日」の2か月後"),
        (
            "expiry - half(current-period) days",
            "「在留期間の満了日」の「今の在留期間」の半分前",
        ),
        ("office-day(expiry)", "「在留期間の満了日」（入管の窓口が休みなら、次に開く日）"),
    ] {
        assert_eq!(speaker.expr(&parse_expr(expr).unwrap()), expected, "{expr}");
    }
}
