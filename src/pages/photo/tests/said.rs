//! The page never says two things of one photo: every photo of the tests is measured as a browser measures it, cut, measured again, and what
//! the page says of it is read. Which sentences exclude each other stands in a list.

use super::super::ground::{Ground, Lengths};
use super::super::verdict::{Doubts, State, hint, is_right, rows};
use crate::case::tests::resumed;
use crate::case::{Attachment, Case, OfFiles, Preparation};
use crate::texts::Words;
use engine::{Check, Fact};
use media::photo::{Models, measure};
use media::{Cut, Input, Job, Made, Report, make};
use rulebook::{DocumentId, FactId, PackName, Takes};
use std::collections::BTreeMap;
use std::fs::read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What cannot stand on one page: the text above the frame, how a rule came out, or that nothing need be cut, and what it excludes.
const EXCLUDE: &[(&str, &[&str])] = &[
    // There are lines of a face, and there is none.
    (
        "photo.crop.auto",
        &["missed r.photo_no_face", "unknown r.photo_no_face", "missed r.photo_no_crop"],
    ),
    (
        "photo.crop.doubt",
        &["missed r.photo_no_face", "met r.photo_face_size", "met r.photo_eyes"],
    ),
    ("photo.crop.tight", &["missed r.photo_no_face", "met r.photo_no_crop"]),
    ("photo.crop.eye", &["met r.photo_no_face", "met r.photo_face_size"]),
    // It cannot be cut, and the way out is to cut it.
    ("photo.crop.none", CUTTING),
    // It need not be cut, and the way out is to cut it.
    ("photo.right", CUTTING),
    (
        "photo.right",
        &["missed r.photo_head_cut", "missed r.photo_no_face", "missed r.photo_no_crop"],
    ),
    // It holds of nobody.
    (
        "missed r.photo_no_face",
        &[
            "met r.photo_many_faces",
            "met r.photo_head_cut",
            "met r.photo_eyes",
            "met r.photo_top",
        ],
    ),
    // The same said twice, once so and once so.
    ("missed r.photo_head_cut", &["met r.photo_top", "met r.photo_no_crop"]),
    (
        "missed r.photo_not_looked_at",
        &["met r.photo_no_face", "missed r.photo_no_face", "photo.crop.auto"],
    ),
    (
        "missed r.photo_shape",
        &["met r.photo_face_size", "met r.photo_top", "met r.photo_background"],
    ),
];

/// Rules of which the way out is to cut.
const CUTTING: &[&str] = &[
    "missed r.photo_shape",
    "missed r.photo_not_jpeg",
    "missed r.photo_bytes",
    "missed r.photo_gps",
    "missed r.photo_face_size",
    "missed r.photo_top",
    "missed r.photo_off_centre",
    "later r.photo_top",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn models() -> &'static Models {
    static MODELS: OnceLock<Models> = OnceLock::new();
    MODELS.get_or_init(|| {
        let file = |name: &str| read(root().join(format!("workers/photo/models/{name}.onnx"))).unwrap();
        let mut models = Models::load(file("face-detector"), file("person-mask")).unwrap();
        models.add_mesh(file("face-mesh")).unwrap();
        models
    })
}

fn words(lang: &str) -> Words {
    let book = rulebook::host::load(&root().join("rulebook")).unwrap();
    let mut words = Words::of(lang);
    words.add(PackName::new("tests"), book.texts(lang));
    words
}

fn facts(report: Report) -> BTreeMap<FactId, Fact> {
    let fact = |fact| match fact {
        media::Fact::Bool(is) => Fact::Bool(is),
        media::Fact::Number(number) => Fact::Number(number),
        media::Fact::Text(text) => Fact::Text(text),
    };
    report.facts.into_iter().map(|(id, it)| (FactId::new(id), fact(it))).collect()
}

/// A case with one file for its photo.
struct Page {
    case: Case,
    document: DocumentId,
    key: &'static str,
}

