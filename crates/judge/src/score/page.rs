//! The page of validation, in Markdown: what was fitted, what forecast, and where no model is needed.

use super::baselines::BASELINES;
use super::casts::Who;
use super::events::{Event, Vote};
use super::origin::{Form, Restart, restart_held};
use super::rules::{brier, logarithm};
use super::summary::{Against, Line, Sure, Table};
use super::{Report, Request};
use crate::rows::LEARNED;

/// The page.
pub fn page(report: &Report, request: &Request) -> String {
    [
        head(request),
        summary(report),
        series(report),
        lost(report),
        restart(report),
        coverage(report),
        events(report),
        votes(report),
        limits(),
    ]
    .concat()
}

fn head(request: &Request) -> String {
    let origins: Vec<String> = request.origins.iter().map(ToString::to_string).collect();
    let Request { members, steps, screened, free, households, party, seed, .. } = request;
    format!(
        "# Validation: forecasts from dates in the past\n\n\
         Written by `ktokogo score`. Origins: {}. At each of them the model knew only the rows of the \
         record that end by that month, and a timeline without anything dated later. {screened} draws \
         from the priors chose at most {free} parameters that these rows can speak of; an ensemble of \
         {members} members learned them in {steps} steps ({households} rows of households, about \
         {party} rows of party members, seed {seed}). The members then lived on for three years.\n\n\
         What is granted to the model while it learns is the discrepancy of the fit that ships: as \
         stated for origins before {LEARNED}, and as wide as that fit left it from then on, since it \
         was widened by rows up to that month. No width of a forecast rests on it.\n\n\
         Two forms stand side by side. *Strict* is given nothing of what came after the origin: no \
         decree, shock, seat or death, given paths frozen at their last value, decisions by the \
         bodies' own votes. Only the list of the questions that came up later, with their options, is \
         taken from history. *Pinned* is given the later decrees, decisions, shocks and given paths: it \
         forecasts conditionally on policy, as a counterfactual does, and is not a forecast that \
         anybody could have made.\n\n\
         Forecasts start from the last number on record before the origin and add what each member \
         adds to it. *Level* forecasts take the member's own level instead. Around each member lies a \
         normal error, as wide as its growth (or level) missed the rows before the origin beyond what \
         the members' spread and the errors of the record explain: by series, drawn to series of the \
         same kind where there are few, late misses counting more (half for every two years). The \
         trivial forecasts get their widths from their own misses by the same rule.\n\n\
         All numbers are on the scale of logarithms (shares: of logits), so 0.10 is about a tenth. The \
         continuous ranked probability score (CRPS) is best at 0. Ratios are the model's score over the \
         trivial one's: below 1 the model is better. Intervals are the 5th and 95th percentile of \
         resampled series or rows. With so few origins no test has power: read intervals, not stars.\n\n",
        origins.join(", ")
    )
}

/// The forecasters of the tables, as they are called on the page.
fn title(who: Who) -> String {
    match who {
        Who::Anchored(Restart::Learned, form) => form.name().to_owned(),
        Who::Anchored(Restart::Held, form) => format!("{}, restart held", form.name()),
        Who::Level(form) => format!("{}, level", form.name()),
        Who::Trivial(baseline) => baseline.name(),
    }
}

fn shown(sure: &Sure) -> String {
    match sure.low.is_finite() {
        true => format!("{:.2} ({:.2} to {:.2})", sure.is, sure.low, sure.high),
        false => format!("{:.2}", sure.is),
    }
}

fn summary(report: &Report) -> String {
    let mut text = "## 1925 to 1928 in one table\n\nOrigins from December 1924 on, rows that end by \
                    1928. The best trivial forecast of each series is chosen beforehand, by rows known \
                    at the origin, or in hindsight, by the very rows that are scored.\n\n\
                    | forecast | rows | against the best | series | share of series below 1 | median ratio |\n\
                    |---|---|---|---|---|---|\n"
        .to_owned();
    for table in report.tables.iter().filter(|table| !is_held(table.who)) {
        text.push_str(&format!(
            "| {} | {} | {} | {} | {} | {} |\n",
            title(table.who),
            if table.confirmed { "confirmed" } else { "confirmed and recalled" },
            table.against.name(),
            table.lines.len(),
            shown(&table.below),
            shown(&table.median)
        ));
    }
    text.push('\n');
    text
}

fn is_held(who: Who) -> bool {
    matches!(who, Who::Anchored(Restart::Held, _))
}

fn find(report: &Report, who: Who, against: Against) -> Option<&Table> {
    report.tables.iter().find(|t| (t.who, t.against, t.confirmed) == (who, against, false))
}

fn line<'t>(table: Option<&'t Table>, variable: &str) -> Option<&'t Line> {
    table?.lines.iter().find(|line| line.variable == variable)
}

/// The forecasts that the table of series shows.
fn compared() -> Vec<Who> {
    let anchored = Form::ALL.map(|form| Who::Anchored(Restart::Learned, form));
    anchored.into_iter().chain(Form::ALL.map(Who::Level)).collect()
}

