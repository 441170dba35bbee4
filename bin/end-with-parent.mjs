// Loaded before a child's own code (`node --import`). Whatever happens to the supervisor, kill -9 included, the channel to
// it closes: the child then stops as if asked to.
if (process.connected) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
}
