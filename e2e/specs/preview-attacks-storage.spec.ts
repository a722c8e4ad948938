import { expect, test } from '../fixtures/attack.ts';

test('what a program stores is not in the page’s storage, and what is there it does not see', async ({ victim }) => {
  const tried = await victim.run(async ({ attempt }) => {
    await attempt('localStorage', () => {
      localStorage.setItem('hacked', '1');
      localStorage.setItem('flint:edit:stolen', '1');
      return Object.keys(localStorage).join();
    });
    await attempt('sessionStorage', () => {
      sessionStorage.setItem('hacked', '1');
      return Object.keys(sessionStorage).join();
    });
    await attempt('the real localStorage', () =>
      Object.getOwnPropertyDescriptor(Window.prototype, 'localStorage')?.get?.call(window),
    );
    await attempt('the inherited localStorage', () => {
      delete (window as { localStorage?: unknown }).localStorage;
      return JSON.stringify(window.localStorage);
    });
    await attempt('cookie', () => (document.cookie = 'stolen=1; path=/'));
    await attempt('cookieStore', () => cookieStore.set('stolen', '1'));
  });
  expect(tried.slice(0, 2)).toEqual(['localStorage: hacked,flint:edit:stolen', 'sessionStorage: hacked']);
  for (const one of tried.slice(2)) expect(one).toMatch(/: (?:threw|undefined)/);
  await victim.expectUntouched();
});

test('a program reaches no store, worker or channel that the page uses', async ({ victim }) => {
  const tried = await victim.run(async ({ attempt, wait }) => {
    await attempt('indexedDB', () => indexedDB.open('stolen'));
    await attempt('caches', () => caches.open('stolen'));
    await attempt('a service worker', () => navigator.serviceWorker.register('/preview/frame'));
    await attempt('its files', () => navigator.storage.getDirectory());
    await attempt('a shared worker', () => {
      const worker = new SharedWorker('data:text/javascript,');
      return new Promise((resolve, reject) => {
        worker.addEventListener('error', () => reject(new Error('refused')));
        setTimeout(() => resolve('it works among programs at most'), 500);
      });
    });
    await attempt('a lock', () => navigator.locks.request('flint', () => 'held'));
    await attempt('storage access', () => document.requestStorageAccess());
    const channel = new BroadcastChannel('flint');
    const heard: unknown[] = [];
    channel.addEventListener('message', ({ data }) => heard.push(data));
    channel.postMessage('is there anybody?');
    await wait(300);
    await attempt('a channel', () => (heard.length > 0 ? 'heard something' : null));
  });
  for (const name of ['indexedDB', 'caches', 'a service worker', 'its files', 'a lock', 'storage access']) {
    expect(tried).toContainEqual(expect.stringMatching(new RegExp(`^${name}: threw`)));
  }
  expect(tried).toContain('a channel: null');
  await victim.expectUntouched();
});

test('a program does not hear what other tabs of Flint tell each other', async ({ victim }) => {
  await victim.open({
    'index.html': `<h1>Listening</h1><script>
for (const name of ['flint', 'flint:presence', 'next', '']) {
  new BroadcastChannel(name).onmessage = ({ data }) => { document.body.dataset.heard = String(data); };
}
addEventListener('storage', (event) => { document.body.dataset.heard = event.key; });
</script>`,
  });
  await expect(victim.workspace.preview.getByRole('heading')).toHaveText('Listening');
  await victim.page.evaluate(() => {
    for (const name of ['flint', 'flint:presence', 'next', '']) new BroadcastChannel(name).postMessage('secret');
  });
  await expect(victim.workspace.preview.locator('body:not([data-heard])')).toBeAttached();
  await victim.expectUntouched();
});

test('nothing that a program can read holds the edit token', async ({ victim }) => {
  await victim.run(async ({ attempt, wait }) => {
    const seen: unknown[] = [];
    addEventListener('message', ({ data, ports }) => {
      seen.push(data);
      for (const port of ports) {
        port.addEventListener('message', (event: MessageEvent<unknown>) => seen.push(event.data));
        port.start();
      }
    });
    // As the frame's own script does it when it is ready: the page hands over a port.
    await attempt('say that the frame is ready', () => parent.postMessage({ type: 'flint-preview-ready' }, '*'));
    await wait(400);
    await attempt('an error of another realm', () => {
      try {
        void parent.document;
      } catch (error) {
        seen.push((error as Error).stack, (error as Error).message);
      }
    });
    seen.push(
      location.href,
      document.URL,
      document.baseURI,
      document.referrer,
      window.name,
      history.length,
      history.state,
      [...location.ancestorOrigins],
      performance.getEntries().map((entry) => JSON.stringify(entry)),
      document.documentElement.outerHTML.length,
      navigator.userAgent,
      Object.keys(window),
    );
    const text = JSON.stringify(seen, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    document.documentElement.dataset['seen'] = text;
  });
  const html = victim.workspace.preview.locator('html');
  const seen = (await html.getAttribute('data-seen')) ?? '';
  expect(seen.length).toBeGreaterThan(100);
  expect(seen).not.toContain(victim.door.editToken);
  expect(await html.evaluate((element) => element.ownerDocument.documentElement.outerHTML)).not.toContain(
    victim.door.editToken,
  );
  await victim.expectUntouched();
});

test('the edit token is in no address that the browser asks for, and in no referrer', async ({ victim }) => {
  await victim.open({ 'index.html': '<h1>Mine</h1><img src="/preview/nothing.png">' });
  await expect(victim.workspace.preview.getByRole('heading')).toHaveText('Mine');
  const { editToken } = victim.door;
  for (const { url, headers } of victim.requests) {
    expect(url).not.toContain(editToken);
    expect(headers.referer).toBeUndefined();
    if (!url.startsWith('/api/sessions/')) expect(headers.authorization).toBeUndefined();
  }
  expect(await victim.page.evaluate(() => location.hash + JSON.stringify(history.state))).not.toContain(editToken);
  await victim.expectUntouched();
});

test('a link with a wrong edit token does not take the right one away', async ({ victim }) => {
  await victim.open({ 'index.html': '<h1>Mine</h1>' });
  const { sessionId } = victim.door;
  await victim.page.goto('about:blank');
  await victim.page.goto(`/s/${sessionId}#edit=wrong`);
  await victim.workspace.untilReady();
  await victim.workspace.editor.focus();
  await victim.page.keyboard.type('still mine');
  await expect
    .poll(async () => (await fetch(`${victim.flintUrl}/api/sessions/${sessionId}/export?format=gist`)).text())
    .toContain('still mine');
  await victim.page.reload();
  await victim.workspace.untilReady();
  await victim.workspace.editor.focus();
  await victim.page.keyboard.type('and still');
  await expect
    .poll(async () => (await fetch(`${victim.flintUrl}/api/sessions/${sessionId}/export?format=gist`)).text())
    .toContain('and still');
});
