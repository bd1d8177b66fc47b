//! The three models, loaded: MediaPipe's short-range face detector, face mesh and selfie segmentation.

use std::fmt;

use rten::{Model, ModelOptions, NodeId, op_registry};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensorView, Tensor};

use super::pixels::Rgb;

/// What sees. Loading takes some tens of milliseconds, so it is done once.
pub struct Models {
    pub(super) detector: Net,
    pub(super) person: Net,
    pub(super) mesh: Option<Net>,
}

/// A file that is not the model it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadModel {
    /// What the reader or runner of models says.
    pub why: String,
}

impl Models {
    /// Loads the detector of faces and the model that tells a person from the background, both as ONNX. They are
    /// enough for a first look.
    pub fn load(detector: Vec<u8>, person: Vec<u8>) -> Result<Models, BadModel> {
        let (detector, person) = (Net::load(detector)?, Net::load(person)?);
        Ok(Models {
            detector,
            person,
            mesh: None,
        })
    }

    /// Adds the model of the face's form, as ONNX. With it chin and pose are measured and not estimated.
    pub fn add_mesh(&mut self, mesh: Vec<u8>) -> Result<(), BadModel> {
        self.mesh = Some(Net::load(mesh)?);
        Ok(())
    }

    /// Whether [`add_mesh`](Models::add_mesh) has been done.
    pub fn has_mesh(&self) -> bool {
        self.mesh.is_some()
    }
}

/// One model that takes a square of colours.
pub(super) struct Net {
    model: Model,
    input: NodeId,
    /// Cells along one side of that square.
    pub cells: usize,
}

impl Net {
    fn load(file: Vec<u8>) -> Result<Net, BadModel> {
        // Exactly the operators of the three models: each that is not named is not compiled in.
        let operators = op_registry!(
            Add,
            AveragePool,
            Concat,
            Conv,
            ConvTranspose,
            HardSwish,
            MaxPool,
            Mul,
            PRelu,
            Pad,
            Relu,
            Reshape,
            Resize,
            Sigmoid,
            Transpose
        );
        let model = ModelOptions::with_ops(operators).prepack_weights(true).load(file)?;
        let shape = model.input_shape(0).unwrap_or_default();
        let sides: Vec<usize> = shape
            .iter()
            .filter_map(|side| match side {
                rten::Dimension::Fixed(side) => Some(*side),
                rten::Dimension::Symbolic(_) => None,
            })
            .collect();
        let cells = match sides.as_slice() {
            [.., high, wide, 3] if high == wide => *wide,
            _ => return Err(BadModel::says(format!("it takes {sides:?} and not a square of colours"))),
        };
        let input = *model.input_ids().first().ok_or_else(|| BadModel::says("it takes nothing"))?;
        Ok(Net { model, input, cells })
    }

    /// What the model makes of cells row by row, each colour 0 to 255 brought to `0..1 * span + least`. Its outputs come as flat
    /// lists, the longest first.
    pub fn run(&self, cells: &[Rgb], least: f32, span: f32) -> Result<Vec<Vec<f32>>, BadModel> {
        let values: Vec<f32> = cells.iter().flatten().map(|it| it * (span / 255.0) + least).collect();
        let input = NdTensorView::try_from_data([1, self.cells, self.cells, 3], values.as_slice()).map_err(BadModel::says)?;
        let outputs = self.model.run(vec![(self.input, input.into())], self.model.output_ids(), None)?;
        let mut flat = Vec::new();
        for output in outputs {
            let output: Tensor<f32> = output.try_into().map_err(BadModel::says)?;
            flat.push(output.to_vec());
        }
        flat.sort_by_key(|it| std::cmp::Reverse(it.len()));
        Ok(flat)
    }
}

impl BadModel {
    pub(super) fn says(why: impl fmt::Display) -> BadModel {
        BadModel { why: why.to_string() }
    }
}

impl fmt::Display for BadModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for BadModel {}

impl From<rten::LoadError> for BadModel {
    fn from(error: rten::LoadError) -> BadModel {
        BadModel::says(error)
    }
}

impl From<rten::RunError> for BadModel {
    fn from(error: rten::RunError) -> BadModel {
        BadModel::says(error)
    }
}

/// From -inf..inf to 0..1, as models mean it that give odds.
pub(super) fn sigmoid(it: f32) -> f32 {
    1.0 / (1.0 + (-it).exp())
}
