import { packBase64 } from './pack-base64.ts';
import type { SharedProgram } from './shared-program.ts';

/** Other places where a program can be opened. */
export const elsewhere = ['stackblitz', 'codesandbox'] as const;

export type Elsewhere = (typeof elsewhere)[number];

/** A form that opens a program elsewhere when it is posted: where to, and what is in it. */
export interface OpeningForm {
  readonly name: string;
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** The form as the place documents it. In it are the program's files and its title, and nothing else. */
export function writeOpeningForm(where: Elsewhere, program: SharedProgram): OpeningForm {
  return where === 'stackblitz' ? formForStackBlitz(program) : formForCodeSandbox(program);
}

function formForStackBlitz({ title, files }: SharedProgram): OpeningForm {
  const has = (path: string) => files.some((file) => file.path === path);
  // A page by itself needs nothing installed; whatever else there is, their machine in the browser takes.
  const template = has('index.html') && !has('package.json') ? 'html' : 'node';
  return {
    name: 'StackBlitz',
    action: 'https://stackblitz.com/run',
    fields: [
      ['project[title]', title],
      ['project[description]', ''],
      ['project[template]', template],
      ...files.map(({ path, text }) => [`project[files][${fieldName(path)}]`, text] as const),
    ],
  };
}

/** A bracket within a name would end it. */
function fieldName(path: string): string {
  return path.replaceAll('[', '%5B').replaceAll(']', '%5D');
}

function formForCodeSandbox({ title, files }: SharedProgram): OpeningForm {
  const content = Object.fromEntries(files.map(({ path, text }) => [path, { content: text, isBinary: false }]));
  const parameters = { files: { ...packageFiles(title), ...content } };
  return {
    name: 'CodeSandbox',
    action: 'https://codesandbox.io/api/v1/sandboxes/define',
    fields: [['parameters', packBase64(JSON.stringify(parameters))]],
  };
}

/** What they want to be told of a program that brings no package of its own: that it is a page as it stands. */
function packageFiles(title: string) {
  const json = (value: unknown) => ({ content: `${JSON.stringify(value, null, 2)}\n`, isBinary: false });
  return {
    'package.json': json({ name: 'page', title, version: '1.0.0', main: 'index.html', dependencies: {} }),
    'sandbox.config.json': json({ template: 'static' }),
  };
}