fn series(report: &Report) -> String {
    let whos = compared();
    let titles: Vec<String> = whos.iter().map(|who| title(*who)).collect();
    let mut text = format!(
        "## Every series\n\nCRPS over that of the trivial forecast that was best in hindsight (the \
         harder one); confirmed and recalled rows, forecasts for one to three years. The last column \
         is the first one's ratio to the trivial forecast chosen beforehand.\n\n\
         | series | rows | best trivial | {} | {}, chosen beforehand |\n|---|---|---|{}---|\n",
        titles.join(" | "),
        titles[1],
        "---|".repeat(whos.len())
    );
    let Some(all) = find(report, whos[1], Against::Hindsight) else { return String::new() };
    for one in &all.lines {
        let ratios: Vec<String> = whos
            .iter()
            .map(|who| line(find(report, *who, Against::Hindsight), one.variable))
            .map(|line| line.map_or_else(String::new, |line| format!("{:.2}", line.ratio.is)))
            .collect();
        let before = line(find(report, whos[1], Against::Beforehand), one.variable);
        text.push_str(&format!(
            "| `{}` | {} | {} | {} | {} |\n",
            one.variable,
            one.rows,
            one.best,
            ratios.join(" | "),
            before.map_or_else(String::new, |line| shown(&line.ratio))
        ));
    }
    text.push('\n');
    text
}

/// Where the trivial forecasts win, and what of it is a miss and what a band that is too narrow.
fn lost(report: &Report) -> String {
    let who = Who::Anchored(Restart::Learned, Form::Pinned);
    let Some(table) = find(report, who, Against::Hindsight) else { return String::new() };
    let mut text = "## Where a trivial forecast is better\n\nPinned, against the best in hindsight. The \
                    median of the forecasts less what came, and the mean rank of what came (0.5 if the \
                    forecast is neither too high nor too low).\n\n| series | ratio | too high by | mean \
                    rank | better is |\n|---|---|---|---|---|\n"
        .to_owned();
    let mut lines: Vec<&Line> = table.lines.iter().filter(|line| line.ratio.is >= 1.0).collect();
    lines.sort_by(|a, b| b.ratio.is.total_cmp(&a.ratio.is));
    for line in lines {
        let rows = report.casts.iter().filter(|cast| {
            cast.who == who
                && cast.series.name() == line.variable
                && cast.origin >= super::TABLE_FROM
                && cast.last <= super::TABLE_TO
        });
        let rows: Vec<&super::Cast> = rows.collect();
        let n = rows.len() as f64;
        let off = rows.iter().map(|cast| cast.quantiles[2] - cast.seen).sum::<f64>() / n;
        let rank = rows.iter().map(|cast| cast.rank).sum::<f64>() / n;
        text.push_str(&format!(
            "| `{}` | {} | {off:+.2} | {rank:.2} | {} |\n",
            line.variable,
            shown(&line.ratio),
            line.best
        ));
    }
    text.push('\n');
    text
}

fn restart(report: &Report) -> String {
    let mut text = format!(
        "## Industry with the restart held\n\nThe best trivial forecast of industry closes a quarter of \
         the gap to 1913 in a year. Here `{}` is held at {:.3}, at which idle plant that has fuel, food \
         and peace closes a quarter of its gap a year, and all else is learned anew. What is gained or \
         lost against it is what the learned pace is worth. Ratios to the best in hindsight.\n\n\
         | series | pinned | pinned, restart held | strict | strict, restart held |\n|---|---|---|---|---|\n",
        super::origin::RESTART,
        restart_held()
    );
    let whos = [Form::Pinned, Form::Strict]
        .into_iter()
        .flat_map(|form| Restart::ALL.map(|restart| Who::Anchored(restart, form)));
    let tables: Vec<Option<&Table>> =
        whos.map(|who| find(report, who, Against::Hindsight)).collect();
    let Some(Some(first)) = tables.first() else { return String::new() };
    for one in first.lines.iter().filter(|line| line.variable.starts_with("industry.")) {
        let ratios: Vec<String> = tables
            .iter()
            .map(|table| line(*table, one.variable))
            .map(|line| line.map_or_else(String::new, |line| format!("{:.2}", line.ratio.is)))
            .collect();
        text.push_str(&format!("| `{}` | {} |\n", one.variable, ratios.join(" | ")));
    }
    text.push('\n');
    text
}

