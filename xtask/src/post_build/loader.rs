//! `madoguchi.js`: `widget/element.js` with the names of this build filled in.

use super::app::App;
use super::names::integrity;
use super::{Site, source};
use crate::run::Outcome;

pub const NAME: &str = "madoguchi.js";

pub fn write(site: &Site, app: &App, css: &str, core: &str) -> Outcome {
    let text = filled(
        &source("widget/element.js")?,
        &[
            ("__APP_JS__", app.js.clone()),
            ("__APP_WASM__", app.wasm.clone()),
            ("__APP_WASM_INTEGRITY__", integrity(&site.read(&app.wasm)?)),
            ("__CSS__", css.to_owned()),
            ("__CSS_INTEGRITY__", integrity(&site.read(css)?)),
            ("__CORE_PACK__", core.to_owned()),
        ],
    )?;
    site.write(NAME, text.as_bytes())
}

/// Each blank must occur, and none may be left.
fn filled(template: &str, blanks: &[(&str, String)]) -> Outcome<String> {
    let mut text = template.to_owned();
    for (blank, value) in blanks {
        let quoted = format!("\"{blank}\"");
        if !text.contains(&quoted) {
            return Err(format!(
                "widget/element.js does not hold {quoted} any more; post_build/loader.rs fills it in"
            ));
        }
        text = text.replace(&quoted, &format!("\"{value}\""));
    }
    match text.split("\"__").nth(1) {
        None => Ok(text),
        Some(rest) => Err(format!(
            "widget/element.js has a blank that nobody fills in: __{}",
            rest.split('"').next().unwrap_or_default()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_blank_is_filled_and_every_value_used() {
        let blanks = [("__A__", "x.js".to_owned())];
        assert_eq!(filled("at(\"__A__\")", &blanks), Ok("at(\"x.js\")".into()));
        assert!(filled("at(\"__A__\", \"__B__\")", &blanks).is_err());
        assert!(filled("at()", &blanks).is_err());
    }
}
