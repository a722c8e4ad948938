import { expect, test } from 'vitest';
import { createCutPlace } from './cut-place.ts';

const place = { fileId: 'page', at: 40, isRewriting: true };

test('a run that is stopped leaves its file cut where it wrote last', () => {
  const cut = createCutPlace();
  cut.writing({ ...place, at: 12 });
  cut.writing(place);
  expect(cut.now()).toBeNull();
  cut.runEnded(true);
  expect(cut.now()).toEqual(place);
});

test('the file is whole again as soon as anybody changes it', () => {
  const cut = createCutPlace();
  cut.writing(place);
  cut.runEnded(true);
  cut.textChanged('another');
  expect(cut.now()).toEqual(place);
  cut.textChanged('page');
  expect(cut.now()).toBeNull();
});

test('a run that finishes elsewhere does not make a cut file whole', () => {
  const cut = createCutPlace();
  cut.writing(place);
  cut.runEnded(true);
  cut.writing({ ...place, fileId: 'style' });
  cut.runEnded(false);
  expect(cut.now()).toEqual(place);
});

test('a run that wrote nothing cuts nothing', () => {
  const cut = createCutPlace();
  cut.writing(place);
  cut.runEnded(false);
  cut.runEnded(true);
  expect(cut.now()).toBeNull();
});
