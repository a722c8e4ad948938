/**
 * The style sheets of a document as texts, also what scripts put into them. In a drawing the document is not the root any
 * more, so what is said of the root is said of it. Sheets that may not be read are left out.
 */
export function styleTexts(from: Document): string[] {
  return [...from.styleSheets, ...from.adoptedStyleSheets].flatMap((sheet) => {
    try {
      const text = [...sheet.cssRules].map((rule) => rule.cssText).join('\n');
      const isForSome = sheet.media.length > 0 && sheet.media.mediaText !== 'all';
      return [(isForSome ? `@media ${sheet.media.mediaText}{${text}}` : text).replaceAll(/:root\b/g, 'html')];
    } catch {
      return [];
    }
  });
}
