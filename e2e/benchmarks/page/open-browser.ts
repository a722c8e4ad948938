import { chromium, type Browser } from '@playwright/test';
import { pathToFileURL } from 'node:url';
import { inProject } from '../../fixtures/project.ts';

interface FindBrowser {
  findBrowser(): Promise<{ readonly path?: string; readonly refusal?: string }>;
}

/** A headless Chromium: the same that the browser tests use. */
export async function openBrowser(): Promise<Browser> {
  const address = pathToFileURL(inProject('lib/launch/browser.mjs')).href;
  const { findBrowser } = (await import(address)) as FindBrowser;
  const { path, refusal } = await findBrowser();
  if (path === undefined) throw new Error(refusal);
  return chromium.launch({ executablePath: path, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
