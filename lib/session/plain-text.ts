/** Endings of files that are never text. */
const binaryEnding =
  /\.(png|jpe?g|gif|webp|avif|heic|bmp|ico|tiff?|psd|pdf|zip|gz|tgz|bz2|xz|7z|rar|tar|woff2?|ttf|otf|eot|mp3|m4a|wav|ogg|flac|mp4|mov|webm|avi|wasm|exe|dll|so|dylib|class|pyc|sqlite|docx|xlsx|pptx)$/i;

/** A picture, a sound or a document as the text of its bytes: what a paste of one can come to. */
const pastedBytes = /data:(image|audio|video|font|application)\/[\w.+-]{1,80}(;[\w=-]{1,40})*;base64,/i;

/** Whether a file of this name is never text. */
export function isBinaryPath(path: string): boolean {
  return binaryEnding.test(path);
}

/** Whether a text is none: it holds what only binary files hold. */
export function isBinaryText(text: string): boolean {
  return text.includes('\0');
}

/** Whether an instruction brings a picture or another file with it, which no model here reads. */
export function holdsPicture(instruction: string): boolean {
  return isBinaryText(instruction) || pastedBytes.test(instruction);
}
