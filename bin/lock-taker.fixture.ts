import { lockDataDirectory } from "./lock";

// Waits to be told, then tries to take the lock; holds it until it is killed.
const [dataDir = ""] = process.argv.slice(2);
process.stdin.once("data", () => {
  lockDataDirectory(dataDir).then(
    ({ wasStale }) => process.stdout.write(`taken ${wasStale}\n`),
    (error: Error) => process.stdout.write(`${error.message}\n`),
  );
});
process.stdout.write("ready\n");
