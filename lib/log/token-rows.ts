/** In `token_use`, in the place of a session: what all of them used together. No session has this id. */
export const allSessions = '';
