import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { edits, wholeFiles } from '../fixtures/answers.ts';
import { startFlint } from '../fixtures/flint-server.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';

const counter = `import { useState } from 'react';

export default function App() {
  const [count, setCount] = useState(0);
  return (
    <main>
      <h1>Counting</h1>
      <button onClick={() => setCount(count + 1)}>Count is {count}</button>
    </main>
  );
}
`;

test('a TSX program runs without a build step, with its styles, drawings and data beside it', async ({
  author,
  flint,
}) => {
  const files = {
    'main.tsx': `import { createRoot } from 'react-dom/client';
import { Card } from './src/card';
import './style.css';

createRoot(document.getElementById('root')!).render(<Card name="Ada" />);
`,
    'src/card.tsx': `import type { Person } from './types.ts';
import people from './people.json';
import mark from '../mark.svg';
import styles from './card.module.css';

export function Card({ name }: { name: string }) {
  const person: Person | undefined = people.find((one) => one.name === name);
  return <p className={styles.card}><img src={mark} alt="A mark" width="20" /> {name} was born in {person?.born ?? '?'}</p>;
}
`,
    'src/types.ts': 'export interface Person { name: string; born: number }\n',
    'src/people.json': '[{ "name": "Ada", "born": 1815 }]\n',
    'src/card.module.css': '.card { color: rgb(4, 5, 6); }\n',
    'style.css': 'body { background: rgb(1, 2, 3); }\n',
    'mark.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>\n',
  };
  await author.openSession(await createSession(flint.url, files));
  const card = author.preview.getByText('Ada was born in 1815');
  await expect(card).toHaveCSS('color', 'rgb(4, 5, 6)');
  await expect(author.preview.locator('body')).toHaveCSS('background-color', 'rgb(1, 2, 3)');
  await expect(author.preview.getByRole('img', { name: 'A mark' })).toBeVisible();
});

test('a program grows while it is written, and no error of its unfinished forms is told', async ({
  author,
  flint,
  models,
}) => {
  const program = `import { useMemo, useState } from 'react';
import { ITEMS } from './items';

export default function App() {
  const [query, setQuery] = useState('');
  const found = useMemo(() => ITEMS.filter((item) => item.includes(query)), [query]);
  return (
    <main>
      <h1>A list that is written slowly</h1>
      <input aria-label="Search" value={query} onChange={(event) => setQuery(event.target.value)} />
      <ul>
        {found.map((item) => (
          <Row key={item} text={item} />
        ))}
      </ul>
      <footer>The end of it</footer>
    </main>
  );
}

function Row({ text }: { text: string }) {
  return <li>{text.toUpperCase()}</li>;
}
`;
  const items = "export const ITEMS = ['apple', 'pear', 'plum'];\n";
  models.script({ text: wholeFiles({ 'items.ts': items, 'App.tsx': program }), tokensPerSecond: 25 });
  await author.openSession(await createSession(flint.url, { 'notes.txt': 'Nothing yet.\n' }));
  await author.say('Write a list');
  await expect(author.preview.getByRole('heading', { name: 'A list that' })).toBeVisible();
  expect(await author.text()).not.toContain('The end of it');
  await author.untilStatus('Writing');
  models.hurry();
  await author.untilStatus('Done');
  await expect(author.preview.getByText('The end of it')).toBeVisible();
  await expect(author.preview.getByRole('listitem')).toHaveText(['APPLE', 'PEAR', 'PLUM']);
  await expect(author.page.getByRole('log', { name: 'Console' })).not.toContainText('Error');
});

test('what people did in a program outlives an edit of it, and an error leaves its last picture', async ({
  author,
  flint,
  models,
}) => {
  await author.openSession(await createSession(flint.url, { 'App.tsx': counter }));
  const button = author.preview.getByRole('button');
  await expect(button).toHaveText('Count is 0');
  for (let times = 0; times < 3; times += 1) await button.click();
  await expect(button).toHaveText('Count is 3');

  models.script({ text: edits('App.tsx', [['<h1>Counting</h1>\n', '<h1>Counted</h1>\n']]) });
  await author.say('Past tense');
  await author.untilStatus('Done');
  await expect(author.preview.getByRole('heading')).toHaveText('Counted');
  await expect(button).toHaveText('Count is 3');

  // Half a tag, typed by a person: the last picture stays, and the error names the place.
  await author.goToLine(7);
  await author.editor.pressSequentially('<b');
  await expect(author.page.getByRole('log', { name: 'Console' })).toContainText('App.tsx:');
  await expect(author.preview.getByRole('heading')).toHaveText('Counted');
  await author.editor.press('Backspace');
  await author.editor.press('Backspace');

  // And a component that throws.
  models.script({ text: edits('App.tsx', [['<h1>Counted</h1>\n', '<h1>{missing}</h1>\n']]) });
  await author.say('Break it');
  await author.untilStatus('Done');
  await expect(author.page.getByRole('log', { name: 'Console' })).toContainText('missing is not defined');
  await expect(author.preview.getByText('Counted')).toBeVisible();
});

