//! What has arrived: a packet and its files, still in a folder of their own that goes when the parcel is dropped.

use crate::hash::Hash;
use engine::wire::Packet;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Name of the part, and the beginning of the file name, of the packet.
pub(crate) const PACKET: &str = "packet";

/// A packet and its files.
pub(crate) struct Parcel {
    pub packet: Packet,
    /// The hash of the packet as it was sent, to which those of the files are added.
    pub head: Sha256,
    /// The folder of the arriving files.
    pub folder: Arriving,
    /// Bytes of packet and files together.
    pub bytes: u64,
}

/// A folder in which something arrives. It is removed with this value, unless it was moved away before.
pub(crate) struct Arriving(pub PathBuf);

impl Drop for Arriving {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Arriving {
    /// Where the packet is.
    pub fn packet(&self) -> PathBuf {
        self.0.join("packet.json")
    }

    /// Where the file at this place of the manifest is. No name from outside becomes a file name.
    pub fn file(&self, at: usize) -> PathBuf {
        self.0.join(format!("file-{at:03}"))
    }
}

impl Parcel {
    /// SHA-256 over the bytes of the packet and then of every file in the order of the manifest, one after the other; and that of
    /// each file alone.
    ///
    /// The packet names the sizes, so that no byte can move from one file to the next.
    pub fn hashes(&self) -> std::io::Result<(Hash, Vec<Hash>)> {
        let mut all = self.head.clone();
        let mut each = Vec::new();
        for at in 0..self.packet.files.len() {
            let mut one = Sha256::new();
            feed(&mut [&mut all, &mut one], &self.folder.file(at))?;
            each.push(one.finalize().into());
        }
        Ok((all.finalize().into(), each))
    }

    /// Writes the packet to its place: what belongs to its form, and no more.
    ///
    /// What was sent beside that was judged by nobody. The digest is over what was sent; for a packet as the desk writes it, that is
    /// the same to the byte.
    pub fn write_packet(&self) -> std::io::Result<()> {
        std::fs::write(self.folder.packet(), serde_json::to_vec(&self.packet)?)
    }
}

fn feed(hashes: &mut [&mut Sha256], path: &Path) -> std::io::Result<()> {
    let mut file = std::fs::File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(()),
            read => hashes.iter_mut().for_each(|hash| hash.update(&buffer[..read])),
        }
    }
}
