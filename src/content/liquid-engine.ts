import { type FilterImplOptions, Liquid, toValue } from 'liquidjs';
import { formatDate } from './format-date.js';
import { MissingValue } from './missing-value.js';

/** Tags of templates. None of them reads other files, and none changes the fields of the lead. */
export const templateTags: readonly string[] = [
  ...['if', 'unless', 'case', 'assign', 'capture', 'for', 'break', 'continue', 'comment', 'raw', '#'],
];

/**
 * Filters of templates, with the least and the largest number of their arguments. They are about text alone: fields are text, and a
 * number such as `1.234,50` would be computed wrongly. None asks the clock, the machine or chance, and none evaluates a text.
 */
export const templateFilters: Readonly<Record<string, readonly [number, number]>> = {
  append: [1, 1],
  capitalize: [0, 0],
  date: [1, 1],
  default: [1, 1],
  downcase: [0, 0],
  escape: [0, 0],
  first: [0, 0],
  join: [0, 1],
  last: [0, 0],
  prepend: [1, 1],
  remove: [1, 1],
  replace: [2, 2],
  replace_first: [2, 2],
  size: [0, 0],
  slice: [1, 2],
  split: [1, 1],
  strip: [0, 0],
  truncate: [0, 2],
  truncatewords: [0, 2],
  upcase: [0, 0],
  url_encode: [0, 0],
};

/** Characters and milliseconds. No honest template comes near; the time is there so that nothing ever hangs. */
const limits = { memoryLimit: 4_000_000, renderLimit: 10_000 };

/** LiquidJS as templates may use it (S6.11). It keeps nothing between two texts. */
export const liquid = createEngine();

type Filter = Exclude<FilterImplOptions, { readonly raw: boolean }>;

function createEngine(): Liquid {
  const engine = new Liquid({
    ...limits,
    strictFilters: true,
    strictVariables: true,
    ownPropertyOnly: true,
    locale: 'en',
    templates: {},
    outputEscape: shown,
  });
  for (const tag of Object.keys(engine.tags)) if (!templateTags.includes(tag)) delete engine.tags[tag];
  engine.registerFilter('date', (value, format) => formatDate(text(value), text(format)));
  for (const [name, filter] of Object.entries(engine.filters)) {
    if (!Object.hasOwn(templateFilters, name) || typeof filter !== 'function') engine.unregisterFilter(name);
    else engine.registerFilter(name, name === 'default' ? givingDefault(filter) : keepingMissing(filter));
  }
  return engine;
}

/** What is made of a missing value is missing, so that no filter can hide a hole: `first_name | append: "!"` is no text. */
function keepingMissing(filter: Filter): Filter {
  return function (value, ...args) {
    const missing: unknown = [value, ...args].find((operand) => operand instanceof MissingValue);
    return missing ?? filter.call(this, value, ...args);
  };
}

function givingDefault(filter: Filter): Filter {
  return function (value, fallback) {
    if (!(value instanceof MissingValue)) return filter.call(this, value, fallback);
    if (fallback instanceof MissingValue) return value;
    value.replacedBy(text(fallback));
    return fallback;
  };
}

/** Everything that is printed comes through here. Nothing at all is never what somebody wanted to print; an empty text may be. */
function shown(value: unknown): string {
  if (value instanceof MissingValue) {
    value.printed();
    return '';
  }
  if (toValue(value) == null) throw new Error('there is nothing to print');
  return text(value);
}

function text(value: unknown): string {
  const plain: unknown = toValue(value);
  return Array.isArray(plain) ? plain.map(text).join('') : String(plain);
}
