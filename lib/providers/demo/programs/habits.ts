import { themeRule } from './page.ts';
import type { DemoProgram } from './program.ts';

const app = `// Flint Demo: habits
import { useMemo, useState } from 'react';

const TITLE = 'Habits';
const WEEKS = 5;

interface Habit {
  readonly id: number;
  readonly name: string;
  /** The days on which it was done, counted from the first day shown. */
  readonly doneDays: ReadonlySet<number>;
}

const firstHabits: readonly Habit[] = [
  { id: 1, name: 'Walk before breakfast', doneDays: new Set([0, 1, 2, 4, 5, 7, 8, 9, 10, 12, 14, 15, 16, 17, 18, 21, 22]) },
  { id: 2, name: 'Read twenty pages', doneDays: new Set([1, 3, 4, 8, 10, 11, 15, 17, 18, 19, 20, 21, 22, 23]) },
  { id: 3, name: 'No screen after ten', doneDays: new Set([0, 2, 6, 7, 13, 14, 20, 21]) },
];

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const dayCount = WEEKS * 7;
const today = Math.min(24, dayCount - 1);

export default function App() {
  const [habits, setHabits] = useState(firstHabits);
  const [name, setName] = useState('');

  function toggle(habitId: number, day: number) {
    setHabits((all) => all.map((habit) => (habit.id === habitId ? withDayToggled(habit, day) : habit)));
  }

  function add() {
    const trimmed = name.trim();
    if (trimmed === '') return;
    const id = Math.max(0, ...habits.map((habit) => habit.id)) + 1;
    setHabits([...habits, { id, name: trimmed, doneDays: new Set() }]);
    setName('');
  }

  return (
    <>
      <style>{styles}</style>
      <main>
        <header>
          <h1>{TITLE}</h1>
          <div className="add">
            <input
              aria-label="A new habit"
              placeholder="A new habit"
              value={name}
              onChange={(event) => setName(event.target.value)}
              onKeyDown={(event) => event.key === 'Enter' && add()}
            />
            <button type="button" onClick={add}>
              Add
            </button>
          </div>
        </header>
        {habits.map((habit) => (
          <HabitCard
            key={habit.id}
            habit={habit}
            onToggle={(day) => toggle(habit.id, day)}
            onRemove={() => setHabits(habits.filter((other) => other !== habit))}
          />
        ))}
        {habits.length === 0 && <p className="muted">Nothing yet. Add a small one.</p>}
      </main>
    </>
  );
}

interface HabitCardProps {
  readonly habit: Habit;
  readonly onToggle: (day: number) => void;
  readonly onRemove: () => void;
}

function HabitCard({ habit, onToggle, onRemove }: HabitCardProps) {
  const streak = useMemo(() => streakUntil(habit.doneDays, today), [habit.doneDays]);
  return (
    <section className="habit" aria-label={habit.name}>
      <div className="row">
        <h2>{habit.name}</h2>
        <span className="muted">{streak === 1 ? '1 day' : String(streak) + ' days'} in a row</span>
        <button type="button" aria-label={'Remove ' + habit.name} onClick={onRemove}>
          Remove
        </button>
      </div>
      <div className="days">
        {Array.from({ length: dayCount }, (_, day) => (
          <button
            key={day}
            type="button"
            className="day"
            disabled={day > today}
            aria-pressed={habit.doneDays.has(day)}
            aria-label={dayNames[day % 7] + ', week ' + String(Math.floor(day / 7) + 1)}
            onClick={() => onToggle(day)}
          />
        ))}
      </div>
    </section>
  );
}

function withDayToggled(habit: Habit, day: number): Habit {
  const doneDays = new Set(habit.doneDays);
  if (!doneDays.delete(day)) doneDays.add(day);
  return { ...habit, doneDays };
}

/** How many days in a row are done, today or yesterday being the last. */
function streakUntil(doneDays: ReadonlySet<number>, day: number): number {
  let last = doneDays.has(day) ? day : day - 1;
  let length = 0;
  while (doneDays.has(last)) {
    length += 1;
    last -= 1;
  }
  return length;
}

const styles = \`
${themeRule({ scheme: 'light', accent: '#3f7d4e', radius: '8px', further: { '--size': '1' } })}

* {
  box-sizing: border-box;
}

body {
  margin: 0;
  background: var(--bg);
  color: var(--text);
  font: calc(16px * var(--text-size)) / 1.5 var(--font);
}

main {
  display: grid;
  gap: 0.75rem;
  max-width: calc(40rem * var(--size));
  margin: 0 auto;
  padding: 1.5rem 1rem;
}

header,
.row,
.add {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.5rem 0.75rem;
}

h1 {
  flex: 1;
  margin: 0;
  font-size: 1.375rem;
}

h2 {
  flex: 1;
  margin: 0;
  font-size: 1rem;
}

.muted {
  color: var(--muted);
  font-size: 0.875rem;
}

input,
button {
  padding: 0.4rem 0.8rem;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--surface);
  color: inherit;
  font: inherit;
}

.habit {
  padding: 0.9rem 1rem;
  border: 1px solid var(--line);
  border-radius: calc(var(--radius) + 4px);
  background: var(--surface);
}

.days {
  display: grid;
  grid-template-columns: repeat(7, 1fr);
  gap: 0.3rem;
  margin-top: 0.75rem;
}

.day {
  height: calc(1.6rem * var(--size));
  padding: 0;
  background: var(--bg);
  cursor: pointer;
}

.day[aria-pressed='true'] {
  border-color: var(--accent);
  background: var(--accent);
}

.day:disabled {
  opacity: 0.45;
  cursor: default;
}

:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
}
\`;
`;

export const habits: DemoProgram = {
  id: 'habits',
  title: 'Habits',
  summary: 'a habit tracker in React with TypeScript',
  keywords: {
    habit: 6,
    tracker: 5,
    streak: 4,
    react: 6,
    tsx: 6,
    typescript: 6,
    component: 3,
    calendar: 3,
    συνηθειεσ: 6,
  },
  files: { 'App.tsx': app },
  parameters: [
    { kind: 'number', property: '--weeks', words: ['week'], least: 1, most: 12, isWhole: true },
    { kind: 'number', property: '--size', words: [], least: 0.7, most: 1.6 },
  ],
};
