/** A script of its own, before the first paint: the theme that was chosen here, if one was. */
try {
  const chosen = localStorage.getItem("headwater-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is closed to this page: the system's theme it is.
}
