import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { AnimatePresence, motion, MotionConfig } from 'motion/react';
import './style.css';

const records = [
  { title: 'Low Tide', cover: 'sun', by: 'The Harbour Lights', year: 1974, colours: ['#f2b872', '#d9583b', '#2b3a67'] },
  { title: 'Static Garden', cover: 'waves', by: 'Ada & The Engines', year: 1981, colours: ['#e9e3ff', '#8f7ae5', '#1d1545'] },
  { title: 'Nine Oranges', cover: 'oranges', by: 'Lupe Marín', year: 1968, colours: ['#ffe3b3', '#ff8a3d', '#7a2e12'] },
  { title: 'Moss', cover: 'waves', by: 'Kettle', year: 1996, colours: ['#d5e8c4', '#5e8c4a', '#1f3323'] },
  { title: 'Paper Moon Motel', cover: 'oranges', by: 'Vera Lind', year: 1959, colours: ['#ffd9e1', '#e0567b', '#3d1530'] },
  { title: 'Blue Hour', cover: 'sun', by: 'Night Ferry', year: 1988, colours: ['#cfe8ff', '#3f86d9', '#0c1f45'] },
];

function App() {
  const [order, setOrder] = useState(records);
  const [chosen, setChosen] = useState<(typeof records)[number] | null>(null);

  return (
    <MotionConfig reducedMotion="user" transition={{ type: 'spring', stiffness: 260, damping: 28 }}>
      <header>
        <h1>Six records</h1>
        <motion.button
          className="shuffle"
          whileTap={{ scale: 0.94 }}
          onClick={() => setOrder(order.toSorted(() => Math.random() - 0.5))}
        >
          Shuffle
        </motion.button>
      </header>
      <main>
        {order.map((record) => (
          <motion.button
            key={record.title}
            layout
            layoutId={record.title}
            className="record"
            aria-label={`${record.title} by ${record.by}`}
            whileHover={{ y: -8, rotate: -1 }}
            onClick={() => setChosen(record)}
          >
            <Cover {...record} />
          </motion.button>
        ))}
      </main>
      <AnimatePresence>
        {chosen && (
          <motion.div
            className="open"
            initial={{ opacity: 0 }}
            animate={{ opacity: 1 }}
            exit={{ opacity: 0 }}
            onClick={() => setChosen(null)}
            onKeyDown={({ key }) => key === 'Escape' && setChosen(null)}
          >
            <motion.div layoutId={chosen.title} className="record">
              <Cover {...chosen} />
            </motion.div>
            <motion.div initial={{ y: 24, opacity: 0 }} animate={{ y: 0, opacity: 1, transition: { delay: 0.15 } }}>
              <h2>{chosen.title}</h2>
              <p>
                {chosen.by}, {chosen.year}
              </p>
              <button autoFocus className="back">
                Put it back
              </button>
            </motion.div>
          </motion.div>
        )}
      </AnimatePresence>
    </MotionConfig>
  );
}

/** Three colours make a cover, in one of three ways. */
function Cover({ cover, colours: [ground, main, dark] }: (typeof records)[number]) {
  return (
    <svg viewBox="0 0 100 100" aria-hidden>
      <rect width="100" height="100" fill={ground} />
      {cover === 'sun' && (
        <>
          <circle cx="50" cy="46" r="25" fill={main} />
          {[0, 1, 2, 3, 4].map((line) => (
            <rect key={line} y={46 + line * 6} width="100" height={1 + line * 0.8} fill={ground} />
          ))}
          <path d="M0 78 Q 18 58 34 72 T 66 70 T 100 62 V 100 H 0 Z" fill={dark} />
        </>
      )}
      {cover === 'waves' &&
        [70, 56, 42, 28, 14].map((radius, ring) => (
          <circle key={radius} cx="84" cy="92" r={radius * 1.2} fill={[main, ground, dark, ground, main][ring]} />
        ))}
      {cover === 'oranges' &&
        Array.from({ length: 9 }, (_, at) => (
          <circle key={at} cx={22 + (at % 3) * 28} cy={22 + Math.floor(at / 3) * 28} r="12" fill={at === 4 ? dark : main} />
        ))}
    </svg>
  );
}

createRoot(document.getElementById('root')!).render(<App />);
