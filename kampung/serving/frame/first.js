// The first words give way as soon as the app has drawn its own.
const texts = JSON.parse(document.getElementById("kampung-texts").textContent)
const say = (name) => (texts[frame.root.lang] ?? texts.id).frame[name]
{
  const root = document.getElementById("root")
  const first = document.getElementById("kampung-first")
  const drawn = () =>
    root.querySelector('[data-testid="stMain"] :is(h1, [data-testid="stException"], [data-testid="stAlert"])')
  if (first && root) {
    root.inert = true // nobody tabs through, or hears, what lies behind the first words
    const observer = new MutationObserver(() => {
      if (!drawn()) return
      observer.disconnect()
      root.inert = false
      first.remove()
    })
    observer.observe(root, { childList: true, subtree: true })
  }
}
