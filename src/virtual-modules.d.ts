declare module "virtual:place-names" {
  const table: import("./flights/place-names").PlaceNameTable;
  export default table;
}
