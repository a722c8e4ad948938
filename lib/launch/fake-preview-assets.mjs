// Stands in for the builder of what the preview's frames load in start.test.ts.
import { mkdirSync, writeFileSync } from 'node:fs';

mkdirSync('public/preview', { recursive: true });
writeFileSync('public/preview/frame.js', '');
