import { formAddress, type LinkOptions } from './links.ts';

/**
 * Without `allow-forms` the browser drops a form before its submit event. Programs mostly want the event; a form that asks
 * one of the program's own pages leads there. Set again after each `document.open()`.
 */
export function submitForms({ own, navigate, say }: LinkOptions): void {
  const submit = (form: HTMLFormElement, submitter: HTMLElement | null) => {
    if (!form.noValidate && !form.reportValidity()) return;
    const event = new SubmitEvent('submit', { bubbles: true, cancelable: true, submitter });
    if (!form.dispatchEvent(event)) return;
    if (form.method === 'dialog') {
      form.closest('dialog')?.close(submitter?.getAttribute('value') ?? undefined);
      return;
    }
    const address = formAddress(form, submitter, own);
    if (address === null) say('Form not sent: the preview has no network');
    else navigate(address);
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
