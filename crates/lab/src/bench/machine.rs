//! The machine: its triad, and the ceiling that its memory sets for passes over rows.

use std::hint::black_box;

use kernel::pass::{LANES, Sums, pass};

use super::{Ask, fastest, pool};
use crate::error::LabError;

/// Bytes of a column of the ceiling in a row.
const WIDTH: usize = size_of::<u32>();
/// Columns of the ceiling: about as many as a mechanism of the village goes through.
const COLUMNS: usize = 8;

/// What the machine can do.
#[derive(Clone, Debug)]
pub struct Machine {
    /// Cores that a process may use.
    pub cores: usize,
    /// The processor as the system names it; empty if it does not.
    pub processor: String,
    /// With one thread, then with all.
    pub speeds: Vec<Speed>,
}

impl Machine {
    /// With all threads that were asked for.
    pub fn all(&self) -> &Speed {
        self.speeds.last().expect("one thread is always measured")
    }
}

/// What so many threads can do.
#[derive(Clone, Copy, Debug)]
pub struct Speed {
    /// Threads.
    pub threads: usize,
    /// STREAM triad, `a = b + s * c`, thousand millions of bytes a second at 24 bytes an element.
    pub triad: f64,
    /// What passes over rows can do at most.
    pub ceiling: Ceiling,
}

/// Passes over columns of 32 bits with next to no arithmetic.
#[derive(Clone, Copy, Debug)]
pub struct Ceiling {
    /// Thousand millions of bytes read a second.
    pub reading: f64,
    /// Thousand millions of bytes read and written a second, where every column is both.
    pub updating: f64,
}

impl Ceiling {
    /// Nanoseconds that passes need at least to read and write so many bytes: reading at the speed of
    /// pure reading, and writing at what updating takes beyond it.
    pub fn nanoseconds(&self, read: u64, written: u64) -> f64 {
        let reading = 1.0 / self.reading;
        // Updating goes through each byte twice.
        let writing = (2.0 / self.updating - reading).max(0.0);
        read as f64 * reading + written as f64 * writing
    }
}

/// The exclusive or of all rows: whole numbers, so that no order of rounding has to be kept.
#[derive(Clone, Copy, Default)]
struct Parity([u32; LANES]);

impl Sums for Parity {
    fn add(&mut self, other: Parity) {
        self.0.iter_mut().zip(other.0).for_each(|(one, more)| *one ^= more);
    }
}

/// Measures the machine with one thread and with all.
pub(super) fn measure(ask: &Ask) -> Result<Machine, LabError> {
    let speeds = ask.numbers_of_threads().into_iter().map(|threads| {
        let pool = pool(threads)?;
        Ok(pool.install(|| Speed { threads, triad: triad(ask), ceiling: ceiling(ask) }))
    });
    Ok(Machine {
        cores: rayon::current_num_threads(),
        processor: processor(),
        speeds: speeds.collect::<Result<_, LabError>>()?,
    })
}

/// STREAM triad by passes, counted as 24 bytes an element.
fn triad(ask: &Ask) -> f64 {
    let s = black_box(3.0);
    let (b, c) = (vec![1.0f64; ask.triad], vec![2.0f64; ask.triad]);
    let mut a = vec![0.5f64; ask.triad];
    let seconds = fastest(ask.times, || {
        pass(
            (&b[..], &c[..], &mut a[..]),
            #[inline(always)]
            |_: &mut (), (b, c, a)| {
                for i in 0..LANES {
                    a[i] = b[i] + s * c[i];
                }
            },
        );
    });
    black_box(&a);
    (3 * size_of::<f64>() * ask.triad) as f64 / seconds / 1e9
}

/// Passes over as many rows as the country has that is timed.
fn ceiling(ask: &Ask) -> Ceiling {
    let column = |number: usize| -> Vec<u32> {
        (0..ask.households).map(|row| (row * (number + 1)) as u32).collect()
    };
    let mut columns: [Vec<u32>; COLUMNS] = std::array::from_fn(column);
    let bytes = (COLUMNS * WIDTH * ask.households) as f64;
    let reading = fastest(ask.times, || {
        black_box(read(&columns));
    });
    let updating = fastest(ask.times, || update(&mut columns));
    black_box(&columns);
    Ceiling { reading: bytes / reading / 1e9, updating: 2.0 * bytes / updating / 1e9 }
}

fn read([a, b, c, d, e, f, g, h]: &[Vec<u32>; COLUMNS]) -> [u32; LANES] {
    let columns = (&a[..], &b[..], &c[..], &d[..], &e[..], &f[..], &g[..], &h[..]);
    let parity: Parity = pass(
        columns,
        #[inline(always)]
        |sum: &mut Parity, (a, b, c, d, e, f, g, h)| {
            for i in 0..LANES {
                sum.0[i] ^= a[i] ^ b[i] ^ c[i] ^ d[i] ^ e[i] ^ f[i] ^ g[i] ^ h[i];
            }
        },
    );
    parity.0
}

fn update([a, b, c, d, e, f, g, h]: &mut [Vec<u32>; COLUMNS]) {
    let first = (&mut a[..], &mut b[..], &mut c[..], &mut d[..]);
    let (a, b, c, d) = first;
    let columns = (a, b, c, d, &mut e[..], &mut f[..], &mut g[..], &mut h[..]);
    pass(
        columns,
        #[inline(always)]
        |_: &mut (), (a, b, c, d, e, f, g, h)| {
            for column in [a, b, c, d, e, f, g, h] {
                column.iter_mut().for_each(|value| *value = value.wrapping_add(1));
            }
        },
    );
}

/// The name of the processor, where the system has a file that tells.
fn processor() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("model name"));
    line.map(|line| line.trim_start_matches([' ', '\t', ':']).to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ceiling_charges_reading_once_and_writing_with_what_updating_adds() {
        // 1 ns to read a byte; 3 ns to read and write one, so 2 ns to write it.
        let ceiling = Ceiling { reading: 1.0, updating: 2.0 / 3.0 };
        assert!((ceiling.nanoseconds(10, 0) - 10.0).abs() < 1e-9);
        assert!((ceiling.nanoseconds(10, 10) - 30.0).abs() < 1e-9);
        // A cache can make updating as fast as reading: then writing is free and never a gain.
        let cached = Ceiling { reading: 1.0, updating: 4.0 };
        assert_eq!(cached.nanoseconds(10, 10), 10.0);
    }

    #[test]
    fn the_kernels_go_through_every_row() {
        let rows = 2 * LANES + 3;
        let mut columns: [Vec<u32>; COLUMNS] = std::array::from_fn(|_| vec![0; rows]);
        columns[COLUMNS - 1][rows - 1] = 5;
        assert_eq!(read(&columns)[2], 5);
        update(&mut columns);
        assert!(columns[..COLUMNS - 1].iter().flatten().all(|&value| value == 1));
        assert_eq!(columns[COLUMNS - 1][rows - 1], 6);
    }
}
