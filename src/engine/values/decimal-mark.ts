import { numberShapes } from '../../sql/numbers.js';

/**
 * What a number tells about the decimal mark: `1.234,56`, `12,5` and `1.234.567` can only be read with a comma, `1,234.56`,
 * `12.5` and `0.750` only with a point, `1.234` with either, as two numbers. Nothing is shown by digits without a mark, and by
 * what is no number.
 */
export function decimalShownBy(text: string): '.' | ',' | 'either' | undefined {
  if (!/[.,]/.test(text)) return undefined;
  const [withPoint, withComma] = [POINT.test(text), COMMA.test(text)];
  if (withPoint && withComma) return 'either';
  if (withPoint) return '.';
  return withComma ? ',' : undefined;
}

const POINT = wholeText('.');
const COMMA = wholeText(',');

function wholeText(decimal: '.' | ','): RegExp {
  const { plain, grouped } = numberShapes(decimal);
  return new RegExp(`^(?:${plain}|${grouped})$`);
}
