import { afterEach, describe, expect, it } from 'vitest';
import { canonicalZone } from '../../src/config/zones.js';
import type { LeadFields } from '../../src/engine/lead-fields.js';
import { prepareLeadZones, type ZoneConfig } from '../../src/engine/lead-zones.js';
import { zoneSources } from '../../src/model/zone-source.js';
import { identifier, join, raw, sql } from '../../src/sql/sql.js';
import { useEngine } from './use-engine.js';

const engine = useEngine();

type LeadRow = Readonly<Record<string, string | null>>;

const policy = {
  zones: {
    regions: { 'US/CA': 'America/Los_Angeles', 'BR/AM': 'America/Manaus' },
    countries: { US: 'America/New_York', DE: 'Europe/Berlin', ÅLAND: 'Europe/Mariehamn' },
  },
};
const config: ZoneConfig = { timezone: 'Europe/Zurich', policy };

afterEach(async () => {
  for (const table of ['lead', 'lead_value', 'lead_zone', 'zone_reading', 'zone_name']) {
    await engine().run(sql`DROP TABLE IF EXISTS ${identifier(table)}`);
  }
});

/** Zone and its source of each lead, and the zones that are returned. */
async function zonesOf(
  leads: readonly LeadRow[],
  { timezone, policy }: ZoneConfig = config,
  names: readonly string[] = ['timezone', 'country', 'region'],
  ask = canonicalZone,
) {
  const fields: LeadFields = { names, readings: [{ timezone }], readingOfSource: [0] };
  const columns = names.map((_, index) => sql`, ${identifier(`f${index}`)} VARCHAR`);
  await engine().run(sql`CREATE TEMP TABLE lead_value (place BIGINT${join(columns, '')})`);
  // Ordinals run against places, so that only a join finds the row of a lead.
  await engine().run(raw('CREATE TEMP TABLE lead (ord INTEGER, place BIGINT)'));
  for (const [ord, lead] of leads.entries()) {
    const place = leads.length - ord;
    const values = names.map((name) => sql`, ${lead[name] ?? null}`);
    await engine().run(sql`INSERT INTO lead_value VALUES (${place}${join(values, '')})`);
    await engine().run(sql`INSERT INTO lead VALUES (${ord}, ${place})`);
  }
  const { zones } = await prepareLeadZones(engine(), { timezone, policy }, fields, ask);
  const rows = await engine().rows(raw('SELECT ord, zone, source FROM lead_zone ORDER BY ord'));
  expect(rows.map(([ord]) => ord)).toEqual([...leads.keys()]);
  const found = rows.map(([, zone, source]) => `${zones[Number(zone)]} ${zoneSources[Number(source)]}`);
  return { found, zones };
}

describe('S6.4 the zone of a lead', () => {
  it('is its own, else that of its region, else that of its country, else that of the project', async () => {
    const { found } = await zonesOf([
      { timezone: 'Asia/Kathmandu', country: 'US', region: 'CA' },
      { country: 'US', region: 'CA' },
      { country: 'US', region: 'TX' },
      { country: 'US' },
      { region: 'CA' },
      { country: 'FR', region: 'CA' },
      {},
    ]);
    expect(found).toEqual([
      'Asia/Kathmandu lead',
      'America/Los_Angeles region',
      'America/New_York country',
      'America/New_York country',
      'Europe/Zurich project',
      'Europe/Zurich project',
      'Europe/Zurich project',
    ]);
  });

  it('is UTC by default, which is nobody’s choice', async () => {
    const { found } = await zonesOf([{}, { timezone: 'UTC' }], { timezone: 'UTC', policy });
    expect(found).toEqual(['UTC utc', 'UTC lead']);
  });

  it('is written in whatever case, with blanks for the underscore', async () => {
    const { found } = await zonesOf([
      { timezone: 'europe/BERLIN' },
      { timezone: 'America/New York' },
      { timezone: 'Pacific/Kiritimati' },
      { timezone: 'Etc/GMT-14' },
      { country: 'us', region: 'ca' },
      { country: 'åland' },
      { country: 'ÅLAND' },
    ]);
    expect(found).toEqual([
      'Europe/Berlin lead',
      'America/New_York lead',
      'Pacific/Kiritimati lead',
      'Etc/GMT-14 lead',
      'America/Los_Angeles region',
      'Europe/Mariehamn country',
      'Europe/Mariehamn country',
    ]);
  });

  it('is not what can not be told from a text: offsets, abbreviations, other things', async () => {
    const texts = ['+02:00', 'UTC+14', 'PST', 'Mars/Olympus', 'n/a', "'; DROP TABLE lead; --"];
    const { found } = await zonesOf(texts.map((timezone) => ({ timezone, country: 'DE' })));
    expect(new Set(found)).toEqual(new Set(['Europe/Berlin country']));
  });

  it('needs no fields, and no zones in the config', async () => {
    const none = { timezone: 'Europe/Zurich', policy: { zones: { regions: {}, countries: {} } } };
    expect((await zonesOf([{}, {}], none, [])).found).toEqual([
      'Europe/Zurich project',
      'Europe/Zurich project',
    ]);
  });

  it('reads region and country from whichever is there', async () => {
    const { found } = await zonesOf([{ country: 'DE' }], config, ['name', 'country']);
    expect(found).toEqual(['Europe/Berlin country']);
  });
});

describe('the zones of leads', () => {
  it('are those that some lead is in, in the order of their names, each once', async () => {
    const { zones } = await zonesOf([
      { timezone: 'Europe/Berlin' },
      { country: 'DE' },
      { timezone: 'asia/kathmandu' },
      { timezone: 'Asia/Kathmandu' },
    ]);
    expect(zones).toEqual(['Asia/Kathmandu', 'Europe/Berlin']);
  });

  it('are none without leads', async () => {
    expect(await zonesOf([])).toEqual({ found: [], zones: [] });
  });

  it('are asked for once by each text', async () => {
    const asked: string[] = [];
    const leads = ['Europe/Berlin', 'x', 'Europe/Berlin', 'x', 'europe/berlin'];
    await zonesOf(
      leads.map((timezone) => ({ timezone })),
      config,
      ['timezone'],
      (text) => {
        asked.push(text);
        return canonicalZone(text);
      },
    );
    expect(asked.toSorted()).toEqual(['Europe/Berlin', 'europe/berlin', 'x']);
  });
});
