//! A small made-up tool of a library, imported twice and in a second edition.

use super::fill::fill;
use super::import::import;
use super::lists::draft;
use rulebook::host::folded::{Grid, SheetFile, expand};
use rulebook::host::read;
use rulebook::number_of;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A folder that is gone when the test is.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("madoguchi-official-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::copy(fixtures().join("common.toml"), folder.join("common.toml")).unwrap();
        Scratch(folder)
    }

    /// Every file and what stands in it.
    fn files(&self) -> BTreeMap<String, String> {
        let names = crate::place::files(&self.0).unwrap();
        let read = |name: &PathBuf| std::fs::read_to_string(self.0.join(name)).unwrap();
        names.iter().map(|name| (name.display().to_string(), read(name))).collect()
    }

    fn text(&self, file: &str) -> String {
        std::fs::read_to_string(self.0.join(file)).unwrap()
    }

    fn grid(&self, sheet: &str) -> Grid {
        let file: SheetFile = read(sheet, &self.text(&format!("{sheet}.toml"))).unwrap();
        expand(&file).unwrap()
    }

    /// What fills a column of a tool.
    fn to(&self, tool: &str, sheet: &str, col: &str) -> String {
        let grid = self.grid(sheet);
        let cell = grid
            .of_tool(tool)
            .into_iter()
            .find(|cell| Some(cell.col) == number_of(col))
            .unwrap();
        let to = cell.to.as_ref().map(|to| format!("{} {} {}", to.field, to.row, to.item));
        to.unwrap_or_default().trim().to_owned()
    }

    fn import(&self, edition: &str) -> Vec<String> {
        import(&fixtures().join(edition), &self.0).unwrap()
    }

    fn fill(&self, json: &str) -> Vec<String> {
        let file = self.0.join("fill.json");
        std::fs::write(&file, json).unwrap();
        let wrong = fill(&file, &self.0).unwrap();
        std::fs::remove_file(file).unwrap();
        wrong
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/official")
}

#[test]
fn a_tool_is_imported_and_each_thing_written_once() {
    let scratch = Scratch::new("once");
    let said = scratch.import("first");
    assert_eq!(
        said,
        [
            "borrow: 81Q1 (丙 Third) has no column set and is left out",
            "borrow: 4 application codes",
            "renew: 82Q1 (丙 Third) has no column set and is left out",
            "renew: 4 application codes",
            "8 application codes in all",
        ]
    );
    for file in ["main.toml", "A.toml", "extra.toml", "tools/renew.toml"] {
        let rests = fixtures().join("written").join(file);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(rests.parent().unwrap()).unwrap();
            std::fs::write(&rests, scratch.text(file)).unwrap();
        }
        let expected = std::fs::read_to_string(&rests).unwrap_or_default();
        assert_eq!(scratch.text(file), expected, "{file}: look at it, then run the test with UPDATE=1");
    }
}

