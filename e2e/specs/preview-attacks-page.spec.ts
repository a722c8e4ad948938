import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '../fixtures/attack.ts';

/** What was not refused. Refused is what threw, or came to nothing. */
const wentThrough = (tried: readonly string[]) =>
  tried.filter((one) => !/: (?:threw \w+|null|undefined|false|no answer|refused.*)$/.test(one));

test('a program reads and writes nothing of the page around it', async ({ victim }) => {
  const tried = await victim.run(async ({ attempt }) => {
    for (const [name, other] of [
      ['parent', parent],
      ['top', top as Window],
    ] as const) {
      await attempt(`${name}.document`, () => other.document.title);
      await attempt(`${name}.localStorage`, () => JSON.stringify(other.localStorage));
      await attempt(`${name}.flint`, () => other.flint?.text());
      await attempt(`${name}.location.href`, () => other.location.href);
      await attempt(`${name}.name`, () => other.name);
      await attempt(`${name}.eval`, () => (other as unknown as { eval(code: string): unknown }).eval('1'));
      await attempt(`${name}.hacked =`, () => Object.assign(other, { hacked: true }) === null);
      await attempt(`${name}.fetch`, () => other.fetch('/api/models'));
      await attempt(`${name}.history`, () => other.history.length);
      await attempt(`${name}.document.cookie =`, () => (other.document.cookie = 'stolen=1'));
    }
    await attempt('frameElement', () => frameElement);
    await attempt('its sandbox', () => frameElement?.removeAttribute('sandbox'));
    await attempt('document.domain', () => (document.domain = location.hostname));
    await attempt('the frames beside it', () => {
      for (let index = 0; index < parent.length; index += 1) {
        const beside = parent[index];
        if (beside && beside !== window && beside.document.title) return 'read';
      }
      return null;
    });
  });
  expect(tried.length).toBe(24);
  expect(wentThrough(tried)).toEqual([]);
  await victim.expectUntouched();
});

test('a program cannot send the page elsewhere by its scripts', async ({ victim }) => {
  const tried = await victim.run(async ({ attempt, wait, trapUrl }) => {
    const away = `${trapUrl}/stolen`;
    await attempt('top.location =', () => {
      (top as Window).location.href = away;
      return null;
    });
    await attempt('top.location.replace', () => (top as Window).location.replace(away));
    await attempt('parent.location', () => {
      parent.location.href = `/s/stolen`;
      return null;
    });
    await attempt('javascript:', () => {
      (top as Window).location.href = 'javascript:window.hacked=1';
      return null;
    });
    await attempt('a hash', () => {
      (top as Window).location.hash = 'edit=stolen';
      return null;
    });
    for (const name of ['_top', '_parent', '_blank', 'flint', '']) {
      await attempt(`open in ${name}`, () => open(away, name));
    }
    await attempt('parent.close', () => parent.close());
    await wait(500);
  });
  expect(tried.length).toBe(11);
  expect(wentThrough(tried)).toEqual([]);
  await victim.expectUntouched();
});

test('a program cannot send the page elsewhere by links and forms that it clicks itself', async ({ victim }) => {
  await victim.run(async ({ attempt, wait, trapUrl, flintUrl }) => {
    for (const target of ['_top', '_parent', '_blank', 'other']) {
      for (const address of [`${trapUrl}/stolen`, `${flintUrl}/s/stolen`, 'javascript:top.hacked=1']) {
        await attempt(`a link to ${target}`, () => {
          document.body.insertAdjacentHTML('beforeend', `<a target="${target}" href="${address}">x</a>`);
          (document.body.lastElementChild as HTMLAnchorElement).dispatchEvent(
            new MouseEvent('click', { ctrlKey: true }),
          );
          HTMLElement.prototype.click.call(document.body.lastElementChild);
        });
        await attempt(`a form to ${target}`, () => {
          document.body.insertAdjacentHTML(
            'beforeend',
            `<form target="${target}" action="${address}"><input name="stolen" value="1"></form>`,
          );
          HTMLFormElement.prototype.submit.call(document.body.lastElementChild);
        });
      }
    }
    await attempt('a base', () => {
      document.head.insertAdjacentHTML('beforeend', `<base href="${trapUrl}/stolen/" target="_top">`);
      document.body.insertAdjacentHTML('beforeend', '<a href="x">x</a>');
      (document.body.lastElementChild as HTMLElement).click();
    });
    await wait(500);
  });
  await victim.expectUntouched();
});

test('a link in a program that a person clicks opens no page of others', async ({ victim }) => {
  await victim.open({
    'index.html': `<h1>Links</h1>
<a href="${victim.trap.url}/stolen" target="_blank">one</a> <a href="${victim.trap.url}/stolen" target="_top">two</a>
<form action="${victim.trap.url}/stolen" target="_top"><button>three</button></form>
<button onclick="window.open('${victim.trap.url}/stolen')">four</button>
<a href="${victim.trap.url}/stolen" ping="${victim.trap.url}/ping">five</a>
`,
  });
  const { preview } = victim.workspace;
  for (const name of ['one', 'two', 'five']) await preview.getByRole('link', { name }).click();
  for (const name of ['three', 'four']) await preview.getByRole('button', { name }).click();
  await expect(preview.getByRole('heading')).toHaveText('Links');
  await victim.expectUntouched();
});

test('a program has no opener and no name that tells it anything', async ({ victim }) => {
  const tried = await victim.run(async ({ attempt }) => {
    await attempt('opener', () => opener as unknown);
    await attempt('name', () => (window.name === '' ? null : window.name));
    await attempt('referrer', () => (document.referrer === '' ? null : document.referrer));
    await attempt('open a window by its name', () => open('', 'flint'));
  });
  expect(wentThrough(tried)).toEqual([]);
  await victim.expectUntouched();
});

test('a program cannot go back in the history of the page', async ({ victim }) => {
  await victim.page.goto('/');
  await victim.run(async ({ attempt, wait }) => {
    await attempt('back', () => history.back());
    await wait(300);
    await attempt('go', () => history.go(-2));
    await wait(300);
    await attempt('state', () => history.pushState(null, '', '/s/stolen'));
  });
  await victim.expectUntouched();
});

test('the app does not stand in the pages of others, nor in a program', async ({ victim, browser }) => {
  await victim.open({ 'index.html': '<h1>Mine</h1>' });
  const paths = ['/', `/s/${victim.door.sessionId}`, '/preview/frame', `/api/sessions/${victim.door.sessionId}/state`];
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(paths.map((path) => `<iframe src="${victim.flintUrl}${path}"></iframe>`).join(''));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await expect.poll(() => page.frames().length).toBe(paths.length + 1);
    await page.waitForLoadState('networkidle');
    for (const frame of page.frames().slice(1)) {
      expect(frame.url()).toMatch(/^chrome-error:/);
    }
  } finally {
    await context.close();
    server.close();
    server.closeAllConnections();
  }
});

test('the document of the frame is shut in when it is opened alone', async ({ victim }) => {
  await victim.page.goto('/preview/frame');
  const found = await victim.page.evaluate(() => {
    const read = (act: () => unknown) => {
      try {
        return String(act());
      } catch (error) {
        return (error as Error).name;
      }
    };
    return {
      origin: origin,
      cookie: read(() => document.cookie),
      databases: read(() => indexedDB.open('stolen')),
      opener: read(() => opener as unknown),
    };
  });
  expect(found).toEqual({
    origin: 'null',
    cookie: 'SecurityError',
    databases: 'SecurityError',
    opener: 'null',
  });
});
