import type { LaneSituation } from './choose-lane.ts';

/** One instruction, the situation it is given in, and the lane that a person who knows both would choose. */
export interface LaneCase extends Partial<Omit<LaneSituation, 'instruction'>> {
  readonly instruction: string;
  readonly lane: 'fast' | 'deep';
}

/** A page of some size, with its style and its script beside it. */
const page = { files: 3, characters: 9_000 };
/** A program that has grown for an afternoon. */
const grown = { files: 14, characters: 90_000 };

/**
 * Sixty instructions as people give them, with the lane that suits them. Written before there was any policy, and not
 * changed to please it: what the policy gets wrong here stays wrong until the policy is better.
 */
export const laneTable: readonly LaneCase[] = [
  // Something new: it is there in seconds, and can be turned while it comes.
  { instruction: 'Make a snake game with a score and speed that grows', lane: 'fast' },
  { instruction: 'Make particle fireworks that start where I click', lane: 'fast' },
  { instruction: 'A pomodoro timer with a ring that empties', lane: 'fast' },
  { instruction: 'a piano I can play with the keyboard', lane: 'fast' },
  { instruction: 'landing page for a bakery, warm colours, three sections', lane: 'fast' },
  { instruction: 'Φτιάξε ένα ρολόι με δείκτες', lane: 'fast' },
  { instruction: 'φτιάξε μια σελίδα για ένα καφέ στη Θεσσαλονίκη', lane: 'fast' },
  { instruction: 'todo list', lane: 'fast' },
  { instruction: 'Draw the solar system in SVG with the planets moving', lane: 'fast' },
  // Small changes to what is there.
  { instruction: 'make the button blue', ...page, lane: 'fast' },
  { instruction: 'bigger title', ...page, lane: 'fast' },
  { instruction: 'Change the font to something rounder', ...page, lane: 'fast' },
  { instruction: 'Rename the game to Serpent', ...page, lane: 'fast' },
  { instruction: 'start slower, and make it 10% faster with each apple', ...page, lane: 'fast' },
  { instruction: 'add a pause key (space)', ...page, lane: 'fast' },
  { instruction: 'add a dark mode switch in the corner', ...page, lane: 'fast' },
  { instruction: 'center the card', ...page, lane: 'fast' },
  { instruction: 'fix the typo in the heading', ...page, lane: 'fast' },
  { instruction: 'Remove the shadow', ...page, lane: 'fast' },
  { instruction: 'play a short sound when a piece is captured', ...page, lane: 'fast' },
  { instruction: 'Show the score at the top right instead of the bottom', ...page, lane: 'fast' },
  { instruction: 'κάνε το φόντο πιο σκούρο', ...page, lane: 'fast' },
  { instruction: 'πρόσθεσε ένα κουμπί για επανεκκίνηση', ...page, lane: 'fast' },
  { instruction: 'άλλαξε τον τίτλο σε «Καλημέρα»', ...page, lane: 'fast' },
  { instruction: 'make it snow', ...page, lane: 'fast' },
  { instruction: 'translate the labels into Greek', ...page, lane: 'fast' },
  { instruction: 'Use localDate for the header', ...grown, lane: 'fast' },
  { instruction: 'make the toolbar sticky', ...grown, lane: 'fast' },
  { instruction: 'log the frame time', ...grown, lane: 'fast' },
  { instruction: 'inline this function', ...grown, selectedCharacters: 240, lane: 'fast' },
  { instruction: 'simplify', ...grown, selectedCharacters: 400, lane: 'fast' },
  { instruction: 'rewrite this without the loop', ...page, selectedCharacters: 180, lane: 'fast' },
  { instruction: 'the ball goes through the paddle sometimes, fix it', ...page, lane: 'fast' },
  { instruction: 'There is an error in the console: x is not defined. Fix it.', ...page, lane: 'fast' },
  { instruction: 'make everything a bit rounder', ...page, lane: 'fast' },
  // The whole of it anew, or with another shape.
  { instruction: 'Redesign the whole page', ...page, lane: 'deep' },
  { instruction: 'refactor everything into small modules', ...grown, lane: 'deep' },
  { instruction: 'Rewrite the app in TypeScript with proper types', ...grown, lane: 'deep' },
  { instruction: 'split this into components and lift the state up', ...grown, lane: 'deep' },
  { instruction: 'Turn the single page into a multi-page site with a shared layout', ...page, lane: 'deep' },
  { instruction: 'restructure the code so that the rules know nothing of the canvas', ...grown, lane: 'deep' },
  { instruction: 'ξανασχεδίασε όλη τη σελίδα από την αρχή', ...page, lane: 'deep' },
  { instruction: 'αναδιοργάνωσε τον κώδικα σε μικρότερα αρχεία', ...grown, lane: 'deep' },
  { instruction: 'Migrate from callbacks to async/await across all files', ...grown, lane: 'deep' },
  { instruction: 'Replace the physics with a proper engine that handles stacked boxes', ...grown, lane: 'deep' },
  // Finding out.
  { instruction: 'why does the snake turn into itself when I press two keys quickly?', ...page, lane: 'deep' },
  { instruction: 'Find out why it gets slower after a few minutes', ...grown, lane: 'deep' },
  { instruction: 'γιατί δεν λειτουργεί η αναζήτηση;', ...grown, lane: 'deep' },
  { instruction: 'find the memory leak', ...grown, lane: 'deep' },
  { instruction: 'Review the code for bugs and fix what you find', ...grown, lane: 'deep' },
  { instruction: 'make it twice as fast, profile it in your head first', ...grown, lane: 'deep' },
  // Hard to get right at once.
  {
    instruction:
      'Build a chess game with all the rules, castling and en passant, and an opponent that thinks three moves ahead',
    lane: 'deep',
  },
  {
    instruction:
      'A spreadsheet: cells A1 to Z100, formulas with references and ranges, SUM and AVERAGE, recalculated in the right order, circular references shown as errors, copy and paste of ranges, undo, and saving to a file',
    lane: 'deep',
  },
  {
    instruction:
      'Build a kanban board with columns that can be added, renamed and reordered, cards with labels, due dates and checklists, filters by label and by date, keyboard shortcuts for everything, an activity log, and import and export as JSON',
    lane: 'deep',
  },
  { instruction: 'write a compiler for a small language with functions and closures, with its tests', lane: 'deep' },
  { instruction: 'plan first, then add multiplayer', ...grown, lane: 'deep' },
  // It was tried, and did not work.
  { instruction: 'still broken, the pieces overlap', ...page, failedAttempts: 2, lane: 'deep' },
  { instruction: 'no, that is not it. The drag must not jump', ...page, failedAttempts: 3, lane: 'deep' },
  { instruction: 'δεν δουλεύει ακόμα, δοκίμασε αλλιώς', ...page, failedAttempts: 2, lane: 'deep' },
  { instruction: 'make the button green', ...page, failedAttempts: 1, lane: 'fast' },
];

