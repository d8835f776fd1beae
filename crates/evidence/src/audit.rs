//! The audit: does every number name its source, every claim its fate, every date its calendar?

use crate::{
    Evidence, JUDGEMENT,
    calendar::{calendar_faults, stated_pair_faults},
    claims::{Fate, FateKind},
    fault::Fault,
    series::Confidence,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the audit must know of the card of a mechanism.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardFacts {
    /// Name of the mechanism.
    pub name: String,
    /// Claims that the card cites.
    pub claims: Vec<String>,
}

/// What the audit must know of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterFacts {
    /// Mechanism it belongs to.
    pub mechanism: String,
    /// Name.
    pub name: String,
    /// Prior, as text; empty if it has none.
    pub prior: String,
    /// Sources, as text: `key, page; key` or `judgement`.
    pub source: String,
    /// Unit, as text; a share or ratio says so.
    pub unit: String,
}

impl Evidence {
    /// All that is wrong with the evidence and with what the model says of it, by file and line.
    ///
    /// `cards` and `parameters` are those of all mechanisms.
    pub fn audit(&self, cards: &[CardFacts], parameters: &[ParameterFacts]) -> Vec<Fault> {
        let mut faults = self.audit_records();
        self.check_cards(cards, &mut faults);
        for parameter in parameters {
            self.check_parameter(parameter, &mut faults);
        }
        faults.sort();
        faults
    }

    /// The part of the audit that needs no model, by file and line.
    pub fn audit_records(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        self.check_tables(&mut faults);
        self.check_plans(&mut faults);
        self.check_decisions(&mut faults);
        self.check_targets(&mut faults);
        self.check_ledger(&mut faults);
        self.check_rivalry(&mut faults);
        self.check_claim_tests(&mut faults);
        crate::discriminating_audit::check(self, &mut faults);
        faults.sort();
        faults
    }

    fn source_keys(&self) -> impl Iterator<Item = &str> + Clone {
        self.sources.iter().map(|source| source.key.as_str())
    }

    /// A fault for each part of `cited` that is neither a key of the bibliography nor `judgement`.
    pub(crate) fn citation_faults(
        &self,
        file: &str,
        line: usize,
        cited: &str,
        faults: &mut Vec<Fault>,
    ) {
        for part in cited.split(';') {
            let key = part.split(',').next().unwrap_or_default().trim();
            if key != JUDGEMENT && self.source(key).is_none() {
                let known = self.source_keys().chain([JUDGEMENT]);
                faults.push(Fault::unknown(file, line, "source", key, known));
            }
        }
    }

    fn check_tables(&self, faults: &mut Vec<Fault>) {
        let keys: BTreeSet<&str> = self.source_keys().collect();
        let mut check = |file: &str, line: usize, source: &str, unit: Option<&str>| {
            if !keys.contains(source) {
                faults.push(Fault::unknown(file, line, "source", source, self.source_keys()));
            }
            if unit.is_some_and(str::is_empty) {
                let hint = "name the unit in the column `unit`";
                faults.push(Fault::new(file, line, "the number has no unit", hint));
            }
        };
        for row in &self.rows {
            check(&row.file, row.line, &row.source, Some(&row.unit));
        }
        for event in &self.events {
            let unit = event.magnitude.map(|_| event.unit.as_str());
            check(&event.file, event.line, &event.source, unit);
        }
        for vote in &self.votes {
            check(&vote.file, vote.line, &vote.source, Some(&vote.unit));
        }
        for seat in &self.bodies {
            check(&seat.file, seat.line, &seat.source, None);
        }
        for signatory in &self.platform46 {
            check(&signatory.file, signatory.line, &signatory.source, None);
        }
        for actor in &self.actors {
            check(&actor.file, actor.line, &actor.portrait.source, None);
        }
        self.check_calendars(faults);
    }

