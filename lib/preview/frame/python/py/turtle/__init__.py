"""
Turtle graphics on the page's canvas. The usual names of Python's own `turtle`, which needs the windows of a desktop.
"""

from ._screen import Screen, Shape, TurtleScreen, _Screen
from ._stage import Terminator, TurtleGraphicsError
from ._turtle import Pen, RawPen, RawTurtle, Turtle
from ._vec import Vec2D

_screen_names = [
    name for name in dir(_Screen) if not name.startswith('_') and callable(getattr(_Screen, name))
]
_turtle_names = [
    name for name in dir(Turtle) if not name.startswith('_') and callable(getattr(Turtle, name))
]
_first_turtle = None


def _turtle():
    global _first_turtle
    if _first_turtle is None:
        _first_turtle = Turtle()
    return _first_turtle


def _of_screen(name):
    def call(*arguments, **options):
        return getattr(Screen(), name)(*arguments, **options)

    call.__name__ = name
    call.__doc__ = getattr(_Screen, name).__doc__
    return call


def _of_turtle(name):
    def call(*arguments, **options):
        return getattr(_turtle(), name)(*arguments, **options)

    call.__name__ = name
    call.__doc__ = getattr(Turtle, name).__doc__
    return call


for _name in _screen_names:
    globals()[_name] = _of_screen(_name)
# Where both have a name (clear, reset, onclick), the turtle's is meant, as ever.
for _name in _turtle_names:
    globals()[_name] = _of_turtle(_name)
done = mainloop

__all__ = [
    *_screen_names,
    *_turtle_names,
    'done',
    'Pen',
    'RawPen',
    'RawTurtle',
    'Screen',
    'Shape',
    'Terminator',
    'Turtle',
    'TurtleGraphicsError',
    'TurtleScreen',
    'Vec2D',
]
