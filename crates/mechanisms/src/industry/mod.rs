//! Industry: output, fuel, freight, prices, jobs, capital, and what is leased out.

pub mod carry_freight;
pub mod employ;
pub mod invest;
pub mod lease_industry;
pub mod price_goods;
pub mod produce;
pub mod strike;

pub use carry_freight::CarryFreight;
pub use employ::Employ;
pub use invest::Invest;
pub use lease_industry::LeaseIndustry;
pub use price_goods::PriceGoods;
pub use produce::Produce;
pub use strike::Strike;
