//! The year's money while prizes are proposed: what is spent, what is set aside for what the committee must settle, what is left.

use crate::model::Money;

/// A purse that is paid from in the order of the ranking. Once a prize was too dear, nothing that costs money follows it: a
/// cheaper prize further down never overtakes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Purse {
    budget: Option<Money>,
    spent: Money,
    reserved: Money,
    closed: bool,
}

impl Purse {
    /// None: no budget is set, everything can be paid.
    pub(super) fn of(budget: Option<Money>) -> Self {
        Self { budget, spent: Money::ZERO, reserved: Money::ZERO, closed: false }
    }

    /// Whether this much could still be paid.
    pub(super) fn could_pay(&self, amount: Money) -> bool {
        let within = self.budget.is_none_or(|budget| self.spent + self.reserved + amount <= budget);
        amount == Money::ZERO || (within && !self.closed)
    }

    /// Pays, if it can be paid.
    pub(super) fn pay(&mut self, amount: Money) -> bool {
        let can = self.could_pay(amount);
        if can {
            self.spent = self.spent + amount;
        }
        can
    }

    /// Sets money aside for what is not settled, as far as there is any; then the budget has come to its end.
    pub(super) fn reserve(&mut self, amount: Money) {
        self.reserved = self.reserved + amount;
        let left = self.budget.map(|budget| budget - self.spent);
        if let Some(left) = left.filter(|left| self.reserved > *left) {
            self.reserved = left;
            self.closed = true;
        }
    }

    /// Says that the budget has come to its end.
    pub(super) fn close(&mut self) {
        self.closed = true;
    }

    /// Paid so far.
    pub(super) fn spent(&self) -> Money {
        self.spent
    }

    /// Set aside so far.
    pub(super) fn reserved(&self) -> Money {
        self.reserved
    }
}
