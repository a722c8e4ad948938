import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { settle, type Expense } from './settle';
import './style.css';

const people = ['Mara', 'Tomás', 'Ines', 'Yuki'];

const firstExpenses: Expense[] = [
  { what: 'Cabin, two nights', who: 'Mara', amount: 320 },
  { what: 'Groceries', who: 'Tomás', amount: 86.4 },
  { what: 'Petrol', who: 'Ines', amount: 54 },
  { what: 'Pizza on the way back', who: 'Yuki', amount: 47.6 },
];

const money = (amount: number) => amount.toLocaleString('en', { style: 'currency', currency: 'EUR' });

function App() {
  const [expenses, setExpenses] = useState(firstExpenses);
  const total = expenses.reduce((sum, { amount }) => sum + amount, 0);
  const debts = settle(people, expenses);

  function add(form: FormData) {
    const amount = Number(form.get('amount'));
    const what = String(form.get('what')).trim();
    if (what === '' || !(amount > 0)) return;
    setExpenses([...expenses, { what, amount, who: String(form.get('who')) }]);
  }

  return (
    <main>
      <header>
        <h1>Weekend in the hills</h1>
        <p>
          {people.length} people, <b>{money(total)}</b>, {money(total / people.length)} each
        </p>
      </header>

      <section aria-label="Who owes whom" className="debts">
        {debts.length === 0 && <p>Nobody owes anybody anything.</p>}
        {debts.map(({ from, to, amount }) => (
          <div key={`${from} ${to}`} className="debt">
            <Face name={from} />
            <span>
              {from} gives {to}
            </span>
            <b>{money(amount)}</b>
          </div>
        ))}
      </section>

      <h2>What was paid</h2>
      <ul>
        {expenses.map((expense, index) => (
          <li key={index}>
            <Face name={expense.who} />
            <span>
              {expense.what}
              <small>{expense.who}</small>
            </span>
            <b>{money(expense.amount)}</b>
            <button aria-label={`Remove ${expense.what}`} onClick={() => setExpenses(expenses.toSpliced(index, 1))}>
              ×
            </button>
          </li>
        ))}
      </ul>

      <form action={add}>
        <input name="what" placeholder="What for?" aria-label="What for" />
        <input name="amount" placeholder="0.00" aria-label="Amount" inputMode="decimal" />
        <select name="who" aria-label="Who paid">
          {people.map((person) => (
            <option key={person}>{person}</option>
          ))}
        </select>
        <button className="add">Add</button>
      </form>
    </main>
  );
}

function Face({ name }: { name: string }) {
  const hue = people.indexOf(name) * 83 + 25;
  return (
    <span className="face" style={{ background: `oklch(0.78 0.12 ${hue})` }} aria-hidden>
      {name[0]}
    </span>
  );
}

createRoot(document.getElementById('root')!).render(<App />);
