/** The sandbox has no modal windows: what they would say goes to the console. */
export function answerDialogs(say: (text: string) => void): void {
  window.alert = (text?: unknown) => say(`alert: ${String(text)}`);
  window.confirm = (text) => {
    say(`confirm: ${text} (answered yes)`);
    return true;
  };
  window.prompt = (text, preset) => {
    say(`prompt: ${text}`);
    return preset ?? null;
  };
}
