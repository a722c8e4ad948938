import { presentFiles, type SessionState } from '../session/session-state.ts';

/** What is taken along of a session: its name, and its files as they stand at a moment. */
export interface SharedProgram {
  readonly title: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** The program as it stands in a session. */
export function programOf(state: SessionState): SharedProgram {
  return {
    title: state.title,
    files: presentFiles(state).map(({ path, text }) => ({ path, text: text.toString() })),
  };
}
