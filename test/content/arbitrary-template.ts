import fc from 'fast-check';

/** Fields of leads; `x` and `y` are also what templates name their values. */
export const fields = ['a', 'b', 'c', 'x', 'y'] as const;

const field = fc.constantFrom(...fields);
const local = fc.constantFrom('x', 'y');
const text = fc.constantFrom('v', 'w', 'Anna');

const filters = fc.array(
  fc.oneof(
    fc.constantFrom(
      'upcase',
      'strip',
      'append: "!"',
      'prepend: "- "',
      'truncate: 3',
      'split: "n" | join: "-"',
    ),
    fc.constantFrom('replace: "v", "w"', 'url_encode', 'size', 'default: "there"'),
    field.map((name) => `append: ${name}`),
    field.map((name) => `default: ${name}`),
    field.map((name) => `default: lead.${name}`),
  ),
  { maxLength: 3 },
);

const value = fc
  .tuple(
    fc.oneof(
      field,
      field.map((name) => `lead.${name}`),
      field.map((name) => `${name} | date: "%d.%m.%Y"`),
      fc.constant('hello'),
      text.map((one) => `"${one}"`),
    ),
    filters,
  )
  .map(([first, others]) => [first, ...others].join(' | '));

const test = fc.oneof(
  { weight: 3, arbitrary: field },
  fc
    .tuple(field, fc.constantFrom('==', '!='), fc.constantFrom('""', 'blank', 'nil', 'empty', '"v"', 'true'))
    .map((parts) => parts.join(' ')),
  fc.tuple(field, fc.constantFrom('==', '!=', '<', '>=', 'contains'), field).map((parts) => parts.join(' ')),
  fc.tuple(field, fc.constantFrom('contains', '>'), text).map(([name, op, one]) => `${name} ${op} "${one}"`),
);

const condition = fc
  .array(fc.tuple(fc.constantFrom('and', 'or'), fc.boolean(), test), { minLength: 1, maxLength: 3 })
  .map((tests) =>
    tests
      .map(([word, isNot, one], index) => `${index > 0 ? `${word} ` : ''}${isNot ? 'not ' : ''}${one}`)
      .join(' '),
  );

/** Texts that are templates, with all that can stand in one. */
export const templateText = nodes(3, false);

function nodes(depth: number, inLoop: boolean): fc.Arbitrary<string> {
  const printed = value.map((one) => `{{ ${one} }}`);
  const plain = fc.constantFrom('Hi ', ', ', '{% comment %}{{ nobody }}{% endcomment %}');
  if (depth === 0) return fc.oneof(printed, plain);
  const body = nodes(depth - 1, inLoop);
  const node = fc.oneof(
    { weight: 3, arbitrary: printed },
    plain,
    branch(body),
    choice(body),
    ...(inLoop ? [] : [naming(body), loop(nodes(depth - 1, true))]),
  );
  return fc.array(node, { maxLength: 3 }).map((all) => all.join(''));
}

function branch(body: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const more = fc.tuple(condition, body).map(([test, then]) => `{% elsif ${test} %}${then}`);
  return fc
    .tuple(fc.constantFrom('if', 'unless'), condition, body, fc.option(more), fc.option(body))
    .map(([tag, test, then, others, otherwise]) =>
      [
        `{% ${tag} ${test} %}${then}${others ?? ''}`,
        otherwise === null ? '' : `{% else %}${otherwise}`,
        `{% end${tag} %}`,
      ].join(''),
    );
}

function choice(body: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const texts = fc.shuffledSubarray(['"v"', '"w"', '""', '1', 'true'], { minLength: 2, maxLength: 2 });
  return fc
    .tuple(value, texts, body, body, fc.option(body))
    .map(([one, [first, second], then, other, otherwise]) =>
      [
        `{% case ${one} %}{% when ${first} %}${then}{% when ${second} %}${other}`,
        otherwise === null ? '' : `{% else %}${otherwise}`,
        '{% endcase %}',
      ].join(''),
    );
}

function naming(body: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    fc.tuple(local, value).map(([name, one]) => `{% assign ${name} = ${one} %}`),
    fc.tuple(local, body).map(([name, text]) => `{% capture ${name} %}${text}{% endcapture %}`),
  );
}

function loop(body: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(local, field, body, body)
    .map(([name, list, each, none]) => `{% for ${name} in ${list} %}${each}{% else %}${none}{% endfor %}`);
}
