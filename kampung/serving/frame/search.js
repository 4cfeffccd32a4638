// Search: a dialog of the browser's own; the server answers with links.
{
  const dialog = document.getElementById("kampung-search")
  const field = dialog.querySelector("input")
  const list = dialog.querySelector("ul")
  const count = dialog.querySelector("output")
  const opener = document.getElementById("kampung-search-open")
  const base = new URL(document.getElementById("kampung-home").href)
  let asked = new AbortController()
  let timer

  const links = () => [...list.querySelectorAll("a")]
  const show = ({ found, said }) => {
    list.replaceChildren(
      ...found.map(({ href, title, detail, kind }) => {
        const item = document.createElement("li")
        const link = document.createElement("a")
        const parts = [
          ["strong", title],
          ["span", detail],
          ["small", kind],
        ]
        link.href = new URL(href, base).href
        link.append(
          ...parts
            .filter(([, text]) => text)
            .map(([name, text]) => Object.assign(document.createElement(name), { textContent: text })),
        )
        item.append(link)
        return item
      }),
    )
    count.textContent = said
  }
  const ask = async () => {
    asked.abort()
    asked = new AbortController()
    const words = field.value.trim()
    if (!words) return show({ found: [], said: "" })
    const here = new URLSearchParams(location.search)
    const wanted = new URLSearchParams({ q: words, lang: frame.root.lang })
    if (here.get("data")) wanted.set("data", here.get("data"))
    try {
      const answer = await fetch(new URL(`app/search?${wanted}`, base), { signal: asked.signal })
      show(await answer.json())
    } catch (error) {
      if (error.name !== "AbortError") show({ found: [], said: say("unreachable") })
    }
  }
  field.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(ask, 120)
  })

  const open = () => {
    dialog.showModal()
    field.select()
  }
  opener.addEventListener("click", open)
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("a.search-link")) {
      event.preventDefault()
      open()
    }
  })
  document.addEventListener("keydown", (event) => {
    if (event.key === "k" && (event.ctrlKey || event.metaKey) && !dialog.open) {
      event.preventDefault()
      open()
    }
  })
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close() // beside it
  })
  dialog.addEventListener("keydown", (event) => {
    const all = links()
    const at = all.indexOf(document.activeElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    const inField = document.activeElement === field
    if (event.key === "Escape") {
      event.preventDefault() // which would empty the field first
      dialog.close()
    } else if (event.key === "Enter" && inField) {
      event.preventDefault()
      all[0]?.click()
    } else if (to !== undefined && !(inField && /Home|End/.test(event.key))) {
      event.preventDefault()
      ;(all[to] ?? (to < 0 ? field : all.at(-1)))?.focus()
    }
  })

  for (const place of [list, document.getElementById("kampung-home")]) {
    place.addEventListener("click", (event) => {
      const link = event.target.closest("a")
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
      dialog.close()
      if (frame.go(link.href)) event.preventDefault()
    })
  }

  frame.labels = () => {
    const label = (node, name, text) =>
      node.getAttribute(name) === text || node.setAttribute(name, text)
    label(opener, "aria-label", say("search"))
    label(dialog, "aria-label", say("search"))
    label(field, "aria-label", say("searched"))
    label(field, "placeholder", say("searched"))
    label(dialog.querySelector("button"), "aria-label", say("close"))
    label(document.getElementById("kampung-home"), "aria-label", say("home"))
    const home = new URL(base)
    const data = new URLSearchParams(location.search).get("data")
    home.search = new URLSearchParams({ lang: frame.root.lang, ...(data && { data }) })
    label(document.getElementById("kampung-home"), "href", home.href)
  }
  frame.labels()
}
