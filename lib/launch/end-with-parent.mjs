// Loaded into the server before anything else. The launcher holds the other end of standard input and never writes to
// it: when it closes, the launcher is gone, perhaps without a word, and nobody is left who could end the server.
process.stdin.on('close', () => process.kill(process.pid, 'SIGTERM')).resume();
process.stdin.unref?.();
