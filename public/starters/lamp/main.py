"""The lamp: a small adventure. Say where to go and what to do, in one or two words."""

ROOMS = {
    "beach": {
        "text": "A beach, and the tide going out. The lighthouse above you is dark. A boat is on its way, and it is late.",
        "ways": {"up": "door", "east": "boathouse"},
        "things": [],
    },
    "boathouse": {
        "text": "The boathouse smells of tar. Something glints under the nets.",
        "ways": {"west": "beach"},
        "things": ["key", "oil"],
    },
    "door": {
        "text": "The door of the lighthouse. It is locked, and older than the lock.",
        "ways": {"down": "beach"},
        "things": [],
    },
    "stairs": {
        "text": "A hundred and twelve stairs. On the last one lies a box of matches.",
        "ways": {"down": "door", "up": "lamp room"},
        "things": ["matches"],
    },
    "lamp room": {
        "text": "The lamp room, all glass and night. The lamp is empty. Far out, a small light turns the wrong way.",
        "ways": {"down": "stairs"},
        "things": [],
    },
}
HELP = "You can: go up, go east, …; look; take key; bag; use key; quit."


def describe(room):
    print(f"\n{room['text']}")
    if room["things"]:
        print(f"Here: {', '.join(room['things'])}.")
    print(f"Ways: {', '.join(room['ways'])}.")


def use(thing, place, bag, lamp):
    """Uses a thing here and says what comes of it."""
    if thing not in bag:
        return f"You have no {thing}."
    if thing == "key" and place == "door":
        ROOMS["door"]["ways"]["in"] = "stairs"
        return "The lock thinks about it, then gives in. You can go in."
    if place == "lamp room" and thing == "oil":
        lamp.add("oil")
        return "The oil runs into the lamp, slowly, as if it had all night."
    if place == "lamp room" and thing == "matches":
        if "oil" not in lamp:
            return "The match burns down. There is nothing in the lamp to light."
        lamp.add("light")
        return "The wick takes the flame."
    return f"The {thing} is of no use here."


def play():
    place, bag, lamp, moves = "beach", [], set(), 0
    print("THE LAMP")
    print(HELP)
    describe(ROOMS[place])
    while "light" not in lamp:
        words = input("\n> ").lower().split()
        if not words:
            continue
        moves += 1
        verb, thing = words[0], words[-1]
        room = ROOMS[place]
        if verb == "quit":
            print("The boat will have to manage without you.")
            return
        if thing in room["ways"]:
            place = room["ways"][thing]
            describe(ROOMS[place])
        elif verb == "look":
            describe(room)
        elif verb == "take" and thing in room["things"]:
            room["things"].remove(thing)
            bag.append(thing)
            print(f"You take the {thing}.")
        elif verb == "bag":
            print(f"You carry: {', '.join(bag) or 'nothing'}.")
        elif verb == "use":
            print(use(thing, place, bag, lamp))
        else:
            print(f"That does not work here. {HELP}")
    print(f"\nLight goes round, over the sea. The boat turns. It took you {moves} moves.")


play()
