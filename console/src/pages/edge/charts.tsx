import { useMemo } from "preact/hooks";
import { Chart } from "../../ui/chart";
import { formatCount } from "../../ui/format";
import type { DoorHour } from "./api";
import { addUp } from "./figures";

/** Requests and refusals of the last hour, a bar a minute. */
export function EdgeCharts({ hours, of }: { hours: readonly DoorHour[]; of: string }) {
  const { times, requests, refusals } = useMemo(() => addUp(hours), [hours]);
  return (
    <div class="charts">
      <Chart
        title={`Requests to ${of}, each minute`}
        times={times}
        series={requests}
        format={formatCount}
        empty="Nobody came in the last hour."
        isStacked
      />
      <Chart
        title={`Refusals of ${of}, each minute`}
        times={times}
        series={refusals}
        format={formatCount}
        empty="Nothing was refused in the last hour."
        isStacked
      />
    </div>
  );
}
