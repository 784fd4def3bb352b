// When the meetings of a calendar begin, by the library of Thunderbird, as JSON: read_calendar.mjs FILE FIRST LAST
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const [file, first, last] = process.argv.slice(2);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
// It has no timezones of its own: what it knows of them is in the file.
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}
const found = {};
for (const each of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(each);
  const dates = event.iterator();
  found[event.uid] = [];
  for (let date = dates.next(); date; date = dates.next()) {
    const at = date.convertToZone(ICAL.Timezone.utcTimezone).toString();
    if (at >= last) break;
    if (at >= first) found[event.uid].push(at);
  }
}
console.log(JSON.stringify(found));
