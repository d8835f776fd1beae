//! The market: grain for money, goods for money, and those who trade in both.

pub mod license_traders;
pub mod sell_goods;
pub mod sell_grain;
pub mod set_grain_price;
pub mod trade_privately;

pub use license_traders::LicenseTraders;
pub use sell_goods::SellGoods;
pub use sell_grain::SellGrain;
pub use set_grain_price::SetGrainPrice;
pub use trade_privately::TradePrivately;
