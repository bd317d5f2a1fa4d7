import type { ColumnKind } from '../../model/file-inspection.js';
import { headerKey } from '../aliases.js';
import { shapeOf } from '../text/shapes.js';
import { type EpochUnit, epochUnitsOf } from '../values/epoch-unit.js';

/** What the first rows say about a column. */
export interface GuessedColumn {
  /** As people see it; empty for a column without a name. */
  readonly header: string;
  readonly values: readonly string[];
  readonly kinds: readonly ColumnKind[];
  /** Units of time, when the values are plain numbers that count it. */
  readonly epochs: readonly EpochUnit[];
}

/** Share of the values that are of a kind when the column is. */
export const nearlyAll = 0.9;
/** Fewer values prove nothing about the rest of a column. */
const fewestValues = 20;

/**
 * The kinds that a column may have by the first values of the file, to be tested on all rows. One in general, because a test of
 * every value for everything would take longer than reading the file; nearly all where the first rows say too little.
 */
export function guessKinds(
  header: string,
  values: readonly string[],
  sampleIsWhole: boolean,
): readonly ColumnKind[] {
  const fitting = tests.filter(({ fits }) => fits(header, values)).map(({ kind }) => kind);
  if (values.length >= fewestValues || (sampleIsWhole && values.length > 0)) return fitting.slice(0, 1);
  return [...new Set([...fitting, ...whenUnknown])];
}

/** A header that says what tells rows apart. */
export function namesAnId(header: string): boolean {
  return ID_NAME.test(headerKey(header)) || /[a-z]I[dD]$/.test(header);
}

const whenUnknown: readonly ColumnKind[] = ['email', 'url', 'instant', 'boolean', 'integer', 'number'];

/** Most special first; the order decides. */
const tests: readonly {
  readonly kind: ColumnKind;
  readonly fits: (header: string, values: readonly string[]) => boolean;
}[] = [
  { kind: 'email', fits: (_, values) => most(values, (text) => shapeOf(text) === 'email') },
  { kind: 'url', fits: (_, values) => most(values, (text) => URL_START.test(text)) },
  { kind: 'instant', fits: (_, values) => most(values, (text) => isDate(text) && TIME.test(text)) },
  { kind: 'date', fits: (_, values) => most(values, isDate) },
  { kind: 'epoch', fits: (header, values) => TIME_NAME.test(headerKey(header)) && isEpoch(values) },
  { kind: 'boolean', fits: (_, values) => isBoolean(values) },
  { kind: 'phone', fits: (header, values) => isPhone(header, values) },
  { kind: 'id', fits: (header, values) => isId(header, values) },
  { kind: 'integer', fits: (_, values) => most(values, (text) => WHOLE_NUMBER.test(text)) },
  { kind: 'number', fits: (_, values) => most(values, (text) => shapeOf(text) === 'number') },
];

const URL_START = /^(?:https?:\/\/|www\.)/i;
const TIME = /\d:\d\d/;
const WHOLE_NUMBER = /^[+-]?\d+$/;
const TIME_NAME =
  /(?:^|[\s.])(?:at|on|ts|time|timestamp|date|datetime|created|updated|epoch)$|timestamp|zeit/;
const ID_NAME = /(?:^|[\s.])(?:id|ids|uuid|guid|key|nr|no|number|nummer|编号)$/;
const PHONE_NAME = /phone|tel|mobil|fax|handy|电话|手机/;
const PHONE = /^\+?[\d\s()/.-]{6,24}$/;

function most(values: readonly string[], fits: (text: string) => boolean): boolean {
  return values.length > 0 && values.filter(fits).length >= nearlyAll * values.length;
}

/** A time of day alone is no date. */
function isDate(text: string): boolean {
  return shapeOf(text) === 'date' && !/^\d{1,2}:/.test(text);
}

function isEpoch(values: readonly string[]): boolean {
  return (epochUnitsOf(values)?.length ?? 0) > 0;
}

/** Ones and zeros only when both are there: a column of ones is as likely a count. */
function isBoolean(values: readonly string[]): boolean {
  const different = new Set(values.map((text) => text.toLowerCase()));
  if (different.size === 0 || ![...different].every((word) => TRUTH.has(word))) return false;
  const digits = ['0', '1'].filter((digit) => different.has(digit)).length;
  return digits !== 1 || different.size > 1;
}

const TRUTH = new Set(
  ['true', 'yes', 'y', '1', 'ja', 'wahr', '是', 'x', 'false', 'no', 'n', '0', 'nein', 'falsch'].concat('否'),
);

function isPhone(header: string, values: readonly string[]): boolean {
  if (!most(values, (text) => PHONE.test(text) && text.replace(/\D/g, '').length >= 6)) return false;
  return PHONE_NAME.test(headerKey(header)) || most(values, (text) => /^(?:\+|00)/.test(text));
}

/** By the name of the column, by one form throughout, or because the values are long random codes. */
function isId(header: string, values: readonly string[]): boolean {
  if (!most(values, (text) => CODE.test(text))) return false;
  if (namesAnId(header)) return true;
  const prefixes = new Set(values.map((text) => PREFIXED.exec(text)?.[1]));
  return most(values, (text) => RANDOM.test(text)) || (prefixes.size === 1 && !prefixes.has(undefined));
}

const CODE = /^[\p{L}\p{N}_.:/=+-]{1,64}$/u;
const PREFIXED = /^([\p{L}_:-]{1,8})\d+$/u;
const RANDOM = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{16,64})$/i;
