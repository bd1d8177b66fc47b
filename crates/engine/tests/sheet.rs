//! The agency's file after a spreadsheet or an editor had it: what is harmless is taken, the rest is said in a sentence, the people are checked
//! all the same.

mod common;

use common::book;
use encoding_rs::{EUC_JP, SHIFT_JIS};
use engine::cases::CaseFile;
use engine::official::{Complaint, Encoding, FileFault, Form, Person, Report, Weight, check, decode, encode, form_of, read, write};
use engine::{Answers, Slot, assess};
use rulebook::{Day, OfficialForm};
use std::sync::OnceLock;

const EXAMPLE: &[u8] = include_bytes!("files/extension-04N2.csv");

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

fn form() -> &'static OfficialForm {
    static FORM: OnceLock<OfficialForm> = OnceLock::new();
    FORM.get_or_init(|| book().official("04N2").unwrap())
}

fn report(bytes: &[u8]) -> Report {
    check(book(), form(), bytes, today()).unwrap_or_else(|fault| panic!("{fault:?}"))
}

/// What is said of the people, however the file is written.
fn said(report: &Report) -> Vec<String> {
    let line = |it: &Complaint| {
        format!(
            "{} {}.{} `{}` {} {:?}",
            it.person, it.sheet, it.col, it.value, it.finding.rule, it.correction
        )
    };
    report.complaints.iter().map(line).collect()
}

/// The example as text, with the first field of a postal code of letters that every encoding has.
fn lines() -> Vec<Vec<String>> {
    decode(EXAMPLE).unwrap()
}

fn joined(lines: &[Vec<String>], separator: &str, between: &str) -> String {
    lines.iter().map(|line| line.join(separator)).collect::<Vec<_>>().join(between)
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// As spreadsheets write CSV: in quotes what holds a separator, a quote or a break; in each encoding.
fn quoted(lines: &[Vec<String>], separator: &str, all: bool) -> String {
    let cell = |text: &String| match all || text.contains([',', '"', '\n', ';']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.clone(),
    };
    let line = |line: &Vec<String>| line.iter().map(cell).collect::<Vec<_>>().join(separator);
    lines.iter().map(line).collect::<Vec<_>>().join("\r\n") + "\r\n"
}

/// The file is taken: nothing needs to be mended in it, the same is said of the same people, and written again it is the tool's.
fn taken(bytes: &[u8], faults: &[FileFault]) {
    let found = report(bytes);
    assert_eq!(found.faults, faults);
    assert!(found.faults.iter().all(|fault| fault.weight() == Weight::Taken));
    same_people(bytes, &found);
}

fn same_people(bytes: &[u8], found: &Report) {
    assert_eq!(said(found), said(&report(EXAMPLE)));
    let people = read(book(), form(), bytes, today()).unwrap();
    assert_eq!(write(book(), form(), &people, today()), EXAMPLE);
    assert_eq!(form_of(book(), bytes), Ok(Some(form().clone())));
}

/// The file must be saved anew, which is one sentence; the people in it are checked all the same.
fn anew(bytes: &[u8], encoding: Encoding, separator: char, quotes: bool) {
    let found = report(bytes);
    let wrong: Vec<_> = found.faults.iter().filter(|fault| fault.weight() != Weight::Taken).collect();
    let [FileFault::Form(told)] = wrong.as_slice() else {
        panic!("{wrong:?}")
    };
    assert_eq!((told.encoding, told.separator, told.quotes > 0), (encoding, separator, quotes));
    same_people(bytes, &found);
}

#[test]
fn a_last_break_blank_lines_and_other_breaks_are_taken() {
    taken(EXAMPLE, &[]);
    let lines = lines();
    let text = joined(&lines, "\t", "\r\n");
    taken(&utf16(&format!("{text}\r\n")), &[FileFault::LastBreak]);
    taken(&utf16(&joined(&lines, "\t", "\n")), &[FileFault::Breaks]);
    taken(&utf16(&joined(&lines, "\t", "\r")), &[FileFault::Breaks]);
    let blank = |lines| FileFault::Blank { lines };
    taken(&utf16(&joined(&lines, "\t", "\r\n\r\n")), &[blank(4)]);
    taken(&utf16(&format!("\r\n{text}\r\n\r\n")), &[FileFault::LastBreak, blank(2)]);
    // A row of empty cells is a blank line too.
    let cells = "\t".repeat(lines[0].len() - 1);
    taken(&utf16(&format!("{text}\r\n{cells}\r\n")), &[FileFault::LastBreak, blank(1)]);
    // Put together from two files.
    let (first, rest) = lines.split_at(2);
    let mixed = format!("{}\r\n{}\n", joined(first, "\t", "\r\n"), joined(rest, "\t", "\n"));
    taken(&utf16(&mixed), &[FileFault::Breaks, FileFault::LastBreak]);
}

#[test]
fn empty_columns_at_the_end_may_be_missing_or_too_many() {
    let taken = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines = lines();
        lines.iter_mut().for_each(change);
        taken(&utf16(&joined(&lines, "\t", "\r\n")), &[FileFault::Padded]);
    };
    taken(&|line| _ = line.pop());
    taken(&|line| line.extend([String::new(), String::new()]));
    // An editor that takes white space from the end of lines.
    taken(&|line| {
        while line.last().is_some_and(String::is_empty) {
            line.pop();
        }
    });
}

