import { create } from "qrcode";
import { useMemo } from "react";

interface QrCodeProps {
  readonly text: string;
  /** What it is for, for those who cannot see it. */
  readonly label: string;
}

/** Light modules around the code that readers need (ISO/IEC 18004, 9.1). */
const QUIET_ZONE = 4;

/** A QR code, black on white whatever the theme: readers need it so. */
export function QrCode({ text, label }: QrCodeProps) {
  const { size, path } = useMemo(() => {
    const { modules } = create(text, { errorCorrectionLevel: "M" });
    const squares: string[] = [];
    for (let row = 0; row < modules.size; row += 1) {
      for (let column = 0; column < modules.size; column += 1) {
        if (modules.get(row, column) !== 0 && modules.get(row, column) !== false) {
          squares.push(`M${String(column + QUIET_ZONE)} ${String(row + QUIET_ZONE)}h1v1h-1z`);
        }
      }
    }
    return { size: modules.size + 2 * QUIET_ZONE, path: squares.join("") };
  }, [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      className="qr-code"
      viewBox={`0 0 ${String(size)} ${String(size)}`}
      shapeRendering="crispEdges"
      data-text={text}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
