// The rules, with no page in sight: a board is a list of 16 numbers, 0 where it is empty.

export const SIZE = 4;

export function emptyBoard() {
  return Array(SIZE * SIZE).fill(0);
}

/** Puts a 2, seldom a 4, in an empty place. */
export function withNewTile(board) {
  const empty = board.flatMap((value, at) => (value === 0 ? [at] : []));
  const place = empty[Math.floor(Math.random() * empty.length)];
  return board.map((value, at) => (at === place ? (Math.random() < 0.9 ? 2 : 4) : value));
}

/** Moves everything one way. Returns the new board, what it earned and where numbers joined. */
export function move(board, direction) {
  const next = emptyBoard();
  const joined = new Set();
  let earned = 0;
  for (const line of linesOf(direction)) {
    const values = line.map((at) => board[at]).filter((value) => value !== 0);
    let to = 0;
    while (values.length > 0) {
      let value = values.shift();
      if (value === values[0]) {
        value += values.shift();
        earned += value;
        joined.add(line[to]);
      }
      next[line[to++]] = value;
    }
  }
  return { board: next, earned, joined, hasMoved: next.some((value, at) => value !== board[at]) };
}

export function isStuck(board) {
  return ['left', 'right', 'up', 'down'].every((direction) => !move(board, direction).hasMoved);
}

/** The places of each line, beginning at the wall that it moves to. */
function linesOf(direction) {
  const along = [...Array(SIZE).keys()];
  return along.map((line) => {
    const places = along.map((step) => (direction === 'left' || direction === 'right' ? line * SIZE + step : step * SIZE + line));
    return direction === 'right' || direction === 'down' ? places.reverse() : places;
  });
}
