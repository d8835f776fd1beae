//! The world outside: revolutions, recognition, and trade with and without the monopoly.

pub mod arbitrage_abroad;
pub mod build_comintern;
pub mod link_capital;
pub mod recognise;
pub mod spread_revolution;
pub mod threaten;
pub mod trade_abroad;

pub use arbitrage_abroad::ArbitrageAbroad;
pub use build_comintern::BuildComintern;
pub use link_capital::LinkCapital;
pub use recognise::Recognise;
pub use spread_revolution::SpreadRevolution;
pub use threaten::Threaten;
pub use trade_abroad::TradeAbroad;
