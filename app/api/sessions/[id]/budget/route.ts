import { readBudget } from '../../../../../lib/server/read-budget.ts';

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return readBudget(request, (await params).id);
}
