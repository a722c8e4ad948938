export interface Expense {
  what: string;
  who: string;
  amount: number;
}

export interface Debt {
  from: string;
  to: string;
  amount: number;
}

/** Who gives how much to whom so that all have paid the same: whoever owes most pays whoever is owed most. */
export function settle(people: readonly string[], expenses: readonly Expense[]): Debt[] {
  const share = expenses.reduce((sum, { amount }) => sum + amount, 0) / people.length;
  const balances = people.map((name) => {
    const paid = expenses.filter(({ who }) => who === name).reduce((sum, { amount }) => sum + amount, 0);
    return { name, cents: Math.round((paid - share) * 100) };
  });

  const debts: Debt[] = [];
  for (;;) {
    balances.sort((a, b) => a.cents - b.cents);
    const from = balances[0];
    const to = balances.at(-1);
    if (!from || !to || from.cents >= 0 || to.cents <= 0) return debts;
    const cents = Math.min(-from.cents, to.cents);
    from.cents += cents;
    to.cents -= cents;
    debts.push({ from: from.name, to: to.name, amount: cents / 100 });
  }
}
