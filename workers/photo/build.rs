//! Seals the models: their SHA-256 goes into the program, which takes no others.

use sha2::{Digest, Sha256};
use std::path::Path;

const MODELS: [(&str, &str); 3] = [
    ("FACE_DETECTOR", "models/face-detector.onnx"),
    ("PERSON_MASK", "models/person-mask.onnx"),
    ("FACE_MESH", "models/face-mesh.onnx"),
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    for (name, path) in MODELS {
        println!("cargo::rerun-if-changed={path}");
        match std::fs::read(Path::new(path)) {
            Ok(bytes) => {
                let seal: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
                println!("cargo::rustc-env={name}={seal}");
            }
            Err(why) => println!("cargo::error={path}: {why}"),
        }
    }
}
