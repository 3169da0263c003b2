// Floor area as a person reads it: "89.2", of hundredths of a square metre.
export function squareMetres(hundredths: bigint): string {
  const whole = String(hundredths / 100n);
  const rest = String(hundredths % 100n).padStart(2, '0').replace(/0+$/, '');
  return rest ? `${whole}.${rest}` : whole;
}
