import type { ColumnInspection, RoleGuess } from '../../model/file-inspection.js';
import type { PresetSignature } from '../../model/preset-signatures.js';
import { eventNames, headerKey, leadNames } from '../aliases.js';
import { type HeadedFile, mapColumns } from '../mapping.js';

/** What a file is for: by the tool that wrote it, else by what its columns are named and how often their values repeat. */
export function guessRole(
  file: HeadedFile,
  columns: readonly ColumnInspection[],
  signature: PresetSignature | undefined,
): RoleGuess {
  if (signature !== undefined) return { kind: signature.kind, why: `it looks like: ${signature.tool}` };
  const lead = mapColumns(file, {}, leadNames('generic'));
  const event = mapColumns(file, {}, eventNames());
  const named = (header: string | undefined) => columns.find((column) => column.header === header);
  const [only, ...others] = columns.filter(({ kind }) => kind !== 'empty');
  const address = named(lead.header('email')) ?? columns.find(({ kind }) => kind === 'email');
  const suppressing = columns.find(({ header }) => SUPPRESSING_COLUMN.test(headerKey(header)));

  if (address !== undefined && (suppressing !== undefined || SUPPRESSING_FILE.test(file.name))) {
    const seen =
      suppressing === undefined ? 'its name says so' : `it has addresses and ${suppressing.header}`;
    const describesLeads = ['company', 'title', 'created_at'].some(
      (field) => lead.header(field) !== undefined,
    );
    if (suppressing === undefined || !describesLeads) return { kind: 'suppressions', why: seen };
  }
  const [who, type, at] = [
    named(event.header('lead')) ?? address,
    named(event.header('type')),
    named(event.header('at')) ?? columns.find(isTime),
  ];
  const isEvents = type !== undefined && (EVENT_NAME.test(headerKey(type.header)) || who?.unique === false);
  if (isEvents && at !== undefined && isTime(at)) {
    const of = who === undefined ? '' : `${who.header}, `;
    return { kind: 'events', why: `each row has ${of}${type.header} and ${at.header}` };
  }
  if (address !== undefined) return { kind: 'leads', why: `each row has an address in ${address.header}` };
  if (only !== undefined && others.length === 0) return { kind: 'list', why: 'it has one column of values' };
  const key = named(lead.header('key'));
  if (key?.unique === true) return { kind: 'leads', why: `each row has its own ${key.header}` };
  return { kind: 'unknown', why: 'no column says who a row is about' };
}

function isTime({ kind }: ColumnInspection): boolean {
  return kind === 'instant' || kind === 'date' || kind === 'epoch';
}

const EVENT_NAME = /^(?:event|event type|event name|activity|action|ereignis|事件)$/;
const SUPPRESSING_COLUMN =
  /^(?:unsub|unsubscribed|suppress|suppression|opted? out|bounced? (?:at|reason)|abgemeldet)/;
const SUPPRESSING_FILE = /unsub|suppress|opt-?out|cleaned|bounce|do-?not|abgemeldet|abmeldungen/i;
