// A thread of its own: loading the tokenizer takes a second, and counting a long file a tenth of one.
import { parentPort } from 'node:worker_threads';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

/** The tokenizer takes the square of the length of a run without spaces: 160 KB of base64 took it a minute. */
const longRun = /\S{200}(?=\S)/g;

/** Text that looks like one of a model's own marks is text here. */
const asText = { disallowedSpecial: new Set() };

parentPort?.on('message', (text) => {
  parentPort?.postMessage(countTokens(text.replace(longRun, '$& '), asText));
});
