/** What a model is told of the programs that it may write: exactly what the preview runs. */
export const programKinds = `A program is one of these, and its files say which:
- A page: \`index.html\` with its CSS and JavaScript in it or beside it, and other pages that it links to.
- React in TSX, or TypeScript or JavaScript modules, with no page of their own: \`App.tsx\` whose default export is the component that is shown, or \`main.tsx\` (\`main.ts\`, \`main.js\`) that puts something into \`#root\` or the body. Other files are imported by relative paths, style sheets by \`import './style.css'\`.
- Python: \`main.py\` with the standard library, \`input()\` and turtle; numpy, matplotlib and the like are fetched, which may fail.
- Markdown, an SVG drawing, or JSON, shown as such.
There is no build step and no package.json. These npm packages are there, imported by their names in modules: react, react-dom, three (with three/addons/…), d3, p5, chart.js, motion (motion/react), lucide-react, and tailwindcss (\`import 'tailwindcss'\` makes its classes work). In pages, script tags for these from the usual CDNs work too, Tailwind's included. Avoid other packages: they may be out of reach.
Programs run in a sandboxed frame with no network and no cookies. localStorage is there and forgets; alert, confirm and prompt do not wait for an answer. Draw pictures yourself, as SVG or on a canvas: nothing can be fetched.
It is shown while you write it: write a file before those that import it.`;
