/** The part of qrcode 1.5 that QrCode.tsx uses (https://github.com/soldair/node-qrcode#createtext-options); it brings no types. */
declare module "qrcode" {
  export function create(
    text: string,
    options: { readonly errorCorrectionLevel: "M" },
  ): { readonly modules: { readonly size: number; get(row: number, column: number): number | boolean } };
}
