/**
 * What a model's answer means, in the order it was written. The parser turns text deltas into steps; whoever owns the
 * document turns steps into changes. Steps never need what comes later: each can be carried out when it appears.
 *
 * Order: (`prose` | `note` | file steps)*. Within a file: `file-opened`, then for a whole file `content`*, or for edits
 * (`search-ended`, `content`*, `replace-ended`)*, then `file-closed`.
 */
export type EditStep =
  /** Words beside the code, for people. Kept as Markdown, with the model's own line breaks. */
  | { readonly type: 'prose'; readonly text: string }
  /** The model turns to a file. `path` is null when the answer names none: the open file is meant, if the language fits. */
  | {
      readonly type: 'file-opened';
      readonly path: string | null;
      readonly language: string | null;
      readonly mode: 'whole' | 'edits';
    }
  /** The next piece of the file (mode whole) or of the replacement (after `search-ended`). Never splits a surrogate pair or \r\n; line ends are \n. */
  | { readonly type: 'content'; readonly text: string }
  /** A search text is complete: the replacement for it follows. An empty search means: append at the end of the file, or create it. */
  | { readonly type: 'search-ended'; readonly search: string }
  | { readonly type: 'replace-ended' }
  /** `complete` is false when the answer ended before the file did. */
  | { readonly type: 'file-closed'; readonly complete: boolean }
  /** The model deletes or renames a file (own line: `DELETE path`, `RENAME path -> path`). */
  | { readonly type: 'file-deleted'; readonly path: string }
  | { readonly type: 'file-renamed'; readonly path: string; readonly newPath: string }
  /** Something in the answer was not understood; `text` says what, in plain words, for people. */
  | {
      readonly type: 'note';
      readonly code: 'unnamed-file' | 'unclosed-block' | 'stray-marker' | 'bad-path' | 'empty-answer' | 'other';
      readonly text: string;
    };
