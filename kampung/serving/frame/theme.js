// Before anything is painted: light or dark, as the reader chose it on any page. Streamlit keeps
// the choice for each path of its own.
const frame = { root: document.documentElement, look: "kampung.look" }
{
  const asked = new URLSearchParams(location.search).getAll("embed_options")
  const dark = matchMedia("(prefers-color-scheme: dark)")
  const kept = () => {
    try {
      return localStorage.getItem(frame.look) ?? "System"
    } catch {
      return "System" // a browser that keeps nothing
    }
  }
  const paint = () => {
    const chosen = asked.includes("dark_theme")
      ? "Dark"
      : asked.includes("light_theme")
        ? "Light"
        : kept()
    frame.root.dataset.look = chosen === "System" ? (dark.matches ? "Dark" : "Light") : chosen
  }
  paint()
  dark.addEventListener("change", paint)
  try {
    if (localStorage.getItem(frame.look)) {
      localStorage.setItem(`stActiveTheme-${location.pathname}-v2`, JSON.stringify(kept()))
    }
  } catch {}
  document.addEventListener("click", (event) => {
    const prefix = "stMainMenuItem-theme-"
    const item = event.target.closest?.(`[data-testid^="${prefix}"]`)
    if (!item) return
    try {
      localStorage.setItem(frame.look, item.dataset.testid.slice(prefix.length))
    } catch {}
    paint()
  })
  if (new URLSearchParams(location.search).get("embed") === "true") {
    frame.root.dataset.embed = "true"
  }
}
