import { randomBytes } from 'node:crypto';
import { elsewhere, type OpeningForm, writeOpeningForm } from '../sharing/open-elsewhere.ts';
import { programOf } from '../sharing/shared-program.ts';
import { escapeHtml } from '../sharing/write-listing.ts';
import { container } from './container.ts';
import { answer, HttpError } from './http-error.ts';
import { readMoment } from './read-moment.ts';

/**
 * `GET /api/sessions/:id/open/:where?at=`: a page that sends the session's files to another place where they can be opened, for a tab
 * of its own. A page, and not a form on ours: so ours may post to nobody but Flint, and this one to that place alone.
 */
export function openElsewhere(request: Request, sessionId: string, where: string): Promise<Response> {
  return answer(async () => {
    const place = elsewhere.find((one) => one === where);
    if (!place) throw new HttpError(404, 'unknown-place', 'A session can be opened in stackblitz or codesandbox.');
    const at = new URL(request.url).searchParams.get('at');
    const { state } = await readMoment(await container(), sessionId, at);
    const form = writeOpeningForm(place, programOf(state));
    const nonce = randomBytes(16).toString('base64');
    return new Response(writeFormPage(form, nonce), {
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': policyFor(form, nonce),
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'nosniff',
        'X-Robots-Tag': 'noindex',
        'Cache-Control': 'no-store',
      },
    });
  });
}

function policyFor({ action }: OpeningForm, nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'unsafe-inline'",
    `form-action ${new URL(action).origin}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

const style = `:root{color-scheme:light dark}
body{display:grid;place-items:center;min-height:90vh;font:14px/1.5 ui-sans-serif,system-ui,sans-serif}
button{font:inherit;padding:.5em 1em}`;

function writeFormPage({ name, action, fields }: OpeningForm, nonce: string): string {
  const inputs = fields.map(
    ([field, value]) => `<input type="hidden" name="${escapeHtml(field)}" value="${escapeHtml(value)}">`,
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Opening in ${name}</title><style>${style}</style></head>
<body>
<form method="post" action="${escapeHtml(action)}">
${inputs.join('\n')}
<button>Open in ${name}</button>
</form>
<script nonce="${nonce}">document.forms[0].submit()</script>
</body>
</html>
`;
}
