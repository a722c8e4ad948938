import type { StarterFile } from './still-client.ts';

/** What lies in a new playground: one tidy page that is pleasant to look at and easy to change. */
export const starterFiles: readonly StarterFile[] = [
  {
    path: 'index.html',
    text: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Hello</title>
    <style>
      body {
        display: grid;
        place-content: center;
        min-height: 100vh;
        margin: 0;
        padding: 0 2rem;
        background: #f6f1e7;
        color: #211c15;
        font: 1.125rem/1.6 system-ui, sans-serif;
      }
      h1 {
        margin: 0;
        font-size: clamp(2.5rem, 10vw, 5rem);
        line-height: 1;
        letter-spacing: -0.04em;
      }
      p {
        max-width: 26rem;
        color: #6f6454;
      }
    </style>
  </head>
  <body>
    <h1 id="greeting">Hello.</h1>
    <p>This page is yours. Change the code, or say below what it should become.</p>
    <script>
      const hour = new Date().getHours();
      const part = hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
      greeting.textContent = \`Good \${part}.\`;
    </script>
  </body>
</html>
`,
  },
];
