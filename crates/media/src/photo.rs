//! Photos looked at: where the face is, how it stands, what is behind it; and the photo cut out to size.
//!
//! [`Opened`] is a file, [`Look`] sets facts about what it shows and proposes a crop, [`cut`] makes it. Neither judges: that a background of some spread is too
//! uneven is a rule elsewhere. Nothing here changes what a picture shows: no pixel is touched but by cutting, scaling
//! and compressing, because an edited photo is refused.
//!
//! Read in this order: [`measure`] for the whole way, then the eyes (`models`, `detect`, `mesh`, `mask`), what is made of
//! them (`head`, `crown`, `frame`, `background`, `light`), and the hands (`cut`, `encode`).

mod measure;
mod open;
mod see;

mod detect;
mod mask;
mod mesh;
mod models;

mod background;
mod crown;
mod frame;
mod head;
mod light;

mod cut;
mod encode;

mod pixels;
mod plane;
mod pyramid;
mod resize;
mod square;
mod window;

pub use cut::cut;
pub use measure::measure;
pub use models::{BadModel, Models};
pub use open::{Opened, glance};
pub use pixels::Picture;
pub use see::{Finer, LOOKED_AT_PX, Look, looked_at};
pub use window::Window;
