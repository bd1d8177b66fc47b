//! Reads packs as the browser does: in a build without the feature `host` no TOML and no parser are there.

use rulebook::{Condition, FieldId, Loaded, PackName, Texts};
use std::path::Path;

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/packed/{name}.bin"))).unwrap()
}

#[test]
fn every_pack_is_read() {
    let mut loaded = Loaded::from_core(&bytes("core")).unwrap();
    for name in loaded.core.packs.clone().into_keys() {
        if name.as_str().starts_with("text.") {
            let texts = Texts::read(&bytes(name.as_str())).unwrap();
            assert!(!texts.0.is_empty());
        } else {
            loaded.take(&name, &bytes(name.as_str())).unwrap();
        }
    }
    assert_eq!(loaded.fields().count(), 8);
    let town = loaded.field(&FieldId::new("f.town")).unwrap();
    assert_eq!(town.asked.to_string(), "f.prefecture filled");
    assert_eq!(loaded.field(&FieldId::new("f.name")).unwrap().asked, Condition::Always);
    assert!(loaded.list("codes.town_13").is_some() && loaded.list("codes.sex").is_some());
    assert!(loaded.official("04P1").is_some());
}

#[test]
fn a_broken_pack_says_so() {
    let mut loaded = Loaded::default();
    assert!(loaded.take(&PackName::new("part.person"), b"\x01\x05part").is_err());
}
