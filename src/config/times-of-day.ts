const FORM = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** Minutes of a day. */
export const DAY_MINUTES = 1440;

/** Reads `09:30`, up to `24:00`, as minutes since the beginning of the day; undefined for any other text. */
export function parseTimeOfDay(text: string): number | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, hours, minutes] = match;
  return hours === undefined ? DAY_MINUTES : Number(hours) * 60 + Number(minutes);
}
