import { describe, expect, it } from 'vitest';
import { isZone, nearestZone } from '../../src/config/zones.js';

describe('isZone', () => {
  it.each(['UTC', 'Europe/Berlin', 'Asia/Shanghai', 'Asia/Calcutta', 'Etc/GMT+5', 'America/Argentina/Salta'])(
    'takes %s',
    (name) => {
      expect(isZone(name)).toBe(true);
    },
  );

  it.each(['', ' ', '+01:00', '-0500', 'Berlin', 'Europe/Berln', 'Europe', 'Z', 'local', '1'])(
    'refuses %j',
    (name) => {
      expect(isZone(name)).toBe(false);
    },
  );
});

describe('nearestZone', () => {
  it.each([
    ['Berlin', 'Europe/Berlin'],
    ['Germany/Berlin', 'Europe/Berlin'],
    ['Europe/Berln', 'Europe/Berlin'],
    ['utc', 'UTC'],
    ['nowhere at all', undefined],
  ])('of %s is %s', (name, expected) => {
    expect(nearestZone(name)).toBe(expected);
  });
});
