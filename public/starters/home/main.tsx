import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Blinds, CloudSun, Lamp, LampDesk, Minus, Music, Plus, Thermometer, Wind, type LucideIcon } from 'lucide-react';
import './style.css';

interface Thing {
  name: string;
  room: string;
  icon: LucideIcon;
  isOn: boolean;
  level: number;
}

const rooms = ['All rooms', 'Kitchen', 'Living room', 'Study'];

const firstThings: Thing[] = [
  { name: 'Ceiling light', room: 'Kitchen', icon: Lamp, isOn: true, level: 80 },
  { name: 'Fan', room: 'Kitchen', icon: Wind, isOn: false, level: 40 },
  { name: 'Reading lamp', room: 'Living room', icon: LampDesk, isOn: true, level: 35 },
  { name: 'Speakers', room: 'Living room', icon: Music, isOn: true, level: 22 },
  { name: 'Blinds', room: 'Study', icon: Blinds, isOn: false, level: 60 },
  { name: 'Desk lamp', room: 'Study', icon: LampDesk, isOn: false, level: 90 },
];

function App() {
  const [things, setThings] = useState(firstThings);
  const [room, setRoom] = useState(rooms[0]);
  const [degrees, setDegrees] = useState(20.5);
  const shown = things.filter((thing) => room === rooms[0] || thing.room === room);
  const running = things.filter(({ isOn }) => isOn).length;

  const change = (changed: Thing, to: Partial<Thing>) =>
    setThings(things.map((thing) => (thing === changed ? { ...thing, ...to } : thing)));

  return (
    <main>
      <header>
        <div>
          <h1>Good evening</h1>
          <p>
            <CloudSun size={18} /> 14° outside, {running} things on
          </p>
        </div>
        <section aria-label="Heating">
          <Thermometer size={22} />
          <button aria-label="Colder" onClick={() => setDegrees(degrees - 0.5)}>
            <Minus size={18} />
          </button>
          <output>{degrees.toFixed(1)}°</output>
          <button aria-label="Warmer" onClick={() => setDegrees(degrees + 0.5)}>
            <Plus size={18} />
          </button>
        </section>
      </header>
      <nav aria-label="Rooms">
        {rooms.map((one) => (
          <button key={one} aria-pressed={one === room} onClick={() => setRoom(one)}>
            {one}
          </button>
        ))}
      </nav>
      <ul>
        {shown.map((thing) => (
          <li key={`${thing.room} ${thing.name}`} data-on={thing.isOn}>
            <button
              role="switch"
              aria-checked={thing.isOn}
              aria-label={`${thing.name}, ${thing.room}`}
              onClick={() => change(thing, { isOn: !thing.isOn })}
            >
              <thing.icon size={26} strokeWidth={1.6} />
              <i />
            </button>
            <h2>{thing.name}</h2>
            <p>{thing.isOn ? `${thing.level} %` : 'Off'}</p>
            <input
              type="range"
              aria-label={`How much: ${thing.name}`}
              value={thing.level}
              disabled={!thing.isOn}
              onChange={(event) => change(thing, { level: Number(event.target.value) })}
            />
          </li>
        ))}
      </ul>
    </main>
  );
}

createRoot(document.getElementById('root')!).render(<App />);
