import { z } from 'zod';
import type { JsonSchema } from '../../src/config/json-schema.js';
import { presets } from '../../src/config/presets/presets.js';

const node = z.looseObject({
  description: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  examples: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});

type Node = z.output<typeof node>;

/** docs/configuration.md from the JSON schema: one table of keys for each mapping of the config. */
export function renderReference(schema: JsonSchema): string {
  return `# The config

\`nurture.yaml\` is YAML 1.2 in UTF-8, at most 1 MiB. Unknown keys are errors. Aliases, tags and several documents in one file
are refused. \`nurture validate\` finds every mistake and names its place. Editors complete and explain the keys with the first line

    # yaml-language-server: $schema=./node_modules/nurture/schema/nurture.schema.json

Durations are written \`90m 16h 30d 2w 3mo 1y\`, combined \`1d12h\`, or as ISO 8601 (\`P30D\`); where a fixed length is needed, months
and years are refused. Percentages are written \`5%\`, times of day \`"09:00"\`, zones as IANA names. Ids have letters, digits,
\`-\`, \`_\` and \`.\`. Postcodes, phone numbers and other text made of digits need quotes. Conditions have a page of their own,
[conditions.md](conditions.md); what the numbers mean is in [semantics.md](semantics.md).

This page is generated from the schema.
${sectionsOf(node.parse(schema), '', new Map()).join('')}${presetSection()}`;
}

/** What `extends` gives by name. */
function presetSection(): string {
  const rows = [...presets].map(([name, preset]) => {
    const { kind, entry, goal, steps } = written.parse(preset);
    const cells = [
      `\`${name}\``,
      `\`${kind}\``,
      inWords(entry),
      inWords(goal),
      steps.map(stepInWords).join(', '),
    ];
    return `| ${cells.join(' | ')} |\n`;
  });
  return `
## Presets

What \`extends\` can name besides the campaigns of the file (semantics S5.9). Where a preset leaves out the entry or the goal, the
campaign has to say it. Templates are called \`welcome-1\`, \`welcome-2\` ...; subjects are in English and there to be replaced.

| preset | kind | entry | goal | steps |
| --- | --- | --- | --- | --- |
${rows.join('')}`;
}

const written = z.looseObject({
  kind: z.string(),
  entry: z.unknown().optional(),
  goal: z.unknown().optional(),
  steps: z.array(
    z.looseObject({
      id: z.string(),
      role: z.string().optional(),
      after: z.string().optional(),
      before: z.string().optional(),
    }),
  ),
});

function inWords(value: unknown): string {
  return value === undefined ? 'to be written' : `\`${inFlow(value)}\``;
}

/** As people write it in one line. */
function inFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inFlow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${inFlow(inner)}`)
    .join(', ')} }`;
}

function stepInWords({ id, role, after, before }: z.output<typeof written>['steps'][number]): string {
  const more = [after, before, role].filter((one) => one !== undefined);
  return more.length === 0 ? `\`${id}\`` : `\`${id}\` (${more.join(', ')})`;
}

/** The table of a mapping and those of the mappings in it. Where the same keys come again, it says so instead. */
function sectionsOf(schema: Node, path: string, printed: Map<string, string>): readonly string[] {
  const keys = Object.entries(schema.properties ?? {}).map(
    ([key, value]) => [key, node.parse(value)] as const,
  );
  if (keys.length === 0) return [];
  const rows = keys.map(([key, value]) => rowOf(schema, key, value)).join('');
  const head = `\n## ${path === '' ? 'Top level' : `\`${path}\``}\n\n${schema.description ?? ''}\n`;
  const first = printed.get(rows);
  if (first !== undefined) return [`${head}\nThe keys are those of \`${first}\`.\n`];
  printed.set(rows, path);
  return [
    `${head}\n| key | value | default | meaning |\n| --- | --- | --- | --- |\n${rows}`,
    ...keys.flatMap(([key, value]) => innerSections(value, join(path, key), printed)),
  ];
}

/** The sections of the mappings in a value, whatever it is wrapped in. */
function innerSections(schema: Node, path: string, printed: Map<string, string>): readonly string[] {
  const inside = (inner: unknown, at: string) => innerSections(inherit(inner, schema), at, printed);
  if (schema.properties !== undefined) return sectionsOf(schema, path, printed);
  if (schema.items !== undefined) return inside(schema.items, `${path}[]`);
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap((one) => inside(one, path));
  return isNode(schema.additionalProperties) ? inside(schema.additionalProperties, join(path, '<id>')) : [];
}

function inherit(inner: unknown, { description }: Node): Node {
  const parsed = node.parse(inner);
  return { ...parsed, description: parsed.description ?? description };
}

function rowOf(parent: Node, key: string, value: Node): string {
  const isRequired = parent.required?.includes(key) ?? false;
  const fallback = isRequired ? 'needed' : defaultOf(value);
  return `| \`${key}\` | ${typeOf(value)} | ${fallback} | ${cell(value.description ?? '')} |\n`;
}

function defaultOf({ default: value }: Node): string {
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return value === undefined || isEmpty ? '' : `\`${String(value)}\``;
}

function typeOf(schema: Node): string {
  if (schema.enum !== undefined) return schema.enum.map((one) => `\`${cell(String(one))}\``).join(', ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.allOf !== undefined) return '[condition](conditions.md)';
  if (schema.anyOf !== undefined)
    return [...new Set(schema.anyOf.map((one) => typeOf(node.parse(one))))].join(' or ');
  if ('$ref' in schema) return '[condition](conditions.md)';
  switch (schema.type) {
    case 'array':
      return `list of ${typeOf(node.parse(schema.items)).replace(/^(text|mapping|number)$/, '$1s')}`;
    case 'object':
      return 'mapping';
    case 'string':
      return schema.examples === undefined
        ? 'text'
        : `text, e.g. ${schema.examples.map((one) => `\`${one}\``).join(', ')}`;
    case 'integer':
      return 'whole number';
    case 'boolean':
      return 'true or false';
    default:
      return String(schema.type);
  }
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
