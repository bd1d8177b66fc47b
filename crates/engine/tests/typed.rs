//! What people type, and what comes of it: each entry of `files/typed.json`, and further members of each kind.

mod common;

use common::book;
use engine::official::Person;
use engine::{Answers, Arg, At, Finding, Sign, Slot, Truth, assess, correct, fold, fold_roughly, packet, stretches};
use rulebook::{Day, Field, Item, Loaded, Severity, Step};
use std::collections::BTreeSet;

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

/// The rulebook with one question and nothing else.
fn asking(id: &str) -> (Loaded, Field) {
    let mut field = book().field(&id.into()).unwrap_or_else(|| panic!("{id}")).clone();
    field.asked = rulebook::Condition::Always;
    field.from = None;
    let mut core = book().core.clone();
    core.start.rules.clear();
    core.start.steps = vec![Step {
        items: vec![Item::Field(Box::new(field.clone()))],
        ..Step::default()
    }];
    let mut loaded = Loaded::new(core);
    loaded.characters = book().characters.clone();
    (loaded, field)
}

/// What stands in a question after it was left, and what is then said about it.
fn left(id: &str, typed: &str) -> (String, Vec<Finding>) {
    let (loaded, field) = asking(id);
    let to = correct(&loaded, &field, typed).map_or(typed.to_owned(), |it| it.to);
    (to.clone(), said(&loaded, id, &to))
}

fn said(loaded: &Loaded, id: &str, typed: &str) -> Vec<Finding> {
    let mut answers = Answers::default();
    answers.set(Slot::of(id), typed);
    let at = At::Field(Slot::of(id));
    assess(loaded, &answers, today()).at(&at).cloned().collect()
}

/// It becomes this, and nothing is said any more.
fn becomes(id: &str, typed: &str, to: &str) {
    let (now, said) = left(id, typed);
    assert_eq!(now, to, "{id}: {}", typed.escape_unicode());
    assert!(said.is_empty(), "{id}: {now}: {said:#?}");
}

/// It stays, or becomes something, and this is said about it.
fn told(id: &str, typed: &str, now: &str, rule: &str, severity: Severity) -> Finding {
    let (is, said) = left(id, typed);
    assert_eq!(is, now, "{id}: {}", typed.escape_unicode());
    let rules: Vec<&str> = said.iter().map(|it| it.rule.as_str()).collect();
    assert_eq!(rules, [rule], "{id}: {typed}");
    assert_eq!(said[0].severity, severity, "{id}: {typed}");
    said[0].clone()
}

fn signs(finding: &Finding) -> Vec<Sign> {
    let of = |(_, arg): &(String, Arg)| match arg {
        Arg::Signs(signs) => signs.clone(),
        _ => vec![],
    };
    finding.args.iter().flat_map(of).collect()
}

fn arg<'a>(finding: &'a Finding, name: &str) -> &'a Arg {
    &finding.args.iter().find(|(it, _)| it == name).unwrap_or_else(|| panic!("{name}")).1
}

/// The text that an entry has escaped.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let length = match rest.next() {
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            Some('r') => {
                out.push('\r');
                continue;
            }
            Some('n') => {
                out.push('\n');
                continue;
            }
            Some('t') => {
                out.push('\t');
                continue;
            }
            other => panic!("{other:?}"),
        };
        let code: String = rest.by_ref().take(length).collect();
        out.extend(char::from_u32(u32::from_str_radix(&code, 16).unwrap()));
    }
    out
}

use Severity::{Blocks, Warns};

