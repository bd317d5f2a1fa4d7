import type { PresetName } from '../model/preset.js';

/** Headers under which exports carry a field, best first. Compared trimmed, NFC, without case and with `_`, `-` as blanks. */
type Aliases = Readonly<Record<string, readonly string[]>>;

const leadAliases: Aliases = {
  key: ['lead_id', 'lead id', 'record id', 'contact id', 'id', 'uuid', 'klaviyo id', 'euid', 'leid'],
  email: [
    'email',
    'e-mail',
    'email address',
    'e-mail-adresse',
    'email_address',
    'mail',
    'property_email',
    '邮箱',
    '电子邮件',
  ],
  first_name: ['first_name', 'first name', 'firstname', 'vorname', 'property_firstname', 'merge_fname', '名'],
  last_name: [
    'last_name',
    'last name',
    'lastname',
    'surname',
    'nachname',
    'property_lastname',
    'merge_lname',
    '姓',
  ],
  salutation: ['salutation', 'anrede', '称谓'],
  title: ['title', 'job title', 'job_title', 'jobtitle', 'position', 'funktion', 'property_jobtitle', '职位'],
  company: [
    'company',
    'company name',
    'organization',
    'firma',
    'unternehmen',
    'associated company',
    'property_company',
    '公司',
  ],
  country: ['country', 'country/region', 'land', 'country_code', 'cc', '国家'],
  region: ['region', 'state', 'state/region', 'state / region', 'bundesland', '省份'],
  employees: [
    'employees',
    'number_of_employees',
    'numberofemployees',
    'number of employees',
    'mitarbeiter',
    '员工数',
  ],
  industry: ['industry', 'branche', '行业'],
  budget: ['budget', '预算'],
  phone: ['phone', 'phone number', 'phone_number', 'mobile', 'telefon', '电话'],
  language: ['language', 'preferred_locale', 'ip_language', 'sprache', '语言'],
  timezone: ['timezone', 'time zone', 'zeitzone', '时区'],
  source: ['source', 'lead source', 'leadsource', 'lead_source', 'original source', 'quelle', '来源'],
  owner: ['owner', 'contact owner', 'ownerid', 'owner_id'],
  tags: ['tags', 'schlagworte', '标签'],
  consent_at: ['consent_at', 'email marketing consent timestamp', 'confirm_time', 'optin_time'],
  created_at: [
    'created_at',
    'created',
    'create date',
    'createddate',
    'created_date',
    'date created',
    'date added',
    'profile created on',
    'timestamp_signup',
    'property_createdate',
    'erstellt am',
    '创建时间',
  ],
  updated_at: [
    'updated_at',
    'updated',
    'lastmodifieddate',
    'last_modified_date',
    'last_changed',
    'modified_time',
    'geändert am',
    '更新时间',
  ],
};

const eventAliases: Aliases = {
  id: ['event_id', 'event id', 'messageid', 'id', 'uuid'],
  lead: ['lead_id', 'lead id', 'lead', 'contact id', 'person_id', 'user_id', 'userid', 'customer_id'],
  email: ['email', 'e-mail', 'email address', 'recipient', 'email_address', 'userid_email'],
  type: ['type', 'event', 'event_type', 'event type', 'event_name', 'activity', 'action', 'ereignis', '事件'],
  at: [
    'at',
    'timestamp',
    'time',
    'occurred_at',
    'event_time',
    'datetime',
    'date',
    'created_at',
    'zeitpunkt',
    '时间',
  ],
  url: ['url', 'link', 'page', 'page_url', 'originallink'],
  value: ['value', 'amount', 'revenue', 'wert'],
  topic: ['topic', 'thema'],
  campaign: ['campaign', 'campaign_id', 'campaign_name'],
  is_machine: ['is_machine', 'sg_machine_open', 'filtered_event'],
  reason: ['reason'],
};

/**
 * A creation date is no instant of a suppression: it may be that of the contact, and a stop that begins too early is lifted by consent that
 * came before it.
 */
const suppressionAliases: Aliases = {
  email: [...(leadAliases.email ?? []), 'recipient', 'address', 'subscriber', 'adresse', '邮箱地址'],
  sha256: ['sha256', 'sha 256', 'email_sha256', 'sha256_email', 'email_hash', 'hashed_email', 'hash'],
  domain: ['domain', 'domains', 'email domain', 'mail domain', '域名'],
  reason: [
    ...['reason', 'suppression reason', 'unsub_reason', 'bounce reason', 'grund', '原因'],
    ...['status', 'type', 'typ', '状态', '类型'],
  ],
  at: [
    ...['at', 'timestamp', 'date', 'datetime', 'time', 'unsub_time', 'unsubscribed_at', 'unsubscribe date'],
    ...['suppressed_at', 'bounced_at', 'complained_at', 'opted out at', 'opt out date', 'clean_time'],
    ...['datum', 'zeitpunkt', 'abgemeldet am', 'gesperrt am', '时间', '日期', '退订时间'],
  ],
  purpose: ['purpose', 'zweck', '用途', '目的'],
};

/**
 * What a preset says differently, asked before the general names. Only where a general name would be wrong for that
 * export: Mautic's `title` is a salutation, Salesforce's `Id` is the lead.
 */
const presetLeadAliases: Partial<Record<PresetName, Aliases>> = {
  hubspot: { key: ['record id', 'id'], company: ['company name', 'associated company'] },
  salesforce: { key: ['id', 'lead id'], updated_at: ['systemmodstamp', 'lastmodifieddate'] },
  mailchimp: { key: [], created_at: ['optin_time', 'confirm_time', 'timestamp_signup'] },
  mautic: { key: ['id'], title: ['position'], salutation: ['title'] },
  klaviyo: { key: ['klaviyo id'], consent_at: ['email marketing consent timestamp'] },
  brevo: {
    key: [],
    first_name: ['firstname', 'vorname'],
    last_name: ['lastname', 'nachname'],
    created_at: ['added_time'],
  },
};

/** The names of fields in one kind of export: what the preset says, and what is usual. */
export interface FieldNames {
  readonly preset: Aliases;
  readonly usual: Aliases;
}

export function leadNames(preset: string): FieldNames {
  const known = new Map(Object.entries(presetLeadAliases)).get(preset);
  return { preset: known ?? {}, usual: leadAliases };
}

export function eventNames(): FieldNames {
  return { preset: {}, usual: eventAliases };
}

export function suppressionNames(): FieldNames {
  return { preset: {}, usual: suppressionAliases };
}

/** For sources whose columns are named in the config. */
export const noNames: FieldNames = { preset: {}, usual: {} };

/** A header as people see it: NFC, without blanks around it and without characters that nobody sees, such as a byte order mark. */
export function visibleHeader(header: string): string {
  return header.normalize('NFC').replace(INVISIBLE, '').replace(OUTER_BLANKS, '');
}

/**
 * The form in which headers are compared: as people see them, without case, and with one blank for blanks, dashes and `_`. A header
 * of nothing but these is compared as it is. Empty for a column without a name.
 */
export function headerKey(header: string): string {
  const visible = visibleHeader(header).toLowerCase();
  return visible.replace(SEPARATORS, ' ').trim() || visible;
}

/** Soft hyphens, zero-width characters, byte order marks, marks of direction. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const OUTER_BLANKS = /^\p{White_Space}+|\p{White_Space}+$/gu;
const SEPARATORS = /[\p{White_Space}\p{Pd}_]+/gu;
