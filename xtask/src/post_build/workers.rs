//! The workers' files, put under the build id: `workers/<build>/photo.js`, `photo_bg.wasm`, `photo_loader.js`.
//!
//! Same origin: `new Worker("photo_loader.js", { type: "module" })`. Another origin: a Blob that does
//! `(await import(".../photo.js")).default()`, because a worker's own address must be of the page's origin.

use super::Site;
use crate::build_id;
use crate::run::Outcome;

const WORKERS: [&str; 2] = ["photo", "pdf"];

pub fn move_away(site: &Site) -> Outcome {
    let folder = format!("workers/{}", build_id::given());
    for short in WORKERS {
        let long = format!("{short}-worker");
        let program = format!("{long}_bg.wasm");
        site.write(&format!("{folder}/{short}_bg.wasm"), &site.read(&program)?)?;
        site.remove(&program)?;
        for ending in [".js", "_loader.js"] {
            let built = format!("{long}{ending}");
            // Only what names a file: the glue also names its module (`./photo-worker_bg.js`) as the program imports it.
            let text = site.text(&built)?;
            let text = text
                .replace(&program, &format!("{short}_bg.wasm"))
                .replace(&format!("{long}.js"), &format!("{short}.js"));
            site.write(&format!("{folder}/{short}{ending}"), text.as_bytes())?;
            site.remove(&built)?;
        }
    }
    Ok(())
}
