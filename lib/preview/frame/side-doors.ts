/**
 * Takes away what a policy does not stop: a connection between browsers goes past it, to whoever the program names. A
 * frame that a program makes within its own still has it; docs/security.md says what that means.
 */
export function closeSideDoors(): void {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'RTCIceTransport']) {
    Reflect.deleteProperty(window, name);
  }
}
