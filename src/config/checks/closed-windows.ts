import { type Entry, entriesAt, entriesIn, type Outline, textAt } from '../outline.js';
import { type Problem, valueProblem } from '../problem.js';
import { DAY_MINUTES, parseTimeOfDay } from '../times-of-day.js';

/** Windows without a single minute at which mail may go out. */
export function closedWindows({ policy, campaigns }: Outline): readonly Problem[] {
  return [policy, ...campaigns].flatMap((owner) => entriesIn(owner, 'window')).flatMap(closed);
}

function closed(window: Entry): readonly Problem[] {
  const open = hoursOf(window, 0, DAY_MINUTES);
  const quiet = entriesAt(window, 'quiet').map((hours) => hoursOf(hours, 0, 0));
  if (open.from >= open.to) {
    const at = ['to', 'from'].find((key) => window.value[key] !== undefined) ?? 'from';
    const message = `The window would open at ${clock(open.from)} and close at ${clock(open.to)}.`;
    return [valueProblem('config/closed-window', [...window.path, at], message)];
  }
  const isOpen = (minute: number) => !quiet.some((hours) => isWithin(hours, minute));
  for (let minute = open.from; minute < open.to; minute++) if (isOpen(minute)) return [];
  const message = 'The quiet hours leave nothing of the window.';
  return [valueProblem('config/closed-window', [...window.path, 'quiet'], message)];
}

interface Hours {
  readonly from: number;
  readonly to: number;
}

/** What can not be read is reported by the schema. */
function hoursOf(entry: Entry, from: number, to: number): Hours {
  const minuteAt = (key: string) => parseTimeOfDay(textAt(entry, key) ?? '');
  return { from: minuteAt('from') ?? from, to: minuteAt('to') ?? to };
}

/** Hours whose end is before their beginning go over midnight. */
function isWithin({ from, to }: Hours, minute: number): boolean {
  return from <= to ? from <= minute && minute < to : minute >= from || minute < to;
}

function clock(minute: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
