const written = /^\d+(?:\.\d+)?%$/;

/** Reads a share such as `5%` as a number from 0 to 1; undefined for any other text. */
export function parseShare(text: string): number | undefined {
  const share = written.test(text) ? Number.parseFloat(text) / 100 : Number.NaN;
  return share <= 1 ? share : undefined;
}
