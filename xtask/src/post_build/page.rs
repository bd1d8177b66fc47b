//! `index.html` without what Trunk leaves behind: a link to the Rust sources, which no browser understands.

use super::Site;
use crate::run::Outcome;

pub fn clean(site: &Site) -> Outcome {
    let page = site.text("index.html")?;
    site.write("index.html", without_rust_links(&page).as_bytes())
}

fn without_rust_links(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(start) = rest.find("<link") {
        let end = rest[start..].find('>').map_or(rest.len(), |it| start + it + 1);
        let tag = &rest[start..end];
        out += &rest[..start];
        // With and without quotes: the minifier drops them.
        if !["rel=\"rust\"", "rel=rust"].iter().any(|it| tag.contains(it)) {
            out += tag;
        }
        rest = &rest[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::without_rust_links;

    #[test]
    fn only_the_link_to_rust_goes() {
        let page = "<link rel=\"icon\" href=x><link data-trunk rel=\"rust\" href=y/><link rel=rust><p>";
        assert_eq!(without_rust_links(page), "<link rel=\"icon\" href=x><p>");
    }
}
