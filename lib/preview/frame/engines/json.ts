import type { TextProgram } from '../../text-program.ts';
import type { Engine } from '../engine.ts';
import { drawTree, type Openness } from '../json/json-tree.ts';
import { jsonStyle } from '../json/json-style.ts';
import { readJson } from '../../read-json.ts';
import { dress } from '../look.ts';

const openness: Openness = new Map();
let shown: { readonly tree: HTMLElement; readonly mistake: HTMLElement } | null = null;

/** JSON as a tree that opens and closes; what is wrong with it, and where. */
const json: Engine = {
  run(program, tools) {
    const { path, text, isWhole } = program as TextProgram;
    if (!shown) dress(tools.assets, jsonStyle);
    const reading = readJson(text, { isWhole });
    const scrolled = document.scrollingElement?.scrollTop ?? 0;
    const mistake = document.createElement('p');
    mistake.className = 'json-mistake';
    mistake.setAttribute('role', 'alert');
    mistake.hidden = true;
    if (!reading.ok && isWhole) {
      const { message, line, column } = reading.mistake;
      mistake.hidden = false;
      mistake.textContent = `Line ${line}, column ${column}: ${message}`;
      tools.problem({ kind: 'compile', message, path, line, column });
    }
    const tree = reading.value ? drawTree(reading.value, openness) : (shown?.tree ?? document.createElement('div'));
    document.body.replaceChildren(mistake, tree);
    shown = { tree, mistake };
    document.scrollingElement?.scrollTo(0, scrolled);
    tools.painted();
    tools.state('finished');
  },
};

export default json;
