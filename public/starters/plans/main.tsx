import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Check } from 'lucide-react';
import '@tailwindcss/browser';

const plans = [
  {
    name: 'Seed',
    monthly: 0,
    says: 'For one garden, to see whether it suits you.',
    has: ['One garden', 'Frost warnings', 'A year of notes'],
  },
  {
    name: 'Orchard',
    monthly: 6,
    says: 'For people who grow what they eat.',
    has: ['Five gardens', 'Frost and blight warnings', 'All of your notes', 'A planting calendar for your street'],
    isLiked: true,
  },
  {
    name: 'Estate',
    monthly: 18,
    says: 'For teams with sheds, schedules and a tractor.',
    has: ['As many gardens as you have', 'Everything in Orchard', 'Twelve people', 'Soil reports'],
  },
];

function App() {
  const [isYearly, setYearly] = useState(true);
  return (
    <main className="mx-auto min-h-screen max-w-5xl px-5 py-12 text-stone-900 sm:py-20 dark:text-stone-100">
      <h1 className="text-4xl font-semibold tracking-tight text-balance sm:text-6xl">Grow at your own pace</h1>
      <div className="mt-6 mb-10 flex flex-wrap items-center justify-between gap-4">
        <p className="max-w-md text-lg text-stone-600 dark:text-stone-400">
          Almanac tells you what to plant, when to cover it, and when to leave it alone.
        </p>
        <label className="flex cursor-pointer items-center gap-3 text-sm font-medium">
          <input
            type="checkbox"
            className="size-5 accent-lime-700 dark:accent-lime-400"
            checked={isYearly}
            onChange={(event) => setYearly(event.target.checked)}
          />
          Pay by the year, two months free
        </label>
      </div>
      <div className="grid gap-4 md:grid-cols-3">
        {plans.map((plan) => (
          <Plan key={plan.name} {...plan} isYearly={isYearly} />
        ))}
      </div>
    </main>
  );
}

function Plan({ name, monthly, says, has, isLiked, isYearly }: (typeof plans)[number] & { isYearly: boolean }) {
  const price = isYearly ? (monthly * 10) / 12 : monthly;
  const card = isLiked
    ? 'bg-lime-900 text-lime-50 dark:bg-lime-300 dark:text-lime-950'
    : 'bg-white ring-1 ring-stone-200 dark:bg-stone-900 dark:ring-stone-800';
  const button = isLiked
    ? 'bg-lime-300 text-lime-950 hover:bg-lime-200 dark:bg-lime-950 dark:text-lime-50'
    : 'bg-stone-900 text-white hover:bg-stone-700 dark:bg-stone-100 dark:text-stone-900';
  return (
    <section className={`flex flex-col rounded-3xl p-7 ${card}`}>
      <h2 className="text-lg font-semibold">{name}</h2>
      <p className="mt-1 text-sm opacity-75">{says}</p>
      <p className="mt-6 flex items-baseline gap-1">
        <b className="text-5xl font-semibold tracking-tight tabular-nums">
          {price === 0 ? 'Free' : `€${price.toFixed(price % 1 === 0 ? 0 : 2)}`}
        </b>
        {price > 0 && <span className="text-sm opacity-75">a month</span>}
      </p>
      <ul className="mt-6 mb-8 space-y-2 text-sm">
        {has.map((thing) => (
          <li key={thing} className="flex gap-2">
            <Check size={18} className="shrink-0 opacity-70" />
            {thing}
          </li>
        ))}
      </ul>
      <button className={`mt-auto cursor-pointer rounded-full py-3 text-sm font-semibold transition-colors ${button}`}>
        {price === 0 ? 'Start with it' : `Choose ${name}`}
      </button>
    </section>
  );
}

document.body.className = 'm-0 bg-stone-100 dark:bg-stone-950 font-[Inter,Roboto,Helvetica_Neue,Nimbus_Sans,Arial,sans-serif]';
createRoot(document.getElementById('root')!).render(<App />);
