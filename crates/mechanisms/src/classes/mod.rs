//! Classes, ideas, nations: who gains weight, what they feel, what they press for.

pub mod feel_national;
pub mod press_for_concessions;
pub mod repress;
pub mod ruralise;
pub mod strain_republics;
pub mod weigh_classes;
pub mod weigh_prospects;
pub mod win_support;

pub use feel_national::FeelNational;
pub use press_for_concessions::PressForConcessions;
pub use repress::Repress;
pub use ruralise::Ruralise;
pub use strain_republics::StrainRepublics;
pub use weigh_classes::WeighClasses;
pub use weigh_prospects::WeighProspects;
pub use win_support::WinSupport;

use kernel::{Column, Goods, People};
use society::{Town, Trust};

/// Output of large industry, 1913 = 1.
pub fn industry(output: &Column<Trust, Goods>, of_1913: &Column<Trust, Goods>) -> f64 {
    output.total().real() / of_1913.total().real().max(1.0)
}

/// Food eaten per head in the towns, share of the norm, 1 at most.
pub fn town_food(people: &Column<Town, People>, food: &Column<Town, f64>) -> f64 {
    let all = people.total().real().max(1.0);
    people.ids().map(|town| people[town].real() * food[town].min(1.0)).sum::<f64>() / all
}
