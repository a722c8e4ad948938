import type { RunFailure, SpentBudget } from './session-event.ts';

/** What people are told about a failed run: what happened, and what can be done. */
export interface FailureWords {
  readonly title: string;
  readonly text: string;
  /** Whether asking the same again can help. */
  readonly canRetry: boolean;
}

const written = 'What was written so far is kept.';

/** Plain words for a failure. Nothing of what the provider sent is quoted. */
export function describeFailure(failure: RunFailure): FailureWords {
  const model = failure.model ? `“${failure.model}”` : 'this model';
  const provider = failure.provider ?? 'The provider';
  switch (failure.code) {
    case 'auth':
      if (failure.provider === 'Codex') {
        return {
          title: 'Nobody is signed in to Codex',
          text: `Its sign-in is over, or was taken back. Sign in again beside the models. ${written}`,
          canRetry: true,
        };
      }
      return {
        title: 'The key was refused',
        text: `${provider} did not accept the API key. Whoever runs this Flint needs to set a valid one.`,
        canRetry: true,
      };
    case 'rate-limit':
      return {
        title: 'Too many requests',
        text: `${provider} asks to wait${waitWords(failure.retryAfterMs)}. ${written}`,
        canRetry: true,
      };
    case 'quota':
      return {
        title: 'The quota is used up',
        text: `The account at ${provider} has no credit left for ${model}. Waiting does not help; another model may. ${written}`,
        canRetry: false,
      };
    case 'overloaded':
      return {
        title: 'The provider is overloaded',
        text: `${provider} is too busy to answer${failure.retryAfterMs === undefined ? ' now' : `, and asks to wait${waitWords(failure.retryAfterMs)}`}. ${written}`,
        canRetry: true,
      };
    case 'withdrawn':
      return {
        title: 'The model is not available',
        text: `${provider} does not offer ${model} to this key (any more). ${
          failure.next ? `The next best is “${modelPart(failure.next)}”.` : 'There is no other one here.'
        } ${written}`,
        canRetry: false,
      };
    case 'context':
      return {
        title: 'Too much text for the model',
        text: `The files and the instruction are longer than ${model} takes. Select a part, delete what is not needed, or ask a model that takes more.`,
        canRetry: false,
      };
    case 'refused':
      return {
        title: 'The model declined',
        text: `${model} will not answer this. Say it differently. ${written}`,
        canRetry: true,
      };
    case 'invalid':
      return {
        title: 'The provider did not accept the request',
        text: `${provider} found the request's form wrong for ${model}. The server's log has the details.`,
        canRetry: false,
      };
    case 'network':
      return {
        title: 'The connection broke',
        text: `${provider} could not be reached, or the connection was cut. ${written}`,
        canRetry: true,
      };
    case 'stalled':
      return {
        title: 'The answer stopped coming',
        text: `${provider} sent nothing for too long. ${written}`,
        canRetry: true,
      };
    case 'protocol':
      return {
        title: 'The answer broke off',
        text: `${provider} ended the answer without finishing it, or sent something that is not one. ${written}`,
        canRetry: true,
      };
    case 'length':
      return {
        title: 'The answer was cut at its longest',
        text: `${model} reached the most it may write in one answer. ${written} Ask it to go on.`,
        canRetry: true,
      };
    case 'budget':
      return { ...budgetWords(failure.spent), canRetry: false };
    case 'interrupted':
      return { title: 'The server was restarted', text: `The run was interrupted. ${written}`, canRetry: true };
    case 'store-full':
      return {
        title: 'The server has no room left',
        text: `What the model wrote could not be kept, so the run was ended. Whoever runs this Flint needs to make room. ${written}`,
        canRetry: true,
      };
    case 'store-unavailable':
      return {
        title: 'The server lost its store for a while',
        text: `What the model wrote could not be kept in time, so the run was ended. ${written}`,
        canRetry: true,
      };
    case 'internal':
      return {
        title: 'Something went wrong in Flint',
        text: `The server's log has the details. ${written}`,
        canRetry: true,
      };
    default:
      return failure.code satisfies never;
  }
}

function budgetWords(spent: SpentBudget | undefined): Pick<FailureWords, 'title' | 'text'> {
  const isOwn = spent?.limit === 'session';
  const whose = isOwn ? 'this session' : 'this Flint';
  const fresh = 'At midnight, UTC, there are new ones. Demo costs none.';
  if (spent?.isCut) {
    return {
      title: 'The answer was cut where today’s tokens end',
      text: `There were too few left to ${whose} for all of it. ${written} ${fresh}`,
    };
  }
  const { leftTokens = 0, neededTokens = 0 } = spent ?? {};
  const left =
    leftTokens > 0
      ? `${inWords(leftTokens)} are left to ${whose}, and this needs ${inWords(neededTokens)} or more. `
      : '';
  if (leftTokens * 2 > neededTokens) {
    return {
      title: 'Too few tokens are left for today',
      text: `${left}Shorter files may do with less; another model does not. ${fresh}`,
    };
  }
  return {
    title: isOwn ? 'This session has used its tokens for today' : 'Flint’s tokens for today are used up',
    text: `${left}Another model does not help. ${written} ${fresh}`,
  };
}

function inWords(tokens: number): string {
  return tokens.toLocaleString('en-US');
}

/** The model's own name, of `provider/model`. */
function modelPart(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

function waitWords(retryAfterMs: number | undefined): string {
  if (retryAfterMs === undefined) return '';
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  if (seconds < 90) return ` ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  return ` about ${Math.round(seconds / 60)} minutes`;
}
