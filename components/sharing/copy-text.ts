/**
 * Copies a text. Where the browser has no clipboard for pages (plain http on a network), what is selected is copied
 * instead: pass the field that holds the text. False when neither works.
 */
export async function copyText(text: string, field: HTMLInputElement | HTMLTextAreaElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.focus();
    field?.select();
    return document.execCommand('copy');
  }
}