#[test]
fn every_entry_that_people_reported_comes_out_right() {
    let text = include_str!("files/typed.json");
    let entries: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
    for entry in &entries {
        let get = |name: &str| entry[name].as_str().unwrap().to_owned();
        let (id, typed) = (get("id"), unescaped(&get("escaped")));
        let field = get("field");
        let field = field.as_str();
        match id.as_str() {
            "T01c" => becomes(field, &typed, "0312345678"),
            "T02-207B" | "T02-2500" | "T09c" | "T14a" | "T15a" | "T15c" => becomes(field, &typed, "09012345678"),
            "T03c" => becomes(field, &typed, "１－２－３　メゾンーＡ"),
            "T04a" => becomes(field, &typed, "葛城１－２"),
            "T05a" => becomes(field, &typed, "吉野家ビル３階"),
            "T06a" => becomes(field, &typed, "髙崎ビル１（株）ＩＩＩ"),
            "T08a" => becomes(field, &typed, "ハイツガーデンパレス１"),
            "T09a" | "T16a" => becomes(field, &typed, "taro@example.com"),
            "T09d" => becomes(field, &typed, "AB123456"),
            "T13a" => becomes(field, &typed, "日本大学"),
            "T17b" => in_the_agencys_file(&typed),
            "D04b7" => {
                let said = told("f.family_birth_date", &typed, &typed, "check.date.era", Blocks);
                assert_eq!(arg(&said, "last"), &Arg::Text("64".into()));
            }
            "D05-1" | "D05-3" => {
                for field in ["f.birth_date", "f.expiry", "f.passport_expiry"] {
                    let rule = if id == "D05-3" { "check.years.calendar" } else { "check.years" };
                    let day = format!("{typed}-01-20");
                    let said = left(field, &day);
                    assert_eq!(said.0, day);
                    assert!(
                        said.1.iter().any(|it| it.rule.starts_with(rule) && it.blocks()),
                        "{field}: {said:?}"
                    );
                }
            }
            "N02a" => becomes(field, &typed, "OBRIEN MARY ANN"),
            "N03" => becomes(field, &typed, "NGUYEN VAN AN"),
            "N04c" => {
                let said = told(field, &typed, &typed, "check.length.name", Blocks);
                assert_eq!(arg(&said, "over"), &Arg::Number(11.0));
            }
            "N05a" | "N05b" => becomes(field, &typed, "LE THI MAI"),
            "N06a" => {
                let said = told(field, &typed, &typed, "check.card.digit", Blocks);
                assert_eq!(arg(&said, "place"), &Arg::Number(10.0));
            }
            other => panic!("nobody tries {other}"),
        }
    }
}

/// A text of several lines with tabs and quotes is still one line of as many fields in the agency's file.
fn in_the_agencys_file(typed: &str) {
    let form = &book().official("04N2").unwrap();
    let mut answers = Answers::default();
    answers.set(Slot::of("f.reason"), typed);
    let people = [Person {
        number: 1,
        answers,
        rest: vec![],
    }];
    let bytes = engine::official::write(book(), form, &people, today());
    let lines = engine::official::decode(&bytes).unwrap();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1].len(), usize::from(form.width));
    let units: Vec<u16> = bytes[2..].chunks(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
    let text = String::from_utf16(&units).unwrap();
    assert_eq!(
        text.lines().count(),
        2,
        "whoever ends lines at a line feed finds one for each person too"
    );
    assert!(lines[1].iter().any(|cell| cell == "一行目 二行目 \"引用\" 三行目"));
}

#[test]
fn no_control_character_reaches_packet_or_file() {
    let all: String = (0..0xA0).filter_map(char::from_u32).filter(|c| c.is_control()).collect();
    in_the_agencys_file(&format!("一行目\n二行目{all}\t\"引用\"\n三行目").replace(&all, ""));
    let form = &book().official("04N2").unwrap();
    let mut answers = Answers::default();
    for id in ["f.reason", "f.address", "f.name", "f.record_detail"] {
        answers.set(Slot::of(id), format!("a{all}b"));
    }
    let rest = vec![engine::official::Rest {
        column: 9,
        cell: format!("x{all}y"),
        over: String::new(),
    }];
    let people = [Person { number: 1, answers, rest }];
    let bytes = engine::official::write(book(), form, &people, today());
    let lines = engine::official::decode(&bytes).unwrap();
    assert!(
        lines.iter().flatten().all(|cell| !cell.contains(|c: char| c.is_control())),
        "{lines:?}"
    );
    assert_eq!(lines[1].len(), usize::from(form.width));
    // In the packet only line breaks stay, where a question has lines. (That a finding stands against it, too, is another matter.)
    let lines = people_who_are_ready_and_are_asked(&Slot::of("f.free_text"));
    assert!(!lines.is_empty(), "nobody is asked for a text of several lines");
    for mut answers in lines {
        answers.set(Slot::of("f.free_text"), format!("a{}\r\nb", "\u{1b}\u{0}"));
        let seen = assess(book(), &answers, today());
        let accepted: BTreeSet<String> = seen.doubtful().map(Finding::key).collect();
        match packet(book(), &answers, &seen, &accepted) {
            Ok(packet) => {
                let sent = packet.wire().answers.iter().filter_map(|it| it.typed.as_deref());
                assert!(sent.clone().all(|text| !text.contains(|c: char| c.is_control() && c != '\n')));
                assert!(sent.clone().any(|text| text == "a\nb"));
            }
            Err(against) => assert!(against.iter().any(|it| it.rule.starts_with("check.chars")), "{against:?}"),
        }
    }
}

