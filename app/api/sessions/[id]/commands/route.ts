import { takeCommand } from '../../../../../lib/server/take-command.ts';

export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return takeCommand(request, (await params).id);
}
