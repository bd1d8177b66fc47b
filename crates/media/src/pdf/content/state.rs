//! The part of the graphics state that decides what can be seen.

use super::super::geometry::Matrix;

#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub matrix: Matrix,
    /// Whether areas and text are filled with white. White on top of something can be seen, but then so can that.
    white: bool,
    /// Whether text is laid down without being painted, as text recognition does over a scan.
    ghostly: bool,
}

impl State {
    pub fn new(matrix: Matrix) -> State {
        State {
            matrix,
            white: false,
            ghostly: false,
        }
    }

    /// As it is in a form with a space of its own.
    pub fn inside(self, form: Matrix) -> State {
        State {
            matrix: form.then(self.matrix),
            ..self
        }
    }
}

/// The state, and those that were put aside.
pub(super) struct Stack {
    now: State,
    saved: Vec<State>,
    /// How many were put aside when there was no more room.
    lost: usize,
}

impl Stack {
    pub fn new(start: State) -> Stack {
        Stack {
            now: start,
            saved: Vec::new(),
            lost: 0,
        }
    }

    pub fn now(&self) -> State {
        self.now
    }

    /// Does what the operator says; whether that paints something that can be seen.
    pub fn obey(&mut self, operator: &[u8], numbers: &[f64], inked: bool) -> bool {
        let State { white, ghostly, .. } = self.now;
        match operator {
            b"q" => self.save(),
            b"Q" => self.restore(),
            b"cm" => {
                if let Ok(numbers) = numbers.try_into() {
                    self.now.matrix = Matrix(numbers).then(self.now.matrix);
                }
            }
            b"g" => self.now.white = numbers == [1.0],
            b"rg" => self.now.white = numbers == [1.0; 3],
            b"k" => self.now.white = numbers == [0.0; 4],
            b"cs" | b"sc" | b"scn" => self.now.white = false,
            b"Tr" => self.now.ghostly = numbers.last() == Some(&3.0),
            b"Tj" | b"TJ" | b"'" | b"\"" => return inked && !white && !ghostly,
            b"f" | b"F" | b"f*" => return !white,
            b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" | b"sh" => return true,
            _ => {}
        }
        false
    }

    fn save(&mut self) {
        // Much deeper than any honest content; only a limit for memory.
        const MOST: usize = 4096;
        if self.saved.len() < MOST {
            self.saved.push(self.now);
        } else {
            self.lost += 1;
        }
    }

    fn restore(&mut self) {
        if self.lost > 0 {
            self.lost -= 1;
        } else if let Some(state) = self.saved.pop() {
            self.now = state;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_and_ghostly_cannot_be_seen() {
        let mut state = Stack::new(State::new(Matrix::IDENTITY));
        assert!(state.obey(b"f", &[], false));
        state.obey(b"q", &[], false);
        state.obey(b"rg", &[1.0, 1.0, 1.0], false);
        assert!(!state.obey(b"f", &[], false));
        assert!(!state.obey(b"Tj", &[], true));
        assert!(state.obey(b"S", &[], false));
        state.obey(b"Q", &[], false);
        assert!(state.obey(b"Tj", &[], true));
        assert!(!state.obey(b"Tj", &[], false));
        state.obey(b"Tr", &[3.0], false);
        assert!(!state.obey(b"Tj", &[], true));
    }

    #[test]
    fn what_is_put_aside_comes_back() {
        let mut state = Stack::new(State::new(Matrix::IDENTITY));
        for _ in 0..10_000 {
            state.obey(b"q", &[], false);
        }
        state.obey(b"cm", &[2.0, 0.0, 0.0, 2.0, 0.0, 0.0], false);
        for _ in 0..10_000 {
            state.obey(b"Q", &[], false);
        }
        assert_eq!(state.now().matrix, Matrix::IDENTITY);
        state.obey(b"Q", &[], false);
        assert_eq!(state.now().matrix, Matrix::IDENTITY);
    }
}