fn people_who_are_ready_and_are_asked(slot: &Slot) -> Vec<Answers> {
    let found = rulebook::host::load(&common::root()).unwrap();
    let cases = found.cases();
    let cases = cases.iter().filter_map(|file| engine::cases::CaseFile::open(file).ok());
    let judged = cases.map(|case| (case.judged(book()), case.today));
    judged
        .filter(|(answers, day)| {
            let seen = assess(book(), answers, *day);
            seen.ready && seen.fields.get(slot).is_some_and(|field| field.asked == Truth::Yes)
        })
        .map(|(answers, _)| answers)
        .take(3)
        .collect()
}

#[test]
fn what_is_not_seen_is_taken_away_or_named() {
    for unseen in [
        "\u{200b}",
        "\u{200e}",
        "\u{202e}",
        "\u{2066}",
        "\u{ad}",
        "\u{feff}",
        "\u{2060}",
        "\u{0}",
        "\u{1b}",
        "\u{85}",
        "\u{e0041}",
        "\u{fe0f}",
        "\u{3164}",
        "\u{61c}",
        "\u{180e}",
    ] {
        becomes("f.mobile", &format!("090{unseen}12345678"), "09012345678");
        becomes("f.reason", &format!("会社{unseen}で働く").replace('\u{85}', ""), "会社で働く");
        becomes(
            "f.card_number",
            &format!("{unseen}AB12345678CD{unseen}").replace('\u{85}', ""),
            "AB12345678CD",
        );
    }
    for space in [
        "\u{a0}", "\u{2003}", "\u{202f}", "\u{2009}", "\u{205f}", "\u{1680}", "\t", "\r\n", "\u{2028}",
    ] {
        becomes("f.name", &format!("LE{space}THI"), "LE THI");
        becomes("f.address", &format!("霞が関{space}１"), "霞が関　１");
    }
    // Whoever takes the correction back is told by name.
    let (loaded, _) = asking("f.address");
    let said = said(&loaded, "f.address", "葛\u{e0100}城\u{202e}１");
    assert_eq!(said[0].hint.as_str(), "check.chars.known.fix");
    let named: Vec<_> = signs(&said[0])
        .into_iter()
        .map(|it| (it.sign, it.code, it.name.map(|id| id.to_string())))
        .collect();
    let name = |id: &str| Some(id.to_owned());
    assert_eq!(
        named,
        [
            (String::new(), "U+E0100".into(), name("char.selector")),
            (String::new(), "U+202E".into(), name("char.bidi"))
        ]
    );
    // A file name can be shown so that nothing in it turns the rest round.
    let shown = stretches("photo\u{202e}gpj.exe", &book().characters);
    assert_eq!(shown.len(), 3);
}

#[test]
fn what_was_typed_in_pieces_is_put_together() {
    becomes("f.address", "カ\u{3099}ーテ\u{3099}ン\u{ff8a}\u{ff9f}レス", "ガーデンパレス");
    becomes("f.address", "か\u{309b}は\u{309c}", "がぱ");
    becomes("f.reason", "cafe\u{301} Nguye\u{302}\u{303}n", "café Nguyễn");
    becomes("f.reason", "e\u{302}\u{323} e\u{323}\u{302} \u{ea}\u{323}", "ệ ệ ệ");
    becomes("f.reason", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}", "한국");
    becomes(
        "f.name",
        "Nguye\u{302}\u{303}n Thi\u{323} \u{110}o\u{31b}\u{300}i",
        "NGUYEN THI DOI",
    );
}

