/**
 * What runs in the preview's frame before the program: it takes a port from the page, writes the document as it comes,
 * and reports the console. It shares its realm with strangers' code, so the page believes nothing it says without
 * checking (`readFrameMessage`), and there is nothing in the frame worth stealing.
 *
 * Plain script text, because it travels inside the frame's document.
 */
export const frameRuntime = String.raw`(() => {
  'use strict';
  const host = window.parent;
  if (host === window) return;
  let port = null;
  let opened = false;
  let painted = false;
  const post = (message) => port && port.postMessage(message);

  addEventListener('message', (event) => {
    if (event.source !== host || port || !event.data || event.data.type !== 'flint-preview-port' || !event.ports[0]) return;
    port = event.ports[0];
    port.onmessage = ({ data }) => receive(data);
  });

  function receive(message) {
    if (message.type === 'write') {
      const before = performance.now();
      begin();
      document.write(message.html);
      post({ type: 'wrote', tookMs: performance.now() - before });
      reportPaint(false);
    } else if (message.type === 'close') {
      begin();
      document.close();
      reportPaint(true);
    } else if (message.type === 'style') {
      for (const sheet of document.querySelectorAll('style[data-flint-file]')) {
        if (sheet.dataset.flintFile === message.path) sheet.textContent = message.css;
      }
    } else if (message.type === 'ping') {
      post({ type: 'pong' });
    }
  }

  // document.open() takes all listeners away, so they are set after it; the port outlives it.
  function begin() {
    if (opened) return;
    opened = true;
    document.open();
    addEventListener('error', onError, true);
    addEventListener('unhandledrejection', (event) => addLine('error', 'Unhandled promise: ' + describe(event.reason), true, event.reason));
    document.addEventListener('securitypolicyviolation', (event) => {
      if (event.blockedURI) addLine('warn', 'Blocked: ' + event.blockedURI + ' (the preview has no network)');
    });
    addEventListener('click', keepLinksInside);
    addEventListener('click', submitByButton);
    addEventListener('keydown', submitByEnter);
  }

  function reportPaint(whole) {
    if (painted) return;
    const body = document.body;
    const visible = body && (body.textContent.trim() !== '' || body.querySelector('canvas,svg,img,input,button,div'));
    if (!whole && !visible) return;
    painted = true;
    const report = () => post({ type: 'painted' });
    // A frame that nobody sees yet may get no animation frames at all.
    const late = setTimeout(report, 120);
    requestAnimationFrame(() => requestAnimationFrame(() => { clearTimeout(late); report(); }));
  }

  // --- Console ---
  let lines = [];
  let dropped = 0;
  let flushing = false;

  function addLine(level, text, thrown = false, reason = null) {
    if (lines.length >= 200) dropped += 1;
    else lines.push({ level, text: text.slice(0, 4000), thrown, ...placeOf(reason) });
    if (flushing) return;
    flushing = true;
    setTimeout(() => {
      post({ type: 'lines', lines, dropped });
      lines = [];
      dropped = 0;
      flushing = false;
    }, 50);
  }

  function onError(event) {
    if (event instanceof ErrorEvent) {
      const place = event.filename && !event.filename.includes('/preview/frame') ? { path: event.filename, line: event.lineno } : {};
      addLine('error', event.message.replace(/Failed to execute 'write' on 'Document': /, ''), true, { flintPlace: place });
    } else if (event.target instanceof HTMLElement) {
      const address = event.target.getAttribute('src') || event.target.getAttribute('href');
      if (address) addLine('warn', 'Could not load ' + address);
    }
  }

  function placeOf(reason) {
    if (!reason || typeof reason !== 'object') return { path: null, line: null };
    if (reason.flintPlace) return { path: null, line: null, ...reason.flintPlace };
    const match = /(?:\(|at |@)([^\s()@]+):(\d+):\d+/.exec(String(reason.stack || ''));
    return match && !match[1].includes('/preview/frame') ? { path: match[1], line: Number(match[2]) } : { path: null, line: null };
  }

  for (const level of ['log', 'info', 'warn', 'error', 'debug']) {
    const original = console[level];
    console[level] = (...values) => {
      original.apply(console, values);
      addLine(level, format(values));
    };
  }
  console.clear = () => { lines = []; post({ type: 'console-cleared' }); };
  console.table = (value) => console.log(value);

  function format(values) {
    const first = values[0];
    if (typeof first !== 'string' || !/%[sdifoOc]/.test(first)) return values.map((value) => (typeof value === 'string' ? value : describe(value))).join(' ');
    let next = 1;
    const text = first.replace(/%([sdifoOc%])/g, (found, kind) => {
      if (kind === '%') return '%';
      if (next >= values.length) return found;
      const value = values[next++];
      if (kind === 'c') return '';
      if (kind === 'd' || kind === 'i') return String(Math.trunc(Number(value)));
      return typeof value === 'string' ? value : describe(value);
    });
    return [text, ...values.slice(next).map((value) => (typeof value === 'string' ? value : describe(value)))].join(' ');
  }

  function describe(value, depth = 0, seen = new Set()) {
    try {
      if (typeof value === 'string') return depth ? JSON.stringify(value.length > 200 ? value.slice(0, 200) + '…' : value) : value;
      if (typeof value === 'function') return 'function ' + (value.name || '(anonymous)');
      if (typeof value === 'bigint') return value + 'n';
      if (typeof value !== 'object' || value === null) return String(value);
      if (value instanceof Error) return value.name + ': ' + value.message;
      if (value instanceof Element) return '<' + value.tagName.toLowerCase() + (value.id ? '#' + value.id : '') + '>';
      if (value instanceof Date) return value.toISOString();
      if (value instanceof RegExp) return String(value);
      if (seen.has(value)) return '(circular)';
      if (depth > 2) return Array.isArray(value) ? '[…]' : '{…}';
      seen.add(value);
      const inner = (item) => describe(item, depth + 1, seen);
      const more = (count) => (count > 50 ? ', … ' + (count - 50) + ' more' : '');
      let text;
      if (Array.isArray(value) || ArrayBuffer.isView(value)) {
        const items = Array.prototype.slice.call(value, 0, 50);
        text = '[' + items.map(inner).join(', ') + more(value.length) + ']';
      } else if (value instanceof Map) {
        text = 'Map {' + [...value].slice(0, 50).map(([key, item]) => inner(key) + ' => ' + inner(item)).join(', ') + more(value.size) + '}';
      } else if (value instanceof Set) {
        text = 'Set {' + [...value].slice(0, 50).map(inner).join(', ') + more(value.size) + '}';
      } else {
        const keys = Object.keys(value);
        const name = value.constructor && value.constructor !== Object ? value.constructor.name + ' ' : '';
        text = name + '{' + keys.slice(0, 50).map((key) => key + ': ' + inner(value[key])).join(', ') + more(keys.length) + '}';
      }
      seen.delete(value);
      return text;
    } catch {
      return '(cannot be shown)';
    }
  }

  // --- What a shut-in program would miss ---
  // An opaque origin has no storage; programs expect one, so they get one that lasts as long as the frame.
  for (const name of ['localStorage', 'sessionStorage']) {
    const kept = new Map();
    const methods = {
      getItem: (key) => (kept.has(String(key)) ? kept.get(String(key)) : null),
      setItem: (key, value) => void kept.set(String(key), String(value)),
      removeItem: (key) => void kept.delete(String(key)),
      clear: () => kept.clear(),
      key: (index) => [...kept.keys()][index] ?? null,
    };
    const storage = new Proxy(methods, {
      get: (target, key) => (key === 'length' ? kept.size : key in target ? target[key] : typeof key === 'string' ? kept.get(key) : undefined),
      set: (target, key, value) => (kept.set(String(key), String(value)), true),
      deleteProperty: (target, key) => (kept.delete(String(key)), true),
      has: (target, key) => key in target || kept.has(key),
      ownKeys: () => [...kept.keys()],
      getOwnPropertyDescriptor: (target, key) =>
        kept.has(key) ? { value: kept.get(key), writable: true, enumerable: true, configurable: true } : Object.getOwnPropertyDescriptor(target, key),
    });
    Object.defineProperty(window, name, { value: storage, configurable: true });
  }

  // The sandbox has no modal windows: what they would say goes to the console.
  window.alert = (text) => addLine('info', 'alert: ' + text);
  window.confirm = (text) => (addLine('info', 'confirm: ' + text + ' (answered yes)'), true);
  window.prompt = (text, preset) => (addLine('info', 'prompt: ' + text), preset ?? null);

  function keepLinksInside(event) {
    const link = event.target instanceof Element && event.target.closest('a[href]');
    if (!link || event.defaultPrevented || link.getAttribute('href').startsWith('#') || link.protocol === 'javascript:') return;
    event.preventDefault();
    addLine('info', 'Link not followed: ' + link.getAttribute('href'));
  }

  // Without allow-forms the browser drops a form before its submit event; programs only want the event.
  function submit(form, submitter) {
    if (!form.noValidate && !form.reportValidity()) return;
    const event = new SubmitEvent('submit', { bubbles: true, cancelable: true, submitter });
    if (form.dispatchEvent(event)) addLine('info', 'Form not sent: the preview has no network');
  }
  function submitByButton(event) {
    const button = event.target instanceof Element && event.target.closest('button,input');
    if (!button || event.defaultPrevented || !button.form || button.disabled || (button.type !== 'submit' && button.type !== 'image')) return;
    event.preventDefault();
    submit(button.form, button);
  }
  function submitByEnter(event) {
    const field = event.target;
    if (event.key !== 'Enter' || event.isComposing || event.defaultPrevented || !(field instanceof HTMLInputElement) || !field.form) return;
    if (['button', 'submit', 'reset', 'image', 'file', 'checkbox', 'radio', 'color'].includes(field.type)) return;
    event.preventDefault();
    const button = field.form.querySelector('button:not([type]),button[type=submit],input[type=submit]');
    if (button) button.click();
    else submit(field.form, null);
  }
  HTMLFormElement.prototype.requestSubmit = function (submitter) { submit(this, submitter ?? null); };

  host.postMessage({ type: 'flint-preview-ready' }, '*');
})();`;
