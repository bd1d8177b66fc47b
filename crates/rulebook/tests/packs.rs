//! The small rulebook in `tests/mini`, from folder to packs and back.
#![cfg(feature = "host")]

use rulebook::host::{Book, lint, load};
use rulebook::{Expr, FieldId, Grade, Loaded, Pack, PackName};
use std::path::{Path, PathBuf};

fn mini() -> Book {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mini")).unwrap_or_else(|all| panic!("{all:#?}"))
}

fn names(book: &Book) -> Vec<String> {
    book.packs().iter().map(|pack| pack.name.to_string()).collect()
}

fn fetched(book: &Book) -> Loaded {
    let packs = book.packs();
    let mut loaded = Loaded::from_core(&packs[0].bytes).unwrap();
    for pack in packs[1..].iter().filter(|pack| pack.lang.is_none()) {
        assert_eq!(pack.file, format!("{}.{}.bin", pack.name, loaded.core.packs[&pack.name]));
        loaded.take(&pack.name, &pack.bytes).unwrap();
    }
    loaded
}

#[test]
fn nothing_is_wrong_with_it() {
    assert_eq!(lint(&mini(), &["photo.width_px"]), []);
}

#[test]
fn gaps_are_filled_from_sources_and_columns() {
    let book = mini();
    let loaded = book.loaded();
    let field = |id: &str| loaded.field(&FieldId::new(id)).unwrap();
    assert_eq!(field("f.name").cite.source.as_str(), "src.form");
    assert_eq!(field("f.name").cite.grade(), Grade::Official);
    assert_eq!(field("f.name").cite.checked, Some("2026-03-01".parse().unwrap()));
    assert_eq!(field("f.family_pay").cite.grade(), Grade::Secondary);
    assert_eq!(
        (field("f.name").limit.max, field("f.name").limit.chars.len()),
        (Some(20), 2),
        "its own length, the column's letters"
    );
    assert_eq!(field("f.family_name").limit.max, Some(30));
    assert!(field("f.sex").limit.is_free());
    assert!(matches!(&loaded.core.dates[0].day, Expr::Shift { .. }));
}

#[test]
fn the_classes_that_documents_serve_travel_with_them() {
    let book = mini();
    let all = fetched(&book);
    let served: Vec<_> = all.documents["ds.common"].classes.iter().map(|class| class.id.as_str()).collect();
    assert_eq!(served, ["bt3.clerk.1.2"], "and no other");
    let class = all.class(&"bt3.clerk.1.2".into()).unwrap();
    assert_eq!(class.cite.grade(), Grade::Official);
    assert!(all.class(&"bt3.clerk.1.1".into()).is_none());
}

#[test]
fn each_pack_holds_what_it_should() {
    assert_eq!(
        names(&mini()),
        [
            "core",
            "characters",
            "codes.town",
            "ds.common",
            "official.extension",
            "official.extension.P",
            "official.extension.main",
            "official.extension.together",
            "part.person",
            "sources",
            "text.en.part.person",
            "text.ja.core",
            "text.ja.ds.common",
            "text.ja.later",
            "text.ja.part.person",
            "text.ja.person"
        ]
    );
}

#[test]
fn what_arrives_is_what_was_packed() {
    let book = mini();
    assert_eq!(fetched(&book), book.loaded());
    assert_eq!(fetched(&book).core.edition, book.edition());
    assert_eq!(book.packs(), mini().packs(), "the same folder gives the same bytes");
    for pack in book.packs().iter().filter(|pack| pack.lang.is_none()) {
        let read: Pack = borsh::from_slice(&pack.bytes).unwrap();
        assert_eq!(borsh::to_vec(&read).unwrap(), pack.bytes, "{}", pack.name);
    }
}

#[test]
fn a_small_change_changes_the_edition() {
    let mut book = mini();
    let before = book.edition();
    book.made.documents[0].documents[0].fresh = None;
    assert_ne!(book.edition(), before);
}

#[test]
fn lists_are_found_in_their_packs() {
    let book = mini();
    let all = fetched(&book);
    let only_core = Loaded::from_core(&book.packs()[0].bytes).unwrap();
    let pack = |list| all.core.pack_of_list(list).map(|name| name.to_string());
    assert_eq!(pack("codes.town_13").as_deref(), Some("codes.town"));
    assert_eq!(pack("codes.sex"), None, "it comes with its part");
    assert_eq!(only_core.pack_for_list("codes.town_13"), Some(PackName::new("codes.town")));
    assert_eq!(all.pack_for_list("codes.town_99"), None, "its family came without it");
}

#[test]
fn what_is_known_of_characters_comes_in_a_pack_of_its_own() {
    let book = mini();
    let all = fetched(&book);
    let only_core = Loaded::from_core(&book.packs()[0].bytes).unwrap();
    assert_eq!(only_core.pack_for_characters(), Some(PackName::new("characters")));
    assert_eq!(all.pack_for_characters(), None);
    assert!(only_core.characters.is_empty());
    assert_eq!(all.characters.whole('e', '\u{301}'), Some('\u{e9}'));
}

#[test]
fn the_official_form_is_complete() {
    let loaded = mini().loaded();
    let form = loaded.official("04P1").unwrap();
    assert_eq!(form.width, 12);
    assert_eq!(
        form.header,
        [
            "",
            "",
            "",
            "selSex",
            "txtName",
            "selTown",
            "txtPay1",
            "txtFamily1",
            "txtHidden",
            "txtNameToo",
            "selSexToo",
            ""
        ]
    );
    assert_eq!(form.when.keys().collect::<Vec<_>>(), ["together"]);
    let columns: Vec<_> = form
        .columns
        .iter()
        .map(|(sheet, column)| format!("{sheet} {}", column.col))
        .collect();
    assert_eq!(
        columns,
        ["main B", "main C", "main D", "main E", "P B", "P D", "together B", "together C"]
    );
    assert_eq!(form.columns[0].1.file.len(), 1);
    let list = form.columns[3].1.list.as_ref().unwrap();
    assert_eq!((list.parent.as_str(), list.linked.as_str()), ("main.D", "codes.town"));
}

#[test]
fn the_official_form_waits_for_its_sheets() {
    let book = mini();
    let packs = book.packs();
    let mut loaded = Loaded::from_core(&packs[0].bytes).unwrap();
    let names = |loaded: &Loaded| {
        loaded
            .packs_for_official("04P1")
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    let take = |loaded: &mut Loaded| {
        for name in loaded.packs_for_official("04P1") {
            let pack = packs.iter().find(|pack| pack.name == name).unwrap();
            loaded.take(&name, &pack.bytes).unwrap();
        }
    };
    assert_eq!(names(&loaded), ["official.extension"]);
    take(&mut loaded);
    assert_eq!(
        names(&loaded),
        ["official.extension.main", "official.extension.P", "official.extension.together"]
    );
    assert_eq!(loaded.official("04P1"), None);
    take(&mut loaded);
    assert!(names(&loaded).is_empty());
    assert_eq!(loaded.official("04P1"), book.loaded().official("04P1"));
    assert_eq!(loaded.packs_for_official("04Z9"), []);
}

#[test]
fn what_is_old_is_listed() {
    let day = "2027-03-02".parse().unwrap();
    let stale: Vec<_> = mini().stale(day, 365).into_iter().map(|it| it.id).collect();
    assert!(stale.contains(&"f.name".to_owned()));
    assert!(!stale.contains(&"f.family_pay".to_owned()), "its source was read one day later");
}

/// The packs of the small rulebook rest in `tests/packed`, where `tests/read_packs.rs` reads them without the feature `host`.
#[test]
fn the_packs_at_rest_are_up_to_date() {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packed");
    for pack in mini().packs() {
        let path = folder.join(format!("{}.bin", pack.name));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &pack.bytes).unwrap();
        }
        let rests = std::fs::read(&path).unwrap_or_default();
        assert!(
            rests == pack.bytes,
            "{} is not what is packed now: run the test with UPDATE=1",
            path.display()
        );
    }
}
