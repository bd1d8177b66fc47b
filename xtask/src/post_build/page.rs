//! `index.html` without what Trunk leaves behind: a link to the Rust sources, which no browser understands. Beside it `alone.html`, the same page
//! without a receiver: nothing can be sent from it, so that any server of files can carry it.

use super::Site;
use crate::run::Outcome;

/// The page without a receiver.
pub const ALONE: &str = "alone.html";

pub fn clean(site: &Site) -> Outcome {
    let page = site.text("index.html")?;
    let page = without_rust_links(&page);
    site.write(ALONE, to_receiver(&page, None)?.as_bytes())?;
    site.write("index.html", page.as_bytes())
}

/// The page whose desk sends to this address, or to nobody.
pub fn to_receiver(page: &str, address: Option<&str>) -> Outcome<String> {
    let missing = || format!("index.html holds no desk with a receiver any more; {} is made of it", ALONE);
    let desk = page.find("<madoguchi-desk").ok_or_else(missing)?;
    let end = desk + page[desk..].find('>').ok_or_else(missing)?;
    let start = desk + page[desk..end].find(" backend=").ok_or_else(missing)?;
    let value = start + " backend=".len();
    // With and without quotes: the minifier drops them.
    let stop = match page[value..end].strip_prefix('"') {
        Some(quoted) => value + 2 + quoted.find('"').ok_or_else(missing)?,
        None => value + page[value..end].find(' ').unwrap_or(end - value),
    };
    let attribute = match address {
        Some(address) if address.contains(['"', '<', '>', '&']) => return Err(format!("`{address}` is no address of a receiver")),
        Some(address) => format!(" backend=\"{address}\""),
        None => String::new(),
    };
    Ok(format!("{}{attribute}{}", &page[..start], &page[stop..]))
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
    use super::{to_receiver, without_rust_links};

    #[test]
    fn the_receiver_of_a_page_can_be_another_or_nobody() {
        let quoted = "<p><madoguchi-desk routing=\"hash\" backend=\"./x\" lang=ja>a backend=y";
        let bare = "<p><madoguchi-desk backend=./x>a";
        assert_eq!(
            to_receiver(quoted, None).unwrap(),
            "<p><madoguchi-desk routing=\"hash\" lang=ja>a backend=y"
        );
        assert_eq!(to_receiver(bare, None).unwrap(), "<p><madoguchi-desk>a");
        assert_eq!(
            to_receiver(bare, Some("https://a.example/b")).unwrap(),
            "<p><madoguchi-desk backend=\"https://a.example/b\">a"
        );
        assert!(to_receiver(bare, Some("\" onload=\"")).is_err());
        assert!(to_receiver("<p>", None).is_err());
    }

    #[test]
    fn only_the_link_to_rust_goes() {
        let page = "<link rel=\"icon\" href=x><link data-trunk rel=\"rust\" href=y/><link rel=rust><p>";
        assert_eq!(without_rust_links(page), "<link rel=\"icon\" href=x><p>");
    }
}
