import { answerFrame } from '../../answer-frame.ts';

/** The same for a session that is embedded. */
export function GET(request: Request): Promise<Response> {
  return answerFrame(request, '*');
}