impl Page {
    fn of(name: &str, bytes: &[u8]) -> Page {
        let mut case = resumed("minimal_engineer");
        let photo = case.assessment().documents.iter().find(|document| document.takes == Takes::Photo);
        let document = photo.unwrap().id.clone();
        let former: Vec<String> = case.answers().files(&document).iter().map(|file| file.key.clone()).collect();
        former
            .into_iter()
            .for_each(|key| case.apply(OfFiles::Detach(document.clone(), key)));
        case.apply(OfFiles::Attach(document.clone(), attachment("a", name, bytes)));
        let measured = measured(&case, name, bytes);
        case.apply(OfFiles::Measured("a".into(), measured));
        Page { case, document, key: "a" }
    }

    /// The frame as it lies at first is taken.
    fn cut(mut self, bytes: &[u8]) -> Option<Page> {
        let ground = self.ground()?;
        let Cut { x, y, width, height } = ground.first();
        let (made, report) = made(bytes, Cut { x, y, width, height }, 600.min(width as u32), 4.0 / 3.0)?;
        self.case.apply(OfFiles::Prepared(Box::new(Preparation {
            document: self.document.clone(),
            file: attachment("m", "me.jpg", &made.bytes),
            of: vec!["a".into()],
            pages: Vec::new(),
            facts: facts(report),
        })));
        let measured = measured(&self.case, "me.jpg", &made.bytes);
        self.case.apply(OfFiles::Measured("m".into(), measured));
        self.key = "m";
        Some(self)
    }

    fn checks(&self) -> Vec<Check> {
        self.case.checks(&self.document, self.key)
    }

    /// Of the picture, before and after it was cut.
    fn ground(&self) -> Option<Ground> {
        let (_, file) = self.case.file("a")?;
        Ground::of(file.facts.as_ref()?, crate::errands::frame(&self.case)?)
    }

    fn lengths(&self) -> Option<Lengths> {
        let ground = self.ground()?;
        ground.lengths(ground.first())
    }

    fn states(&self) -> BTreeMap<String, State> {
        let (words, checks) = (words("en"), self.checks());
        let rows = rows(&words, &checks, &[]);
        let state = |check: &Check| {
            let name = words.get(&format!("{}.name", check.rule)).to_owned();
            let row = rows.iter().find(|row| row.name == name)?;
            Some((check.rule.to_string(), row.state))
        };
        checks.iter().filter_map(state).collect()
    }

    /// All that is said, as in the list above.
    fn said(&self) -> Vec<String> {
        let (checks, is_cut) = (self.checks(), self.key == "m");
        let hint = hint(self.ground().as_ref(), false, is_cut, Doubts::of(&checks));
        let right = (!is_cut && is_right(&checks)).then(|| "photo.right".to_owned());
        let state = |state| match state {
            State::Missed => "missed",
            State::ByEye => "eye",
            State::Unknown => "unknown",
            State::Later => "later",
            State::Met => "met",
        };
        let rules = self.states().into_iter().map(|(rule, it)| format!("{} {rule}", state(it)));
        rules.chain([hint.to_owned()]).chain(right).collect()
    }
}

fn attachment(key: &str, name: &str, bytes: &[u8]) -> Attachment {
    Attachment {
        key: key.into(),
        name: name.into(),
        bytes: bytes.len() as u64,
        facts: None,
        keeping: engine::Keeping::Kept,
    }
}

fn measured(case: &Case, name: &str, bytes: &[u8]) -> BTreeMap<FactId, Fact> {
    let job = Job::Photo {
        max_bytes: u64::MAX,
        max_pixels: 50_000_000,
        frame: crate::errands::frame(case),
    };
    facts(measure(models(), &job, name, bytes))
}

fn made(bytes: &[u8], cut: Cut, width_px: u32, shape: f64) -> Option<(Made, Report)> {
    let job = Job::Crop {
        max_bytes: u64::MAX,
        max_pixels: 50_000_000,
        cut,
        width_px: width_px.max(1),
        height_px: (f64::from(width_px) * shape).round() as u32,
        width_mm: 30.0,
        under_bytes: 50_000,
    };
    let (report, made) = make(&job, &[Input { name: "a", bytes }], &mut |_| ());
    Some((made?, report))
}

