//! A rulebook of one procedure, one status, three fields and one document that is asked for.

use std::path::Path;

pub const PAPER: &str = "d.paper";
pub const EXTRA: &str = "d.extra";
pub const PHOTO: &str = "d.photo";

pub fn answers(name: &str) -> Vec<(&'static str, &str)> {
    vec![
        ("f.applicant", "k.one"),
        ("f.procedure", "p.one"),
        ("f.status", "s.one"),
        ("f.name", name),
        ("f.day", "2026-11-01"),
    ]
}

const FILES: &[(&str, &str)] = &[
    (
        "sources.toml",
        r#"
        [[source]]
        id = "src.law"
        title = "Made up"
        publisher = "Nobody"
        read = "2026-01-01"
        grade = "official"
        [[source]]
        id = "src.rumour"
        title = "Made up"
        publisher = "Nobody"
        read = "2026-01-01"
        grade = "secondary"
        "#,
    ),
    ("languages.toml", "language = [{ code = \"en\", name = \"English\" }]"),
    (
        "values.toml",
        r#"
        [[value]]
        id = "v.paper_bytes"
        unit = "unit.bytes"
        for_code = "paper-max-bytes"
        since = [{ from = "2020-01-01", is = 100000, source = "src.law" }]
        "#,
    ),
    ("applicants.toml", "applicant = [{ id = \"k.one\", source = \"src.law\" }]"),
    ("statuses.toml", "status = [{ id = \"s.one\", source = \"src.law\" }]"),
    (
        "procedures/one.toml",
        r#"
        id = "p.one"
        source = "src.law"
        alone = true
        [[variant]]
        statuses = ["s.one"]
        parts = ["part.one"]
        documents = ["ds.one"]
        "#,
    ),
    (
        "codes/lists.toml",
        r#"
        list = [
          { id = "codes.applicant", source = "src.law", item = [{ id = "k.one" }] },
          { id = "codes.procedure", source = "src.law", item = [{ id = "p.one" }] },
          { id = "codes.status", source = "src.law", item = [{ id = "s.one" }] },
        ]
        "#,
    ),
    (
        "texts/en/codes/lists.toml",
        r#"
        "codes.applicant" = { "k.one" = "one" }
        "codes.procedure" = { "p.one" = "one" }
        "codes.status" = { "s.one" = "one" }
        "#,
    ),
    (
        "forms/start.toml",
        r#"
        id = "part.start"
        source = "src.law"
        [[step]]
        id = "st.start"
        [[step.item]]
        [step.item.field]
        id = "f.applicant"
        role = "applicant"
        kind = { as = "choice", list = "codes.applicant", shape = "cards" }
        [[step.item]]
        [step.item.field]
        id = "f.procedure"
        role = "procedure"
        kind = { as = "choice", list = "codes.procedure", shape = "cards" }
        [[step.item]]
        [step.item.field]
        id = "f.status"
        role = "status"
        kind = { as = "choice", list = "codes.status", shape = "cards" }
        "#,
    ),
    (
        "forms/one.toml",
        r#"
        id = "part.one"
        source = "src.law"
        [[step]]
        id = "st.one"
        [[step.item]]
        [step.item.field]
        id = "f.name"
        kind = { as = "text" }
        limit = { chars = ["capitals", "space"], max = 20 }
        [[step.item]]
        [step.item.field]
        id = "f.day"
        kind = { as = "date" }
        [[step.item]]
        [step.item.field]
        id = "f.more"
        asked = "f.name is MORE"
        kind = { as = "text" }
        [[rule]]
        id = "r.future"
        at = { field = "f.day" }
        wrong = "f.day > today"
        severity = "blocks"
        source = "src.law"
        [[rule]]
        id = "r.doubt"
        at = { field = "f.name" }
        wrong = "f.name is DOUBT"
        severity = "warns"
        source = "src.rumour"
        "#,
    ),
    (
        "documents/one.toml",
        r#"
        id = "ds.one"
        source = "src.law"
        [[document]]
        id = "d.paper"
        force = "absolute"
        from_whom = "applicant"
        [[document]]
        id = "d.extra"
        requirement = "optional"
        when = "f.name is MORE"
        from_whom = "applicant"
        [[document]]
        id = "d.photo"
        takes = "photo"
        requirement = "optional"
        when = "f.name is PHOTO"
        from_whom = "applicant"
        [[rule]]
        id = "r.unreadable"
        at = { files = "paper" }
        wrong = "file.unreadable filled"
        severity = "blocks"
        source = "src.law"
        [[rule]]
        id = "r.pages"
        at = { files = "paper" }
        wrong = "pdf.pages > 2"
        severity = "blocks"
        source = "src.law"
        "#,
    ),
];

/// Writes the rulebook; `note` gives it another edition without another meaning.
pub fn write(folder: &Path, note: &str) {
    for (name, text) in FILES {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text.replace("Made up", &format!("Made up{note}"))).unwrap();
    }
}
