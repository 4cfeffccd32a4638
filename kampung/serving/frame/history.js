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
  }
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
