/** The rule by which a time zone goes on, as in POSIX's `TZ`, https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html. */

const day = 86_400;
const years = 8;

/** Finds the rule behind the last transitions; that nothing changes any more when there is none. */
export function findRule(transitions, periods) {
  const last = periods.at(-1);
  const fixed = writeName(last) + writeTime(-last.offset);
  const count = transitions.length;
  if (count < 2 * years || new Date(transitions[count - 1] * 1000).getUTCFullYear() < 2036)
    return fixed;
  // Of each kind of change, the wall time before it.
  const changes = [count - 2, count - 1].map((end) =>
    Array.from({ length: years }, (_, n) => {
      const index = end - 2 * n;
      return { wall: transitions[index] + periods[index].offset, to: periods[index + 1] };
    }),
  );
  const isSteady = changes.every((kind) => kind.every(({ to }) => isSame(to, kind[0].to)));
  const dates = changes.map((kind) => findDate(kind.map(({ wall }) => wall)));
  if (!isSteady || dates.includes(undefined)) return fixed;
  const summer = changes[0][0].to.isDst ? 0 : 1;
  const [start, end] = [dates[summer], dates[1 - summer]];
  const [dst, std] = [changes[summer][0].to, changes[1 - summer][0].to];
  const shift = dst.offset === std.offset + 3600 ? "" : writeTime(-dst.offset);
  return `${writeName(std)}${writeTime(-std.offset)}${writeName(dst)}${shift},${start},${end}`;
}

function isSame(a, b) {
  return a.offset === b.offset && a.name === b.name && a.isDst === b.isDst;
}

/** `Mm.w.d/time` when all times follow it. The time may lie in the day before or after. */
function findDate(walls) {
  for (const shift of [0, 1, -1]) {
    const found = walls.map((wall) => {
      const date = new Date((wall + shift * day) * 1000);
      const number = date.getUTCDate();
      const month = date.getUTCMonth();
      const length = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
      const time = (((wall % day) + day) % day) - shift * day;
      const week = Math.ceil(number / 7);
      return { key: `${month + 1}.${date.getUTCDay()}.${time}`, week, isLast: number + 7 > length };
    });
    const [{ key, week }] = found;
    if (!found.every((each) => each.key === key)) continue;
    const chosen = found.every((each) => each.isLast) ? 5 : week;
    if (chosen !== 5 && !found.every((each) => each.week === week)) continue;
    const [month, weekday, time] = key.split(".").map(Number);
    return `M${month}.${chosen}.${weekday}${time === 7200 ? "" : `/${writeTime(time)}`}`;
  }
  return undefined;
}

function writeName({ name }) {
  return /^[A-Za-z]+$/.test(name) ? name : `<${name}>`;
}

function writeTime(seconds) {
  const sign = seconds < 0 ? "-" : "";
  const rest = Math.abs(seconds);
  const [hours, minutes, last] = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
  const two = (number) => String(number).padStart(2, "0");
  const tail = last > 0 ? `:${two(minutes)}:${two(last)}` : minutes > 0 ? `:${two(minutes)}` : "";
  return `${sign}${hours}${tail}`;
}
