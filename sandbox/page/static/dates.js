// Dates as the app writes them: Monday 1 March 2027, 09:00. `local` is an instant with its own offset.

const DAY = { weekday: "long", day: "numeric", month: "long" };

function format(at, options) {
  return new Intl.DateTimeFormat("en-GB", options).format(at).replace(",", "");
}

/** The wall clock of "2027-03-01T09:00:00+01:00": Monday 1 March 2027, and 09:00. */
export function wall(local) {
  const at = new Date(`${local.slice(0, 19)}Z`);
  return {
    date: format(at, { ...DAY, year: "numeric", timeZone: "UTC" }),
    short: format(at, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }),
    time: local.slice(11, 16),
  };
}

export function dayOf(at, tz) {
  return format(new Date(at), { ...DAY, timeZone: tz });
}

export function timeOf(at, tz) {
  return format(new Date(at), { hour: "2-digit", minute: "2-digit", hour12: false, hourCycle: "h23", timeZone: tz });
}

export function cityOf(tz) {
  return (tz ?? "").split("/").pop().replaceAll("_", " ");
}

const TOKENS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { day: "numeric", month: "long", year: "numeric" },
  date_short: { day: "numeric", month: "short", year: "numeric" },
  date_long: { ...DAY, year: "numeric" },
  date_pretty: { day: "numeric", month: "long", year: "numeric" },
  date_short_pretty: { day: "numeric", month: "short", year: "numeric" },
  date_long_pretty: { ...DAY, year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

/** Slack's {date_long} at {time}, for the reader's own zone. */
export function slackDate(seconds, pattern, tz) {
  const at = new Date(Number(seconds) * 1000);
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in TOKENS ? format(at, { ...TOKENS[name], timeZone: tz }) : whole));
}