#[test]
fn other_encodings_separators_and_quotes_are_one_sentence_and_the_people_are_checked() {
    let lines = lines();
    let text = joined(&lines, "\t", "\r\n");
    let mark = "\u{FEFF}";
    anew(text.as_bytes(), Encoding::Utf8, '\t', false);
    anew(format!("{mark}{text}\r\n").as_bytes(), Encoding::Utf8, '\t', false);
    let big: Vec<u8> = mark.encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    anew(&big, Encoding::OtherUtf16, '\t', false);
    anew(&utf16(&text)[2..], Encoding::OtherUtf16, '\t', false);
    anew(&big[2..], Encoding::OtherUtf16, '\t', false);
    for separator in [",", ";", "\t"] {
        let sign = separator.chars().next().unwrap();
        let (few, all) = (quoted(&lines, separator, false), quoted(&lines, separator, true));
        anew(all.as_bytes(), Encoding::Utf8, sign, true);
        anew(&utf16(&all), Encoding::Own, sign, true);
        anew(few.as_bytes(), Encoding::Utf8, sign, few.contains('"'));
        anew(format!("{mark}{few}").as_bytes(), Encoding::Utf8, sign, few.contains('"'));
    }
    // Tabs merely replaced: some names of columns have commas in them.
    anew(joined(&lines, ",", "\r\n").as_bytes(), Encoding::Utf8, ',', false);
    anew(joined(&lines, ";", "\r\n").as_bytes(), Encoding::Utf8, ';', false);
    anew(
        format!("sep=,\r\n{}", quoted(&lines, ",", true)).as_bytes(),
        Encoding::Utf8,
        ',',
        true,
    );
}

/// The old encodings do not have every letter: what they have not was lost when the file was saved.
#[test]
fn the_old_encodings_of_japan_are_read() {
    let mut lines = lines();
    // What both of them have.
    for cell in lines.iter_mut().flatten() {
        cell.retain(|c| !SHIFT_JIS.encode(&c.to_string()).2 && !EUC_JP.encode(&c.to_string()).2);
    }
    let plain = said(&report(&encode(&lines)));
    for (encoding, name) in [(SHIFT_JIS, Encoding::ShiftJis), (EUC_JP, Encoding::EucJp)] {
        let bytes = encoding.encode(&quoted(&lines, ",", false)).0.into_owned();
        let found = report(&bytes);
        assert!(
            matches!(found.faults.first(), Some(FileFault::Form(Form { encoding, separator: ',', .. })) if *encoding == name),
            "{:?}",
            found.faults
        );
        assert_eq!(said(&found), plain);
        let people = read(book(), form(), &bytes, today()).unwrap();
        assert_eq!(write(book(), form(), &people, today()), encode(&lines));
    }
}

