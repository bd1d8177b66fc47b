//! A worked person who is like another: `like` names that one, and what stands in the file is put over it. Tables are put together key by
//! key; everything else stands in the place of what was there. Rows take the place of all rows of the same group.

use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The folder whose files may be named.
const FOLDER: &str = "cases";

/// What stands in a file, put over what stands in those that it is like.
pub(super) fn whole(file: &Path) -> Result<Table, String> {
    let (mut files, mut tables) = (vec![file.to_owned()], vec![read(file)?]);
    while let Some(name) = tables.last_mut().and_then(|table| table.remove("like")) {
        let base = base_of(file, &name)?;
        if files.contains(&base) {
            return Err(format!("{}: is like itself, by way of {}", file.display(), base.display()));
        }
        tables.push(read(&base)?);
        files.push(base);
    }
    Ok(tables.into_iter().rev().fold(Table::new(), over))
}

fn read(file: &Path) -> Result<Table, String> {
    let say = |why: String| format!("{}: {why}", file.display());
    let text = std::fs::read_to_string(file).map_err(|why| say(why.to_string()))?;
    text.parse().map_err(|why: toml::de::Error| say(why.to_string()))
}

fn base_of(file: &Path, name: &Value) -> Result<PathBuf, String> {
    let cases = file.ancestors().find(|it| it.file_name().is_some_and(|name| name == FOLDER));
    match (cases, name.as_str()) {
        (Some(cases), Some(name)) => Ok(cases.join(format!("{name}.toml"))),
        _ => Err(format!(
            "{}: `like` names a case of the folder `{FOLDER}` that it stands in",
            file.display()
        )),
    }
}

fn over(mut base: Table, mut own: Table) -> Table {
    if let Some(Value::Array(without)) = own.remove("without") {
        without.iter().filter_map(Value::as_str).for_each(|id| leave_out(&mut base, id));
    }
    if let Some(Value::Array(rows)) = own.get_mut("row")
        && let Some(Value::Array(before)) = base.remove("row")
    {
        let group = |row: &Value| row.get("group").cloned();
        let others = before.into_iter().filter(|row| rows.iter().all(|it| group(it) != group(row)));
        *rows = others.collect::<Vec<_>>().into_iter().chain(std::mem::take(rows)).collect();
    }
    put(&mut base, own);
    base
}

/// Takes away a field with its answer, a document with its files, a group with its rows, and a day that is expected.
fn leave_out(base: &mut Table, id: &str) {
    for table in ["answers", "files"] {
        base.get_mut(table).and_then(Value::as_table_mut).map(|table| table.remove(id));
    }
    let dates = base.get_mut("expect").and_then(|expect| expect.get_mut("dates"));
    dates.and_then(Value::as_table_mut).map(|dates| dates.remove(id));
    if let Some(Value::Array(rows)) = base.get_mut("row") {
        rows.retain(|row| row.get("group").and_then(Value::as_str) != Some(id));
    }
}

fn put(base: &mut Table, own: Table) {
    for (key, value) in own {
        match (base.get_mut(&key), value) {
            (Some(Value::Table(base)), Value::Table(own)) => put(base, own),
            (_, value) => _ = base.insert(key, value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        text.parse().unwrap()
    }

    #[test]
    fn what_stands_in_the_file_goes_before() {
        let base = r#"
            title = "base"
            today = "2026-11-23"
            row = [{ group = "g.a", answers = { "f.x" = "1" } }, { group = "g.b" }]
            [answers]
            "f.a" = "a"
            "f.b" = "b"
            [files]
            "d.a" = [{ name = "a" }]
            [expect]
            needed = ["d.a"]
            dates = { "t.a" = "2026-12-01", "t.b" = "2026-12-02" }"#;
        let own = r#"
            title = "own"
            without = ["f.b", "d.a", "t.b", "g.b"]
            row = [{ group = "g.a", answers = { "f.x" = "2" } }]
            [answers]
            "f.c" = "c"
            [expect]
            needed = []"#;
        let whole = r#"
            title = "own"
            today = "2026-11-23"
            row = [{ group = "g.a", answers = { "f.x" = "2" } }]
            files = {}
            [answers]
            "f.a" = "a"
            "f.c" = "c"
            [expect]
            needed = []
            dates = { "t.a" = "2026-12-01" }"#;
        assert_eq!(over(table(base), table(own)), table(whole));
        let rows = "row = [{ group = \"g.c\" }]";
        let groups: Vec<_> = over(table(base), table(rows))["row"].as_array().unwrap().clone();
        let groups: Vec<_> = groups.iter().map(|row| row["group"].as_str().unwrap()).collect();
        assert_eq!(groups, ["g.a", "g.b", "g.c"], "rows of other groups stay");
    }

    #[test]
    fn a_circle_and_a_name_that_leads_nowhere_are_told() {
        let folder = std::env::temp_dir().join(format!("madoguchi-like-{}", std::process::id()));
        let cases = folder.join("cases/a");
        std::fs::create_dir_all(&cases).unwrap();
        for (name, text) in [
            ("one", "like = \"a/two\""),
            ("two", "like = \"a/one\""),
            ("odd", "like = \"a/gone\""),
            ("own", "like = 1"),
        ] {
            std::fs::write(cases.join(format!("{name}.toml")), text).unwrap();
        }
        let fault = |name: &str| whole(&cases.join(format!("{name}.toml"))).unwrap_err();
        assert!(fault("one").contains("is like itself"), "{}", fault("one"));
        assert!(fault("odd").contains("gone.toml"), "{}", fault("odd"));
        assert!(fault("own").contains("`like` names a case"), "{}", fault("own"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
