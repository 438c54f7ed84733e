// Preloaded into every child of a start: when the parent is gone without having stopped us, so are we.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
