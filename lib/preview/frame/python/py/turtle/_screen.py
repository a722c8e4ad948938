"""The screen that turtles draw on."""

import flint_runner

from ._colors import read_color, show_color
from ._stage import Stage, Terminator, TurtleGraphicsError

_shape_names = ['arrow', 'blank', 'circle', 'classic', 'square', 'triangle', 'turtle']
_keys = {
    'space': ' ', 'Up': 'ArrowUp', 'Down': 'ArrowDown', 'Left': 'ArrowLeft', 'Right': 'ArrowRight',
    'Return': 'Enter', 'Prior': 'PageUp', 'Next': 'PageDown', 'BackSpace': 'Backspace', 'Shift_L': 'Shift',
    'Shift_R': 'Shift', 'Control_L': 'Control', 'Control_R': 'Control', 'KP_Enter': 'Enter',
    'plus': '+', 'minus': '-', 'comma': ',', 'period': '.', 'slash': '/',
}  # fmt: skip


class Shape:
    """A turtle's outline: 'polygon' with points, or 'compound' with polygons of their own colours."""

    def __init__(self, type_, data=None):
        if type_ not in ('polygon', 'compound'):
            raise TurtleGraphicsError(f'There is no shape type {type_} here: polygon and compound are')
        self._type = type_
        self._parts = [] if type_ == 'compound' else [[[list(point) for point in data], None, None]]

    def addcomponent(self, poly, fill, outline=None):
        if self._type != 'compound':
            raise TurtleGraphicsError('Cannot add component to polygon shape')
        self._parts.append([[list(point) for point in poly], fill, fill if outline is None else outline])


class TurtleScreen:
    """One screen; its turtles live on it."""

    def __init__(self, *_arguments):
        self._stage = Stage()
        self._turtles = []
        self._shapes = list(_shape_names)
        self._mode = 'standard'
        self._colormode = 1.0
        self._ground = 'white'
        self._size = (800, 600)
        self._named_shapes = 0

    def bgcolor(self, *color):
        if not color:
            return show_color(self._ground, self._colormode)
        self._ground = read_color(color[0] if len(color) == 1 else color, self._colormode)
        self._stage.tell('ground', self._ground)

    def bgpic(self, picname=None):
        if picname is None:
            return 'nopic'
        if picname != 'nopic':
            raise TurtleGraphicsError('bgpic: a session has no pictures that a screen could show')

    def clear(self):
        """Takes all turtles away, and all that they drew."""
        self._stage.tell('wipe')
        self._turtles.clear()
        self._stage._handlers.clear()
        self._stage.tracing = 1
        self.bgcolor('white')

    def reset(self):
        for turtle in self._turtles:
            turtle.reset()

    clearscreen = clear
    resetscreen = reset

    def colormode(self, cmode=None):
        if cmode is None:
            return self._colormode
        if cmode == 1.0:
            self._colormode = 1.0
        elif cmode == 255:
            self._colormode = 255

    def delay(self, delay=None):
        if delay is None:
            return self._stage.delay_ms
        self._stage.delay_ms = max(0, int(delay))

    def mode(self, mode=None):
        if mode is None:
            return self._mode
        if mode not in ('standard', 'logo', 'world'):
            raise TurtleGraphicsError(f'No turtle-graphics-mode {mode}')
        self._mode = mode
        self.reset()

    def setworldcoordinates(self, llx, lly, urx, ury):
        self.mode('world')
        self._stage.tell('world', llx, lly, urx, ury)

    def tracer(self, n=None, delay=None):
        if n is None:
            return self._stage.tracing
        self._stage.tracing = int(n)
        if delay is not None:
            self.delay(delay)
        if n:
            self.update()

    def update(self):
        self._stage.flush()
        self._stage.take_events()
        if self._stage.is_closed:
            raise Terminator

    def setup(self, width=0.5, height=0.75, startx=None, starty=None):
        full = (1_600, 800)
        sizes = (size if size > 1 else size * whole for size, whole in zip((width, height), full))
        self._size = tuple(round(size) for size in sizes)
        self._stage.tell('size', *self._size)

    def screensize(self, canvwidth=None, canvheight=None, bg=None):
        if bg is not None:
            self.bgcolor(bg)
        if canvwidth is None and canvheight is None and bg is None:
            return self._size

    def window_width(self):
        return self._size[0]

    def window_height(self):
        return self._size[1]

    def title(self, titlestring):
        self._stage.tell('title', str(titlestring))

    def getcanvas(self):
        return self

    def getshapes(self):
        return sorted(self._shapes)

    def register_shape(self, name, shape=None):
        if shape is None:
            raise TurtleGraphicsError('register_shape: a session has no pictures; give it the points of a polygon')
        if not isinstance(shape, Shape):
            shape = Shape('polygon', shape)
        parts = [
            [points, *(None if color is None else read_color(color, self._colormode) for color in colors)]
            for points, *colors in shape._parts
        ]
        self._shapes.append(name)
        self._stage.tell('shape', name, parts)

    addshape = register_shape

    def turtles(self):
        return list(self._turtles)

    def listen(self, xdummy=None, ydummy=None):
        """The page hears the keyboard as soon as the canvas has the focus, which this asks for."""
        self._stage.tell('listen')

    def onkeypress(self, fun, key=None):
        self._stage.on('keydown', None if key is None else _keys.get(key, key), fun)

    def onkeyrelease(self, fun, key):
        self._stage.on('keyup', _keys.get(key, key), fun)

    onkey = onkeyrelease

    def onclick(self, fun, btn=1, add=None):
        self._stage.on('click', btn, fun, adds=bool(add))

    onscreenclick = onclick

    def ontimer(self, fun, t=0):
        self._stage.after(t, fun)

    def textinput(self, title, prompt):
        return self._ask(title, prompt)

    def numinput(self, title, prompt, default=None, minval=None, maxval=None):
        while True:
            text = self._ask(title, prompt if default is None else f'{prompt} [{default}]')
            if text == '' and default is not None:
                return float(default)
            try:
                number = float(text)
            except ValueError:
                print('That is not a number.')
                continue
            if (minval is None or number >= minval) and (maxval is None or number <= maxval):
                return number
            print(f'A number from {minval} to {maxval}, please.' if maxval is not None else f'At least {minval}.')

    def _ask(self, title, prompt):
        self._stage.flush()
        return flint_runner.ask(f'{title}: {prompt.rstrip()} ')

    def mainloop(self):
        self._stage.main_loop()

    def exitonclick(self):
        self.onclick(lambda _x, _y: self.bye())
        self._stage.main_loop()

    def bye(self):
        self._stage.close()


class _Screen(TurtleScreen):
    pass


_the_screen = None


def Screen():
    """The one screen of the program."""
    global _the_screen
    if _the_screen is None:
        _the_screen = _Screen()
    return _the_screen
