const units: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Bytes of `4GB`, `512MiB`, `1.5g`; undefined when it is no size. Units are powers of 1024. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i.exec(text.trim());
  const [, number, unit] = match ?? [];
  if (number === undefined || unit === undefined) return undefined;
  return Math.floor(Number(number) * (units[unit.toLowerCase()] ?? 1));
}
