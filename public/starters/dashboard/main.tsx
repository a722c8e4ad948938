import { useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import Chart from 'chart.js/auto';
import { days, products, type Day } from './sales';
import './style.css';

const ranges = [7, 30, 90] as const;
const euro = (amount: number) => `€${Math.round(amount).toLocaleString('en')}`;
const sum = (list: readonly Day[], of: (day: Day) => number) => list.reduce((total, day) => total + of(day), 0);

/** A colour of the style sheet: charts are drawn on a canvas, which knows no custom properties. */
const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name);

function App() {
  const [range, setRange] = useState<number>(30);
  const now = days.slice(-range);
  const before = days.slice(-2 * range, -range);
  const figures = [
    { name: 'Revenue', of: (day: Day) => day.revenue, as: euro },
    { name: 'Orders', of: (day: Day) => day.orders, as: (value: number) => value.toLocaleString('en') },
    { name: 'Visitors', of: (day: Day) => day.visitors, as: (value: number) => value.toLocaleString('en') },
  ];
  return (
    <main>
      <header>
        <h1>Bakery, in numbers</h1>
        <div role="group" aria-label="Range">
          {ranges.map((one) => (
            <button key={one} aria-pressed={one === range} onClick={() => setRange(one)}>
              {one} days
            </button>
          ))}
        </div>
      </header>
      {figures.map(({ name, of, as }) => {
        const change = (sum(now, of) / sum(before, of) - 1) * 100;
        return (
          <section key={name} className="figure">
            <h2>{name}</h2>
            <b>{as(sum(now, of))}</b>
            <small data-good={change >= 0}>
              {change >= 0 ? '+' : '−'}
              {Math.abs(change).toFixed(1)} %
            </small>
          </section>
        );
      })}
      <section className="wide">
        <h2>Revenue a day</h2>
        <RevenueChart days={now} />
      </section>
      <section>
        <h2>What sells</h2>
        {products.map(({ name, share }) => (
          <div key={name} className="bar">
            <span>{name}</span>
            <small>{share} %</small>
            <i style={{ width: `${(share / products[0].share) * 100}%` }} />
          </div>
        ))}
      </section>
    </main>
  );
}

function RevenueChart({ days }: { days: readonly Day[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const grid = { color: colour('--line') };
    const ticks = { color: colour('--soft') };
    const chart = new Chart(canvas.current!, {
      type: 'line',
      data: {
        labels: days.map(({ date }) => date),
        datasets: [
          {
            data: days.map(({ revenue }) => revenue),
            borderColor: colour('--accent'),
            backgroundColor: colour('--accent-soft'),
            fill: true,
            tension: 0.35,
            pointRadius: 0,
            borderWidth: 2,
          },
        ],
      },
      options: {
        maintainAspectRatio: false,
        animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 500 },
        interaction: { mode: 'index', intersect: false },
        plugins: { legend: { display: false }, tooltip: { callbacks: { label: ({ parsed }) => euro(parsed.y ?? 0) } } },
        scales: {
          x: { grid: { display: false }, ticks: { ...ticks, maxTicksLimit: 7, maxRotation: 0 } },
          y: { grid, border: { display: false }, ticks: { ...ticks, maxTicksLimit: 5, callback: (value) => euro(Number(value)) } },
        },
      },
    });
    return () => chart.destroy();
  }, [days]);
  return (
    <div className="chart">
      <canvas ref={canvas} role="img" aria-label="Revenue for each day" />
    </div>
  );
}

createRoot(document.getElementById('root')!).render(<App />);
