import type { DemoProgram } from './program.ts';

const script = `# Flint Demo: maze
"""Grows a maze at random and finds the shortest way through it."""

from collections import deque
from dataclasses import dataclass
from random import Random

TITLE = "A maze and the way out"
COLUMNS = 20
ROWS = 10
SEED = 7

Cell = tuple[int, int]


@dataclass(frozen=True)
class Maze:
    """A rectangle of cells; two neighbours are connected where there is no wall between them."""

    columns: int
    rows: int
    passages: frozenset[frozenset[Cell]]

    def is_open(self, a: Cell, b: Cell) -> bool:
        return frozenset((a, b)) in self.passages

    def neighbours(self, cell: Cell) -> list[Cell]:
        column, row = cell
        around = [(column + 1, row), (column, row + 1), (column - 1, row), (column, row - 1)]
        return [(x, y) for x, y in around if 0 <= x < self.columns and 0 <= y < self.rows]


def grow(columns: int, rows: int, random: Random) -> Maze:
    """Walks at random to cells that were not visited yet, and steps back at a dead end."""
    empty = Maze(columns, rows, frozenset())
    start = (0, 0)
    visited = {start}
    trail = [start]
    passages: set[frozenset[Cell]] = set()
    while trail:
        here = trail[-1]
        choices = [cell for cell in empty.neighbours(here) if cell not in visited]
        if not choices:
            trail.pop()
            continue
        there = random.choice(choices)
        passages.add(frozenset((here, there)))
        visited.add(there)
        trail.append(there)
    return Maze(columns, rows, frozenset(passages))


def solve(maze: Maze, start: Cell, goal: Cell) -> list[Cell]:
    """The shortest way, by looking at all cells in the order of their distance."""
    came_from: dict[Cell, Cell | None] = {start: None}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == goal:
            break
        for there in maze.neighbours(here):
            if there not in came_from and maze.is_open(here, there):
                came_from[there] = here
                queue.append(there)
    way: list[Cell] = []
    cell: Cell | None = goal
    while cell is not None:
        way.append(cell)
        cell = came_from[cell]
    return way[::-1]


def draw(maze: Maze, way: list[Cell]) -> str:
    """The maze in plain characters, with the way as dots."""
    on_way = set(way)
    lines = ["+" + "---+" * maze.columns]
    for row in range(maze.rows):
        middle = "|"
        below = "+"
        for column in range(maze.columns):
            cell = (column, row)
            middle += " . " if cell in on_way else "   "
            middle += " " if maze.is_open(cell, (column + 1, row)) else "|"
            below += ("   " if maze.is_open(cell, (column, row + 1)) else "---") + "+"
        lines += [middle, below]
    return "\\n".join(lines)


def count_dead_ends(maze: Maze) -> int:
    """Cells with one passage only."""
    cells = [(column, row) for column in range(maze.columns) for row in range(maze.rows)]
    return sum(
        1
        for cell in cells
        if sum(maze.is_open(cell, other) for other in maze.neighbours(cell)) == 1
    )


def main() -> None:
    maze = grow(COLUMNS, ROWS, Random(SEED))
    way = solve(maze, (0, 0), (COLUMNS - 1, ROWS - 1))
    print(TITLE)
    print()
    print(draw(maze, way))
    print()
    print(f"{COLUMNS} by {ROWS} cells, {count_dead_ends(maze)} dead ends")
    print(f"The way out takes {len(way) - 1} steps")


if __name__ == "__main__":
    main()
`;

export const maze: DemoProgram = {
  id: 'maze',
  title: 'A maze and the way out',
  summary: 'a maze in Python',
  keywords: {
    python: 7,
    maze: 6,
    labyrinth: 5,
    'py script': 4,
    algorithm: 3,
    pathfinding: 4,
    λαβυρινθοσ: 6,
    script: 1,
  },
  files: { 'main.py': script },
  parameters: [
    { kind: 'number', property: '--columns', words: ['column', 'wide'], least: 2, most: 60, isWhole: true },
    { kind: 'number', property: '--rows', words: ['row', 'high', 'tall'], least: 2, most: 40, isWhole: true },
    { kind: 'number', property: '--seed', words: ['seed'], least: 0, most: 1_000_000, isWhole: true },
  ],
};
