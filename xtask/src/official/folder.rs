//! The folder in which the agency's columns rest, read and written.

use super::fold::fold;
use super::text::{array, key, notes, quoted};
use crate::place;
use crate::run::{Outcome, at};
use rulebook::Tool;
use rulebook::host::folded::{Common, Grid, SheetFile, expand};
use rulebook::host::read;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What stands in the folder.
pub struct Folder {
    root: PathBuf,
    pub common: Common,
    pub grids: BTreeMap<String, Grid>,
    pub tools: BTreeMap<String, Tool>,
}

impl Folder {
    /// Reads it.
    pub fn open(root: &Path) -> Outcome<Self> {
        let mut folder = Folder {
            root: root.to_owned(),
            common: Common::default(),
            grids: BTreeMap::new(),
            tools: BTreeMap::new(),
        };
        for path in toml_files(root)? {
            let text = at(&path, std::fs::read_to_string(&path))?;
            let name = place::shown(&path);
            if path.ends_with("common.toml") {
                folder.common = read(&name, &text).map_err(|why| why.to_string())?;
            } else {
                let file: SheetFile = read(&name, &text).map_err(|why| why.to_string())?;
                let grid = expand(&file).map_err(|why| format!("{name}: {why}"))?;
                folder.grids.insert(grid.sheet.clone(), grid);
            }
        }
        for path in toml_files(&root.join("tools"))? {
            let text = at(&path, std::fs::read_to_string(&path))?;
            let tool: Tool = read(&place::shown(&path), &text).map_err(|why| why.to_string())?;
            folder.tools.insert(tool.name.clone(), tool);
        }
        Ok(folder)
    }

    /// Writes a sheet; nothing is written where it would be the same, and an error where it could not be read again.
    pub fn put_sheet(&mut self, grid: Grid) -> Outcome {
        let text = fold(&grid);
        let again = read::<SheetFile>(&grid.sheet, &text)
            .map_err(|why| why.to_string())
            .and_then(|file| expand(&file));
        match again {
            Ok(again) if again == grid => {}
            Ok(again) => {
                return Err(format!(
                    "{}: what is written is not what is read: {}",
                    grid.sheet,
                    unlike(&grid, &again)
                ));
            }
            Err(why) => return Err(format!("{}: what is written cannot be read: {why}", grid.sheet)),
        }
        put(&self.root.join(format!("{}.toml", grid.sheet)), &text)?;
        self.grids.insert(grid.sheet.clone(), grid);
        Ok(())
    }

    /// Writes a tool.
    pub fn put_tool(&mut self, tool: Tool) -> Outcome {
        put(&self.root.join("tools").join(format!("{}.toml", tool.name)), &show(&tool))?;
        self.tools.insert(tool.name.clone(), tool);
        Ok(())
    }
}

fn unlike(one: &Grid, other: &Grid) -> String {
    let columns = one.columns.iter().zip(&other.columns).find(|(one, other)| one != other);
    columns.map_or_else(|| "more or fewer columns".into(), |(one, other)| format!("{one:#?} {other:#?}"))
}

fn toml_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = at(folder, std::fs::read_dir(folder))?.flatten().map(|entry| entry.path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|it| it == "toml")).collect();
    files.sort();
    Ok(files)
}

/// Writes a file behind the comment with which it begins, and says so.
fn put(path: &Path, text: &str) -> Outcome {
    let before = std::fs::read_to_string(path).unwrap_or_default();
    let notes = notes(&before);
    let text = if notes.is_empty() {
        text.to_owned()
    } else {
        format!("{notes}\n{text}")
    };
    if text != before {
        if let Some(folder) = path.parent() {
            at(folder, std::fs::create_dir_all(folder))?;
        }
        at(path, std::fs::write(path, text))?;
        println!("written: {}", place::shown(path));
    }
    Ok(())
}

fn show(tool: &Tool) -> String {
    let mut out = format!(
        "name = {}\nsource = {}\nversion = {}\nfile_name = {}\nmax_rows = {}\n\nmenu = [\n",
        quoted(&tool.name),
        quoted(tool.source.as_str()),
        quoted(&tool.version),
        quoted(&tool.file_name),
        tool.max_rows
    );
    for entry in &tool.menu {
        let mut words = vec![
            format!("code = {}", quoted(&entry.code)),
            format!("label = {}", quoted(&entry.label)),
            format!("set = {}", quoted(&entry.set)),
            format!("sheets = {}", array(&entry.sheets)),
            format!("in_play = {}", array(&entry.in_play)),
        ];
        if !entry.hidden.is_empty() {
            let hidden = entry
                .hidden
                .iter()
                .map(|(sheet, runs)| format!("{} = {}", key(sheet), quoted(runs)));
            words.push(format!("hidden = {{ {} }}", hidden.collect::<Vec<_>>().join(", ")));
        }
        for (name, code) in [("status", &entry.status), ("activity", &entry.activity)] {
            if !code.is_empty() {
                words.push(format!("{name} = {}", quoted(code)));
            }
        }
        out.push_str(&format!("  {{ {} }},\n", words.join(", ")));
    }
    out + "]\n"
}
