#: datetime-basics
from datetime import datetime, date, time, timedelta, timezone
d = datetime(2024, 2, 29, 13, 5, 9, 123456)
print(d, d.date(), d.time(), d.isoformat(timespec="seconds"), d.strftime("%Y-%m-%d %H:%M:%S %A %j %B %p %U %y"), d.weekday(), d.isocalendar(), d.replace(year=2023, day=28), d.timetuple().tm_yday, repr(d))
print(d + timedelta(days=366, hours=-5), date(2024, 12, 25) - date(2024, 2, 29), (d - datetime(2024, 1, 1)).total_seconds(), timedelta(seconds=90061), timedelta(days=-1, hours=3), timedelta(hours=1) / timedelta(minutes=7), date.fromordinal(738000), date.max, d < datetime.max)
try:
    datetime(2023, 2, 29)
except ValueError as error:
    print("ValueError")

#: datetime-parsing
from datetime import datetime, date, timezone, timedelta
print(datetime.strptime("15/Mar/2024 08:30 PM", "%d/%b/%Y %I:%M %p"), datetime.fromisoformat("2024-03-15T10:20:30+02:00"), date.fromisoformat("2024-W10-2"), datetime.fromisoformat("2024-03-15 10:20:30.5Z"), datetime.strptime("2024-075", "%Y-%j").date(), datetime.strptime("12:00 +0530", "%H:%M %z").tzinfo)
for bad, form in (("2024-13-01", "%Y-%m-%d"), ("x", "%H"), ("2024-01-01 10", "%Y-%m-%d")):
    try:
        datetime.strptime(bad, form)
    except ValueError as error:
        print(error)

#: datetime-timezones
from datetime import datetime, timezone, timedelta
utc = datetime(2024, 6, 1, 12, tzinfo=timezone.utc); ist = timezone(timedelta(hours=5, minutes=30), "IST")
print(utc, utc.astimezone(ist), utc.timestamp(), datetime.fromtimestamp(0, timezone.utc), utc.astimezone(ist).tzname(), utc == utc.astimezone(ist), timezone(timedelta(hours=-8)), datetime.fromtimestamp(86400.5, ist).isoformat())
try:
    utc < datetime(2024, 1, 1)
except TypeError as error:
    print(error)

#: zoneinfo
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo
ny = ZoneInfo("America/New_York"); before = datetime(2024, 3, 10, 1, 30, tzinfo=ny)
print(before, before + timedelta(hours=1), (before.astimezone(timezone.utc) + timedelta(hours=1)).astimezone(ny), before.tzname(), before.dst(), datetime(2024, 7, 1, tzinfo=ny).utcoffset())
for key in ("Europe/London", "Asia/Tokyo", "Australia/Sydney", "Asia/Kolkata", "America/Sao_Paulo", "UTC"):
    t = datetime(2024, 1, 15, 12, tzinfo=timezone.utc).astimezone(ZoneInfo(key)); print(key, t.isoformat(), t.tzname())
fold = datetime(2024, 11, 3, 1, 30, tzinfo=ny); print(fold.utcoffset(), fold.replace(fold=1).utcoffset(), datetime(2060, 7, 1, tzinfo=ZoneInfo("Europe/Paris")).utcoffset(), datetime(1950, 7, 1, tzinfo=ZoneInfo("Europe/Berlin")).tzname())

#: zoneinfo-lookup
import zoneinfo
print("Europe/Paris" in zoneinfo.available_timezones(), zoneinfo.ZoneInfo("Asia/Kathmandu").key, zoneinfo.ZoneInfo("US/Pacific"), repr(zoneinfo.ZoneInfo("Etc/GMT+5")))
try:
    zoneinfo.ZoneInfo("Mars/Phobos")
except zoneinfo.ZoneInfoNotFoundError as error:
    print(error)

#: calendar
import calendar
print(calendar.month(2024, 2)); print(calendar.isleap(2100), calendar.monthrange(2024, 2), calendar.leapdays(2000, 2024), calendar.day_name[0], list(calendar.month_abbr)[1:4], calendar.weekday(2024, 7, 4), calendar.timegm((2024, 1, 1, 0, 0, 0)), calendar.monthcalendar(2024, 9)[0], calendar.TextCalendar(6).formatweekheader(3))
print(calendar.HTMLCalendar().formatmonth(2024, 2)[:60])

#: time-functions
import time
print(time.strftime("%Y-%m-%d %H:%M:%S %Z", time.gmtime(1700000000)), time.localtime(0)[:6], time.mktime((2024, 1, 1, 0, 0, 0, 0, 0, 0)), time.strptime("30 Nov 2023", "%d %b %Y")[:3], time.asctime(time.gmtime(0)), time.ctime(1e9), time.tzname, time.timezone, time.time() > 1.6e9, time.time_ns() > 10**18)
a = time.perf_counter(); b = time.monotonic(); time.sleep(0.05); print(time.perf_counter() - a >= 0.05, time.monotonic() - b >= 0.05, time.process_time() >= 0)

#: tz-environment
import os, time
os.environ["TZ"] = "America/New_York"; time.tzset(); print(time.tzname, time.strftime("%H:%M %Z", time.localtime(1700000000)))

#: stopwatch
import time
from contextlib import contextmanager
@contextmanager
def timed(label):
    start = time.perf_counter()
    try: yield
    finally: print(label, "took", "some" if time.perf_counter() - start >= 0.02 else "no", "time")
with timed("nap"): time.sleep(0.03)

#: sched
import sched, time
s = sched.scheduler(time.monotonic, time.sleep); out = []
s.enter(0.06, 1, out.append, ("late",)); s.enter(0.02, 2, out.append, ("b",)); s.enter(0.02, 1, out.append, ("a",)); e = s.enter(0.01, 1, out.append, ("never",)); s.cancel(e); print(len(s.queue)); s.run(); print(out, s.empty())

#: age-and-weekdays
from datetime import date, timedelta
def age(born, today): return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
print(age(date(2000, 2, 29), date(2024, 2, 28)), age(date(2000, 2, 29), date(2024, 2, 29)))
start, days = date(2024, 5, 1), 0
workdays = [d for d in (start + timedelta(n) for n in range(14)) if d.weekday() < 5]; print(len(workdays), workdays[-1], [d.strftime("%a") for d in workdays[:3]])

#: timeit
import timeit
t = timeit.timeit("sum(range(10))", number=100); print(t > 0, len(timeit.repeat("pass", number=10, repeat=3)), timeit.Timer(lambda: None).timeit(5) >= 0, timeit.default_timer() > 0)

#: retry-with-backoff
import time
attempts = []
def flaky():
    attempts.append(time.monotonic())
    if len(attempts) < 3: raise ConnectionError("try again")
    return "ok"
def retry(f, n=5, delay=0.01):
    for i in range(n):
        try: return f()
        except ConnectionError as error:
            print("attempt", i + 1, error); time.sleep(delay * 2 ** i)
print(retry(flaky), attempts[2] - attempts[1] >= 0.02)
