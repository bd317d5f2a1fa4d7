import { plainWriting, type Table } from './tables.js';

const products = [
  'Trail shoes, waterproof',
  'Folding table 48" round',
  "Women's fly rod, 8'9\" long",
  'Rain jacket',
  'Tent for two, "Alpine" edition',
  'Wollmütze, grün',
  'Camp stove, two burners, with a lid',
  'Sleeping mat',
];
const remarks = [
  '',
  'gift wrapped',
  'call first, then deliver',
  '',
  'size was wrong',
  'paid "in advance"',
  '',
];

/**
 * A clean export as a web shop writes it: 84 orders of nine columns with dates, times, quantities, codes, prices with two decimals,
 * product names with commas and inch marks in quotes, addresses, links, and a last column that is often empty.
 */
export const orders: Table = {
  header: ['date', 'time', 'quantity', 'code', 'price', 'product', 'email', 'url', 'remark'],
  rows: Array.from({ length: 84 }, (_, index) => orderRow(index)),
  writing: plainWriting,
  traces: (row) => [row[3] ?? '', row[7] ?? ''],
};

function orderRow(index: number): readonly string[] {
  const day = String(1 + (index % 28)).padStart(2, '0');
  const month = String(1 + Math.floor(index / 28)).padStart(2, '0');
  const hour = String(8 + (index % 11)).padStart(2, '0');
  const code = `${['AB', 'KX', 'QZ'][index % 3]}-${4100 + index * 7}`;
  return [
    `2026-${month}-${day}`,
    `${hour}:${String((index * 15) % 60).padStart(2, '0')}`,
    String(index % 9),
    code,
    ((index * 3719) / 100).toFixed(2),
    products[index % products.length] ?? '',
    index % 10 === 7 ? '' : `buyer${index}@shop${index % 4}.example`,
    `https://shop.example/p/${5000 + index}?ref=mail&n=${index % 5}`,
    remarks[index % remarks.length] ?? '',
  ];
}
