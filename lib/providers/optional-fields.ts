import { APIError } from 'openai';

/** Request fields that some servers or models refuse although the answer can do without them. */
const optionalFields = ['reasoning.summary', 'reasoning.effort', 'reasoning_effort', 'stream_options'] as const;

/** Remembers, for each model, which optional fields were refused. */
export interface OptionalFields {
  /**
   * Sends a request. When it is refused (400 or 422, so no model has begun) because of an optional field, sends it again
   * without that field, and leaves the field out from then on.
   */
  ask(model: string, send: (isWelcome: (field: string) => boolean) => Promise<Response>): Promise<Response>;
}

/** Makes an empty memory. */
export function createOptionalFields(): OptionalFields {
  const refused = new Set<string>();
  return {
    async ask(model, send) {
      for (;;) {
        const sent = new Set<string>();
        try {
          return await send((field) => {
            if (refused.has(`${model} ${field}`)) return false;
            sent.add(field);
            return true;
          });
        } catch (error) {
          const field = optionalFields.find((candidate) => sent.has(candidate) && isAbout(error, candidate));
          if (field === undefined) throw error;
          refused.add(`${model} ${field}`);
        }
      }
    },
  };
}

function isAbout(error: unknown, field: string): boolean {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return false;
  return error.param ? error.param.startsWith(field) : error.message.includes(field);
}
