//! No page says two things of one file: every photo and paper of the tests is given, and the page is read, before and after the photo is cut.
//! Which sentences of the photo exclude each other also stands in `src/pages/photo/tests/said.rs`, where it costs less.

use end_to_end::files::{pdf, png};
use end_to_end::{Book, Browser, Desk, Root, browsers, everything, site, until, with};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const PHOTO: &str = "#document-d-photo";
const PAPER: &str = "#document-d-resident_tax_assessment";

/// Words of a sentence above the frame or beside it, and rules (by their names) that cannot have come out so beside it.
const EXCLUDE: [(&str, &str, &[&str]); 9] = [
    ("photo.crop.auto", "missed", &["r.photo_no_face", "r.photo_no_crop"]),
    ("photo.crop.doubt", "missed", &["r.photo_no_face"]),
    ("photo.crop.tight", "missed", &["r.photo_no_face"]),
    ("photo.crop.tight", "met", &["r.photo_no_crop"]),
    ("photo.crop.eye", "met", &["r.photo_no_face", "r.photo_face_size", "r.photo_top"]),
    (
        "photo.crop.none",
        "missed",
        &["r.photo_shape", "r.photo_not_jpeg", "r.photo_bytes", "r.photo_gps"],
    ),
    (
        "photo.right",
        "missed",
        &["r.photo_shape", "r.photo_not_jpeg", "r.photo_bytes", "r.photo_gps"],
    ),
    (
        "photo.right",
        "missed",
        &["r.photo_head_cut", "r.photo_no_face", "r.photo_face_size", "r.photo_top"],
    ),
    ("photo.place.gone", "missed", &["r.photo_gps"]),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_says_two_things_of_a_file() {
    for kind in browsers() {
        with(kind, "contradictions", read).await;
    }
}

async fn read(browser: &Browser) {
    let book = Book::read("ja");
    // A company of category 3: certificates of tax are asked for.
    let answers = [
        ("f.employer_category", "cat3"),
        ("f.first_extension_after_job_change", "no"),
        ("f.language_based_work", "no"),
    ];
    let case = book.case_but("extension/minimal_engineer", &answers);
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_to("photo").await;
    let root = &person.root;
    // Numbers are read more easily there.
    root.speak("en").await;
    let book = &Book::read("en");

    let mut photos = pictures();
    photos.push(person.files.put("wall.png", &png(900, 700)));
    photos.push(person.files.put("paper.pdf", &pdf(1, "paper")));
    photos.push(person.files.put("narrow.png", &png(300, 400)));
    for photo in &photos {
        println!("  {}", photo.display());
        person.give(PHOTO, photo).await;
        settled(root, book, PHOTO).await;
        agrees(root, book, photo, "as it was chosen").await;
        if root.has(".photo_crop-stage").await {
            root.press_text(".photo_crop button", book.text("photo.use")).await;
            root.wait(".photo_crop-pair").await;
            settled(root, book, PHOTO).await;
            agrees(root, book, photo, "cut").await;
        }
        root.press(&format!("{PHOTO} .file_list-row > button")).await;
        root.wait_gone(".photo_crop").await;
    }

    println!("  papers");
    person.give(PHOTO, &person.files.photo()).await;
    settled(root, book, PHOTO).await;
    root.go("papers").await;
    root.wait(PAPER).await;
    let mut papers = photos;
    papers.push(person.files.locked_pdf("locked.pdf"));
    papers.push(person.files.form_pdf("form.pdf"));
    papers.push(person.files.put("empty.pdf", b""));
    for paper in &papers {
        println!("  {}", paper.display());
        person.give(PAPER, paper).await;
        settled(root, book, PAPER).await;
        let says = "const row = root.querySelector(a + ' .file_list-row');
            return [row.querySelector('.file_list-verdict').dataset.state,
                ...[...row.querySelectorAll('.finding')].map((it) => it.dataset.severity)]";
        let says = root.texts(says, &[json!(PAPER)]).await;
        let worst = ["blocks", "warns"]
            .into_iter()
            .find(|it| says.iter().skip(1).any(|says| says == it));
        let wanted = match worst {
            Some("blocks") => "problem",
            Some(_) => "care",
            None => "good",
        };
        assert_eq!(says[0], wanted, "{paper:?}: {says:?}");
        root.press(&format!("{PAPER} .file_list-row > button")).await;
        root.wait_gone(&format!("{PAPER} .file_list-row")).await;
    }
}

/// Every picture of the tests; of the faces some, if not everything is walked.
fn pictures() -> Vec<PathBuf> {
    const SOME: [&str; 3] = ["bun.jpg", "turned_far.jpg", "mouth_wide.jpg"];
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let media = here.join("../crates/media/tests/files");
    let mut found = Vec::new();
    for folder in [here.join("files"), media.clone(), media.join("faces")] {
        for file in std::fs::read_dir(&folder).expect("pictures").flatten() {
            let (path, name) = (file.path(), file.file_name().to_string_lossy().into_owned());
            let kind = path.extension().is_some_and(|it| it != "md" && it != "js" && it != "pdf");
            let wanted = everything() || !folder.ends_with("faces") || SOME.contains(&name.as_str());
            if path.is_file() && kind && wanted {
                found.push(path.canonicalize().expect("a path"));
            }
        }
    }
    found.sort();
    found
}

/// Until everything has been looked at.
async fn settled(root: &Root, book: &Book, place: &str) {
    let verdict = format!("{place} .file_list-verdict:is([data-state=good], [data-state=care], [data-state=problem])");
    until("the verdict", async || root.has(&verdict).await.then_some(())).await;
    let busy = "return root.querySelector(a).textContent.includes(b)";
    let looking = json!(book.text("photo.looking"));
    until("all of it", async || {
        (root.ask(busy, &[json!(place), looking.clone()]).await == json!(false)).then_some(())
    })
    .await;
}

async fn agrees(root: &Root, book: &Book, photo: &Path, when: &str) {
    let rows = "return [...root.querySelectorAll('.rule_list-row')].map((it) => [it.dataset.state,
        it.querySelector('.rule_list-name').textContent, it.querySelector('.rule_list-note')?.textContent ?? '',
        it.querySelector('.rule_list-state').textContent].join('\\t'))";
    let rows = root.texts(rows, &[]).await;
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.split('\t').collect()).collect();
    let states: BTreeMap<&str, &str> = rows.iter().map(|row| (row[1], row[0])).collect();
    assert_eq!(states.len(), rows.len(), "{photo:?}, {when}: a rule is told twice: {rows:?}");
    let said = root
        .texts(
            "return [...root.querySelectorAll('.photo_crop p, .photo_crop figcaption')].map((it) => it.textContent.trim())",
            &[],
        )
        .await;
    for (text, state, rules) in EXCLUDE {
        if !said.iter().any(|it| it.contains(book.text(text))) {
            continue;
        }
        for rule in rules {
            let name = book.text(&format!("{rule}.name"));
            assert_ne!(states.get(name), Some(&state), "{photo:?}, {when}: {text} beside {rule}: {rows:?}");
        }
    }
    for row in &rows {
        let [state, name, note, _] = row.as_slice() else { continue };
        if let Some(inside) = inside(note) {
            assert_eq!(inside, *state == "met", "{photo:?}, {when}: {name}: {note}");
        }
    }
    // The lengths of the frame and those of the photo that came of it.
    let readout = "return [...root.querySelectorAll('#photo-now li')].map((it) => it.dataset.state + '\\t' + it.textContent.trim())";
    for line in root.texts(readout, &[]).await {
        let (state, text) = line.split_once('\t').expect("a state");
        if let Some(inside) = inside(text).filter(|_| state != "unknown") {
            assert_eq!(inside, state == "met", "{photo:?}, {when}: {text}");
        }
    }
}

/// Whether the number that a text names is in the range that it names; nothing of a text without both.
fn inside(text: &str) -> Option<bool> {
    let text = text.replace("in 1 mm", "").replace(',', "");
    let numbers: Vec<f64> = text
        .split(|it: char| !it.is_ascii_digit() && it != '.' && it != '-')
        .filter_map(|it| it.parse().ok())
        .collect();
    match numbers.as_slice() {
        [is, to] if text.contains("up to") => Some(is <= to),
        [is, from] if text.contains("or more") => Some(is >= from),
        [is, from, to, ..] if text.contains(" to ") => Some((from..=to).contains(&is)),
        _ => None,
    }
}
