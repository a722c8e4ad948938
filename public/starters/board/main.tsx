import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import './style.css';

interface Card {
  id: number;
  text: string;
  label: 'Design' | 'Code' | 'Words';
  column: number;
}

const columns = ['Some day', 'This week', 'Now', 'Done'];

const firstCards: Card[] = [
  { id: 1, text: 'Photograph the new shelves', label: 'Design', column: 0 },
  { id: 2, text: 'Gift cards', label: 'Code', column: 0 },
  { id: 3, text: 'Opening hours for the holidays', label: 'Words', column: 1 },
  { id: 4, text: 'Checkout with one hand on a phone', label: 'Design', column: 1 },
  { id: 5, text: 'Search that forgives typos', label: 'Code', column: 2 },
  { id: 6, text: 'Say what a return costs', label: 'Words', column: 3 },
  { id: 7, text: 'Faster pictures', label: 'Code', column: 3 },
];

function App() {
  const [cards, setCards] = useState(firstCards);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);

  function moveTo(id: number, column: number) {
    if (column < 0 || column >= columns.length) return;
    const card = cards.find((one) => one.id === id);
    if (card) setCards([...cards.filter((one) => one !== card), { ...card, column }]);
  }

  function add(column: number, text: string) {
    setCards([...cards, { id: Math.max(0, ...cards.map(({ id }) => id)) + 1, text, label: 'Words', column }]);
  }

  return (
    <>
      <header>
        <h1>The little shop</h1>
        <p>Drag a card, or choose it and press ← →</p>
      </header>
      <main>
        {columns.map((name, column) => {
          const here = cards.filter((card) => card.column === column);
          return (
            <section
              key={name}
              className={over === column ? 'over' : ''}
              onDragOver={(event) => {
                event.preventDefault();
                setOver(column);
              }}
              onDrop={() => {
                if (dragged !== null) moveTo(dragged, column);
                setOver(null);
              }}
            >
              <h2>
                {name} <span>{here.length}</span>
              </h2>
              {here.map((card) => (
                <article
                  key={card.id}
                  tabIndex={0}
                  draggable
                  data-label={card.label}
                  onDragStart={() => setDragged(card.id)}
                  onDragEnd={() => setOver(null)}
                  onKeyDown={({ key }) => {
                    if (key === 'ArrowLeft') moveTo(card.id, column - 1);
                    if (key === 'ArrowRight') moveTo(card.id, column + 1);
                  }}
                >
                  {card.text}
                  <small>{card.label}</small>
                </article>
              ))}
              <NewCard onAdd={(text) => add(column, text)} />
            </section>
          );
        })}
      </main>
    </>
  );
}

function NewCard({ onAdd }: { onAdd: (text: string) => void }) {
  const [text, setText] = useState('');
  return (
    <input
      value={text}
      placeholder="Add a card"
      aria-label="Add a card"
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || text.trim() === '') return;
        onAdd(text.trim());
        setText('');
      }}
    />
  );
}

createRoot(document.getElementById('root')!).render(<App />);
