/** The time zones, as Python reads them: rules for the years after the last transition are followed, too. */
import { expect, test } from "vitest";
import { pythonOutput } from "../../test/support/run-python.ts";

test("zoneinfo gives offset, summer time and name as with the files of the IANA database", async () => {
  const source = `
import datetime, zoneinfo
names = ["America/New_York", "Europe/Paris", "Australia/Sydney", "Europe/Dublin", "America/Nuuk", "Asia/Jerusalem", "Pacific/Chatham", "America/Santiago", "Asia/Kathmandu", "Antarctica/Troll", "Pacific/Apia", "GB"]
for name in names:
    zone = zoneinfo.ZoneInfo(name)
    shown = []
    for year, month in ((1965, 7), (2011, 1), (2090, 1), (2090, 7)):
        at = datetime.datetime(year, month, 15, 12, tzinfo=zone)
        shown.append(f"{at:%z}/{at.dst()}/{at.tzname()}")
    print(name, *shown)`;
  // What CPython 3.13 prints with the database of 2025.
  const expected = `America/New_York -0400/1:00:00/EDT -0500/0:00:00/EST -0500/0:00:00/EST -0400/1:00:00/EDT
Europe/Paris +0100/0:00:00/CET +0100/0:00:00/CET +0100/0:00:00/CET +0200/1:00:00/CEST
Australia/Sydney +1000/0:00:00/AEST +1100/1:00:00/AEDT +1100/1:00:00/AEDT +1000/0:00:00/AEST
Europe/Dublin +0100/1:00:00/IST +0000/-1 day, 23:00:00/GMT +0000/-1 day, 23:00:00/GMT +0100/0:00:00/IST
America/Nuuk -0300/0:00:00/-03 -0300/0:00:00/-03 -0200/0:00:00/-02 -0100/1:00:00/-01
Asia/Jerusalem +0200/0:00:00/IST +0200/0:00:00/IST +0200/0:00:00/IST +0300/1:00:00/IDT
Pacific/Chatham +1245/0:00:00/+1245 +1345/1:00:00/+1345 +1345/1:00:00/+1345 +1245/0:00:00/+1245
America/Santiago -0400/0:00:00/-04 -0300/1:00:00/-03 -0300/1:00:00/-03 -0400/0:00:00/-04
Asia/Kathmandu +0530/0:00:00/+0530 +0545/0:00:00/+0545 +0545/0:00:00/+0545 +0545/0:00:00/+0545
Antarctica/Troll +0000/0:00:00/-00 +0000/0:00:00/+00 +0000/0:00:00/+00 +0200/2:00:00/+02
Pacific/Apia -1100/0:00:00/-11 -1000/1:00:00/-10 +1300/0:00:00/+13 +1300/0:00:00/+13
GB +0100/1:00:00/BST +0000/0:00:00/GMT +0000/0:00:00/GMT +0100/1:00:00/BST
`;
  expect(await pythonOutput(source)).toBe(expected);
});

test("zoneinfo reads every zone that it lists", async () => {
  const source = `
import datetime, zoneinfo
names = sorted(zoneinfo.available_timezones())
moments = [datetime.datetime(year, month, 1, tzinfo=datetime.timezone.utc) for year in (1900, 1950, 2000, 2050) for month in (1, 7)]
summers = 0
for name in names:
    zone = zoneinfo.ZoneInfo(name)
    for moment in moments:
        at = moment.astimezone(zone)
        assert abs(at.dst()) <= datetime.timedelta(hours=3), (name, at)
        summers += bool(at.dst())
print(len(names) > 590, summers > 500, "Etc/UTC" in names, "../etc" in names)`;
  expect(await pythonOutput(source)).toBe("True True True False\n");
});
