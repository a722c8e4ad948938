/** How many colours `people.css` has for people. */
const colours = 6;

/** A person's colour: the same on everybody's screen, and as long as their page is open. From 1. */
export function personColour(clientId: string): number {
  let sum = 0;
  for (let index = 0; index < clientId.length; index++) sum = (sum * 31 + clientId.charCodeAt(index)) >>> 0;
  return (sum % colours) + 1;
}