#[test]
fn what_looks_alike_becomes_what_is_meant() {
    becomes("f.school", "⽇本⼤学⾼等⻑", "日本大学高等長");
    becomes("f.reason", "⽇本で神\u{fa19}", "日本で神神");
    becomes("f.address", "ＡＢＣ１２ｶﾞ 5", "ＡＢＣ１２ガ　５");
    becomes("f.card_number", "\u{410}\u{412}12345678\u{421}D", "AB12345678CD");
    becomes("f.user_email", "t\u{430}r\u{43e}@ex\u{430}mple。com", "taro@example.com");
    becomes("f.name", "N\u{391}NC\u{420}", "NANCP");
    // A whole word of another script is no slip: which Latin letters it has, the passport says.
    let said = told(
        "f.name",
        "\u{418}\u{412}\u{410}\u{41d}\u{41e}\u{412}",
        "\u{418}\u{412}\u{410}\u{41d}\u{41e}\u{412}",
        "check.chars",
        Blocks,
    );
    assert!(
        signs(&said)
            .iter()
            .any(|it| it.name.as_ref().is_some_and(|id| id.as_str() == "char.cyrillic")),
        "{said:?}"
    );
    // Nor is one beside Latin words: what is offered for a letter is what would be put in.
    let beside = told("f.name", "ANNA \u{386}", "ANNA \u{386}", "check.chars", Blocks);
    assert!(signs(&beside).iter().all(|it| it.to.is_empty()), "{beside:?}");
}

#[test]
fn letters_and_signs_have_the_form_that_the_agency_takes() {
    becomes("f.name", "Müller-Lüdenscheidt Øystein", "MUELLER LUEDENSCHEIDT OEYSTEIN");
    becomes("f.name", "Straße Åse Æ Þór", "STRASSE AASE AE THOR");
    becomes("f.name", "ĐẶNG THỊ ÁNH", "DANG THI ANH");
    becomes("f.name", "D’ARTAGNAN, ST. JOHN", "DARTAGNAN ST JOHN");
    becomes("f.name", "P<VNMNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<<<<<<<<<<", "NGUYEN VAN AN");
    becomes(
        "f.name",
        "P<VNMLE<<THI<MAI<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nC123456784VNM9604126F3001015<<<<<<<<<<<<<<02",
        "LE THI MAI",
    );
    becomes("f.name", "ｎｇｕｙｅｎ　ｖａｎ", "NGUYEN VAN");
    becomes("f.address", "①㈱Ⅲ﨑㍍㎡～〜−‐–", "１（株）ＩＩＩ崎メートルｍ２～～－‐－");
    becomes("f.address", "1-2-3 O'Brien \"A\"", "１－２－３　Ｏ’Ｂｒｉｅｎ　”Ａ”");
    becomes("f.career_name_roman", "Société Générale № 5", "Societe Generale No 5");
    becomes("f.mobile", "(+81) 90-1234-5678", "09012345678");
    becomes("f.mobile", "０９０ー１２３４ー５６７８", "09012345678");
    becomes("f.mobile", "0081 90 1234 5678", "09012345678");
    becomes("f.phone", "+81 (0)3-1234-5678", "0312345678");
    becomes("f.postal_code", "〒１００－００１３", "1000013");
    becomes("f.postal_code", "一〇〇-〇〇一三", "1000013");
    becomes("f.user_email", "mailto:taro@example.com ", "taro@example.com");
    becomes("f.salary", "２５０，０００円", "250000");
    becomes("f.salary", "٢٥٠٠٠٠", "250000");
}

#[test]
fn a_correction_of_a_name_says_which_document_decides() {
    let field = book().field(&"f.name".into()).unwrap();
    let told = engine::told(book(), field, "Mu\u{308}ller\u{200b}");
    assert!(told.name);
    assert_eq!(told.spelled, [("Ü".to_owned(), vec!["UE".to_owned(), "UXX".into(), "U".into()])]);
    assert_eq!(told.unseen[0].code, "U+200B");
    assert!(!engine::told(book(), field, "le  thi mai").name);
}

