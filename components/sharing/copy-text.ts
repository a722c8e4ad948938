/**
 * Copies a text. Where the browser has no clipboard for pages (plain http on a network), what is selected is copied
 * instead: pass the field that holds the text, or null when none does. False when neither works.
 */
export async function copyText(text: string, field: HTMLInputElement | HTMLTextAreaElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (field === null) return copyFromElsewhere(text);
    field.focus();
    field.select();
    return document.execCommand('copy');
  }
}

function copyFromElsewhere(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.style.cssText = 'position:fixed;opacity:0';
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isCopied;
}
