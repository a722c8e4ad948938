import { planModules } from './plan-modules.ts';
import { planPage } from './plan-page.ts';
import { planPython } from './plan-python.ts';
import { planText } from './plan-text.ts';
import type { PreviewInput, PreviewPlan, Shown } from './preview-step.ts';
import { kindOf } from './program-kind.ts';

/**
 * Decides how the frame gets from what it shows to what the session is now. Each kind of program has a planner of its
 * own; whether half-written code is worth running is decided in these and nowhere else.
 */
export function planPreview(shown: Shown | null, input: PreviewInput): PreviewPlan {
  if (!input.entry) return { steps: shown ? [{ do: 'clear' }] : [], shown: null };
  const entry = { ...input, entry: input.entry };
  const kind = kindOf(input.entry.path);
  switch (kind) {
    case 'page':
      return planPage(shown, entry);
    case 'modules':
      return planModules(shown, entry);
    case 'python':
      return planPython(shown, entry);
    case 'markdown':
    case 'json':
    case 'drawing':
      return planText(kind, shown, entry);
    case null:
      return { steps: shown ? [{ do: 'clear' }] : [], shown: null };
    default:
      return kind satisfies never;
  }
}
