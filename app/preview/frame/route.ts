import { answerFrame } from './answer-frame.ts';

/** The preview's frame: an empty, shut-in document that programs are written into. */
export function GET(): Response {
  return answerFrame("'self'");
}
