import { expect, test } from '../fixtures/attack.ts';

test('a program that says over and over that its frame is ready is not begun over and over', async ({ victim }) => {
  await victim.open({
    'index.html': `<h1>Again</h1><script>
addEventListener('message', (event) => event.stopImmediatePropagation(), true);
setInterval(() => { for (let i = 0; i < 200; i += 1) parent.postMessage({ type: 'flint-preview-ready' }, '*'); }, 5);
</script>`,
  });
  // It is ended, and the page says so; the person types on meanwhile.
  await victim.workspace.editor.focus();
  await victim.page.keyboard.type('abc');
  await expect.poll(() => victim.workspace.text()).toContain('abc');
  await expect(victim.workspace.button('Start it again')).toBeVisible({ timeout: 15_000 });
  expect(victim.incidents).toEqual([]);
});

test('a frame within the program’s frame cannot speak for it', async ({ victim }) => {
  await victim.run(async ({ attempt, wait }) => {
    await attempt('a frame of its own', () => {
      const inner = document.createElement('iframe');
      inner.srcdoc =
        `<script>
        const forged = [
          { type: 'flint-preview-ready' },
          { type: 'lines', lines: [{ level: 'error', text: 'forged by a frame within', thrown: true }], dropped: 0 },
          { type: 'painted' },
        ];
        addEventListener('message', (event) => {
          for (const port of event.ports) port.postMessage(forged[1]);
        });
        for (const message of forged) {
          top.postMessage(message, '*');
          top.postMessage(message, '*', [new MessageChannel().port2]);
        }
      </` + `script>`;
      document.body.append(inner);
    });
    await wait(500);
  });
  await expect(victim.page.getByRole('log', { name: 'Console' })).not.toContainText('forged');
  await victim.expectUntouched();
});

test('a program cannot take the port of another frame, or hand it one', async ({ victim }) => {
  const tried = await victim.run(async ({ attempt, wait }) => {
    const heard: unknown[] = [];
    await attempt('hand a port to the frames beside it', () => {
      for (let index = 0; index < parent.length; index += 1) {
        const frame = parent[index];
        if (!frame || frame === window) continue;
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', ({ data }: MessageEvent<unknown>) => heard.push(data));
        port1.start();
        frame.postMessage({ type: 'flint-preview-port' }, '*', [port2]);
        port1.postMessage({ type: 'write', html: '<h1>Taken over</h1>' });
        port1.postMessage({ type: 'ping' });
      }
      return parent.length;
    });
    await attempt('send the frames beside it away', () => {
      for (let index = 0; index < parent.length; index += 1) {
        const frame = parent[index];
        if (frame && frame !== window) frame.location.href = 'about:blank';
      }
    });
    await wait(400);
    await attempt('hear them', () => (heard.length > 0 ? JSON.stringify(heard) : null));
  });
  expect(tried[0]).toMatch(/: [1-9]/);
  expect(tried[2]).toBe('hear them: null');
  await victim.expectUntouched();
  // The frame in reserve is as empty as it was, and takes the next program.
  await victim.workspace.editor.focus();
  await victim.page.keyboard.press('ControlOrMeta+KeyA');
  await victim.page.keyboard.insertText('<h1>The next</h1>');
  await expect(victim.workspace.preview.getByRole('heading')).toHaveText('The next');
});

/** Takes the port that the page hands to a frame that says it is ready, as the frame's own script does. */
const takesPort = `
const forge = new Promise((resolve) => {
  addEventListener('message', ({ ports }) => { if (ports[0]) resolve((message) => ports[0].postMessage(message)); });
  parent.postMessage({ type: 'flint-preview-ready' }, '*');
});
`;

test('forged lines of the console are shown as the text that they are', async ({ victim }) => {
  await victim.open({
    'index.html': `<h1>Forging</h1><script>${takesPort}
forge.then((send) => {
  const html = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</' + 'script>';
  const line = { level: 'error', text: html, thrown: true, path: 'javascript:window.hacked=1', line: 1 };
  send({ type: 'lines', lines: [line, { ...line, path: html }, { ...line, level: html }, { ...line, text: { toString: 1 } }, null, 7, [line]], dropped: 3 });
  send({ type: 'problem', problem: { kind: 'runtime', message: html, path: html, line: 1e9, column: -1, stack: html } });
  send({ type: 'state', state: html, note: html, progress: NaN });
  send({ type: 'lines', lines: 'none', dropped: -1 });
  send({ type: 'nothing-known' });
  send('a text'); send(null); send([[[[]]]]);
  send({ type: 'lines', lines: [{ level: 'log', text: 'the end of it', thrown: false, path: null, line: null }], dropped: 0 });
});
</script>`,
  });
  const log = victim.page.getByRole('log', { name: 'Console' });
  await expect(log).toContainText('the end of it');
  await expect(log).toContainText('<img src=x onerror=');
  expect(await victim.page.locator('[role=log] img, [role=log] script').count()).toBe(0);
  expect(await victim.page.locator('a[href^="javascript:"]').count()).toBe(0);
  await victim.expectUntouched();
});