#[test]
fn of_several_faults_only_what_nobody_can_mend_is_told() {
    let said = told("f.address", "霞が関 1\u{200b}-1 😀", "霞が関　１－１　😀", "check.chars", Blocks);
    assert_eq!(signs(&said).iter().map(|it| it.sign.as_str()).collect::<Vec<_>>(), ["😀"]);
    let said = told("f.name", "Lê Thị 2", "LE THI 2", "check.chars", Blocks);
    assert_eq!(signs(&said).len(), 1);
    let said = told("f.phone", "(03) 1234-5678-90123", "(03) 1234-5678-90123", "check.length", Blocks);
    assert_eq!(arg(&said, "now"), &Arg::Number(15.0));
    told("f.card_number", "ab-1234567-cd", "AB1234567CD", "check.exact", Blocks);
    // Before the correction, or after it was taken back, each sign is told with what to write.
    let (loaded, _) = asking("f.address");
    let before = self::said(&loaded, "f.address", "髙﨑ビル①㈱Ⅲ");
    assert_eq!(before[0].hint.as_str(), "check.chars.known.fix");
    let to: Vec<String> = signs(&before[0]).into_iter().map(|it| it.sign + &it.to).collect();
    assert_eq!(to, ["﨑崎", "①１", "㈱（株）", "ⅢＩＩＩ"]);
}

#[test]
fn what_can_hardly_be_meant_is_asked() {
    for (typed, now) in [
        ("12345678", "12345678"),
        ("0901234567", "0901234567"),
        ("031234567", "031234567"),
        ("+84 912 345 678", "84912345678"),
        ("00123456789", "00123456789"),
    ] {
        told("f.mobile", typed, now, "check.number.phone", Warns);
    }
    for fine in ["09012345678", "0312345678", "0120123456", "08001234567", "05012345678"] {
        becomes("f.mobile", fine, fine);
    }
    // A vowel is long behind kana only.
    becomes("f.address", "１ー２ー３", "１－２－３");
    becomes("f.address", "Ａ棟ー２０３ ハイツサニー2ー1", "Ａ棟－２０３　ハイツサニー２－１");
    becomes("f.address", "タワー１ コーポ", "タワー１　コーポ");
}

#[test]
fn years_that_cannot_be_stop_and_other_calendars_are_named() {
    let calendar = |finding: &Finding| match arg(finding, "calendar") {
        Arg::Words(id) => id.to_string(),
        other => panic!("{other:?}"),
    };
    let said = told("f.passport_expiry", "2569-05-01", "2569-05-01", "check.years.calendar", Blocks);
    assert_eq!(
        (calendar(&said), arg(&said, "western")),
        ("cal.buddhist".into(), &Arg::Text("2026".into()))
    );
    let said = told("f.birth_date", "2053-01-05", "2053-01-05", "check.years.calendar", Blocks);
    assert_eq!(calendar(&said), "cal.nepal");
    let said = told("f.birth_date", "1375-01-05", "1375-01-05", "check.years.calendar", Blocks);
    assert_eq!(calendar(&said), "cal.iran");
    for (field, typed) in [
        ("f.birth_date", "1826-01-01"),
        ("f.graduation", "0019-03-01"),
        ("f.expiry", "9999-12-31"),
        ("f.career_joined", "0019-04"),
    ] {
        let (_, said) = left(field, typed);
        assert!(
            said.iter().any(|it| it.rule.starts_with("check.years") && it.blocks()),
            "{field}: {typed}: {said:?}"
        );
    }
    for (field, typed) in [
        ("f.birth_date", "1926-12-25"),
        ("f.passport_expiry", "2036-01-01"),
        ("f.expiry", "2027-01-20"),
        ("f.birth_date", "0000-00-00"),
    ] {
        assert!(left(field, typed).1.is_empty(), "{field}: {typed}");
    }
}

