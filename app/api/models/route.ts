import { listModels } from '../../../lib/server/list-models.ts';

export const GET = listModels;
