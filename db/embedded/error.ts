/** The embedded Postgres cannot be used; the message is one line that says what to do. */
export class EmbeddedServerError extends Error {}

type Circumstances = {
  dataDir: string;
  logFile: string;
  /** What Postgres wrote during this start; older lines would explain older failures. */
  log: string;
};

/** Turns what went wrong into one line that says what to do. */
export function explainFailure(error: unknown, { dataDir, logFile, log }: Circumstances): EmbeddedServerError {
  if (error instanceof EmbeddedServerError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const text = `${message}\n${log.slice(-8000)}`;
  if (/No space left on device|ENOSPC|Disk quota exceeded|EDQUOT/.test(text)) {
    return new EmbeddedServerError(`The disk that holds ${dataDir} is full: free some space and start again.`);
  }
  if (/EACCES|EPERM|Permission denied|EROFS|Read-only file system/.test(text)) {
    return new EmbeddedServerError(
      `${dataDir} cannot be read and written by this user: fix its owner, or set FACET_DATA_DIR to another folder.`,
    );
  }
  if (/ENOENT.*mkdir/.test(message)) {
    return new EmbeddedServerError(`No folder can be made at ${dataDir}: set FACET_DATA_DIR to another place.`);
  }
  if (/ENOTDIR|EEXIST/.test(text)) {
    return new EmbeddedServerError(`${dataDir} is not a folder: set FACET_DATA_DIR to one.`);
  }
  const reason = log.match(/(?:FATAL|PANIC|ERROR): .*/g)?.at(-1) ?? message.split("\n")[0];
  return new EmbeddedServerError(`Postgres could not be started: ${reason} Its log: ${logFile}`);
}
