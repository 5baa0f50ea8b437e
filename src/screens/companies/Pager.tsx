import type { CompaniesPage } from "../../api/companies-api";
import { formatRange } from "../../companies/formats";
import { pageSizes, type PageSize } from "../../companies/view";
import type { PageWay } from "./use-companies-page";

interface PagerProps {
  /** Undefined: not known yet. */
  readonly page: CompaniesPage | undefined;
  /** Undefined: not counted yet. */
  readonly totalCount: number | undefined;
  readonly pageSize: PageSize;
  readonly onPage: (way: PageWay) => void;
  readonly onPageSize: (size: PageSize) => void;
}

/** Where one is among the rows, and the ways from there. */
export function Pager({ page, totalCount, pageSize, onPage, onPageSize }: PagerProps) {
  const hasPrevious = (page?.previousToken ?? null) !== null;
  const hasNext = (page?.nextToken ?? null) !== null;
  // Not `disabled`: a button that loses its use must not lose the focus.
  const button = (name: string, sign: string, isOpen: boolean, way: PageWay) => (
    <button
      type="button"
      className="button"
      aria-disabled={!isOpen}
      onClick={() => {
        if (isOpen) onPage(way);
      }}
    >
      <span aria-hidden="true">{sign}</span> {name}
    </button>
  );
  return (
    <nav className="pager" aria-label="Pages">
      <output className="range" data-testid="range" aria-live="polite">
        {page === undefined || totalCount === undefined ? "" : formatRange(page.firstRow, page.rows.length, totalCount)}
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
        {button("First", "⇤", hasPrevious, "first")}
        {button("Previous", "←", hasPrevious, "previous")}
        {button("Next", "→", hasNext, "next")}
      </span>
    </nav>
  );
}
