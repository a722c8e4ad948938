import { highlight } from '../components/editor/highlight.ts';
import { StaticCode } from '../components/editor/static-code.tsx';
import { Playground } from '../components/workspace/playground.tsx';
import { starterFiles } from '../components/workspace/starter.ts';

/** A new playground. It becomes a session with its first edit or instruction. */
export default async function NewPlayground() {
  const [first] = starterFiles;
  return (
    <Playground
      opening={{ kind: 'draft', files: starterFiles }}
      firstCode={first ? <StaticCode code={await highlight(first.path, first.text)} path={first.path} /> : null}
    />
  );
}
