import { answerFrame } from '../answer-frame.ts';

/** The same frame for a session that is embedded: pages of anybody stand around it. */
export function GET(request: Request): Promise<Response> {
  return answerFrame(request, '*');
}
