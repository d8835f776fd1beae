//! Why two runs cannot be compared, and what would make them comparable.

use crate::reference::About;

/// A setting in which two runs must agree and do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// Id of the run that does not fit the first.
    pub run: String,
    /// The setting.
    pub setting: &'static str,
    /// In the first run.
    pub first: String,
    /// In this one.
    pub this: String,
    /// How to make them comparable.
    pub mend: String,
}

/// Everything that keeps the other runs from being compared with the first.
pub fn obstacles(first: &About, others: &[&About]) -> Vec<Obstacle> {
    others.iter().flat_map(|other| between(first, other)).collect()
}

fn between(first: &About, this: &About) -> Vec<Obstacle> {
    let rows = |rows: usize| if rows == usize::MAX { "full".to_owned() } else { rows.to_string() };
    let settings: [(&str, String, String); 7] = [
        ("engine", first.hashes.engine.clone(), this.hashes.engine.clone()),
        ("evidence", first.hashes.evidence.clone(), this.hashes.evidence.clone()),
        ("seed", first.seed.to_string(), this.seed.to_string()),
        ("households", rows(first.households), rows(this.households)),
        ("members", rows(first.members), rows(this.members)),
        ("first month", first.first.to_string(), this.first.to_string()),
        ("last month", first.until.to_string(), this.until.to_string()),
    ];
    let differs = settings.into_iter().filter(|(_, one, other)| one != other);
    let obstacle = |(setting, first_value, this_value): (&'static str, String, String)| Obstacle {
        run: this.id.clone(),
        setting,
        mend: mend(setting, &first_value, first, this),
        first: first_value,
        this: this_value,
    };
    differs.map(obstacle).collect()
}

fn mend(setting: &str, wanted: &str, first: &About, this: &About) -> String {
    let option = match setting {
        "seed" => "seed",
        "households" => "households",
        "members" => "members",
        "last month" => "until",
        "evidence" => {
            return "live both with the same evidence: the one built in, or one --evidence folder"
                .to_owned();
        }
        _ if first.version == this.version => {
            return "live the older of the two again with this program".to_owned();
        }
        _ => {
            let (one, other) = (&first.version, &this.version);
            return format!("live both with one program: they were lived by {one} and {other}");
        }
    };
    format!("live {} again with --{option} {wanted}", this.id)
}
