"""Colours by name, by #rrggbb and by three numbers."""

import re

from ._stage import TurtleGraphicsError

_names = frozenset(
    """aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
    cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray
    darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
    darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue
    firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew
    hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
    lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
    lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
    mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred
    midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid
    palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple
    rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue
    slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white
    whitesmoke yellow yellowgreen""".split()
)
_others = {'lightgoldenrod': '#eedd82', 'navyblue': '#000080', 'violetred': '#d02090', 'lightslateblue': '#8470ff'}
_shades = {'1': 100, '2': 93, '3': 80, '4': 55}


def read_color(value, mode):
    """The page's way to say a colour: of a name, #rgb, or three numbers up to `mode`."""
    if isinstance(value, str):
        return _named(value)
    try:
        parts = [float(part) for part in value]
    except (TypeError, ValueError):
        parts = []
    if len(parts) != 3 or not all(0 <= part <= mode for part in parts):
        raise TurtleGraphicsError(f'bad color sequence: {value!r}')
    return '#' + ''.join(f'{round(part * 255 / mode):02x}' for part in parts)


def show_color(color, mode):
    """A colour as programs get it back: a name as it was given, else three numbers up to `mode`."""
    if not color.startswith('#') or len(color) != 7:
        return color
    parts = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    return tuple(parts) if mode == 255 else tuple(part / 255 for part in parts)


def _named(name):
    plain = name.replace(' ', '').lower()
    if re.fullmatch('#([0-9a-f]{3}|[0-9a-f]{6})', plain) or plain in _names:
        return plain
    if plain in _others:
        return _others[plain]
    if shade := re.fullmatch('gr[ae]y([0-9]{1,2}|100)', plain):
        return '#' + f'{round(int(shade[1]) * 2.55):02x}' * 3
    if plain[-1:] in _shades and plain[:-1] in _names:
        return f'color-mix(in srgb, {plain[:-1]} {_shades[plain[-1]]}%, black)'
    raise TurtleGraphicsError(f'bad color string: {name}')
