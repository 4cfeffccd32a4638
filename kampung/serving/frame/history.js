// One Back undoes one thing that the reader did. What the app writes into the address by itself,
// such as a choice that is remembered on the way back to a page, is no step of its own.
{
  let acted = false
  const note = () => (acted = true)
  for (const kind of ["pointerdown", "keydown", "change"]) addEventListener(kind, note, true)

  const push = history.pushState.bind(history)
  const replace = history.replaceState.bind(history)
  history.pushState = (state, title, address) => {
    const isStep = acted && new URL(address, location.href).href !== location.href
    acted = false
    ;(isStep ? push : replace)(state, title, address)
    path = location.pathname
  }

  // Back within a page keeps the place on it: while the app draws anew the page is short for a
  // moment, and would stand at its top.
  let path = location.pathname
  addEventListener("popstate", () => {
    const isSamePage = location.pathname === path
    path = location.pathname
    const main = document.querySelector('[data-testid="stMain"]')
    const place = main?.scrollTop
    if (!isSamePage || !place) return
    const kinds = ["wheel", "touchmove", "pointerdown", "keydown"]
    const end = Date.now() + 3000
    let moved = false
    const note = () => (moved = true)
    for (const kind of kinds) addEventListener(kind, note, { once: true, capture: true })
    const keep = () => {
      if (moved || Date.now() > end) return
      if (main.scrollTop !== place && main.scrollHeight - main.clientHeight >= place) main.scrollTop = place
      requestAnimationFrame(keep)
    }
    keep()
  })
}

// Links of the app that are opened in a new tab keep language and data set.
frame.keep = () => {
  const here = new URLSearchParams(location.search)
  const kept = { lang: frame.root.lang, ...(here.get("data") && { data: here.get("data") }) }
  const links = '[data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"], a[data-testid^="stPageLink"]'
  for (const link of document.querySelectorAll(links)) {
    const whole = new URL(link.href)
    if (whole.origin !== location.origin) continue
    for (const [name, value] of Object.entries(kept)) whole.searchParams.set(name, value)
    if (whole.href !== link.href) link.setAttribute("href", whole.href)
  }
}
