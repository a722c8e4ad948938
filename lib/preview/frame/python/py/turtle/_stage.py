"""What the turtles do, told to the page in its order and in its time; and what people do there, told to the program."""

import atexit
import json
import time

import _flint_host as host
import flint_runner
from pyodide.ffi import can_run_sync


class TurtleGraphicsError(Exception):
    """Something that a turtle cannot do."""

    __module__ = 'turtle'


class Terminator(Exception):
    """The screen was closed."""

    __module__ = 'turtle'


class Stage:
    """One canvas. `tell` says what happens on it; how long that takes is waited for, so that output keeps its time."""

    tell_every = 0.016
    most_steps = 2_000
    breathe_every = 0.1
    lead = 0.03

    def __init__(self):
        self.tracing = 1
        self.delay_ms = 10
        self.is_closed = False
        self._steps = []
        self._sent_at = 0.0
        self._drawn_at = 0.0
        self._updates = 0
        self._events = []
        self._handlers = {}
        self._timers = {}
        self._next_timer = 0
        self._is_telling = False
        flint_runner._waiters.append(self.take_events)
        atexit.register(self._send)
        host.openStage()

    def tell(self, *step, ms=0):
        """Adds a step. With `ms` it is shown as a movement that takes so long."""
        if self.is_closed:
            raise Terminator
        self._steps.append([*step, ms])
        if self.tracing != 1:
            if len(self._steps) >= 20_000:
                self._send()
            return
        if ms > 0:
            self.flush()
        elif len(self._steps) >= self.most_steps or time.perf_counter() - self._sent_at > self.tell_every:
            self.flush()

    def updated(self):
        """A turtle has done something that would be seen. Says whether it is to be animated."""
        if self.tracing <= 1:
            return self.tracing == 1
        self._updates += 1
        if self._updates % self.tracing == 0:
            self.flush()
        return False

    def flush(self):
        """Sends what was not sent, and waits until the page has nearly drawn it."""
        self._send()
        if not can_run_sync():
            return
        if behind := host.untilDrawn():
            flint_runner.wait_for(behind)
        ahead = self._drawn_at - time.perf_counter() - self.lead
        if ahead > 0:
            flint_runner.wait_for(host.sleep(ahead * 1_000))
        elif time.perf_counter() - self._breathed_at > self.breathe_every:
            self.breathe()

    _breathed_at = 0.0

    def breathe(self):
        """Lets the worker hear what people did meanwhile."""
        self._breathed_at = time.perf_counter()
        if can_run_sync():
            flint_runner.wait_for(host.sleep(0))

    def _send(self):
        if not self._steps:
            return
        takes = sum(step[-1] for step in self._steps) / 1_000
        now = time.perf_counter()
        self._drawn_at = max(now, self._drawn_at) + takes
        self._sent_at = now
        host.draw(json.dumps(self._steps))
        self._steps = []

    def on(self, kind, key, handler, *, adds=False):
        """Sets who hears an event; None: nobody."""
        place = (kind, key)
        if handler is None:
            self._handlers.pop(place, None)
        elif adds:
            self._handlers.setdefault(place, []).append(handler)
        else:
            self._handlers[place] = [handler]

    def after(self, ms, handler):
        self._next_timer += 1
        self._timers[self._next_timer] = handler
        host.startTimer(self._next_timer, max(0, ms))

    def take_events(self):
        """Tells the program what happened since it was last asked. Not while it is being told already."""
        if self._is_telling:
            return
        self._is_telling = True
        try:
            while not self.is_closed and (event := host.takeEvent()):
                self._dispatch(json.loads(event))
        finally:
            self._is_telling = False

    def _dispatch(self, event):
        kind, key, *arguments = event
        if kind == 'timer':
            handler = self._timers.pop(key, None)
            if handler:
                handler()
        elif kind == 'close':
            self.is_closed = True
        else:
            handlers = self._handlers.get((kind, key)) or self._handlers.get((kind, None), ())
            for handler in list(handlers):
                handler(*arguments)

    def main_loop(self):
        """Hears events until the screen is closed."""
        self._send()
        if not can_run_sync():
            return
        host.setListening(True)
        try:
            while not self.is_closed:
                flint_runner.wait_for(host.untilEvent())
                self._send()
        finally:
            host.setListening(False)

    def close(self):
        self._send()
        self.is_closed = True
