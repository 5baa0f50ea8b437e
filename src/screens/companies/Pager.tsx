import type { CompaniesPage } from "../../api/companies-api";
import { formatRange } from "../../companies/formats";
import { pageSizes, type PageSize } from "../../companies/view";

interface PagerProps {
  /** Undefined: not known yet. */
  readonly page: CompaniesPage | undefined;
  readonly pageSize: PageSize;
  /** Undefined: the first page. */
  readonly onPage: (token: string | undefined) => void;
  readonly onPageSize: (size: PageSize) => void;
}

/** Where one is among the rows, and the ways from there. */
export function Pager({ page, pageSize, onPage, onPageSize }: PagerProps) {
  const { previousToken = null, nextToken = null } = page ?? {};
  // Not `disabled`: a button that loses its use must not lose the focus.
  const way = (name: string, sign: string, isOpen: boolean, token: string | undefined) => (
    <button
      type="button"
      className="button"
      aria-disabled={!isOpen}
      onClick={() => {
        if (isOpen) onPage(token);
      }}
    >
      <span aria-hidden="true">{sign}</span> {name}
    </button>
  );
  return (
    <nav className="pager" aria-label="Pages">
      <output className="range" data-testid="range" aria-live="polite">
        {page === undefined ? "" : formatRange(page.firstRow, page.rows.length, page.totalCount)}
      </output>
      <label className="page-size">
        <span>Rows per page</span>
        <select
          value={pageSize}
          onChange={(event) => {
            const size = pageSizes.find((each) => String(each) === event.target.value);
            if (size !== undefined) onPageSize(size);
          }}
        >
          {pageSizes.map((size) => (
            <option key={size} value={size}>
              {size}
            </option>
          ))}
        </select>
      </label>
      <span className="pager-ways">
        {way("First", "⇤", previousToken !== null, undefined)}
        {way("Previous", "←", previousToken !== null, previousToken ?? undefined)}
        {way("Next", "→", nextToken !== null, nextToken ?? undefined)}
      </span>
    </nav>
  );
}
