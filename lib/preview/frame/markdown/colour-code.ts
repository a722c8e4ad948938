/** Colours code simply: comments, texts, numbers and words of the language. Gives HTML. */
export function colourCode(code: string, language: string): string {
  const name = (language.trim().split(/[\s{]/)[0] ?? '').toLowerCase();
  if (name === '' || /^(?:text|txt|plain|console|output)$/.test(name)) return escapeHtml(code);
  let html = '';
  let at = 0;
  for (const match of code.matchAll(/^(?:html|xml|svg|vue)$/.test(name) ? markup : patternFor(name))) {
    const look = looks.find((one) => match.groups?.[one] !== undefined);
    html += escapeHtml(code.slice(at, match.index));
    html += look === undefined ? escapeHtml(match[0]) : `<span class="code-${look}">${escapeHtml(match[0])}</span>`;
    at = match.index + match[0].length;
  }
  return html + escapeHtml(code.slice(at));
}

/** Text as HTML shows it. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const looks = ['comment', 'text', 'number', 'word', 'name'];
const markup =
  /(?<comment><!--[\s\S]*?(?:-->|$))|(?<word><\/?[\w:-]+|\/?>)|(?<name>\s[\w:@.-]+(?==))|(?<text>"[^"]*"|'[^']*')/g;
const hashComments = /^(?:py|python|sh|bash|zsh|shell|rb|ruby|yaml|yml|toml|ini|r|make|makefile|dockerfile|perl)$/;
const dashComments = /^(?:sql|lua|hs|haskell|elm)$/;

/** Of many languages at once: a document's code is to be read, not checked. */
const keywords = `abstract and as assert async await begin bool boolean break case catch char class const constructor
continue def default defer del delete do double elif else elsif end enum except export extends false False final finally
float fn for foreach from func function global go if impl implements import in instanceof int interface is lambda let
local long loop match mod module mut namespace new next nil None nonlocal not null NULL of or override package pass
private protected pub public raise readonly ref return select self static string struct super switch template then this
throw throws trait true True try type typedef typeof undefined union unless unsafe until use using var void volatile when
where while with yield SELECT FROM WHERE INSERT INTO VALUES UPDATE SET DELETE CREATE TABLE JOIN LEFT ON GROUP ORDER BY
LIMIT AND OR NOT AS echo fi done esac sudo cd npm npx pip`.split(/\s+/);

const patterns = new Map<string, RegExp>();

function patternFor(language: string): RegExp {
  const comment = hashComments.test(language)
    ? '#.*'
    : dashComments.test(language)
      ? '--.*'
      : String.raw`\/\/.*|\/\*[\s\S]*?(?:\*\/|$)`;
  const known = patterns.get(comment);
  if (known) return known;
  const quoted = [
    String.raw`"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)`,
    String.raw`"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?`,
    '`(?:\\\\.|[^`\\\\])*`?',
  ].join('|');
  const number = String.raw`\b(?:0[xob][\da-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)\b|#[\da-f]{3,8}\b`;
  const pattern = new RegExp(
    `(?<comment>${comment})|(?<text>${quoted})|(?<number>${number})|(?<word>\\b(?:${keywords.join('|')})\\b)|(?<name>\\b[A-Za-z_]\\w*(?=\\())`,
    'g',
  );
  patterns.set(comment, pattern);
  return pattern;
}