#[test]
fn what_is_no_such_file_says_what_it_is() {
    let fault = |bytes: &[u8]| check(book(), form(), bytes, today()).unwrap_err();
    assert_eq!(fault(b""), FileFault::Empty);
    assert_eq!(fault(&[0xFF, 0xFE]), FileFault::Empty);
    assert_eq!(fault(b"\r\n \r\n"), FileFault::Empty);
    assert_eq!(fault(b"PK\x03\x04...."), FileFault::Workbook);
    assert_eq!(fault(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]), FileFault::Workbook);
    assert_eq!(fault(b"%PDF-1.7"), FileFault::NoTable);
    assert!(matches!(fault(b"a,b,c\r\n1,2,3"), FileFault::Header { column: 1, .. }));
    let header = &lines()[..1];
    assert_eq!(report(&encode(header)).faults, [FileFault::Nobody]);
}

#[test]
fn one_bad_line_does_not_keep_the_others_from_being_checked() {
    let mut lines = lines();
    let whole = said(&report(&encode(&lines)));
    let but = |person: usize| -> Vec<String> { whole.iter().filter(|it| !it.starts_with(&person.to_string())).cloned().collect() };
    let (found, expected) = (lines[1].len() - 1, lines[1].len());
    lines[1].remove(20);
    let told = report(&utf16(&joined(&lines, "\t", "\r\n")));
    assert_eq!(told.faults, [FileFault::Fields { line: 2, found, expected }]);
    assert_eq!(said(&told), but(1));

    let mut lines = self::lines();
    lines[3][2] = "04K1".into();
    let told = report(&encode(&lines));
    assert!(matches!(&told.faults[..], [FileFault::Code { line: 4, .. }]), "{:?}", told.faults);
    assert_eq!(said(&told), but(3));

    // Without the names of the columns everybody is still there.
    let told = report(&encode(&self::lines()[1..]));
    assert_eq!(told.faults, [FileFault::NoHeader]);
    assert_eq!(said(&told), whole);

    // And where it was cut in the middle, those before.
    let cut = report(&EXAMPLE[..EXAMPLE.len() - 301]);
    assert!(cut.faults.contains(&FileFault::Cut), "{:?}", cut.faults);
    assert_eq!(
        said(&cut).iter().filter(|it| !it.starts_with('4')).cloned().collect::<Vec<_>>(),
        but(4)
    );
}

/// The complaint of a spreadsheet's cell about the second person: the rule, and what should stand there.
fn of_cell(number: usize, cell: &str) -> Option<(String, Option<String>)> {
    let mut lines = lines();
    lines[2][number - 1] = cell.into();
    let complaints = report(&encode(&lines)).complaints.into_iter();
    let mut here =
        complaints.filter(|it| it.person == 2 && usize::from(it.column) == number && (it.tool || it.finding.rule.starts_with("sheet.")));
    here.next().map(|it| (it.finding.rule, it.correction))
}

#[test]
fn what_a_spreadsheet_has_eaten_is_told_and_zeros_are_offered_back() {
    let says = |number, cell: &str, rule: &str, to: Option<&str>| {
        assert_eq!(
            of_cell(number, cell),
            Some((rule.to_owned(), to.map(str::to_owned))),
            "`{cell}` in {number}"
        );
    };
    // Numbers of a fixed length, codes of lists, and what people do to keep the zeros.
    says(405, "600001", "check.exact", Some("0600001"));
    says(405, "1", "check.exact", Some("0000001"));
    says(405, "0600001.0", "check.chars", Some("0600001"));
    says(405, "'0600001", "check.chars", Some("0600001"));
    says(405, "=\"0600001\"", "check.chars", Some("0600001"));
    says(405, "6.0E+05", "sheet.eaten", None);
    says(405, "#####", "sheet.eaten", None);
    says(405, "TRUE", "sheet.eaten", None);
    says(4, "22", "check.list", Some("022"));
    says(4, "FALSE", "sheet.eaten", None);
    // A telephone number begins with a zero, however long it is.
    let phone = form()
        .columns
        .iter()
        .find(|(_, it)| it.to.as_ref().is_some_and(|to| to.field.as_str() == "f.mobile"))
        .unwrap();
    let phone = usize::from(*phone.1.file.get(&form().entry.set).unwrap());
    says(phone, "9012345678", "sheet.zeros", Some("09012345678"));
    says(phone, "9.01E+09", "sheet.eaten", None);
    assert_eq!(of_cell(phone, "0312345678"), None);
    // Days.
    says(7, "1972/6/5", "check.chars", Some("19720605"));
    says(7, "26455", "check.exact", Some("19720605"));
    says(7, "1.97E+07", "sheet.eaten", None);
    says(7, "5-Jun-72", "sheet.eaten", None);
    says(7, "19720605.0", "check.chars", Some("19720605"));
    // A text that looked like a day: in full width it would still be none.
    says(10, "2001/2/3", "sheet.eaten", None);
    says(10, "1.23E+11", "sheet.eaten", None);
}

