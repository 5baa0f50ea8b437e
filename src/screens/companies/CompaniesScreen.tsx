import { useDeferredValue, useState } from "react";
import { formatCompanies, formatCount } from "../../companies/formats";
import { shownColumns, type ColumnName, type CompanyRow } from "../../companies/columns";
import { filteredColumns, withConditions, type CompaniesFilter } from "../../companies/filter";
import { withFilter, type CompaniesView } from "../../companies/view";
import { useCompanies } from "../../state/companies-context";
import { userKey } from "../../state/session-store";
import { useCompaniesView } from "../../state/use-companies-view";
import { useMedia } from "../../ui/use-media";
import { ColumnChooser } from "./ColumnChooser";
import "./companies.css";
import { CompaniesHeader } from "./CompaniesHeader";
import { CompaniesTable } from "./CompaniesTable";
import { ExportMenu } from "./ExportMenu";
import { ExportTray } from "./ExportTray";
import { FacetCharts } from "./FacetCharts";
import { FilterChips } from "./FilterChips";
import { FilterPanel } from "./FilterPanel";
import { DamagedAddress, Failure, LoadingRows, NoRows } from "./messages";
import { NewsNotice } from "./NewsNotice";
import { NoAccess } from "./NoAccess";
import { Pager } from "./Pager";
import { RowDetail } from "./RowDetail";
import { useCompaniesPage } from "./use-companies-page";
import { useNews } from "./use-news";
import { WithheldColumns } from "./WithheldColumns";

/** The companies of the data lake, as far as the signed-in user may see them. */
export function CompaniesScreen() {
  const { user } = useCompanies();
  const { view, damaged, change } = useCompaniesView(userKey(user));
  const hasRoomForCharts = useMedia("(min-width: 1000px)");
  const chartsOpen = view.charts === undefined ? hasRoomForCharts : view.charts === "open";
  const answer = useCompaniesPage(view, change, chartsOpen);
  // Drawing the page takes longer than asking for its rows: they are under way before it begins.
  const isAsked = useDeferredValue(true, false);
  const news = useNews(answer, view.filter);
  const isWide = useMedia("(min-width: 700px)");
  const [opened, setOpened] = useState<CompanyRow>();
  const [showsFilters, setShowsFilters] = useState(false);

  const { page, totalCount } = answer;
  const columns = page === undefined ? [] : shownColumns(page.visible, view.columns);
  const setFilter = (filter: CompaniesFilter) => {
    change((now) => withFilter(now, filter), "push");
  };
  if (!isAsked) {
    return (
      <Frame>
        <LoadingRows />
      </Frame>
    );
  }
  if (answer.hasNoAccess) {
    return (
      <Frame>
        <NoAccess reason={answer.error instanceof Error ? answer.error.message : ""} />
      </Frame>
    );
  }
  return (
    <Frame>
      <div className="toolbar">
        <p className="total" data-testid="total">
          {page === undefined ? " " : totalCount === undefined ? "Counting …" : formatCompanies(totalCount)}
        </p>
        <NewsNotice
          news={news}
          onShow={() => {
            change((now) => ({ ...now, firstRow: undefined }), "push");
          }}
        />
        <div className="tools">
          {!isWide && (
            <button
              type="button"
              className="button"
              data-testid="open-filters"
              onClick={() => {
                setShowsFilters(true);
              }}
            >
              Filters
              {filteredColumns(view.filter).length > 0 && ` (${formatCount(filteredColumns(view.filter).length)})`}
            </button>
          )}
          <button
            type="button"
            className="button"
            data-testid="charts-toggle"
            aria-pressed={chartsOpen}
            onClick={() => {
              change((now) => ({ ...now, charts: chartsOpen ? "closed" : "open" }), "push");
            }}
          >
            Charts
          </button>
          {page !== undefined && <ColumnChooser visible={page.visible} shown={columns} change={change} />}
          <ExportMenu page={page} totalCount={answer.isOld ? undefined : totalCount} columns={columns} view={view} />
        </div>
      </div>
      <DamagedAddress
        damaged={damaged}
        onDismiss={() => {
          change((now) => now, "replace");
        }}
      />
      {answer.wasLedBack && (
        <p className="banner" role="status" data-testid="led-back">
          There are no rows where this page was to begin. These are the last ones.
        </p>
      )}
      <FilterChips filter={view.filter} change={setFilter} />
      <ExportTray withheld={page?.withheld ?? []} />
      <div className="workspace" data-charts={chartsOpen || undefined}>
        {chartsOpen && answer.refused.length === 0 && (
          <FacetCharts
            filter={view.filter}
            isAnswered={answer.isAnswered}
            withheld={page?.withheld ?? []}
            change={change}
          />
        )}
        <div className="rows">
          {answer.error !== undefined && (
            <Failure
              error={answer.error}
              columns={answer.refused}
              isBanner={page !== undefined}
              onRetry={answer.retry}
              onLeaveOut={(names) => {
                change((now) => withoutColumns(now, names), "push");
              }}
            />
          )}
          {page === undefined ? (
            answer.error === undefined && <LoadingRows />
          ) : (
            <>
              <CompaniesTable
                page={page}
                totalCount={totalCount}
                request={answer.request}
                columns={columns}
                view={view}
                change={change}
                isOld={answer.isOld}
                isBusy={answer.isBusy}
                hasFilterRow={isWide}
                onOpen={setOpened}
              />
              {page.rows.length === 0 && !answer.isOld && !answer.isBusy && (
                <NoRows
                  isFiltered={filteredColumns(view.filter).length > 0}
                  onClear={() => {
                    setFilter({});
                  }}
                />
              )}
            </>
          )}
          <footer className="rows-footer">
            <WithheldColumns columns={page?.withheld ?? []} />
            <Pager
              page={page}
              totalCount={totalCount}
              pageSize={view.pageSize}
              onPage={(way) => {
                change((now) => ({ ...now, firstRow: answer.turnTo(way) }), "push");
              }}
              onPageSize={(pageSize) => {
                change((now) => ({ ...now, pageSize, firstRow: undefined }), "push");
              }}
            />
          </footer>
        </div>
      </div>
      {opened !== undefined && page !== undefined && (
        <RowDetail
          row={opened}
          columns={shownColumns(page.visible, undefined)}
          onClose={() => {
            setOpened(undefined);
          }}
        />
      )}
      {showsFilters && page !== undefined && (
        <FilterPanel
          columns={shownColumns(page.visible, undefined)}
          view={view}
          change={change}
          result={answer.isOld || totalCount === undefined ? "Counting …" : `Show ${formatCompanies(totalCount)}`}
          onClose={() => {
            setShowsFilters(false);
          }}
        />
      )}
    </Frame>
  );
}

function Frame({ children }: { readonly children: React.ReactNode }) {
  return (
    <div className="companies" lang="en" data-testid="companies">
      <CompaniesHeader />
      <main className="companies-main">{children}</main>
    </div>
  );
}

function withoutColumns(view: CompaniesView, names: readonly ColumnName[]): CompaniesView {
  const filter = names.reduce<CompaniesFilter>((rest, name) => withConditions(rest, name, undefined), view.filter);
  return { ...withFilter(view, filter), sort: view.sort.filter(({ column }) => !names.includes(column)) };
}
