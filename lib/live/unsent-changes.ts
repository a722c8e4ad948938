import { changeFromJson, changeToJson, emptyChange, textOf, type ChangeJson } from '../document/change.ts';
import { isSettled, type Replica } from '../document/replica.ts';

/**
 * What a person typed and the server has not confirmed, as JSON: for a page that is loaded again in the meantime. It
 * holds all that a replica needs to go on: what was under way keeps its id, so that it counts once, however often it
 * is sent.
 */
export interface UnsentChanges {
  readonly files: readonly UnsentFile[];
}

interface UnsentFile {
  readonly fileId: string;
  readonly confirmed: { readonly text: string; readonly version: number };
  readonly inFlight: null | {
    readonly changeId: string;
    readonly version: number;
    /** As it was sent, and as it applies to the confirmed text now. */
    readonly sent: ChangeJson;
    readonly change: ChangeJson;
  };
  readonly pending: ChangeJson;
}

/** Packs what is not confirmed; null when all is. */
export function packUnsent(replicas: ReadonlyMap<string, Replica>): UnsentChanges | null {
  const files = [...replicas]
    .filter(([, replica]) => !isSettled(replica))
    .map(([fileId, { confirmed, inFlight, pending }]): UnsentFile => {
      return {
        fileId,
        confirmed: { text: confirmed.text.toString(), version: confirmed.version },
        inFlight: inFlight && {
          changeId: inFlight.outgoing.changeId,
          version: inFlight.outgoing.version,
          sent: changeToJson(inFlight.outgoing.change),
          change: changeToJson(inFlight.change),
        },
        pending: changeToJson(pending),
      };
    });
  return files.length === 0 ? null : { files };
}

/** The replicas again. Throws a RangeError for what `packUnsent` did not make. */
export function unpackUnsent({ files }: UnsentChanges): Map<string, Replica> {
  return new Map(files.map((file) => [file.fileId, unpackFile(file)]));
}

function unpackFile({ confirmed, inFlight, pending }: UnsentFile): Replica {
  const text = textOf(confirmed.text);
  const underWay = inFlight && {
    outgoing: { changeId: inFlight.changeId, version: inFlight.version, change: changeFromJson(inFlight.sent) },
    change: changeFromJson(inFlight.change),
  };
  const own = (underWay?.change ?? emptyChange(text.length)).compose(changeFromJson(pending));
  return {
    confirmed: { text, version: confirmed.version },
    inFlight: underWay,
    pending: changeFromJson(pending),
    text: own.apply(text),
  };
}
