import { styleTexts } from './style-texts.ts';

/**
 * Draws the document as it can be seen now on a canvas: as the image of a drawing that holds a copy of it. Nothing of the
 * copy runs, and nothing is fetched for it. What is scrolled within the page is drawn from its top.
 */
export async function drawDocument(mostPixels: number): Promise<HTMLCanvasElement> {
  const width = Math.max(1, innerWidth);
  const height = Math.max(1, innerHeight);
  const scale = Math.min(devicePixelRatio, 2, Math.sqrt(mostPixels / (width * height)));
  const root = document.documentElement;
  const copy = copyOf(root);
  const drawing = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" style="font-size:${getComputedStyle(root).fontSize}">`,
    `<foreignObject x="0" y="0" width="100%" height="100%">${new XMLSerializer().serializeToString(copy)}</foreignObject></svg>`,
  ]
    .join('')
    // Not allowed in XML, however they are written.
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('There is no canvas to draw on.');
  context.fillStyle = background(root);
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** What lies behind everything: the colour of the page or of its body, or paper. */
function background(root: HTMLElement): string {
  for (const element of [root, document.body]) {
    const { backgroundColor } = getComputedStyle(element);
    if (backgroundColor !== '' && !/^(?:transparent|rgba\(0, 0, 0, 0\))$/.test(backgroundColor)) return backgroundColor;
  }
  return '#ffffff';
}

function copyOf(root: HTMLElement): HTMLElement {
  const copy = root.cloneNode(true) as HTMLElement;
  const originals = [root, ...root.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  const pairs = new Map(originals.map((original, index) => [original, copies[index]]));
  standStill(pairs);
  for (const [original, twin] of pairs) if (twin) keepState(original, twin);
  for (const element of copy.querySelectorAll('script,noscript,style,link,template,iframe')) element.remove();
  const style = document.createElement('style');
  style.textContent = `${styleTexts(document).join('\n')}\n*,*::before,*::after{animation:none!important;transition:none!important}`;
  copy.querySelector('head')?.append(style);
  if (scrollX !== 0 || scrollY !== 0) copy.style.transform = `translate(${-scrollX}px,${-scrollY}px)`;
  copy.style.width = `${innerWidth}px`;
  return copy;
}

/** Whatever moves stands as it does now: in the copy it would begin anew. */
function standStill(pairs: ReadonlyMap<Element, Element | undefined>): void {
  for (const animation of document.getAnimations()) {
    const { effect } = animation;
    if (!(effect instanceof KeyframeEffect) || !effect.target || effect.pseudoElement !== null) continue;
    const twin = pairs.get(effect.target);
    if (!(twin instanceof HTMLElement || twin instanceof SVGElement)) continue;
    const now = getComputedStyle(effect.target);
    for (const name of new Set(effect.getKeyframes().flatMap((keyframe) => Object.keys(keyframe)))) {
      if (['offset', 'computedOffset', 'easing', 'composite'].includes(name)) continue;
      const property = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const value = now.getPropertyValue(property);
      if (value !== '') twin.style.setProperty(property, value, 'important');
    }
  }
}

/** What an element shows and its markup does not say. */
function keepState(original: Element, copy: Element): void {
  for (const { name } of [...copy.attributes]) {
    if (!/^(?:xmlns|xlink:href|xml:[a-z]+|[a-z_][\w.-]*)$/i.test(name)) copy.removeAttribute(name);
  }
  if (original instanceof HTMLCanvasElement) paint(copy, original.toDataURL());
  else if (original instanceof HTMLInputElement) {
    copy.setAttribute('value', original.value);
    copy.toggleAttribute('checked', original.checked);
  } else if (original instanceof HTMLTextAreaElement) copy.textContent = original.value;
  else if (original instanceof HTMLOptionElement) copy.toggleAttribute('selected', original.selected);
  else if (original instanceof HTMLImageElement && !original.src.startsWith('data:')) {
    const address = addressOf(original);
    if (address !== null) copy.setAttribute('src', address);
  } else if (original instanceof HTMLVideoElement) {
    const address = addressOf(original);
    if (address !== null) paint(copy, address);
  }
}

function paint(copy: Element, address: string): void {
  if (copy instanceof HTMLElement) copy.style.background = `url("${address}") 0 0 / 100% 100% no-repeat`;
}

/** The picture itself as an address: a drawing fetches nothing. */
function addressOf(picture: HTMLImageElement | HTMLVideoElement): string | null {
  const [width, height] =
    picture instanceof HTMLVideoElement
      ? [picture.videoWidth, picture.videoHeight]
      : [picture.naturalWidth, picture.naturalHeight];
  if (width === 0 || height === 0) return null;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  return canvas.toDataURL();
}
