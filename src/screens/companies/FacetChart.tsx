import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from "react";
import { Bar, BarChart, ResponsiveContainer, XAxis, YAxis, type BarShapeProps } from "recharts";
import { facetLabel, type FacetCount, type FacetName } from "../../companies/facets";
import { formatCompanies, formatCount } from "../../companies/formats";

/** CSS pixels. */
const ROW_HEIGHT = 24;
const LABEL_WIDTH = 118;
const COUNT_WIDTH = 56;
/** Characters that the label's width holds. */
const LABEL_LENGTH = 15;

interface FacetChartProps {
  readonly facet: FacetName;
  readonly title: string;
  readonly counts: readonly FacetCount[];
  readonly isSelected: (value: string | null) => boolean;
  readonly onToggle: (value: string | null) => void;
}

interface Bars extends FacetChartProps {
  /** The bar that Tab reaches. */
  readonly active: number;
  readonly activate: (index: number) => void;
  /** The value whose bar has the focus. */
  readonly focusedRef: RefObject<{ readonly value: string | null } | undefined>;
}

/** What the bars share: the chart library draws them, and hands nothing of ours on. */
const BarsContext = createContext<Bars | undefined>(undefined);

/**
 * Bars, each a button that puts its value into the filter. One of them is in the order of Tab; arrows go from bar to bar.
 */
export function FacetChart(props: FacetChartProps) {
  const { title, counts } = props;
  const [wanted, setWanted] = useState(0);
  const active = Math.min(wanted, counts.length - 1);
  const focusedRef = useRef<{ readonly value: string | null }>(undefined);
  const height = counts.length * ROW_HEIGHT;
  const data = useMemo(() => [...counts], [counts]);
  return (
    <BarsContext value={{ ...props, active, activate: setWanted, focusedRef }}>
      <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 280, height }}>
        <BarChart
          layout="vertical"
          data={data}
          margin={{ top: 0, bottom: 0, left: LABEL_WIDTH, right: COUNT_WIDTH }}
          barSize={12}
          accessibilityLayer={false}
          role="group"
          aria-label={title}
          title={title}
          desc={`Companies by ${title.toLowerCase()}, the most frequent first. Each bar is a button: it filters the table.`}
        >
          <XAxis type="number" hide domain={[0, "dataMax"]} />
          <YAxis type="category" dataKey={labelOf} hide width={0} />
          <Bar dataKey="count" shape={drawBar} isAnimationActive={false} minPointSize={2} />
        </BarChart>
      </ResponsiveContainer>
    </BarsContext>
  );
}

const labelOf = ({ value }: FacetCount) => facetLabel(value);

// One function for good: for another one the library would make new elements, and the focus would be lost.
const drawBar = (props: BarShapeProps) => <FacetBar {...props} />;

function FacetBar({ index, y, width, height, background }: BarShapeProps) {
  const bars = useContext(BarsContext);
  const bar = bars?.counts[index];
  const element = useRef<SVGGElement>(null);
  useEffect(() => {
    // The library makes new elements for new figures: the focus goes from the old one to the new one.
    const held = bars?.focusedRef.current;
    if (held !== undefined && held.value === bar?.value && document.activeElement === document.body) {
      element.current?.focus();
    }
  });
  if (bars === undefined || bar === undefined) return null;
  const { facet, counts, active, activate, focusedRef, isSelected, onToggle } = bars;
  const onKeyDown = (event: KeyboardEvent<SVGGElement>) => {
    const { key } = event;
    if (key === "Enter" || key === " ") {
      event.preventDefault();
      onToggle(bar.value);
      return;
    }
    const last = counts.length - 1;
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: last }[key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(last, Math.max(0, to));
    activate(next);
    event.currentTarget.ownerSVGElement?.querySelector<SVGGElement>(`[data-index="${String(next)}"]`)?.focus();
  };
  const isOn = isSelected(bar.value);
  const label = facetLabel(bar.value);
  const top = index * ROW_HEIGHT;
  const middle = top + ROW_HEIGHT / 2;
  const full = LABEL_WIDTH + (background?.width ?? 0) + COUNT_WIDTH;
  return (
    <g
      ref={element}
      role="button"
      tabIndex={index === active ? 0 : -1}
      aria-pressed={isOn}
      aria-label={`${label}: ${formatCompanies(bar.count)}`}
      className="facet-bar"
      data-facet={facet}
      data-value={bar.value ?? ""}
      data-missing={bar.value === null || undefined}
      data-index={index}
      onClick={() => {
        onToggle(bar.value);
      }}
      onFocus={() => {
        focusedRef.current = { value: bar.value };
        activate(index);
      }}
      onBlur={() => {
        focusedRef.current = undefined;
      }}
      onKeyDown={onKeyDown}
    >
      <title>{`${label}: ${formatCompanies(bar.count)}`}</title>
      <rect
        className="facet-bar-ground"
        x={1}
        y={top + 1}
        width={Math.max(0, full - 2)}
        height={ROW_HEIGHT - 2}
        rx={3}
      />
      {isOn && <path className="facet-bar-mark" d={`M5 ${String(middle)}l3 4 5-8`} />}
      <text className="facet-bar-label" x={18} y={middle} dominantBaseline="central">
        {label.length > LABEL_LENGTH ? `${label.slice(0, LABEL_LENGTH - 1)}…` : label}
      </text>
      <rect className="facet-bar-fill" x={LABEL_WIDTH} y={y} width={Math.max(0, width)} height={height} />
      <text className="facet-bar-count" x={LABEL_WIDTH + width + 6} y={middle} dominantBaseline="central">
        {formatCount(bar.count)}
      </text>
    </g>
  );
}