#[test]
fn importing_again_changes_nothing() {
    let scratch = Scratch::new("again");
    scratch.import("first");
    scratch.fill(r#"{ "A": { "C": { "field": "f.title", "row": 1 }, "E": { "field": "f.title", "row": 2 } } }"#);
    let text = scratch.text("extra.toml");
    std::fs::write(
        scratch.0.join("extra.toml"),
        format!("# A note.\n\nwhen = \"f.too is yes\"\n{text}"),
    )
    .unwrap();
    let said = scratch.import("first");
    assert_eq!(said.len(), 5, "{said:?}");
    let files = scratch.files();
    assert!(
        files["extra.toml"].starts_with("# A note.\n\nsheet = \"extra\"\nwhen = \"f.too is yes\"\n"),
        "{}",
        files["extra.toml"]
    );
    scratch.import("first");
    assert_eq!(scratch.files(), files);
}

#[test]
fn what_fills_a_column_fills_those_that_mean_the_same() {
    let scratch = Scratch::new("fill");
    scratch.import("first");
    let wrong = scratch.fill(
        r#"{
            "borrow/main": { "C": { "field": "f.number" }, "Z": { "field": "f.number" } },
            "renew/main": { "C": { "field": "f.limit" } },
            "A": { "C": { "field": "f.title", "row": 1 }, "E": { "field": "f.title", "row": 2 }, "G": { "field": "f.last" } },
            "gone": { "A": { "field": "f.x" } }
        }"#,
    );
    assert_eq!(wrong, ["borrow/main: there is no column Z", "gone: there is no such sheet"]);
    assert_eq!(scratch.to("borrow", "main", "C"), "f.number 0");
    assert_eq!(
        scratch.to("renew", "main", "D"),
        "f.number 0",
        "the same column under another letter"
    );
    assert_eq!(scratch.to("renew", "main", "C"), "f.limit 0");
    let rows = ["C", "E", "G"].map(|col| scratch.to("renew", "A", col));
    assert_eq!(rows, ["f.title 1", "f.title 2", "f.last 0"]);
    // One tool can have its own, and none.
    scratch.fill(r#"{ "renew/A": { "C": { "field": "f.other", "item": "x" }, "E": null } }"#);
    assert_eq!(
        (scratch.to("borrow", "A", "C"), scratch.to("borrow", "A", "E")),
        ("f.title 1".into(), "f.title 2".into())
    );
    assert_eq!(
        (scratch.to("renew", "A", "C"), scratch.to("renew", "A", "E")),
        ("f.other 0 x".into(), String::new())
    );
}

#[test]
fn a_new_edition_keeps_what_people_own_and_says_what_changed() {
    let scratch = Scratch::new("edition");
    scratch.import("first");
    scratch.fill(r#"{ "renew/main": { "B": { "field": "f.name" }, "C": { "field": "f.limit" }, "D": { "field": "f.number" } } }"#);
    let said = scratch.import("second");
    let expected = [
        "renew/main: column C went (期限); `f.limit` has lost its column",
        "renew/main: column C came (電話)",
        "renew/main: column D limit: `digits 8!` -> `digits 9!`",
        "borrow: 81Q1 (丙 Third) has no column set and is left out",
        "borrow: edition: `1` -> `2`",
        "borrow: 81C1 came (戊 Fifth)",
        "borrow: 5 application codes",
        "renew: 82Q1 (丙 Third) has no column set and is left out",
        "renew: edition: `1` -> `2`",
        "renew: 82C1 came (戊 Fifth)",
        "renew: 5 application codes",
        "10 application codes in all",
    ];
    assert_eq!(said, expected);
    assert_eq!(scratch.to("renew", "main", "B"), "f.name 0");
    assert_eq!(
        (scratch.to("renew", "main", "C"), scratch.to("renew", "main", "D")),
        (String::new(), "f.number 0".into())
    );
    assert_eq!(scratch.to("borrow", "main", "C"), "f.number 0");
}

#[test]
fn a_tool_that_is_not_imported_stays() {
    let scratch = Scratch::new("some");
    scratch.import("first");
    scratch.fill(r#"{ "renew/main": { "C": { "field": "f.limit" } }, "renew/extra": { "B": { "field": "f.too" } } }"#);
    let before = scratch.files();
    let some = Scratch::new("some-facts");
    for file in ["borrow.json", "codes.json", "linked_codes.json"] {
        std::fs::copy(fixtures().join("first").join(file), some.0.join(file)).unwrap();
    }
    let said = import(&some.0, &scratch.0).unwrap();
    assert_eq!(said.last().map(String::as_str), Some("8 application codes in all"));
    assert_eq!(scratch.files(), before);
    // One whose sheet is gone loses what filled it.
    let mut renew: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(fixtures().join("first/renew.json")).unwrap()).unwrap();
    renew["sheets"]["extra"]["columns"][0]["csv"] = serde_json::json!({});
    std::fs::write(some.0.join("renew.json"), renew.to_string()).unwrap();
    let said = import(&some.0, &scratch.0).unwrap();
    let expected = [
        "renew/extra: the sheet went; these have lost their columns: {\"f.too\"}",
        "extra: no tool has this sheet any more; its file is left for you to delete",
    ];
    assert!(said.iter().map(String::as_str).take(2).eq(expected), "{said:#?}");
}

#[test]
fn lists_are_drafted() {
    let halves = ["ja", "en"].map(str::to_owned);
    let family = draft(&fixtures().join("first"), "ST", "codes.town", "src.x", true, &halves).unwrap();
    assert!(
        family.starts_with("# codes/<file>.toml\n[[family]]\nid = \"codes.town\"\nofficial = \"ST\"\n"),
        "{family}"
    );
    assert!(
        family.contains("id = \"codes.town_1\"\nsource") && family.contains("id = \"codes.town_2\""),
        "{family}"
    );
    let draft = |name: &str, id: &str| draft(&fixtures().join("first"), name, id, "src.x", false, &halves);
    let one = draft("YN", "codes.yes_no").unwrap();
    assert!(one.contains("{ id = \"1\" }"), "{one}");
    assert!(
        one.contains("# texts/ja/codes/<file>.toml\n[\"codes.yes_no\"]\n\"1\" = \"有\"\n"),
        "{one}"
    );
    assert!(
        one.contains("# texts/en/codes/<file>.toml\n[\"codes.yes_no\"]\n\"1\" = \"Yes\"\n"),
        "{one}"
    );
    let linked = draft("ST_1", "codes.town_1").unwrap();
    assert!(linked.contains("id = \"11\""), "{linked}");
    let differ = draft("PT", "codes.point").unwrap();
    assert!(
        differ.contains("official = \"borrow/PT\"") && differ.contains("official = \"renew/PT\""),
        "{differ}"
    );
    assert!(draft("NONE", "codes.none").is_err());
}