/// The columns in which a piece of a month stands, and a code with a zero before it that names its prefecture too.
#[test]
fn zeros_come_back_into_the_pieces_of_a_month_and_into_codes_that_share_a_column() {
    let column = |header: &str| {
        let at = form()
            .header
            .iter()
            .position(|it| it == header)
            .unwrap_or_else(|| panic!("{header}"));
        at + 1
    };
    let month = column("empHisList[1].selJobStartDateMonth");
    let mut lines = lines();
    let at = lines
        .iter()
        .position(|line| line[month - 1].starts_with('0'))
        .expect("somebody who began before October");
    let (year, of) = (lines[at][month - 2].clone(), lines[at][month - 1].clone());
    lines[at][month - 1] = of.trim_start_matches('0').into();
    let complaints = report(&encode(&lines)).complaints;
    let here: Vec<_> = complaints
        .iter()
        .filter(|it| it.person == at && usize::from(it.column) == month - 1 && it.finding.rule != "r.career_order")
        .collect();
    let [found] = here.as_slice() else { panic!("{here:#?}") };
    assert_eq!(found.correction, Some(format!("{year}{of}")));

    let town = form()
        .columns
        .iter()
        .find(|(_, it)| it.to.as_ref().is_some_and(|to| to.field.as_str() == "f.municipality"));
    let town = usize::from(*town.unwrap().1.file.get(&form().entry.set).unwrap());
    let mut lines = self::lines();
    lines[2][town - 1] = "11011".into();
    let complaints = report(&encode(&lines)).complaints;
    let here: Vec<_> = complaints
        .iter()
        .filter(|it| it.person == 2 && usize::from(it.column) == town && it.tool)
        .collect();
    let [found] = here.as_slice() else { panic!("{here:#?}") };
    assert_eq!(
        (found.finding.rule.as_str(), found.correction.as_deref()),
        ("check.list", Some("011011"))
    );
}

#[test]
fn quotes_are_never_taken_in_silence() {
    let free = form()
        .columns
        .iter()
        .find(|(_, it)| it.to.as_ref().is_some_and(|to| to.field.as_str() == "f.reason"))
        .unwrap();
    let number = usize::from(*free.1.file.get(&form().entry.set).unwrap());
    let cell = "\"\u{3042}, \u{3044}\"";
    // In a file of the tool's own form they are letters, and it is asked whether they are meant.
    assert_eq!(
        of_cell(number, cell),
        Some(("sheet.quoted".into(), Some("\u{3042}, \u{3044}".into())))
    );
    assert_eq!(of_cell(405, "\"1600023\""), Some(("check.chars".into(), Some("1600023".into()))));
    assert_eq!(of_cell(number, "\u{3042} \"\u{3044}\""), None);
    // In any other they are taken off, and it is said.
    let mut lines = lines();
    lines[2][number - 1] = cell.into();
    let found = report(&utf16(&(joined(&lines, "\t", "\r\n") + "\r\n")));
    assert!(
        found
            .faults
            .iter()
            .any(|fault| matches!(fault, FileFault::Form(form) if form.quotes == 1)),
        "{:?}",
        found.faults
    );
    // One that closes nowhere belongs to the answer, and swallows no line.
    lines[2][number - 1] = "\"\u{3042}".into();
    let found = report(&utf16(&(joined(&lines, "\t", "\r\n") + "\r\n")));
    assert_eq!(found.faults, [FileFault::LastBreak]);
}

