// Debian's Chromium, driven over its debugging pipe (the DevTools protocol, messages that end with a
// zero byte on descriptors 3 and 4). Nothing to install but the browser itself.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CALL_MS = 60000;

export async function openBrowser(path) {
  const profile = await mkdtemp(join(tmpdir(), 'adil-web-'));
  const child = spawn(path, [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-extensions',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank',
  ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const waiting = new Map();
  const listeners = new Set();
  let number = 0;
  let pending = '';

  function receive(message) {
    if (message.id === undefined) {
      listeners.forEach((listener) => listener(message));
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    clearTimeout(call.timer);
    if (message.error) {
      call.reject(new Error(`${call.method}: ${message.error.message}`));
    } else {
      call.resolve(message.result);
    }
  }

  child.stdio[4].setEncoding('utf8');
  child.stdio[4].on('data', (chunk) => {
    const messages = (pending + chunk).split('\0');
    pending = messages.pop();
    messages.forEach((text) => receive(JSON.parse(text)));
  });
  const gone = new Promise((resolve) => child.on('exit', resolve));

  function call(method, params = {}, sessionId = undefined) {
    return new Promise((resolve, reject) => {
      const id = ++number;
      const timer = setTimeout(() => reject(new Error(`${method}: no answer`)), CALL_MS);
      waiting.set(id, { resolve, reject, method, timer });
      child.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    });
  }

  async function close() {
    await call('Browser.close').catch(() => {});
    await gone;
    await rm(profile, { recursive: true, force: true });
  }

  return { call, close, listen: (f) => listeners.add(f), unlisten: (f) => listeners.delete(f) };
}

// A tab that keeps what it asked the network for and what it complained about.
export async function openTab(browser, width) {
  const { targetId } = await browser.call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await browser.call('Target.attachToTarget', { targetId, flatten: true });
  const send = (method, params) => browser.call(method, params, sessionId);
  const seen = { requests: [], complaints: [] };
  let loaded = () => {};

  const listener = (event) => {
    if (event.sessionId !== sessionId) {
      return;
    }
    const p = event.params;
    if (event.method === 'Network.requestWillBeSent') {
      seen.requests.push(p.request.url);
    } else if (event.method === 'Runtime.consoleAPICalled') {
      seen.complaints.push(`console.${p.type}`);
    } else if (event.method === 'Runtime.exceptionThrown') {
      seen.complaints.push(p.exceptionDetails.text);
    } else if (event.method === 'Log.entryAdded') {
      seen.complaints.push(p.entry.text);
    } else if (event.method === 'Page.loadEventFired') {
      loaded();
    }
  };
  browser.listen(listener);
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) {
    await send(`${domain}.enable`);
  }
  await send('Emulation.setDeviceMetricsOverride',
    { width, height: 800, deviceScaleFactor: 1, mobile: false });

  return {
    seen,
    // Empty values are the browser's own: a screen, light, its own colours.
    async media({ type = '', scheme = 'light', forced = 'none' }) {
      await send('Emulation.setEmulatedMedia', {
        media: type,
        features: [{ name: 'prefers-color-scheme', value: scheme },
          { name: 'forced-colors', value: forced }],
      });
      await this.settle();
    },
    async go(url) {
      const done = new Promise((resolve) => { loaded = resolve; });
      await send('Page.navigate', { url });
      await done;
    },
    async run(expression) {
      const answer = await send('Runtime.evaluate',
        { expression, awaitPromise: true, returnByValue: true });
      if (answer.exceptionDetails) {
        throw new Error(answer.exceptionDetails.exception?.description ?? 'evaluation failed');
      }
      return answer.result.value;
    },
    // What was changed is laid out and painted.
    async settle() {
      await this.run(`new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`);
    },
    async resize(width) {
      await send('Emulation.setDeviceMetricsOverride',
        { width, height: 800, deviceScaleFactor: 1, mobile: false });
      await this.settle();
    },
    async key(key, code) {
      const event = { key, code: key, windowsVirtualKeyCode: code };
      const text = key === 'Enter' ? '\r' : key === ' ' ? ' ' : undefined;
      await send('Input.dispatchKeyEvent', { ...event, type: 'keyDown', text });
      await send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' });
    },
    async picture(width) {
      const height = await this.run('document.documentElement.scrollHeight');
      const clip = { x: 0, y: 0, width, height: Math.min(height, 16000), scale: 1 };
      const { data } = await send('Page.captureScreenshot',
        { format: 'png', captureBeyondViewport: true, clip });
      return Buffer.from(data, 'base64');
    },
    async close() {
      browser.unlisten(listener);
      await browser.call('Target.closeTarget', { targetId });
    },
  };
}
