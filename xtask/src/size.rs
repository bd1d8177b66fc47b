//! `size`: what a visitor downloads, against what we allowed ourselves in `size-budget.toml`.

mod roads;

use crate::args::Args;
use crate::post_build::compress;
use crate::run::{Outcome, at};
use crate::{build, place, setup};
use serde_json::Value;
use std::path::Path;

const BUDGET: &str = "size-budget.toml";

pub fn command(args: Args) -> Outcome {
    args.end()?;
    setup::ensure(setup::For::Building)?;
    against_the_budget(&build::site(true)?)
}

/// Weighs a release site that has been built.
pub fn against_the_budget(site: &Path) -> Outcome {
    let sizes = sizes(site)?;
    let (groups, sums) = budget()?;
    let groups = report(&groups, &sizes);
    groups.and(report_sums(&sums, &sizes)).and(report_roads(site, &sizes))
}

/// What a person loads of the rulebook for one road.
fn report_roads(site: &Path, sizes: &Sizes) -> Outcome {
    let path = place::root().join(BUDGET);
    let text = at(&path, std::fs::read_to_string(&path))?;
    let whole: Value = toml::from_str(&text).map_err(|why| format!("{BUDGET}: {why}"))?;
    let road = |name: &str| whole.get("road").and_then(|road| road.get(name));
    let at_most = road("at_most").and_then(Value::as_u64);
    let lang = road("lang").and_then(Value::as_str);
    let (Some(at_most), Some(lang)) = (at_most, lang) else {
        return Err(format!("{BUDGET}: [road] needs at_most and lang"));
    };
    roads::report(site, sizes, lang, at_most)
}

/// Files that belong together, and how much they may weigh together.
struct Group {
    name: String,
    files: Vec<String>,
    at_most: u64,
    /// Loads before the first question can be answered.
    first: bool,
}

/// Name and compressed bytes.
type Sizes = Vec<(String, u64)>;

/// The groups, and the sums over files of several of them.
fn budget() -> Outcome<(Vec<Group>, Vec<Group>)> {
    let path = place::root().join(BUDGET);
    let text = at(&path, std::fs::read_to_string(&path))?;
    Ok((groups_in(&text, "group")?, groups_in(&text, "sum")?))
}

fn groups_in(text: &str, kind: &str) -> Outcome<Vec<Group>> {
    let whole: Value = toml::from_str(text).map_err(|why| format!("{BUDGET}: {why}"))?;
    let rows = whole.get(kind).and_then(Value::as_array);
    let groups = rows.into_iter().flatten().map(|row| {
        let files = row.get("files")?.as_array()?;
        Some(Group {
            name: row.get("name")?.as_str()?.to_owned(),
            files: files.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect(),
            at_most: row.get("at_most")?.as_u64()?,
            first: row.get("first").and_then(Value::as_bool).unwrap_or(false),
        })
    });
    groups
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| format!("{BUDGET}: each [[group]] needs name, files and at_most"))
}

fn sizes(site: &Path) -> Outcome<Sizes> {
    let mut sizes = Vec::new();
    for file in place::files(site)? {
        let name = file.display().to_string();
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let path = site.join(&file);
        let packed = site.join(format!("{name}.br"));
        let bytes = if packed.is_file() {
            at(&packed, packed.metadata())?.len()
        } else {
            compress::brotli(&at(&path, std::fs::read(&path))?).len() as u64
        };
        sizes.push((name, bytes));
    }
    Ok(sizes)
}

fn report(groups: &[Group], sizes: &Sizes) -> Outcome {
    let mut wrong = Vec::new();
    let mut first = 0;
    println!("{:>9} {:>9}  brotli, bytes", "now", "at most");
    for (at, group) in groups.iter().enumerate() {
        let of_group = sizes.iter().filter(|(name, _)| owner(groups, name) == Some(at));
        let (count, bytes) = of_group.fold((0, 0), |(count, sum), (_, it)| (count + 1, sum + it));
        println!("{bytes:>9} {:>9}  {} ({count} files)", group.at_most, group.name);
        if bytes > group.at_most {
            wrong.push(format!("`{}` is {} bytes over", group.name, bytes - group.at_most));
        }
        if group.first {
            first += bytes;
        }
    }
    println!("before the first question: {first}");
    let unowned = sizes.iter().filter(|(name, _)| owner(groups, name).is_none());
    wrong.extend(unowned.map(|(name, _)| format!("`{name}` belongs to no group")));
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{}\nMake it smaller, or change {BUDGET} and say why there.",
        wrong.join("\n")
    ))
}

/// What somebody loads at once, though it is of several groups.
fn report_sums(sums: &[Group], sizes: &Sizes) -> Outcome {
    let mut wrong = Vec::new();
    for sum in sums {
        let of_sum = sizes.iter().filter(|(name, _)| sum.files.iter().any(|it| matches(it, name)));
        let (count, bytes) = of_sum.fold((0, 0), |(count, all), (_, it)| (count + 1, all + it));
        println!("{bytes:>9} {:>9}  in sum: {} ({count} files)", sum.at_most, sum.name);
        if bytes > sum.at_most || count == 0 {
            wrong.push(format!("`{}` is {bytes} bytes of {} files", sum.name, count));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "{}\nMake it smaller, or change {BUDGET} and say why there.",
            wrong.join("\n")
        ))
    }
}

/// The first group that names the file.
fn owner(groups: &[Group], name: &str) -> Option<usize> {
    groups.iter().position(|group| group.files.iter().any(|it| matches(it, name)))
}

/// `*` stands for any characters.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name
            .strip_prefix(start)
            .is_some_and(|tail| (0..=tail.len()).any(|at| tail.is_char_boundary(at) && matches(rest, &tail[at..]))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_names() {
        assert!(matches("app-*_bg.wasm", "app-0123_bg.wasm"));
        assert!(!matches("app-*.js", "app-0123_bg.wasm"));
        assert!(matches("packs/core.*.json", "packs/core.01.json"));
        assert!(!matches("index.html", "index.html.br"));
    }

    #[test]
    fn over_the_budget_and_outside_of_it_both_fail() {
        let text = "[[group]]\nname = \"app\"\nfiles = [\"a*\"]\nat_most = 10\n[[sum]]\nname = \"all\"\nfiles = [\"*1\"]\nat_most = 4\n";
        let groups = || groups_in(text, "group").unwrap_or_default();
        let sums = groups_in(text, "sum").unwrap_or_default();
        assert_eq!(report_sums(&sums, &vec![("a1".into(), 4), ("a2".into(), 9)]), Ok(()));
        assert!(report_sums(&sums, &vec![("a1".into(), 5)]).is_err());
        assert!(
            report_sums(&sums, &vec![("a2".into(), 1)]).is_err(),
            "a sum of nothing guards nothing"
        );
        assert_eq!(report(&groups(), &vec![("a1".into(), 10)]), Ok(()));
        assert!(report(&groups(), &vec![("a1".into(), 6), ("a2".into(), 5)]).is_err());
        assert!(report(&groups(), &vec![("b".into(), 1)]).is_err());
    }
}
