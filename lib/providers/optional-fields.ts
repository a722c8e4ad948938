/** Remembers, for each model, which optional fields were refused. */
export interface OptionalFields {
  /**
   * Sends a request. When it is refused because of an optional field, so that no model has begun, sends it again without
   * that field, and leaves the field out from then on.
   */
  ask<Answer>(model: string, send: (isWelcome: (field: string) => boolean) => Promise<Answer>): Promise<Answer>;
}

/**
 * Makes an empty memory for request fields that some servers or models refuse although the answer can do without them.
 * `isAbout` says whether a refusal was for this field.
 */
export function createOptionalFields(
  fields: readonly string[],
  isAbout: (error: unknown, field: string) => boolean,
): OptionalFields {
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
          const field = fields.find((candidate) => sent.has(candidate) && isAbout(error, candidate));
          if (field === undefined) throw error;
          refused.add(`${model} ${field}`);
        }
      }
    },
  };
}
