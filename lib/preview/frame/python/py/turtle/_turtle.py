"""A turtle: it moves, and its pen draws."""

import copy
import math

from ._colors import read_color
from ._motion import Motion
from ._pen import Look
from ._screen import Screen
from ._vec import Vec2D


class RawTurtle(Motion, Look):
    """A turtle on a screen of one's own choice."""

    _count = 0

    def __init__(self, canvas=None, shape='classic', undobuffersize=1_000, visible=True):
        Motion.__init__(self)
        Look.__init__(self)
        self.screen = canvas if canvas is not None else Screen()
        self._stage = self.screen._stage
        self._most_undone = undobuffersize or 0
        self._shape = shape
        self._is_shown = visible
        self._begin()

    def _begin(self):
        RawTurtle._count += 1
        self._id = RawTurtle._count
        self._set_mode(self.screen.mode())
        self._filling = None
        self._polygon = None
        self._poly = None
        self._stamps = []
        self._marks = 0
        self._past = []
        self.screen._turtles.append(self)
        self._stage.tell('place', self._id, *self._position, self._angle())
        self._looks_changed()

    # --- moving ---

    def _go_to(self, end):
        self._remember()
        start, self._position = self._position, Vec2D(float(end[0]), float(end[1]))
        self._follow([self._position])
        pen = [self._pen, self._width] if self._is_down else None
        self._marks += 1 if pen else 0
        self._stage.tell('go', self._id, *self._position, pen, ms=self._time_of(abs(self._position - start)))

    def _turn(self, degrees):
        self._remember()
        Motion._turn(self, degrees)
        ms = 0
        if self._speed and self._stage.updated():
            ms = (1 + int(abs(degrees) / (3.0 * self._speed))) * self._stage.delay_ms
        self._stage.tell('turn', self._id, degrees, self._angle(), ms=ms)

    def teleport(self, x=None, y=None, *, fill_gap=False):
        """To another place, without a line."""
        self._remember()
        end = Vec2D(self.xcor() if x is None else x, self.ycor() if y is None else y)
        self._position = end
        if self._filling is not None and not fill_gap:
            color = self._fill
            self.end_fill()
            self._fill = color
            self.begin_fill()
        self._stage.tell('place', self._id, *end, self._angle())

    def circle(self, radius, extent=None, steps=None):
        """A circle, or an arc of it; with `steps` a polygon of so many sides."""
        extent = self._full if extent is None else extent
        share = abs(extent) / self._full
        steps = 1 + int(min(11 + abs(radius) / 6.0, 59.0) * share) if steps is None else steps
        turn = extent * 360.0 / self._full / steps
        length = 2.0 * radius * math.sin(math.radians(turn / 2))
        if radius < 0:
            length, turn = -length, -turn
        self._remember()
        points = []
        self._direction = self._direction.rotate(turn / 2)
        for _ in range(steps):
            self._position = self._position + self._direction * length
            points.append(self._position)
            self._direction = self._direction.rotate(turn)
        self._direction = self._direction.rotate(-turn / 2)
        self._follow(points)
        pen = [self._pen, self._width] if self._is_down else None
        self._marks += 1 if pen else 0
        ms = self._time_of(abs(length)) * steps
        self._stage.tell('path', self._id, [list(point) for point in points], turn, self._angle(), pen, ms=ms)

    def _time_of(self, length):
        if not self._speed or not self._stage.updated():
            return 0
        return (1 + int(length / (3 * 1.1**self._speed * self._speed))) * self._stage.delay_ms

    def _follow(self, points):
        for corners in (self._filling, self._polygon):
            if corners is not None:
                corners.extend(points)

    # --- drawing ---

    def begin_fill(self):
        self._remember()
        self._filling = [self._position]
        self._marks += 1
        self._stage.tell('fill', self._id)

    def end_fill(self):
        if self._filling is None:
            return
        self._remember()
        corners, self._filling = self._filling, None
        if len(corners) > 2:
            self._stage.tell('filled', self._id, self._fill, [list(corner) for corner in corners])

    def filling(self):
        return self._filling is not None

    def begin_poly(self):
        self._polygon = [self._position]

    def end_poly(self):
        self._poly, self._polygon = tuple(self._polygon or ()), None

    def get_poly(self):
        return self._poly

    def dot(self, size=None, *color):
        self._remember()
        if not color and not isinstance(size, (int, float, type(None))):
            size, color = None, (size,)
        size = max(self._width + 4, self._width * 2) if size is None else size
        paint = read_color(color[0] if len(color) == 1 else color, self._colormode()) if color else self._pen
        self._marks += 1
        self._stage.tell('dot', self._id, *self._position, size, paint)

    def write(self, arg, move=False, align='left', font=('Arial', 8, 'normal')):
        self._remember()
        text = str(arg)
        self._marks += 1
        self._stage.tell('write', self._id, *self._position, text, self._pen, align.lower(), list(font))
        if move:
            width = len(text) * float(font[1] if len(font) > 1 else 8) * 0.7
            self._go_to(self._position + Vec2D({'left': width, 'center': width / 2}.get(align.lower(), 0.0), 0.0))

    def stamp(self):
        self._remember()
        self._marks += 1
        RawTurtle._count += 1
        self._stamps.append(RawTurtle._count)
        self._stage.tell('stamp', self._id, RawTurtle._count)
        return RawTurtle._count

    def clearstamp(self, stampid):
        if stampid in self._stamps:
            self._stamps.remove(stampid)
            self._stage.tell('unstamp', self._id, stampid)

    def clearstamps(self, n=None):
        for stamp in list(self._stamps if n is None else self._stamps[:n] if n >= 0 else self._stamps[n:]):
            self.clearstamp(stamp)

    def clear(self):
        self._marks = 0
        self._past.clear()
        self._stamps.clear()
        self._stage.tell('clear', self._id)

    def reset(self):
        self.clear()
        Motion.__init__(self)
        shape = self._shape
        Look.__init__(self)
        self._shape = shape
        self._set_mode(self.screen.mode())
        self._filling = None
        self._stage.tell('place', self._id, *self._position, self._angle())
        self._looks_changed()

    # --- taking back ---

    def undo(self):
        if not self._past:
            return
        marks, state = self._past.pop()
        if marks < self._marks:
            self._stage.tell('erase', self._id, self._marks - marks)
        self._marks = marks
        self.__dict__.update(state)
        self._stage.tell('place', self._id, *self._position, self._angle())
        self._looks_changed()

    def setundobuffer(self, size):
        self._most_undone = size or 0
        self._past = self._past[-self._most_undone :] if self._most_undone else []

    def undobufferentries(self):
        return len(self._past)

    def _remember(self):
        if not self._most_undone:
            return
        names = ('_position', '_direction', '_pen', '_fill', '_width', '_is_down', '_is_shown')
        self._past.append((self._marks, {name: getattr(self, name) for name in names}))
        if len(self._past) > self._most_undone:
            del self._past[0]

    # --- itself ---

    def clone(self):
        twin = copy.copy(self)
        twin._begin_as(self)
        return twin

    def _begin_as(self, other):
        direction = other._direction
        self._begin()
        self._direction = direction
        self._stage.tell('place', self._id, *self._position, self._angle())

    def getscreen(self):
        return self.screen

    def getturtle(self):
        return self

    getpen = getturtle

    def onclick(self, fun, btn=1, add=None):
        self._stage.on('turtle-click', f'{self._id} {btn}', fun, adds=bool(add))

    def onrelease(self, fun, btn=1, add=None):
        self._stage.on('turtle-release', f'{self._id} {btn}', fun, adds=bool(add))

    def ondrag(self, fun, btn=1, add=None):
        self._stage.on('turtle-drag', f'{self._id} {btn}', fun, adds=bool(add))

    def _looks_changed(self):
        self._stage.tell('look', self._id, *self._look())


class Turtle(RawTurtle):
    """A turtle on the one screen."""

    def __init__(self, shape='classic', undobuffersize=1_000, visible=True):
        RawTurtle.__init__(self, Screen(), shape, undobuffersize, visible)


Pen = Turtle
RawPen = RawTurtle
