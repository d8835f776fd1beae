//! The world outside: revolutions, recognition, and trade with and without the monopoly.

pub mod arbitrage_abroad;
pub mod recognise;
pub mod spread_revolution;
pub mod trade_abroad;

pub use arbitrage_abroad::ArbitrageAbroad;
pub use recognise::Recognise;
pub use spread_revolution::SpreadRevolution;
pub use trade_abroad::TradeAbroad;
