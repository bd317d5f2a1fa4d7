import { createHash } from 'node:crypto';

/** The first 20 characters of the base32 of SHA-256 of what makes a send what it is (S6.10). */
export function sendIdOf(
  lead: string,
  campaign: string,
  occurrence: number,
  step: string,
  attempt: number,
): string {
  const text = [lead, campaign, occurrence, step, attempt].join('\u001f');
  const bits = [...createHash('sha256').update(text).digest()]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const letters = Array.from({ length: 20 }, (_, index) => {
    const five = Number.parseInt(bits.slice(index * 5, index * 5 + 5), 2);
    return 'abcdefghijklmnopqrstuvwxyz234567'[five];
  });
  return letters.join('');
}
