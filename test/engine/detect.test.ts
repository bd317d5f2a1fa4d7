import { describe, expect, it } from 'vitest';
import { detectLayout } from '../../src/engine/detect.js';

const detect = (text: string, mapped: readonly string[] = [], name = 'leads.csv') => {
  const found = detectLayout(text, true, {}, name, mapped);
  return found.kind === 'layout'
    ? { delimiter: found.layout.delimiter, header: found.layout.header }
    : found.kind;
};

describe('the delimiter', () => {
  it.each([
    ['a,b\n1,2\n', ','],
    ['a;b\n1,5;2\n', ';'],
    ['a\tb\n1\t2\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['"a;b",c\n"1;2",3\n', ','],
    ['a,b\n', ','],
  ])('of %j is %j', (text, delimiter) => {
    expect(detect(text)).toMatchObject({ delimiter });
  });

  it('is found in a small file with a broken row', () => {
    const text =
      'lead_id,email,title\nQ1,q@c.example,Sales\nQ2,r@c.example,CEO\n,x@c.example,CEO\nQ4,a,b,c\n';
    expect(detect(text)).toEqual({ delimiter: ',', header: ['lead_id', 'email', 'title'] });
    expect(detect('a,b\n1,2\n3,4,5\n')).toMatchObject({ delimiter: ',' });
  });

  it('gives the columns of the config rather than the most even rows', () => {
    const text = 'id,email;other\n1,a;b\n2,c;d\n3;e\n';
    expect(detect(text)).toMatchObject({ delimiter: ';' });
    expect(detect(text, ['id'])).toMatchObject({ delimiter: ',' });
    expect(detect('id,email|x\n1,a|b\n', ['ID'])).toMatchObject({ delimiter: ',' });
  });

  it('is a question when two fit', () => {
    expect(detect('id,email;id2,email2\nL1,a;L2,b\nL3,c;L4,d\n')).toBe('ambiguous');
  });

  it('is a tab in a .tsv, unless its header has none', () => {
    expect(detect('a,1\tb,2\n1,1\t2,2\n', [], 'x.tsv')).toMatchObject({ delimiter: '\t' });
    expect(detect('a,b\n1,2\n', [], 'x.tsv.gz')).toMatchObject({ delimiter: ',' });
  });

  it('is missing below a title', () => {
    expect(detect('Export of 30 June, all leads\nid,email,name,title\nL1,a,b,c\nL2,a,b,c\nL3,a,b,c\n')).toBe(
      'ragged',
    );
  });
});

describe('one column', () => {
  it('is all there is when no delimiter occurs in the header', () => {
    expect(detect('email\na@b.example\n\nb@b.example\n')).toMatchObject({ header: ['email'] });
    expect(detect('email\nx,y\n')).toMatchObject({ header: ['email'], delimiter: ';' });
  });

  it('may have a delimiter in its name, if the config has this name', () => {
    const text = 'company, or domain\nacme.example\nb.example\nc.example\n';
    expect(detect(text)).toBe('ragged');
    expect(detect(text, ['company, or domain'])).toMatchObject({ header: ['company, or domain'] });
  });
});

describe('a sample', () => {
  it('that ends inside a quoted cell still tells', () => {
    const text = `id,note\n1,x\n2,y\n3,"${'a line, and another\n'.repeat(50)}`;
    const found = detectLayout(text, false, {}, 'leads.csv', []);
    expect(found).toMatchObject({ kind: 'layout', layout: { delimiter: ',', header: ['id', 'note'] } });
  });

  it('has its header after blank lines', () => {
    const found = detectLayout('\r\n\r\nid,email\r\n1,a\r\n', true, {}, 'leads.csv', []);
    expect(found).toMatchObject({ layout: { header: ['id', 'email'], blankLines: 2 } });
  });

  it('of blank lines has nothing to detect', () => {
    expect(detect('\n\n\n')).toBe('empty');
  });

  it('with two kinds of line ends is refused, with the first line of each', () => {
    const found = detectLayout('a,b\r\n1,"2\n3"\r\n4,5\n', true, {}, 'leads.csv', []);
    expect(found).toEqual({
      kind: 'mixed-line-ends',
      lineEnds: new Map([
        ['CR LF', 1],
        ['LF', 4],
      ]),
    });
  });
});
