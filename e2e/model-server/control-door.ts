import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { sendJson, type ExtraDoor, type ModelServer } from './model-server.ts';
import type { ScriptedAnswer } from './scripted-answer.ts';

/**
 * Lets another process do what the in-process API does: `POST /control/script` with an answer or a list of answers,
 * `POST /control/models` with a list of ids, `GET /control/requests`, `POST /control/reset`.
 */
export function controlDoor(server: ModelServer): ExtraDoor {
  return async (request, response) => {
    switch (`${request.method} ${request.url}`) {
      case 'POST /control/script':
        server.script((await json(request)) as ScriptedAnswer | readonly ScriptedAnswer[]);
        break;
      case 'POST /control/models':
        server.offerModels((await json(request)) as readonly string[]);
        break;
      case 'POST /control/reset':
        await drained(request);
        server.reset();
        break;
      case 'GET /control/requests':
        sendJson(response, 200, server.requests);
        return true;
      default:
        return false;
    }
    sendJson(response, 200, { ok: true });
    return true;
  };
}

async function drained(request: IncomingMessage): Promise<void> {
  for await (const _ of request);
}