#[test]
fn days_are_understood_or_the_box_is_named() {
    for typed in [
        "1996年-4月-12日",
        "平成8年-4月-12日",
        "-1996/4/12-",
        "--平成八年四月十二日",
        "1996/4/12-4-",
        "Ｈ８．４．１２",
        "12 APR 1996",
        "1996年4月12日(金)",
        "١٩٩٦-٤-١٢",
        "\u{200e}1996-04-12\u{200f}",
    ] {
        becomes("f.birth_date", typed, "1996-04-12");
    }
    becomes("f.birth_date", "令和元年-5月-1日", "2019-05-01");
    becomes("f.birth_date", "昭和64年1月7日", "1989-01-07");
    becomes("f.career_joined", "2019年-4月", "2019-04");
    becomes("f.career_joined", "平成31年4月-", "2019-04");
    let piece = |typed: &str, rule: &str| match arg(&told("f.birth_date", typed, typed, rule, Blocks), "piece") {
        Arg::Words(id) => id.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(piece("1996-春-12", "check.date.box"), "ui.month");
    assert_eq!(piece("1996-4-12日ごろ", "check.date.box"), "ui.day");
    assert_eq!(piece("1996-1997/5/6-12", "check.date.box"), "ui.month");
    assert_eq!(piece("1996-4-", "check.date.part"), "ui.day");
    assert_eq!(piece("-4-12", "check.date.part"), "ui.year");
    told("f.birth_date", "04/05/1996", "04/05/1996", "check.date.order", Blocks);
    for (typed, year) in [
        ("昭和65年1月1日", "1990"),
        ("H32.4.1", "2020"),
        ("大正十六年-1月-1日", "1927"),
        ("明治46-1-1", "1913"),
    ] {
        let said = told("f.birth_date", typed, typed, "check.date.era", Blocks);
        assert_eq!(arg(&said, "year"), &Arg::Text(year.into()), "{typed}");
    }
}

#[test]
fn lists_are_found_in_every_spelling() {
    let characters = &book().characters;
    let alike = |one: &str, other: &str| assert_eq!(fold(one, characters), fold(other, characters), "{one} {other}");
    alike("ﾍﾞﾄﾅﾑ", "ベトナム");
    alike("へ\u{3099}となむ", "ベトナム");
    alike("ヴェトナム", "ベトナム");
    alike("Co\u{302}te d’Ivoire", "cote d'ivoire");
    alike("Ｖｉｅｔ　Ｎａｍ", "VIETNAM");
    alike("髙﨑", "高崎");
    alike("茅ヶ崎市", "茅ケ崎市");
    alike("龍ケ﨑", "竜ヶ崎");
    alike("澤", "沢");
    alike("⽇本", "日本");
    alike("アンティグア・バーブーダ", "アンテイグアバーブーダ");
    alike("Türkiye", "TURKIYE");
    alike("①号", "１号");
    alike("韩国", "韓国");
    let rough = |one: &str, other: &str| assert_eq!(fold_roughly(one, characters), fold_roughly(other, characters), "{one} {other}");
    rough("Tōkyō", "Toukyou");
    rough("Ōsaka", "Oosaka");
    rough("Tiba", "Chiba");
    // Other words stay other words.
    for (one, other) in [("ハル", "バル"), ("インド", "インドネシア"), ("Niger", "Nigeria"), ("か", "が")] {
        assert_ne!(fold(one, characters), fold(other, characters));
    }
    for list in book().codes.values() {
        let mut seen = std::collections::BTreeMap::new();
        for item in &list.items {
            if let Some(before) = seen.insert(fold(item.original(), characters), item.original()) {
                assert_eq!(before, item.original(), "{}", list.id);
            }
        }
    }
}

#[test]
fn on_the_eve_of_a_birthday_nobody_is_stopped_and_the_doubt_is_said() {
    let mut found = 0;
    let cases = rulebook::host::load(&common::root()).unwrap();
    for case in cases.cases().iter().filter_map(|file| engine::cases::CaseFile::open(file).ok()) {
        let mut answers = case.judged(book());
        let minor = answers.typed(&Slot::of("f.applicant")) == "k.self";
        if !minor || answers.typed(&Slot::of("f.birth_date")).is_empty() {
            continue;
        }
        let rule = |answers: &Answers| {
            let seen = assess(book(), answers, case.today);
            seen.findings
                .iter()
                .find(|it| it.rule == "r.self_birth_date")
                .map(|it| (it.severity, it.text.to_string()))
        };
        let filing = assess(book(), &answers, case.today).filing;
        let birthday = |days: u64| (filing + chrono_days(days)).to_string();
        let fifteen = |day: String| day.replacen(&day[..4], &(day[..4].parse::<i32>().unwrap() - 15).to_string(), 1);
        let mut on = |days: u64| {
            answers.set(Slot::of("f.birth_date"), fifteen(birthday(days)));
            rule(&answers)
        };
        assert_eq!(on(0), None, "fifteen today");
        assert_eq!(on(1), Some((Warns, "check.age.eve".into())), "fifteen as today ends");
        assert_eq!(on(2), Some((Blocks, "r.self_birth_date".into())), "fifteen the day after tomorrow");
        found += 1;
    }
    assert!(found > 0);
}

fn chrono_days(days: u64) -> chrono::Days {
    chrono::Days::new(days)
}
