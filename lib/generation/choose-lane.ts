import type { LaneReason } from '../session/session-event.ts';

/** What is known when a lane has to be chosen: before anything was asked of a model. */
export interface LaneSituation {
  readonly instruction: string;
  /** How many files with text in them there are, and how many characters they hold together. */
  readonly files: number;
  readonly characters: number;
  /** How much is selected, where the instruction is about a selection. */
  readonly selectedCharacters: number;
  /** How many of the runs just before this one failed, or were taken back. */
  readonly failedAttempts: number;
}

/** A lane, and why in one word; the page has more words for it. */
export interface LaneChoice {
  readonly lane: 'fast' | 'deep';
  readonly reason: LaneReason;
}

/** From here on it is the deep lane's. */
const deepFrom = 2;

/** A program this large is not reworked in one quick answer. */
const largeCharacters = 40_000;

/** A selection up to this size is a small change, whatever is asked of it. */
const smallSelection = 2_000;

/** What is listened for stands at the beginning; the rest is often pasted text. */
const heardCharacters = 2_000;

/** An instruction with so many parts, and so long, describes a whole product. */
const manyParts = 5;
const longInstruction = 65;

interface Signal {
  readonly reason: LaneReason;
  readonly weight: number;
  readonly pattern: RegExp;
}

/**
 * What words say, in English and in Greek without its accents. A weight of 2 is enough by itself; what weighs 1 is only
 * enough together with something else, or in a large program.
 */
const signals: readonly Signal[] = [
  {
    reason: 'asks-why',
    weight: 2,
    pattern:
      /\b(why|how come|find out|figure out|investigate|(root )?causes?|(find|what is) the (reason|cause|bug|mistake|problem|culprit)|diagnose|debug|explain|(memory|event|listener) leaks?)\b|(?<!\p{L})(γιατι|τι φταιει|τι προκαλει|εξηγησε|διερευνησε|βρες (το |την )?(λαθος|προβλημα|αιτια))(?!\p{L})/u,
  },
  {
    reason: 'asks-why',
    weight: 2,
    pattern: /\b(review|audit|analy[sz]e) (the |my |all |this |our )*(code|app|program|project|files?)\b/u,
  },
  {
    reason: 'rework',
    weight: 2,
    pattern:
      /\b(redesign|re-design|rework|rebuild the|refactor|rearchitect|restructure|reorgani[sz]e|overhaul|rethink|migrate|modulari[sz]e|clean (it|this|everything|the code) up|clean up|tidy up|architecture|port (it|this|everything)|from scratch|start over|split\b.*\binto|rewrite (the|it|this|all|everything|my))\b/u,
  },
  {
    reason: 'rework',
    weight: 2,
    pattern:
      /(?<!\p{L})(ξανασχεδιασ|ξαναγραψ|συμμαζεψ|αρχιτεκτονικη|αναδιοργανω|αναδομησ|αναδιαρθρω|αναμορφω|μετεγραψ)|απο την αρχη|χωρισε .*σε .*(αρχεια|κομματια|μερη)/u,
  },
  {
    reason: 'rework',
    weight: 1,
    pattern:
      /\b(convert|port|upgrade|replace\b.*\b(everywhere|engine|system|library|framework|architecture)|turn\b.*\binto|separate|extract)\b|(?<!\p{L})(μετατρεψε|αντικαταστησε)/u,
  },
  {
    reason: 'plan',
    weight: 2,
    pattern:
      /\b(plan (it |this )?(first|before)|think (it|this) through|step by step|think hard|carefully design)\b|(?<!\p{L})(σχεδιασε πρωτα|σκεψου (πρωτα|καλα)|βημα βημα)/u,
  },
  {
    reason: 'hard',
    weight: 2,
    pattern:
      /\b(compiler|interpreter|type checker|multiplayer|over the network|real-?time collaboration|physics engine|ray ?tracer|emulator|path ?finding|plugin system|state machine|(write|add) (unit )?tests)\b|(?<!\p{L})(μεταγλωττιστη|διερμηνεα|πολλους παικτες|δικτυου|δοκιμες για)/u,
  },
  {
    reason: 'hard',
    weight: 1,
    pattern:
      /\b(optimi[sz]e|performance|accessib(le|ility)|secur(e|ity)|unused|not used|(twice|\d+x|\d+ times|much) (as fast|faster)|algorithm|multi-(page|user|step|file))\b|(?<!\p{L})(βελτιστοποιησε|αποδοση|αλγοριθμο)/u,
  },
  {
    reason: 'broad',
    weight: 1,
    pattern:
      /\b(all|every|whole|entire|across|throughout)( of)?( the| my| our)? (files?|styles?|code|codebase|thing|app|application|project|site|page|pages|modules?|components?)\b|\beverywhere\b|(?<!\p{L})(ολα τα αρχεια|ολο τον κωδικα|ολη την? (σελιδα|εφαρμογη)|παντου)(?!\p{L})/u,
  },
];

/** What people say of something that was tried and is not right yet. */
const complaint =
  /\b(still|again|not (it|right|working|what)|does ?n[o']?t work|wrong|broken)\b|(?<!\p{L})(ακομα|παλι|λαθος|δεν (δουλευει|λειτουργει|ειναι αυτο))(?!\p{L})/u;

/**
 * Chooses the lane for a run that was asked for with `auto`. Fast is the rule, because it can be turned while it writes;
 * Deep is for what has to be thought about as a whole: rework, looking for causes, a product in one instruction, something
 * that was tried and did not come out. Pure, and quick enough to stand in nobody's way.
 */
export function chooseLane(situation: LaneSituation): LaneChoice {
  const { files, characters, selectedCharacters, failedAttempts } = situation;
  const text = plain(situation.instruction.slice(0, heardCharacters));
  if (failedAttempts >= 2 || (failedAttempts === 1 && complaint.test(text))) {
    return { lane: 'deep', reason: 'tried-before' };
  }
  const heard = signals.filter(({ pattern }) => pattern.test(text));
  const isSmallSelection = selectedCharacters > 0 && selectedCharacters <= smallSelection;
  if (isSmallSelection && !heard.some(({ reason }) => reason === 'asks-why' || reason === 'plan')) {
    return { lane: 'fast', reason: 'selection' };
  }
  const weight = heard.reduce((sum, signal) => sum + signal.weight, 0);
  const [first] = heard.toSorted((a, b) => b.weight - a.weight);
  if (first && weight + (characters >= largeCharacters ? 1 : 0) >= deepFrom) {
    return { lane: 'deep', reason: first.reason };
  }
  if (text.length >= longInstruction && partsOf(text) >= manyParts) return { lane: 'deep', reason: 'many-parts' };
  return { lane: 'fast', reason: files === 0 || characters === 0 ? 'new-program' : 'small-change' };
}

/** Lower case, without accents, so that `Γιατί` and `γιατι` are one word. */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** How many things are asked for: what stands between commas, `and`s and full stops. */
function partsOf(text: string): number {
  return text.split(/[,;.:]+ |\n| and | with | και | με /).filter((part) => part.trim() !== '').length;
}
