/** Tells whether an element can be seen by somebody: on the screen, in a tab that is in front. Calls once at first. */
export function watchSeen(element: Element, onChange: (isSeen: boolean) => void): () => void {
  let isOnScreen = false;
  let isSeen: boolean | null = null;
  const tell = () => {
    const now = isOnScreen && document.visibilityState === 'visible';
    if (now !== isSeen) onChange((isSeen = now));
  };
  const observer = new IntersectionObserver((entries) => {
    isOnScreen = entries.at(-1)?.isIntersecting ?? false;
    tell();
  });
  observer.observe(element);
  document.addEventListener('visibilitychange', tell);
  return () => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', tell);
  };
}
