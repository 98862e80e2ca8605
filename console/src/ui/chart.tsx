/** Lines over time. Each chart can be read as a table, too: a canvas tells nothing to who cannot see it. */
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import { themeChanges } from "../theme";
import { IconButton } from "./controls";
import { formatTime } from "./format";

export interface Series {
  label: string;
  /** One a point in time; null where nothing is known. */
  values: readonly (number | null)[];
  /** 1 to 6, a colour of tokens.css. */
  colour: 1 | 2 | 3 | 4 | 5 | 6;
  isDashed?: boolean;
  isFilled?: boolean;
}

interface ChartProps {
  title: string;
  /** Unix seconds, ascending. */
  times: readonly number[];
  series: readonly Series[];
  /** A value as it is read: with its unit. */
  format: (value: number | null) => string;
  /** What is shown instead while there is not a single value. */
  empty: string;
  /** Drawn as bars on top of each other: counts. */
  isStacked?: boolean;
}

const HEIGHT_PX = 168;
const TABLE_ROWS = 60;

export function Chart({ title, times, series, format, empty, isStacked = false }: ChartProps) {
  const [isTable, setTable] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const hasValues = series.some((one) => one.values.some((value) => value !== null));
  return (
    <section class="card chart" aria-label={title}>
      <header class="card-head">
        <h2>{title}</h2>
        <IconButton
          icon="table"
          label={isTable ? `Show ${title} as a chart` : `Show ${title} as a table`}
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
        />
      </header>
      <Legend series={series} at={at} times={times} format={format} isSum={isStacked} />
      {!hasValues && <p class="chart-empty muted">{empty}</p>}
      {hasValues && isTable && <ChartTable title={title} times={times} series={series} format={format} />}
      {hasValues && !isTable && (
        <Canvas times={times} series={series} format={format} isStacked={isStacked} onPoint={setAt} />
      )}
    </section>
  );
}

type LegendProps = Pick<ChartProps, "series" | "times" | "format"> & { at: number | null; isSum: boolean };

/** Names of the series, with the value under the pointer; else the last one, or of counts the sum. */
function Legend({ series, at, times, format, isSum }: LegendProps) {
  const shown = at ?? lastKnown(series);
  const time = times[shown];
  const valueOf = ({ values }: Series) => (isSum && at === null ? addUp(values) : (values[shown] ?? null));
  return (
    <div class="legend">
      {series.map((one) => (
        <span key={one.label} class={`legend-item colour-${one.colour}${one.isDashed ? " is-dashed" : ""}`}>
          {one.label} <b>{format(valueOf(one))}</b>
        </span>
      ))}
      {at !== null && time !== undefined && <span class="legend-time muted">{formatTime(time * 1000)}</span>}
    </div>
  );
}

function addUp(values: Series["values"]): number | null {
  return values.some((value) => value !== null) ? values.reduce<number>((sum, value) => sum + (value ?? 0), 0) : null;
}

function lastKnown(series: readonly Series[]): number {
  const length = Math.max(0, ...series.map((one) => one.values.length));
  for (let index = length - 1; index > 0; index--) if (series.some((one) => one.values[index] != null)) return index;
  return Math.max(0, length - 1);
}

