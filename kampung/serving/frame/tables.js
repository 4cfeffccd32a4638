// A table that is wider than a phone scrolls; the keyboard must be able to come to it.
frame.reach = () => {
  for (const place of document.querySelectorAll('[data-testid="stTable"] > div')) {
    const scrolls = place.scrollWidth > place.clientWidth
    if (scrolls === place.hasAttribute("tabindex")) continue
    if (scrolls) {
      const name = place.parentElement.closest("[aria-label]") ?? place.querySelector("[aria-label]")
      place.setAttribute("tabindex", "0")
      place.setAttribute("role", "region")
      place.setAttribute("aria-label", name?.getAttribute("aria-label") ?? "")
    } else {
      for (const said of ["tabindex", "role", "aria-label"]) place.removeAttribute(said)
    }
  }
}
addEventListener("resize", () => frame.reach())
