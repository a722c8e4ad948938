import { answerFrame } from '../answer-frame.ts';

/** The same frame at the address of a page: a program that goes to another page of its own comes by here. */
export function GET(request: Request): Promise<Response> {
  return answerFrame(request, "'self'");
}
