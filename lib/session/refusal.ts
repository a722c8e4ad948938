/** Why a command was not carried out. `code` is stable; the words are for people. Nothing was changed. */
export interface Refusal {
  readonly code:
    | 'bad-command'
    | 'bad-path'
    | 'path-taken'
    | 'unknown-file'
    | 'unknown-run'
    | 'unknown-version'
    | 'version-unknown'
    | 'version-ahead'
    | 'bad-change'
    | 'too-large'
    | 'not-text'
    | 'picture'
    | 'run-already-going'
    | 'no-run'
    | 'run-stopping'
    | 'run-going'
    | 'race-going'
    | 'no-race'
    | 'unknown-racer'
    | 'nothing-to-keep'
    | 'nothing-to-revert'
    | 'nothing-to-continue'
    | 'changed-meanwhile'
    | 'empty-instruction';
  readonly message: string;
}

/** The words for each refusal that needs no facts. */
const refusalWords: Readonly<Record<Refusal['code'], string>> = {
  'bad-command': 'This command is not understood.',
  'bad-path': 'This file name cannot be used.',
  'path-taken': 'There is already a file with this name.',
  'unknown-file': 'This file is not there any more.',
  'unknown-run': 'This run is not known.',
  'unknown-version': 'There is no such moment in this session.',
  'version-unknown': 'This change was made against a version that is too old. Reload to go on.',
  'version-ahead': 'This change was made against a version that does not exist yet.',
  'bad-change': 'This change does not fit the file.',
  'too-large': 'This would make the file, or the session, larger than Flint keeps.',
  'not-text': 'Flint keeps text only: no pictures, fonts, sounds or archives.',
  picture: 'Models read text only here: a picture cannot be sent to one. Say in words what is on it.',
  'run-already-going': 'A run is already going. Redirect or stop it.',
  'no-run': 'No run is going.',
  'run-stopping': 'The run is being stopped.',
  'run-going': 'Wait for the run to end, or stop it first.',
  'race-going': 'A race is on. Keep one of its models, or none, first.',
  'no-race': 'No race is on.',
  'unknown-racer': 'This model is not in the race.',
  'nothing-to-keep': 'This model has written nothing that could be kept.',
  'nothing-to-revert': 'There is nothing to take back here.',
  'nothing-to-continue': 'This run has nothing left to finish.',
  'changed-meanwhile': 'The text changed in the meantime. Look again.',
  'empty-instruction': 'Write what you want first.',
};

/** A refusal with its standard words, or with words of its own. */
export function refusal(code: Refusal['code'], message: string = refusalWords[code]): Refusal {
  return { code, message };
}