    fn check_calendars(&self, faults: &mut Vec<Fault>) {
        for row in &self.rows {
            calendar_faults(&row.file, row.line, &row.date, faults);
        }
        for event in &self.events {
            calendar_faults(&event.file, event.line, &event.date, faults);
            stated_pair_faults(event, faults);
        }
        for vote in &self.votes {
            calendar_faults(&vote.file, vote.line, &vote.date, faults);
        }
        for seat in &self.bodies {
            calendar_faults(&seat.file, seat.line, &seat.from, faults);
            if let Some(to) = &seat.to {
                calendar_faults(&seat.file, seat.line, to, faults);
                if to.days().1 < seat.from.days().0 {
                    let what = format!("{} leaves {} before entering", seat.person, seat.body);
                    faults.push(Fault::new(&*seat.file, seat.line, what, ""));
                }
            }
        }
    }

    /// Decrees and given paths.
    fn check_plans(&self, faults: &mut Vec<Fault>) {
        let titles = || self.events.iter().map(|event| event.title.as_str());
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for decree in &self.decrees {
            let (file, line) = (&*decree.file, decree.line);
            self.citation_faults(file, line, &decree.source, faults);
            judged(file, line, &decree.source, decree.confidence, faults);
            calendar_faults(file, line, &decree.date, faults);
            if let Some(other) = first.insert(&decree.id, line) {
                let what = format!("the decree `{}` stands twice", decree.id);
                faults.push(Fault::new(file, line, what, format!("see also line {other}")));
            }
            if !decree.event.is_empty() && titles().all(|title| title != decree.event) {
                faults.push(Fault::unknown(file, line, "event", &decree.event, titles()));
            }
        }
        for row in &self.paths {
            self.citation_faults(&row.file, row.line, &row.source, faults);
            judged(&row.file, row.line, &row.source, row.confidence, faults);
            calendar_faults(&row.file, row.line, &row.date, faults);
            if row.unit.is_empty() {
                let hint = "name the unit in the column `unit`";
                faults.push(Fault::new(&*row.file, row.line, "the number has no unit", hint));
            }
        }
    }

    fn check_targets(&self, faults: &mut Vec<Fault>) {
        let series = self.series_names();
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for fact in &self.targets {
            let (file, line) = (&*fact.file, fact.line);
            for source in &fact.sources {
                self.citation_faults(file, line, source, faults);
            }
            if let Some(other) = first.insert(&fact.id, line) {
                let what = format!("the fact `{}` stands twice", fact.id);
                faults.push(Fault::new(file, line, what, format!("see also line {other}")));
            }
            if fact.why_tolerance.trim().is_empty() {
                let what = format!("the fact `{}` gives no reason for its tolerance", fact.id);
                faults.push(Fault::new(file, line, what, "fill `why_tolerance`"));
            }
            if fact.checks.is_empty() {
                let what = format!("the fact `{}` has no measurement", fact.id);
                faults.push(Fault::new(file, line, what, "add a table `[[fact.check]]`"));
            }
            for row in &fact.source_rows {
                self.check_row_name(file, line, row, &series, faults);
            }
        }
    }

    /// Checks a name of rows, `series@date` or `series@date#source`.
    fn check_row_name(
        &self,
        file: &str,
        line: usize,
        name: &str,
        known: &[&str],
        faults: &mut Vec<Fault>,
    ) {
        let Some((series, rest)) = name.rsplit_once('@') else {
            let what = format!("`{name}` names no row");
            return faults.push(Fault::new(file, line, what, "write `series@date`"));
        };
        if known.binary_search(&series).is_err() {
            return faults.push(Fault::unknown(file, line, "series", series, known.to_vec()));
        }
        let (date, source) = match rest.split_once('#') {
            Some((date, source)) => (date, Some(source)),
            None => (rest, None),
        };
        let rows = self.series(series);
        let fits = |row: &&&crate::Row| {
            row.date.to_string() == date && source.is_none_or(|source| row.source == source)
        };
        if !rows.iter().any(|row| fits(&row)) {
            let mut dates: Vec<_> = rows.iter().map(|row| row.date.to_string()).collect();
            dates.dedup();
            let what = format!("no row `{name}`");
            let hint = format!("`{series}` has the dates {}", dates.join(", "));
            faults.push(Fault::new(file, line, what, hint));
        }
    }

