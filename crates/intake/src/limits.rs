//! How much is taken, how fast, and for how long. Limits of this program, not of the law: those stand in the rulebook.

use std::time::Duration;

/// All limits. The command line offers those that depend on the place; tests set the rest.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Most bytes of the part `packet`.
    pub packet_bytes: u64,
    /// Most bytes of one file.
    pub file_bytes: u64,
    /// Most bytes of a whole request.
    pub request_bytes: u64,
    /// Most bytes that are kept altogether.
    pub kept_bytes: u64,
    /// Most pixels of a picture where the rulebook gives no number.
    pub pixels: u64,
    /// How long the head of a request may take.
    pub head: Duration,
    /// How long a request may be silent while its body arrives.
    pub silence: Duration,
    /// Bytes a second that a body must bring, and an answer be read with, on the whole.
    pub least_speed: u64,
    /// Bytes a second below which a body is let go when all places are taken and somebody waits.
    pub crowded_speed: u64,
    /// How long a body or a reader may be slower than that.
    pub grace: Duration,
    /// How long the body of a request may take altogether.
    pub body: Duration,
    /// How long the rest of a refused body is read, so that the answer is seen.
    pub drain: Duration,
    /// How long open requests may take after the server was told to stop.
    pub closing: Duration,
    /// Connections at once.
    pub connections: usize,
    /// Connections at once from one address.
    pub connections_from_one: usize,
    /// Submissions at once, from their first byte until they are judged.
    pub arriving: usize,
    /// The same from one address.
    pub arriving_from_one: u32,
    /// Submissions that are judged at once.
    pub judging: usize,
    /// Files that are measured at once beside these, because they take longer than `quick`.
    pub heavy: usize,
    /// How long the files of one submission may be measured before they have to wait for a turn among the heavy ones.
    pub quick: Duration,
    /// How long the measuring of one file may take.
    pub measuring: Duration,
    /// How long the measuring of all files of one submission may take.
    pub measuring_all: Duration,
    /// Most scans in which a JPEG may build up its picture.
    pub scans: u32,
    /// Most pixels of a JPEG over all its scans.
    pub scanned_pixels: u64,
    /// Most memory that the measuring of one file may take, in bytes of address space.
    pub measuring_memory: u64,
    /// Requests per minute from one address; 0 for no limit.
    pub rate: u32,
    /// How many addresses the door remembers.
    pub addresses: usize,
    /// How often it is looked whether something must be deleted.
    pub sweep: Duration,
    /// So many days the clock may go on at once; after more of them somebody has to say that it is right.
    pub clock_step_days: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        const MB: u64 = 1 << 20;
        Limits {
            packet_bytes: MB,
            file_bytes: 30 * MB,
            request_bytes: 40 * MB,
            kept_bytes: 20_000 * MB,
            pixels: 50_000_000,
            head: Duration::from_secs(15),
            silence: Duration::from_secs(30),
            least_speed: 8 << 10,
            crowded_speed: 128 << 10,
            grace: Duration::from_secs(20),
            body: Duration::from_secs(300),
            drain: Duration::from_secs(5),
            closing: Duration::from_secs(30),
            connections: 512,
            connections_from_one: 64,
            arriving: 64,
            arriving_from_one: 4,
            judging: 2,
            heavy: 1,
            quick: Duration::from_secs(3),
            measuring: Duration::from_secs(20),
            measuring_all: Duration::from_secs(60),
            scans: 100,
            scanned_pixels: 2_000_000_000,
            measuring_memory: 1500 * MB,
            rate: 60,
            addresses: 20_000,
            sweep: Duration::from_secs(3600),
            clock_step_days: 3,
        }
    }
}
