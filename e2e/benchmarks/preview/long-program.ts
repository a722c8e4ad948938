/** A React program of about so many lines: a list of small components with hooks, styles and texts, all of them shown. */
export function reactProgram(lines: number): string {
  const perComponent = 17;
  const count = Math.floor((lines - 20) / perComponent);
  const components = Array.from(
    { length: count },
    (_, index) => `interface Card${index}Props {
  readonly title: string;
  readonly start?: number;
}

function Card${index}({ title, start = ${index} }: Card${index}Props) {
  const [count, setCount] = useState<number>(start);
  const label = useMemo(() => \`\${title} is at \${count}\`, [title, count]);
  return (
    <section className={count % 2 === 0 ? 'card' : 'card is-odd'}>
      <h2>{label}</h2>
      <p style={{ color: '#${(index * 7919 + 4096).toString(16).slice(0, 4).padStart(6, '2')}' }}>A card among cards</p>
      <button onClick={() => setCount((before) => before + 1)}>More</button>
      {count > 100 ? <strong>That is a lot</strong> : null}
    </section>
  );
}
`,
  );
  const uses = Array.from({ length: count }, (_, index) => `      <Card${index} title="Card ${index}" />`);
  return `import { useMemo, useState } from 'react';

${components.join('\n')}
export default function App() {
  return (
    <main>
      <h1>Version 0</h1>
${uses.join('\n')}
    </main>
  );
}
`;
}
