/**
 * Makes a model's deltas safe to read one by one: \r\n and \r become \n, a surrogate pair or a \r\n that is cut in two
 * arrives whole, and a byte order mark at the very start is dropped. `end` gives back what was still held.
 */
export function createDeltaCleaner(): { clean(delta: string): string; end(): string } {
  let held = '';
  let started = false;

  return {
    clean(delta) {
      let text = held + delta;
      if (text === '') return '';
      held = '';
      if (!started) {
        started = true;
        if (text.startsWith('\uFEFF')) text = text.slice(1);
      }
      if (endsOpen(text)) {
        held = text.slice(-1);
        text = text.slice(0, -1);
      }
      return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
    },
    end() {
      const rest = held.replace('\r', '\n');
      held = '';
      return rest;
    },
  };
}

/** Whether the last code unit waits for the next one. */
function endsOpen(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last === 0x0d || (last >= 0xd800 && last <= 0xdbff);
}
