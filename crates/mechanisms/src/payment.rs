//! Payments by real value: how a sum of 1913 roubles is paid in the currencies at hand.

use society::{Accounts, Currency, Flow, Market, Sector};

/// Pays a real value (kopecks of 1913 at the general price level) from the cash of `from`, in both
/// currencies in proportion to what the payer holds. Returns the real value paid: less than asked
/// if the cash does not suffice.
pub fn pay(
    accounts: &mut Accounts,
    market: &Market,
    flow: Flow,
    from: Sector,
    to: Sector,
    value: f64,
) -> f64 {
    let held = cash(accounts, market, from);
    if held <= 0.0 || value <= 0.0 {
        return 0.0;
    }
    let part = (value / held).min(1.0);
    for currency in Currency::ALL {
        let balance = accounts.balance(currency, from).max(0);
        let amount = (balance as f64 * part) as i128;
        accounts.pay(currency, flow, from, to, amount.min(balance));
    }
    held * part
}

/// Real value of what a sector holds, kopecks of 1913.
pub fn cash(accounts: &Accounts, market: &Market, sector: Sector) -> f64 {
    Currency::ALL.into_iter().map(|currency| value_of(accounts, market, currency, sector)).sum()
}

/// Real value of one currency that a sector holds, kopecks of 1913.
pub fn value_of(accounts: &Accounts, market: &Market, currency: Currency, sector: Sector) -> f64 {
    accounts.balance(currency, sector).max(0) as f64 / level(market, currency)
}

/// What a basket of one rouble of 1913 costs in this currency.
pub fn level(market: &Market, currency: Currency) -> f64 {
    match currency {
        Currency::Sovznak => market.level_sovznak,
        Currency::Chervonets => market.level_chervonets,
    }
}

/// Issues new money of a real value (kopecks of 1913) from the State Bank to `to`.
pub fn issue(
    accounts: &mut Accounts,
    market: &Market,
    currency: Currency,
    flow: Flow,
    to: Sector,
    value: f64,
) {
    let amount = (value.max(0.0) * level(market, currency)) as i128;
    accounts.pay(currency, flow, Sector::Bank, to, amount);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn market() -> Market {
        Market { level_sovznak: 1000.0, level_chervonets: 2.0, ..Market::default() }
    }

    #[test]
    fn a_payer_never_pays_more_than_it_holds() {
        let (mut accounts, market) = (Accounts::default(), market());
        issue(&mut accounts, &market, Currency::Sovznak, Flow::Emission, Sector::Budget, 50.0);
        issue(&mut accounts, &market, Currency::Chervonets, Flow::Emission, Sector::Budget, 50.0);
        let paid = pay(&mut accounts, &market, Flow::Wages, Sector::Budget, Sector::Town, 500.0);
        assert_eq!(paid, 100.0);
        assert_eq!(cash(&accounts, &market, Sector::Budget), 0.0);
        assert_eq!(cash(&accounts, &market, Sector::Town), 100.0);
    }

    #[test]
    fn money_is_neither_made_nor_lost_by_paying() {
        let (mut accounts, market) = (Accounts::default(), market());
        issue(&mut accounts, &market, Currency::Sovznak, Flow::Emission, Sector::Budget, 77.7);
        let issued = accounts.issued(Currency::Sovznak);
        pay(&mut accounts, &market, Flow::Wages, Sector::Budget, Sector::Town, 33.3);
        assert_eq!(accounts.issued(Currency::Sovznak), issued);
        assert_eq!(accounts.balances[0].iter().sum::<i128>(), 0);
    }
}
