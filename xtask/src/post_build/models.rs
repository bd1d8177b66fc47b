//! The models that see faces, named by their content: `models/face-mesh-<hash>.onnx`. The photo worker asks for them by these
//! names, so that a changed program does not make browsers fetch an unchanged model again. Beside them, on which terms.

use super::Site;
use super::names::short_hash;
use crate::place;
use crate::run::{Outcome, at};

const FROM: &str = "workers/photo/models";
const TO: &str = "models";

pub fn copy(site: &Site) -> Outcome {
    let folder = place::root().join(FROM);
    for file in place::files(&folder)? {
        let bytes = at(&file, std::fs::read(folder.join(&file)))?;
        let name = file.display().to_string();
        let name = match name.strip_suffix(".onnx") {
            Some(model) => format!("{model}-{}.onnx", short_hash(&bytes)),
            None => name,
        };
        site.write(&format!("{TO}/{name}"), &bytes)?;
    }
    Ok(())
}