/// Every photo of the tests, and parts of the portrait in which the head is anywhere.
fn photos() -> &'static [(String, Vec<u8>)] {
    static PHOTOS: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    PHOTOS.get_or_init(|| {
        let folders = ["crates/media/tests/files", "crates/media/tests/files/faces", "tests/files"];
        let files = folders.iter().flat_map(|folder| std::fs::read_dir(root().join(folder)).unwrap());
        let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        paths.retain(|path| path.is_file() && !path.extension().is_some_and(|it| it == "md" || it == "js"));
        paths.sort();
        let named = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
        let mut photos: Vec<(String, Vec<u8>)> = paths.iter().map(|path| (named(path), read(path).unwrap())).collect();
        let portrait = read(root().join("crates/media/tests/files/astronaut.jpg")).unwrap();
        for (at, (x, y, width)) in [
            (120.0, 0.0, 210.0),
            (130.0, 15.5, 190.0),
            (128.0, 4.0, 194.0),
            (127.0, 2.6, 195.0),
            (60.0, 0.0, 250.0),
            (180.0, 0.0, 190.0),
            (140.0, 60.0, 170.0),
            (0.0, 0.0, 380.0),
            (150.0, 0.0, 150.0),
        ]
        .into_iter()
        .enumerate()
        {
            for shape in [4.0 / 3.0, 1.0, 1.2] {
                let height = width * shape;
                let (made, _) = made(&portrait, Cut { x, y, width, height }, 300, shape).unwrap();
                photos.push((format!("part {at} of shape {shape:.2}"), made.bytes));
            }
        }
        // A picture without a face, one that is not whole, and what is none.
        photos.push(("whole.pdf".into(), b"%PDF-1.7\n".to_vec()));
        photos.push(("broken.jpg".into(), portrait.iter().take(40_000).copied().collect()));
        photos.push((
            "bottom.jpg".into(),
            made(
                &portrait,
                Cut {
                    x: 380.0,
                    y: 380.0,
                    width: 90.0,
                    height: 120.0,
                },
                90,
                4.0 / 3.0,
            )
            .unwrap()
            .0
            .bytes,
        ));
        photos
    })
}

