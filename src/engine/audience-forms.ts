import { matchKey } from './addresses.js';

export const audienceFields = [
  'email',
  'phone',
  'first_name',
  'last_name',
  'country',
  'zip',
  'city',
  'state',
] as const;

export type AudienceField = (typeof audienceFields)[number];

/** Brings a trimmed value into the form that is hashed; undefined when it can not be. */
export type AudienceForm = (
  value: string,
  lead: Readonly<Partial<Record<AudienceField, string | undefined>>>,
) => string | undefined;

/** The forms that ad platforms document for their lists of customers. */
export const audienceForms = {
  /** Meta and TikTok: trimmed and in lower case, which is the match key (S2.3); dots and `+suffix` stay. */
  email: matchKey,

  /**
   * Google's Customer Match: the same, and at gmail.com and googlemail.com the local part loses its dots and its `+suffix`. Other
   * pages of Google's speak of the dots alone; this is the rule of the page on Customer Match and of its code samples.
   */
  googleEmail(value) {
    const key = matchKey(value);
    const [local = '', domain = ''] = key?.split('@') ?? [];
    if (domain !== 'gmail.com' && domain !== 'googlemail.com') return key;
    const mailbox = local.replace(/\+.*$/, '').replaceAll('.', '');
    return mailbox === '' ? undefined : `${mailbox}@${domain}`;
  },

  /** Google and TikTok: `+`, country calling code, number. */
  e164,

  /** Meta: the same without the `+`. */
  phoneDigits: (value) => e164(value)?.slice(1),

  /** Google's names: lower case; blanks and punctuation inside stay. */
  lowerCase: (value) => value.normalize('NFC').toLowerCase(),

  /** Meta's names: lower case without ASCII punctuation; all other scripts stay. */
  nameWithoutPunctuation: (value) =>
    value
      .normalize('NFC')
      .toLowerCase()
      .replace(/[!-/:-@[-`{-~]/g, '')
      .trim(),

  /** Meta's towns and states: letters alone, of any script, in lower case. */
  lettersOnly: (value) =>
    value
      .normalize('NFC')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}]/gu, ''),

  /** Meta's postcodes: lower case without blanks and dashes, in the United States the first five digits. */
  compactZip(value, { country }) {
    const compact = value
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\p{Pd}]/gu, '');
    return country !== undefined && countryCode(country) === 'us' ? compact.slice(0, 5) : compact;
  },

  /** Two letters of ISO 3166-1. A name of a country is not guessed at. */
  countryLower: countryCode,
  countryUpper: (value) => countryCode(value)?.toUpperCase(),

  asWritten: (value) => value.normalize('NFC'),
} satisfies Readonly<Record<string, AudienceForm>>;

/**
 * A phone number that says its country itself, by `+` or `00`. A national number is not completed by the lead's country: it
 * would be somebody else's wherever the lead's phone is from elsewhere. The `(0)` of `+49 (0)30` is a hint for callers at home.
 */
function e164(value: string): string | undefined {
  const written = value.normalize('NFKC').trim();
  if (!/^(?:\+|00)[\d\s().\p{Pd}/]+$/u.test(written)) return undefined;
  const digits = written.replace(/\(0\)/, '').replace(/\D/g, '').replace(/^00/, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : undefined;
}

function countryCode(value: string): string | undefined {
  const code = value.normalize('NFKC').trim().toLowerCase();
  return /^[a-z]{2}$/.test(code) ? code : undefined;
}