fn coverage(report: &Report) -> String {
    let mut text = "## Do the bands hold what they say?\n\nShare of rows within the bands, and the rows \
                    in each tenth of the forecast from lowest to highest: even if the forecasts are \
                    right.\n\n| origin | forecast | rows | 50 % | 80 % | tenths |\n|---|---|---|---|---|---|\n"
        .to_owned();
    for group in report.coverage.iter().filter(|group| !is_held(group.who)) {
        let tenths: Vec<String> = group.tenths.iter().map(ToString::to_string).collect();
        text.push_str(&format!(
            "| {} | {}{} | {} | {:.0} | {:.0} | {} |\n",
            group.origin,
            title(group.who),
            if group.fitted { ", rows of the fit" } else { "" },
            group.rows,
            100.0 * group.half,
            100.0 * group.most,
            tenths.join(" ")
        ));
    }
    text.push('\n');
    let head = "## Year by year\n\nMean CRPS of a row, and the energy score of all rows of the year \
                together (each in units of the random walk's deviation); confirmed and recalled rows. \
                Gap closing speaks only of series with a level of 1913, so its means are of fewer \
                rows.\n\n| origin | year | forecast | rows | CRPS | energy |\n|---|---|---|---|---|---|\n";
    text.push_str(head);
    for year in report.years.iter().filter(|year| !year.confirmed && !is_held(year.who)) {
        text.push_str(&format!(
            "| {} | {} | {} | {} | {:.3} | {:.2} |\n",
            year.origin,
            year.horizon,
            title(year.who),
            year.rows,
            year.crps,
            year.energy
        ));
    }
    text.push('\n');
    text
}

fn events(report: &Report) -> String {
    let mut kinds: Vec<&str> = report.events.iter().map(|event| event.kind).collect();
    kinds.dedup();
    kinds.sort_unstable();
    kinds.dedup();
    let mut text = "## Events\n\nFamine: ten million or more hungry in a month of the year. The trivial \
                    chance of famine is its frequency so far; that of the others comes from the random \
                    walk. Scores are means; 0 is best.\n\n| event | form | asked | came | Brier | trivial \
                    | logarithm | trivial |\n|---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for kind in kinds {
        for form in Form::ALL {
            let these: Vec<&Event> =
                report.events.iter().filter(|e| e.kind == kind && e.form == form).collect();
            let mean = |of: &dyn Fn(&Event) -> f64| {
                these.iter().map(|event| of(event)).sum::<f64>() / these.len() as f64
            };
            text.push_str(&format!(
                "| {kind} | {} | {} | {} | {:.3} | {:.3} | {:.3} | {:.3} |\n",
                form.name(),
                these.len(),
                these.iter().filter(|event| event.came).count(),
                mean(&|e| brier(e.chance, e.came)),
                mean(&|e| brier(e.trivial, e.came)),
                mean(&|e| logarithm(e.chance, e.came)),
                mean(&|e| logarithm(e.trivial, e.came)),
            ));
        }
    }
    text.push('\n');
    text
}

fn votes(report: &Report) -> String {
    let mut text = "## Decisions, one by one\n\nThe chance that the members gave to what history chose, \
                    and the Brier score (over the options: 0 best, 2 worst) beside those of equal chances \
                    and of the majority of last time. A star marks decisions in whose file a position was \
                    taken from the vote itself: they are no forecasts.\n\n| origin | form | decision | \
                    date | options | given | Brier | equal | last time |\n|---|---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for vote in &report.votes {
        text.push_str(&format!(
            "| {} | {} | {}{} | {} | {} | {:.2} | {:.2} | {:.2} | {:.2} |\n",
            vote.origin,
            vote.form.name(),
            vote.decision,
            if vote.coded_from_the_vote { " *" } else { "" },
            vote.date,
            vote.options,
            vote.given,
            vote.brier,
            vote.equal,
            vote.last_time
        ));
    }
    text.push_str("\nMeans over decisions that are forecasts:\n\n| form | decisions | Brier | equal | last time |\n|---|---|---|---|---|\n");
    for form in Form::ALL {
        let these = report.votes.iter().filter(|v| v.form == form && !v.coded_from_the_vote);
        let these: Vec<&Vote> = these.collect();
        let mean = |of: &dyn Fn(&Vote) -> f64| {
            these.iter().map(|vote| of(vote)).sum::<f64>() / these.len() as f64
        };
        text.push_str(&format!(
            "| {} | {} | {:.2} | {:.2} | {:.2} |\n",
            form.name(),
            these.len(),
            mean(&|v| v.brier),
            mean(&|v| v.equal),
            mean(&|v| v.last_time)
        ));
    }
    text.push('\n');
    text
}

fn limits() -> String {
    let names: Vec<String> = BASELINES.iter().map(|baseline| baseline.name()).collect();
    format!(
        "## What these numbers are not\n\n\
         - No later row enters a fit. But the mechanisms were written, and the centres and widths of \
         the priors set, by people who know the whole of the twenties: this cannot be undone by a cut.\n\
         - The list of later questions and options, and of variables on record, is history's.\n\
         - The trivial forecasts ({}) are judged by the same rule for their widths. Rates of gap \
         closing are from a study that had seen the data, and the best in hindsight is a bar that \
         nobody could have met then.\n\
         - Rows of one series and of one year go together. Resampling series does not undo this: three \
         years after two origins are few.\n\
         - Errors of different rows are drawn independently in the energy score, for all forecasters.\n",
        names.join(", ")
    )
}
