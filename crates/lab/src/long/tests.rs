use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use kernel::Lineage;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, RowAccessor};
use society::REGIONS;

use super::microdata::sampled;
use super::*;
use crate::Silent;

fn request(microdata: Microdata, until: Month) -> Request {
    Request {
        draws: 0,
        households: 2000,
        members: 100,
        until,
        microdata,
        ..Request::new(crate::history())
    }
}

fn evidence() -> Evidence {
    Evidence::embedded().expect("the embedded evidence is whole")
}

/// Stops after so many months, and hears what is said.
#[derive(Default)]
struct Stopping {
    after: u64,
    cancelled: AtomicBool,
    heard: Mutex<Vec<String>>,
}

impl Progress for Stopping {
    fn start(&self, _: u64) {}
    fn advance(&self, done: u64) {
        if done == self.after {
            self.cancelled.store(true, Ordering::Relaxed);
        }
    }
    fn finish(&self) {}
    fn goes_on(&self, from: Month) {
        self.remark(&format!("from {from}"));
    }
    fn remark(&self, text: &str) {
        self.heard.lock().expect("nobody panicked").push(text.to_owned());
    }
}

impl Stopping {
    fn after(after: u64) -> Stopping {
        Stopping { after, ..Stopping::default() }
    }

    fn heard(self) -> Vec<String> {
        self.heard.into_inner().expect("nobody panicked")
    }
}

/// Lives a request at a place until somebody stops it, keeping it every second month.
fn live(request: &Request, target: &Path, stop: &Stopping) -> (Area, Result<Ensemble, LabError>) {
    let area = Area::open(target).expect("it can be opened");
    let pace = Pace::Months(2);
    let lived = run(request, &evidence(), stop, &stop.cancelled, &area, pace);
    (area, lived)
}

fn tables(area: &Area) -> BTreeMap<String, Vec<u8>> {
    let files = area.files().expect("they can be listed");
    files.into_iter().map(|(name, path)| (name, fs::read(path).expect("read"))).collect()
}

fn bits(ensemble: &Ensemble) -> Vec<u64> {
    ensemble.central().values.iter().map(|value| value.to_bits()).collect()
}

#[test]
fn a_life_that_is_stopped_twice_goes_on_to_the_same_numbers_and_tables() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let request = request(Microdata::Yearly, Month::new(1919, 2));
    let (area, whole) = live(&request, &home.path().join("whole"), &Stopping::after(99));
    let whole = whole.expect("it is lived");
    let plain = crate::run(&request, &evidence(), &Silent, &AtomicBool::new(false));
    assert_eq!(bits(&whole), bits(&plain.expect("it is lived")), "an area changes no number");
    let wanted = tables(&area);
    // Sixteen months, and two Decembers with every household and every member.
    assert_eq!(wanted.len(), 16 + 2 * 2, "{:?}", wanted.keys());
    let cut = home.path().join("cut");
    // A state is kept when somebody stops: so it goes on with the month after.
    for (after, heard) in [(5, vec![]), (11, vec!["from 1918-04".to_owned()])] {
        let stop = Stopping::after(after);
        let (_area, stopped) = live(&request, &cut, &stop);
        assert!(matches!(stopped, Err(LabError::Kept)), "{stopped:?}");
        assert_eq!(stop.heard(), heard);
    }
    let stop = Stopping::after(99);
    let (area, again) = live(&request, &cut, &stop);
    let again = again.expect("it is lived");
    assert_eq!(stop.heard(), ["from 1918-10"]);
    assert_eq!(bits(&again), bits(&whole));
    assert_eq!(again.central().chronicle, whole.central().chronicle);
    assert!(tables(&area) == wanted, "other tables");
    area.clear().expect("it can be taken away");
    assert_eq!(fs::read_dir(home.path()).expect("listed").count(), 1, "the other area stays");
}

