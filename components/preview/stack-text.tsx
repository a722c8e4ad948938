import { PlaceLink } from './place-link.tsx';

/** A stack with its places as links. */
export function StackText({ text }: { readonly text: string }) {
  return (
    <span className="value-stack block text-muted">
      {text.split('\n').map((line, index) => {
        const found = /^(.*?)\(?([^\s()]+):(\d+):(\d+)\)?$/.exec(line.replace(/^\s*at /, ''));
        const [, name = '', path, at, column] = found ?? [];
        return (
          <span key={index} className="block pl-3">
            {path === undefined ? (
              line.trim()
            ) : (
              <>
                {name.trim() === '' ? null : `${name.trim()} `}
                <PlaceLink place={{ path, line: Number(at), column: Number(column) }} />
              </>
            )}
          </span>
        );
      })}
    </span>
  );
}
