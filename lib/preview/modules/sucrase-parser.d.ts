// Sucrase's parser is no part of its typed surface; this is what we use of it.
declare module 'sucrase/dist/parser/index.js' {
  export interface SucraseToken {
    readonly type: number;
    readonly start: number;
    readonly end: number;
    readonly scopeDepth: number;
    readonly isType: boolean;
    readonly identifierRole: number | null;
    /** Of an `=`, where what follows it ends. */
    readonly rhsEndIndex: number | null;
  }
  export function parse(
    input: string,
    isJsxEnabled: boolean,
    isTypeScriptEnabled: boolean,
    isFlowEnabled: boolean,
  ): { readonly tokens: readonly SucraseToken[] };
}

declare module 'sucrase/dist/parser/tokenizer/types.js' {
  export const TokenType: { readonly name: number; readonly jsxName: number; readonly jsxTagStart: number };
}