/** Thirty more, written when the policy was there. It agreed with 18 of them when it first saw them, and learned from the others. */
export const laterLaneTable: readonly LaneCase[] = [
  { instruction: 'a breakout clone with lives', lane: 'fast' },
  { instruction: 'Markdown editor with live preview', lane: 'fast' },
  { instruction: 'calculator in the style of an old Casio', lane: 'fast' },
  { instruction: 'bouncing balls with gravity', lane: 'fast' },
  { instruction: 'δημιούργησε ένα κουίζ με πέντε ερωτήσεις', lane: 'fast' },
  { instruction: 'use a serif font', ...page, lane: 'fast' },
  { instruction: 'the header is too tall', ...page, lane: 'fast' },
  { instruction: 'swap the two columns', ...page, lane: 'fast' },
  { instruction: 'add a reset button next to start', ...page, lane: 'fast' },
  { instruction: 'more confetti', ...page, lane: 'fast' },
  { instruction: 'βάλε μεγαλύτερα γράμματα', ...page, lane: 'fast' },
  { instruction: 'use const instead of var', ...grown, lane: 'fast' },
  { instruction: 'add a comment above each function', ...grown, lane: 'fast' },
  { instruction: 'fix the off by one in the loop', ...grown, lane: 'fast' },
  { instruction: 'make the cards draggable', ...page, lane: 'fast' },
  { instruction: 'move all the styles into one file and remove what is not used', ...grown, lane: 'deep' },
  { instruction: 'the whole thing feels messy, clean it up', ...grown, lane: 'deep' },
  {
    instruction: 'turn this into a proper game with levels, a menu, high scores, sound and a pause screen',
    ...page,
    lane: 'deep',
  },
  { instruction: 'it crashes after level 3, find the reason', ...grown, lane: 'deep' },
  { instruction: 'what causes the flicker when I resize?', ...page, lane: 'deep' },
  { instruction: 'explain how the collision works and make it correct', ...grown, lane: 'deep' },
  { instruction: 'make this accessible: keyboard, screen readers, contrast, reduced motion', ...grown, lane: 'deep' },
  { instruction: 'port it to React', ...grown, lane: 'deep' },
  { instruction: 'write tests for everything', ...grown, lane: 'deep' },
  { instruction: 'design a plugin system', ...grown, lane: 'deep' },
  { instruction: 'ξαναγράψε το χωρίς βιβλιοθήκες', ...grown, lane: 'deep' },
  { instruction: 'κάνε το παιχνίδι για δύο παίκτες μέσω δικτύου', ...grown, lane: 'deep' },
  { instruction: 'improve the architecture', ...grown, lane: 'deep' },
  { instruction: 'implement A* pathfinding with a visual debugger and diagonal moves', ...page, lane: 'deep' },
  { instruction: 'why', ...page, lane: 'deep' },
];
