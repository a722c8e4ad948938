import { StoreError } from '../log/event-store.ts';
import { readEnvironment } from '../server/environment.ts';
import { openStore } from '../server/storage.ts';

// Run by serve.mjs before the server: a wrong setting, or a store that cannot be opened, ends the start with one line.
const refusal = await findRefusal();
if (refusal !== null) {
  console.error(refusal);
  process.exitCode = 1;
}

async function findRefusal(): Promise<string | null> {
  const environment = readEnvironment(process.env);
  if (!environment.ok) {
    const { name, message } = environment.refusal;
    return message.includes(name) ? message : `${name}: ${message}`;
  }
  try {
    await (await openStore(environment.value)).close();
    return null;
  } catch (error) {
    if (error instanceof StoreError) return error.message;
    throw error;
  }
}
