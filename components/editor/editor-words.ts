/** What the editor says, in one place to be translated. */
export const editorWords = {
  editorLabel: (path: string) => `Editor, ${path}`,
  pen: 'Flint',
  follow: 'Follow',
  followHint: 'Follow the writing (Alt+F)',
  nextChange: 'Next change',
  previousChange: 'Previous change',
  keepChange: 'Keep change',
  revertChange: 'Revert change',
  keep: 'Keep',
  revert: 'Revert',
  closeChange: 'Close change',
  changeOf: (number: number, count: number) => `Change ${number} of ${count}`,
  changeAtMargin: { added: 'Added lines', changed: 'Changed lines', removed: 'Removed lines' },
  added: (lines: number) => (lines === 1 ? '1 line added' : `${lines} lines added`),
  removed: (lines: number) => (lines === 1 ? '1 line removed' : `${lines} lines removed`),
  replaced: (before: number, after: number) => `${before === 1 ? '1 line' : `${before} lines`} became ${after}`,
} as const;
