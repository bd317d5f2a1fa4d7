import { createHash } from 'node:crypto';
import type { AudiencePlatform } from '../model/send-list.js';
import { type AudienceField, type AudienceForm, audienceForms } from './audience-forms.js';

/** What a lead brings along, as it stands in the lead file. */
export type AudienceLead = Readonly<Partial<Record<AudienceField, string | undefined>>>;

export interface AudienceRow {
  /** One cell per column of the header. */
  readonly cells: readonly string[];
  /** Fields that have a value which the platform could not read, so that their cell is empty; to be counted. */
  readonly unusable: readonly AudienceField[];
  /** Whether the row can find anybody: it has an address, a phone number, or a name with country and postcode. */
  readonly identifies: boolean;
}

/** Header row of the file that a platform takes, to the letter. */
export function audienceHeader(platform: AudiencePlatform): readonly string[] {
  return columns[platform].map(({ header }) => header);
}

/**
 * A lead as a row of that file. What names a person is brought into the form that the platform documents and hashed with
 * SHA-256, as lower-case hex; each platform has its own form, so hashes of one are of no use to another.
 */
export function audienceRow(platform: AudiencePlatform, lead: AudienceLead): AudienceRow {
  const unusable: AudienceField[] = [];
  const found = new Set<AudienceField>();
  const cells = columns[platform].map(({ field, form, plain }) => {
    const value = lead[field]?.trim() ?? '';
    if (value === '') return '';
    const normal = form(value, lead);
    if (normal === undefined || normal === '') {
      unusable.push(field);
      return '';
    }
    found.add(field);
    return plain ? normal : createHash('sha256').update(normal, 'utf8').digest('hex');
  });
  const has = (...fields: readonly AudienceField[]) => fields.every((field) => found.has(field));
  const identifies = has('email') || has('phone') || has('first_name', 'last_name', 'country', 'zip');
  return { cells, unusable, identifies };
}

interface AudienceColumn {
  readonly header: string;
  readonly field: AudienceField;
  readonly form: AudienceForm;
  /** Not hashed. */
  readonly plain: boolean;
}

const columns: Readonly<Record<AudiencePlatform, readonly AudienceColumn[]>> = {
  google: [
    hashed('Email', 'email', audienceForms.googleEmail),
    hashed('Phone', 'phone', audienceForms.e164),
    hashed('First Name', 'first_name', audienceForms.lowerCase),
    hashed('Last Name', 'last_name', audienceForms.lowerCase),
    plain('Country', 'country', audienceForms.countryUpper),
    plain('Zip', 'zip', audienceForms.asWritten),
  ],
  meta: [
    hashed('email', 'email', audienceForms.email),
    hashed('phone', 'phone', audienceForms.phoneDigits),
    hashed('fn', 'first_name', audienceForms.nameWithoutPunctuation),
    hashed('ln', 'last_name', audienceForms.nameWithoutPunctuation),
    hashed('zip', 'zip', audienceForms.compactZip),
    hashed('ct', 'city', audienceForms.lettersOnly),
    hashed('st', 'state', audienceForms.lettersOnly),
    hashed('country', 'country', audienceForms.countryLower),
  ],
  tiktok: [
    hashed('Email_SHA256', 'email', audienceForms.email),
    hashed('Phone_SHA256', 'phone', audienceForms.e164),
  ],
};

function hashed(header: string, field: AudienceField, form: AudienceForm): AudienceColumn {
  return { header, field, form, plain: false };
}

function plain(header: string, field: AudienceField, form: AudienceForm): AudienceColumn {
  return { header, field, form, plain: true };
}