function ChartTable({ title, times, series, format }: Pick<ChartProps, "title" | "times" | "series" | "format">) {
  const first = Math.max(0, times.length - TABLE_ROWS);
  const rows = times.slice(first).map((time, index) => ({ time, index: first + index })).reverse();
  return (
    <div class="table-scroll chart-table" tabIndex={0} role="group" aria-label={`${title}, table`}>
      <table>
        <caption class="hidden">{title}, latest first</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {series.map((one) => (
              <th key={one.label} scope="col" class="number">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ time, index }) => (
            <tr key={time}>
              <th scope="row">{formatTime(time * 1000)}</th>
              {series.map((one) => (
                <td key={one.label} class="number">
                  {format(one.values[index] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type CanvasProps = Omit<ChartProps, "title" | "empty"> & { onPoint: (index: number | null) => void };

function Canvas({ times, series, format, isStacked, onPoint }: CanvasProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shape = JSON.stringify(series.map((one) => [one.label, one.colour, one.isDashed])) + themeChanges.value;
  useEffect(() => {
    const parent = box.current;
    if (!parent) return;
    const made = new uPlot(buildOptions(parent, series, format, isStacked === true, onPoint), dataOf(times, series, isStacked), parent);
    plot.current = made;
    const watcher = new ResizeObserver(() => made.setSize({ width: parent.clientWidth, height: HEIGHT_PX }));
    watcher.observe(parent);
    return () => {
      watcher.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape]);
  useEffect(() => plot.current?.setData(dataOf(times, series, isStacked)), [times, series]);
  return <div class="chart-canvas" ref={box} aria-hidden="true" />;
}

function dataOf(times: readonly number[], series: readonly Series[], isStacked = false): uPlot.AlignedData {
  const values = series.map((one) => one.values);
  // What reaches highest is drawn first, so that what lies below it stays seen.
  const columns = isStacked ? stack(values).reverse() : values;
  return [times as number[], ...(columns as (number | null)[][])];
}

/** Each series on top of those before it. */
export function stack(columns: readonly (readonly (number | null)[])[]): (number | null)[][] {
  const sums: number[] = [];
  return columns.map((column) => column.map((value, index) => (sums[index] = (sums[index] ?? 0) + (value ?? 0))));
}

function buildOptions(
  parent: HTMLElement,
  series: readonly Series[],
  format: (value: number | null) => string,
  isStacked: boolean,
  onPoint: (index: number | null) => void,
): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const font = `11px ${token("--face")}`;
  const axis = { stroke: token("--muted"), font, grid: { stroke: token("--line"), width: 1 }, ticks: { show: false } };
  const bars = uPlot.paths.bars?.({ size: [0.7, 24], radius: 0.1 });
  return {
    width: parent.clientWidth,
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: { sync: { key: "headwater" }, points: { size: 6 }, drag: { x: false, y: false } },
    scales: { x: { time: true, range: (plot, min, max) => withRoom(plot.data[0], min, max) }, y: { range: (_plot, _min, max) => [0, max > 0 ? max * 1.08 : 1] } },
    axes: [
      { ...axis, size: 26, grid: { show: false }, values: (_plot, ticks) => ticks.map((tick) => shortTime(tick)) },
      { ...axis, size: 62, values: (_plot, ticks) => ticks.map((tick) => format(tick)) },
    ],
    series: [
      {},
      ...(isStacked ? series.toReversed() : series).map((one) => {
        const colour = token(`--series-${one.colour}`);
        return {
          label: one.label,
          stroke: colour,
          width: isStacked ? 0 : 1.6,
          points: { show: !isStacked, size: 4, fill: colour, filter: (plot, index) => findLonely(plot.data[index] ?? []) },
          ...(one.isDashed ? { dash: [5, 4] } : {}),
          ...(isStacked ? { fill: colour, ...(bars ? { paths: bars } : {}) } : {}),
          ...(one.isFilled ? { fill: `color-mix(in srgb, ${colour} 14%, transparent)` } : {}),
        } satisfies uPlot.Series;
      }),
    ],
    hooks: { setCursor: [(made) => onPoint(made.cursor.idx ?? null)] },
  };
}

/** Points without a neighbour that a line could lead to: these alone are drawn as points. */
export function findLonely(values: ArrayLike<number | null | undefined>): number[] {
  const lonely = [];
  for (let at = 0; at < values.length; at++)
    if (values[at] != null && values[at - 1] == null && values[at + 1] == null) lonely.push(at);
  return lonely;
}

/** Half a step at each side, so that the first and the last bar are whole. */
function withRoom(times: ArrayLike<number>, min: number, max: number): uPlot.Range.MinMax {
  const step = (times[1] ?? 0) - (times[0] ?? 0);
  return [min - step / 2, max + step / 2];
}

function shortTime(unixS: number): string {
  const date = new Date(unixS * 1000);
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0;
  if (isMidnight) return date.toLocaleDateString([], { month: "short", day: "numeric" });
  return date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
}
