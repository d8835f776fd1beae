//! What `bench` measured, as a page of the book.

use std::fmt::Write;

use lab::bench::{Ensembles, Lived, Measured};

use crate::answer::counted;
use crate::bench::{lived, others, speed, step, together};
use crate::numbers::{bytes, figure, seconds, thousands};

const HEAD: &str = "\
# How fast it is

<!-- Made by `ktokogo bench --markdown docs/speed.md --force`; do not edit. -->

What the program does on one machine, beside what the memory of that machine allows. All of it was
measured in one job. Times belong to the machine and the hour; the shares should carry over better.
Nothing here is a test: what guards the speed is the count of instructions (`cargo xtask instructions`),
which is the same every time.

";

const MACHINE: &str = "
The triad is that of STREAM, `a = b + s * c` over arrays far larger than the caches, counted at 24
bytes an element. The ceiling is what passes over the rows can do at best: the same blocks, rows and
threads as those of the country below, over eight columns of four bytes, with an exclusive or (reading)
or an addition of one (updating, which reads and writes). GB/s are thousand millions of bytes a second;
the best of several times.

";

const STEPS: &str = "
*Months*: those in which the step acted. *Bytes a row*: what its passes read and wrote, a row of
households. *Of the ceiling*: the time that these bytes need at least, reading at the speed of pure
reading and writing at what updating takes beyond it, divided by the time that the step took. The table
holds the steps whose passes went through at least a tenth of the rows of households, over all months.
The time of a step is all that it takes, also what it does outside of passes, such as settling regions
or putting the households of December in order, so that its share is a lower bound. A share may exceed
one where a column is still in a cache.

";

const ENSEMBLES: &str = "
Runs are of the whole society with its record, one a core. The evidence and the timeline are read once,
whatever the number of runs; building the society is a part of each run. The start of the program is a
command that reads all evidence and prints a list, from start to end.
";

/// The page.
pub fn page(measured: &Measured) -> String {
    let Measured { ask, machine, households, ensembles } = measured;
    let mut out = HEAD.to_owned();
    out.push_str("## The machine\n\n");
    let cores = counted(machine.cores, "core");
    let processor = Some(machine.processor.as_str()).filter(|name| !name.is_empty());
    let _ = writeln!(out, "{cores}, {}.\n", processor.unwrap_or("processor unknown"));
    let heads = ["threads", "triad, GB/s", "ceiling: reading, GB/s", "updating, GB/s"];
    rows(&mut out, &heads, 0, machine.speeds.iter().map(speed));
    out.push_str(MACHINE);
    out.push_str("## The steps of the month\n\n");
    let _ = writeln!(out, "{}, with {}.\n", lived(households), {
        counted(machine.all().threads, "thread")
    });
    let heads = ["step", "months", "ns a row", "bytes a row", "GB/s", "of the ceiling"];
    let walking = households.steps.iter().filter(|step| step.walks());
    rows(&mut out, &heads, 1, walking.map(|one| step(one, households)));
    let _ = writeln!(out, "\n**{}** {}", together(households), others(households.standing()));
    out.push_str(STEPS);
    out.push_str("## Ensembles\n\n");
    let size = counted(ask.sample, "row");
    let _ = writeln!(
        out,
        "Runs of {size} of households and {} of members.\n",
        thousands(ask.members as i64)
    );
    let times = times(ensembles).into_iter().map(|(what, time)| vec![what, time]);
    rows(&mut out, &["what", "measured"], 1, times);
    out.push_str(ENSEMBLES);
    out
}

/// Names and times of what stands around ensembles, and their speed.
pub fn times(ensembles: &Ensembles) -> Vec<(String, String)> {
    let mut times = Vec::new();
    let mut put = |what: &str, time: String| times.push((what.to_owned(), time));
    if let Some(starting) = ensembles.starting {
        put("start of the program, with all evidence read", brief(starting));
    }
    put("of this, reading and checking the evidence", brief(ensembles.evidence));
    put("making the timeline of decrees and shocks", brief(ensembles.timeline));
    put("building the society of a run", brief(ensembles.society));
    for lived in &ensembles.lived {
        let Lived { threads, runs, .. } = lived;
        let what = format!("{} with {}", counted(*runs, "run"), counted(*threads, "thread"));
        put(&what, format!("{} a second", figure(lived.speed())));
    }
    let report = format!("{}, {}", brief(ensembles.report), bytes(ensembles.bytes));
    put("judging them, writing the folder and the report", report);
    times
}

/// A time that may be short.
pub fn brief(time: f64) -> String {
    if time < 1.0 { format!("{} ms", figure(1e3 * time)) } else { seconds(time) }
}

/// A table; the first `words` columns are words, the others numbers.
fn rows(out: &mut String, heads: &[&str], words: usize, rows: impl Iterator<Item = Vec<String>>) {
    let rules = (0..heads.len()).map(|place| if place < words { "---|" } else { "---:|" });
    let _ = writeln!(out, "| {} |\n|{}", heads.join(" | "), rules.collect::<String>());
    for cells in rows {
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
}