test('the packages that Flint has come from Flint', async ({ author, flint }) => {
  const main = `import * as d3 from 'd3';
import Chart from 'chart.js/auto';
import p5 from 'p5';
import * as THREE from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { useState } from 'https://esm.sh/react@18.2.0';
import { createRoot } from 'react-dom/client';
import { motion } from 'motion/react';
import { Heart, NoSuchIcon } from 'lucide-react';
import '@tailwindcss/browser';

function App() {
  const [seen] = useState([typeof d3.scaleLinear, typeof Chart, typeof p5, typeof THREE.Scene, typeof OrbitControls]);
  return (
    <motion.main className="text-red-500 underline">
      <Heart aria-label="A heart" />
      <NoSuchIcon />
      <p>{seen.join(' ')}</p>
    </motion.main>
  );
}
createRoot(document.getElementById('root')!).render(<App />);
`;
  await author.openSession(await createSession(flint.url, { 'main.tsx': main }));
  const seen = author.preview.getByText('function function function function function');
  await expect(seen).toBeVisible({ timeout: 20_000 });
  await expect(seen).toHaveCSS('text-decoration-line', 'none');
  await expect(author.preview.getByRole('main')).toHaveCSS('text-decoration-line', 'underline');
  expect(author.watch.requested.filter((url) => !url.startsWith(flint.url))).toEqual([]);
});

test('TypeScript without React simply runs, top-level await and circles and all', async ({ author, flint }) => {
  const files = {
    'main.ts': `import { name } from './a.ts';
const greeting: string = await Promise.resolve('Hello');
document.body.append(Object.assign(document.createElement('p'), { textContent: \`\${greeting}, \${name()}\` }));
`,
    'a.ts':
      "import { last } from './b';\nexport const first = 'Grace';\nexport const name = () => `${first} ${last()}`;\n",
    'b.ts': "import { first } from './a';\nexport const last = () => (first === 'Grace' ? 'Hopper' : '?');\n",
  };
  await author.openSession(await createSession(flint.url, files));
  await expect(author.preview.getByText('Hello, Grace Hopper')).toBeVisible();
});

test('another package comes from where the settings say, and one that cannot be had is named', async ({
  openActor,
}) => {
  const cdn = createServer((request, response) => {
    const isKnown = request.url?.startsWith('/greetings') === true;
    response.writeHead(isKnown ? 200 : 404, {
      'content-type': 'text/javascript',
      'access-control-allow-origin': '*',
    });
    response.end(
      isKnown ? "import { version } from 'react';\nexport const hello = 'Hello with React ' + version;" : '',
    );
  });
  await new Promise<void>((resolve) => cdn.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(cdn.address() as AddressInfo).port}`;
  const flint = await startFlint({ models: { kind: 'demo' }, environment: { FLINT_ESM_CDN: address } });
  const author = await openActor({ baseURL: flint.url });
  author.watch.allowAddress(new RegExp(`^${address}/`));
  author.watch.allowError(/404/);
  try {
    const main = "import { hello } from 'greetings@1';\ndocument.body.append(hello);\n";
    await author.openSession(await createSession(flint.url, { 'main.ts': main }));
    await expect(author.preview.getByText(/Hello with React \d+/)).toBeVisible();
    const other = "import confetti from 'canvas-confetti';\nconfetti();\n";
    await author.openSession(await createSession(flint.url, { 'main.ts': other }));
    await expect(author.page.getByRole('log', { name: 'Console' })).toContainText(
      '“canvas-confetti” could not be fetched from 127.0.0.1',
    );
  } finally {
    await author.page.goto('about:blank');
    await flint.stop();
    cdn.close();
  }
});

test('a page with modules, an import map and scripts of CDNs needs nothing but Flint', async ({ author, flint }) => {
  const files = {
    'index.html': `<!doctype html>
<html>
<head>
<script src="https://cdn.tailwindcss.com"></script>
<script>tailwind.config = { theme: { extend: { colors: { brand: 'rgb(1, 2, 3)' } } } };</script>
<script type="importmap">{ "imports": { "three": "https://unpkg.com/three@0.160.0/build/three.module.js" } }</script>
<script src="https://cdn.jsdelivr.net/npm/d3@7"></script>
<script crossorigin src="https://unpkg.com/react@18/umd/react.development.js"></script>
<script crossorigin src="https://unpkg.com/react-dom@18/umd/react-dom.development.js"></script>
<script src="https://unpkg.com/@babel/standalone/babel.min.js"></script>
</head>
<body>
<h1 class="text-brand">Hi</h1>
<div id="there"></div>
<script type="module">
  import * as THREE from 'three';
  import { name } from './name.ts';
  document.querySelector('h1').textContent = \`\${name}, \${typeof THREE.Scene}, \${typeof d3.select}\`;
</script>
<script type="text/babel">
  function Button() {
    const [count, setCount] = React.useState(0);
    return <button onClick={() => setCount(count + 1)}>Pressed {count}</button>;
  }
  ReactDOM.createRoot(document.getElementById('there')).render(<Button />);
</script>
</body>
</html>
`,
    'name.ts': "export const name: string = 'A module';\n",
  };
  await author.openSession(await createSession(flint.url, files));
  const heading = author.preview.getByRole('heading');
  await expect(heading).toHaveText('A module, function, function', { timeout: 20_000 });
  await expect(heading).toHaveCSS('color', 'rgb(1, 2, 3)');
  await author.preview.getByRole('button').click();
  await expect(author.preview.getByRole('button')).toHaveText('Pressed 1');
});
