// When a meeting is next, by the clock of whoever looks. The page is whole without this.
for (const time of document.querySelectorAll("time[data-minutes]")) {
  const begins = new Date(time.dateTime);
  if (begins.getTime() + time.dataset.minutes * 60000 < Date.now()) {
    // Built before this one was over, and not since.
    time.closest(".next").remove();
  } else {
    time.title = time.textContent;
    time.textContent = begins.toLocaleString(document.documentElement.lang, {
      weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
    });
  }
}
