// When the server is away, it is said in the reader's language; Streamlit's own dialog is off.
{
  const away = document.getElementById("kampung-away")
  let connected = false
  let timer
  const note = () => {
    const state = document.querySelector("[data-test-connection-state]")?.dataset
      .testConnectionState
    const is = state === "CONNECTED"
    connected ||= is
    clearTimeout(timer)
    if (is) {
      away.hidden = true
      away.textContent = ""
    } else {
      // A phone that wakes up is back within a moment; who opens a page waits longer.
      timer = setTimeout(() => {
        away.hidden = false
        away.textContent = say(connected ? "away" : "unreachable")
      }, connected ? 1500 : 30000)
    }
  }
  const root = document.getElementById("root")
  if (root) {
    note()
    new MutationObserver((changes) => {
      if (changes.some((change) => change.type === "attributes" || change.target === root)) note()
    }).observe(root, {
      subtree: true,
      childList: true,
      attributeFilter: ["data-test-connection-state"],
    })
  }
}
