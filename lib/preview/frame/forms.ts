type Say = (text: string) => void;

/** Links out of the program are not followed. Set again after each `document.open()`, which takes listeners away. */
export function keepLinksInside(say: Say): void {
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
    const address = link?.getAttribute('href');
    if (!link || address == null || event.defaultPrevented) return;
    // An anchor within the page, or a script of the program's own.
    if (address.startsWith('#') || link.protocol === 'javascript:') return;
    event.preventDefault();
    say(`Link not followed: ${address}`);
  });
}

/**
 * Without `allow-forms` the browser drops a form before its submit event, and programs only want the event. Set again
 * after each `document.open()`.
 */
export function submitForms(say: Say): void {
  const submit = (form: HTMLFormElement, submitter: HTMLElement | null) => {
    if (!form.noValidate && !form.reportValidity()) return;
    const event = new SubmitEvent('submit', { bubbles: true, cancelable: true, submitter });
    if (form.dispatchEvent(event)) say('Form not sent: the preview has no network');
  };
  HTMLFormElement.prototype.requestSubmit = function (submitter) {
    submit(this, submitter ?? null);
  };
  addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest<HTMLButtonElement | HTMLInputElement>('button,input');
    if (!button?.form || event.defaultPrevented || button.disabled) return;
    if (button.type !== 'submit' && button.type !== 'image') return;
    event.preventDefault();
    submit(button.form, button);
  });
  addEventListener('keydown', (event) => {
    const field = event.target;
    if (event.key !== 'Enter' || event.isComposing || event.defaultPrevented) return;
    if (!(field instanceof HTMLInputElement) || !field.form || notTyped.has(field.type)) return;
    event.preventDefault();
    const submitters = 'button:not([type]),button[type=submit],input[type=submit]';
    const button = field.form.querySelector<HTMLButtonElement | HTMLInputElement>(submitters);
    if (button) button.click();
    else submit(field.form, null);
  });
}

const notTyped = new Set(['button', 'submit', 'reset', 'image', 'file', 'checkbox', 'radio', 'color']);
