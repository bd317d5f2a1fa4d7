import fc from 'fast-check';
import { worldOf } from './arbitraries.js';
import { type RawAudience, rawAudience, scoreFor } from './arbitrary-audience.js';
import { arbitraryRows, type Rows } from './arbitrary-rows.js';
import type { TextRow, World } from './world.js';

/**
 * Worlds of one config in one run of the engine, which is what takes the time: the leads and events of each keep to
 * themselves, accounts and the queue are common to all.
 */
export function crowds(worlds: number): fc.Arbitrary<World> {
  const options = { maxLeads: 12, maxEvents: 10, contentTies: false, sharedAddresses: true };
  const crowd = worldOf({ exactTies: false }, (place, reading) =>
    fc
      .array(arbitraryRows(place, reading, options), { minLength: worlds, maxLength: worlds, size: 'max' })
      .map((all) => together(all.map(marked))),
  );
  return fc
    .record({
      crowd,
      audience: rawAudience,
      leads: fc.array(leadExtras, { minLength: 40, maxLength: 60, size: 'max' }),
      topics: fc.array(fc.oneof(topic, fc.constant('')), { minLength: 40, maxLength: 60, size: 'max' }),
    })
    .map(({ crowd, audience, leads, topics }) => withAudience(crowd, audience, leads, topics));
}

const topic = fc.constantFrom('pricing', 'Pricing', 'docs', '价格', 'manual', ' prices ', 'else');
const names = (...all: readonly string[]) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    {
      weight: 3,
      arbitrary: fc
        .array(fc.constantFrom(...all), { minLength: 1, maxLength: 3 })
        .map((some) => some.join('; ')),
    },
  );

/** Columns that only S4 reads. */
const leadExtras = fc.record({
  title: fc.constantFrom(
    ...[
      'VP Sales',
      'Geschäftsführerin',
      'Student',
      'Head of IT',
      '总经理助理',
      '',
      'former CTO',
      'Werkstudent',
      'Assistant to the CEO',
      'Clerk',
    ],
  ),
  phone: fc.constantFrom('', ' ', '+49 30 23125 000'),
  owner: fc.constantFrom('', '', '', 'anna', 'Zoe'),
  tags: names('vip', 'VIP', 'press', 'x'),
  interests: names('pricing', 'DOCS', '价格', 'else'),
  declined_topics: names('docs', 'prices'),
  consent_at: fc.constantFrom('', '2024-01-01', '2024-12-31', 'yes', 'nein', 'perhaps'),
});

function withAudience(
  world: World,
  audience: RawAudience,
  extras: readonly TextRow[],
  topics: readonly string[],
): World {
  return {
    ...world,
    config: { ...world.config, score: scoreFor(world.config.score, audience) },
    sections: audience.sections,
    leads: world.leads.map((row, index) => ({ ...row, ...extras[index % extras.length] })),
    events: world.events.map((row, index) => ({ ...row, topic: topics[index % topics.length] ?? '' })),
  };
}

/** Keys, ids and addresses of one world differ from those of the others; an address that is shared is shared by all. */
function marked({ leads, events }: Rows, index: number): Rows {
  const mark = (text: string | undefined) => (text ?? '').replace(/^(?=[Lest])/, `${index}`);
  const address = (text: string | undefined) => (text ?? '').replace(/\.(?=\d+@)/, `.${index}.`);
  return {
    leads: leads.map((row) => ({ ...row, lead_id: mark(row.lead_id), email: address(row.email) })),
    events: events.map((row) => ({
      ...row,
      lead: mark(row.lead),
      event_id: mark(row.event_id),
      email: address(row.email),
    })),
  };
}

function together(all: readonly Rows[]): Rows {
  return { leads: all.flatMap(({ leads }) => leads), events: all.flatMap(({ events }) => events) };
}
