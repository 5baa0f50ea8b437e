/** Made by local/web-app/place-names/; the shape is `PlaceNameTable`, written out because ambient modules cannot import it. */
declare module "virtual:place-names" {
  const table: {
    readonly cities: Readonly<Record<string, string>>;
    readonly airlines: Readonly<Record<string, string>>;
  };
  export default table;
}
