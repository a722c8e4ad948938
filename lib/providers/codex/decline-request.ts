/**
 * The answer to what Codex asks of us: no. Flint wants the answer as text and lets nothing be run or changed; left without an
 * answer the turn would wait for ever.
 */
export function declineRequest(method: string): { readonly result: object } | { readonly error: object } {
  switch (method) {
    case 'item/commandExecution/requestApproval':
    case 'item/fileChange/requestApproval':
      return { result: { decision: 'decline' } };
    case 'applyPatchApproval':
    case 'execCommandApproval':
      return { result: { decision: { denied: { rejection: 'Nothing may be run or changed here.' } } } };
    case 'item/tool/requestUserInput':
      return { result: { answers: {} } };
    case 'item/tool/call':
      return { result: { contentItems: [], success: false } };
    case 'mcpServer/elicitation/request':
      return { result: { action: 'decline', content: null, _meta: null } };
    default:
      return { error: { code: -32_601, message: 'Flint does not do this.' } };
  }
}
