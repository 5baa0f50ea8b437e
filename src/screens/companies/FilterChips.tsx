import { columnLabel } from "../../companies/columns";
import { describeConditions, filteredColumns, withConditions, type CompaniesFilter } from "../../companies/filter";

interface FilterChipsProps {
  readonly filter: CompaniesFilter;
  readonly change: (filter: CompaniesFilter) => void;
}

/** The conditions in force, each with a way out. */
export function FilterChips({ filter, change }: FilterChipsProps) {
  const columns = filteredColumns(filter);
  if (columns.length === 0) return null;
  return (
    <ul className="chips" aria-label="Filters in force" data-testid="filter-chips">
      {columns.map((column) => {
        const words = describeConditions(column, filter[column] ?? {}).join(" and ");
        return (
          <li key={column} className="chip" data-column={column}>
            <span className="chip-text" title={`${columnLabel(column)} ${words}`}>
              <b>{columnLabel(column)}</b> {words}
            </span>
            <button
              type="button"
              aria-label={`Remove the filter on ${columnLabel(column)}`}
              onClick={() => {
                change(withConditions(filter, column, undefined));
              }}
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>
        );
      })}
      <li>
        <button
          type="button"
          className="button quiet"
          data-testid="clear-filters"
          onClick={() => {
            change({});
          }}
        >
          Clear filters
        </button>
      </li>
    </ul>
  );
}
