import type { CodexServer } from './codex-server.ts';

/** Who is signed in to Codex on this machine. */
export type CodexSignIn =
  | { readonly status: 'signed-out'; readonly failed?: true }
  /** The person is to go to `address`, and comes back from there by themselves. */
  | { readonly status: 'signing-in'; readonly address: string }
  | { readonly status: 'signed-in'; readonly email?: string; readonly plan?: string };

/** The sign-in of the local Codex. What it keeps, Codex keeps: Flint sees no token. */
export interface CodexAccount {
  read(): Promise<CodexSignIn>;
  /** Begins a sign-in with ChatGPT, or goes on with the one that was begun. */
  signIn(): Promise<CodexSignIn>;
  cancel(): Promise<CodexSignIn>;
  signOut(): Promise<CodexSignIn>;
}

/** Makes the account's door; Codex is asked each time. */
export function createCodexAccount(server: CodexServer): CodexAccount {
  let begun: { readonly loginId: string; readonly address: string } | null = null;
  let hasFailed = false;

  const account: CodexAccount = {
    async read() {
      const codex = await server.connect();
      const { account: holder, requiresOpenaiAuth } = (await codex.request('account/read', {})) as {
        readonly account?: { readonly email?: string | null; readonly planType?: string } | null;
        readonly requiresOpenaiAuth?: boolean;
      };
      // A provider of one's own in Codex's configuration asks for no account.
      if (holder || !requiresOpenaiAuth) {
        begun = null;
        return {
          status: 'signed-in',
          ...(holder?.email && { email: holder.email }),
          ...(holder?.planType && { plan: holder.planType }),
        };
      }
      if (begun) return { status: 'signing-in', address: begun.address };
      return { status: 'signed-out', ...(hasFailed && { failed: true }) };
    },
    async signIn() {
      if (begun) return account.read();
      const codex = await server.connect();
      hasFailed = false;
      const answer = (await codex.request('account/login/start', { type: 'chatgpt' })) as {
        readonly loginId: string;
        readonly authUrl: string;
      };
      const login = { loginId: answer.loginId, address: answer.authUrl };
      begun = login;
      const over = (failed: boolean) => {
        unlisten();
        if (begun !== login) return;
        begun = null;
        hasFailed = failed;
      };
      const unlisten = codex.listen(
        ({ method, params }) => {
          if (method === 'account/login/completed' && params['loginId'] === login.loginId) over(!params['success']);
        },
        () => over(true),
      );
      return account.read();
    },
    async cancel() {
      const login = begun;
      begun = null;
      if (login) {
        const codex = await server.connect();
        await codex.request('account/login/cancel', { loginId: login.loginId });
      }
      return account.read();
    },
    async signOut() {
      const codex = await server.connect();
      await codex.request('account/logout', {});
      return account.read();
    },
  };
  return account;
}
