//! One stylesheet for the shadow root, out of `style/`.

use super::{Site, names::short_hash, read_text, source};
use crate::place;
use crate::run::Outcome;

/// Values first, then plain elements, then components by name: a component may rely on both.
const FIRST: [&str; 2] = ["style/tokens.css", "style/base.css"];
const COMPONENTS: &str = "style/components";

/// Writes it and returns its name.
pub fn write(site: &Site, release: bool) -> Outcome<String> {
    let mut css = String::new();
    for name in FIRST {
        css += &source(name)?;
    }
    let dir = place::root().join(COMPONENTS);
    for file in place::files(&dir)? {
        css += &read_text(&dir.join(file))?;
    }
    if css.contains("@import") {
        return Err("style/: a sheet made by script ignores @import; put the rules into a file of style/components".into());
    }
    let css = if release { without_comments(&css) } else { css };
    let name = format!("madoguchi-{}.css", short_hash(css.as_bytes()));
    site.write(&name, css.as_bytes())?;
    Ok(name)
}

/// Drops comments and indentation. Anything cleverer would have to understand CSS.
fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (before, from) = rest.split_at(at);
        out += before;
        let length = if from.starts_with("/*") {
            from.find("*/").map_or(from.len(), |it| it + 2)
        } else if from.starts_with('/') {
            out.push('/');
            1
        } else {
            let length = string_length(from);
            out += &from[..length];
            length
        };
        rest = &from[length..];
    }
    out += rest;
    let lines = out.lines().map(str::trim).filter(|it| !it.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The length of the quoted string at the start.
fn string_length(text: &str) -> usize {
    let mut marks = text.char_indices();
    let quote = marks.next().map(|(_, it)| it);
    let mut escaped = false;
    for (at, mark) in marks {
        if !escaped && Some(mark) == quote {
            return at + mark.len_utf8();
        }
        escaped = !escaped && mark == '\\';
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_go_and_strings_stay() {
        let css = "/* a \"b */\n.x { content: \"/* kept */\\\"\"; /* gone */\n  margin: calc(1px / 2);\n}\n";
        assert_eq!(
            without_comments(css),
            ".x { content: \"/* kept */\\\"\";\nmargin: calc(1px / 2);\n}"
        );
    }
}
