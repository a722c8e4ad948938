"""The fastest way between islands by ferry: Dijkstra's algorithm, with waiting times in it."""

from heapq import heappop, heappush

# From, to, hours at sea. Ferries go both ways.
FERRIES = [
    ("Piraeus", "Syros", 3.5),
    ("Piraeus", "Paros", 4.0),
    ("Piraeus", "Milos", 4.5),
    ("Syros", "Mykonos", 0.75),
    ("Syros", "Paros", 1.0),
    ("Mykonos", "Naxos", 1.25),
    ("Paros", "Naxos", 0.5),
    ("Naxos", "Amorgos", 2.0),
    ("Naxos", "Ios", 1.0),
    ("Ios", "Santorini", 0.75),
    ("Milos", "Santorini", 2.0),
    ("Amorgos", "Astypalaia", 1.5),
]
WAIT = 0.5  # Hours on the quay at each change.

START = "Piraeus"
GOALS = ["Santorini", "Mykonos", "Astypalaia"]


def neighbours(ferries):
    """For each island, where one gets from it and how long that takes."""
    ways = {}
    for here, there, hours in ferries:
        ways.setdefault(here, []).append((there, hours))
        ways.setdefault(there, []).append((here, hours))
    return ways


def fastest(ways, start, goal):
    """The hours to the goal and the islands on the way, or None when no ferry leads there."""
    waiting = [(0.0, [start])]
    seen = set()
    while waiting:
        hours, route = heappop(waiting)
        here = route[-1]
        if here == goal:
            return hours, route
        if here in seen:
            continue
        seen.add(here)
        pause = WAIT if len(route) > 1 else 0
        for there, at_sea in ways[here]:
            if there not in seen:
                heappush(waiting, (hours + pause + at_sea, [*route, there]))
    return None


def clock(hours):
    return f"{int(hours)} h {round(hours % 1 * 60):02} min"


ways = neighbours(FERRIES)
print(f"From {START}, {len(ways) - 1} islands in reach\n")

for goal in GOALS:
    found = fastest(ways, START, goal)
    if found is None:
        print(f"{goal:<12} no ferry goes there")
        continue
    hours, route = found
    print(f"{goal:<12} {clock(hours):>10}   {' → '.join(route)}")

print("\nAll of them, nearest first\n")
times = sorted((fastest(ways, START, island)[0], island) for island in ways if island != START)
for hours, island in times:
    print(f"{island:<12} {'▬' * round(hours * 2)} {clock(hours)}")
