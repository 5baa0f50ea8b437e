import { columnLabel, type ColumnInfo } from "../../companies/columns";

/** What the backend keeps from this user, and why: said once, instead of empty columns. */
export function WithheldColumns({ columns }: { readonly columns: readonly ColumnInfo[] }) {
  if (columns.length === 0) return null;
  const reasons = [...new Set(columns.map(({ reason }) => reason ?? "Withheld"))];
  return (
    <details className="withheld" data-testid="withheld-columns">
      <summary>
        {columns.length === 1 ? "1 column is" : `${String(columns.length)} columns are`} withheld from you:{" "}
        {columns.map(({ name }) => columnLabel(name)).join(", ")}
      </summary>
      {reasons.map((reason) => (
        <section key={reason}>
          <h3>{reason}</h3>
          <dl>
            {columns
              .filter((column) => (column.reason ?? "Withheld") === reason)
              .map(({ name, description }) => (
                <div key={name} data-withheld={name}>
                  <dt>{columnLabel(name)}</dt>
                  <dd>{description}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </details>
  );
}
