import type { Page } from '@playwright/test';
import type { PageWatch } from '../fixtures/watch-pages.ts';

export class Workspace {
  readonly page: Page;
  readonly watch: PageWatch;

  constructor(page: Page, watch: PageWatch) {
    this.page = page;
    this.watch = watch;
  }
}
