// Parts of monaco-editor that come without types. The colourings: what each language's file exports.
declare module 'monaco-editor/languages/definitions/*' {
  import type { languages } from 'monaco-editor';
  export const conf: languages.LanguageConfiguration;
  export const language: languages.IMonarchLanguage;
}
