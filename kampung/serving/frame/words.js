// Streamlit has words of its own and no setting for them: they are exchanged where they stand.
{
  const places = [
    '[data-testid="stHeader"]',
    '[data-testid="stSidebarHeader"]',
    '[data-testid="stElementToolbar"]',
    '[data-testid="stDataFrame"]',
    ".stCode button",
    "[data-floating-ui-portal]",
    "#stFloatingOverlayPortal",
    "#portal",
    '[role="dialog"]',
    '[data-testid="stHeaderActionElements"]',
    '[data-testid="stSkipToContent"]',
    'button[data-testid="stTooltipHoverTarget"]',
    '[data-testid="stSelectbox"]',
    '[data-testid="stMultiSelect"]',
  ].join(", ")
  const attributes = ["aria-label", "title", "placeholder"]
  const exchanged = new WeakMap() // node → name of the attribute → what was there, what is there

  const translated = (said) => {
    const words = texts[frame.root.lang]?.streamlit ?? {}
    if (words[said]) return words[said]
    const [number] = said.match(/^\d+(?= )/) ?? [] // "5 more" pages
    const counted = number && words[said.replace(number, "{n}")]
    if (counted) return counted.replace("{n}", number)
    const [word, ...rest] = said.split(": ") // "Fullscreen: what the chart shows"
    return rest.length && words[word] ? [words[word], ...rest].join(": ") : said
  }
  const exchange = (node, name, now, put) => {
    const known = exchanged.get(node)?.[name]
    const was = known && known.is === now ? known.was : now
    const is = translated(was)
    if (is !== now) put(is)
    if (is !== was || known) exchanged.set(node, { ...exchanged.get(node), [name]: { was, is } })
  }
  const walk = (place) => {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = place; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (!node.parentElement.closest('[role="option"], [data-testid="stIconMaterial"]')) {
          exchange(node, "", node.data, (said) => (node.data = said))
        }
        continue
      }
      for (const name of attributes) {
        const now = node.getAttribute(name)
        if (now) exchange(node, name, now, (said) => node.setAttribute(name, said))
      }
    }
  }
  let waits = false
  const all = () => {
    waits = false
    const reader = document.querySelector("[data-reader-language]")?.dataset.readerLanguage
    if (reader && reader !== frame.root.lang) frame.root.lang = reader
    for (const place of document.querySelectorAll(places)) walk(place)
    frame.labels?.()
    frame.keep()
    frame.reach()
  }
  new MutationObserver(() => {
    if (waits) return
    waits = true
    requestAnimationFrame(all)
  }).observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributeFilter: ["lang", "data-reader-language", ...attributes],
  })
}