    /// Claims and their fates.
    fn check_ledger(&self, faults: &mut Vec<Fault>) {
        let ids: BTreeSet<&str> = self.claims.iter().map(|entry| entry.claim.id.as_str()).collect();
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for fate in &self.fates {
            let (file, line) = (&*fate.file, fate.line);
            if !ids.contains(fate.claim.as_str()) {
                let known = ids.iter().copied();
                faults.push(Fault::unknown(file, line, "claim", &fate.claim, known));
            }
            if let Some(other) = first.insert(&fate.claim, line) {
                let what = format!("the claim `{}` has two fates", fate.claim);
                faults.push(Fault::new(file, line, what, format!("see also line {other}")));
            }
            self.check_fate(fate, faults);
        }
        for entry in &self.claims {
            let (file, line, id) = (&*entry.file, entry.line, &entry.claim.id);
            if !first.contains_key(id.as_str()) {
                let what = format!("the claim `{id}` has no fate");
                let hint = "add it to claims/fates.toml: mechanism, target, input, left-out or \
                            tested";
                faults.push(Fault::new(file, line, what, hint));
            }
            for data in &entry.claim.data_series {
                self.check_data(file, line, data, faults);
            }
        }
    }

    fn check_fate(&self, fate: &Fate, faults: &mut Vec<Fault>) {
        let mut fault = |what: &str, hint: &str| {
            let what = format!("the claim `{}` {what}", fate.claim);
            faults.push(Fault::new(&*fate.file, fate.line, what, hint));
        };
        match fate.fate {
            FateKind::Mechanism if fate.by.is_empty() => {
                fault("names no mechanism", "fill `by` with the names of mechanisms");
            }
            FateKind::Target if fate.facts.is_empty() && fate.data.is_empty() => {
                fault("names nothing to compare with", "fill `facts` or `data`");
            }
            FateKind::LeftOut | FateKind::Tested if fate.why.trim().is_empty() => {
                fault("gives no reason for its fate", "fill `why`");
            }
            _ => {}
        }
        let numbers: BTreeSet<u32> = self.targets.iter().map(|fact| fact.number).collect();
        // Evidence without targets, such as a folder with series only, is judged without them.
        let unknown = fate.facts.iter().filter(|fact| !numbers.contains(fact));
        for fact in unknown.filter(|_| !numbers.is_empty()) {
            fault(&format!("names the stylised fact {fact}, which no target has"), "");
        }
        for data in &fate.data {
            self.check_data(&fate.file, fate.line, data, faults);
        }
    }

    /// Checks a name of data, `file` or `file:series`, relative to the root of the evidence.
    fn check_data(&self, file: &str, line: usize, data: &str, faults: &mut Vec<Fault>) {
        let (name, series) = match data.split_once(':') {
            Some((name, series)) => (name, Some(series)),
            None => (data, None),
        };
        let files = self.file_names();
        if !files.contains(&name) {
            return faults.push(Fault::unknown(file, line, "file", name, files));
        }
        let Some(series) = series else { return };
        let shown = self.files.shown(name);
        let here =
            || self.rows.iter().filter(|row| *row.file == *shown).map(|row| row.series.as_str());
        // `coal` also stands for its parts, `coal: Donbass` and so on.
        let part = |row: &str| row.strip_prefix(series).is_some_and(|rest| rest.starts_with(':'));
        if !here().any(|row| row == series || part(row)) {
            faults.push(Fault::unknown(file, line, &format!("series of {name}"), series, here()));
        }
    }

