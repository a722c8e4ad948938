import { createSession } from '../../../lib/server/create-session.ts';

export const POST = createSession;
