import type { LanguageModelV4FinishReason, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { EndReason, ModelEvent } from '../model-provider.ts';
import { ProviderError } from '../provider-error.ts';
import type { ChunkReader } from '../stream-answer.ts';
import { failureInFrame } from './wire-failure.ts';

/** Reads a model's full part stream: what each part means, and whether the vendor has said its own end. */
export function createPartReader(readError: (error: unknown) => ProviderError): ChunkReader<LanguageModelV4StreamPart> {
  let model: string | undefined;

  function read(part: LanguageModelV4StreamPart): readonly ModelEvent[] {
    switch (part.type) {
      case 'text-delta':
        return part.delta === '' ? [] : [{ type: 'text-delta', text: part.delta }];
      case 'reasoning-delta':
        return part.delta === '' ? [] : [{ type: 'thinking-delta', text: part.delta }];
      case 'response-metadata':
        model = part.modelId ?? model;
        return [];
      case 'raw': {
        const failure = failureInFrame(part.rawValue);
        if (failure) throw readError(failure);
        // Google names the model in each of its frames, and its package tells nobody.
        model ??= modelIn(part.rawValue);
        return [];
      }
      case 'error':
        throw readError(part.error);
      case 'finish':
        return finish(part);
      default:
        return [];
    }
  }

  function finish({
    finishReason,
    usage,
    providerMetadata,
  }: Extract<LanguageModelV4StreamPart, { type: 'finish' }>): readonly ModelEvent[] {
    const reason = endReason(finishReason, refusalIn(providerMetadata));
    const tier = tierIn(usage.raw);
    const [inputTokens, outputTokens] = [usage.inputTokens.total, usage.outputTokens.total];
    return [
      {
        type: 'usage',
        ...(inputTokens !== undefined && { inputTokens }),
        ...(outputTokens !== undefined && { outputTokens }),
        ...(usage.outputTokens.reasoning && { thoughtTokens: usage.outputTokens.reasoning }),
      },
      { type: 'end', reason, ...(model !== undefined && { model }), ...(tier !== undefined && { tier }) },
    ];
  }

  return {
    read,
    finish: () => [],
    closed() {
      throw withoutEnd();
    },
    hasEnded: () => false,
  };
}

/** The packages end their stream with `finish` also where the vendor never did: then they have no reason of the vendor's. */
function endReason({ unified, raw }: LanguageModelV4FinishReason, refusal: string | undefined): EndReason {
  if (raw === undefined || unified === 'interrupted') throw withoutEnd();
  switch (unified) {
    case 'stop':
    case 'tool-calls':
      return 'complete';
    case 'length':
      return 'length';
    case 'content-filter':
      if (refusal !== undefined) throw new ProviderError('refused', refusal);
      return 'content-filter';
    case 'error':
      throw new ProviderError('overloaded', `The provider broke its answer off: ${raw}`);
    case 'other':
      throw new ProviderError('protocol', `The provider broke its answer off: ${raw}`);
    default:
      return unified satisfies never;
  }
}

function withoutEnd(): ProviderError {
  return new ProviderError('protocol', "The stream was over without the provider's own end.");
}

/** Anthropic's words for declining. */
function refusalIn(metadata: unknown): string | undefined {
  const details = fieldOf(fieldOf(metadata, 'anthropic'), 'stopDetails');
  const explanation = fieldOf(details, 'explanation');
  return typeof explanation === 'string' && explanation !== '' ? explanation : undefined;
}

/** Vendors tell with the usage how they really served it. */
function tierIn(usage: unknown): string | undefined {
  const tier = fieldOf(usage, 'service_tier') ?? fieldOf(usage, 'serviceTier');
  return typeof tier === 'string' ? tier : undefined;
}

function modelIn(frame: unknown): string | undefined {
  const model = fieldOf(frame, 'modelVersion');
  return typeof model === 'string' ? model : undefined;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
