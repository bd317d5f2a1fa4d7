import type { ToolGuess } from '../../model/file-inspection.js';
import { type PresetSignature, presetSignatures } from '../../model/preset-signatures.js';
import { headerKey } from '../aliases.js';

/** The tool that wrote a file, with its signature when exactly one fits best. */
export interface FoundTool {
  readonly guess: ToolGuess;
  readonly signature?: PresetSignature;
}

/** Looks for headers that only the exports of one tool have. The signature with most of its headers wins; a tie is left open. */
export function findTool(columns: readonly string[]): FoundTool {
  const keys = new Map(columns.map((header) => [headerKey(header), header]));
  const matches = presetSignatures.flatMap((signature) => {
    const headersIn = (names: readonly string[]) => names.flatMap((name) => keys.get(headerKey(name)) ?? []);
    const [all, some] = [headersIn(signature.all), headersIn(signature.some)];
    const fits = all.length === signature.all.length && some.length >= signature.atLeast;
    return fits ? [{ signature, by: [...all, ...some] }] : [];
  });
  const most = Math.max(...matches.map(({ by }) => by.length));
  const [best, ...tied] = matches.filter(({ by }) => by.length === most);
  if (best === undefined) return { guess: { kind: 'none' } };
  if (tied.length > 0) {
    return { guess: { kind: 'tied', tools: [best, ...tied].map(({ signature }) => signature.tool) } };
  }
  const { signature, by } = best;
  const { tool, preset = null } = signature;
  return { guess: { kind: 'found', tool, preset, by }, signature };
}
