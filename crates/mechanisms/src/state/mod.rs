//! The state: what it takes, whom it feeds, what it spends and what it prints.

pub mod collect_money_tax;
pub mod collect_tax_in_kind;
pub mod feed_towns;
pub mod issue_money;
pub mod keep_budget;
pub mod relieve_famine;
pub mod requisition;

pub use collect_money_tax::CollectMoneyTax;
pub use collect_tax_in_kind::CollectTaxInKind;
pub use feed_towns::FeedTowns;
pub use issue_money::IssueMoney;
pub use keep_budget::KeepBudget;
pub use relieve_famine::RelieveFamine;
pub use requisition::Requisition;