    fn check_rivalry(&self, faults: &mut Vec<Fault>) {
        let rivalry = &self.rivalry;
        let switches = || rivalry.switches.iter().map(|switch| switch.id.as_str());
        for hinge in &rivalry.hinges {
            for claim in hinge.claims.iter().filter(|claim| self.claim(claim).is_none()) {
                let known = self.claims.iter().map(|entry| entry.claim.id.as_str());
                let kind = format!("claim of hinge {}:", hinge.id);
                faults.push(Fault::unknown(&rivalry.file, 0, &kind, claim, known));
            }
        }
        for rival in &rivalry.rivals {
            for name in rival.settings.keys().filter(|name| switches().all(|id| id != *name)) {
                let kind = format!("switch of rival {}:", rival.id);
                faults.push(Fault::unknown(&rivalry.file, 0, &kind, name, switches()));
            }
        }
    }

    fn check_cards(&self, cards: &[CardFacts], faults: &mut Vec<Fault>) {
        let fates: BTreeMap<&str, &Fate> =
            self.fates.iter().map(|fate| (fate.claim.as_str(), fate)).collect();
        for card in cards {
            let shown = format!("mechanism {}", card.name);
            for id in &card.claims {
                if self.claim(id).is_none() {
                    let known = self.claims.iter().map(|entry| entry.claim.id.as_str());
                    faults.push(Fault::unknown(&shown, 0, "claim", id, known));
                }
                let fate = fates.get(id.as_str()).map(|fate| fate.fate);
                if let Some(fate @ (FateKind::LeftOut | FateKind::Tested)) = fate {
                    let what = format!("its card cites the claim `{id}`, which is {}", fate.word());
                    let hint = "give the claim the fate mechanism in claims/fates.toml";
                    faults.push(Fault::new(&shown, 0, what, hint));
                }
            }
        }
        let names = || cards.iter().map(|card| card.name.as_str());
        for fate in self.fates.iter().filter(|fate| fate.fate == FateKind::Mechanism) {
            let (file, line, claim) = (&*fate.file, fate.line, &fate.claim);
            for name in &fate.by {
                match cards.iter().find(|card| card.name == *name) {
                    None => faults.push(Fault::unknown(file, line, "mechanism", name, names())),
                    Some(card) if !card.claims.contains(claim) => {
                        let what = format!("the card of `{name}` does not cite `{claim}`");
                        let hint = "cite it on the card, or give the claim another fate";
                        faults.push(Fault::new(file, line, what, hint));
                    }
                    Some(_) => {}
                }
            }
        }
    }

    fn check_parameter(&self, parameter: &ParameterFacts, faults: &mut Vec<Fault>) {
        let shown = format!("mechanism {}", parameter.mechanism);
        let name = &parameter.name;
        if parameter.prior.trim().is_empty() {
            let what = format!("the parameter `{name}` has no prior");
            faults.push(Fault::new(&shown, 0, what, "say what is believed of it: `#[prior(...)]`"));
        }
        if parameter.unit.trim().is_empty() {
            let what = format!("the parameter `{name}` has no unit");
            faults.push(Fault::new(&shown, 0, what, "give its type a unit; a share is one too"));
        }
        if parameter.source.trim().is_empty() {
            let what = format!("the parameter `{name}` has no source");
            let hint = "name a key of sources/sources.bib, or `judgement`";
            return faults.push(Fault::new(&shown, 0, what, hint));
        }
        let before = faults.len();
        self.citation_faults(&shown, 0, &parameter.source, faults);
        for fault in &mut faults[before..] {
            fault.what = format!("parameter `{name}`: {}", fault.what);
        }
    }
}

/// A judgement must not be shown as something that was read.
pub(crate) fn judged(
    file: &str,
    line: usize,
    source: &str,
    held: Confidence,
    faults: &mut Vec<Fault>,
) {
    let only_judged = source.split(';').all(|part| part.trim().starts_with(JUDGEMENT));
    if only_judged && matches!(held, Confidence::Confirmed | Confidence::Recalled) {
        let what = format!("the source is a judgement, but the confidence is {held}");
        faults.push(Fault::new(file, line, what, "write the confidence `judgement`"));
    }
}