#[test]
fn no_two_sentences_of_the_page_exclude_each_other() {
    let mut wrong = Vec::new();
    for (name, bytes) in photos() {
        let page = Page::of(name, bytes);
        let before = page.said();
        let after = page.cut(bytes).map(|page| page.said()).unwrap_or_default();
        for (when, said) in [("before", before), ("after", after)] {
            for (one, others) in EXCLUDE {
                for other in *others {
                    if said.iter().any(|it| it == one) && said.iter().any(|it| it == other) {
                        wrong.push(format!("{name}, {when}: {one} beside {other}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_list_names_what_the_page_can_say() {
    let words = words("ja");
    for said in EXCLUDE.iter().flat_map(|(one, others)| others.iter().chain([one])) {
        let id = said.split_once(' ').map_or(*said, |(_, rule)| rule);
        assert!(words.find(id).is_some(), "{id}");
    }
}

/// Which numbers a text of a rule names: what was measured, and from and up to where it may be.
fn range(seen: &str) -> Option<(f64, Option<f64>, Option<f64>)> {
    let numbers: Vec<f64> = seen
        .replace(',', "")
        .split(|it: char| !it.is_ascii_digit() && it != '.' && it != '-')
        .filter_map(|it| it.parse().ok())
        .collect();
    match (numbers.as_slice(), seen) {
        ([is, from, to, ..], _) => Some((*is, Some(*from), Some(*to))),
        ([is, to], seen) if seen.contains("up to") => Some((*is, None, Some(*to))),
        ([is, from], seen) if seen.contains("or more") => Some((*is, Some(*from), None)),
        _ => None,
    }
}

#[test]
fn a_rule_is_met_just_where_the_number_that_is_shown_is_in_its_range() {
    let words = words("en");
    let (mut wrong, mut read) = (Vec::new(), 0);
    for (name, bytes) in photos() {
        let page = Page::of(name, bytes);
        let mut look = |page: &Page, when: &str| {
            for row in rows(&words, &page.checks(), &[]) {
                let Some(seen) = &row.seen else { continue };
                let Some((is, from, to)) = range(&seen.replace("in 1 mm", "")) else {
                    continue;
                };
                read += 1;
                let inside = from.is_none_or(|from| from <= is) && to.is_none_or(|to| is <= to);
                if inside != (row.state == State::Met) {
                    wrong.push(format!("{name}, {when}: {} {:?} {seen}", row.name, row.state));
                }
            }
        };
        look(&page, "before");
        if let Some(page) = page.cut(bytes) {
            look(&page, "after");
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(read > 200, "{read}");
}

#[test]
fn what_is_met_before_the_cut_is_met_after_it_and_so_are_the_lengths_of_the_frame() {
    let mut wrong = Vec::new();
    for (name, bytes) in photos() {
        let page = Page::of(name, bytes);
        let (before, lengths) = (page.states(), page.lengths());
        let must_be_cut = before.get("r.photo_shape") == Some(&State::Missed);
        let Some(after) = page.cut(bytes) else { continue };
        let after = after.states();
        for (rule, _) in before.iter().filter(|(_, state)| must_be_cut && **state == State::Met) {
            if matches!(after.get(rule), Some(State::Missed)) {
                wrong.push(format!("{name}: {rule} is met before and not after"));
            }
        }
        let Some(lengths) = lengths else { continue };
        for (rule, kept) in [
            ("r.photo_face_size", lengths.face.is_kept()),
            ("r.photo_top", lengths.top.is_kept()),
            ("r.photo_off_centre", lengths.centre.is_kept()),
        ] {
            match after.get(rule) {
                Some(State::Met) if !kept => wrong.push(format!("{name}: {rule} is met, and not in the frame")),
                Some(State::Missed) if kept => wrong.push(format!("{name}: {rule} is not met, and in the frame it is")),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// How a rule comes out for a face of the tests.
fn state(face: &str, rule: &str) -> Option<State> {
    let bytes = read(root().join(format!("crates/media/tests/files/faces/{face}.jpg"))).unwrap();
    let page = Page::of("me.jpg", &bytes);
    let page = page.cut(&bytes).unwrap();
    page.states().get(rule).copied()
}

#[test]
fn a_mouth_that_is_wide_open_is_told_and_one_that_is_closed_is_met() {
    for face in ["mouth_wide", "mouth_wide_small"] {
        assert_eq!(state(face, "r.photo_mouth"), Some(State::Missed), "{face}");
    }
    for face in ["plain_man", "plain_woman", "plain_beard"] {
        assert_eq!(state(face, "r.photo_mouth"), Some(State::Met), "{face}");
    }
}

#[test]
fn eyes_are_never_said_to_be_open() {
    for face in ["eyes_shut", "eyes_shut_near", "plain_man", "plain_woman", "plain_beard"] {
        assert_eq!(state(face, "r.photo_eyes"), Some(State::ByEye), "{face}");
    }
}

#[test]
fn lengths_are_not_judged_where_hair_is_tied_up_or_the_head_is_turned() {
    for face in ["bun", "headwrap", "turned_left", "turned_right_in_hat", "turned_far"] {
        assert_eq!(state(face, "r.photo_face_size"), Some(State::ByEye), "{face}");
    }
    for face in ["turned_left", "turned_far"] {
        assert_eq!(state(face, "r.photo_off_centre"), Some(State::ByEye), "{face}");
    }
    for face in ["plain_man", "plain_woman", "plain_beard"] {
        for rule in ["r.photo_face_size", "r.photo_top", "r.photo_off_centre"] {
            let judged = state(face, rule);
            assert!(matches!(judged, Some(State::Met | State::Missed)), "{face}: {rule}: {judged:?}");
        }
    }
    assert_eq!(state("plain_man", "r.photo_face_size"), Some(State::Met));
}

#[test]
fn what_no_machine_tells_is_on_the_list_to_look_at() {
    let case = resumed("minimal_engineer");
    let photo = case.assessment().documents.iter().find(|document| document.takes == Takes::Photo);
    let looks: Vec<&str> = case.looks(&photo.unwrap().id).iter().map(|look| look.as_str()).collect();
    assert!(looks.contains(&"photo.eye.open") && looks.contains(&"photo.eye.lines"), "{looks:?}");
}
