"""Where a turtle is and which way it looks: everything that needs no pen."""

import math

from ._vec import Vec2D


class Motion:
    """A place and a heading. Subclasses say what moving and turning look like."""

    def __init__(self):
        self._position = Vec2D(0.0, 0.0)
        self._direction = Vec2D(1.0, 0.0)
        self._full = 360.0
        self._set_mode('standard')

    def _set_mode(self, mode):
        self._is_logo = mode == 'logo'
        self._direction = Vec2D(0.0, 1.0) if self._is_logo else Vec2D(1.0, 0.0)

    def degrees(self, fullcircle=360.0):
        self._full = float(fullcircle)

    def radians(self):
        self._full = math.tau

    def forward(self, distance):
        self._go_to(self._position + self._direction * distance)

    fd = forward

    def back(self, distance):
        self.forward(-distance)

    bk = backward = back

    def left(self, angle):
        self._turn(angle * 360.0 / self._full)

    lt = left

    def right(self, angle):
        self.left(-angle)

    rt = right

    def position(self):
        return self._position

    pos = position

    def xcor(self):
        return self._position[0]

    def ycor(self):
        return self._position[1]

    def goto(self, x, y=None):
        self._go_to(_point(x, y))

    setpos = setposition = goto

    def setx(self, x):
        self._go_to(Vec2D(x, self._position[1]))

    def sety(self, y):
        self._go_to(Vec2D(self._position[0], y))

    def home(self):
        self._go_to(Vec2D(0.0, 0.0))
        self.setheading(0)

    def distance(self, x, y=None):
        return abs(_point(x, y) - self._position)

    def towards(self, x, y=None):
        return self._told(_point(x, y) - self._position)

    def heading(self):
        return self._told(self._direction)

    def setheading(self, to_angle):
        turn = (to_angle - self.heading()) * (-1 if self._is_logo else 1)
        half = self._full / 2
        self.left((turn + half) % self._full - half)

    seth = setheading

    def _told(self, direction):
        """The angle of a direction as the program counts angles."""
        degrees = round(math.degrees(math.atan2(direction[1], direction[0])), 10) % 360.0
        if self._is_logo:
            degrees = (90.0 - degrees) % 360.0
        return degrees * self._full / 360.0 % self._full

    def _angle(self):
        """The heading for the page: degrees, counterclockwise from the east."""
        return round(math.degrees(math.atan2(self._direction[1], self._direction[0])), 6)

    def _go_to(self, end):
        self._position = end

    def _turn(self, degrees):
        self._direction = self._direction.rotate(degrees)


def _point(x, y):
    return Vec2D(*x) if y is None else Vec2D(x, y)
