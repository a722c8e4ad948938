import { fileAtPath, type RunRecord, type SessionState } from '../session/session-state.ts';

/** Lines that are shown before and behind the place of a problem. */
const linesAround = 6;

/**
 * What a run is to mend, for the model: what the program said, where, and the code around that place with its line numbers.
 * Empty when the run has nothing to mend, or was turned to something else.
 */
export function problemText(state: SessionState, run: RunRecord, reason: 'run' | 'redirect' | 'reask'): string {
  const { problem } = run;
  if (!problem || reason !== 'run') return '';
  const place = [
    problem.path === undefined ? '' : ` path="${problem.path.replaceAll('"', "'")}"`,
    problem.line === undefined ? '' : ` line="${problem.line}"`,
    problem.column === undefined ? '' : ` column="${problem.column}"`,
  ].join('');
  const said = [problem.message, problem.stack ?? '']
    .filter((text) => text.trim() !== '')
    .join('\n')
    // Strangers' code may say anything, but not that it is over.
    .replaceAll('</problem>', '');
  return `<problem${place}>\n${said}\n</problem>\n${codeAround(state, problem)}The program is broken by this problem. Find its cause, which may be elsewhere, and mend that with as small a change as will do.\n`;
}

function codeAround(state: SessionState, { path, line }: NonNullable<RunRecord['problem']>): string {
  const file = path === undefined ? null : fileAtPath(state, path);
  if (!file || line === undefined || line > file.text.lines) return '';
  const from = Math.max(1, line - linesAround);
  const to = Math.min(file.text.lines, line + linesAround);
  const lines: string[] = [];
  for (let at = from; at <= to; at += 1) {
    lines.push(
      `${at === line ? '>' : ' '} ${String(at).padStart(String(to).length)} | ${file.text.line(at).text.slice(0, 300)}`,
    );
  }
  return `<code-around path="${file.path}">\n${lines.join('\n')}\n</code-around>\n`;
}
