//! The offices of the state: their size, their people, what they report, what they earn.

pub mod direct_offices;
pub mod grant_privileges;
pub mod harden;
pub mod hire_officials;
pub mod mix_cultures;
pub mod report_upwards;
#[cfg(test)]
mod sample;
pub mod staff_offices;

pub use direct_offices::DirectOffices;
pub use grant_privileges::GrantPrivileges;
pub use harden::Harden;
pub use hire_officials::HireOfficials;
pub use mix_cultures::MixCultures;
pub use report_upwards::ReportUpwards;
pub use staff_offices::StaffOffices;
