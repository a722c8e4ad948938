import { createCodexAccount, type CodexAccount, type CodexSignIn } from '../providers/codex/codex-account.ts';
import { createCodexProvider } from '../providers/codex/codex-provider.ts';
import { createCodexServer } from '../providers/codex/codex-server.ts';
import { findCodex } from '../providers/codex/find-codex.ts';
import type { ModelProvider } from '../providers/model-provider.ts';
import { ProviderError } from '../providers/provider-error.ts';

/** The Codex of this machine, for the one person who uses it. */
export interface LocalCodex {
  readonly provider: ModelProvider;
  /** Whether somebody is signed in, so that it can be asked. */
  isSignedIn(): Promise<boolean>;
  read(): Promise<CodexState>;
  change(action: CodexAction): Promise<CodexState>;
}

/** What a person can do about their sign-in. */
export type CodexAction = 'sign-in' | 'cancel' | 'sign-out';

/** `missing`: there is no `codex` program here. `broken`: it does not start, or does not answer. */
export type CodexState = CodexSignIn | { readonly status: 'missing' | 'broken' };

/** How long the account that was read counts: each run, and each list of models, wants to know. */
const accountFreshMs = 10_000;

/** Looks for the program each time it is needed, so that it can be installed meanwhile. Nothing is started before. */
export function createLocalCodex(
  variables: Readonly<Record<string, string | undefined>>,
  report: (line: string) => void,
): LocalCodex {
  let found: { readonly provider: ModelProvider; readonly account: CodexAccount } | null = null;
  let known: { readonly readMs: number; readonly isSignedIn: boolean } | null = null;

  function find(): typeof found {
    const program = found ? null : findCodex(variables);
    if (program === null) return found;
    const server = createCodexServer({ program, variables: withoutSecrets(variables) });
    found = { provider: createCodexProvider({ server }), account: createCodexAccount(server) };
    return found;
  }

  async function stateAfter(act: (account: CodexAccount) => Promise<CodexSignIn>): Promise<CodexState> {
    const codex = find();
    if (!codex) return { status: 'missing' };
    try {
      const state = await act(codex.account);
      known = { readMs: performance.now(), isSignedIn: state.status === 'signed-in' };
      return state;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      report(error.message);
      return { status: 'broken' };
    }
  }

  const local: LocalCodex = {
    provider: {
      id: 'codex',
      name: 'Codex',
      generate: (request, signal) => required().generate(request, signal),
      listModels: async (signal) => required().listModels(signal),
      prepare: () => found?.provider.prepare?.(),
      close: () => found?.provider.close?.(),
    },
    async isSignedIn() {
      if (known && performance.now() - known.readMs < accountFreshMs) return known.isSignedIn;
      return (await local.read()).status === 'signed-in';
    },
    read: () => stateAfter((account) => account.read()),
    change: (action) =>
      stateAfter((account) =>
        action === 'sign-in' ? account.signIn() : action === 'cancel' ? account.cancel() : account.signOut(),
      ),
  };

  function required(): ModelProvider {
    const codex = find();
    if (!codex) throw new ProviderError('network', 'There is no codex program.');
    return codex.provider;
  }

  return local;
}

/** What Codex must not find in its environment: keys of others, and Flint's own settings. */
function withoutSecrets(
  variables: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const isOurs = (name: string) => /_API_KEY$|^(DATABASE|REDIS)_URL$|^FLINT_/.test(name);
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !isOurs(name)));
}
