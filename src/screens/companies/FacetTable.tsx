import { facetLabel, type FacetCount } from "../../companies/facets";
import { formatCount, formatShare } from "../../companies/formats";

interface FacetTableProps {
  readonly title: string;
  readonly counts: readonly FacetCount[];
  readonly isSelected: (value: string | null) => boolean;
  readonly onToggle: (value: string | null) => void;
}

/** All counts that came as a table, those included that the chart leaves out: at most 100 values, the most frequent. */
export function FacetTable({ title, counts, isSelected, onToggle }: FacetTableProps) {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
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
      </table>
    </div>
  );
}
