import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { companyFacetsQuery } from "../../api/companies-queries";
import type { ColumnInfo } from "../../companies/columns";
import {
  chartedCounts,
  facetColumns,
  facetNames,
  isSelected,
  toggleFacetValue,
  type FacetCount,
  type FacetName,
  type FacetRest,
} from "../../companies/facets";
import type { CompaniesFilter } from "../../companies/filter";
import { formatCount } from "../../companies/formats";
import { withFilter } from "../../companies/view";
import { useCompanies } from "../../state/companies-context";
import type { ChangeView } from "../../state/use-companies-view";
import "./charts.css";
import { FacetTable } from "./FacetTable";

/** Bars of a chart; its table has all. */
const MOST_BARS = 8;

const titles: Readonly<Record<FacetName, string>> = { category: "Category", status: "Status", continent: "Continent" };

interface FacetChartsProps {
  readonly filter: CompaniesFilter;
  /** The rows are there: until then nothing is counted. */
  readonly isAnswered: boolean;
  readonly withheld: readonly ColumnInfo[];
  readonly change: ChangeView;
}

/** The counts of the present filter as charts that filter. */
export function FacetCharts({ filter, isAnswered, withheld, change }: FacetChartsProps) {
  const { api } = useCompanies();
  const facets = useQuery({ ...companyFacetsQuery(api, filter), enabled: isAnswered });
  const counts = facets.data?.counts;
  return (
    <section
      className="charts"
      aria-label="Charts"
      data-testid="charts"
      data-old={facets.isPlaceholderData || undefined}
    >
      {facets.isError && (
        <div className="charts-failure" role="alert">
          <p>The charts could not be counted: {facets.error.message}</p>
          <button
            type="button"
            className="button"
            onClick={() => {
              void facets.refetch();
            }}
          >
            Try again
          </button>
        </div>
      )}
      {(!facets.isError || counts !== undefined) &&
        facetNames.map((facet) => (
          <Facet
            key={facet}
            facet={facet}
            isAnswered={isAnswered}
            counts={counts?.[facet]}
            rest={facets.data?.rest[facet]}
            reason={withheld.find(({ name }) => name === facetColumns[facet])?.reason ?? undefined}
            filter={filter}
            onToggle={(value) => {
              change((view) => withFilter(view, toggleFacetValue(view.filter, facet, value)), "push");
            }}
          />
        ))}
    </section>
  );
}

interface FacetProps {
  readonly facet: FacetName;
  readonly isAnswered: boolean;
  /** Undefined: on their way; null: withheld. */
  readonly counts: readonly FacetCount[] | null | undefined;
  /** Undefined: the counts are all there are. */
  readonly rest: FacetRest | undefined;
  readonly reason: string | undefined;
  readonly filter: CompaniesFilter;
  readonly onToggle: (value: string | null) => void;
}

function Facet({ facet, isAnswered, counts, rest, reason, filter, onToggle }: FacetProps) {
  const [asTable, setAsTable] = useState(false);
  const chart = useChart(isAnswered);
  const title = titles[facet];
  const selected = (value: string | null) => isSelected(filter, facet, value);
  const charted = chartedCounts(counts ?? [], MOST_BARS, selected);
  const more = (counts?.length ?? 0) - charted.length;
  // A chart that does not load must not keep its figures.
  const showsTable = asTable || chart.failed;
  return (
    <section className="facet" aria-label={title} data-testid={`facet-${facet}`}>
      <header>
        <h2>{title}</h2>
        {counts != null && (
          <button
            type="button"
            className="button quiet"
            aria-pressed={showsTable}
            onClick={() => {
              setAsTable(!asTable);
            }}
          >
            Table<span className="unseen"> of {title}</span>
          </button>
        )}
      </header>
      {counts === null && (
        <p className="facet-withheld">Withheld from you{reason === undefined ? "" : `: ${reason}`}</p>
      )}
      {counts?.length === 0 && <p className="facet-withheld">Nothing to count</p>}
      {counts != null && counts.length > 0 && showsTable && (
        <FacetTable title={title} counts={counts} rest={rest} isSelected={selected} onToggle={onToggle} />
      )}
      {counts != null && counts.length > 0 && !showsTable && chart.Chart !== undefined && (
        <>
          <chart.Chart facet={facet} title={title} counts={charted} isSelected={selected} onToggle={onToggle} />
          {more > 0 && (
            <p className="facet-more">
              and {formatCount(more + (rest?.values ?? 0))} more{rest === undefined ? ", in the table" : ""}
            </p>
          )}
        </>
      )}
      {(counts === undefined || (counts !== null && !showsTable && chart.Chart === undefined)) && (
        <div className="facet-loading" aria-hidden="true" />
      )}
    </section>
  );
}

/** The chart library comes in a chunk of its own, while the charts are counted: rows do not wait for it. */
function useChart(isWanted: boolean) {
  const { data, isError } = useQuery({
    enabled: isWanted,
    queryKey: ["chart-module"],
    queryFn: () => import("./FacetChart"),
    gcTime: Infinity,
    networkMode: "always",
  });
  return { Chart: data?.FacetChart, failed: isError };
}
