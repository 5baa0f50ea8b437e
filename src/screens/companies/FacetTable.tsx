import { facetLabel, type FacetCount, type FacetRest } from "../../companies/facets";
import { formatCount, formatShare } from "../../companies/formats";

interface FacetTableProps {
  readonly title: string;
  readonly counts: readonly FacetCount[];
  /** Undefined: the counts are all there are. */
  readonly rest: FacetRest | undefined;
  readonly isSelected: (value: string | null) => boolean;
  readonly onToggle: (value: string | null) => void;
}

/**
 * All counts that came as a table, those included that the chart leaves out: at most 100 values, the most frequent. The
 * others are summed up; shares are of all.
 */
export function FacetTable({ title, counts, rest, isSelected, onToggle }: FacetTableProps) {
  const total = counts.reduce((sum, { count }) => sum + count, rest?.count ?? 0);
  return (
    // Focusable, so that the keyboard can scroll it.
    <div className="facet-table" role="region" aria-label={`${title}, table`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">Companies</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ value, count }) => (
            <tr key={value === null ? "missing" : `value ${value}`}>
              <th scope="row">
                <label>
                  <input
                    type="checkbox"
                    checked={isSelected(value)}
                    onChange={() => {
                      onToggle(value);
                    }}
                  />
                  {value === null || value === "" ? <i>{facetLabel(value)}</i> : value}
                </label>
              </th>
              <td>{formatCount(count)}</td>
              <td>{formatShare(count, total)}</td>
            </tr>
          ))}
        </tbody>
        {rest !== undefined && (
          <tfoot>
            <tr>
              <th scope="row">
                and {formatCount(rest.values)} more {rest.values === 1 ? "value" : "values"}
              </th>
              <td>{formatCount(rest.count)}</td>
              <td>{formatShare(rest.count, total)}</td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
