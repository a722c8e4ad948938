export const instructionFieldId = 'instruction';

/** Puts the cursor at the end of the instruction. */
export function focusInstruction(): void {
  // What was just put into the draft is on the page only after it was drawn.
  requestAnimationFrame(() => {
    const field = document.getElementById(instructionFieldId);
    if (!(field instanceof HTMLTextAreaElement)) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });
}
