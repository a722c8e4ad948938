// `npm start`. This file alone must also be understood by a Node that is too old, so that it can say so.
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(
    `Flint needs Node.js 20 or later; this is ${process.versions.node}. Get a newer one at https://nodejs.org`,
  );
  process.exit(1);
}
void import('./serve.mjs').then(({ serve }) => serve());
