/** How mending by itself stands. */
export interface AutoFix {
  readonly isOn: boolean;
  /** How often it was tried in a row without success. */
  readonly tries: number;
}

/** A model that could not mend it twice will not the third time, and every time costs. */
export const mostTries = 2;

export type AutoFixEvent =
  /** A fix was begun by itself. */
  | 'tried'
  /** After a run, the program runs without a problem. */
  | 'well'
  /** A person asked for something themselves. */
  | 'asked'
  | 'turned-on'
  | 'turned-off';

/** What an event makes of it. The tries are counted over all problems: a fix that breaks something else is no success. */
export function nextAutoFix(state: AutoFix, event: AutoFixEvent): AutoFix {
  switch (event) {
    case 'tried':
      return { ...state, tries: state.tries + 1 };
    case 'well':
    case 'asked':
      return state.tries === 0 ? state : { ...state, tries: 0 };
    case 'turned-on':
      return { isOn: true, tries: 0 };
    case 'turned-off':
      return { isOn: false, tries: 0 };
    default:
      return event satisfies never;
  }
}

/** Whether it may be tried once more. */
export function mayTry({ isOn, tries }: AutoFix): boolean {
  return isOn && tries < mostTries;
}

/** Whether it was tried as often as it may be. */
export function hasGivenUp({ isOn, tries }: AutoFix): boolean {
  return isOn && tries >= mostTries;
}
