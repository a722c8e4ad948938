"""Runs a session's program in this interpreter, again and again, each time as if it were the first time."""

import ast
import asyncio
import atexit
import builtins
import importlib
import io
import linecache
import os
import random
import shutil
import sys
import time
import traceback
import types
import warnings

import _flint_host as host
from pyodide.ffi import can_run_sync, run_sync

HOME = '/home/pyodide/program'
"""Where the session's files lie: the working directory, and the first place that imports are looked for."""

LIBRARY = '/flint/'
"""Where Flint's own modules lie."""

NO_INPUT = (
    'input() cannot wait in this browser: it has no way yet to pause a running program (JSPI). '
    'Chrome and Edge from version 137 can.'
)
NO_WINDOWS = '{0} needs the windows of a desktop, which a browser does not have. turtle draws here without it.'

_plain_sleep = time.sleep
_filters = list(warnings.filters)
_waiters = []
"""Called after each wait of the program: what happened meanwhile is told to it then."""


def set_up(time_zone):
    """Fits the interpreter to the page. Once, before the first run."""
    # Its memory may have been taken when another one had started: with that one's place, and its random numbers.
    os.environ['TZ'] = time_zone
    random.seed()
    os.makedirs(HOME, exist_ok=True)
    os.chdir(HOME)
    sys.path[:] = [HOME, *(path for path in sys.path if path not in ('', HOME))]
    sys.dont_write_bytecode = True
    os.environ['MPLBACKEND'] = 'module://flint_figures'
    time.sleep = sleep
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)


def write_files(files):
    """Lays the session's files out anew; what a program before wrote is gone."""
    os.chdir('/')
    shutil.rmtree(HOME, ignore_errors=True)
    os.makedirs(HOME)
    os.chdir(HOME)
    for path, text in files.items():
        place = os.path.normpath(os.path.join(HOME, path))
        if not place.startswith(HOME + '/'):
            continue
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, 'w', encoding='utf-8', newline='') as file:
            file.write(text)


def find_imports(files):
    """The names that the session's programs import and that are neither theirs nor the standard library's."""
    found = []
    own = {path.split('/')[0].removesuffix('.py') for path in files if path.endswith('.py')}
    for path, text in files.items():
        if not path.endswith('.py'):
            continue
        try:
            tree = ast.parse(text, path)
        except (SyntaxError, ValueError, RecursionError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            else:
                continue
            found.extend(name.split('.')[0] for name in names)
    return [name for name in dict.fromkeys(found) if name not in own and not is_here(name)]


def is_here(name):
    """Whether a module can be imported without loading anything more."""
    if name in sys.modules:
        return True
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError, AttributeError):
        return False


async def run(entry, source, unreachable):
    """
    Runs a program to its end. Gives None, or how it failed as plain values.
    `unreachable` says of names that could not be loaded why.
    """
    main = start_afresh(entry, source)
    try:
        code = compile(source, entry, 'exec', ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        result = eval(code, main.__dict__)
        if asyncio.iscoroutine(result):
            await result
        return None
    except SystemExit as ending:
        if isinstance(ending.code, str):
            print(ending.code, file=sys.stderr)
        return None
    except BaseException as error:
        if type(error).__module__ == 'turtle' and type(error).__name__ == 'Terminator':
            return None
        return describe(error, unreachable)
    finally:
        atexit._run_exitfuncs()
        flush()


def start_afresh(entry, source):
    """Forgets what an earlier run left behind, and makes the module that the program runs in."""
    for task in asyncio.all_tasks():
        if task is not asyncio.current_task():
            task.cancel()
    atexit._clear()
    _waiters.clear()
    for name, module in list(sys.modules.items()):
        place = getattr(module, '__file__', None) or ''
        if place.startswith(HOME + '/') or name.partition('.')[0] == 'turtle':
            del sys.modules[name]
    main = types.ModuleType('__main__')
    main.__file__ = entry
    main.__builtins__ = builtins
    sys.modules['__main__'] = main
    sys.argv[:] = [entry]
    sys.stdin, sys.stdout, sys.stderr = keyboard, sys.__stdout__, sys.__stderr__
    builtins.input = ask
    random.seed()
    warnings.resetwarnings()
    warnings.filters[:] = _filters
    importlib.invalidate_caches()
    linecache.clearcache()
    linecache.cache[entry] = (len(source), None, source.splitlines(keepends=True), entry)
    return main


def describe(error, unreachable):
    """An error as the page tells it: its message, its place in the session's files, and the way that led there."""
    told = traceback.TracebackException.from_exception(error)
    shorten(told)
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if is_own(frame.filename)]
    last = own[-1] if own else None
    path, line, column = (last.filename, last.lineno, last.colno) if last else (None, None, None)
    is_syntax = isinstance(error, SyntaxError) and error.filename is not None and is_own(error.filename)
    if is_syntax:
        path, line, column = error.filename, error.lineno, (error.offset or 1) - 1
        message = f'{type(error).__name__}: {error.msg}'
    else:
        message = ''.join(told.format_exception_only()).strip()
    if isinstance(error, ModuleNotFoundError):
        name = (error.name or '').split('.')[0]
        if name in ('tkinter', 'pygame', 'curses'):
            message = f'{type(error).__name__}: {NO_WINDOWS.format(name)}'
        elif name in unreachable:
            message = f'{type(error).__name__}: {unreachable[name]}'
    return {
        'kind': 'compile' if is_syntax else 'runtime',
        'message': message,
        'path': None if path is None else path.removeprefix(HOME + '/'),
        'line': line,
        'column': None if column is None else column + 1,
        'stack': ''.join(told.format()).replace(HOME + '/', ''),
    }


def shorten(told):
    """Takes out of a traceback, and of those that led to it, what is Flint's: above the session's lines, and below."""
    while told is not None:
        frames = list(told.stack)
        first = next((at for at, frame in enumerate(frames) if is_own(frame.filename)), len(frames))
        kept = [frame for frame in frames[first:] if not frame.filename.startswith(LIBRARY)]
        told.stack = traceback.StackSummary.from_list(kept)
        told = told.__cause__ or told.__context__


def is_own(filename):
    return filename.startswith(HOME + '/') or (not filename.startswith(('/', '<')) and filename.endswith('.py'))


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, ValueError):
            pass


def wait_for(awaitable):
    """Waits without holding up the worker, then tells the program what happened meanwhile."""
    result = run_sync(awaitable)
    for tell in _waiters:
        tell()
    return result


def sleep(seconds):
    """time.sleep, but the worker goes on hearing what the page says."""
    if seconds < 0:
        raise ValueError('sleep length must be non-negative')
    flush()
    if can_run_sync():
        wait_for(host.sleep(seconds * 1_000))
    else:
        _plain_sleep(seconds)


def ask(prompt='', /):
    """input(): the page shows a field after the prompt."""
    sys.stdout.write(str(prompt))
    return keyboard.readline().removesuffix('\n')


class Keyboard(io.TextIOBase):
    """sys.stdin: each line is asked for when it is read."""

    encoding = 'utf-8'

    def readable(self):
        return True

    def readline(self, size=-1):
        flush()
        if not can_run_sync():
            raise OSError(NO_INPUT)
        line = wait_for(host.ask()) + '\n'
        return line if size is None or size < 0 else line[:size]

    def read(self, size=-1):
        return self.readline(size)


keyboard = Keyboard()
