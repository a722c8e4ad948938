import { encode } from 'uqr';

/** A QR code of an address, dark on light in every theme: some readers know no other. The address stands beside it as text. */
export function QrCode({ text, className = '' }: { readonly text: string; readonly className?: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" className={className}>
      <rect width={size} height={size} fill="#ffffff" />
      <path d={dark.join('')} fill="#0e0d0c" />
    </svg>
  );
}
