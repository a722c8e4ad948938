import { importSession } from '../../../../lib/server/import-session.ts';

export const POST = importSession;