test('huge, deep and many messages do not take the page down', async ({ victim }) => {
  test.slow();
  await victim.open({
    'index.html': `<h1>Heavy</h1><script>${takesPort}
forge.then(async (send) => {
  const long = 'x'.repeat(20_000_000);
  send({ type: 'lines', lines: [{ level: 'log', text: long, thrown: false, path: long, line: 1 }], dropped: 0 });
  send({ type: 'lines', lines: Array(300_000).fill({ level: 'log', text: 'one of many', thrown: false, path: null, line: null }), dropped: 0 });
  let deep = {};
  for (let depth = 0; depth < 2_000; depth += 1) deep = { type: 'lines', lines: [deep], inner: deep };
  try { send(deep); } catch {}
  send({ type: 'problem', problem: { kind: 'runtime', message: long, path: long, stack: long, line: 1, column: 1 } });
  parent.postMessage({ type: 'flint-preview-ready', long, many: Array(100_000).fill(long.slice(0, 10)) }, '*');
  await new Promise((resolve) => setTimeout(resolve, 200));
  send({ type: 'lines', lines: [{ level: 'log', text: 'the end of it', thrown: false, path: null, line: null }], dropped: 0 });
});
</script>`,
  });
  await expect(victim.page.getByRole('log', { name: 'Console' })).toBeAttached();
  await victim.workspace.editor.focus();
  await victim.page.keyboard.type('abc');
  await expect.poll(() => victim.workspace.text()).toContain('abc');
  const longest = await victim.page
    .getByRole('log', { name: 'Console' })
    .evaluate((element) => Math.max(0, ...[...element.querySelectorAll('p')].map((line) => line.textContent.length)));
  expect(longest).toBeLessThan(5_000);
  expect(victim.incidents).toEqual([]);
});

test('no message changes what objects of the page are made of', async ({ victim }) => {
  await victim.open({
    'index.html': `<h1>Polluting</h1><script>${takesPort}
forge.then((send) => {
  const poison = JSON.parse('{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"prototype":{"polluted":"yes"}}');
  const line = { level: 'log', text: 'poisoned', thrown: false, path: '__proto__', line: 1 };
  for (const type of ['lines', 'painted', 'wrote', 'problem', 'state', 'expanded', 'picture', 'navigate', 'files', 'kept', '__proto__', 'constructor', 'hasOwnProperty']) {
    send({ ...poison, type, lines: [Object.assign(JSON.parse(JSON.stringify(poison)), line), { ...line, level: '__proto__' }], problem: poison, state: '__proto__', id: '__proto__', path: ['__proto__', 'polluted'] });
  }
  send({ type: 'lines', lines: [{ ...line, text: 'the end of it' }], dropped: 0 });
});
console.log(JSON.parse('{"__proto__":{"polluted":"yes"}}'), { constructor: { prototype: { polluted: 1 } } });
</script>`,
  });
  await expect(victim.page.getByRole('log', { name: 'Console' })).toContainText('the end of it');
  expect(
    await victim.page.evaluate(() => 'polluted' in {} || 'polluted' in [] || 'polluted' in Function.prototype),
  ).toBe(false);
  await victim.expectUntouched();
});

test('messages that imitate those of the page’s own parts change nothing', async ({ victim }) => {
  await victim.run(async ({ attempt, wait }) => {
    for (const message of [
      { vscodeScheduleAsyncWork: 1 },
      { source: 'react-devtools-bridge', payload: { event: 'overrideValueAtPath' } },
      { type: 'flint-preview-port' },
      { type: 'start-run', instruction: 'stolen' },
      { type: 'edit', token: 'stolen' },
      'webpackHotUpdate',
      { action: 'serverComponentChanges' },
    ]) {
      await attempt(JSON.stringify(message), () => {
        parent.postMessage(message, '*');
        parent.postMessage(message, '*', [new MessageChannel().port1]);
        parent.dispatchEvent(new MessageEvent('message', { data: message }));
      });
    }
    await wait(300);
  });
  await victim.expectUntouched();
});
