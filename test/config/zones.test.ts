import { describe, expect, it } from 'vitest';
import { canonicalZone, isZone, nearestZone } from '../../src/config/zones.js';

describe('isZone', () => {
  it.each(['UTC', 'Europe/Berlin', 'Asia/Shanghai', 'Asia/Calcutta', 'Etc/GMT+5', 'America/Argentina/Salta'])(
    'takes %s',
    (name) => {
      expect(isZone(name)).toBe(true);
    },
  );

  it.each([
    '',
    ' ',
    '+01:00',
    '-0500',
    'Berlin',
    'Europe/Berln',
    'Europe',
    'Z',
    'local',
    '1',
    'PST',
    'IST',
    ' UTC',
  ])('refuses %j', (name) => {
    expect(isZone(name)).toBe(false);
  });
});

describe('canonicalZone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    [' europe/BERLIN ', 'Europe/Berlin'],
    ['America/New York', 'America/New_York'],
    ['america/port-au-prince', 'America/Port-au-Prince'],
    ['asia/kolkata', 'Asia/Kolkata'],
    ['etc/gmt-14', 'Etc/GMT-14'],
    ['utc', 'UTC'],
    ['Pacific/Kiritimati', 'Pacific/Kiritimati'],
    ['UTC+14', undefined],
    ['+02:00', undefined],
    ['CST', undefined],
    ['Berlin', undefined],
    ['', undefined],
  ])('of %j is %s', (text, expected) => {
    expect(canonicalZone(text)).toBe(expected);
  });
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
