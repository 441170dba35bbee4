// Loaded before a child's own code (`node --import`). Whatever happens to the supervisor, kill -9 included, the channel to
// it closes: the child then stops as if asked to.
if (process.connected) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
}
// Not for the children of our children: `next dev` forks its server with our arguments, and talks to it over that channel.
const at = process.execArgv.indexOf("--import");
if (at >= 0) process.execArgv.splice(at, 2);
