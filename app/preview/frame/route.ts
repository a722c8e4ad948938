import { answerFrame } from './answer-frame.ts';

/** The preview's frame: an empty, shut-in document that programs are written into. */
export function GET(request: Request): Promise<Response> {
  return answerFrame(request, "'self'");
}
