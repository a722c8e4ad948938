/**
 * Keeps the page above the on-screen keyboard where the browser only moves the visible part and leaves the page's height
 * alone. Returns what ends it.
 */
export function followWindow(): () => void {
  const viewport = window.visualViewport;
  if (!viewport) return () => {};
  const root = document.documentElement;
  const fit = () => {
    const isCovered = viewport.scale === 1 && window.innerHeight - viewport.height > 80;
    if (isCovered) {
      root.style.setProperty('--viewport-height', `${viewport.height}px`);
      window.scrollTo(0, 0);
    } else root.style.removeProperty('--viewport-height');
  };
  viewport.addEventListener('resize', fit);
  fit();
  return () => {
    viewport.removeEventListener('resize', fit);
    root.style.removeProperty('--viewport-height');
  };
}