#[test]
fn a_state_that_is_damaged_foreign_or_without_its_tables_is_not_used() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let target = home.path().join("out");
    let request = request(Microdata::Sample, Month::new(1918, 3));
    let (area, whole) = live(&request, &home.path().join("whole"), &Stopping::after(99));
    let (whole, wanted) = (whole.expect("it is lived"), tables(&area));
    let other = Request { seed: 7, ..request.clone() };
    let cut = |path: &Path| {
        let bytes = fs::read(path).expect("read");
        fs::write(path, &bytes[..bytes.len() * 2 / 3]).expect("written");
    };
    let flip = |path: &Path| {
        let mut bytes = fs::read(path).expect("read");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(path, bytes).expect("written");
    };
    let empty = |path: &Path| fs::write(path, []).expect("written");
    let none = |_: &Path| ();
    let first = |area: &Area| area.table("sample-1917-11.parquet");
    type Harm<'a> = (&'a Request, &'a dyn Fn(&Area), &'a str);
    let harms: [Harm; 5] = [
        (&request, &|area| cut(&area.state()), "damaged or was cut off"),
        (&request, &|area| flip(&area.state()), "damaged or was cut off"),
        (&request, &|area| empty(&area.state()), "damaged or was cut off"),
        (&request, &|area| cut(&first(area)), "sample-1917-11.parquet beside it is missing"),
        (&other, &|area| none(&area.state()), "of another run"),
    ];
    for (begun, harm, why) in harms {
        let (area, stopped) = live(begun, &target, &Stopping::after(3));
        assert!(matches!(stopped, Err(LabError::Kept)), "{stopped:?}");
        harm(&area);
        drop(area);
        let stop = Stopping::after(99);
        let (area, lived) = live(&request, &target, &stop);
        let heard = stop.heard();
        assert!(heard.len() == 1 && heard[0].contains(why), "{heard:?} lacks {why}");
        assert_eq!(bits(&lived.expect("it is lived")), bits(&whole));
        assert!(tables(&area) == wanted, "{why}");
        area.clear().expect("it can be taken away");
    }
}

#[test]
fn one_process_at_a_time_lives_a_run() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let target = home.path().join("out");
    let held = Area::open(&target).expect("it can be opened");
    let error = Area::open(&target).err().expect("it is held").to_string();
    assert!(error.contains("another process") && error.contains("--out"), "{error}");
    drop(held);
    assert_eq!(fs::read_dir(home.path()).expect("listed").count(), 0, "nothing is left");
    assert!(Area::open(&target).is_ok());
}

#[test]
fn the_sample_is_one_household_in_a_hundred_and_the_same_in_every_month_and_world() {
    let in_sample = (0..100_000).filter(|who| sampled(Lineage(*who))).count();
    // Binomial: a standard deviation is 31.
    assert!((900..1100).contains(&in_sample), "{in_sample}");
    let home = tempfile::tempdir().expect("a temporary folder");
    let request = request(Microdata::Yearly, Month::new(1918, 12));
    let other = Request { seed: 5, ..request.clone() };
    let (area, lived) = live(&request, &home.path().join("one"), &Stopping::after(99));
    lived.expect("it is lived");
    let (beside, lived) = live(&other, &home.path().join("other"), &Stopping::after(99));
    lived.expect("it is lived");
    let sample = |area: &Area, month: &str| read(&area.table(&format!("sample-{month}.parquet")));
    let who = |rows: &[Row]| -> Vec<i64> { rows.iter().map(|row| row.who).collect() };
    let first = sample(&area, "1917-11");
    assert!(!first.is_empty());
    assert_eq!(who(&first), who(&sample(&beside, "1917-11")));
    let year = ["1917-12", "1918-11"].map(|month| who(&sample(&area, month)));
    assert_eq!(year[0], year[1], "nobody comes or goes but in December");
    assert_ne!(year[0], who(&sample(&area, "1918-12")));
    // In December they are those of the whole table whom the rule names.
    let every = read(&area.table("households-1918-12.parquet"));
    let chosen = every.iter().filter(|row| sampled(Lineage(row.who.cast_unsigned()))).cloned();
    assert_eq!(chosen.collect::<Vec<_>>(), sample(&area, "1918-12"));
    assert!(every.len() > 2000, "households divided: {}", every.len());
    let regions: Vec<&String> = every.iter().map(|row| &row.region).collect();
    assert!(REGIONS.iter().all(|region| regions.iter().any(|r| r == region)));
}

/// What a test looks at in a table of households.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    month: i32,
    who: i64,
    region: String,
    mouths: i32,
    grain: i32,
}

fn read(path: &Path) -> Vec<Row> {
    let reader = SerializedFileReader::new(fs::File::open(path).expect("it is there"));
    let reader = reader.expect("it is a table");
    let schema = reader.metadata().file_metadata().schema_descr();
    let names = schema.columns().iter().map(|column| column.name().to_owned());
    let columns: BTreeMap<String, usize> = names.zip(0..).collect();
    let rows = reader.get_row_iter(None).expect("rows");
    let one = |row: parquet::record::Row| Row {
        month: match row.get_column_iter().nth(columns["month"]) {
            Some((_, Field::Date(day))) => *day,
            other => panic!("a date, not {other:?}"),
        },
        who: row.get_long(columns["household"]).expect("a number"),
        region: row.get_string(columns["region"]).expect("a text").clone(),
        mouths: row.get_int(columns["mouths"]).expect("a number"),
        grain: row.get_int(columns["grain"]).expect("a number"),
    };
    rows.map(|row| one(row.expect("a row"))).collect()
}
