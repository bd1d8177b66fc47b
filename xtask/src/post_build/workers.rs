//! The workers' files, put under the build id: `workers/<build>/photo.js`, `photo_bg.wasm`, `photo_loader.js`.
//!
//! Same origin: `new Worker("photo_loader.js", { type: "module" })`. Another origin: a Blob that does
//! `(await import(".../photo.js")).default()`, because a worker's own address must be of the page's origin.

use super::Site;
use crate::build_id;
use crate::programs::{self, WORKERS};
use crate::run::{Outcome, at};

pub fn write(site: &Site, release: bool) -> Outcome {
    let folder = format!("workers/{}", build_id::given());
    for worker in &WORKERS {
        let long = worker.name();
        let short = long.trim_end_matches("-worker");
        let built = |ending: &str| {
            let file = programs::folder(worker, release).join(format!("{long}{ending}"));
            at(&file, std::fs::read(&file))
        };
        site.write(&format!("{folder}/{short}_bg.wasm"), &built("_bg.wasm")?)?;
        // Only what names a file: the glue also names its module (`./photo-worker_bg.js`) as the program imports it.
        let glue = String::from_utf8_lossy(&built(".js")?).replace(&format!("{long}_bg.wasm"), &format!("{short}_bg.wasm"));
        site.write(&format!("{folder}/{short}.js"), glue.as_bytes())?;
        let start = format!("import init from './{short}.js';await init();");
        site.write(&format!("{folder}/{short}_loader.js"), start.as_bytes())?;
    }
    Ok(())
}
