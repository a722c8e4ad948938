import { asksModel } from '../session/asks-model.ts';
import { type Command, commandSchema, explainBadCommand } from '../session/command.ts';
import { limits } from '../session/limits.ts';
import { isRunning } from '../session/run-machine.ts';
import { findRun } from '../session/session-state.ts';
import { findRecord, holdSession, requireEdit } from './access.ts';
import { container } from './container.ts';
import { answer, fromRefusal, HttpError } from './http-error.ts';
import { providerOf } from './environment.ts';
import { readAccess, requireProviders } from './model-access.ts';
import type { HeldSession } from './session-registry.ts';
import { takeOne } from './rate-limits.ts';
import { readJson, requireSameOrigin, sendingPage } from './read-request.ts';

/** The largest body that any command may have: a file of the greatest size, as JSON. */
const bodyBytes = limits.fileBytes * 2;

/** `POST /api/sessions/:id/commands`: carries one command out, once per `Idempotency-Key`; 202 with the log's sequence. */
export function takeCommand(request: Request, sessionId: string): Promise<Response> {
  return answer(async () => {
    const flint = await container();
    requireSameOrigin(request, flint.environment);
    requireEdit(request, await findRecord(flint, sessionId));
    await takeOne(flint.rateLimits.commands, sessionId);
    const { body, sizeBytes } = await readJson(request, bodyBytes);
    const parsed = commandSchema.safeParse(body);
    if (!parsed.success) throw new HttpError(400, 'bad-command', explainBadCommand(parsed.error));
    const command = parsed.data;
    requireSize(command, sizeBytes);
    const access = asksModel(command) ? await readAccess(request, flint) : null;
    const idempotencyKey = readIdempotencyKey(request);
    const held = await holdSession(flint, sessionId);
    try {
      const outcome = await held.session.dispatch(command, {
        // Its changes are marked with this, so that the page knows them again.
        clientId: sendingPage(request),
        ...(idempotencyKey === null ? {} : { idempotencyKey }),
        ...(access?.ownModels ? { models: access.ownModels } : {}),
        // At its turn: a redirect may come to meet another run than when it was sent.
        ...(access ? { check: () => requireProviders(access, providersFor(command, held)) } : {}),
      });
      if (!outcome.ok) throw fromRefusal(outcome.refusal);
      return Response.json(
        { sequence: outcome.value.sequence },
        { status: 202, headers: { 'Cache-Control': 'no-store' } },
      );
    } finally {
      held.release();
    }
  });
}

/** Providers that a command names, and the one that a redirect goes on with. Where none is named, own keys come first. */
function providersFor(command: Command, held: HeldSession): readonly string[] {
  const { state } = held.session;
  switch (command.type) {
    case 'start-race':
      return command.models.map(providerOf);
    case 'start-run':
    case 'continue-run':
      return command.model === undefined ? [] : [providerOf(command.model)];
    case 'redirect-run': {
      const runId = isRunning(state.run) ? state.run.runId : null;
      // A run that is carried out elsewhere goes on with the keys that it began with, whatever came with this command.
      if (runId === null || !held.runner.isCarryingOut(runId)) return [''];
      const asked = findRun(state, runId)?.provider;
      return command.lane === undefined && asked ? [asked] : [];
    }
    default:
      return [];
  }
}

function requireSize(command: Command, sizeBytes: number): void {
  const allowed =
    command.type === 'create-file'
      ? bodyBytes
      : command.type === 'change-text'
        ? limits.editBytes
        : limits.instructionBytes * 2;
  if (sizeBytes > allowed) {
    throw new HttpError(413, 'too-large', `This command is larger than ${Math.floor(allowed / 1024)} KB.`);
  }
}

function readIdempotencyKey(request: Request): string | null {
  const given = request.headers.get('idempotency-key');
  if (given === null) return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(given)) {
    throw new HttpError(400, 'bad-idempotency-key', 'The Idempotency-Key must be 1 to 200 visible characters.');
  }
  return given;
}
