//! Classes and republics in November 1917.

use kernel::{Column, Id};
use society::{Classes, REGIONS, Republics};

use crate::start::{Missing, Start};

/// The republics: name, name in the evidence, and the region of the model in which each lies.
const REPUBLICS: [(&str, &str, &str); 6] = [
    ("Ukraine", "wish_ukraine", "ukraine"),
    ("Belorussia", "wish_belorussia", "north-west"),
    ("Georgia", "wish_georgia", "transcaucasia"),
    ("Armenia", "wish_armenia", "transcaucasia"),
    ("Azerbaijan", "wish_azerbaijan", "transcaucasia"),
    ("Central Asia", "wish_central_asia", "central-asia"),
];

/// Classes in a few numbers.
pub(crate) fn classes(start: &Start<'_>) -> Result<Classes, Missing> {
    Ok(Classes {
        class_support: start.one("class_support")?,
        worker_support: start.one("worker_support")?,
        peasant_support: start.one("peasant_support")?,
        urban_revolt: start.one("urban_revolt")?,
        want: start.one("want")?,
        nepman_income: start.one("nepman_income")?,
        bourgeois_confidence: start.one("bourgeois_confidence")?,
        concession_pressure: start.one("concession_pressure")?,
        market_freedom: start.one("market_freedom")?,
        backwardness: start.one("backwardness")?,
        cultural_level: start.one("cultural_level")?,
        policy_effectiveness: start.one("policy_effectiveness")?,
        state_ownership: start.one("state_ownership")?,
        worker_voice: start.one("worker_voice")?,
        fresh_workers: start.one("fresh_workers")?,
        ruralisation: start.one("fresh_workers")?,
        national_feeling: [
            start.one("national_officials")?,
            start.one("national_new_members")?,
            start.one("national_peasants")?,
            start.one("national_emigres")?,
        ],
        smena_vekh: start.one("smena_vekh")?,
        national_conflict: start.one("national_conflict")?,
        repression: start.one("repression")?,
        // Peasants, the well-off among them and what promotion won are counted in the first month.
        ..Classes::default()
    })
}

/// The republics outside the RSFSR. None has been refused anything yet.
pub(crate) fn republics(start: &Start<'_>) -> Result<Republics, Missing> {
    let mut republics = Republics::default();
    for (name, wish, region) in REPUBLICS {
        let region = REGIONS.iter().position(|r| *r == region).expect("a region of the model");
        republics.name.push(name);
        republics.region.push(Id::new(region));
        republics.wish.push(start.one(wish)?);
    }
    republics.grievance = Column::filled(0.0, REPUBLICS.len());
    republics.consent = Column::filled(1.0, REPUBLICS.len());
    Ok(republics)
}
