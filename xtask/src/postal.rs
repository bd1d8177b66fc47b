//! `postal`: takes Japan Post's postal codes, as a package of npm has them, into `rulebook/postal.toml`.
//!
//! Of a code that lies in several municipalities nothing is taken: nobody could say which of them is meant.

use crate::args::Args;
use crate::place;
use crate::run::{Outcome, at};
use crate::setup;
use rulebook::host::Book;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const HEAD: &str = "\
# Postal codes by municipality (ids as in codes/municipality.toml): single codes, and stretches of which every code exists. A code that lies in several
# municipalities is left out. Written by `cargo xtask postal`; not mended by hand.

source = \"src.japan_post\"

[codes]
";
/// What a code is long, and that of the block that it lies in.
const DIGITS: usize = 7;
const OF_BLOCK: usize = 5;

pub fn command(args: Args) -> Outcome {
    args.end()?;
    let folder = setup::postal()?.join("master");
    let codes = codes(&table(&folder, "zip5")?, &table(&folder, "zip7")?)?;
    let book = crate::rulebook::book()?;
    let ids = ids(&book);
    let mut by_id: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    let mut several = 0;
    for (code, cities) in &codes {
        let [city] = cities.iter().collect::<Vec<_>>()[..] else {
            several += 1;
            continue;
        };
        let id = ids
            .get(city.as_str())
            .ok_or_else(|| format!("the municipality {city} is in none of our lists"))?;
        by_id.entry(id).or_default().push(*code);
    }
    let mut text = HEAD.to_owned();
    for (id, codes) in &by_id {
        text.push_str(&format!("{id:?} = {:?}\n", stretches(codes).join(" ")));
    }
    let file = place::root().join("rulebook/postal.toml");
    at(&file, fs::write(&file, text))?;
    println!(
        "postal: {} codes in {} municipalities, {several} lie in several and are left out",
        codes.len() - several,
        by_id.len()
    );
    Ok(())
}

fn table(folder: &Path, name: &str) -> Outcome<Map<String, Value>> {
    let file = folder.join(name).with_extension("json");
    let text = at(&file, fs::read_to_string(&file))?;
    let read: Value = serde_json::from_str(&text).map_err(|why| format!("{}: {why}", place::shown(&file)))?;
    let table = read.get(name).and_then(Value::as_object).cloned();
    table.ok_or_else(|| format!("{} has no table `{name}`", place::shown(&file)))
}

/// Every code with its municipalities. A block (its first five digits) has one, which holds for its codes unless they name others; where it has a name of
/// its own, as a tower in which each floor has a code, all of its codes are there.
fn codes(blocks: &Map<String, Value>, codes: &Map<String, Value>) -> Outcome<BTreeMap<u32, BTreeSet<String>>> {
    let number = |code: &str| code.parse::<u32>().map_err(|why| format!("`{code}` is no code: {why}"));
    let mut found: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    for (block, row) in blocks {
        if row.is_array() {
            let first = number(block)? * 10u32.pow((DIGITS - OF_BLOCK) as u32);
            for code in first..first + 10u32.pow((DIGITS - OF_BLOCK) as u32) {
                found.insert(code, named(row));
            }
        }
    }
    for (code, row) in codes {
        let mut cities = named(row);
        // What stands before the first municipality of a row lies in that of its block.
        if !row.as_array().and_then(|row| row.first()).is_some_and(Value::is_number) {
            cities.extend(
                code.get(..OF_BLOCK)
                    .and_then(|block| blocks.get(block))
                    .map(named)
                    .unwrap_or_default(),
            );
        }
        found.insert(number(code)?, cities);
    }
    Ok(found)
}

/// The municipalities that a row names, in five digits.
fn named(row: &Value) -> BTreeSet<String> {
    let one = |value: &Value| value.as_u64().map(|city| format!("{city:05}"));
    match row {
        Value::Array(row) => row.iter().filter_map(one).collect(),
        other => one(other).into_iter().collect(),
    }
}

/// The ids of our municipalities by their first five digits; the sixth checks them.
fn ids(book: &Book) -> BTreeMap<&str, &str> {
    let lists = book.codes.iter().filter(|list| list.id.as_str().starts_with("codes.municipality_"));
    let items = lists.flat_map(|list| &list.items).map(|item| item.id.as_str());
    items.filter_map(|id| Some((id.get(..5)?, id))).collect()
}

/// Neighbours become one stretch.
fn stretches(codes: &[u32]) -> Vec<String> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for code in codes {
        match runs.last_mut() {
            Some((_, to)) if *to + 1 == *code => *to = *code,
            _ => runs.push((*code, *code)),
        }
    }
    let shown = |(from, to): (u32, u32)| {
        if from == to {
            format!("{from:07}")
        } else {
            format!("{from:07}-{to:07}")
        }
    };
    runs.into_iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn codes_lie_in_the_municipality_of_their_block_unless_they_name_others() {
        let (blocks, rows) = (
            json!({ "06000": 1101, "10060": [13101, "a tower"], "19001": 13228 }),
            json!({ "0600000": "", "0600001": "a street", "0600002": [1102, "another"], "1900100": [13228, "", 13305, ""], "1900101": ["x", 13305, "y"] }),
        );
        let found = codes(blocks.as_object().unwrap(), rows.as_object().unwrap()).unwrap();
        let cities = |code: u32| {
            found
                .get(&code)
                .map(|all| all.iter().map(String::as_str).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(
            [600_000, 600_001, 600_002, 1_900_100, 1_900_101, 1_006_000, 1_006_099, 600_003].map(cities),
            [
                Some("01101".to_owned()),
                Some("01101".to_owned()),
                Some("01102".to_owned()),
                Some("13228 13305".to_owned()),
                Some("13228 13305".to_owned()),
                Some("13101".to_owned()),
                Some("13101".to_owned()),
                None
            ]
        );
    }

    #[test]
    fn neighbours_are_one_stretch() {
        assert_eq!(
            stretches(&[600_000, 600_031, 600_032, 600_033, 9_999_999]),
            ["0600000", "0600031-0600033", "9999999"]
        );
    }
}