fn case(name: &str) -> CaseFile {
    let cases = rulebook::host::load(&common::root()).unwrap().cases();
    let file = cases.iter().find(|it| it.ends_with(format!("extension/{name}.toml")));
    CaseFile::open(file.unwrap_or_else(|| panic!("{name}"))).unwrap()
}

fn written(answers: &Answers, today: Day) -> Vec<u8> {
    let person = Person {
        number: 1,
        answers: answers.clone(),
        rest: vec![],
    };
    write(book(), form(), &[person], today)
}

#[test]
fn who_files_alone_is_not_told_that_the_agent_is_missing() {
    for (name, alone) in [
        ("minimal_engineer", true),
        ("legal_representative", true),
        ("maximal_engineer", false),
    ] {
        let case = case(name);
        let mut answers = case.judged(book());
        let found = check(book(), form(), &written(&answers, case.today), case.today).unwrap();
        assert_eq!(
            found.faults,
            if alone { vec![FileFault::Alone { line: 2 }] } else { vec![] },
            "{name}"
        );
        assert_eq!(said(&found), Vec::<String>::new(), "{name}");
        // A real gap is still told, and so is half an agent.
        answers.set(Slot::of("f.home_town"), "");
        let found = check(book(), form(), &written(&answers, case.today), case.today).unwrap();
        assert!(
            found.complaints.iter().any(|it| it.tool && it.finding.rule == "check.required"),
            "{name}"
        );
    }
    let case = case("maximal_engineer");
    let mut answers = case.judged(book());
    let asked = assess(book(), &answers, case.today);
    let agent: Vec<_> = asked
        .fields
        .keys()
        .filter(|slot| slot.field.as_str().starts_with("f.agent_"))
        .cloned()
        .collect();
    assert!(agent.len() > 2, "{agent:?}");
    answers.set(agent[0].clone(), "");
    let found = check(book(), form(), &written(&answers, case.today), case.today).unwrap();
    assert_eq!(found.faults, []);
    assert!(
        found.complaints.iter().any(|it| it.field.as_ref() == Some(&agent[0])),
        "{:?}",
        said(&found)
    );
}

#[test]
fn an_answer_that_a_spreadsheet_would_run_is_written_as_text() {
    let case = case("minimal_engineer");
    let cell = |field: &str, typed: &str| {
        let mut answers = case.judged(book());
        answers.set(Slot::of(field), typed);
        let column = form()
            .columns
            .iter()
            .find(|(_, it)| it.to.as_ref().is_some_and(|to| to.field.as_str() == field))
            .unwrap();
        let number = usize::from(*column.1.file.get(&form().entry.set).unwrap());
        decode(&written(&answers, case.today)).unwrap()[1][number - 1].clone()
    };
    for sign in ["=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}"] {
        // Any letter is taken there; there only wide ones, of which the space is one; there none that helps, and the answer is wrong anyway.
        for field in ["f.reason", "f.home_town", "f.postal_code", "f.birth_date", "f.sex", "f.experience"] {
            let written = cell(field, &format!("{sign}1+2"));
            assert!(written.starts_with([' ', '\u{3000}']), "{field}: `{written}`");
        }
        assert!(cell("f.reason", &format!("\t\r\n{sign}1")).starts_with(' '));
        assert_eq!(cell("f.reason", sign), sign, "a sign alone is no formula");
    }
    assert!(cell("f.notice_email", "=cmd|x!a@a.jp").starts_with(' '));
    assert_eq!(
        cell("f.notice_email", "+a@a.jp"),
        "+a@a.jp",
        "a space would make another address of it"
    );
    assert_eq!(cell("f.reason", "a=1"), "a=1");
}
