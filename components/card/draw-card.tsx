import { ImageResponse } from 'next/og';
import type { SessionSnapshot } from '../../lib/session/snapshot.ts';
import { darkPalette } from '../editor/editor-theme.ts';
import { colourTokens } from '../editor/highlight.ts';
import { describeSession } from './describe-session.ts';
import { readCoverage } from './font-coverage.ts';

const size = { width: 1_200, height: 630 };
const mostLines = 16;
const mostColumns = 92;

/** Fonts as their files hold them: TrueType, one weight each. */
export interface CardFonts {
  readonly regular: Buffer;
  readonly bold: Buffer;
  readonly mono: Buffer;
}

/** The picture of a session for cards in other places: its name and the beginning of its code. Server only. */
export async function drawCard(snapshot: SessionSnapshot, fonts: CardFonts): Promise<Uint8Array<ArrayBuffer>> {
  const drawable = keepDrawable(fonts);
  const { title, size: amount } = describeSession(snapshot);
  const files = snapshot.files.filter((file) => !file.isDeleted);
  const file = files.find(({ path }) => path === 'index.html') ?? files[0];
  const lines = file ? await colourTokens(file.path, firstLines(file.text)) : [];
  const image = new ImageResponse(
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        width: '100%',
        height: '100%',
        padding: '48px 56px 40px',
        background: darkPalette.background,
        color: darkPalette.text,
        fontFamily: 'Geist',
      }}
    >
      <div style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between' }}>
        <div
          style={{ display: 'flex', fontSize: 44, fontWeight: 600, maxWidth: 900, maxHeight: 56, overflow: 'hidden' }}
        >
          {canBeRead(drawable, title) ? drawable(clipped(title, 44)) : drawable(file?.path ?? '')}
        </div>
        <CardMark />
      </div>
      <div
        style={{
          display: 'flex',
          flexDirection: 'column',
          flexGrow: 1,
          height: 0,
          marginTop: 28,
          paddingTop: 24,
          borderTop: '2px solid #262320',
          overflow: 'hidden',
          fontFamily: 'Geist Mono',
          fontSize: 19,
          lineHeight: '24px',
        }}
      >
        {lines.map((line, index) => (
          // Lines have no other name than their number.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} style={{ display: 'flex', height: 24, whiteSpace: 'pre' }}>
            {line.map(({ content, colour }, at) => (
              // oxlint-disable-next-line react/no-array-index-key
              <span key={at} style={{ color: colour, whiteSpace: 'pre' }}>
                {drawable(content)}
              </span>
            ))}
          </div>
        ))}
      </div>
      <div style={{ display: 'flex', justifyContent: 'space-between', marginTop: 16, fontSize: 22, color: '#a49c92' }}>
        <span>{drawable(file?.path ?? '')}</span>
        <span>{drawable(amount)}</span>
      </div>
    </div>,
    {
      ...size,
      fonts: [
        { name: 'Geist', data: fonts.regular, weight: 400 },
        { name: 'Geist', data: fonts.bold, weight: 600 },
        { name: 'Geist Mono', data: fonts.mono, weight: 400 },
      ],
    },
  );
  return new Uint8Array(await image.arrayBuffer());
}

function CardMark() {
  return (
    <svg width="48" height="48" viewBox="0 0 20 20" fill="none" strokeWidth="1.5" strokeLinejoin="round">
      <path d="M5 16.5 3.5 9 9 3l6.5 2L18 11l-4.5 5.5z" stroke={darkPalette.text} />
      <path d="m9 3 1.5 6.5L3.500 9m7 .5 3 7m-3-7L18 11" stroke="#ff8147" />
    </svg>
  );
}

function firstLines(text: string): string {
  const lines = text.replaceAll('\t', '  ').split('\n').slice(0, mostLines);
  return lines.map((line) => clipped(line, mostColumns)).join('\n');
}

function clipped(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

/** A name in letters that these fonts lack would be a row of dots. The card's own words say it. */
function canBeRead(drawable: (text: string) => string, text: string): boolean {
  const lost = [...drawable(text)].filter((letter, index) => letter !== [...text][index]).length;
  return lost * 4 <= [...text].length;
}

/** Characters that all of the fonts can draw stay; others become a dot. */
function keepDrawable(fonts: CardFonts): (text: string) => string {
  const coverages = Object.values(fonts).map((font) => readCoverage(font));
  const isDrawable = (letter: string) =>
    !/\p{Emoji_Presentation}/u.test(letter) && coverages.every((has) => has(letter.codePointAt(0) ?? 0));
  return (text) => [...text].map((letter) => (isDrawable(letter) ? letter : '·')).join('');
}
