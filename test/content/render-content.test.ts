import { describe, expect, it } from 'vitest';
import { parseContent, renderContent } from '../../src/content/render-content.js';

const builtIn = {
  greeting: 'Sehr geehrte Frau Müller',
  hello: 'Hallo Anna',
  lead_id: 'L1',
  campaign: 'trial',
  step: 'day_3',
};

const lead = {
  first_name: 'Anna',
  company: ' Müller & Söhne ',
  email: 'anna@müller.example',
  'email.domain': 'müller.example',
  campaign: 'summer fair',
  empty_cell: ' \u3000\u00A0',
  nothing: undefined,
  invisible: '\u200B\u0000',
  renewal: '2026-03-05',
  tags: 'a;b;c',
};

const render = (subject: string, variables: Readonly<Record<string, string>> = {}) =>
  renderContent(parseContent({ subject, variables }), lead, builtIn);

const subjectOf = (subject: string) => {
  const rendered = render(subject);
  return rendered.kind === 'rendered' ? rendered.subject : rendered;
};

describe('S6.11 texts for one lead', () => {
  it.each([
    ['{{ hello }}, {{ company }}!', 'Hallo Anna, Müller & Söhne!'],
    ['{{ greeting }} {{ lead_id }}/{{ campaign }}/{{ step }}', 'Sehr geehrte Frau Müller L1/trial/day_3'],
    ['{{ lead.campaign }}', 'summer fair'],
    [
      '{{ email }} {{ email.domain }} {{ lead.email.domain }}',
      'anna@müller.example müller.example müller.example',
    ],
    ['{{ first_name | upcase | append: "!" }}', 'ANNA!'],
    ['{{ company | escape }} {{ company | url_encode }}', 'Müller &amp; Söhne M%C3%BCller+%26+S%C3%B6hne'],
    ['{{ empty_cell | default: "there" }} {{ nothing | default: "there" }}', 'there there'],
    ['{{ nothing | upcase | prepend: "Dear " | default: "Hello" }}', 'Hello'],
    ['{{ nothing | default: first_name }}', 'Anna'],
    ['{% if empty_cell %}yes{% else %}no{% endif %}', 'no'],
    ['{% if nothing == "" and empty_cell == nil and empty_cell == empty %}none{% endif %}', 'none'],
    ['{% if nothing != "" %}yes{% else %}no{% endif %}', 'no'],
    ['{% if first_name == "Anna" %}A{% elsif empty_cell %}B{% endif %}', 'A'],
    ['{% case nothing %}{% when "a" %}a{% when blank %}none{% endcase %}', 'none'],
    ['{% unless nothing contains "a" %}no{% endunless %}', 'no'],
    ['Hi{% capture x %}{% if nothing %}, {{ nothing }}{% endif %}{% endcapture %}{{ x }}!', 'Hi!'],
    [
      '{% assign all = tags | split: ";" %}{% for t in all limit: 2 %}{{ t }}{% unless forloop.last %}, {% endunless %}{% endfor %}',
      'a, b',
    ],
    ['{% for t in nothing %}{{ t }}{% else %}none{% endfor %}', 'none'],
    ['{{ renewal | date: "%d.%m.%Y" }}', '05.03.2026'],
    ['{% raw %}{{ first_name }}{% endraw %}', '{{ first_name }}'],
    ['{{ first_name.size | default: "fields are flat" }}', 'fields are flat'],
  ])('%s is %s', (subject, text) => {
    expect(subjectOf(subject)).toBe(text);
  });

  it('shows which defaults stand in them', () => {
    const rendered = render('{{ nothing | default: "you" }}', {
      intro: '{{ empty_cell | default: title | default: "there" }} {{ first_name | default: "x" }}',
      greeting: '{{ title | default: first_name }}{{ title | default: "" }}',
    });
    expect(rendered).toEqual({
      kind: 'rendered',
      subject: 'you',
      variables: { intro: 'there Anna', greeting: 'Anna' },
      defaults: [
        { where: 'subject', field: 'nothing', shown: 'you' },
        { where: 'variables.intro', field: 'empty_cell', shown: 'there' },
        { where: 'variables.greeting', field: 'title', shown: 'Anna' },
        { where: 'variables.greeting', field: 'title', shown: '' },
      ],
    });
  });

  it.each([
    '{{ nothing }}',
    '{{ empty_cell }}',
    '{{ invisible }}',
    '{{ unheard_of }}',
    '{{ constructor }}',
    '{{ __proto__ }}',
    '{{ nothing | append: "!" }}',
    '{{ "Dear " | append: nothing }}',
    '{% assign x = nothing | upcase %}{{ x }}',
    '{% capture x %}{{ nothing }}{% endcapture %}{{ hello }}',
    '{{ first_name.size }}',
  ])('are not rendered with a hole: %s', (text) => {
    const field = /nothing|empty_cell|invisible|unheard_of|constructor|__proto__|first_name.size/.exec(
      text,
    )?.[0];
    expect(render('{{ hello }}', { text })).toEqual({ kind: 'hole', where: 'variables.text', field });
    expect(render(text)).toEqual({ kind: 'hole', where: 'subject', field });
  });

  it.each([
    ['', 'the subject is empty'],
    ['{% if nothing %}x{% endif %} \n\u202E', 'the subject is empty'],
    ['{{ first_name', 'output "{{ first_name" not closed'],
    ['{{ "" | split: "," | first }}', 'there is nothing to print'],
    ['{% assign all = tags | split: ";" %}{{ all[9] }}', 'undefined variable: all.9'],
    ['{% for x in (1..99999999) %}x{% endfor %}', 'memory alloc limit exceeded'],
  ])('or not at all: %j, because %s', (subject, message) => {
    expect(render(subject)).toEqual({ kind: 'problem', where: 'subject', message });
  });

  it('are one line in a subject; elsewhere lines stay', () => {
    const text = ' a\r\n\tb\u2028\u3000c\u0000\u0085\u202Ed ';
    expect(render(text, { text })).toMatchObject({
      subject: 'a b c d',
      variables: { text: ' a\r\n\tb\u2028\u3000c d ' },
    });
  });

  it('may have no subject, and variables of any name', () => {
    const variables = JSON.parse('{ "__proto__": "{{ hello }}", "subject": "x", "none": "" }');
    expect(renderContent(parseContent({ variables }), lead, builtIn)).toEqual({
      kind: 'rendered',
      variables: JSON.parse('{ "__proto__": "Hallo Anna", "subject": "x", "none": "" }'),
      defaults: [],
    });
  });

  it('do not know of each other', () => {
    const parsed = parseContent({
      subject: '{% assign x = "1" %}{{ x }}',
      variables: { y: '{{ x | default: "-" }}' },
    });
    const first = renderContent(parsed, lead, builtIn);
    expect(first).toMatchObject({ subject: '1', variables: { y: '-' } });
    expect(renderContent(parsed, lead, builtIn)).toEqual(first);
  });
});
