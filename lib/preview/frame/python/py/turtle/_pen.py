"""How a turtle and its line look."""

from ._colors import read_color, show_color
from ._stage import TurtleGraphicsError

_speeds = {'fastest': 0, 'fast': 10, 'normal': 6, 'slow': 3, 'slowest': 1}


class Look:
    """Pen, colours and shape. Subclasses say what happens when they change."""

    def __init__(self):
        self._is_down = True
        self._is_shown = True
        self._width = 1
        self._speed = 3
        self._pen = 'black'
        self._fill = 'black'
        self._shape = 'classic'
        self._stretch = (1.0, 1.0, 1)
        self._tilt = 0.0
        self._resizemode = 'noresize'

    def penup(self):
        self.pen(pendown=False)

    pu = up = penup

    def pendown(self):
        self.pen(pendown=True)

    pd = down = pendown

    def isdown(self):
        return self._is_down

    def pensize(self, width=None):
        if width is None:
            return self._width
        self.pen(pensize=width)

    width = pensize

    def speed(self, speed=None):
        if speed is None:
            return self._speed
        speed = _speeds.get(speed, speed)
        self.pen(speed=round(speed) if 0.5 < speed < 10.5 else 0)

    def color(self, *colors):
        if not colors:
            return self.pencolor(), self.fillcolor()
        pen, fill = colors if len(colors) == 2 else (colors[0] if len(colors) == 1 else colors,) * 2
        self.pen(pencolor=pen, fillcolor=fill)

    def pencolor(self, *color):
        if not color:
            return show_color(self._pen, self._colormode())
        self.pen(pencolor=color[0] if len(color) == 1 else color)

    def fillcolor(self, *color):
        if not color:
            return show_color(self._fill, self._colormode())
        self.pen(fillcolor=color[0] if len(color) == 1 else color)

    def showturtle(self):
        self.pen(shown=True)

    st = showturtle

    def hideturtle(self):
        self.pen(shown=False)

    ht = hideturtle

    def isvisible(self):
        return self._is_shown

    def shape(self, name=None):
        if name is None:
            return self._shape
        if name not in self.screen.getshapes():
            raise TurtleGraphicsError(f'There is no shape named {name}')
        self._shape = name
        self._looks_changed()

    def shapesize(self, stretch_wid=None, stretch_len=None, outline=None):
        if stretch_wid is None and stretch_len is None and outline is None:
            return self._stretch
        wide, long, line = self._stretch
        wide = wide if stretch_wid is None else stretch_wid
        long = (wide if stretch_wid is not None else long) if stretch_len is None else stretch_len
        if not wide or not long:
            raise TurtleGraphicsError('stretch_wid/stretch_len must not be zero')
        self.pen(resizemode='user', stretchfactor=(wide, long), outline=line if outline is None else outline)

    turtlesize = shapesize

    def resizemode(self, rmode=None):
        if rmode is None:
            return self._resizemode
        self.pen(resizemode=rmode)

    def tiltangle(self, angle=None):
        if angle is None:
            return self._tilt
        self._tilt = angle % 360.0
        self._looks_changed()

    def tilt(self, angle):
        self.tiltangle(self._tilt + angle)

    def pen(self, pen=None, **changes):
        """All of it at once; without arguments what it is."""
        if not pen and not changes:
            return {
                'shown': self._is_shown,
                'pendown': self._is_down,
                'pencolor': self.pencolor(),
                'fillcolor': self.fillcolor(),
                'pensize': self._width,
                'speed': self._speed,
                'resizemode': self._resizemode,
                'stretchfactor': self._stretch[:2],
                'outline': self._stretch[2],
                'tilt': self._tilt,
            }
        wanted = {**(pen or {}), **changes}
        mode = self._colormode()
        self._is_down = wanted.get('pendown', self._is_down)
        self._is_shown = wanted.get('shown', self._is_shown)
        self._width = wanted.get('pensize', self._width)
        self._speed = wanted.get('speed', self._speed)
        self._resizemode = wanted.get('resizemode', self._resizemode)
        if 'pencolor' in wanted:
            self._pen = read_color(wanted['pencolor'], mode)
        if 'fillcolor' in wanted:
            self._fill = read_color(wanted['fillcolor'], mode)
        wide, long = wanted.get('stretchfactor', self._stretch[:2])
        self._stretch = (wide, long, wanted.get('outline', self._stretch[2]))
        self._tilt = wanted.get('tilt', self._tilt)
        if wanted.keys() - {'pendown', 'speed'}:
            self._looks_changed()

    def _look(self):
        """For the page: shape, whether it is seen, colours, stretch, outline, tilt."""
        wide, long, outline = self._stretch
        if self._resizemode == 'auto':
            wide = long = max(1.0, self._width / 5)
        elif self._resizemode == 'noresize':
            wide = long = 1.0
        return [self._shape, self._is_shown, self._pen, self._fill, wide, long, outline, self._tilt]

    def _looks_changed(self):
        raise NotImplementedError

    def _colormode(self):
        return self.screen.colormode()
