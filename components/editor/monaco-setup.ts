import { loader } from '@monaco-editor/react';
import * as monaco from 'monaco-editor';
import { darkPalette, lightPalette } from './editor-theme.ts';
import { monacoTheme } from './monaco-theme.ts';
import { registerColouring } from './register-colouring.ts';

/**
 * Sets Monaco up once, when this module is first evaluated: its own code and workers from our own origin, TypeScript for
 * browsers, the themes. Browser only: import it from a component that is loaded with `ssr: false`.
 */
export { monaco };

// Each address is written out: the bundler finds workers by reading `new Worker(new URL(…))`.
globalThis.MonacoEnvironment = {
  getWorker(_workerId, label) {
    switch (label) {
      case 'typescript':
      case 'javascript':
        return new Worker(new URL('monaco-editor/language/typescript/ts.worker.js', import.meta.url), {
          type: 'module',
        });
      case 'json':
        return new Worker(new URL('monaco-editor/language/json/json.worker.js', import.meta.url), { type: 'module' });
      case 'css':
      case 'scss':
      case 'less':
        return new Worker(new URL('monaco-editor/language/css/css.worker.js', import.meta.url), { type: 'module' });
      case 'html':
      case 'handlebars':
      case 'razor':
        return new Worker(new URL('monaco-editor/language/html/html.worker.js', import.meta.url), { type: 'module' });
      default:
        return new Worker(new URL('monaco-editor/editor/editor.worker.js', import.meta.url), { type: 'module' });
    }
  },
};

loader.config({ monaco });

const { typescriptDefaults, javascriptDefaults, JsxEmit, ModuleKind, ModuleResolutionKind, ScriptTarget } =
  monaco.typescript;
for (const defaults of [typescriptDefaults, javascriptDefaults]) {
  defaults.setCompilerOptions({
    target: ScriptTarget.ESNext,
    module: ModuleKind.ESNext,
    moduleResolution: ModuleResolutionKind.NodeJs,
    jsx: JsxEmit.ReactJSX,
    lib: ['esnext', 'dom', 'dom.iterable'],
    allowJs: true,
    allowNonTsExtensions: true,
    allowSyntheticDefaultImports: true,
    esModuleInterop: true,
    isolatedModules: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    strict: false,
    noEmit: true,
  });
  defaults.setEagerModelSync(true);
}
// Types of npm packages are not here, so what only says that they are missing is left out: modules that cannot be found
// (2307, 2792), have no types (7016) or bring the types of JSX (2875, 7026), type arguments for what has no type (2347),
// a namespace of types such as React.FC (2503); imports with an ending (2691, 5097).
typescriptDefaults.setDiagnosticsOptions({
  noSuggestionDiagnostics: true,
  diagnosticCodesToIgnore: [2307, 2792, 7016, 2875, 7026, 2347, 2503, 2691, 5097],
});
javascriptDefaults.setDiagnosticsOptions({ noSemanticValidation: true, noSuggestionDiagnostics: true });

monaco.editor.defineTheme('flint-dark', monacoTheme(darkPalette, 'vs-dark'));
monaco.editor.defineTheme('flint-light', monacoTheme(lightPalette, 'vs'));
registerColouring(monaco);
