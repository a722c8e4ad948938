/** A server-sent event: its type (`message` when it names none) and its data. Comments are left out. */
export interface Frame {
  /** Null when it has none: then it is nothing of the log, and is gone once it was seen. */
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/**
 * Puts server-sent events together from bytes as they arrive, cut anywhere. Reads what Flint's own server writes:
 * \n line ends.
 */
export function createFrameReader(): { feed(bytes: Uint8Array): Frame[] } {
  const decoder = new TextDecoder();
  let carried = '';
  return {
    feed(bytes) {
      // A whole state comes in many pieces: what was looked through is not looked through again.
      const known = Math.max(0, carried.length - 1);
      carried += decoder.decode(bytes, { stream: true });
      const frames: Frame[] = [];
      let start = 0;
      for (let end = carried.indexOf('\n\n', known); end !== -1; end = carried.indexOf('\n\n', start)) {
        const frame = readFrame(carried.slice(start, end));
        if (frame) frames.push(frame);
        start = end + 2;
      }
      carried = carried.slice(start);
      return frames;
    },
  };
}

function readFrame(block: string): Frame | null {
  let id: string | null = null;
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('data: ')) data.push(line.slice(6));
    else if (line.startsWith('event: ')) event = line.slice(7);
    else if (line.startsWith('id: ')) id = line.slice(4);
  }
  return data.length > 0 ? { id, event, data: data.join('\n') } : null;
}
