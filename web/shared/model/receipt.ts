// A matter's receipt, "K7QF-2M9D": made of its id, so that who has no phone finds it again with
// eight letters on a slip of paper. The core makes the same one (core/query/matter_view.cc).
const digits = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const length = 8;

export function receiptOf(matter: Uint8Array): string {
  let number = 0n;
  for (const byte of matter.slice(0, 5)) number = number * 256n + BigInt(byte);
  let receipt = '';
  for (let i = 0; i < length; i++) {
    if (i === length / 2) receipt += '-';
    receipt += digits[Number(number % BigInt(digits.length))];
    number /= BigInt(digits.length);
  }
  return receipt;
}

// What somebody typed as a receipt, in its one form; empty: it is none.
export function asReceipt(typed: string): string {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '');
  const fits = letters.length === length && [...letters].every((one) => digits.includes(one));
  return fits ? `${letters.slice(0, length / 2)}-${letters.slice(length / 2)}` : '';
}
