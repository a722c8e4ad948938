// Stands in for Next in start.test.ts: builds and serves next to nothing, in the directory where it runs.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

const [command, ...rest] = process.argv.slice(2);
if (command === 'build') build();
else start();

function build() {
  const page = readFileSync('app/page.tsx', 'utf8');
  if (page === 'broken') {
    console.log('page.tsx is broken');
    process.exit(1);
  }
  mkdirSync('.next', { recursive: true });
  writeFileSync('.next/BUILD_ID', page);
  appendFileSync('builds', 'x');
}

function start() {
  if (readFileSync('.next/BUILD_ID', 'utf8') === 'deadly') throw new Error('the reason');
  console.log('a banner');
  console.warn('a warning');
  const { hostname, port } = parseArgs({
    args: rest,
    options: { hostname: { type: 'string' }, port: { type: 'string' } },
  }).values;
  let asked = 0;
  const server = createServer((request, response) => {
    // Like a server that listens before it can answer.
    asked += 1;
    response.writeHead(asked === 1 ? 503 : 200).end('ok');
  });
  server.listen(Number(port), hostname);
  for (const [signal, exitCode] of Object.entries({ SIGINT: 130, SIGTERM: 143 })) {
    process.once(signal, () => {
      console.log('streams ended');
      process.exit(exitCode);
    });
  }
}
