import { readEnvironment } from '../server/environment.ts';
import { runSessionsCommand } from '../server/sessions-command.ts';

// `npm run sessions`.
const environment = readEnvironment(process.env);
if (environment.ok) {
  process.exitCode = await runSessionsCommand({
    arguments: process.argv.slice(2),
    environment: environment.value,
    out: process.stdout,
    complain: (line) => console.error(line),
    nowMs: Date.now(),
  });
} else {
  console.error(environment.refusal.message);
  process.exitCode = 1;
}
